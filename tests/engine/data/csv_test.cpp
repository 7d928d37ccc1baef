// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/core/error.h"
#include "engine/data/csv_table.h"
#include "engine/data/sources/csv_source.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

using test::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

CsvTable table_of(const std::string& text, Index label_column = 0) {
  const TemporaryFolder folder;
  return read_csv(folder.write("points.csv", text), label_column);
}

std::string csv_complaint(const std::string& text, Index label_column = 0) {
  try {
    table_of(text, label_column);
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("points.csv"));
    return error.what();
  }
  return "";
}

TEST(CsvTable, ReadsNumbersAndTheLabelBehindThem) {
  const CsvTable table = table_of("1.5, -2e3, cat\n+3,4,dog");
  EXPECT_EQ(table.columns, 2);
  EXPECT_THAT(table.values, ElementsAre(1.5f, -2000.0f, 3.0f, 4.0f));
  EXPECT_THAT(table.labels, ElementsAre("cat", "dog"));
}

TEST(CsvTable, SkipsAHeaderCommentsAndEmptyLines) {
  const CsvTable table = table_of("\xef\xbb\xbf# made by hand\r\nx,y,class\r\n\r\n1,2,0\r\n");
  EXPECT_THAT(table.values, ElementsAre(1.0f, 2.0f));
  EXPECT_THAT(table.labels, ElementsAre("0"));
}

