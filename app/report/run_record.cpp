// SPDX-License-Identifier: MIT
#include "app/report/run_record.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <new>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/report/examination.h"
#include "app/view_models/number_text.h"
#include "engine/core/error.h"
#include "engine/core/open_file.h"
#include "engine/formats/weights_file.h"
#include "engine/run/run_history.h"

namespace netdyno::app {

namespace {

namespace fs = std::filesystem;

std::string value_text(const Json& value) {
  return value.is_string() ? value.get<std::string>()
                           : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// "step 120: optimizer.learning_rate 0.1"; in runs of earlier versions a "command" has the words.
std::string change_text(const Json& command) {
  const auto named = [&](const char* key) {
    return command.contains(key) ? value_text(command.at(key)) : std::string("?");
  };
  const char* what = command.contains("path")     ? "path"
                     : command.contains("action") ? "action"
                                                  : "command";
  std::string text = fmt::format("step {}: {}", named("step"), named(what));
  for (const auto& [key, value] : command.items()) {
    if (key == "step" || key == what) continue;
    text +=
        key == "value" ? " " + value_text(value) : fmt::format(" {} {}", key, value_text(value));
  }
  return text;
}

std::vector<std::string> changes_of(const Json& journal) {
  std::vector<std::string> changes;
  if (!journal.is_object() || !journal.contains("commands")) return changes;
  for (const Json& command : journal.at("commands"))
    if (command.is_object()) changes.push_back(change_text(command));
  return changes;
}

// When the file was written last.
std::string date_of(const fs::path& file) {
  const auto age = fs::file_time_type::clock::now() - fs::last_write_time(file);
  const auto written = std::chrono::system_clock::now() -
                       std::chrono::duration_cast<std::chrono::system_clock::duration>(age);
  return date_text(std::chrono::system_clock::to_time_t(written));
}

// What cannot be read is told: it is not the same as nothing that was changed.
void read_changes(const fs::path& file, RunContent& content) {
  try {
    const Json journal = Json::parse(read_file(file), nullptr, false);
    if (!journal.is_object() || !journal.contains("commands") || !journal.at("commands").is_array())
      throw Error(
          fmt::format("{} is damaged: it is not the journal that a training wrote", file.string()));
    content.changes = changes_of(journal);
  } catch (const Error& error) {
    content.has_changes = false;
    content.notes.push_back("What was changed while it trained is not known: " + error.message());
  }
}

void describe_network(const Recipe& recipe, RunContent& content) {
  WorkerPool pool(1);
  const auto kernels = make_kernels(Backend::OneDnn, pool);
  const Network network(recipe.model, *kernels);
  content.network =
      summarize(network, recipe.batch_size, optimizer_type(recipe.optimizer.kind).moments);
}

}  // namespace

RunContent run_content(const std::string& name, const Run& run, const Json& journal) {
  RunContent content;
  content.name = name;
  content.date = date_text(std::time(nullptr));
  content.history = run.history();
  content.recipe = recipe_to_json(run.recipe()).dump(2);
  content.changes = changes_of(journal);
  describe_network(run.recipe(), content);
  try {
    examine(std::move(*run.trainer().copy()), run.trainer().steps_taken(), content);
  } catch (const Error& error) {
    content.notes.push_back("Not everything could be measured: " + error.message());
  } catch (const std::bad_alloc&) {
    content.notes.emplace_back("Not everything could be measured: no memory for a copy of the run");
  }
  return content;
}

RunContent read_run(const fs::path& folder, int threads) {
  RunContent content;
  content.name = fs::absolute(folder).lexically_normal().filename().string();
  if (content.name.empty())
    content.name = fs::absolute(folder).lexically_normal().parent_path().filename().string();
  if (!fs::exists(folder / "metrics.csv") && holds_event_files(folder)) {
    content.scalars = read_event_scalars(folder);
    return content;
  }
  RunHistory recorded = read_run_history(folder);
  content.history = std::move(recorded.history);
  content.history.release_behind();
  for (const std::string& note : recorded.notes)
    content.notes.push_back("The checkpoint could not be read: " + note);
  content.date = date_of(folder / "metrics.csv");
  const Recipe recipe = read_recipe(folder / "recipe.json");
  content.recipe = recipe_to_json(recipe).dump(2);
  read_changes(folder / "journal.json", content);
  describe_network(recipe, content);
  const std::int64_t step = content.history.empty() ? 0 : content.history.last().step;
  try {
    WorkerPool pool(threads > 0 ? threads : WorkerPool::available_threads());
    const auto kernels = make_kernels(Backend::OneDnn, pool);
    const DataSplits data =
        load_splits(recipe.data.source, recipe.data.train, recipe.data.validation,
                    {.input = recipe.model.input, .seed = recipe.seed, .progress = {}});
    Trainer trainer(recipe, data, *kernels);
    load_network_weights(trainer.network(), folder / "weights.safetensors");
    examine(std::move(trainer), step, content);
  } catch (const Error& error) {
    content.notes.push_back("Not everything could be measured: " + error.message());
  }
  return content;
}

}  // namespace netdyno::app
