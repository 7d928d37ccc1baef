// app/panels/filters_panel.h
// SPDX-License-Identifier: MIT
//
// The first layer's filters as images.

#pragma once

#include <cstdint>

#include "app/panels/panel.h"

namespace netdyno::app {

class FiltersPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override;
  std::vector<std::string> probes() const override { return {"filters"}; }

 private:
  void draw_grid(const FrameContext& frame, const ImageGrid& grid) const;

  std::shared_ptr<const ProbeResult> measured_;
  std::uint64_t version_ = 0;  // counts measurements, for the texture
};

}  // namespace netdyno::app
