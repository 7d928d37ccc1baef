// SPDX-License-Identifier: MIT
//
// Every row of the table of studies: it runs to its end in slices, on copies, can be ended before,
// and says what it found as JSON, tables and words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "engine/core/error.h"
#include "engine/study/study.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using testing::HasSubstr;

// Short ones of those that would take long.
Options short_options(const StudyType& type) {
  Options options(type.fields);
  if (options.has("steps")) options.set(type.fields, "steps", std::int64_t{30});
  if (options.has("values")) options.set(type.fields, "values", std::int64_t{2});
  return options;
}

class EveryStudy : public testing::TestWithParam<std::string> {
 protected:
  const StudyType& type() const { return study_type(GetParam()); }

  test::TinyEngine engine_;
  Recipe recipe_ = test::tiny_recipe();
  Trainer trainer_{recipe_, test::tiny_data(recipe_), *engine_.kernels};
};

TEST_P(EveryStudy, RunsToItsEndAndLeavesTheTrainingAsItIs) {
  Trainer plain(recipe_, test::tiny_data(recipe_), *engine_.kernels);
  test::train(plain, 3);
  test::train(trainer_, 3);
  const auto study = type().make(trainer_, short_options(type()));
  EXPECT_TRUE(is_running(study->report()));
  double progress = 0;
  while (!study->advance()) {
    const StudyReport report = study->report();
    EXPECT_TRUE(is_running(report));
    EXPECT_GE(progress_of(report), progress);
    EXPECT_LE(progress_of(report), 1);
    progress = progress_of(report);
  }
  EXPECT_FALSE(is_running(study->report()));
  EXPECT_EQ(test::weights_of(plain.network()), test::weights_of(trainer_.network()));
  EXPECT_EQ(test::train(plain, 5), test::train(trainer_, 5));
}

TEST_P(EveryStudy, SaysWhatItFound) {
  const auto study = type().make(trainer_, short_options(type()));
  while (!study->advance()) {
  }
  const StudyReport report = study->report();
  const Json json = type().json(report);
  EXPECT_TRUE(json.is_object());
  EXPECT_FALSE(json.empty());
  EXPECT_FALSE(type().text(report).empty());
  for (const StudyTable& table : type().tables(report)) {
    EXPECT_FALSE(table.name.empty());
    EXPECT_FALSE(table.rows.empty()) << table.name;
    for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.heading.size()) << table.name;
  }
  type().outcome(report);
}

TEST_P(EveryStudy, CanBeEndedBeforeAndKeepsWhatItFound) {
  const auto study = type().make(trainer_, short_options(type()));
  study->advance();  // of some that is all
  const double progress = progress_of(study->report());
  study->cancel();
  EXPECT_FALSE(is_running(study->report()));
  EXPECT_EQ(progress_of(study->report()), progress);
  EXPECT_TRUE(type().json(study->report()).is_object());
}

TEST_P(EveryStudy, IsDescribed) {
  EXPECT_FALSE(type().label.empty());
  EXPECT_FALSE(type().doc.empty());
  EXPECT_FALSE(type().doc.ends_with('.'));
  std::set<std::string> keys;
  for (const OptionField& field : type().fields) {
    EXPECT_FALSE(field.doc.empty()) << field.key;
    EXPECT_TRUE(keys.insert(field.key).second) << field.key;
    EXPECT_NO_THROW(field.checked(field.preset_value)) << field.key;
  }
}

std::vector<std::string> study_names() {
  std::vector<std::string> names;
  for (const StudyType& type : study_types()) names.push_back(type.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Table, EveryStudy, testing::ValuesIn(study_names()), [](const auto& row) {
  std::string name = row.param;
  std::erase(name, '-');
  return name;
});

TEST(StudyTable, NamesTheNearestOne) {
  try {
    study_type("rangetest");
    FAIL();
  } catch (const RecipeError& error) {
    EXPECT_THAT(error.hint(), HasSubstr("range-test"));
  }
}

TEST(StudyTable, OptionsAreReadAsPeopleTypeThem) {
  const StudyType& type = study_type("range-test");
  const Options options =
      study_options(type, {"steps=50", "lowest=1e-5", "from_start=true", "highest=1"});
  EXPECT_EQ(options.integer("steps"), 50);
  EXPECT_EQ(options.real("lowest"), 1e-5);
  EXPECT_EQ(options.real("highest"), 1.0);
  EXPECT_TRUE(options.boolean("from_start"));
  EXPECT_EQ(options.integer("skipped"), RangeTestOptions{}.skipped) << "its default";
  EXPECT_EQ(study_options(study_type("check"), {"loss=2024"}).text("loss"), "2024");
}

TEST(StudyTable, WrongOptionsAreNamed) {
  const StudyType& type = study_type("range-test");
  const auto problem = [&](const std::string& assignment) {
    try {
      study_options(type, {assignment});
    } catch (const RecipeError& error) {
      return error.message();
    }
    return std::string("none");
  };
  EXPECT_THAT(problem("step=50"), HasSubstr("Did you mean \"steps\"?"));
  EXPECT_THAT(problem("steps=2"), HasSubstr("a whole number in [3, 100000]"));
  EXPECT_THAT(problem("steps=many"), HasSubstr("many"));
  EXPECT_THAT(problem("steps"), HasSubstr("KEY=VALUE"));
}

}  // namespace
}  // namespace netdyno
