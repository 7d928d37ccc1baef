// SPDX-License-Identifier: MIT
#include "engine/core/typed_number.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace netdyno {
namespace {

TEST(TypedNumber, ReadsPointsExponentsAndSigns) {
  EXPECT_EQ(typed_number("0.05").value, 0.05);
  EXPECT_EQ(typed_number("5e-2").value, 0.05);
  EXPECT_EQ(typed_number("+3").value, 3);
  EXPECT_EQ(typed_number("-1.5E3").value, -1500);
  EXPECT_EQ(typed_number("\u22122").value, -2) << "a minus sign as text processors write it";
  EXPECT_EQ(typed_number("  .5 ").value, 0.5);
  EXPECT_EQ(typed_number("5.").value, 5);
}

TEST(TypedNumber, TakesADecimalCommaForWhatItIs) {
  EXPECT_EQ(typed_number("0,05").value, 0.05);
  EXPECT_EQ(typed_number("-12,5").value, -12.5);
  EXPECT_EQ(typed_number("0,001").value, 0.001) << "no group of thousands begins with 0";
  EXPECT_EQ(typed_number(",5").value, 0.5);
  EXPECT_EQ(typed_number("1,5e-3").value, 0.0015);
  EXPECT_EQ(typed_number("1,0005").value, 1.0005);
  EXPECT_EQ(typed_number("1234,567").value, 1234.567);
}

TEST(TypedNumber, RefusesWhatMayMeanTwoNumbers) {
  for (const char* text : {"1,000", "-12,345", "999,999e3", "1.000,5", "1,000,000", "1,5.2"}) {
    EXPECT_FALSE(typed_number(text).value) << text;
    EXPECT_NE(typed_number(text).problem.find(text), std::string::npos) << text;
  }
}

TEST(TypedNumber, RefusesWhatIsNoNumber) {
  for (const char* text : {"", " ", "abc", "5x", "0x10", "inf", "-inf", "nan", "1 000", "1e", "--1",
                           "+-1", ".", ",", "1e999", "5%", "1'000"})
    EXPECT_FALSE(typed_number(text).value) << text;
  EXPECT_EQ(typed_number("5\x1b[31m").problem, "\"5 [31m\" is no number");
}

TEST(TypedNumber, RoundsWhatIsTooSmallToZero) {
  EXPECT_EQ(typed_number("1e-999").value, 0);
  EXPECT_EQ(typed_number("0." + std::string(400, '0') + "1").value, 0);
  EXPECT_FALSE(typed_number("1" + std::string(400, '0')).value);
}

TEST(TypedInteger, IsExactInAll64BitsAndRefusesTheRest) {
  EXPECT_EQ(typed_integer("9223372036854775807").value, std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(typed_integer("-3").value, -3);
  EXPECT_EQ(typed_integer("010").value, 10) << "not octal";
  EXPECT_EQ(typed_integer("1e3").value, 1000);
  EXPECT_EQ(typed_integer("5.0").value, 5);
  for (const char* text : {"9223372036854775808", "1.5", "0,5", "1e17", "1,000", "nan", ""})
    EXPECT_FALSE(typed_integer(text).value) << text;
  EXPECT_EQ(typed_unsigned("18446744073709551615").value,
            std::numeric_limits<std::uint64_t>::max());
  for (const char* text : {"-1", "18446744073709551616", "-0.5"})
    EXPECT_FALSE(typed_unsigned(text).value) << text;
}

}  // namespace
}  // namespace netdyno
