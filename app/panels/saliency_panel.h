// app/panels/saliency_panel.h
// SPDX-License-Identifier: MIT
//
// Pinned validation images with what the network looks at in them and what it takes them for.

#pragma once

#include <cstdint>

#include "app/panels/draft_book.h"
#include "app/panels/panel.h"

namespace netdyno::app {

class SaliencyPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  std::vector<std::string> probes() const override { return {"saliency"}; }

 private:
  void draw_navigation(const FrameContext& frame);
  void draw_image(const FrameContext& frame, const SaliencyImage& image, std::size_t slot) const;

  std::shared_ptr<const ProbeResult> measured_;
  std::uint64_t version_ = 0;  // counts measurements, for the textures
  DraftBook drafts_;
};

}  // namespace netdyno::app
