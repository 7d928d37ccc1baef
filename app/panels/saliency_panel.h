// app/panels/saliency_panel.h
// SPDX-License-Identifier: MIT
//
// The examined image and pinned validation images with what the network looks at in them, by one of
// several methods and as it was some time ago, and what it takes them for.

#pragma once

#include <cstdint>

#include "app/panels/draft_book.h"
#include "app/panels/image_look.h"
#include "app/panels/image_timeline.h"
#include "app/panels/panel.h"
#include "app/panels/picture_viewer.h"
#include "app/view_models/image_model.h"
#include "app/view_models/probe_history.h"

namespace netdyno::app {

class SaliencyPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  std::vector<RunFigure> figures(const FrameContext& frame) const override;
  std::vector<std::string> probes() const override { return {"saliency"}; }

 private:
  void draw_navigation(const FrameContext& frame);
  void draw_method(const FrameContext& frame);
  void draw_examined(const FrameContext& frame);
  void draw_share(const FrameContext& frame);
  float& share_of(SaliencyMethod method) {
    return method == SaliencyMethod::GradCam ? coarse_share_ : share_;
  }
  void draw_images(const FrameContext& frame, const SaliencySet& set);
  void draw_legend(const FrameContext& frame, const SaliencySet& set) const;
  void draw_viewer(const FrameContext& frame, const SaliencySet& set);
  // `names_px`: width that the widest names and shares want.
  void draw_image(const FrameContext& frame, const SaliencySet& set, std::size_t slot,
                  float names_px);
  // The image, or its map, `side` pixels large.
  void draw_picture(const FrameContext& frame, const SaliencySet& set, std::size_t slot,
                    bool is_map, float side);
  void* texture(const FrameContext& frame, const SaliencySet& set, std::size_t slot,
                bool is_map) const;
  void draw_history(const FrameContext& frame, std::size_t slot, float side) const;
  // Where the map of that image ends.
  float limit(const SaliencySet& set, std::size_t slot) const;
  void remember(const std::shared_ptr<const ProbeResult>& result);
  // The newest result, or that of the chosen step.
  const SaliencySet& shown_set(const FrameContext& frame);

  std::shared_ptr<const ProbeResult> measured_, shown_;
  std::uint64_t version_ = 0;  // counts what is shown and how, for the textures
  ImageLook look_{MapScale::Local};
  bool has_history_ = false;  // the strip is shown
  // How much of a picture its map covers; a coarse map says little without the picture.
  float share_ = 1, coarse_share_ = 0.5f;
  ProbeHistory history_;
  ImageTimeline timeline_;
  PictureViewer viewer_;
  DraftBook drafts_;
};

}  // namespace netdyno::app
