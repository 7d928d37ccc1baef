// SPDX-License-Identifier: MIT
#include "app/chart/cairo_canvas.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <fmt/core.h>

#include <cmath>
#include <memory>
#include <utility>

#include "app/chart/font_meter.h"
#include "app/chart/png_bytes.h"
#include "engine/core/error.h"
#include "engine/core/printable.h"

namespace netdyno::app {

namespace {

constexpr int kPictureSide = 256;
constexpr double kLargestSide = 32767;  // pixels; cairo's own limit

struct SurfaceDeleter {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct ContextDeleter {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
using Context = std::unique_ptr<cairo_t, ContextDeleter>;

void check(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw Error(fmt::format("Cannot draw the figure: {}", cairo_status_to_string(status)),
                "Export it smaller or at fewer dots per inch");
}

// cairo keeps colours multiplied by their opacity, blue in the lowest byte.
std::uint32_t premultiplied(std::uint32_t rgba) {
  const std::uint32_t alpha = rgba >> 24;
  const auto channel = [&](int shift) { return ((rgba >> shift & 255) * alpha + 127) / 255; };
  return alpha << 24 | channel(0) << 16 | channel(8) << 8 | channel(16);
}

std::uint32_t divided(std::uint32_t argb) {
  const std::uint32_t alpha = argb >> 24;
  if (alpha == 0) return 0;
  const auto channel = [&](int shift) {
    return std::min(255u, ((argb >> shift & 255) * 255 + alpha / 2) / alpha);
  };
  return channel(16) | channel(8) << 8 | channel(0) << 16 | alpha << 24;
}

Surface surface_of(const Pixels& pixels) {
  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, pixels.width, pixels.height));
  check(cairo_surface_status(surface.get()));
  unsigned char* const data = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  for (int y = 0; y < pixels.height; ++y) {
    auto* const row =
        reinterpret_cast<std::uint32_t*>(data + static_cast<std::ptrdiff_t>(y) * stride);
    for (int x = 0; x < pixels.width; ++x)
      row[x] = premultiplied(pixels.rgba[static_cast<std::size_t>(y) * pixels.width + x]);
  }
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

class CairoCanvas final : public VectorCanvas {
 public:
  CairoCanvas(cairo_t& context, bool is_serif)
      : context_(&context), is_serif_(is_serif), meter_(is_serif) {}

  void push_clip(const PageRect& area) override {
    cairo_save(context_);
    cairo_rectangle(context_, area.x, area.y, area.width, area.height);
    cairo_clip(context_);
  }
  void pop_clip() override { cairo_restore(context_); }

  void stroke(std::span<const PagePoint> points, const StrokeStyle& style) override {
    if (points.size() < 2) return;
    trace(points);
    use(style.color);
    cairo_set_line_width(context_, style.width);
    cairo_set_line_join(context_, CAIRO_LINE_JOIN_ROUND);
    const double dashes[] = {style.dash, style.gap};
    cairo_set_dash(context_, dashes, style.dash > 0 ? 2 : 0, 0);
    cairo_stroke(context_);
  }

  void fill(std::span<const PagePoint> corners, const Color& color) override {
    if (corners.size() < 3) return;
    trace(corners);
    cairo_close_path(context_);
    use(color);
    cairo_fill(context_);
  }

  void text(const PagePoint& position, std::string_view text, const TextStyle& style) override {
    const std::string shown = printable(text);
    const double width = meter_.width(shown, style.size, style.is_bold);
    const double shift = style.anchor == TextAnchor::Start    ? 0
                         : style.anchor == TextAnchor::Middle ? -width / 2
                                                              : -width;
    cairo_save(context_);
    cairo_translate(context_, position.x, position.y);
    if (style.is_upward) cairo_rotate(context_, -M_PI / 2);
    cairo_select_font_face(context_, font_family(is_serif_), CAIRO_FONT_SLANT_NORMAL,
                           style.is_bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context_, style.size);
    use(style.color);
    cairo_move_to(context_, shift, 0);
    cairo_show_text(context_, shown.c_str());
    cairo_restore(context_);
  }

