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
  // Rows for the `fields` of the recipe's object at `path`; sends what was changed.
  static void draw_fields(const FrameContext& frame, const std::string& path,
                          std::span<const OptionField> fields, Options& options, float label_px);
  void draw_best(const FrameContext& frame) const;

  // As edited, until the recipe in the snapshot changes.
  EarlyStoppingSpec followed_stopping_;
  AveragingSpec followed_averaging_;
  Options stopping_ = early_stopping_options({}), averaging_ = averaging_options({});
};

}  // namespace netdyno::app
