// SPDX-License-Identifier: MIT
#include "app/application/dropped_file.h"

#include <gtest/gtest.h>

#include "engine/core/error.h"
#include "tests/support/temporary_folder.h"

namespace netdyno::app {

namespace {

TEST(DroppedFolder, OfARunIsToBeComparedWith) {
  const test::TemporaryFolder folder;
  for (const char* file : {"metrics.csv", "checkpoint.safetensors", "events.out.tfevents.1"}) {
    const auto run = folder / (std::string("run ") + file);
    std::filesystem::create_directories(run);
    folder.write(std::string("run ") + file + "/" + file, "");
    const Dropped dropped = read_dropped(run, Shape());
    ASSERT_TRUE(std::holds_alternative<DroppedRun>(dropped)) << file;
    EXPECT_EQ(std::get<DroppedRun>(dropped).folder, run);
  }
}

TEST(DroppedFolder, OfPicturesIsADataSet) {
  const test::TemporaryFolder folder;
  for (const char* name : {"cats", "dogs"}) std::filesystem::create_directories(folder / name);
  const Dropped dropped = read_dropped(folder.path(), Shape());
  ASSERT_TRUE(std::holds_alternative<NamedRecipe>(dropped));
  EXPECT_EQ(std::get<NamedRecipe>(dropped).recipe.data.source.source, "images");
}

TEST(DroppedFolder, OfNothingKnownIsRefused) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(read_dropped(folder.path(), Shape()), Error);
}

}  // namespace

}  // namespace netdyno::app
