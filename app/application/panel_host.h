// app/application/panel_host.h
// SPDX-License-Identifier: MIT
//
// The open panels: makes them, remembers which are shown and where, draws them, and knows what they
// ask to be measured.

#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
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

  // The layout and the hidden panels of another time. A layout that lacks one of the panels, or
  // knows others, is left alone.
  void restore(const LayoutNode& layout, const std::vector<std::string>& hidden);
  // To be kept: without what a presentation adds.
  LayoutNode layout() const;
  std::vector<std::string> hidden() const;

  void draw(const Rect& area, const FrameContext& frame);

  // Shows a hidden panel and brings it to the front.
  void show(const std::string& id);
  void toggle(const std::string& id);
  void reset_layout();
  // Of which panel's figures the person asked for since the last call; empty: of none.
  std::string take_export() { return std::exchange(export_, {}); }
  // What a panel shows, to be written. Empty for a panel that is not shown.
  std::vector<RunFigure> figures(const std::string& id, const FrameContext& frame) const;
  std::string title(const std::string& id) const;
  // Without the panels that are knobs only; a bar of large read-outs that can be dragged comes
  // instead.
  void set_presenting(bool is_presenting);
  // That panel alone between the bars; again, or another one: all of them.
  void maximize(const std::string& id);
  void restore_all() { maximized_.clear(); }
  bool is_maximized() const { return !maximized_.empty(); }
  // Gives the keyboard to the panel after (1) or before (-1) the one that had it last.
  void focus_neighbour(int direction);
  // Whether one of the panels had it in the last draw().
  bool has_focus() const { return has_focus_; }
  // The panel that has the keyboard is outlined while it is walked through.
  void set_walking(bool is_walking) { is_walking_ = is_walking; }

  // Of the panels drawn by the last draw() the first that has one.
  std::optional<Recipe> recipe_to_save() const;

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
  bool is_shown(const OpenPanel& panel) const;
  void draw_panel(const std::string& id, const FrameContext& frame);

  std::vector<OpenPanel> panels_;
  LayoutNode layout_;
  std::vector<std::string> probes_;
  std::vector<std::string> drawn_;  // panels in the order in which they were drawn
  std::string export_;              // panel whose tab's menu was asked for figures
  std::string focused_;             // that got the keyboard last
  bool gives_focus_ = false;        // to focused_, with the next draw()
  bool has_focus_ = false, is_walking_ = false;
  bool is_presenting_ = false;
  std::string maximized_;  // the only panel that is shown; empty: all
};

}  // namespace netdyno::app
