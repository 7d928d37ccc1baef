// SPDX-License-Identifier: MIT
#include "engine/session/probe_runner.h"

#include <fmt/core.h>

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

void ProbeRunner::forget_measured() {
  for (auto& [id, measured] : measured_) measured.step = -1;
  budget_.expire();
}

void ProbeRunner::request(std::vector<std::string> ids) {
  for (const std::string& id : ids)
    if (!find_probe(id)) throw Error(fmt::format("There is no probe \"{}\"", id));
  ids_ = std::move(ids);
  const auto is_unwanted = [&](const auto& entry) {
    return std::ranges::find(ids_, entry.first) == ids_.end();
  };
  std::erase_if(results_, is_unwanted);
  std::erase_if(measured_, is_unwanted);
  for (const std::string& id : ids_) measured_.try_emplace(id);
  budget_.request(ids_);
}

void ProbeRunner::pin(std::vector<Index> examples, const DataView& validation) {
  if (validation.dataset && !are_within(examples, validation))
    throw Error(fmt::format("Only validation images 0 to {} can be pinned", validation.count - 1));
  is_pinned_by_hand_ = true;
  pinned_ = std::move(examples);
  forget_measured();
}

void ProbeRunner::look_at(const ProbeFocus& focus) {
  focus_ = focus;
  forget_measured();
}

void ProbeRunner::examine(ExaminedImage image) {
  examined_ = std::move(image);
  forget_measured();
}

void ProbeRunner::invalidate(std::int64_t step) {
  forget_measured();
  changed_step_ = step;
  weights_before_step_ = -1;
}

void ProbeRunner::begin_run(const DataView& validation, bool keep_pins) {
  is_pinned_by_hand_ = is_pinned_by_hand_ && keep_pins && are_within(pinned_, validation);
  if (!is_pinned_by_hand_) pinned_ = first_of_each_class(validation);
  results_.clear();
  forget_measured();
  changed_step_ = -1;
  weights_before_step_ = -1;
  ProbeFocus focus;  // layers and classes are another network's
  focus.saliency = focus_.saliency;
  focus.measures_network_range = focus_.measures_network_range;
  focus_ = focus;
  const bool fits = validation.dataset && validation.dataset->sample_shape() == examined_.shape;
  if (!fits) examined_ = {};
}

void ProbeRunner::before_step(const Trainer& trainer, Time now, bool is_watched) {
  if (!measured_.contains("updates")) return;
  if (!is_watched && !budget_.is_due("updates", now, now)) return;
  std::size_t kept = 0;
  for (const Parameter* parameter : trainer.network().parameters()) {
    if (!parameter->is_weight) continue;
    if (weights_before_.size() <= kept) weights_before_.emplace_back();
    weights_before_[kept++] = parameter->value;
  }
  weights_before_.resize(kept);
  weights_before_step_ = trainer.steps_taken();
}

bool ProbeRunner::is_stale(const Measured& measured, const Probe& probe,
                           const Trainer& trainer) const {
  if (measured.step < 0) return true;
  if (probe.subject != ProbeSubject::Network) return are_settings_new_;
  return measured.in_haste || measured.step != trainer.steps_taken();
}

bool ProbeRunner::is_stale(const Trainer& trainer) const {
  return std::ranges::any_of(measured_, [&](const auto& each) {
    return is_stale(each.second, *find_probe(each.first), trainer);
  });
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

void ProbeRunner::measure_one(const Probe& probe, const ProbeInput& input) {
  const Time began = ProbeBudget::Clock::now();
  results_[probe.id] = measured(probe, input);
  // What is measured once takes nothing from the others' rhythm.
  const bool is_repeated = probe.subject == ProbeSubject::Network;
  const auto cost = is_repeated ? ProbeBudget::Clock::now() - began : ProbeBudget::Duration::zero();
  budget_.measured(probe.id, began, cost);
}

void ProbeRunner::measure(const Trainer& trainer, Network& network) {
  measure(trainer, network, std::nullopt);
}

void ProbeRunner::measure_due(const Trainer& trainer, Network& network, Time free_until) {
  if (budget_.is_any_due(ProbeBudget::Clock::now(), free_until))
    measure(trainer, network, free_until);
}

void ProbeRunner::measure(const Trainer& trainer, Network& network,
                          std::optional<Time> free_until) {
  const std::int64_t step = trainer.steps_taken();
  const bool is_in_haste = free_until && *free_until <= ProbeBudget::Clock::now();
  const bool has_before = weights_before_step_ >= 0 && weights_before_step_ + 1 == step;
  const ProbeInput input{.network = network,
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
                         .page = page_,
                         .focus = focus_,
                         .examined = &examined_,
                         .weights_before = has_before ? std::span<const Tensor>(weights_before_)
                                                      : std::span<const Tensor>(),
                         .is_in_haste = is_in_haste};
  for (const std::string& id : ids_) {
    const Probe& probe = *find_probe(id);
    Measured& last = measured_[id];
    if (!is_stale(last, probe, trainer)) continue;
    if (free_until && !budget_.is_due(id, ProbeBudget::Clock::now(), *free_until)) continue;
    last = {.step = step, .in_haste = is_in_haste && probe.flows};
    // What a step changed cannot be told afterwards: the last answer stays, with its step.
    const bool has_subject = (!probe.needs_step || step > 0) && (id != "updates" || has_before);
    if (has_subject) measure_one(probe, input);
  }
  are_settings_new_ = false;
}

}  // namespace netdyno
