// SPDX-License-Identifier: MIT
#include "app/cli/run_folder.h"

#include <fmt/core.h>

#include <algorithm>
#include <new>
#include <utility>

#include "app/cli/text_output.h"
#include "app/report/html_report.h"
#include "app/report/run_record.h"
#include "engine/core/error.h"
#include "engine/formats/atomic_file.h"
#include "engine/run/journal.h"

namespace netdyno::app {

namespace {

// Training : saving, where the interval leaves the choice and where it does not.
constexpr int kShareOfTime = 100, kLeastShareOfTime = 10;

void warn(const Error& error) {
  tell_error(error.message() + "; training goes on and tries again");
}

}  // namespace

RunFolder::Clock::duration RunFolder::interval() const {
  return std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(options_.checkpoint_every_secs));
}

RunFolder::RunFolder(const TrainOptions& options, int threads)
    : options_(options),
      threads_(threads),
      mover_(options.out),
      checkpoints_(options.out),
      output_(options.out) {
  if (!is_used()) return;
  std::error_code ignored;
  std::filesystem::create_directories(options_.out, ignored);  // prepare… tells what is wrong
  if (std::filesystem::is_directory(options_.out, ignored)) lock_.emplace(options_.out);
  prepare_output_folder(options_.out);
}

// As much as a checkpoint takes, which is a copy of the state and its text; as nobody touches it,
// it costs addresses and no memory. Nothing where there is too little.
void RunFolder::set_aside(const Run& run) {
  constexpr std::int64_t kRest = 16 << 20, kMost = 256 << 20;
  const Recipe& recipe = run.recipe();
  const std::int64_t copies = 3 + optimizer_type(recipe.optimizer.kind).moments;
  const std::int64_t state = run.parameter_count() * std::int64_t{sizeof(float)} * copies;
  const auto bytes = static_cast<std::size_t>(std::min(2 * state + kRest, kMost));
  set_aside_.reset(new (std::nothrow) char[bytes]);
}

std::optional<std::filesystem::path> RunFolder::begin(const Run& run, History& history,
                                                      Json journal) {
  std::optional<std::filesystem::path> kept;
  if (is_used() && !options_.replaces_run) kept = keep_earlier_run(options_.out);
  mover_.move(history);
  if (!is_used()) return kept;
  metrics_.begin(options_.out, run.history());
  journal_ = std::move(journal);
  if (journal_.contains("ahead")) {
    Json document = journal_;
    document["commands"] = document["ahead"];
    ahead_ = journal_from_json(document).journal;
  }
  data_ = data_fingerprint(run.data());
  set_aside(run);
  next_save_ = Clock::now() + interval();
  return kept;
}

const JournalEntry* RunFolder::next_change() const {
  return made_ < ahead_.size() ? &ahead_[made_] : nullptr;
}

void RunFolder::change_is_made() {
  ++made_;
  Json& ahead = journal_["ahead"];
  journal_["commands"].push_back(ahead.at(0));
  ahead.erase(0);
}

// Where memory ends, once more with what is set aside; then it is set aside again.
template <typename Work>
void RunFolder::attempt(Trouble trouble, const Run& run, const Work& work) {
  bool& has_warned = has_warned_[static_cast<std::size_t>(trouble)];
  try {
    try {
      work();
    } catch (const std::bad_alloc&) {
      set_aside_.reset();
      work();
    }
    has_warned = false;
  } catch (const Error& error) {
    if (!std::exchange(has_warned, true)) warn(error);
  } catch (const std::bad_alloc&) {
    if (!std::exchange(has_warned, true))
      warn(Error("There is too little memory to save the run", "Close other programs"));
  }
  if (!set_aside_) set_aside(run);
}

bool RunFolder::rescue(const Run& run) {
  if (!is_used()) return false;
  set_aside_.reset();
  try {
    checkpoints_.write(*capture(run));
    output_.write(run.recipe(), run.trainer().measured_state(), journal_of(run));
    metrics_.write(run.history());
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  } catch (const Error& error) {
    warn(error);
    return false;
  }
}

// What is full of the history leaves the memory, and rows are written while they are at hand.
void RunFolder::settle(const Run& run, History& history) {
  if (!mover_.is_due(run.history())) return;
  if (is_used()) attempt(Trouble::Metrics, run, [&] { metrics_.write(run.history()); });
  attempt(Trouble::History, run, [&] { mover_.move(history); });
}

void RunFolder::save_in_passing(const Run& run, History& history) {
  settle(run, history);
  if (!is_used() || options_.checkpoint_every_secs <= 0 || run.is_validating()) return;
  // Weights that are not finite are for the next step to find.
  if (Clock::now() < next_save_ || !run.trainer().has_finite_weights()) return;
  // These cost as much as there are new steps, whatever the interval.
  attempt(Trouble::Metrics, run, [&] { metrics_.write(run.history()); });
  attempt(Trouble::History, run, [&] { checkpoints_.keep(run.history()); });
  const auto start = Clock::now();
  attempt(Trouble::Checkpoint, run, [&] {
    checkpoints_.write(*capture(run));
    output_.write_in_passing(run.recipe(), run.trainer().measured_state(), journal_of(run));
  });
  next_save_ = start + pause_after(Clock::now() - start);
}

// Other programs may hold up the next one: what is planned is an age of one and a half intervals.
// A disk that made one of them wait, and the one before not, says little of the next.
RunFolder::Clock::duration RunFolder::pause_after(Clock::duration took) {
  const Clock::duration cost = std::min(took, std::exchange(last_cost_, took));
  const auto latest = std::max(3 * interval() / 2 - 2 * cost, kLeastShareOfTime * cost);
  return std::max(interval(), std::min(kShareOfTime * cost, latest));
}

std::optional<Checkpoint> RunFolder::capture(const Run& run) const {
  if (!is_used()) return std::nullopt;
  return Checkpoint{run.save(), journal_of(run), options_.goal, data_};
}

void RunFolder::save(const Run& run, std::optional<Checkpoint> checkpoint) {
  if (!is_used()) return;
  prepare_output_folder(options_.out);  // it may have been removed meanwhile
  output_.write(run.recipe(), run.trainer().measured_state(), journal_of(run));
  if (checkpoint) checkpoints_.write(std::move(*checkpoint));
  metrics_.write(run.history());
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

Json RunFolder::journal_of(const Run& run) const {
  return journal_.is_null() ? journal_to_json(run.recipe(), threads_, {}) : journal_;
}

}  // namespace netdyno::app
