// SPDX-License-Identifier: MIT
#include "engine/data/data_notes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace netdyno {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Labels = std::vector<std::int32_t>;

DataSplits splits_of(Dataset::Values values, const Shape& shape, const Labels& labels,
                     std::vector<std::string> classes, Index train) {
  auto data = std::make_shared<const Dataset>("set", shape, std::move(values), labels,
                                              std::move(classes), std::vector<std::string>{});
  return {{data, 0, train}, {data, train, data->size() - train}};
}

// Points of one feature whose values say nothing themselves.
std::vector<std::string> notes_of(const Labels& labels, std::size_t classes, Index train) {
  std::vector<float> values;
  for (std::size_t i = 0; i < labels.size(); ++i) values.push_back(i % 2 == 0 ? 0 : 2);
  const std::vector<std::string> names = {"cat", "dog", "cow", "fox"};
  return data_notes(splits_of(values, {1}, labels, {names.begin(), names.begin() + classes}, train),
                    "none");
}

TEST(DataNotes, ClassesThatAreAllThereAreNotMentioned) {
  EXPECT_THAT(notes_of({0, 1, 0, 1}, 2, 2), IsEmpty());
  EXPECT_THAT(notes_of({0, 1, 0, 1}, 2, 4), IsEmpty()) << "no validation";
  EXPECT_THAT(data_notes({}, "none"), IsEmpty()) << "loading was cancelled";
}

TEST(DataNotes, AClassWithoutExamplesOnOneSideIsTold) {
  EXPECT_THAT(notes_of({0, 0, 1, 1, 2, 2}, 3, 4),
              ElementsAre(HasSubstr("Class cow has no training examples: the first 4 examples"),
                          HasSubstr("Classes cat, dog have no validation examples")));
}

TEST(DataNotes, AClassWithoutAnyExampleIsTold) {
  EXPECT_THAT(notes_of({0, 2, 0, 2}, 4, 4), ElementsAre(HasSubstr("Classes dog, fox have no ex")));
}

TEST(DataNotes, LabelsFromOneAreTold) {
  EXPECT_THAT(notes_of({1, 2, 1, 2}, 3, 4), ElementsAre(HasSubstr("do the labels count from 1?")));
}

std::vector<std::string> feature_notes(const std::vector<std::vector<float>>& columns,
                                       const std::string& preprocess = "none") {
  std::vector<float> values;
  for (std::size_t i = 0; i < columns.front().size(); ++i)
    for (const auto& column : columns) values.push_back(column[i]);
  const Labels labels(columns.front().size(), 0);
  return data_notes(splits_of(values, {static_cast<Index>(columns.size())}, labels, {"a"},
                              static_cast<Index>(labels.size())),
                    preprocess);
}

TEST(DataNotes, ConstantFeaturesAreTold) {
  EXPECT_THAT(feature_notes({{1, 2, 3}, {7, 7, 7}, {5, 5, 5}}),
              ElementsAre(HasSubstr("Features 2, 3 are the same in all training examples")));
}

TEST(DataNotes, TinyFeaturesAreToldUnlessTheyAreStandardized) {
  const std::vector<std::vector<float>> columns = {{1e-9f, 3e-9f, 2e-9f}, {1, 3, 2}};
  EXPECT_THAT(feature_notes(columns), ElementsAre(HasSubstr("Feature 1 varies by less than")));
  EXPECT_THAT(feature_notes(columns, "standardize"), IsEmpty());
}

TEST(DataNotes, RangesThatDifferMuchAreTold) {
  const std::vector<std::vector<float>> columns = {{0, 40000, 3}, {1, 3, 2}};
  EXPECT_THAT(feature_notes(columns), ElementsAre(HasSubstr("from 2 to 4e+04")));
  EXPECT_THAT(feature_notes(columns, "standardize"), IsEmpty());
}

TEST(DataNotes, AColumnOfRowNumbersIsTold) {
  std::vector<float> numbers, others;
  for (int i = 0; i < 12; ++i) {
    numbers.push_back(static_cast<float>(i));
    others.push_back(static_cast<float>(i * 5 % 7));
  }
  EXPECT_THAT(feature_notes({others, numbers}), ElementsAre(HasSubstr("Feature 2 counts the")));
}

TEST(DataNotes, PixelsMayBeConstant) {
  const auto data = splits_of(std::vector<std::uint8_t>(8, 0), {1, 2, 2}, {0, 0}, {"a"}, 2);
  EXPECT_THAT(data_notes(data, "none"), IsEmpty());
}

TEST(DataNotes, WhatTheReaderToldComesFirst) {
  const auto data = std::make_shared<const Dataset>(
      "set", Shape{1}, std::vector<float>{1, 1}, Labels{0, 0}, std::vector<std::string>{"a"},
      std::vector<std::string>{"3 files are left out"});
  EXPECT_THAT(data_notes({{data, 0, 2}, {data, 2, 0}}, "none"),
              ElementsAre("3 files are left out", HasSubstr("Feature 1 is the same")));
}

}  // namespace
}  // namespace netdyno
