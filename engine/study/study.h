// engine/study/study.h
// SPDX-License-Identifier: MIT
//
// Studies: examinations of a network beside its training, on copies. The table of them is what the
// session runs, the command line lists and the app shows.
//
// To add one
//   1. x.{h,cpp}: a class X with a constructor (const Trainer&, options) that copies what it needs,
//      advance(), cancel() and report(); the report says is_running, is_cancelled and progress.
//   2. x_study.cpp: the function x_study() that gives its row.
//   3. The report in StudyReport, the row in study_table.cpp, and tests/engine/study/x_test.cpp.
//   The
//      tests of the table find the row by themselves.
//
//   const StudyType& type = study_type("range-test");
//   const auto study = type.make(trainer, Options(type.fields));
//   while (!study->advance()) {
//   }
//   Json json = type.json(study->report());
//
//   Thread   none of its own
//   Errors   of make(): RecipeError for options that do not fit together, Error for a network or
//            data that cannot be examined

#pragma once

#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/core/options.h"
#include "engine/recipe/recipe.h"
#include "engine/study/gradient_check.h"
#include "engine/study/overfit.h"
#include "engine/study/range_test.h"
#include "engine/study/sensitivity.h"
#include "engine/study/test_evaluation.h"
#include "engine/train/trainer.h"

namespace netdyno {

// What a study found so far.
using StudyReport = std::variant<GradientCheckReport, SensitivityReport, RangeTestResult,
                                 OverfitResult, TestReport>;

bool is_running(const StudyReport& report);
double progress_of(const StudyReport& report);  // [0,1]

class Study {
 public:
  virtual ~Study() = default;
  // Does a slice of some milliseconds; true when all is done.
  virtual bool advance() = 0;
  // Ends it where it is; what it found so far stays.
  virtual void cancel() = 0;
  virtual StudyReport report() const = 0;
};

// Numbers for people and for other programs.
struct StudyTable {
  std::string name;  // "points": of the file, after the study's name
  std::vector<std::string> heading;
  std::vector<std::vector<std::string>> rows;
  std::size_t left_columns = 0;  // that are words
};

enum class StudyOutcome { Done, Failed, Diverged };

struct StudyType {
  std::string name;   // "range-test"
  std::string label;  // "Learning rate range test"
  std::string doc;    // one sentence without a full stop
  std::vector<OptionField> fields = {};
  std::unique_ptr<Study> (*make)(const Trainer&, const Options&);
  Json (*json)(const StudyReport&);
  std::vector<StudyTable> (*tables)(const StudyReport&);
  std::string (*text)(const StudyReport&);  // what came out, in a sentence or two
  StudyOutcome (*outcome)(const StudyReport&);
};

std::span<const StudyType> study_types();
// Errors   RecipeError at "study" with the nearest known name
const StudyType& study_type(const std::string& name);

// Of KEY=VALUE texts, as people type them.
// Errors   RecipeError with the key: unknown, of another kind, out of range
Options study_options(const StudyType& type, const std::vector<std::string>& assignments);

}  // namespace netdyno
