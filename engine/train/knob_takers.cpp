// SPDX-License-Identifier: MIT
#include "engine/train/knob_takers.h"

#include <array>

#include "engine/recipe/recipe_path.h"
#include "engine/train/knob_words.h"

namespace netdyno {

namespace {

void take_learning_rate(Trainer& trainer, const Recipe& changed, std::string_view) {
  trainer.set_learning_rate(changed.optimizer.learning_rate);
}

void take_optimizer(Trainer& trainer, const Recipe& changed, std::string_view) {
  trainer.set_optimizer(changed.optimizer);
}

// One that may change leaves the moments as they are.
void take_optimizer_option(Trainer& trainer, const Recipe& changed, std::string_view path) {
  const std::string key = path_end(path).key;
  for (const OptionField& field : optimizer_type(changed.optimizer.kind).fields)
    if (field.key == key && field.is_live)
      return trainer.set_optimizer_option(key, changed.optimizer.options.value(key));
  trainer.set_optimizer(changed.optimizer);
}

void take_schedule(Trainer& trainer, const Recipe& changed, std::string_view) {
  trainer.set_schedule(changed.schedule);
}

void take_loss(Trainer& trainer, const Recipe& changed, std::string_view) {
  trainer.set_loss(changed.loss);
}

void take_penalty(Trainer& trainer, const Recipe& changed, std::string_view) {
  trainer.set_penalty(changed.penalty);
}

void take_early_stopping(Trainer& trainer, const Recipe& changed, std::string_view) {
  trainer.set_early_stopping(changed.early_stopping);
}

void take_averaging(Trainer& trainer, const Recipe& changed, std::string_view) {
  trainer.set_averaging(changed.averaging);
}

void take_batch_size(Trainer& trainer, const Recipe& changed, std::string_view) {
  trainer.set_batch_size(changed.batch_size);
}

void take_epochs(Trainer& trainer, const Recipe& changed, std::string_view) {
  trainer.set_epochs(changed.epochs);
}

void take_preprocess(Trainer& trainer, const Recipe& changed, std::string_view) {
  trainer.set_preprocess(changed.data.preprocess);
}

void take_augmentation(Trainer& trainer, const Recipe& changed, std::string_view) {
  trainer.set_augmentation(changed.data.augment);
}

void take_init(Trainer& trainer, const Recipe& changed, std::string_view path) {
  const std::optional<std::size_t> layer = layer_of(path);
  const NetworkSpec& model = changed.model;
  trainer.reinitialize(layer ? model.layers[*layer].init.value_or(model.init) : model.init, layer);
}

void take_layer_option(Trainer& trainer, const Recipe& changed, std::string_view path) {
  const std::size_t layer = *layer_of(path);
  const std::string key = path_end(path).key;
  trainer.set_layer_option(layer, key, changed.model.layers[layer].options.value(key));
}

// Of several that fit the first counts. `true, true`: a validation's end is waited for, and
// inference changes.
constexpr std::array<KnobTaker, 24> kTakers = {{
    {"optimizer.learning_rate", false, false, take_learning_rate},
    {"optimizer.kind", false, false, take_optimizer, tell_optimizer},
    {"optimizer", false, false, take_optimizer, tell_optimizer},
    {"optimizer.*", false, false, take_optimizer_option},
    {"schedule.kind", true, false, take_schedule, tell_schedule},
    {"schedule", true, false, take_schedule, tell_schedule},
    {"schedule.*", true, false, take_schedule},
    {"loss", true, false, take_loss},
    {"penalty", false, false, take_penalty, tell_penalty},
    {"penalty.*", false, false, take_penalty},
    {"early_stopping", true, false, take_early_stopping, tell_early_stopping},
    {"early_stopping.*", true, false, take_early_stopping},
    {"averaging", true, false, take_averaging, tell_averaging},
    {"averaging.*", true, false, take_averaging},
    {"batch_size", false, false, take_batch_size},
    {"epochs", true, false, take_epochs},
    {"data.preprocess", true, true, take_preprocess},
    {"data.augment", false, false, take_augmentation, tell_augmentation},
    {"data.augment[]", false, false, take_augmentation, tell_augmentation},
    {"data.augment[].*", false, false, take_augmentation, tell_augmentation},
    {"model.init", true, true, take_init, tell_init},
    {"model.init.*", true, true, take_init, tell_init},
    {"model.layers[].init", true, true, take_init, tell_init},
    {"model.layers[].*", true, true, take_layer_option},
}};

bool fits(std::string_view row, std::string_view place) {
  if (!row.ends_with(".*")) return row == place;
  row.remove_suffix(1);
  return place.starts_with(row);
}

}  // namespace

std::span<const KnobTaker> knob_takers() {
  return kTakers;
}

const KnobTaker* knob_taker(std::string_view path) {
  const std::string place = schema_place(path);
  for (const KnobTaker& row : kTakers)
    if (fits(row.path, place)) return &row;
  return nullptr;
}

}  // namespace netdyno
