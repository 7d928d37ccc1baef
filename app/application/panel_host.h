// app/application/panel_host.h
// SPDX-License-Identifier: MIT
//
// The open panels: makes them, remembers which are shown and where, draws them, and knows what they
// ask to be measured.

#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/panels/panel.h"
#include "app/shell/main_menu.h"
#include "app/shell/workspace.h"

namespace netdyno::app {

class PanelHost {
 public:
  // `solo`: the only panel to show; empty: the whole workspace.
  // Errors   Error naming the panels that there are, for an unknown `solo`
  PanelHost(std::span<const PanelType> types, const std::string& solo);

  void draw(const Rect& area, const FrameContext& frame);

  // Shows a hidden panel and brings it to the front.
  void show(const std::string& id);
  void toggle(const std::string& id);
  void reset_layout();

  // For the View menu, in the registry's order.
  std::vector<PanelEntry> entries() const;
  // Probes of the panels drawn by the last draw(), sorted, each once.
  const std::vector<std::string>& probes() const { return probes_; }

 private:
  struct OpenPanel {
    const PanelType* type;
    std::unique_ptr<Panel> panel;
    bool is_visible = true;
  };
  OpenPanel* find(const std::string& id);
  void draw_panel(const std::string& id, const FrameContext& frame);

  std::vector<OpenPanel> panels_;
  LayoutNode layout_;
  std::vector<std::string> probes_;
};

}  // namespace netdyno::app
