// app/panels/predictions_panel.h
// SPDX-License-Identifier: MIT
//
// How good the answers are: the confusion matrix of validation with the images behind each of its
// cells, the worst answers, and the test file evaluated when asked for.

#pragma once

#include "app/panels/panel.h"
#include "app/view_models/predictions_model.h"

namespace netdyno::app {

class PredictionsPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  std::vector<RunFigure> figures(const FrameContext& frame) const override;
  std::vector<std::string> probes() const override { return {"predictions"}; }

 private:
  void draw_validation(const FrameContext& frame, const PredictionSet& set, std::int64_t step);
  void draw_matrix(const FrameContext& frame, const PredictionSet& set, const ImVec2& size);
  void draw_images(const FrameContext& frame, const PredictionSet& set);
  void draw_worst(const FrameContext& frame, const PredictionSet& set);
  void draw_chosen(const FrameContext& frame, const PredictionSet& set, float height_px);
  void draw_large(const FrameContext& frame, const PredictionSet& set, std::size_t position,
                  float side_px) const;
  void* texture(const FrameContext& frame, const PredictionSet& set) const;
  void draw_test(const FrameContext& frame);

  std::shared_ptr<const ProbeResult> measured_;  // what matrix_ was made of
  ConfusionMatrix matrix_;
  std::uint64_t version_ = 0;
  // Whose images are shown: the newest, or while one of them is chosen those among which it was.
  std::shared_ptr<const ProbeResult> shown_;
  Index chosen_ = -1;  // example that is drawn large, with its classes; -1: none
};

}  // namespace netdyno::app
