// SPDX-License-Identifier: MIT
#include "app/application/export_dialog.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/panels/number_box.h"
#include "app/panels/widgets.h"
#include "app/report/html_report.h"
#include "app/report/live_content.h"
#include "app/shell/dialog.h"
#include "app/view_models/number_text.h"
#include "engine/core/error.h"
#include "engine/formats/atomic_file.h"
#include "engine/formats/npy_file.h"

namespace netdyno::app {

namespace {

constexpr double kAspect = 1.5;
constexpr float kExportListHeight = 130;  // pixels at scale 1; much else stands above it
constexpr const char* kStyles = "Print, 89 mm, white\0Slides, 254 mm, white\0As on screen\0";

}  // namespace

void ExportDialog::open(RunContent content, const std::string& proposal,
                        std::vector<RunFigure> shown) {
  content_ = std::move(content);
  folder_.open(proposal);
  opens_ = true;
  is_of_panel_ = !shown.empty();
  if (is_of_panel_)
    figures_ = std::move(shown);
  else
    prepare();
  figure_ = figures_.size() == 1 ? 1 : 0;
  missing_.clear();
  waits_ = false;
}

void ExportDialog::take(const Snapshot& snapshot) {
  missing_.clear();
  if (!is_open_ || is_of_panel_) return;
  bool is_new = false;
  for (const std::string& id : figure_probes(snapshot)) {
    if (content_.probes.contains(id)) continue;
    if (const auto found = snapshot.probes.find(id); found != snapshot.probes.end()) {
      content_.probes.insert(*found);
      is_new = true;
    } else {
      missing_.push_back(id);
    }
  }
  if (!is_new) return;
  const std::string id =
      figure_ > 0 ? figures_[static_cast<std::size_t>(figure_) - 1].id : std::string();
  prepare();
  const auto same = std::ranges::find(figures_, id, &RunFigure::id);
  figure_ = same == figures_.end() ? 0 : static_cast<int>(same - figures_.begin()) + 1;
}

void ExportDialog::draw_count(const Theme& theme) const {
  if (is_of_panel_) return;
  const std::size_t there = figures_.size();
  const std::string text =
      missing_.empty() ? plural(static_cast<std::int64_t>(there), "figure")
                       : fmt::format("{} of up to {} figures; the others are being measured", there,
                                     there + missing_.size());
  draw_text_line(text, missing_.empty() ? theme.text_muted : theme.warning);
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

bool ExportDialog::has_curves() const {
  return std::ranges::any_of(chosen(), [](const RunFigure* figure) {
    return figure->id == "loss" || figure->id == "accuracy";
  });
}

void ExportDialog::write_tables(const std::filesystem::path& folder) const {
  std::vector<RunFigure> tables;
  for (const RunFigure* figure : chosen()) tables.push_back(*figure);
  const RunContent none;
  for (const RunTable& table :
       run_tables(has_curves() ? content_ : none, tables, table_options())) {
    AtomicFile file(folder / table.file);
    table.write([&](std::string_view text) { file.write(text); });
    file.commit();
  }
}

TableOptions ExportDialog::table_options() const {
  return {static_cast<double>(smoothing_), has_every_step_ ? std::size_t{1} : 0};
}

ExportDialog::Outcome ExportDialog::write(const Theme& theme) const {
  const std::filesystem::path folder = folder_.path();
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
      if (npy_ && figure->arrays)
        for (const FigureArray& array : figure->arrays())
          write_file_atomically(folder / array_file(*figure, array), npy_bytes(array.values));
    }
    if (csv_) write_tables(folder);
    if (html_ && !is_of_panel_)
      write_file_atomically(folder / "report.html",
                            html_report(content_, figures_, static_cast<double>(smoothing_)));
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
  if (is_of_panel_) return;  // as the panel smooths them
  ImGui::Dummy({0, theme.gap_px});
  ImGui::TextUnformatted("Smoothing of curves");
  ImGui::SetNextItemWidth(-1);
  if (draw_slider("##smoothing", smoothing_, 0, 0.99f, 0.99f, "%.2f") != SliderEdit::None)
    prepare();
}

void ExportDialog::draw_formats(const Theme& theme) {
  ImGui::TextUnformatted("Formats");
  ImGui::Checkbox("SVG", &svg_);
  ImGui::SameLine();
  ImGui::Checkbox("PDF", &pdf_);
  ImGui::SameLine();
  ImGui::Checkbox("PNG", &png_);
  ImGui::SameLine();
  ImGui::Checkbox("CSV", &csv_);
  if (const std::size_t every = steps_per_row(0, content_.history.size()); csv_ && every > 1) {
    ImGui::SameLine();
    ImGui::Checkbox("Every step", &has_every_step_);
    if (ImGui::IsItemHovered())
      ImGui::SetTooltip("Otherwise the curves have a row for each %zu steps", every);
  }
  const bool has_arrays = std::ranges::any_of(
      chosen(), [](const RunFigure* figure) { return figure->arrays != nullptr; });
  if (has_arrays) {
    ImGui::SameLine();
    ImGui::Checkbox("NumPy", &npy_);
    draw_tooltip("The tensors behind the pictures as .npy files");
  }
  if (!is_of_panel_) ImGui::Checkbox("Report (HTML)", &html_);
  ImGui::Dummy({0, theme.gap_px / 2});
  if (!png_) return;
  ImGui::SetNextItemWidth(-1);
  draw_slider("##dpi", dots_per_inch_, 72, 600, 600, "%.0f dots per inch");
}

std::optional<ExportDialog::Outcome> ExportDialog::draw_clipboard(const Theme& theme) {
  if (figure_ == 0) return std::nullopt;
  const RunFigure& figure = *chosen().front();
  const ImGuiIO& io = ImGui::GetIO();
  const bool by_key =
      io.KeyCtrl && io.KeyShift && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_C), false);
  const bool by_mouse = ImGui::Button("Copy PNG");
  draw_tooltip("Ctrl + Shift + C");
  if (by_key || by_mouse) {
    try {
      picture_ =
          figure_file(figure, page(theme), FileFormat::Png, static_cast<double>(dots_per_inch_));
    } catch (const Error& error) {
      return Outcome{true, error.what(), error.hint()};
    }
  }
  ImGui::SameLine();
  if (ImGui::Button("Copy SVG")) {
    ImGui::SetClipboardText(figure_file(figure, page(theme), FileFormat::Svg, 0).c_str());
    return Outcome{false, fmt::format("Copied \"{}\" as SVG", figure.title), {}};
  }
  if (figure.csv.empty() && !has_curves()) return std::nullopt;
  ImGui::SameLine();
  if (!ImGui::Button("Copy CSV")) return std::nullopt;
  std::string csv = figure.csv;
  if (has_curves()) {
    csv.clear();
    write_curves_wide(content_.history, table_options(),
                      [&](std::string_view text) { csv += text; });
  }
  ImGui::SetClipboardText(csv.c_str());
  return Outcome{false, fmt::format("Copied \"{}\" as CSV", figure.title), {}};
}

