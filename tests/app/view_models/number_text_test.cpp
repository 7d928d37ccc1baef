// SPDX-License-Identifier: MIT
#include "app/view_models/number_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace netdyno::app {

namespace {

TEST(NumberText, HasThreeSignificantDigits) {
  EXPECT_EQ(number_text(0.012345), "0.0123");
  EXPECT_EQ(number_text(12.345), "12.3");
  EXPECT_EQ(number_text(123456), "123456");
  EXPECT_EQ(number_text(-0.5), "-0.5");
  EXPECT_EQ(number_text(2.3026, 4), "2.303");
  EXPECT_EQ(number_text(0), "0");
}

TEST(NumberText, TurnsToPowersOnlyFarFromOne) {
  EXPECT_EQ(number_text(1e-5), "1e-5");
  EXPECT_EQ(number_text(3.14159e-7), "3.14e-7");
  EXPECT_EQ(number_text(1e6), "1e6");
  EXPECT_EQ(number_text(1e-4), "0.0001");
}

TEST(NumberText, NamesWhatIsNoNumber) {
  EXPECT_EQ(number_text(std::nan("")), "not a number");
  EXPECT_EQ(number_text(std::numeric_limits<double>::infinity()), "∞");
  EXPECT_EQ(number_text(-std::numeric_limits<double>::infinity()), "-∞");
}

TEST(NumberText, GroupsCounts) {
  EXPECT_EQ(count_text(61706), "61\u00a0706");
  EXPECT_EQ(count_text(-1234567), "-1\u00a0234\u00a0567");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(plural(1, "layer"), "1 layer");
  EXPECT_EQ(plural(2, "layer"), "2 layers");
}

TEST(NumberText, SharesNeverHideThatThereIsSome) {
  EXPECT_EQ(percent_text(0.1234), "12.3 %");
  EXPECT_EQ(percent_text(0), "0.0 %");
  EXPECT_EQ(percent_text(1), "100.0 %");
  EXPECT_EQ(percent_text(1e-6), "<0.1 %");
  EXPECT_EQ(percent_text(0.99999), ">99.9 %");
  EXPECT_EQ(percent_text(std::nan("")), "not a number");
}

TEST(NumberText, TellsDurations) {
  EXPECT_EQ(duration_text(0.42), "0.4 s");
  EXPECT_EQ(duration_text(9.97), "10 s");
  EXPECT_EQ(duration_text(80), "1 min 20 s");
  EXPECT_EQ(duration_text(3900), "1 h 05 min");
  EXPECT_EQ(duration_text(90000), "1 d 1 h");
  EXPECT_EQ(duration_text(std::numeric_limits<double>::infinity()), "–");
  EXPECT_EQ(duration_text(-1), "–");
  EXPECT_EQ(duration_text(1e30).substr(0, 2), "11") << "no overflow";
}

TEST(NumberText, ScalesBytesAndCounts) {
  EXPECT_EQ(bytes_text(512), "512\u00a0B");
  EXPECT_EQ(bytes_text(1234), "1.2\u00a0kB");
  EXPECT_EQ(bytes_text(45'600'000), "46\u00a0MB");
  EXPECT_EQ(short_count_text(416520), "417\u00a0k");
  EXPECT_EQ(short_count_text(999), "999");
  EXPECT_EQ(short_count_text(999'999), "1.0\u00a0M");
}

}  // namespace

}  // namespace netdyno::app
