// SPDX-License-Identifier: MIT
#include "app/application/panel_host.h"

#include <algorithm>

#include "app/shell/workspace_view.h"
#include "engine/core/error.h"

namespace netdyno::app {

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

void PanelHost::draw(const Rect& area, const FrameContext& frame) {
  probes_.clear();
  const auto is_visible = [&](const std::string& id) {
    const OpenPanel* panel = find(id);
    return panel && panel->is_visible;
  };
  const auto title = [&](const std::string& id) { return find(id)->type->title; };
  const auto draw = [&](const std::string& id) { draw_panel(id, frame); };
  draw_workspace(layout_, area, frame.theme, {is_visible, title, draw});
  std::sort(probes_.begin(), probes_.end());
  probes_.erase(std::unique(probes_.begin(), probes_.end()), probes_.end());
}

void PanelHost::draw_panel(const std::string& id, const FrameContext& frame) {
  const OpenPanel* open = find(id);
  open->panel->draw(frame);
  for (std::string& probe : open->panel->probes()) probes_.push_back(std::move(probe));
}

void PanelHost::show(const std::string& id) {
  OpenPanel* panel = find(id);
  if (!panel) return;
  panel->is_visible = true;
  bring_to_front(layout_, id);
}

void PanelHost::toggle(const std::string& id) {
  OpenPanel* panel = find(id);
  if (!panel) return;
  if (panel->is_visible)
    panel->is_visible = false;
  else
    show(id);
}

void PanelHost::reset_layout() {
  layout_ = default_layout();
  for (OpenPanel& panel : panels_) panel.is_visible = true;
}

std::vector<PanelEntry> PanelHost::entries() const {
  std::vector<PanelEntry> entries;
  for (const OpenPanel& each : panels_)
    entries.push_back({each.type->id, each.type->title, each.type->doc, each.is_visible});
  return entries;
}

}  // namespace netdyno::app
