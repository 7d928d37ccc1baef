// SPDX-License-Identifier: MIT
#include "app/panels/validation_editor.h"

#include <fmt/core.h>

#include "app/panels/option_editor.h"
#include "app/panels/widgets.h"

namespace netdyno::app {

void ValidationEditor::draw(const FrameContext& frame, float label_px) {
  const Recipe& recipe = *frame.snapshot->recipe;
  if (followed_stopping_ != recipe.early_stopping) {
    followed_stopping_ = recipe.early_stopping;
    stopping_ = early_stopping_options(recipe.early_stopping);
  }
  if (followed_averaging_ != recipe.averaging) {
    followed_averaging_ = recipe.averaging;
    averaging_ = averaging_options(recipe.averaging);
  }
  draw_heading("Early stopping", frame.theme);
  ImGui::PushID("stopping");
  if (draw_fields(early_stopping_fields(), stopping_, label_px, frame.theme))
    frame.commands.send(SetEarlyStopping{early_stopping_spec(stopping_)});
  draw_best(frame);
  ImGui::PopID();
  draw_heading("Averaging of weights", frame.theme);
  ImGui::PushID("averaging");
  if (draw_fields(averaging_fields(), averaging_, label_px, frame.theme))
    frame.commands.send(SetAveraging{averaging_spec(averaging_)});
  ImGui::PopID();
}

bool ValidationEditor::draw_fields(std::span<const OptionField> fields, Options& options,
                                   float label_px, const Theme& theme) {
  bool is_done = false;
  for (const OptionField& field : fields) {
    const OptionEdit edit = draw_option_editor(field, options.value(field.key), label_px, theme);
    if (edit.value) options.set(fields, field.key, *edit.value);
    is_done |= edit.is_done;
  }
  return is_done;
}

void ValidationEditor::draw_best(const FrameContext& frame) const {
  const auto& best = frame.snapshot->best;
  if (followed_stopping_.patience == 0) {
    draw_wrapped_text("Patience 0: off, a run ends with its last epoch", frame.theme.text_muted);
    return;
  }
  draw_wrapped_text(best ? "Best so far: " + best->text() : "No validation yet",
                    frame.theme.text_muted);
  ImGui::BeginDisabled(!best);
  if (ImGui::Button("Back to the best weights", ImVec2(-FLT_MIN, 0)))
    frame.commands.send(RestoreBest{});
  ImGui::EndDisabled();
  draw_tooltip("Puts the weights that validated best back into the network");
}

}  // namespace netdyno::app
