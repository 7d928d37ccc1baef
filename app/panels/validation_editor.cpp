// SPDX-License-Identifier: MIT
#include "app/panels/validation_editor.h"

#include <fmt/core.h>

#include "app/panels/effect_mark.h"
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
  draw_knob_heading("Early stopping", "early_stopping", frame.theme);
  draw_waiting(*frame.snapshot, "early_stopping", frame.theme);
  ImGui::PushID("stopping");
  draw_fields(frame, "early_stopping", early_stopping_fields(), stopping_, label_px);
  draw_best(frame);
  ImGui::PopID();
  draw_knob_heading("Averaging of weights", "averaging", frame.theme);
  draw_waiting(*frame.snapshot, "averaging", frame.theme);
  ImGui::PushID("averaging");
  draw_fields(frame, "averaging", averaging_fields(), averaging_, label_px);
  ImGui::PopID();
}

void ValidationEditor::draw_fields(const FrameContext& frame, const std::string& path,
                                   std::span<const OptionField> fields, Options& options,
                                   float label_px) {
  for (const OptionField& field : fields) {
    const OptionEdit edit =
        draw_option_editor(field, options.value(field.key), label_px, frame.theme);
    if (edit.value) options.set(fields, field.key, *edit.value);
    if (edit.is_done)
      frame.commands.send(SetKnob{path + "." + field.key, options.value(field.key)});
  }
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
