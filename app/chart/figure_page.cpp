// SPDX-License-Identifier: MIT
#include "app/chart/figure_page.h"

#include <fmt/core.h>

#include "engine/core/error.h"
#include "engine/core/typed_number.h"

namespace netdyno::app {

FigureStyle figure_style(const std::string& name) {
  if (name == "print") return FigureStyle::Print;
  if (name == "slides") return FigureStyle::Slides;
  if (name == "screen") return FigureStyle::Screen;
  throw Error(fmt::format("There is no figure style \"{}\"", name),
              "Choose print, slides or screen");
}

const std::vector<ColumnWidth>& column_widths() {
  static const std::vector<ColumnWidth> kWidths = {
      {"single", 88.9, "one column of IEEE and Nature, 3.5 inches"},
      {"one-and-half", 120, "one and a half columns"},
      {"double", 182, "both columns of IEEE and Nature"},
      {"neurips", 139.7, "the text of NeurIPS, 5.5 inches"},
      {"icml", 82.5, "one column of ICML, 3.25 inches"},
      {"lncs", 122, "the text of Springer's LNCS"},
      {"a4", 160, "the text of an A4 page"},
      {"slide", 254, "a slide of 16:9, 10 inches"},
  };
  return kWidths;
}

double width_mm(const std::string& text, FigureStyle style) {
  if (text.empty()) {
    switch (style) {
      case FigureStyle::Print:
        return 88.9;
      case FigureStyle::Slides:
        return 254;
      case FigureStyle::Screen:
        return 160;
    }
  }
  std::string names;
  for (const ColumnWidth& width : column_widths()) {
    if (text == width.name) return width.mm;
    names += std::string(width.name) + ", ";
  }
  const double mm = typed_number(text).value.value_or(0);
  if (!(mm >= 40 && mm <= 1000))
    throw Error(fmt::format("\"{}\" is no width of a figure", text),
                fmt::format("Choose {}or 40 to 1000 millimetres", names));
  return mm;
}

FigurePage figure_page(FigureStyle style, double width_mm, double aspect, const Theme& screen) {
  FigurePage page;
  page.width = width_mm * kPointsPerMm;
  page.height = page.width / aspect;
  const bool is_screen = style == FigureStyle::Screen;
  page.theme = is_screen ? screen : Theme::light(1);
  page.background = is_screen ? screen.panel : Color{1, 1, 1, 1};
  if (!is_screen) {
    page.theme.panel = page.background;
    page.theme.window = page.background;
    page.theme.text = {0, 0, 0, 1};
  }
  page.font = style == FigureStyle::Slides ? 18 : is_screen ? 10 : 8;
  page.line_scale = style == FigureStyle::Slides ? 1.25 : is_screen ? 0.75 : 0.5;
  return page;
}

}  // namespace netdyno::app
