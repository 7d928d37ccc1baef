// SPDX-License-Identifier: MIT
#include "app/shell/workspace.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace netdyno::app {
namespace {

constexpr float kSmallestSide = 80;         // pixels at scale 1
constexpr float kSmallestControls = 220;    // the same; labels and sliders side by side need it
constexpr float kLargestFixedShare = 0.6f;  // of a row or column

LayoutNode leaf(std::vector<std::string> panels) {
  LayoutNode node;
  node.panels = std::move(panels);
  return node;
}

LayoutNode split(Direction direction, std::vector<LayoutNode> children) {
  LayoutNode node;
  node.direction = direction;
  node.children = std::move(children);
  return node;
}

LayoutNode fixed(LayoutNode node, float extent) {
  node.fixed = extent;
  return node;
}

LayoutNode shared(LayoutNode node, float share) {
  node.share = share;
  return node;
}

// Of a child along its parent's direction, in pixels at scale 1.
float smallest_side(const LayoutNode& node, Direction along) {
  if (along == Direction::Column) return kSmallestSide;
  const bool has_controls =
      std::find(node.panels.begin(), node.panels.end(), "controls") != node.panels.end();
  float smallest = has_controls ? kSmallestControls : kSmallestSide;
  for (const LayoutNode& child : node.children)
    smallest = std::max(smallest, smallest_side(child, along));
  return smallest;
}

struct Planner {
  float scale;
  float gap_px;
  const std::function<bool(const std::string&)>& is_visible;
  LayoutPlan plan;

  bool has_content(const LayoutNode& node) const {
    return std::any_of(node.panels.begin(), node.panels.end(), is_visible) ||
           std::any_of(node.children.begin(), node.children.end(),
                       [&](const LayoutNode& child) { return has_content(child); });
  }

  // Extents of `children` along their direction; they add up to `available_px`.
  std::vector<float> extents(const std::vector<const LayoutNode*>& children, Direction along,
                             float available_px) const {
    // Layouts that were saved by an earlier version may be narrower.
    const auto wanted_px = [&](const LayoutNode& child) {
      if (child.is_bar || child.fixed <= 0) return child.fixed * scale;
      return std::max(child.fixed, smallest_side(child, along)) * scale;
    };
    float bars_px = 0, fixed_px = 0, shares = 0;
    for (const LayoutNode* child : children) {
      if (child->fixed <= 0) shares += child->share;
      (child->is_bar ? bars_px : fixed_px) += wanted_px(*child);
    }
    const float most_px = shares > 0 ? kLargestFixedShare * available_px : available_px;
    const float room_px = std::max(0.0f, std::min(most_px, available_px - bars_px));
    const bool fills = shares <= 0 && fixed_px > 0;
    const float shrink = fixed_px > room_px || fills ? room_px / std::max(fixed_px, 1.0f) : 1.0f;
    const float rest_px = std::max(0.0f, available_px - bars_px - fixed_px * shrink);
    std::vector<float> result;
    for (const LayoutNode* child : children)
      result.push_back(child->is_bar      ? child->fixed * scale
                       : child->fixed > 0 ? wanted_px(*child) * shrink
                                          : rest_px * child->share / shares);
    return result;
  }

  void place(const LayoutNode& node, const Rect& area, const std::vector<std::size_t>& path) {
    if (node.children.empty())
      place_leaf(node, area);
    else
      place_children(node, area, path);
  }

  void place_leaf(const LayoutNode& node, const Rect& area) {
    Tile tile{{}, {}, area, node.is_bar};
    std::copy_if(node.panels.begin(), node.panels.end(), std::back_inserter(tile.panels),
                 is_visible);
    if (tile.panels.empty()) return;
    const bool has_front =
        std::find(tile.panels.begin(), tile.panels.end(), node.front) != tile.panels.end();
    tile.front = has_front ? node.front : tile.panels.front();
    plan.tiles.push_back(std::move(tile));
  }

  void place_children(const LayoutNode& node, const Rect& area,
                      const std::vector<std::size_t>& path) {
    std::vector<const LayoutNode*> shown;
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < node.children.size(); ++i)
      if (has_content(node.children[i])) {
        shown.push_back(&node.children[i]);
        indices.push_back(i);
      }
    if (shown.empty()) return;
    const bool is_row = node.direction == Direction::Row;
    const float gaps_px = gap_px * static_cast<float>(shown.size() - 1);
    const std::vector<float> sizes = extents(
        shown, node.direction, std::max(0.0f, (is_row ? area.width : area.height) - gaps_px));
    float position = is_row ? area.x : area.y;
    for (std::size_t i = 0; i < shown.size(); ++i) {
      // Edges on whole pixels, so that neither text nor borders blur.
      const float begin = std::round(position);
      const float end = std::round(position + sizes[i]);
      const Rect rect = is_row ? Rect{begin, area.y, end - begin, area.height}
                               : Rect{area.x, begin, area.width, end - begin};
      std::vector<std::size_t> child_path = path;
      child_path.push_back(indices[i]);
      place(*shown[i], rect, child_path);
      if (i + 1 < shown.size() && !shown[i]->is_bar && !shown[i + 1]->is_bar)
        add_splitter(node, path, {indices[i], indices[i + 1]}, {sizes[i], sizes[i + 1]}, rect);
      position += sizes[i] + gap_px;
    }
  }

