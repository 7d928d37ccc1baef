// SPDX-License-Identifier: MIT
//
// Every registered panel in every state of a run draws without an assertion, and nothing that it
// lays out is cut off at the sizes of the default layout.
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/ui/panel_stage.h"
#include "tests/support/ui/software_renderer.h"

namespace netdyno::test {

namespace {

// In the default layout at 1280×720 and at 1600×1000; bars in a presentation at 1280×720, too.
std::vector<ImVec2> layout_sizes(const std::string& panel) {
  if (panel == "transport") return {{1268, 46}, {1588, 46}, {939, 46}};
  if (panel == "status") return {{1268, 28}, {1588, 28}, {939, 28}};
  if (panel == "knobs") return {{1268, 52}, {1588, 52}, {939, 52}};
  if (panel == "controls") return {{300, 580}, {300, 860}};
  if (panel == "curves" || panel == "builder" || panel == "sensitivity" || panel == "range_test")
    return {{650, 310}, {865, 460}};
  if (panel == "distributions" || panel == "data" || panel == "gradient_check" ||
      panel == "predictions")
    return {{650, 270}, {865, 400}};
  return {{306, 280}, {410, 420}};
}

class PanelInScene : public ::testing::TestWithParam<std::tuple<std::string, Scene>> {
 protected:
  const std::string& panel() const { return std::get<0>(GetParam()); }
  Scene scene() const { return std::get<1>(GetParam()); }
};

TEST_P(PanelInScene, DrawsWithNothingCutOff) {
  const SceneData data = make_scene(scene());
  for (const ImVec2& size : layout_sizes(panel()))
    for (const float scale : {1.0f, 2.0f}) {
      PanelStage stage(panel(), data, {.size = size, .scale = scale});
      EXPECT_THAT(stage.clipped_items(), ::testing::IsEmpty())
          << size.x << "×" << size.y << " at scale " << scale;
      EXPECT_TRUE(stage.take_commands().empty()) << "drawing alone sends nothing";
    }
}

TEST_P(PanelInScene, DrawsAtAnySize) {
  const SceneData data = make_scene(scene());
  for (const ImVec2& size : {ImVec2(60, 30), ImVec2(20, 400), ImVec2(1200, 12), ImVec2(1900, 1100)})
    PanelStage(panel(), data, {.size = size, .is_dark = false}).frames(3);
}

std::vector<std::string> panel_ids() {
  std::vector<std::string> ids;
  for (const app::PanelType& type : app::panel_types()) ids.push_back(type.id);
  return ids;
}

INSTANTIATE_TEST_SUITE_P(Panels, PanelInScene,
                         ::testing::Combine(::testing::ValuesIn(panel_ids()),
                                            ::testing::ValuesIn(all_scenes().begin(),
                                                                all_scenes().end())),
                         [](const auto& each) {
                           return std::get<0>(each.param) + "_" +
                                  scene_name(std::get<1>(each.param));
                         });

TEST(Panels, SurviveARunThatChangesUnderThem) {
  for (const std::string& id : panel_ids()) {
    PanelStage stage(id, make_scene(Scene::Large));
    for (const Scene scene : all_scenes()) {
      stage.set_scene(make_scene(scene));
      stage.frames(3);
    }
  }
}

TEST(Panels, AskForProbesThatExist) {
  for (const app::PanelType& type : app::panel_types())
    for (const std::string& probe : type.make()->probes())
      EXPECT_TRUE(find_probe(probe)) << type.id << " asks for " << probe;
}

TEST(Panels, HaveTheirOwnIdsAndWords) {
  std::vector<std::string> ids = panel_ids();
  std::ranges::sort(ids);
  EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end());
  for (const app::PanelType& type : app::panel_types()) {
    EXPECT_FALSE(type.title.empty());
    EXPECT_FALSE(type.doc.empty());
    EXPECT_EQ(app::find_panel_type(type.id), &type);
  }
  EXPECT_EQ(app::find_panel_type("nonsense"), nullptr);
}

// The share of pixels that differ from the window's background.
double drawn_share(const app::Pixels& pixels) {
  const std::uint32_t background = pixels.rgba.back();
  const auto drawn =
      std::ranges::count_if(pixels.rgba, [&](std::uint32_t pixel) { return pixel != background; });
  return static_cast<double>(drawn) / static_cast<double>(pixels.rgba.size());
}

TEST(Panels, DrawTheirContent) {
  for (const std::string& id : panel_ids()) {
    PanelStage stage(id, make_scene(Scene::Running), {.size = layout_sizes(id)[0]});
    EXPECT_GT(drawn_share(render_software(*ImGui::GetDrawData())), 0.01) << id;
  }
}

}  // namespace

}  // namespace netdyno::test
