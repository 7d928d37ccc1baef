// SPDX-License-Identifier: MIT
#include "engine/run/run_output.h"

#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "engine/formats/atomic_file.h"
#include "engine/formats/weights_file.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

constexpr const char* kRecipe = "recipe.json";
constexpr const char* kJournal = "journal.json";
constexpr const char* kWeights = "weights.safetensors";

std::string text_of(const Json& json) {
  return json.dump(2) + "\n";
}

void write_text(const fs::path& file, std::string text, std::string& written) {
  write_file_atomically(file, text);
  written = std::move(text);
}

void write_changed_text(const fs::path& file, std::string text, std::string& written) {
  std::error_code error;
  if (text != written || !fs::exists(file, error)) write_text(file, std::move(text), written);
}

}  // namespace

void RunOutput::write(const Recipe& recipe, std::span<const NamedValue> weights,
                      const Json& journal) {
  write_text(folder_ / kRecipe, text_of(recipe_to_json(recipe)), recipe_);
  write_text(folder_ / kJournal, text_of(journal), journal_);
  write_safetensors(folder_ / kWeights, weights_content(weights));
}

void RunOutput::write_in_passing(const Recipe& recipe, std::span<const NamedValue> weights,
                                 const Json& journal) {
  write_changed_text(folder_ / kRecipe, text_of(recipe_to_json(recipe)), recipe_);
  write_changed_text(folder_ / kJournal, text_of(journal), journal_);
  AtomicFile file(folder_ / kWeights);
  file.write(encode_safetensors(weights_content(weights)));
  file.commit_unsynced();
}

}  // namespace netdyno
