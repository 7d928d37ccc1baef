// SPDX-License-Identifier: MIT
#include "engine/run/folder_lock.h"

#include <gtest/gtest.h>

#include <optional>

#include "engine/core/error.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

using test::TemporaryFolder;

TEST(FolderLock, IsHeldByOneAtATime) {
  const TemporaryFolder folder;
  std::optional<FolderLock> first(folder.path());
  EXPECT_THROW(FolderLock(folder.path()), Error);
  first.reset();
  EXPECT_NO_THROW(FolderLock(folder.path()));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << "it leaves nothing behind";
}

TEST(FolderLock, NamesAFolderThatIsNone) {
  const TemporaryFolder folder;
  try {
    FolderLock lock(folder / "none");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("none: No such file"), std::string::npos);
  }
}

TEST(HoldsRun, KnowsARunByItsResults) {
  const TemporaryFolder folder;
  EXPECT_FALSE(holds_run(folder.path()));
  EXPECT_FALSE(holds_run(folder / "none"));
  folder.write("notes.txt", "");
  EXPECT_FALSE(holds_run(folder.path()));
  folder.write("checkpoint.safetensors", "");
  EXPECT_TRUE(holds_run(folder.path()));
}

}  // namespace
}  // namespace netdyno