std::optional<ExportDialog::Outcome> ExportDialog::draw(const Theme& theme) {
  is_open_ = begin_dialog("Export figures", opens_, kFileDialogWidth * theme.scale);
  if (!is_open_) return std::nullopt;
  draw_choices(theme);
  draw_count(theme);
  ImGui::Dummy({0, theme.gap_px});
  draw_formats(theme);
  ImGui::Dummy({0, theme.gap_px});
  std::optional<Outcome> outcome = draw_clipboard(theme);
  const bool enter = folder_.draw("Folder", kExportListHeight * theme.scale, theme);
  const bool has_formats = svg_ || pdf_ || png_ || csv_ || npy_ || html_;
  const DialogButton button =
      draw_dialog_buttons(waits_ ? "Export now" : "Export",
                          folder_.has_path() && has_formats && !figures_.empty(), enter, theme);
  // All figures are waited for; another press writes those that are there.
  const bool is_accepted = button == DialogButton::Accept;
  const bool is_whole = missing_.empty() || figure_ != 0;
  const bool writes = (is_accepted && (is_whole || waits_)) || (waits_ && is_whole);
  waits_ = waits_ || is_accepted;
  if (writes) outcome = write(theme);
  if (writes || button == DialogButton::Cancel) {
    ImGui::CloseCurrentPopup();
    missing_.clear();
    is_open_ = waits_ = false;
  }
  end_dialog();
  return outcome;
}

}  // namespace netdyno::app
