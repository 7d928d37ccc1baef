// SPDX-License-Identifier: MIT
#include "app/chart/svg_canvas.h"

#include <fmt/core.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "app/chart/figure_page.h"
#include "app/chart/png_bytes.h"
#include "engine/core/printable.h"

namespace netdyno::app {

namespace {

constexpr int kSvgPictureSide = 256;  // pixels that an enlarged picture has at least

// Two digits are a hundredth of a point: finer than any print.
std::string coordinate(double value) {
  const double rounded = std::round(100 * value) / 100 + 0.0;
  return fmt::format("{}", rounded);
}

std::string hex(const Color& color) {
  const auto channel = [](float value) {
    return static_cast<int>(std::lround(255 * std::clamp(value, 0.0f, 1.0f)));
  };
  return fmt::format("#{:02x}{:02x}{:02x}", channel(color.r), channel(color.g), channel(color.b));
}

std::string opacity(const char* attribute, const Color& color) {
  return color.a < 1 ? fmt::format(" {}=\"{}\"", attribute, coordinate(color.a)) : std::string();
}

std::string path_of(std::span<const PagePoint> points) {
  std::string path;
  for (const PagePoint& point : points)
    fmt::format_to(std::back_inserter(path), "{}{} {}", path.empty() ? "" : " ",
                   coordinate(point.x), coordinate(point.y));
  return path;
}

const char* anchor_name(TextAnchor anchor) {
  switch (anchor) {
    case TextAnchor::Start:
      return "start";
    case TextAnchor::Middle:
      return "middle";
    case TextAnchor::End:
      break;
  }
  return "end";
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string escaped;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

SvgCanvas::SvgCanvas(double width, double height, bool is_serif, std::string_view title)
    : meter_(is_serif),
      id_(crc32_z(0, reinterpret_cast<const Bytef*>(title.data()), title.size())) {
  const char* family =
      is_serif ? "DejaVu Serif, Georgia, serif" : "DejaVu Sans, Verdana, sans-serif";
  svg_ = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
      "version=\"1.1\" width=\"{}mm\" height=\"{}mm\" viewBox=\"0 0 {} {}\" font-family=\"{}\">\n",
      coordinate(width / kPointsPerMm), coordinate(height / kPointsPerMm), coordinate(width),
      coordinate(height), family);
  if (!title.empty()) svg_ += fmt::format("<title>{}</title>\n", xml_text(title));
}

void SvgCanvas::push_clip(const PageRect& area) {
  svg_ += fmt::format(
      "<clipPath id=\"{0}\"><rect x=\"{1}\" y=\"{2}\" width=\"{3}\" height=\"{4}\"/></clipPath>\n"
      "<g clip-path=\"url(#{0})\">\n",
      fmt::format("c{:08x}-{}", id_, clips_++), coordinate(area.x), coordinate(area.y),
      coordinate(area.width), coordinate(area.height));
}

void SvgCanvas::pop_clip() {
  svg_ += "</g>\n";
}

void SvgCanvas::stroke(std::span<const PagePoint> points, const StrokeStyle& style) {
  if (points.size() < 2) return;
  const std::string dashes = style.dash > 0
                                 ? fmt::format(" stroke-dasharray=\"{} {}\"",
                                               coordinate(style.dash), coordinate(style.gap))
                                 : std::string();
  svg_ += fmt::format(
      "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\"{} stroke-width=\"{}\" "
      "stroke-linejoin=\"round\"{}/>\n",
      path_of(points), hex(style.color), opacity("stroke-opacity", style.color),
      coordinate(style.width), dashes);
}

void SvgCanvas::fill(std::span<const PagePoint> corners, const Color& color) {
  if (corners.size() < 3) return;
  svg_ += fmt::format("<polygon points=\"{}\" fill=\"{}\"{}/>\n", path_of(corners), hex(color),
                      opacity("fill-opacity", color));
}

void SvgCanvas::text(const PagePoint& position, std::string_view text, const TextStyle& style) {
  const std::string turn = style.is_upward
                               ? fmt::format(" transform=\"rotate(-90 {} {})\"",
                                             coordinate(position.x), coordinate(position.y))
                               : std::string();
  svg_ += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{}{}{}{}>{}</text>\n",
                      coordinate(position.x), coordinate(position.y), coordinate(style.size),
                      hex(style.color), opacity("fill-opacity", style.color),
                      style.anchor == TextAnchor::Start
                          ? std::string()
                          : fmt::format(" text-anchor=\"{}\"", anchor_name(style.anchor)),
                      style.is_bold ? " font-weight=\"bold\"" : "", turn, xml_text(text));
}

void SvgCanvas::picture(const PageRect& area, const Pixels& pixels) {
  if (pixels.width < 1 || pixels.height < 1) return;
  svg_ += fmt::format(
      "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" "
      "style=\"image-rendering:pixelated\" xlink:href=\"data:image/png;base64,{}\"/>\n",
      coordinate(area.x), coordinate(area.y), coordinate(area.width), coordinate(area.height),
      base64(png_bytes(enlarged_pixels(pixels, kSvgPictureSide))));
}

double SvgCanvas::text_width(std::string_view text, double size, bool is_bold) const {
  return meter_.width(text, size, is_bold);
}

std::string SvgCanvas::take() {
  svg_ += "</svg>\n";
  return std::move(svg_);
}

}  // namespace netdyno::app
