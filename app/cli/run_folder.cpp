// SPDX-License-Identifier: MIT
#include "app/cli/run_folder.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "app/cli/text_output.h"
#include "app/report/html_report.h"
#include "app/report/run_record.h"
#include "engine/core/error.h"
#include "engine/run/atomic_file.h"
#include "engine/run/run_output.h"
#include "engine/session/journal.h"
#include "engine/train/measured_weights.h"

namespace netdyno::app {

namespace {

constexpr int kShareOfTime = 100;  // training : saving

void warn(const Error& error) {
  tell_error(error.message() + "; training goes on and tries again");
}

}  // namespace

RunFolder::RunFolder(const TrainOptions& options, int threads)
    : options_(options), threads_(threads) {
  if (!is_used()) return;
  std::error_code ignored;
  std::filesystem::create_directories(options_.out, ignored);  // prepare… tells what is wrong
  if (std::filesystem::is_directory(options_.out, ignored)) lock_.emplace(options_.out);
  prepare_output_folder(options_.out);
}

std::optional<std::filesystem::path> RunFolder::begin(const Run& run, Json journal) {
  if (!is_used()) return std::nullopt;
  std::optional<std::filesystem::path> kept;
  if (!options_.replaces_run) kept = keep_earlier_run(options_.out);
  journal_ = std::move(journal);
  data_ = data_fingerprint(run.data());
  next_save_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                  std::chrono::duration<double>(options_.checkpoint_every_secs));
  return kept;
}

void RunFolder::save_in_passing(Run& run) {
  if (!is_used() || options_.checkpoint_every_secs <= 0 || run.is_validating()) return;
  const auto start = Clock::now();
  // Weights that are not finite are for the next step to find.
  if (start < next_save_ || !std::as_const(run).trainer().has_finite_weights()) return;
  try {
    write_checkpoint(options_.out, *capture(run));
    write_outputs(run);
    has_warned_ = false;
  } catch (const Error& error) {
    if (!std::exchange(has_warned_, true)) warn(error);
  }
  const auto interval = std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(options_.checkpoint_every_secs));
  next_save_ = start + std::max(interval, kShareOfTime * (Clock::now() - start));
}

std::optional<Checkpoint> RunFolder::capture(const Run& run) const {
  if (!is_used()) return std::nullopt;
  return Checkpoint{run.save(), journal_of(run), options_.goal, data_};
}

void RunFolder::save(Run& run, std::optional<Checkpoint> checkpoint) {
  if (!is_used()) return;
  prepare_output_folder(options_.out);  // it may have been removed meanwhile
  write_outputs(run);
  if (checkpoint) write_checkpoint(options_.out, std::move(*checkpoint));
  write_report(run);
}

void RunFolder::write_report(const Run& run) const {
  if (run.history().empty()) return;
  const std::string name = std::filesystem::absolute(options_.out / "report.html")
                               .lexically_normal()
                               .parent_path()
                               .filename()
                               .string();
  const FigureOptions options;
  const RunContent content = run_content(name, run, journal_of(run));
  write_file_atomically(
      options_.out / "report.html",
      html_report(content, run_figures(content, options), options.curves.smoothing));
}

void RunFolder::write_outputs(Run& run) const {
  const Recipe& recipe = run.trainer().recipe();
  const Json journal = journal_of(run);
  const MeasuredWeights measured(run.trainer());
  write_run_output(options_.out, recipe, run.history(), run.trainer().network(), journal);
}

Json RunFolder::journal_of(const Run& run) const {
  return journal_.is_null() ? journal_to_json(run.recipe(), threads_, {}) : journal_;
}

}  // namespace netdyno::app
