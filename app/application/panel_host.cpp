// SPDX-License-Identifier: MIT
#include "app/application/panel_host.h"

#include <imgui.h>

#include <algorithm>
#include <utility>

#include "app/report/run_figure.h"
#include "app/shell/workspace_view.h"
#include "engine/core/error.h"

namespace netdyno::app {

namespace {

constexpr const char* kStrip = "knobs";  // of large read-outs, in a presentation
constexpr float kStripHeight = 52;       // pixels at scale 1

// The strip comes after the bar on top.
void add_strip(LayoutNode& layout) {
  if (layout.children.empty()) return;
  layout.children.insert(layout.children.begin() + 1, bar_layout(kStrip, kStripHeight));
}

void remove_strip(LayoutNode& layout) {
  std::erase_if(layout.children, [](const LayoutNode& child) {
    return child.panels == std::vector<std::string>{kStrip};
  });
}

// With the bars that the usual layout begins and ends with.
LayoutNode layout_of_one(const std::string& panel, bool has_strip) {
  LayoutNode usual = default_layout();
  LayoutNode content;
  content.panels = {panel};
  usual.children = {usual.children.front(), content, usual.children.back()};
  if (has_strip) add_strip(usual);
  return usual;
}

}  // namespace

PanelHost::PanelHost(std::span<const PanelType> types, const std::string& solo)
    : layout_(solo.empty() ? default_layout() : solo_layout(solo)) {
  std::string known;
  for (const PanelType& type : types) {
    panels_.push_back({&type, type.make(), true});
    known += (known.empty() ? "" : ", ") + type.id;
  }
  if (!solo.empty() && !find(solo))
    throw Error("There is no panel named " + solo, "There are: " + known);
}

PanelHost::OpenPanel* PanelHost::find(const std::string& id) {
  const auto found = std::find_if(panels_.begin(), panels_.end(),
                                  [&](const OpenPanel& each) { return each.type->id == id; });
  return found == panels_.end() ? nullptr : &*found;
}

bool PanelHost::is_shown(const OpenPanel& panel) const {
  const bool is_knobs_only = panel.type->id == "controls" || panel.type->id == "builder";
  return panel.is_visible && !(is_presenting_ && is_knobs_only);
}

void PanelHost::restore(const LayoutNode& layout, const std::vector<std::string>& hidden) {
  std::vector<std::string> saved = panels_of(layout), known = panels_of(default_layout());
  std::sort(saved.begin(), saved.end());
  std::sort(known.begin(), known.end());
  if (saved != known) return;
  layout_ = layout;
  for (OpenPanel& panel : panels_)
    panel.is_visible = std::find(hidden.begin(), hidden.end(), panel.type->id) == hidden.end();
}

std::vector<std::string> PanelHost::hidden() const {
  std::vector<std::string> hidden;
  for (const OpenPanel& panel : panels_)
    if (!panel.is_visible) hidden.push_back(panel.type->id);
  return hidden;
}

void PanelHost::focus_neighbour(int direction) {
  if (drawn_.empty()) return;
  const auto count = static_cast<std::ptrdiff_t>(drawn_.size());
  const auto found = std::find(drawn_.begin(), drawn_.end(), focused_);
  const std::ptrdiff_t start = direction > 0 ? -1 : 0;
  const std::ptrdiff_t at = found == drawn_.end() ? start : found - drawn_.begin();
  focused_ = drawn_[static_cast<std::size_t>((at + direction + count) % count)];
  gives_focus_ = true;
}

void PanelHost::draw(const Rect& area, const FrameContext& frame) {
  probes_.clear();
  drawn_.clear();
  has_focus_ = false;
  std::string asked_to_maximize;
  bool asked_to_reset = false;
  const auto is_visible = [&](const std::string& id) {
    const OpenPanel* panel = find(id);
    return panel && is_shown(*panel);
  };
  const auto hide = [&](const std::string& id) { toggle(id); };
  const auto title = [&](const std::string& id) { return find(id)->type->title; };
  const auto draw = [&](const std::string& id) { draw_panel(id, frame); };
  const auto export_figures = [&](const std::string& id) { export_ = id; };
  const std::string focused = std::exchange(gives_focus_, false) ? focused_ : std::string();
  if (is_maximized() && !is_shown(*find(maximized_))) restore_all();
  const auto maximize = [&](const std::string& id) { asked_to_maximize = id; };
  LayoutNode alone = layout_of_one(maximized_, is_presenting_);
  draw_workspace(is_maximized() ? alone : layout_, area, frame.theme,
                 {is_visible, title, draw, hide, export_figures, maximize, is_maximized(),
                  [&] { asked_to_reset = true; }, focused, is_walking_});
  if (!asked_to_maximize.empty()) this->maximize(asked_to_maximize);
  if (asked_to_reset) reset_layout();
  std::sort(probes_.begin(), probes_.end());
  probes_.erase(std::unique(probes_.begin(), probes_.end()), probes_.end());
}

void PanelHost::maximize(const std::string& id) {
  maximized_ = is_maximized() || !find(id) ? std::string() : id;
}

void PanelHost::draw_panel(const std::string& id, const FrameContext& frame) {
  const OpenPanel* open = find(id);
  drawn_.push_back(id);
  if (ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows)) {
    focused_ = id;
    has_focus_ = true;
  }
  open->panel->draw(frame);
  for (std::string& probe : open->panel->probes()) probes_.push_back(std::move(probe));
}

void PanelHost::show(const std::string& id) {
  OpenPanel* panel = find(id);
  if (!panel) return;
  panel->is_visible = true;
  if (is_maximized() && maximized_ != id) restore_all();
  bring_to_front(layout_, id);
}

void PanelHost::toggle(const std::string& id) {
  OpenPanel* panel = find(id);
  if (!panel) return;
  if (maximized_ == id) restore_all();
  if (panel->is_visible)
    panel->is_visible = false;
  else
    show(id);
}

void PanelHost::set_presenting(bool is_presenting) {
  is_presenting_ = is_presenting;
  remove_strip(layout_);
  if (is_presenting_ && find(kStrip)) add_strip(layout_);
}

LayoutNode PanelHost::layout() const {
  LayoutNode kept = layout_;
  remove_strip(kept);
  return kept;
}

void PanelHost::reset_layout() {
  layout_ = default_layout();
  set_presenting(is_presenting_);
  restore_all();
  for (OpenPanel& panel : panels_) panel.is_visible = true;
}

std::optional<Recipe> PanelHost::recipe_to_save() const {
  for (const OpenPanel& open : panels_) {
    if (std::find(drawn_.begin(), drawn_.end(), open.type->id) == drawn_.end()) continue;
    if (std::optional<Recipe> recipe = open.panel->recipe_to_save()) return recipe;
  }
  return std::nullopt;
}

std::vector<RunFigure> PanelHost::figures(const std::string& id, const FrameContext& frame) const {
  if (std::find(drawn_.begin(), drawn_.end(), id) == drawn_.end()) return {};
  for (const OpenPanel& open : panels_)
    if (open.type->id == id) return open.panel->figures(frame);
  return {};
}

std::string PanelHost::title(const std::string& id) const {
  for (const OpenPanel& open : panels_)
    if (open.type->id == id) return open.type->title;
  return id;
}

std::vector<PanelEntry> PanelHost::entries() const {
  std::vector<PanelEntry> entries;
  for (const OpenPanel& each : panels_)
    if (each.type->id != kStrip || is_presenting_)
      entries.push_back({each.type->id, each.type->title, each.type->doc, each.is_visible});
  return entries;
}

}  // namespace netdyno::app
