// SPDX-License-Identifier: MIT
#include "engine/session/probe_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/core/error.h"

namespace netdyno {

namespace {

std::vector<Index> first_of_each_class(const DataView& validation) {
  constexpr std::int32_t kClasses = 8;
  std::map<std::int32_t, Index> first;
  for (Index i = 0; i < validation.count && first.size() < kClasses; ++i)
    if (validation.label(i) < kClasses) first.try_emplace(validation.label(i), i);
  std::vector<Index> examples;
  for (const auto& [label, example] : first) examples.push_back(example);
  return examples;
}

bool are_within(const std::vector<Index>& examples, const DataView& view) {
  return std::ranges::all_of(examples, [&](Index i) { return i >= 0 && i < view.count; });
}

}  // namespace

void ProbeRunner::request(std::vector<std::string> ids) {
  for (const std::string& id : ids)
    if (!find_probe(id)) throw Error(fmt::format("There is no probe \"{}\"", id));
  ids_ = std::move(ids);
  std::erase_if(results_, [&](const auto& result) {
    return std::ranges::find(ids_, result.first) == ids_.end();
  });
  is_stale_ = true;
}

void ProbeRunner::pin(std::vector<Index> examples, const DataView& validation) {
  if (validation.dataset && !are_within(examples, validation))
    throw Error(fmt::format("Only validation images 0 to {} can be pinned", validation.count - 1));
  is_pinned_by_hand_ = true;
  pinned_ = std::move(examples);
  is_stale_ = true;
}

void ProbeRunner::begin_run(const DataView& validation, bool keep_pins) {
  is_pinned_by_hand_ = is_pinned_by_hand_ && keep_pins && are_within(pinned_, validation);
  if (!is_pinned_by_hand_) pinned_ = first_of_each_class(validation);
  results_.clear();
  is_stale_ = true;
  changed_step_ = -1;
  next_ = {};
}

bool ProbeRunner::is_due(Time now) const {
  return !ids_.empty() && now >= next_;
}

bool ProbeRunner::is_stale(const Trainer& trainer) const {
  return !ids_.empty() &&
         (is_stale_ || are_settings_new_ || measured_step_ != trainer.steps_taken());
}

ProbeRunner::DataKey ProbeRunner::data_key(const ProbeInput& input, ProbeSubject subject) {
  DataKey key{.dataset = input.train.dataset,
              .views = {input.train.begin, input.train.count, input.validation.begin,
                        input.validation.count},
              .preprocess = input.preprocess,
              .seed = 0,
              .augment = {},
              .page = {}};
  if (subject != ProbeSubject::Samples) return key;
  key.seed = input.seed;
  if (input.augmenter) key.augment = input.augmenter->steps();
  key.page = input.page;
  return key;
}

std::shared_ptr<const ProbeResult> ProbeRunner::measured(const Probe& probe,
                                                         const ProbeInput& input) {
  if (probe.subject == ProbeSubject::Network)
    return std::make_shared<const ProbeResult>(input.step, probe.measure(input));
  DataKey key = data_key(input, probe.subject);
  DataResult& kept = data_results_[probe.id];
  if (!kept.result || kept.key != key)
    kept = {std::move(key), std::make_shared<const ProbeResult>(input.step, probe.measure(input))};
  return kept.result;
}

void ProbeRunner::measure(Trainer& trainer) {
  using Clock = std::chrono::steady_clock;
  constexpr int kShare = 20;  // training gets 19 of 20 parts of the time
  const Time began = Clock::now();
  const std::int64_t step = trainer.steps_taken();
  const ProbeInput input{.network = trainer.network(),
                         .batch = trainer.batch(),
                         .workspace = trainer.workspace(),
                         .is_workspace_stale = step == 0 || step == changed_step_,
                         .validation = trainer.data().validation,
                         .preprocessor = trainer.preprocessor(),
                         .pinned = pinned_,
                         .seed = trainer.recipe().seed,
                         .step = step,
                         .scratch = scratch_,
                         .train = trainer.data().train,
                         .preprocess = trainer.recipe().data.preprocess,
                         .augmenter = &trainer.augmenter(),
                         .page = page_};
  const bool is_network_new = is_stale_ || measured_step_ != step;
  for (const std::string& id : ids_) {
    const Probe& probe = *find_probe(id);
    if (probe.needs_step && step == 0) continue;
    if (probe.subject == ProbeSubject::Network && !is_network_new) continue;
    results_[id] = measured(probe, input);
  }
  is_stale_ = are_settings_new_ = false;
  measured_step_ = step;
  const Time ended = Clock::now();
  next_ = began + std::max<Clock::duration>(std::chrono::duration_cast<Clock::duration>(interval_),
                                            kShare * (ended - began));
}

}  // namespace netdyno
