// SPDX-License-Identifier: MIT
#include "app/chart/font_meter.h"

#include <cairo.h>

#include <string>
#include <utility>

#include "app/chart/vector_canvas.h"
#include "engine/core/printable.h"

namespace netdyno::app {

namespace {

constexpr double kMeasured = 100;  // size at which widths are taken: no hinting shows there

}  // namespace

const char* font_family(bool is_serif) {
  return is_serif ? "DejaVu Serif" : "DejaVu Sans";
}

struct FontMeter::Impl {
  explicit Impl(bool is_serif)
      : surface(cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1)),
        regular(cairo_create(surface)),
        bold(cairo_create(surface)) {
    prepare(regular, is_serif, CAIRO_FONT_WEIGHT_NORMAL);
    prepare(bold, is_serif, CAIRO_FONT_WEIGHT_BOLD);
  }
  ~Impl() {
    cairo_destroy(bold);
    cairo_destroy(regular);
    cairo_surface_destroy(surface);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  static void prepare(cairo_t* context, bool is_serif, cairo_font_weight_t weight) {
    cairo_select_font_face(context, font_family(is_serif), CAIRO_FONT_SLANT_NORMAL, weight);
    cairo_set_font_size(context, kMeasured);
  }

  cairo_surface_t* surface;
  cairo_t* regular;
  cairo_t* bold;
};

FontMeter::FontMeter(bool is_serif) : impl_(std::make_unique<Impl>(is_serif)) {}
FontMeter::~FontMeter() = default;
FontMeter::FontMeter(FontMeter&&) noexcept = default;
FontMeter& FontMeter::operator=(FontMeter&&) noexcept = default;

double FontMeter::width(std::string_view text, double size, bool is_bold) const {
  cairo_text_extents_t extents;
  cairo_text_extents(is_bold ? impl_->bold : impl_->regular, printable(text).c_str(), &extents);
  return extents.x_advance * size / kMeasured;
}

}  // namespace netdyno::app
