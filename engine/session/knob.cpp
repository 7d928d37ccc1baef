// SPDX-License-Identifier: MIT
#include "engine/session/knob.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/core/error.h"

namespace netdyno {

namespace {

std::string short_text(double value) {
  return fmt::format("{:.4g}", value);
}

std::string short_text(const OptionValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "on" : "off";
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
  if (const auto* number = std::get_if<double>(&value)) return short_text(*number);
  return std::get<std::string>(value);
}

std::string short_text(const std::string& kind, const Options& options) {
  std::string text = kind;
  for (const auto& [key, value] : options.values())
    text += fmt::format(", {} {}", key, short_text(value));
  return text;
}

std::string short_text(const InitSpec& init) {
  return short_text(init.scheme, init.options);
}

std::string short_text(const Options& options, const std::string& key) {
  return options.has(key) ? short_text(options.value(key)) : std::string();
}

std::string spaced(std::string key) {
  std::ranges::replace(key, '_', ' ');
  return key;
}

// An optimizer's option as texts call it.
std::string optimizer_knob(const std::string& key) {
  static constexpr std::array<std::pair<const char*, const char*>, 5> kSymbols = {
      {{"momentum", "momentum μ"},
       {"decay", "decay α"},
       {"beta1", "decay β₁"},
       {"beta2", "decay β₂"},
       {"epsilon", "epsilon ε"}}};
  for (const auto& [known, text] : kSymbols)
    if (key == known) return text;
  return spaced(key);
}

// Other kinds differ by their names, so options are told only of one and the same.
KnobChange optimizer_change(const OptimizerSpec& before, const OptimizerSpec& after) {
  const auto text = [&](const OptimizerSpec& spec) {
    const std::string kind =
        before.kind == after.kind ? short_text(spec.kind, spec.options) : spec.kind;
    if (before.learning_rate == after.learning_rate) return kind;
    return fmt::format("{}, η {}", kind, short_text(spec.learning_rate));
  };
  return {"optimizer", text(before), text(after)};
}

// Lists that differ in their steps are told by these; else only the options that changed are.
KnobChange augmentation_change(const std::vector<AugmentSpec>& before,
                               const std::vector<AugmentSpec>& after) {
  const bool same_steps =
      std::ranges::equal(before, after, {}, &AugmentSpec::type, &AugmentSpec::type);
  std::vector<std::string> old_words;
  std::vector<std::string> new_words;
  if (same_steps) {
    for (std::size_t i = 0; i < after.size(); ++i)
      for (const auto& [key, value] : after[i].options.values()) {
        const OptionValue& old = before[i].options.value(key);
        if (old == value) continue;
        const std::string what = after[i].type + " " + spaced(key);
        old_words.push_back(fmt::format("{} {}", what, short_text(old)));
        new_words.push_back(fmt::format("{} {}", what, short_text(value)));
      }
  } else {
    for (const AugmentSpec& step : before) old_words.push_back(step.type);
    for (const AugmentSpec& step : after) new_words.push_back(step.type);
  }
  const auto text = [&](const std::vector<std::string>& words) {
    if (words.empty() && !same_steps) return std::string("none");
    return fmt::format("{}", fmt::join(words, ", "));
  };
  return {"augmentation", text(old_words), text(new_words)};
}

KnobChange penalty_change(const Penalty& before, const Penalty& after) {
  if (before.l1 == after.l1) return {"L2 penalty λ", short_text(before.l2), short_text(after.l2)};
  if (before.l2 == after.l2) return {"L1 penalty λ", short_text(before.l1), short_text(after.l1)};
  const auto text = [](const Penalty& p) {
    return fmt::format("L2 {}, L1 {}", short_text(p.l2), short_text(p.l1));
  };
  return {"penalty λ", text(before), text(after)};
}

std::string short_text(const EarlyStoppingSpec& spec) {
  if (spec.patience == 0) return "off";
  const std::string text = fmt::format("{}, patience {}", spec.metric, spec.patience);
  return spec.min_delta == 0 ? text
                             : fmt::format("{}, min delta {}", text, short_text(spec.min_delta));
}

std::string short_text(const AveragingSpec& spec) {
  if (spec.kind == "none") return spec.kind;
  std::string text = spec.kind;
  if (spec.kind == "exponential") text += fmt::format(", decay {:.6g}", spec.decay);
  return spec.start == 0 ? text : fmt::format("{}, from epoch {}", text, short_text(spec.start));
}

struct Apply {
  Trainer& trainer;

