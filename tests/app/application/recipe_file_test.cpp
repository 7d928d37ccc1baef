// SPDX-License-Identifier: MIT
#include "app/application/recipe_file.h"

#include <gtest/gtest.h>

namespace netdyno::app {
namespace {

TEST(FileNameOf, HasOneDashBetweenWords) {
  EXPECT_EQ(file_name_of("lenet-fashion, edited"), "lenet-fashion-edited");
  EXPECT_EQ(file_name_of("a/b  c"), "a-b-c");
  EXPECT_EQ(file_name_of(", x"), "x");
}

}  // namespace
}  // namespace netdyno::app
