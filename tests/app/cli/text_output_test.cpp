// SPDX-License-Identifier: MIT
#include "app/cli/text_output.h"

#include <gtest/gtest.h>

namespace netdyno::app {
namespace {

TEST(TextOutput, ColumnsAreAsWideAsTheirWidestCellInLetters) {
  EXPECT_EQ(text_table({{"a", "number"}, {"6×28", "7"}}, 1), "a     number\n6×28       7\n");
}

TEST(TextOutput, ANameThatObeysNobodyIsACellOfOneLine) {
  EXPECT_EQ(text_table({{"a", "b"}, {"x\x1b[31m\n", "caf\xe9"}}, 2),
            "a        b\nx [31m   caf\uFFFD\n");
}

TEST(TextOutput, ARowEndsWithItsLastLetter) {
  EXPECT_EQ(text_table({{"a", "b"}, {"long", ""}}, 2), "a     b\nlong\n");
}

TEST(TextOutput, NumbersAreGroupedInThrees) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(61706), "61 706");
  EXPECT_EQ(grouped(-1234567), "-1 234 567");
}

TEST(TextOutput, DurationsShowHoursOnlyWhenThereAreSome) {
  EXPECT_EQ(clock_text(41.6), "0:42");
  EXPECT_EQ(clock_text(723), "12:03");
  EXPECT_EQ(clock_text(3723), "1:02:03");
  EXPECT_EQ(clock_text(1.0 / 0.0), "-:--");
  EXPECT_EQ(clock_text(-1), "-:--");
}

}  // namespace
}  // namespace netdyno::app
