// SPDX-License-Identifier: MIT
#include "engine/train/knob_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/recipe/recipe_path.h"

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

std::string spaced(std::string key) {
  std::ranges::replace(key, '_', ' ');
  return key;
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

}  // namespace

std::string value_words(const KnobValue& value) {
  const Json& json = value.json();
  if (json.is_boolean()) return json.get<bool>() ? "on" : "off";
  if (json.is_number_float()) return short_text(json.get<double>());
  return json.is_string() ? json.get<std::string>() : json.dump();
}

// Other kinds differ by their names, so options are told only of one and the same.
BeforeAndAfter tell_optimizer(const Recipe& before, const Recipe& after, std::string_view) {
  const OptimizerSpec &old = before.optimizer, &now = after.optimizer;
  const auto text = [&](const OptimizerSpec& spec) {
    const std::string kind = old.kind == now.kind ? short_text(spec.kind, spec.options) : spec.kind;
    if (old.learning_rate == now.learning_rate) return kind;
    return fmt::format("{}, η {}", kind, short_text(spec.learning_rate));
  };
  return {text(old), text(now)};
}

BeforeAndAfter tell_schedule(const Recipe& before, const Recipe& after, std::string_view) {
  return {short_text(before.schedule.kind, before.schedule.options),
          short_text(after.schedule.kind, after.schedule.options)};
}

BeforeAndAfter tell_penalty(const Recipe& before, const Recipe& after, std::string_view) {
  const auto text = [](const Penalty& p) {
    return fmt::format("L2 {}, L1 {}", short_text(p.l2), short_text(p.l1));
  };
  return {text(before.penalty), text(after.penalty)};
}

BeforeAndAfter tell_early_stopping(const Recipe& before, const Recipe& after, std::string_view) {
  return {short_text(before.early_stopping), short_text(after.early_stopping)};
}

BeforeAndAfter tell_averaging(const Recipe& before, const Recipe& after, std::string_view) {
  return {short_text(before.averaging), short_text(after.averaging)};
}

// Lists that differ in their steps are told by these; else only the options that changed are.
BeforeAndAfter tell_augmentation(const Recipe& before, const Recipe& after, std::string_view) {
  const std::vector<AugmentSpec>&old = before.data.augment, &now = after.data.augment;
  const bool same_steps = std::ranges::equal(old, now, {}, &AugmentSpec::type, &AugmentSpec::type);
  std::vector<std::string> old_words;
  std::vector<std::string> new_words;
  if (same_steps) {
    for (std::size_t i = 0; i < now.size(); ++i)
      for (const auto& [key, value] : now[i].options.values()) {
        const OptionValue& was = old[i].options.value(key);
        if (was == value) continue;
        const std::string what = now[i].type + " " + spaced(key);
        old_words.push_back(fmt::format("{} {}", what, short_text(was)));
        new_words.push_back(fmt::format("{} {}", what, short_text(value)));
      }
  } else {
    for (const AugmentSpec& step : old) old_words.push_back(step.type);
    for (const AugmentSpec& step : now) new_words.push_back(step.type);
  }
  const auto text = [&](const std::vector<std::string>& words) {
    if (words.empty() && !same_steps) return std::string("none");
    return fmt::format("{}", fmt::join(words, ", "));
  };
  return {text(old_words), text(new_words)};
}

BeforeAndAfter tell_init(const Recipe& before, const Recipe& after, std::string_view path) {
  const auto in_force = [&](const NetworkSpec& model) {
    const std::optional<std::size_t> layer = layer_of(path);
    return layer ? model.layers[*layer].init.value_or(model.init) : model.init;
  };
  return {short_text(in_force(before.model)), short_text(in_force(after.model))};
}

}  // namespace netdyno
