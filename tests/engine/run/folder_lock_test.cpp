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

TEST(EarlierRun, IsMovedAsideWithAllItsFilesAndNothingElse) {
  const TemporaryFolder folder;
  folder.write("notes.txt", "mine");
  EXPECT_FALSE(keep_earlier_run(folder.path()));
  folder.write("recipe.json", "{}");
  EXPECT_FALSE(keep_earlier_run(folder.path())) << "a recipe alone is no run";
  folder.write("weights.safetensors", "w");
  EXPECT_EQ(keep_earlier_run(folder.path()), folder / "earlier-1");
  EXPECT_TRUE(std::filesystem::exists(folder / "earlier-1/recipe.json"));
  EXPECT_TRUE(std::filesystem::exists(folder / "earlier-1/weights.safetensors"));
  EXPECT_FALSE(std::filesystem::exists(folder / "weights.safetensors"));
  EXPECT_TRUE(std::filesystem::exists(folder / "notes.txt"));
  folder.write("checkpoint.safetensors", "c");
  std::filesystem::create_directory(folder / "history");
  folder.write("history/steps-000000-0123456789abcdef", "s");
  EXPECT_EQ(keep_earlier_run(folder.path()), folder / "earlier-2");
  EXPECT_TRUE(std::filesystem::exists(folder / "earlier-2/history/steps-000000-0123456789abcdef"));
  EXPECT_FALSE(std::filesystem::exists(folder / "history"));
}

}  // namespace
}  // namespace netdyno
