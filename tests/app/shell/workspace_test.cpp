// SPDX-License-Identifier: MIT
#include "app/shell/workspace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace netdyno::app {
namespace {

constexpr float kGap = 6;

LayoutPlan plan(const LayoutNode& root, Rect area, const std::set<std::string>& hidden = {},
                float scale = 1) {
  return plan_layout(root, area, scale, kGap,
                     [&](const std::string& id) { return !hidden.contains(id); });
}

const Tile& tile_of(const LayoutPlan& plan, const std::string& panel) {
  const auto found = std::find_if(plan.tiles.begin(), plan.tiles.end(), [&](const Tile& tile) {
    return std::find(tile.panels.begin(), tile.panels.end(), panel) != tile.panels.end();
  });
  EXPECT_NE(found, plan.tiles.end()) << panel << " has no tile";
  return *found;
}

bool has_tile(const LayoutPlan& plan, const std::string& panel) {
  return std::any_of(plan.tiles.begin(), plan.tiles.end(), [&](const Tile& tile) {
    return std::find(tile.panels.begin(), tile.panels.end(), panel) != tile.panels.end();
  });
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

LayoutNode leaf(const std::string& panel, float share = 1, float fixed = 0) {
  LayoutNode node;
  node.panels = {panel};
  node.share = share;
  node.fixed = fixed;
  return node;
}

LayoutNode row(std::vector<LayoutNode> children) {
  LayoutNode node;
  node.children = std::move(children);
  return node;
}

TEST(PlanLayout, DividesARowByShares) {
  const LayoutPlan result = plan(row({leaf("a", 1), leaf("b", 3)}), {10, 20, 406, 100});
  EXPECT_EQ(tile_of(result, "a").rect, (Rect{10, 20, 100, 100}));
  EXPECT_EQ(tile_of(result, "b").rect, (Rect{116, 20, 300, 100}));
  ASSERT_EQ(result.splitters.size(), 1u);
  EXPECT_EQ(result.splitters[0].rect, (Rect{110, 20, kGap, 100}));
}

TEST(PlanLayout, GivesFixedExtentsFirstAndScalesThem) {
  const LayoutPlan result = plan(row({leaf("a", 1, 100), leaf("b")}), {0, 0, 506, 100}, {}, 1.5f);
  EXPECT_EQ(tile_of(result, "a").rect.width, 150);
  EXPECT_EQ(tile_of(result, "b").rect.width, 350);
}

TEST(MovePanel, PutsATabBesideAnother) {
  LayoutNode root = row({leaf("a"), leaf("b")});
  EXPECT_TRUE(move_panel(root, "a", "b"));
  EXPECT_EQ(root.children[1].panels, (std::vector<std::string>{"b", "a"}));
  EXPECT_EQ(root.children[1].front, "a");
  EXPECT_EQ(plan(root, {0, 0, 506, 100}).tiles.size(), 1u) << "the empty place takes no room";
  EXPECT_FALSE(move_panel(root, "c", "b"));
  EXPECT_EQ(panels_of(root), (std::vector<std::string>{"b", "a"}));
}

TEST(PlanLayout, ShrinksFixedExtentsThatWantTooMuch) {
  const LayoutPlan result = plan(row({leaf("a", 1, 900), leaf("b")}), {0, 0, 506, 100});
  EXPECT_EQ(tile_of(result, "a").rect.width, 300);  // 60 % of 500
  EXPECT_EQ(tile_of(result, "b").rect.width, 200);
}

TEST(PlanLayout, FillsTheAreaWithFixedExtentsAlone) {
  const LayoutPlan result = plan(row({leaf("a", 1, 100), leaf("b", 1, 300)}), {0, 0, 806, 100});
  EXPECT_EQ(tile_of(result, "a").rect.width, 200);
  EXPECT_EQ(tile_of(result, "b").rect.width, 600);
}

TEST(PlanLayout, GivesTheRoomOfHiddenPanelsToTheOthers) {
  const LayoutPlan result = plan(row({leaf("a"), leaf("b")}), {0, 0, 500, 100}, {"a"});
  EXPECT_FALSE(has_tile(result, "a"));
  EXPECT_EQ(tile_of(result, "b").rect, (Rect{0, 0, 500, 100}));
  EXPECT_TRUE(result.splitters.empty());
}

TEST(PlanLayout, ShowsNothingWhereAllIsHidden) {
  EXPECT_TRUE(plan(leaf("a"), {0, 0, 500, 100}, {"a"}).tiles.empty());
}

TEST(PlanLayout, TakesAnotherTabToTheFrontWhenTheFrontOneIsHidden) {
  LayoutNode tabs;
  tabs.panels = {"a", "b", "c"};
  tabs.front = "b";
  EXPECT_EQ(plan(tabs, {0, 0, 10, 10}).tiles[0].front, "b");
  EXPECT_EQ(plan(tabs, {0, 0, 10, 10}, {"b"}).tiles[0].front, "a");
}

class DefaultLayoutTest : public testing::TestWithParam<std::pair<float, float>> {};

TEST_P(DefaultLayoutTest, HoldsEveryPanelInsideTheAreaWithoutOverlap) {
  const Rect area = {0, 24, GetParam().first, GetParam().second - 24};
  const LayoutPlan result = plan(default_layout(), area);
  for (const char* id : {"transport", "controls", "curves", "distributions", "filters", "saliency",
                         "network", "status"})
    EXPECT_TRUE(has_tile(result, id)) << id;
  for (std::size_t i = 0; i < result.tiles.size(); ++i) {
    const Rect& rect = result.tiles[i].rect;
    EXPECT_GE(rect.x, area.x);
    EXPECT_GE(rect.y, area.y);
    EXPECT_LE(rect.x + rect.width, area.x + area.width);
    EXPECT_LE(rect.y + rect.height, area.y + area.height);
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_FALSE(overlap(rect, result.tiles[j].rect))
          << result.tiles[i].front << " and " << result.tiles[j].front;
  }
}

TEST_P(DefaultLayoutTest, LeavesTheCurvesTheLargestPlace) {
  const LayoutPlan result =
      plan(default_layout(), {0, 24, GetParam().first, GetParam().second - 24});
  const auto size = [](const Tile& tile) { return tile.rect.width * tile.rect.height; };
  const Tile& curves = tile_of(result, "curves");
  for (const Tile& tile : result.tiles) EXPECT_LE(size(tile), size(curves)) << tile.front;
  EXPECT_GE(curves.rect.width, 480);
  EXPECT_GE(curves.rect.height, 250);
  EXPECT_GE(tile_of(result, "filters").rect.width, 240);
}

INSTANTIATE_TEST_SUITE_P(Sizes, DefaultLayoutTest,
                         testing::Values(std::pair{1280.0f, 720.0f}, std::pair{1600.0f, 1000.0f},
                                         std::pair{2560.0f, 1440.0f}));

TEST(DefaultLayout, StaysInsideATinyArea) {
  for (const Tile& tile : plan(default_layout(), {0, 0, 200, 60}).tiles) {
    EXPECT_GE(tile.rect.width, 0) << tile.front;
    EXPECT_GE(tile.rect.height, 0) << tile.front;
  }
}

TEST(DragSplitter, MovesTheBorderBetweenSharesByThatManyPixels) {
  LayoutNode root = row({leaf("a"), leaf("b"), leaf("c")});
  const Rect area = {0, 0, 612, 100};
  drag_splitter(root, plan(root, area).splitters[0], 30, 1);
  const LayoutPlan moved = plan(root, area);
  EXPECT_EQ(tile_of(moved, "a").rect.width, 230);
  EXPECT_EQ(tile_of(moved, "b").rect.width, 170);
  EXPECT_EQ(tile_of(moved, "c").rect.width, 200);
}

TEST(DragSplitter, ChangesAFixedExtentInItsOwnUnit) {
  LayoutNode root = row({leaf("a", 1, 100), leaf("b")});
  const Rect area = {0, 0, 1006, 100};
  drag_splitter(root, plan(root, area, {}, 2).splitters[0], 50, 2);
  EXPECT_EQ(root.children[0].fixed, 125);
  EXPECT_EQ(tile_of(plan(root, area, {}, 2), "a").rect.width, 250);
}

TEST(DragSplitter, LeavesBothSidesTheSmallestExtent) {
  LayoutNode root = row({leaf("a"), leaf("b")});
  const Rect area = {0, 0, 406, 100};
  drag_splitter(root, plan(root, area).splitters[0], -1000, 1);
  EXPECT_EQ(tile_of(plan(root, area), "a").rect.width, 80);
  drag_splitter(root, plan(root, area).splitters[0], 1000, 1);
  EXPECT_EQ(tile_of(plan(root, area), "b").rect.width, 80);
}

TEST(DragSplitter, LeavesTheControlsRoomForLabelsAndSliders) {
  LayoutNode root = row({leaf("controls", 1, 300), leaf("b")});
  const Rect area = {0, 0, 1006, 100};
  drag_splitter(root, plan(root, area).splitters[0], -1000, 1);
  EXPECT_EQ(tile_of(plan(root, area), "controls").rect.width, 220);
  root.children[0].fixed = 90;  // as an earlier version saved it
  EXPECT_EQ(tile_of(plan(root, area), "controls").rect.width, 220);
}

TEST(DragSplitter, FindsNestedRowsByTheirPath) {
  LayoutNode root = default_layout();
  const Rect area = {0, 0, 1600, 1000};
  const LayoutPlan before = plan(root, area);
  const auto splitter =
      std::find_if(before.splitters.begin(), before.splitters.end(), [&](const Splitter& each) {
        const Rect& curves = tile_of(before, "curves").rect;
        return each.direction == Direction::Column && each.rect.x == curves.x;
      });
  ASSERT_NE(splitter, before.splitters.end());
  drag_splitter(root, *splitter, 40, 1);
  const LayoutPlan after = plan(root, area);
  EXPECT_NEAR(tile_of(after, "curves").rect.height, tile_of(before, "curves").rect.height + 40, 1);
  EXPECT_EQ(tile_of(after, "saliency").rect, tile_of(before, "saliency").rect);
}

TEST(DefaultLayout, HasNoSplitterBesideABar) {
  const LayoutPlan result = plan(default_layout(), {0, 0, 1600, 1000});
  const Rect& transport = tile_of(result, "transport").rect;
  for (const Splitter& splitter : result.splitters)
    EXPECT_NE(splitter.rect.y, transport.y + transport.height);
}

TEST(BringToFront, FindsAPanelAnywhere) {
  LayoutNode root = default_layout();
  EXPECT_TRUE(bring_to_front(root, "network"));
  EXPECT_EQ(tile_of(plan(root, {0, 0, 1600, 1000}), "network").front, "network");
  EXPECT_TRUE(bring_to_front(root, "filters"));
  EXPECT_EQ(tile_of(plan(root, {0, 0, 1600, 1000}), "network").front, "filters");
  EXPECT_FALSE(bring_to_front(root, "nowhere"));
}

}  // namespace
}  // namespace netdyno::app
