// app/shell/workspace.h
// SPDX-License-Identifier: MIT
//
// Where panels stand: a tree of rows and columns whose leaves hold one panel, or several as tabs.
// Pure data and arithmetic; what draws it is in workspace_view.
//
//   Units    fixed extents in pixels at scale 1; rectangles in screen pixels

#pragma once

#include <functional>
#include <string>
#include <vector>

namespace netdyno::app {

struct Rect {
  float x = 0, y = 0, width = 0, height = 0;
  bool operator==(const Rect&) const = default;
  bool contains(float px, float py) const {
    return px >= x && px < x + width && py >= y && py < y + height;
  }
};

enum class Direction { Row, Column };  // children side by side, or one above the other

struct LayoutNode {
  Direction direction = Direction::Row;
  std::vector<LayoutNode> children;  // empty: a leaf
  std::vector<std::string> panels;   // of a leaf: ids of its tabs
  std::string front;                 // of a leaf: the tab in front; else its first visible one
  float fixed = 0;                   // > 0: extent along the parent's direction
  float share = 1;                   // else: weight among the siblings without a fixed extent
  bool is_bar = false;               // no title, keeps its extent
};

// A leaf that has something to show.
struct Tile {
  std::vector<std::string> panels;  // the visible ones
  std::string front;
  Rect rect;
  bool is_bar = false;
};

// The gap between two siblings, which a mouse can drag.
struct Splitter {
  Rect rect;
  Direction direction = Direction::Row;  // of the parent
  std::vector<std::size_t> parent;       // path of child indices from the root
  std::size_t before = 0, after = 0;     // children on its two sides
  float before_px = 0, after_px = 0;     // their extents
};

struct LayoutPlan {
  std::vector<Tile> tiles;
  std::vector<Splitter> splitters;
};

// Bars on top and bottom, controls left, curves over distributions in the middle, what the network
// looks like on the right.
LayoutNode default_layout();

// Without a title, as high as that (pixels at scale 1).
LayoutNode bar_layout(const std::string& panel, float extent);

// A single panel.
LayoutNode solo_layout(const std::string& panel);

// Leaves without a visible panel take no room. Where fixed extents want more than 60 % of a row or
// column, those that are not bars shrink in proportion.
LayoutPlan plan_layout(const LayoutNode& root, Rect area, float scale, float gap_px,
                       const std::function<bool(const std::string&)>& is_visible);

// Moves a splitter of the current plan by `delta_px`; neither side gets narrower than 80 pixels at
// scale 1, the controls than 220, unless it was already.
void drag_splitter(LayoutNode& root, const Splitter& splitter, float delta_px, float scale);

// Takes a panel out of its tabs and puts it in front of those of `beside`. False when the layout
// lacks one of the two, or when `beside` is a bar.
bool move_panel(LayoutNode& root, const std::string& panel, const std::string& beside);

// Ids of all panels of a layout.
std::vector<std::string> panels_of(const LayoutNode& root);

// Brings a panel to the front of its tabs. False when the layout has no such panel.
bool bring_to_front(LayoutNode& root, const std::string& panel);

}  // namespace netdyno::app