  void add_splitter(const LayoutNode& node, const std::vector<std::size_t>& path,
                    std::pair<std::size_t, std::size_t> sides, std::pair<float, float> sizes,
                    const Rect& before) {
    const Rect rect = node.direction == Direction::Row
                          ? Rect{before.x + before.width, before.y, gap_px, before.height}
                          : Rect{before.x, before.y + before.height, before.width, gap_px};
    plan.splitters.push_back(
        {rect, node.direction, path, sides.first, sides.second, sizes.first, sizes.second});
  }
};

LayoutNode* node_at(LayoutNode& root, const std::vector<std::size_t>& path) {
  LayoutNode* node = &root;
  for (const std::size_t index : path) {
    if (index >= node->children.size()) return nullptr;
    node = &node->children[index];
  }
  return node;
}

}  // namespace

LayoutNode bar_layout(const std::string& panel, float extent) {
  LayoutNode node = fixed(leaf({panel}), extent);
  node.is_bar = true;
  return node;
}

LayoutNode default_layout() {
  LayoutNode centre =
      split(Direction::Column,
            {shared(leaf({"curves", "builder", "range_test", "sensitivity"}), 1.15f),
             shared(leaf({"distributions", "predictions", "data", "gradient_check"}), 1.0f)});
  LayoutNode right =
      split(Direction::Column, {leaf({"saliency", "boundary"}), leaf({"filters", "network"})});
  LayoutNode middle =
      split(Direction::Row, {fixed(leaf({"controls"}), 300), shared(std::move(centre), 2.1f),
                             shared(std::move(right), 1.0f)});
  return split(Direction::Column,
               {bar_layout("transport", 42), std::move(middle), bar_layout("status", 24)});
}

LayoutNode solo_layout(const std::string& panel) {
  return leaf({panel});
}

LayoutPlan plan_layout(const LayoutNode& root, Rect area, float scale, float gap_px,
                       const std::function<bool(const std::string&)>& is_visible) {
  Planner planner{scale, gap_px, is_visible, {}};
  planner.place(root, area, {});
  return std::move(planner.plan);
}

void drag_splitter(LayoutNode& root, const Splitter& splitter, float delta_px, float scale) {
  LayoutNode* parent = node_at(root, splitter.parent);
  if (!parent || splitter.after >= parent->children.size()) return;
  LayoutNode& before = parent->children[splitter.before];
  LayoutNode& after = parent->children[splitter.after];
  const auto smallest_px = [&](const LayoutNode& child) {
    return smallest_side(child, splitter.direction) * scale;
  };
  const float lowest = std::min(0.0f, smallest_px(before) - splitter.before_px);
  const float highest = std::max(0.0f, splitter.after_px - smallest_px(after));
  const float moved_px = std::clamp(delta_px, lowest, highest);
  const float before_px = splitter.before_px + moved_px;
  const float after_px = splitter.after_px - moved_px;
  if (before.fixed > 0) before.fixed = before_px / scale;
  if (after.fixed > 0) after.fixed = after_px / scale;
  if (before.fixed <= 0 && after.fixed <= 0 && before_px + after_px > 0) {
    const float total = before.share + after.share;
    before.share = total * before_px / (before_px + after_px);
    after.share = total - before.share;
  }
}

namespace {

LayoutNode* leaf_of(LayoutNode& node, const std::string& panel) {
  if (std::find(node.panels.begin(), node.panels.end(), panel) != node.panels.end()) return &node;
  for (LayoutNode& child : node.children)
    if (LayoutNode* found = leaf_of(child, panel)) return found;
  return nullptr;
}

void collect_panels(const LayoutNode& node, std::vector<std::string>& panels) {
  panels.insert(panels.end(), node.panels.begin(), node.panels.end());
  for (const LayoutNode& child : node.children) collect_panels(child, panels);
}

}  // namespace

bool move_panel(LayoutNode& root, const std::string& panel, const std::string& beside) {
  LayoutNode* from = leaf_of(root, panel);
  LayoutNode* to = leaf_of(root, beside);
  if (!from || !to || from->is_bar || to->is_bar) return false;
  if (from == to) return bring_to_front(root, panel);
  std::erase(from->panels, panel);
  if (from->front == panel) from->front.clear();
  to->panels.push_back(panel);
  to->front = panel;
  return true;
}

std::vector<std::string> panels_of(const LayoutNode& root) {
  std::vector<std::string> panels;
  collect_panels(root, panels);
  return panels;
}

bool bring_to_front(LayoutNode& root, const std::string& panel) {
  if (std::find(root.panels.begin(), root.panels.end(), panel) != root.panels.end()) {
    root.front = panel;
    return true;
  }
  return std::any_of(root.children.begin(), root.children.end(),
                     [&](LayoutNode& child) { return bring_to_front(child, panel); });
}

}  // namespace netdyno::app
