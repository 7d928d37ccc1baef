// SPDX-License-Identifier: MIT
#include "app/application/export_dialog.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/report/html_report.h"
#include "app/shell/dialog.h"
#include "engine/core/error.h"
#include "engine/run/atomic_file.h"

namespace netdyno::app {

namespace {

constexpr double kAspect = 1.5;
constexpr const char* kStyles = "Print, 89 mm, white\0Slides, 254 mm, white\0As on screen\0";

}  // namespace

void ExportDialog::open(RunContent content, std::string proposal) {
  content_ = std::move(content);
  folder_ = std::move(proposal);
  opens_ = true;
  prepare();
  figure_ = std::min(figure_, static_cast<int>(figures_.size()));
}

void ExportDialog::prepare() {
  FigureOptions options;
  options.curves.smoothing = static_cast<double>(smoothing_);
  figures_ = run_figures(content_, options);
}

std::vector<const RunFigure*> ExportDialog::chosen() const {
  std::vector<const RunFigure*> figures;
  for (std::size_t i = 0; i < figures_.size(); ++i)
    if (figure_ == 0 || static_cast<int>(i) + 1 == figure_) figures.push_back(&figures_[i]);
  return figures;
}

FigurePage ExportDialog::page(const Theme& theme) const {
  const auto style = static_cast<FigureStyle>(style_);
  FigurePage page = figure_page(style, width_mm("", style), kAspect, theme);
  page.is_serif = is_serif_;
  page.is_transparent = is_transparent_;
  return page;
}

ExportDialog::Outcome ExportDialog::write(const Theme& theme) const {
  const std::filesystem::path folder = folder_;
  try {
    prepare_output_folder(folder);
    for (const RunFigure* figure : chosen()) {
      for (const auto& [format, is_wanted] :
           {std::pair{FileFormat::Svg, svg_}, std::pair{FileFormat::Pdf, pdf_},
            std::pair{FileFormat::Png, png_}})
        if (is_wanted)
          write_file_atomically(
              folder / fmt::format("{}.{}", figure->id, format_name(format)),
              figure_file(*figure, page(theme), format, static_cast<double>(dots_per_inch_)));
      if (csv_ && !figure->csv.empty())
        write_file_atomically(folder / (figure->id + ".csv"), figure->csv);
    }
    const auto smoothing = static_cast<double>(smoothing_);
    if (csv_)
      write_file_atomically(folder / "curves.csv", curves_csv_wide(content_.history, smoothing));
    if (html_)
      write_file_atomically(folder / "report.html", html_report(content_, figures_, smoothing));
  } catch (const Error& error) {
    return {true, error.what(), error.hint()};
  }
  return {false, fmt::format("Exported to {}", folder.string()), {}};
}

void ExportDialog::draw_choices(const Theme& theme) {
  ImGui::TextUnformatted("Figure");
  ImGui::SetNextItemWidth(-1);
  const std::string current =
      figure_ == 0 ? "All figures" : figures_[static_cast<std::size_t>(figure_ - 1)].title;
  if (ImGui::BeginCombo("##figure", current.c_str())) {
    if (ImGui::Selectable("All figures", figure_ == 0)) figure_ = 0;
    for (int i = 0; i < static_cast<int>(figures_.size()); ++i)
      if (ImGui::Selectable(figures_[static_cast<std::size_t>(i)].title.c_str(), figure_ == i + 1))
        figure_ = i + 1;
    ImGui::EndCombo();
  }
  ImGui::TextUnformatted("Style");
  ImGui::SetNextItemWidth(-1);
  ImGui::Combo("##style", &style_, kStyles);
  ImGui::Checkbox("Serifs", &is_serif_);
  ImGui::SameLine();
  ImGui::Checkbox("Transparent", &is_transparent_);
  ImGui::Dummy({0, theme.gap_px});
  ImGui::TextUnformatted("Smoothing of curves");
  ImGui::SetNextItemWidth(-1);
  if (ImGui::SliderFloat("##smoothing", &smoothing_, 0, 0.99f, "%.2f")) prepare();
}

void ExportDialog::draw_formats() {
  ImGui::TextUnformatted("Formats");
  ImGui::Checkbox("SVG", &svg_);
  ImGui::SameLine();
  ImGui::Checkbox("PDF", &pdf_);
  ImGui::SameLine();
  ImGui::Checkbox("PNG", &png_);
  ImGui::SameLine();
  ImGui::Checkbox("CSV", &csv_);
  ImGui::SameLine();
  ImGui::Checkbox("Report (HTML)", &html_);
  if (!png_) return;
  ImGui::SetNextItemWidth(-1);
  ImGui::SliderFloat("##dpi", &dots_per_inch_, 72, 600, "%.0f dots per inch",
                     ImGuiSliderFlags_AlwaysClamp);
}

std::optional<ExportDialog::Outcome> ExportDialog::draw_clipboard(const Theme& theme) const {
  // The clipboard of windows and tests takes text; pictures go through files.
  if (figure_ == 0) return std::nullopt;
  const RunFigure& figure = *chosen().front();
  if (ImGui::Button("Copy SVG")) {
    ImGui::SetClipboardText(figure_file(figure, page(theme), FileFormat::Svg, 0).c_str());
    return Outcome{false, fmt::format("Copied \"{}\" as SVG", figure.title), {}};
  }
  const bool is_curve = figure.id == "loss" || figure.id == "accuracy";
  if (figure.csv.empty() && !is_curve) return std::nullopt;
  ImGui::SameLine();
  if (!ImGui::Button("Copy CSV")) return std::nullopt;
  const std::string csv =
      is_curve ? curves_csv_wide(content_.history, static_cast<double>(smoothing_)) : figure.csv;
  ImGui::SetClipboardText(csv.c_str());
  return Outcome{false, fmt::format("Copied \"{}\" as CSV", figure.title), {}};
}

std::optional<ExportDialog::Outcome> ExportDialog::draw(const Theme& theme) {
  if (!begin_dialog("Export figures", opens_, 480 * theme.scale)) return std::nullopt;
  draw_choices(theme);
  ImGui::Dummy({0, theme.gap_px});
  draw_formats();
  ImGui::Dummy({0, theme.gap_px});
  std::optional<Outcome> outcome = draw_clipboard(theme);
  const bool enter = draw_dialog_text("Folder", "##folder", folder_);
  const bool has_formats = svg_ || pdf_ || png_ || csv_ || html_;
  const DialogButton button = draw_dialog_buttons(
      "Export", !folder_.empty() && has_formats && !figures_.empty(), enter, theme);
  if (button == DialogButton::Accept) outcome = write(theme);
  if (button != DialogButton::None) ImGui::CloseCurrentPopup();
  end_dialog();
  return outcome;
}

}  // namespace netdyno::app
