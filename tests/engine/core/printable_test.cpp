// SPDX-License-Identifier: MIT
#include "engine/core/printable.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace netdyno {
namespace {

TEST(Printable, LeavesTextOfAllWritingsAsItIs) {
  for (const char* text : {"", "plain", "caf\u00e9", "\u6c49", "\u05e9\u05dc", "😀", "a~ \"<&"})
    EXPECT_EQ(printable(text), text);
}

TEST(Printable, MakesControlCharactersBlanks) {
  EXPECT_EQ(printable("a\x1b[31mb\x07"), "a [31mb ");
  EXPECT_EQ(printable("a\r\n\tb\x7f"), "a   b ");
  EXPECT_EQ(printable("\u0085\u009b31m"), "  31m") << "C1: an 8-bit escape sequence";
  EXPECT_EQ(printable("a\u2028b\u202ec\u2066d"), "a b c d") << "lines and directions";
  EXPECT_EQ(printable(std::string("a\0b", 3)), "a b");
}

TEST(Printable, ReplacesBytesThatAreNoUtf8) {
  EXPECT_EQ(printable("caf\xe9"), "caf\uFFFD");
  EXPECT_EQ(printable("\xc0\xaf"), "\uFFFD\uFFFD") << "overlong";
  EXPECT_EQ(printable("\xe0\x80\xaf"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(printable("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD") << "a surrogate";
  EXPECT_EQ(printable("\xf4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD") << "beyond U+10FFFF";
  EXPECT_EQ(printable("a\xe2\x82"), "a\uFFFD\uFFFD") << "cut off";
  EXPECT_EQ(printable("\xef\xbf\xbf"), "\uFFFD") << "U+FFFF is no XML character";
}

TEST(Printable, KnowsUtf8) {
  for (const char* text : {"", "caf\u00e9", "\x1b", "\uFFFD"}) EXPECT_TRUE(is_utf8(text));
  for (const char* text : {"caf\xe9", "\xed\xa0\x80", "\xe2\x82"}) EXPECT_FALSE(is_utf8(text));
}

TEST(Printable, KeepsLineFeedsOfSeveralLines) {
  EXPECT_EQ(printable_lines("a\nb\x1b[2Jc\r\n"), "a\nb [2Jc \n");
}

TEST(Printable, KeepsTheMeaningOfJson) {
  const nlohmann::json document = {{"name", "del\x7f c1\u009b rtl\u202e ok\u00e9"}};
  const std::string shown = printable_json(document.dump(2));
  EXPECT_EQ(nlohmann::json::parse(shown), document);
  EXPECT_NE(shown.find("\\u007f c1\\u009b rtl\\u202e ok\u00e9"), shown.npos) << shown;
}

}  // namespace
}  // namespace netdyno