TEST(CsvTable, TakesSemicolonsTabsAndQuotes) {
  EXPECT_THAT(table_of("1;2;a\n3;4;b").values, ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(table_of("1\t2\ta").values, ElementsAre(1, 2));
  EXPECT_THAT(table_of("1,\"2\",\"a b\"").labels, ElementsAre("a b"));
}

TEST(CsvTable, TheLabelMayStandInAnyColumn) {
  const CsvTable table = table_of("a,1,2\nb,3,4", 1);
  EXPECT_THAT(table.values, ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(table.labels, ElementsAre("a", "b"));
}

TEST(CsvTable, ErrorsNameTheLine) {
  EXPECT_THAT(csv_complaint("1,2,a\n3,b"), HasSubstr("line 2: expected 3 columns, found 2"));
  EXPECT_THAT(csv_complaint("1,2,a\n3,x,b"), HasSubstr("line 2: column 2 holds \"x\""));
  EXPECT_THAT(csv_complaint("1,2,a\n3,nan,b"), HasSubstr("expected a finite number"));
  EXPECT_THAT(csv_complaint("1,2,a\n3,1e99,b"), HasSubstr("expected a finite number"));
  EXPECT_THAT(csv_complaint("1,2,a\n3,,b"), HasSubstr("column 2 holds \"\""));
  EXPECT_THAT(csv_complaint("1,2,a\n3,4,"), HasSubstr("line 2: the label is empty"));
  EXPECT_THAT(csv_complaint("1\n2"), HasSubstr("found one column"));
  EXPECT_THAT(csv_complaint("1,2,a", 4), HasSubstr("no label column 4, there are 3"));
  EXPECT_THAT(csv_complaint(""), HasSubstr("no examples"));
  EXPECT_THAT(csv_complaint("x,y,class"), HasSubstr("no examples"));
}

// RFC 4180, section 2.
TEST(CsvTable, QuotesKeepSeparatorsQuotesAndLineBreaks) {
  const CsvTable table = table_of(
      "\"area, m2\",width,label\n1,2,\"Paris, \"\"F\"\"\"\n\"3\", \"4\" ,\"two\r\nlines\"\n5,6, a "
      "\n");
  EXPECT_THAT(table.values, ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(table.labels, ElementsAre("Paris, \"F\"", "two\r\nlines", "a"));
  EXPECT_THAT(csv_complaint("1,2,\"a\nb\"\n3,x,c"), HasSubstr("line 3: column 2"));
  EXPECT_THAT(csv_complaint("1,2,a\n3,4,\"b\n5,6,c"),
              HasSubstr("line 2: a quote is opened here and never closed"));
  EXPECT_THAT(csv_complaint("1,2,a\n3,4,\"b\"c"),
              HasSubstr("line 2: text stands behind a closing quote"));
}

TEST(CsvTable, LinesEndInAnyWay) {
  for (const char* end : {"\n", "\r\n", "\r"}) {
    const std::string e = end;
    const CsvTable table = table_of("x,y,label" + e + "1,2,a" + e + e + "3,4,b" + e);
    EXPECT_THAT(table.values, ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(csv_complaint("1,2,a" + e + "3,x,b"), HasSubstr("line 2"));
  }
}

TEST(CsvTable, TellsTheSeparatorByTheCells) {
  EXPECT_THAT(table_of("x|y|label\n1|2|a,b;c\n").labels, ElementsAre("a,b;c"));
  EXPECT_THAT(table_of("1,2,a;b\n3,4,c;d\n").labels, ElementsAre("a;b", "c;d"));
  EXPECT_THAT(table_of("0,5;0,25;a\n1,5;2,25;b").values, ElementsAre(0.5f, 0.25f, 1.5f, 2.25f));
  EXPECT_THAT(table_of("sep=;\r\n1;2;a\r\n").values, ElementsAre(1, 2));
  EXPECT_THAT(csv_complaint("sep=;\n1;2;a\n3;x;b"), HasSubstr("line 3"));
  EXPECT_THAT(csv_complaint("1 2 a\n3 4 b"), HasSubstr("found one column"));
}

TEST(CsvTable, DecimalCommasAreReadAndTold) {
  const CsvTable table = table_of("x;y;label\n1,5;-2,25e1;a");
  EXPECT_THAT(table.values, ElementsAre(1.5f, -22.5f));
  ASSERT_EQ(table.notes.size(), 1u);
  EXPECT_THAT(table.notes[0], HasSubstr("decimal commas: \"1,5\" in line 2"));
  EXPECT_THAT(table_of("1,\"2,5\",a").values, ElementsAre(1, 2.5f));
}

TEST(CsvTable, NumbersThatMayMeanTwoThingsAreRefused) {
  EXPECT_THAT(csv_complaint("1.5\t2\ta\n3\t1,234\tb"),
              HasSubstr("line 2: column 2 holds \"1,234\", but line 1 holds \"1.5\""));
  EXPECT_THAT(csv_complaint("1,\"1,234\",a"), HasSubstr("digits stand in groups"));
  EXPECT_THAT(csv_complaint("1;1.234,5;a"), HasSubstr("digits stand in groups"));
  EXPECT_THAT(csv_complaint("1;1,234,567;a"), HasSubstr("digits stand in groups"));
  EXPECT_THAT(csv_complaint("1;1 234;a"), HasSubstr("digits stand in groups"));
  EXPECT_THAT(csv_complaint("1,12 %,a"), HasSubstr("line 1: column 2 holds \"12 %\""));
}

TEST(CsvTable, MissingValuesAreRefusedInEachLine) {
  for (const char* cell : {"", "?", "nan", "NaN", "NA", "N/A", "null", "None", "-", "."}) {
    const std::string row = std::string(cell) + ",2,a\n";
    EXPECT_THAT(csv_complaint(row + "3,4,b\n"), HasSubstr("line 1")) << cell;
    EXPECT_THAT(csv_complaint("x,y,label\n3,4,b\n" + row), HasSubstr("line 3")) << cell;
    EXPECT_THAT(csv_complaint("3,4,b\n" + row), HasSubstr("the value is missing")) << cell;
  }
}

TEST(CsvTable, NumbersBelowTheRangeOfFloatsAreZero) {
  const std::string tiny = "0." + std::string(400, '0') + "1";
  const CsvTable table =
      table_of("1e-50,-3.2114e-312,1e-400,1e-99999999999999999999," + tiny + ",a");
  EXPECT_THAT(table.values, ElementsAre(0, 0, 0, 0, 0));
  EXPECT_THAT(table.notes,
              ElementsAre(HasSubstr("too small for a 32-bit float are read as 0: 5 in")));
  EXPECT_THAT(table_of("1.2e-40,0,a").values, ElementsAre(1.2e-40f, 0));
  for (const std::string& large :
       std::vector<std::string>{"1e50", "-1e400", "1e99999999999999999999", "inf", "-Infinity",
                                "1" + std::string(400, '0')})
    EXPECT_THAT(csv_complaint("1,a\n" + large + ",b"),
                HasSubstr("line 2: column 1 holds \"" + large.substr(0, 10)))
        << large;
}

TEST(CsvTable, AFirstRowOfNumbersIsAnExampleAndOneOfNamesAHeader) {
  EXPECT_EQ(table_of("1,2,a\n3,4,b").labels.size(), 2u);
  EXPECT_EQ(table_of("1e-60,2,a\n3,4,b").labels.size(), 2u);
  for (const char* header : {"x,y,label", ",y,label", "\"x\",\"y\",\"label\"", "größe,y,label"}) {
    const CsvTable table = table_of(std::string(header) + "\n3,4,b");
    EXPECT_THAT(table.labels, ElementsAre("b")) << header;
    EXPECT_THAT(table.notes, ElementsAre()) << header;
  }
}

TEST(CsvTable, AHeaderThatIsGuessedIsTold) {
  for (const char* header : {"id,2019,label", "1x1,1x2,label", "0,1,label", "0,1,gender"}) {
    const CsvTable table = table_of(std::string(header) + "\n3,4,0\n5,6,1");
    EXPECT_THAT(table.labels, ElementsAre("0", "1")) << header;
    EXPECT_THAT(table.notes, ElementsAre(HasSubstr("Line 1 is taken for the header"))) << header;
  }
  EXPECT_THAT(table_of("0,1,class\n3,4,b").labels, ElementsAre("b"));
  EXPECT_THAT(table_of("0,1,a\n3,4,b").labels, ElementsAre("a", "b"));
  // Words and numbers as labels: the first line is an example like the others, and stays the first.
  const CsvTable mixed = table_of("0,1,dog\n2,3,10\n4,5,cat");
  EXPECT_THAT(mixed.labels, ElementsAre("dog", "10", "cat"));
  EXPECT_THAT(mixed.values, ElementsAre(0, 1, 2, 3, 4, 5));
}

TEST(CsvTable, NothingIsLeftOutWithoutAWord) {
  const CsvTable table = table_of("# a note\nx,y,label\n1,2,a\n,,\n#3,4,b\n");
  EXPECT_THAT(table.labels, ElementsAre("a"));
  EXPECT_THAT(table.notes, ElementsAre(HasSubstr("all empty are left out: 1 in"),
                                       HasSubstr("begin with # are left out: 1 in")));
}

TEST(CsvTable, MissingLabelsAreNoClasses) {
  EXPECT_THAT(csv_complaint("1,a\n2,?"), HasSubstr("line 2: the label is missing"));
  EXPECT_THAT(csv_complaint("1,0\n2,NA\n3,1"), HasSubstr("line 2: the label is missing"));
  EXPECT_THAT(table_of("1,none\n2,mild").notes, ElementsAre(HasSubstr("\"none\" (line 1)")));
}

TEST(CsvTable, AnotherNumberOfColumnsSaysWhatToDo) {
  EXPECT_THAT(csv_complaint("x,y,label\nr1,1,2,a"), HasSubstr("expected 3 columns, found 4"));
  EXPECT_THAT(table_of("1,2,a\n3,4,b\x1a").labels, ElementsAre("a", "b"))
      << "the end of a DOS file";
}

std::string utf16(const std::string& text, bool is_little, bool has_mark) {
  std::string bytes;
  const auto append = [&](unsigned char high, unsigned char low) {
    bytes += static_cast<char>(is_little ? low : high);
    bytes += static_cast<char>(is_little ? high : low);
  };
  if (has_mark) append(0xFE, 0xFF);
  for (const char c : text) append(0, static_cast<unsigned char>(c));
  return bytes;
}

TEST(CsvTable, EncodingsAreTold) {
  const std::string text = "x\ty\tlabel\r\n1\t2\tcaf\xe9\r\n3\t4\tb\r\n";
  for (const bool is_little : {true, false})
    for (const bool has_mark : {true, false}) {
      const CsvTable table = table_of(utf16(text, is_little, has_mark));
      EXPECT_THAT(table.values, ElementsAre(1, 2, 3, 4));
      EXPECT_THAT(table.labels, ElementsAre("café", "b"));
      EXPECT_EQ(table.notes.size(), has_mark ? 0u : 1u);
    }
  const CsvTable latin = table_of(text);
  EXPECT_THAT(latin.labels, ElementsAre("café", "b"));
  EXPECT_THAT(latin.notes, ElementsAre(HasSubstr("Latin-1")));
  EXPECT_THAT(table_of("1\t\x80\n").labels, ElementsAre("€")) << "Windows-1252";
  EXPECT_THAT(table_of("\xef\xbb\xbf"
                       "1,café")
                  .labels,
              ElementsAre("café"));
  // A pair of surrogates, and half of one.
  const std::string smile(
      "\xff\xfe"
      "1\0,\0\x3d\xd8\x0a\xde\x3d\xd8",
      12);
  EXPECT_THAT(table_of(smile).labels, ElementsAre("😊\xEF\xBF\xBD"));
}

TEST(CsvTable, FilesThatAreNoTextAreNamed) {
  EXPECT_THAT(
      csv_complaint(std::string(
          "PK\3\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml", 49)),
      HasSubstr("an Excel workbook"));
  EXPECT_THAT(csv_complaint(std::string("SQLite format 3\0", 16)), HasSubstr("an SQLite database"));
  EXPECT_THAT(csv_complaint("<!DOCTYPE html>"), HasSubstr("a web page"));
  EXPECT_THAT(csv_complaint(std::string("\xff\xfe\0\0", 4)), HasSubstr("UTF-32"));
  EXPECT_THAT(csv_complaint(std::string("1,2,a\n3,\0,b", 11)),
              HasSubstr("line 2: holds a zero byte"));
}

std::shared_ptr<const Dataset> load(const TemporaryFolder& folder, const std::string& train,
                                    const std::string& test, bool is_test) {
  const DataSource source = csv_source();
  Options options(source.fields);
  options.set(source.fields, "path", folder.write("train.csv", train).string());
  if (!test.empty())
    options.set(source.fields, "test_path", folder.write("test.csv", test).string());
  return (is_test ? source.load_test : source.load_train)(options, {});
}

TEST(CsvSource, WholeNumberLabelsAreOrderedAsNumbers) {
  const auto data = load(TemporaryFolder(), "0,10\n0,2\n0,1", "", false);
  EXPECT_THAT(data->class_names(), ElementsAre("1", "2", "10"));
  EXPECT_EQ(data->label(0), 2);
  EXPECT_EQ(data->sample_shape(), (Shape{1}));
}

TEST(CsvSource, NumbersAreOrderedAsNumbersHoweverTheyAreWritten) {
  const auto classes = [](const std::string& text) {
    return load(TemporaryFolder(), text, "", false)->class_names();
  };
  EXPECT_THAT(classes("0,10.0\n0,2.0\n0,1.0"), ElementsAre("1.0", "2.0", "10.0"));
  EXPECT_THAT(classes("0,+1\n0,-1"), ElementsAre("-1", "+1"));
  EXPECT_THAT(classes("0,1\n0,1.0\n0,2\n0,-0\n0,0"), ElementsAre("0", "1", "2"));
  EXPECT_THAT(classes("0;1,5\n0;0,5"), ElementsAre("0,5", "1,5"));
  const auto test = load(TemporaryFolder(), "0,1\n0,2", "5,2.0", true);
  EXPECT_EQ(test->label(0), 1) << "2.0 of the test file is the training file's 2";
}

TEST(CsvSource, OtherLabelsAreOrderedByTheAlphabet) {
  const auto data = load(TemporaryFolder(), "0,dog\n0,10\n0,cat", "", false);
  EXPECT_THAT(data->class_names(), ElementsAre("10", "cat", "dog"));
}

TEST(CsvSource, TheTestFileHasTheTrainingFilesClasses) {
  const auto test = load(TemporaryFolder(), "0,a\n0,b\n0,c", "1,c", true);
  EXPECT_EQ(test->num_classes(), 3);
  EXPECT_EQ(test->label(0), 2);
  EXPECT_EQ(load(TemporaryFolder(), "0,a", "", true), nullptr);
  EXPECT_THROW(load(TemporaryFolder(), "0,a", "1,b", true), Error);
}

TEST(CsvSource, TooManyClassesPointAtTheLabelColumn) {
  std::string text;
  for (int i = 0; i < 10001; ++i) text += "0," + std::to_string(i) + ".5\n";
  try {
    load(TemporaryFolder(), text, "", false);
    FAIL() << "took a class per example";
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), HasSubstr("data.label_column"));
  }
}

}  // namespace
}  // namespace netdyno
