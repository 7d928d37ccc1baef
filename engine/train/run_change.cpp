// SPDX-License-Identifier: MIT
#include "engine/train/run_change.h"

#include <fmt/core.h>

#include "engine/core/error.h"
#include "engine/recipe/recipe_path.h"
#include "engine/train/knob_takers.h"
#include "engine/train/knob_words.h"

namespace netdyno {

namespace {

std::string init_path(std::optional<std::size_t> layer) {
  return layer ? fmt::format("model.layers[{}].init", *layer) : "model.init";
}

std::string words_at(const Recipe& recipe, const std::string& path) {
  const std::optional<KnobValue> value = value_at(recipe, path);
  return value ? value_words(*value) : std::string();
}

struct Apply {
  Trainer& trainer;

  KnobChange operator()(const KnobTurn& turn) const {
    const Recipe before = trainer.recipe();
    const Recipe changed = with_value(before, turn.path, turn.value);
    const KnobTaker* taker = knob_taker(turn.path);
    if (!taker || effect_at(changed, turn.path) == KnobEffect::FromStart)
      throw RecipeError(turn.path, "takes effect from step 0",
                        "Start the run over with the new value");
    taker->take(trainer, changed, turn.path);
    const Recipe& after = trainer.recipe();
    const std::string label = knob_label(after, turn.path);
    if (!taker->tell) return {label, words_at(before, turn.path), words_at(after, turn.path)};
    auto [old_words, new_words] = taker->tell(before, after, turn.path);
    return {label, std::move(old_words), std::move(new_words)};
  }

  KnobChange operator()(const Redraw& redraw) const {
    const NetworkSpec& model = trainer.recipe().model;
    const std::string path = init_path(redraw.layer);
    const bool has_own = redraw.layer && *redraw.layer < model.layers.size();
    const InitSpec init =
        has_own ? model.layers[*redraw.layer].init.value_or(model.init) : model.init;
    trainer.reinitialize(init, redraw.layer);
    auto [before, after] = tell_init(trainer.recipe(), trainer.recipe(), path);
    return {knob_label(trainer.recipe(), path), std::move(before), std::move(after)};
  }

  KnobChange operator()(const RestoreBest&) const {
    const BestWeights best = trainer.restore_best();
    return best_weights_change(trainer, best);
  }
};

const KnobTaker* taker_of(const RunChange& change) {
  const auto* turn = std::get_if<KnobTurn>(&change);
  return turn ? knob_taker(turn->path) : nullptr;
}

bool is_action(const RunChange& change) {
  return !std::holds_alternative<KnobTurn>(change);
}

}  // namespace

KnobChange apply_change(Trainer& trainer, const RunChange& change) {
  return std::visit(Apply{trainer}, change);
}

KnobChange best_weights_change(const Trainer& trainer, const BestWeights& best) {
  return {"best weights restored", fmt::format("epoch {:.6g}", trainer.epochs_taken()),
          best.text()};
}

bool replaces_weights(const RunChange& change) {
  if (is_action(change)) return true;
  const Knob* row = find_knob(schema_place(std::get<KnobTurn>(change).path));
  return row && row->key.effect == KnobEffect::RedrawsWeights;
}

bool waits_for_validation(const RunChange& change) {
  const KnobTaker* taker = taker_of(change);
  return is_action(change) || (taker && taker->waits_for_validation);
}

bool changes_inference(const RunChange& change) {
  const KnobTaker* taker = taker_of(change);
  return is_action(change) || (taker && taker->changes_inference);
}

}  // namespace netdyno