  KnobChange operator()(const SetLearningRate& c) const {
    const double before = trainer.recipe().optimizer.learning_rate;
    trainer.set_learning_rate(c.learning_rate);
    return {"learning rate η", short_text(before), short_text(c.learning_rate)};
  }
  KnobChange operator()(const SetOptimizerOption& c) const {
    const std::string before = short_text(trainer.recipe().optimizer.options, c.key);
    trainer.set_optimizer_option(c.key, c.value);
    return {optimizer_knob(c.key), before, short_text(trainer.recipe().optimizer.options, c.key)};
  }
  KnobChange operator()(const SetOptimizer& c) const {
    const OptimizerSpec before = trainer.recipe().optimizer;
    trainer.set_optimizer(c.optimizer);
    return optimizer_change(before, trainer.recipe().optimizer);
  }
  KnobChange operator()(const SetSchedule& c) const {
    const ScheduleSpec before = trainer.recipe().schedule;
    trainer.set_schedule(c.schedule);
    const ScheduleSpec& after = trainer.recipe().schedule;
    return {"schedule", short_text(before.kind, before.options),
            short_text(after.kind, after.options)};
  }
  KnobChange operator()(const SetLoss& c) const {
    const std::string before = trainer.recipe().loss;
    trainer.set_loss(c.name);
    return {"loss", before, c.name};
  }
  KnobChange operator()(const SetPenalty& c) const {
    const Penalty before = trainer.recipe().penalty;
    trainer.set_penalty(c.penalty);
    return penalty_change(before, c.penalty);
  }
  KnobChange operator()(const SetEarlyStopping& c) const {
    const EarlyStoppingSpec before = trainer.recipe().early_stopping;
    trainer.set_early_stopping(c.early_stopping);
    return {"early stopping", short_text(before), short_text(c.early_stopping)};
  }
  KnobChange operator()(const SetAveraging& c) const {
    const AveragingSpec before = trainer.recipe().averaging;
    trainer.set_averaging(c.averaging);
    return {"averaging of weights", short_text(before), short_text(c.averaging)};
  }
  KnobChange operator()(const RestoreBest&) const {
    const BestWeights best = trainer.restore_best();
    return best_weights_change(trainer, best);
  }
  KnobChange operator()(const SetBatchSize& c) const {
    const Index before = trainer.recipe().batch_size;
    trainer.set_batch_size(c.batch_size);
    return {"batch size N", fmt::format("{}", before), fmt::format("{}", c.batch_size)};
  }
  KnobChange operator()(const SetLayerOption& c) const {
    const std::vector<LayerSpec>& layers = trainer.recipe().model.layers;
    const Options before = c.layer < layers.size() ? layers[c.layer].options : Options();
    trainer.set_layer_option(c.layer, c.key, c.value);
    const LayerSpec& layer = trainer.recipe().model.layers[c.layer];
    return {fmt::format("{} {} of layer {}", spaced(layer.type), spaced(c.key), c.layer),
            short_text(before, c.key), short_text(layer.options, c.key)};
  }
  KnobChange operator()(const SetPreprocess& c) const {
    const std::string before = trainer.recipe().data.preprocess;
    trainer.set_preprocess(c.name);
    return {"preprocessing", before, c.name};
  }
  KnobChange operator()(const SetAugmentation& c) const {
    const std::vector<AugmentSpec> before = trainer.recipe().data.augment;
    trainer.set_augmentation(c.steps);
    return augmentation_change(before, trainer.recipe().data.augment);
  }
  KnobChange operator()(const Reinitialize& c) const {
    const NetworkSpec before = trainer.recipe().model;
    trainer.reinitialize(c.init, c.layer);
    if (!c.layer)
      return {"weights drawn anew", short_text(before.init),
              short_text(trainer.recipe().model.init)};
    const InitSpec old = before.layers[*c.layer].init.value_or(before.init);
    return {fmt::format("weights of layer {} drawn anew", *c.layer), short_text(old),
            short_text(c.init)};
  }
  template <typename Other>
  KnobChange operator()(const Other&) const {
    throw ContractError("Only knobs are applied to a trainer");
  }
};

}  // namespace

KnobChange apply_knob(Trainer& trainer, const Command& command) {
  return std::visit(Apply{trainer}, command);
}

KnobChange best_weights_change(const Trainer& trainer, const BestWeights& best) {
  return {"best weights restored", fmt::format("epoch {:.6g}", trainer.epochs_taken()),
          best.text()};
}

bool waits_for_validation(const Command& command) {
  return changes_inference(command) || std::holds_alternative<SetLoss>(command) ||
         std::holds_alternative<SetSchedule>(command) ||
         std::holds_alternative<SetEarlyStopping>(command) ||
         std::holds_alternative<SetAveraging>(command);
}

bool changes_inference(const Command& command) {
  return std::holds_alternative<Reinitialize>(command) ||
         std::holds_alternative<RestoreBest>(command) ||
         std::holds_alternative<SetPreprocess>(command) ||
         std::holds_alternative<SetLayerOption>(command);
}

}  // namespace netdyno
