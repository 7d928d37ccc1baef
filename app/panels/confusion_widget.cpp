// SPDX-License-Identifier: MIT
#include "app/panels/confusion_widget.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"
#include "app/panels/widgets.h"
#include "app/view_models/image_model.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr float kMostNames = 0.34f;  // of the width, for the names on the left
constexpr float kLeastCell = 0.85f;  // in small font heights

struct MatrixLayout {
  ImVec2 origin;     // of the first cell
  ImVec2 cell;       // size
  float names = 0;   // width of the names
  float recall = 0;  // width of the last column
};

std::string row_name(const std::vector<std::string>& names, std::size_t i) {
  return fmt::format("{}  {}", i, class_name(names, static_cast<std::int32_t>(i)));
}

MatrixLayout lay_out(const ConfusionMatrix& matrix, const std::vector<std::string>& names,
                     const ImVec2& corner, const ImVec2& room, const Theme& theme) {
  const float px = theme.small_font_px;
  MatrixLayout layout;
  for (std::size_t i = 0; i < matrix.classes; ++i)
    layout.names = std::max(layout.names, text_size(px, row_name(names, i)).x);
  layout.names = std::min(layout.names, kMostNames * room.x) + theme.gap_px;
  layout.recall = text_size(px, "100.0 %").x + theme.gap_px;
  const auto classes = static_cast<float>(std::max<std::size_t>(matrix.classes, 1));
  const float least = std::ceil(kLeastCell * px);
  const float header = 2 * px + theme.gap_px;
  layout.cell.x = std::max(std::floor((room.x - layout.names - layout.recall) / classes), least);
  layout.cell.y = std::max(std::floor((room.y - header) / classes), least);
  layout.cell.y = std::min(layout.cell.y, 2.4f * px);
  layout.origin = {corner.x + layout.names, corner.y + header};
  return layout;
}

class MatrixDrawing {
 public:
  MatrixDrawing(const ConfusionMatrix& matrix, const std::vector<std::string>& names,
                const MatrixLayout& layout, const Theme& theme)
      : matrix_(matrix),
        names_(names),
        layout_(layout),
        theme_(theme),
        canvas_(*ImGui::GetWindowDrawList()) {}

  void draw_heading() {
    const float px = theme_.small_font_px;
    const float top = layout_.origin.y - 2 * px - theme_.gap_px;
    draw_text(canvas_, {layout_.origin.x, top}, px, theme_.text_muted, "predicted class");
    const float right =
        layout_.origin.x + layout_.cell.x * static_cast<float>(matrix_.classes) + theme_.gap_px;
    draw_text(canvas_, {right, top + px}, px, theme_.text_muted, "recall");
    // Where numbers would touch, every second or fifth one stands for them.
    const float widest = text_size(px, fmt::format("{} ", matrix_.classes)).x;
    const std::size_t every = layout_.cell.x >= widest ? 1 : 5 * layout_.cell.x >= widest ? 5 : 10;
    for (std::size_t j = 0; j < matrix_.classes; j += every)
      draw_text_centred(canvas_, layout_.origin.x + layout_.cell.x * (static_cast<float>(j) + 0.5f),
                        top + px, px, theme_.text_muted, fmt::format("{}", j));
  }

  void draw_row(std::size_t i) {
    const float px = theme_.small_font_px;
    const float y = layout_.origin.y + layout_.cell.y * static_cast<float>(i);
    const float text_y = std::floor(y + (layout_.cell.y - px) / 2);
    const float left = layout_.origin.x - layout_.names;
    canvas_.PushClipRect({left, y}, {layout_.origin.x - 2, y + layout_.cell.y}, true);
    draw_text(canvas_, {left, text_y}, px, theme_.text, row_name(names_, i));
    canvas_.PopClipRect();
    for (std::size_t j = 0; j < matrix_.classes; ++j) draw_cell(i, j);
    const float right =
        layout_.origin.x + layout_.cell.x * static_cast<float>(matrix_.classes) + theme_.gap_px;
    const std::string recall =
        matrix_.row_totals[i] > 0 ? percent_text(matrix_.share(i, i)) : std::string("–");
    draw_text(canvas_, {right, text_y}, px, theme_.text, recall);
  }

