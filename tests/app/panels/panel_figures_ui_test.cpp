// SPDX-License-Identifier: MIT
//
// What panels export is what they show: every panel with a chart or pictures has a figure, with the
// zoom and the choices that a person made.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "app/chart/figure_page.h"
#include "tests/support/ui/panel_stage.h"

namespace netdyno::test {

namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const StageOptions kLarge = {.size = {865, 460}};

std::string svg(const app::RunFigure& figure) {
  const app::FigurePage page =
      app::figure_page(app::FigureStyle::Print, 89, 1.5, app::Theme::light(1));
  return app::figure_file(figure, page, app::FileFormat::Svg, 0);
}

std::string svg_of(PanelStage& stage, std::size_t index = 0) {
  const auto figures = stage.figures();
  return index < figures.size() ? svg(figures[index]) : std::string();
}

TEST(PanelFigures, EveryPanelWithAPictureOfTheRunHasOne) {
  for (const char* panel : {"curves", "distributions", "filters", "saliency", "predictions",
                            "network", "data", "range_test", "sensitivity"}) {
    PanelStage stage(panel, make_scene(Scene::Running), kLarge);
    const auto figures = stage.figures();
    ASSERT_FALSE(figures.empty()) << panel;
    for (const app::RunFigure& figure : figures) {
      EXPECT_THAT(svg(figure), HasSubstr("</svg>")) << panel;
      EXPECT_FALSE(figure.id.empty() || figure.title.empty()) << panel;
    }
  }
}

TEST(PanelFigures, AnEmptyOrBrokenRunHasNoneOrDrawsThemAllTheSame) {
  for (const app::PanelType& type : app::panel_types())
    for (const Scene scene : all_scenes()) {
      PanelStage stage(type.id, make_scene(scene), kLarge);
      for (const app::RunFigure& figure : stage.figures())
        EXPECT_THAT(svg(figure), HasSubstr("</svg>")) << type.id << " " << scene_name(scene);
    }
}

TEST(PanelFigures, TheCurvesKeepZoomAxisAndHiddenLines) {
  PanelStage stage("curves", make_scene(Scene::Running), kLarge);
  EXPECT_THAT(svg_of(stage), HasSubstr(">step</text>"));
  EXPECT_THAT(svg_of(stage), HasSubstr(">validation</text>"));
  const std::string whole = svg_of(stage);
  stage.wheel(stage.get("plot").centre(), 4);
  EXPECT_NE(svg_of(stage), whole);
  stage.click("Follow");
  EXPECT_EQ(svg_of(stage), whole);
  stage.click("##choice");
  stage.click("epoch");
  EXPECT_THAT(svg_of(stage), HasSubstr(">epoch</text>"));
  stage.click("legend", 1);
  EXPECT_THAT(svg_of(stage), Not(HasSubstr(">validation</text>")));
  EXPECT_THAT(svg_of(stage, 1), Not(HasSubstr(">validation</text>"))) << "hidden in both charts";
}

TEST(PanelFigures, ComparedRunsAreInTheCurvesFigure) {
  SceneData scene = make_scene(Scene::Running);
  scene.compared.add("/runs/earlier", app::curves_of(make_history(600, 100)));
  PanelStage stage("curves", std::move(scene), kLarge);
  EXPECT_THAT(svg_of(stage), HasSubstr(">earlier</text>"));
  stage.scene().compared.clear();
  stage.frames(2);
  EXPECT_THAT(svg_of(stage), Not(HasSubstr(">earlier</text>")));
}

TEST(PanelFigures, AFigureOutlivesTheRunItWasMadeOf) {
  std::vector<app::RunFigure> figures;
  for (const char* panel : {"curves", "distributions", "filters", "saliency", "predictions"}) {
    PanelStage stage(panel, make_scene(Scene::Running), kLarge);
    for (const app::RunFigure& figure : stage.figures()) figures.push_back(figure);
  }
  for (const app::RunFigure& figure : figures) EXPECT_THAT(svg(figure), HasSubstr("</svg>"));
}

TEST(PanelFigures, EveryViewOfTheDistributions) {
  for (const char* view : {"ridge", "percentiles", "overlay", "by depth"}) {
    PanelStage stage("distributions", make_scene(Scene::Running), kLarge);
    stage.click("##choice");
    stage.click(view);
    stage.frames(2);
    const auto figures = stage.figures();
    ASSERT_EQ(figures.size(), 1u) << view;
    EXPECT_THAT(svg(figures[0]), HasSubstr("</svg>")) << view;
    EXPECT_GT(std::ranges::count(figures[0].csv, '\n'), 1) << view;
  }
}

TEST(PanelFigures, PicturesComeWithTheirTensors) {
  PanelStage filters("filters", make_scene(Scene::Running), kLarge);
  const auto figures = filters.figures();
  ASSERT_EQ(figures.size(), 1u);
  ASSERT_TRUE(figures[0].arrays);
  const auto arrays = figures[0].arrays();
  const auto& grid = std::get<ImageGrid>(filters.scene().snapshot->probes.at("filters")->value);
  ASSERT_EQ(arrays.size(), 1u);
  EXPECT_EQ(arrays[0].values.shape(), Shape({grid.count, grid.channels, grid.height, grid.width}));
  EXPECT_TRUE(std::ranges::equal(arrays[0].values.values(), grid.values));
  PanelStage saliency("saliency", make_scene(Scene::Running), kLarge);
  const auto maps = saliency.figures()[0].arrays();
  ASSERT_EQ(maps.size(), 2u);
  EXPECT_EQ(maps[0].values.shape().rank(), 4);
  EXPECT_EQ(maps[1].values.shape().rank(), 3);
}

TEST(ComparingInThePanel, AsksForARunAndTakesOneAway) {
  SceneData scene = make_scene(Scene::Running);
  scene.compared.add("/runs/earlier", app::curves_of(make_history(600, 100)));
  PanelStage stage("curves", std::move(scene), kLarge);
  stage.click("Compare (1)");
  stage.click("Add a run…");
  auto actions = stage.take_actions();
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<app::CompareRun>(actions[0]));
  stage.click("Compare (1)");
  stage.click("earlier");
  actions = stage.take_actions();
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_EQ(std::get<app::StopComparing>(actions[0]).folder, "/runs/earlier");
}

TEST(ComparingInThePanel, NeedsNoStepOfTheRunItself) {
  SceneData scene = make_scene(Scene::NoSteps);
  scene.compared.add("/runs/earlier", app::curves_of(make_history(600, 100)));
  PanelStage stage("curves", std::move(scene), kLarge);
  EXPECT_TRUE(stage.has("plot"));
}

}  // namespace

}  // namespace netdyno::test
