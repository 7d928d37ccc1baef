// app/panels/data_panel.h
// SPDX-License-Identifier: MIT
//
// What the network is trained on: examples with their labels, class balance, mean and deviation,
// two dimensions before and after preprocessing, and an example as augmentation draws it.

#pragma once

#include <cstdint>

#include "app/panels/augmentation_editor.h"
#include "app/panels/data_set_editor.h"
#include "app/panels/panel.h"
#include "app/view_models/data_model.h"

namespace netdyno::app {

class DataPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  std::vector<RunFigure> figures(const FrameContext& frame) const override;
  std::vector<std::string> probes() const override { return {open_probe_}; }

 private:
  void draw_tab(const FrameContext& frame, const char* label, const char* tooltip,
                const char* probe, void (DataPanel::*draw_content)(const FrameContext&));
  void draw_samples(const FrameContext& frame);
  void draw_browser(const FrameContext& frame, const SampleSet& set);
  void draw_augmented(const FrameContext& frame);
  void draw_draws(const FrameContext& frame);
  void draw_classes(const FrameContext& frame);
  void draw_pixels(const FrameContext& frame);
  void draw_scatters(const FrameContext& frame);
  void draw_sheet(const FrameContext& frame, const std::string& key, const SampleSet& set,
                  const std::vector<DataSample>& samples, bool is_choosable);
  // Counts the results of the open probe, for the textures.
  void follow(const FrameContext& frame, const char* probe);
  std::uint64_t version(const Theme& theme) const;

  DataSetEditor data_set_;
  AugmentationEditor augmentation_editor_;
  const char* open_probe_ = "samples";
  std::shared_ptr<const ProbeResult> measured_;
  std::uint64_t measurements_ = 0;
  PictureKind kind_ = PictureKind::Pixels;
};

}  // namespace netdyno::app
