// SPDX-License-Identifier: MIT
#include "engine/run/run_output.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "engine/run/atomic_file.h"
#include "engine/run/weights_file.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

void append_row(fmt::memory_buffer& out, const StepRecord& row) {
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("{},{},{},{},{},{},{},"), row.step, row.epoch,
                 row.seconds, row.learning_rate, row.train_loss, row.train_accuracy, row.penalty);
}

}  // namespace

std::string metrics_csv(const History& history) {
  fmt::memory_buffer out;
  out.append(std::string_view(
      "step,epoch,seconds,learning_rate,train_loss,train_accuracy,penalty,validation_loss,"
      "validation_accuracy\n"));
  const std::vector<ValidationRecord>& validations = history.validations();
  std::size_t next = 0;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const StepRecord row = history.record(i);
    append_row(out, row);
    const ValidationRecord* validation = nullptr;
    for (; next < validations.size() && validations[next].step <= row.step; ++next)
      if (validations[next].step == row.step) validation = &validations[next];
    if (validation)
      fmt::format_to(std::back_inserter(out), FMT_COMPILE("{},{}\n"), validation->loss,
                     validation->accuracy);
    else
      out.append(std::string_view(",\n"));
  }
  return fmt::to_string(out);
}

void write_run_output(const fs::path& folder, const Recipe& recipe, const History& history,
                      Network& network, const Json& journal) {
  write_file_atomically(folder / "recipe.json", recipe_to_json(recipe).dump(2) + "\n");
  write_file_atomically(folder / "journal.json", journal.dump(2) + "\n");
  write_file_atomically(folder / "metrics.csv", metrics_csv(history));
  write_safetensors(folder / "weights.safetensors", network_weights(network));
}

}  // namespace netdyno
