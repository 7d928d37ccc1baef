// app/chart/font_meter.h
// SPDX-License-Identifier: MIT
//
// How wide text is in the fonts of exported figures.

#pragma once

#include <memory>
#include <string_view>

namespace netdyno::app {

// The families that figures are set in.
const char* font_family(bool is_serif);

class FontMeter {
 public:
  explicit FontMeter(bool is_serif);
  ~FontMeter();
  FontMeter(FontMeter&&) noexcept;
  FontMeter& operator=(FontMeter&&) noexcept;

  double width(std::string_view text, double size, bool is_bold) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace netdyno::app
