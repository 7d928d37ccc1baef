// app/panels/filters_panel.h
// SPDX-License-Identifier: MIT
//
// The filters of a layer as images, and what a layer makes of one of the shown images.

#pragma once

#include <array>
#include <cstdint>

#include "app/panels/image_look.h"
#include "app/panels/image_timeline.h"
#include "app/panels/panel.h"
#include "app/panels/picture_viewer.h"
#include "app/view_models/image_model.h"

namespace netdyno::app {

class FiltersPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  std::vector<RunFigure> figures(const FrameContext& frame) const override;
  std::vector<std::string> probes() const override {
    return {shows_maps_ ? "feature_maps" : "filters"};
  }

 private:
  void draw_tab(const FrameContext& frame);
  void draw_layer_choice(const FrameContext& frame, std::size_t shown);
  void draw_image_choice(const FrameContext& frame);
  void draw_view_options(const FrameContext& frame, const ImageGrid& grid);
  void draw_look(const FrameContext& frame);
  void draw_content(const FrameContext& frame, const ImageGrid& grid, std::int64_t step);
  void draw_legend(const FrameContext& frame, const ImageGrid& grid) const;
  void draw_grid(const FrameContext& frame, const ImageGrid& grid);
  void draw_viewer(const FrameContext& frame, const ImageGrid& grid);
  // Of all images one above the other.
  void* texture(const FrameContext& frame, const ImageGrid& grid) const;
  void remember(const std::shared_ptr<const ProbeResult>& result);

  bool shows_maps_ = false;
  FilterView view_;
  ImageLook look_;
  std::shared_ptr<const ProbeResult> measured_, shown_;
  std::uint64_t version_ = 0;  // counts measurements and changes of the view, for the texture
  std::array<ProbeHistory, 2> histories_;  // of filters and of feature maps
  ImageTimeline timeline_;
  PictureViewer viewer_;
};

}  // namespace netdyno::app
