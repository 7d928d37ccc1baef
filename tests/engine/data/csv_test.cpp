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
