// app/panels/saliency_panel.h
// SPDX-License-Identifier: MIT
//
// The examined image and pinned validation images with what the network looks at in them, by one of
// several methods and as it was some time ago, and what it takes them for.

#pragma once

#include <cstdint>

#include "app/panels/draft_book.h"
#include "app/panels/panel.h"
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
  void draw_images(const FrameContext& frame, const SaliencySet& set);
  struct RowLook {
    float limit = 0;     // value at the map's end
    float names_px = 0;  // width that the widest names and shares want
  };
  void draw_image(const FrameContext& frame, const SaliencySet& set, std::size_t slot,
                  const RowLook& look) const;
  void draw_history(const FrameContext& frame, std::size_t slot, float side) const;
  void remember(const std::shared_ptr<const ProbeResult>& result);

  std::shared_ptr<const ProbeResult> measured_;
  std::uint64_t version_ = 0;  // counts measurements, for the textures
  MapScale scale_ = MapScale::Local;
  bool has_history_ = false;  // the strip is shown
  ProbeHistory history_;
  DraftBook drafts_;
};

}  // namespace netdyno::app
