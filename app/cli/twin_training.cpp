// SPDX-License-Identifier: MIT
#include "app/cli/twin_training.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/cli/exit_status.h"
#include "app/cli/notes.h"
#include "app/cli/text_output.h"
#include "app/report/html_report.h"
#include "app/report/run_record.h"
#include "app/view_models/number_text.h"
#include "engine/core/error.h"
#include "engine/formats/atomic_file.h"

namespace netdyno::app {

namespace {

namespace fs = std::filesystem;
using Ending = GuidedRun::Ending;

// With its place in the common folder, as the key "twin" of its journal.
Json twin_journal(const Run& run, int threads, const Variant& variant) {
  Json journal = journal_to_json(run.recipe(), threads, {});
  journal["twin"] = {{"run", variant.name}, {"vary", variant.sets}};
  return journal;
}

std::string number_or_nothing(double value) {
  return std::isnan(value) ? std::string() : fmt::format("{}", value);
}

}  // namespace

TwinTraining::TwinTraining(std::vector<Twin> twins, const TrainOptions& options)
    : options_(options),
      display_(stdout),
      pool_(options.threads > 0 ? options.threads : WorkerPool::available_threads()) {
  for (Twin& twin : twins) {
    Member& member = members_.emplace_back();
    member.options = options;
    member.options.out = options.out / twin.variant.name;
    member.twin = std::move(twin);
  }
}

int TwinTraining::run() {
  std::error_code ignored;
  fs::create_directories(options_.out, ignored);  // each folder tells what is wrong
  for (Member& member : members_) member.folder.emplace(member.options, pool_.threads());
  kernels_ = make_kernels(Backend::OneDnn, pool_);
  if (!load()) {
    display_.line("Stopped before the first step");
    return kSignalBase + interruption_.stopped_by();
  }
  for (Member& member : members_) begin(member);
  train();
  return end();
}

// False when a signal stopped it.
bool TwinTraining::load() {
  for (Member& member : members_) {
    const bool is_known = loader_.has(member.twin.recipe);
    try {
      const DataSplits& data = loader_.load(
          member.twin.recipe, [this](double) { return interruption_.stopped_by() == 0; });
      if (!is_known) print_data_notes(data, member.twin.recipe);
      member.run = std::make_unique<Run>(member.twin.recipe, data, *kernels_);
    } catch (const RecipeError&) {
      throw;
    } catch (const Error&) {
      if (interruption_.stopped_by() != 0) return false;
      throw;
    }
  }
  return interruption_.stopped_by() == 0;
}

void TwinTraining::begin(Member& member) {
  const Variant& variant = member.twin.variant;
  display_.line(variant.text());
  if (const auto kept =
          member.folder->begin(*member.run, twin_journal(*member.run, pool_.threads(), variant)))
    display_.line(fmt::format("{} held a run already; it is kept as {}",
                              member.options.out.string(), kept->string()));
  member.guided.emplace(*member.run, *member.folder, member.options.goal);
}

void TwinTraining::train() {
  const auto goes_on = [](const Member& member) { return member.guided->goes_on(); };
  while (std::ranges::any_of(members_, goes_on)) {
    for (Member& member : members_) {
      if (interruption_.stopped_by() != 0 && goes_on(member)) member.guided->interrupt();
      if (goes_on(member)) advance(member);
    }
    if (display_.is_due()) show_progress();
  }
}

void TwinTraining::advance(Member& member) {
  const std::string& name = member.twin.variant.name;
  do {
    const Run::Advance done = member.guided->advance();
    if (done.validation)
      display_.line(
          fmt::format("{}  step {}  epoch {:.2f}  validation loss {:.4f}  accuracy {:.4f}", name,
                      done.validation->step, done.validation->epoch, done.validation->loss,
                      done.validation->accuracy));
    if (done.divergence) display_.line(fmt::format("{}  diverged; the others go on", name));
  } while (member.guided->goes_on() && member.run->is_validating());
}

void TwinTraining::show_progress() {
  const auto furthest = std::ranges::max_element(
      members_, {}, [](const Member& member) { return member.run->history().size(); });
  const History& history = furthest->run->history();
  if (history.empty()) return;
  const StepRecord last = history.last();
  const Recipe& recipe = furthest->run->recipe();
  const Index examples = furthest->run->data().train.count;
  const std::int64_t of_epochs =
      recipe.epochs * ((examples + recipe.batch_size - 1) / recipe.batch_size);
  const TrainingGoal& goal = options_.goal;
  const std::int64_t total = goal.steps == 0          ? of_epochs
                             : goal.stops_with_epochs ? std::min(goal.steps, of_epochs)
                                                      : goal.steps;
  double seconds = 0;
  for (const Member& member : members_) seconds += member.run->seconds();
  display_.show({.step = last.step,
                 .total_steps = total,
                 .epoch = last.epoch,
                 .loss = last.train_loss,
                 .accuracy = last.train_accuracy,
                 .images_per_second = last.images_per_second,
                 .seconds_to_go = seconds / static_cast<double>(last.step) *
                                  static_cast<double>(total - last.step)});
}

int TwinTraining::end() {
  int status = kDone;
  for (Member& member : members_) {
    member.ending = member.guided->end([](const ValidationRecord&) {});
    member.guided->save();
  }
  write_table();
  write_report();
  for (const Member& member : members_) {
    const Validations validations = member.run->history().validations();
    std::string result = fmt::format("{} after step {}", member.twin.variant.text(),
                                     grouped(member.run->trainer().steps_taken()));
    if (!validations.empty())
      result += fmt::format(": validation loss {:.4f}, accuracy {:.4f}", validations.back().loss,
                            validations.back().accuracy);
    display_.line(result);
  }
  display_.line(fmt::format("Wrote {}", options_.out.string()));
  std::string diverged;
  for (const Member& member : members_) {
    if (member.ending != Ending::Diverged) continue;
    diverged += fmt::format("{}{}: {}", diverged.empty() ? "" : " ", member.twin.variant.name,
                            member.guided->divergence().message());
    status = kDiverged;
  }
  if (!diverged.empty()) tell_error(diverged);
  return interruption_.stopped_by() != 0 ? kSignalBase + interruption_.stopped_by() : status;
}

void TwinTraining::write_table() const {
  AtomicFile file(options_.out / "twins.csv");
  file.write("step,run,train_loss,train_accuracy,validation_loss,validation_accuracy\n");
  std::size_t rows = 0;
  for (const Member& member : members_) rows = std::max(rows, member.run->history().size());
  for (std::size_t i = 0; i < rows; ++i)
    for (const Member& member : members_) {
      const History& history = member.run->history();
      if (i >= history.size()) continue;
      const StepRecord row = history.record(i);
      const ValidationRecord validation =
          history.validations().at_step(row.step).value_or(ValidationRecord{});
      file.write(fmt::format("{},{},{},{},{},{}\n", row.step, member.twin.variant.name,
                             row.train_loss, row.train_accuracy, number_or_nothing(validation.loss),
                             number_or_nothing(validation.accuracy)));
    }
  file.commit();
}

// The first one's, with the others' curves beside its own.
void TwinTraining::write_report() const {
  const Member& first = members_.front();
  if (first.run->history().empty()) return;
  RunContent content = run_content(first.twin.variant.text(), *first.run,
                                   twin_journal(*first.run, pool_.threads(), first.twin.variant));
  for (std::size_t i = 1; i < members_.size(); ++i) {
    const Member& member = members_[i];
    if (member.run->history().empty()) continue;
    ComparedRun compared{.name = member.twin.variant.text(),
                         .folder = fs::absolute(member.options.out),
                         .slot = i - 1,
                         .curves = curves_of(member.run->history())};
    content.compared.push_back(std::make_shared<const ComparedRun>(std::move(compared)));
  }
  const FigureOptions options;
  write_file_atomically(
      options_.out / "report.html",
      html_report(content, run_figures(content, options), options.curves.smoothing));
}

}  // namespace netdyno::app