  void picture(const PageRect& area, const Pixels& pixels) override {
    if (pixels.width < 1 || pixels.height < 1) return;
    const Pixels large = enlarged_pixels(pixels, kPictureSide);
    const Surface surface = surface_of(large);
    cairo_save(context_);
    cairo_translate(context_, area.x, area.y);
    cairo_scale(context_, area.width / large.width, area.height / large.height);
    cairo_set_source_surface(context_, surface.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(context_), CAIRO_FILTER_NEAREST);
    cairo_paint(context_);
    cairo_restore(context_);
  }

  double text_width(std::string_view text, double size, bool is_bold) const override {
    return meter_.width(text, size, is_bold);
  }

 private:
  void trace(std::span<const PagePoint> points) {
    cairo_new_path(context_);
    for (const PagePoint& point : points) cairo_line_to(context_, point.x, point.y);
  }
  void use(const Color& color) {
    cairo_set_source_rgba(context_, static_cast<double>(color.r), static_cast<double>(color.g),
                          static_cast<double>(color.b), static_cast<double>(color.a));
  }

  cairo_t* context_;
  bool is_serif_;
  FontMeter meter_;
};

cairo_status_t append_bytes(void* closure, const unsigned char* data, unsigned int size) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

std::string pdf_of(const DrawPage& draw, double width, double height, bool is_serif,
                   std::string_view title) {
  std::string bytes;
  const Surface surface(cairo_pdf_surface_create_for_stream(append_bytes, &bytes, width, height));
  check(cairo_surface_status(surface.get()));
  const std::string shown = printable(title);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, shown.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Netdyno");
  {
    const Context context(cairo_create(surface.get()));
    CairoCanvas canvas(*context, is_serif);
    draw(canvas);
    check(cairo_status(context.get()));
  }
  cairo_surface_finish(surface.get());
  check(cairo_surface_status(surface.get()));
  return bytes;
}

Pixels pixels_of(const DrawPage& draw, double width, double height, bool is_serif,
                 double dots_per_inch) {
  const double scale = dots_per_inch / 72;
  const double columns = std::round(width * scale), rows = std::round(height * scale);
  if (!(columns >= 1 && rows >= 1 && columns <= kLargestSide && rows <= kLargestSide))
    throw Error(fmt::format("A picture of {:.0f}×{:.0f} pixels cannot be drawn", columns, rows),
                "Choose fewer dots per inch");
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(columns),
                                                   static_cast<int>(rows)));
  check(cairo_surface_status(surface.get()));
  {
    const Context context(cairo_create(surface.get()));
    cairo_scale(context.get(), columns / width, rows / height);
    CairoCanvas canvas(*context, is_serif);
    draw(canvas);
    check(cairo_status(context.get()));
  }
  cairo_surface_flush(surface.get());
  Pixels pixels;
  pixels.width = static_cast<int>(columns);
  pixels.height = static_cast<int>(rows);
  pixels.rgba.reserve(static_cast<std::size_t>(columns * rows));
  const unsigned char* const data = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  for (int y = 0; y < pixels.height; ++y) {
    const auto* const row =
        reinterpret_cast<const std::uint32_t*>(data + static_cast<std::ptrdiff_t>(y) * stride);
    for (int x = 0; x < pixels.width; ++x) pixels.rgba.push_back(divided(row[x]));
  }
  return pixels;
}

}  // namespace netdyno::app

#if defined(__SANITIZE_ADDRESS__)
extern "C" {
const char* __lsan_default_suppressions();
const char* __lsan_default_options();
// fontconfig, by which cairo finds its fonts, keeps what it read until the process ends.
const char* __lsan_default_suppressions() {
  return "leak:libfontconfig";
}
const char* __lsan_default_options() {
  return "print_suppressions=0";
}
}
#endif
