// app/panels/gradient_check_panel.h
// SPDX-License-Identifier: MIT
//
// Backpropagation held against differences of the loss, on demand, a row per parameter.

#pragma once

#include "app/panels/panel.h"
#include "app/view_models/gradient_check_model.h"

namespace netdyno::app {

class GradientCheckPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;

 private:
  void draw_controls(const FrameContext& frame);
  void draw_table(const FrameContext& frame) const;

  std::string loss_;  // empty: the recipe's
  std::shared_ptr<const GradientCheckReport> report_;
  GradientCheckModel model_;
};

}  // namespace netdyno::app
