// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/registry.h"
#include "engine/recipe/recipe_document.h"
#include "engine/recipe/recipe_object.h"
#include "engine/study/study.h"

namespace netdyno {

std::span<const StudyType> study_types() {
  static const std::vector<StudyType> table = {gradient_check_study(), overfit_study(),
                                               range_test_study(), sensitivity_study(),
                                               test_evaluation_study()};
  return table;
}

const StudyType& study_type(const std::string& name) {
  return find_row(study_types(), name, "study", "study");
}

bool is_running(const StudyReport& report) {
  return std::visit([](const auto& found) { return found.is_running; }, report);
}

double progress_of(const StudyReport& report) {
  return std::visit([](const auto& found) { return found.progress; }, report);
}

namespace {

Json typed_value(const StudyType& type, const std::string& key, const std::string& text) {
  const auto field = std::ranges::find(type.fields, key, &OptionField::key);
  // Of loss=2024 the word itself is meant.
  if (field != type.fields.end() && field->kind == OptionKind::Text) return text;
  try {
    return parse_document(text);
  } catch (const RecipeError&) {
    return text;
  }
}

}  // namespace

Options study_options(const StudyType& type, const std::vector<std::string>& assignments) {
  Json given = Json::object();
  for (const std::string& assignment : assignments) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string::npos)
      throw RecipeError(assignment, "expected KEY=VALUE",
                        type.fields.empty() ? fmt::format("{} has no options", type.name)
                                            : fmt::format("As in {}=…", type.fields.front().key));
    const std::string key = assignment.substr(0, equals);
    given[key] = typed_value(type, key, assignment.substr(equals + 1));
  }
  const RecipeObject object(given, "");
  object.refuse_others({}, type.fields);
  return object.read(type.fields);
}

}  // namespace netdyno