  ImVec2 cell_min(std::size_t i, std::size_t j) const {
    return {layout_.origin.x + layout_.cell.x * static_cast<float>(j),
            layout_.origin.y + layout_.cell.y * static_cast<float>(i)};
  }

  void frame_cell(const ConfusionCell& cell, const Color& color, float width) {
    const ImVec2 min = cell_min(cell.first, cell.second);
    canvas_.AddRect(min, {min.x + layout_.cell.x, min.y + layout_.cell.y}, packed(color), 0, 0,
                    width);
  }

 private:
  void draw_cell(std::size_t i, std::size_t j) {
    const ImVec2 min = cell_min(i, j);
    const ImVec2 max(min.x + layout_.cell.x - 1, min.y + layout_.cell.y - 1);
    canvas_.AddRectFilled(min, max, packed(theme_.grid.with_alpha(0.5f)));
    const Index count = matrix_.count(i, j);
    if (count == 0) return;
    const Color& hue = i == j ? theme_.positive : theme_.negative;
    // The square root keeps rare confusions visible.
    const auto strength = static_cast<float>(std::sqrt(matrix_.share(i, j)));
    canvas_.AddRectFilled(min, max, packed(hue.with_alpha(0.12f + 0.48f * strength)));
    const float px = theme_.small_font_px;
    const std::string text = fmt::format("{}", count);
    const ImVec2 size = text_size(px, text);
    if (size.x + 2 > layout_.cell.x || px > layout_.cell.y) return;
    draw_text(canvas_,
              {std::floor((min.x + max.x - size.x) / 2), std::floor((min.y + max.y - px) / 2)}, px,
              theme_.text, text);
  }

  const ConfusionMatrix& matrix_;
  const std::vector<std::string>& names_;
  const MatrixLayout& layout_;
  const Theme& theme_;
  ImDrawList& canvas_;
};

}  // namespace

std::optional<ConfusionCell> draw_confusion(const ConfusionMatrix& matrix,
                                            const std::vector<std::string>& names,
                                            const std::optional<ConfusionCell>& chosen,
                                            const ImVec2& size, const Theme& theme) {
  std::optional<ConfusionCell> clicked;
  ImGui::BeginChild("confusion", size, false, ImGuiWindowFlags_HorizontalScrollbar);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const MatrixLayout layout = lay_out(matrix, names, corner, ImGui::GetContentRegionAvail(), theme);
  const auto classes = static_cast<float>(matrix.classes);
  const ImVec2 cells(std::max(layout.cell.x * classes, 1.0f),
                     std::max(layout.cell.y * classes, 1.0f));
  ImGui::SetCursorScreenPos(layout.origin);
  const bool is_pressed = ImGui::InvisibleButton("cells", cells);
  outline_walked_item(theme);
  const bool is_hovered = ImGui::IsItemHovered();
  MatrixDrawing drawing(matrix, names, layout, theme);
  drawing.draw_heading();
  for (std::size_t i = 0; i < matrix.classes; ++i) drawing.draw_row(i);
  if (chosen && chosen->first < matrix.classes && chosen->second < matrix.classes)
    drawing.frame_cell(*chosen, theme.accent, std::max(2.0f, std::round(2 * theme.scale)));
  if (is_hovered && matrix.classes > 0) {
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    const auto at = [&](float offset, float extent) {
      return std::min(static_cast<std::size_t>(std::max(offset, 0.0f) / extent),
                      matrix.classes - 1);
    };
    const ConfusionCell cell{at(pointer.y - layout.origin.y, layout.cell.y),
                             at(pointer.x - layout.origin.x, layout.cell.x)};
    drawing.frame_cell(cell, theme.text, 1);
    draw_tooltip(cell_text(matrix, cell.first, cell.second, names) + "\nClick to see these images");
    if (is_pressed) clicked = cell;
  }
  // Room for the last column, so that it can be scrolled to.
  ImGui::SetCursorScreenPos({layout.origin.x + cells.x, layout.origin.y});
  ImGui::Dummy({layout.recall, 1});
  ImGui::EndChild();
  return clicked;
}

}  // namespace netdyno::app
