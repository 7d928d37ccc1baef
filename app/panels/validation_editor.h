// app/panels/validation_editor.h
// SPDX-License-Identifier: MIT
//
// The part of the controls about what validation measures and decides: early stopping with the best
// weights kept, and averaging of the weights.

#pragma once

#include "app/panels/panel.h"

namespace netdyno::app {

class ValidationEditor {
 public:
  void draw(const FrameContext& frame, float label_px);

 private:
  // Rows for `fields`; true when `options` holds another value that is worth a command.
  static bool draw_fields(std::span<const OptionField> fields, Options& options, float label_px,
                          const Theme& theme);
  void draw_best(const FrameContext& frame) const;

  // As edited, until the recipe in the snapshot changes.
  EarlyStoppingSpec followed_stopping_;
  AveragingSpec followed_averaging_;
  Options stopping_ = early_stopping_options({}), averaging_ = averaging_options({});
};

}  // namespace netdyno::app
