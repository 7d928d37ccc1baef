// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "app/chart/canvas.h"
#include "app/chart/imgui_chart.h"
#include "tests/support/ui/panel_stage.h"

namespace netdyno::test {

namespace {

class Curves : public ::testing::Test {
 protected:
  PanelStage stage{"curves", make_scene(Scene::Running), {.size = {650, 340}}};

  Item plot(std::size_t index = 0) const { return stage.get("plot", index); }
  bool follows() { return stage.get("Follow").is_disabled; }
};

TEST_F(Curves, DrawsTwoChartsAboveEachOther) {
  ASSERT_EQ(stage.find("plot").size(), 2u);
  EXPECT_LT(plot(0).max.y, plot(1).min.y + 1);
  EXPECT_FLOAT_EQ(plot(0).min.x, plot(1).min.x);
}

TEST_F(Curves, TurnsToTabsWhereThereIsLittleRoom) {
  PanelStage small("curves", make_scene(Scene::Running), {.size = {400, 200}});
  EXPECT_EQ(small.find("plot").size(), 1u);
  small.click("Accuracy");
  EXPECT_EQ(small.find("plot").size(), 1u);
}

TEST_F(Curves, FollowsUntilSomeoneZooms) {
  EXPECT_TRUE(follows());
  stage.wheel(plot().centre(), 2);
  EXPECT_FALSE(follows());
  stage.click("Follow");
  EXPECT_TRUE(follows());
}

TEST_F(Curves, PansByDraggingAndFitsOnDoubleClick) {
  const ImVec2 centre = plot().centre();
  stage.drag(centre, {centre.x + 60, centre.y + 10});
  EXPECT_FALSE(follows());
  stage.double_click(plot(1).centre());
  EXPECT_TRUE(follows());
}

TEST_F(Curves, ZoomsToABoxWithTheRightButton) {
  const ImVec2 centre = plot().centre();
  stage.drag(centre, {centre.x + 80, centre.y + 30}, ImGuiMouseButton_Right);
  EXPECT_FALSE(follows());
}

TEST_F(Curves, ATremblingClickChangesNothing) {
  const ImVec2 centre = plot().centre();
  stage.drag(centre, {centre.x + 2, centre.y + 1}, ImGuiMouseButton_Right);
  stage.drag(centre, {centre.x + 1, centre.y}, ImGuiMouseButton_Left);
  EXPECT_TRUE(follows());
}

TEST_F(Curves, AnotherAxisStartsWithTheWholeRun) {
  const ImVec2 strip(plot(1).centre().x, plot(1).max.y - 4);
  stage.wheel(strip, 2);
  EXPECT_FALSE(follows()) << "over the x axis the wheel zooms it alone";
  stage.click("##choice");
  stage.click("epoch");
  EXPECT_TRUE(follows());
}

TEST_F(Curves, ShowsAReadOutUnderThePointer) {
  const std::size_t before = items().size();
  stage.move(plot().centre());
  EXPECT_GT(items().size(), before) << "the tooltip's texts";
}

// x of the upright strokes in the muted colour of crosshairs, in a chart's rows.
std::set<int> crosshairs(const Item& plot, const app::Theme& theme) {
  std::set<int> found;
  for (int l = 0; l < ImGui::GetDrawData()->CmdListsCount; ++l) {
    const auto& vertices = ImGui::GetDrawData()->CmdLists[l]->VtxBuffer;
    for (int i = 0; i < vertices.Size; ++i)
      for (int k = i + 1; k < std::min(i + 4, vertices.Size); ++k) {
        const ImDrawVert &a = vertices[i], &b = vertices[k];
        const bool is_muted = a.col == app::packed(theme.text_muted) && b.col == a.col;
        const bool is_inside =
            std::min(a.pos.y, b.pos.y) > plot.min.y && std::max(a.pos.y, b.pos.y) < plot.max.y;
        if (is_muted && is_inside && std::abs(a.pos.y - b.pos.y) > 40 &&
            std::abs(a.pos.x - b.pos.x) < 3)
          found.insert(static_cast<int>(std::lround((a.pos.x + b.pos.x) / 2)));
      }
  }
  return found;
}

TEST_F(Curves, BothChartsReadTheSameStepInTheSameFrame) {
  const Item loss = plot(0), accuracy = plot(1);
  for (const float y : {loss.centre().y, accuracy.centre().y})
    for (const float x : {200.0f, 320.0f, 321.0f, 470.0f}) {
      ImGui::GetIO().MousePos = {x, y};
      stage.frames(1);
      const std::set<int> upper = crosshairs(loss, stage.theme());
      EXPECT_FALSE(upper.empty()) << x;
      EXPECT_EQ(upper, crosshairs(accuracy, stage.theme())) << x << ", " << y;
    }
}

TEST_F(Curves, DrawsWithEveryOption) {
  for (const char* option : {"log x", "log y", "no outliers"}) {
    stage.click(option);
    stage.wheel(plot().centre(), 1);
  }
  stage.drag_slider("##smoothing", 0.5f, 0.0f);
  stage.drag_slider("##smoothing", 0.0f, 1.0f);
  stage.set_scene(make_scene(Scene::NotANumber));
  stage.frames(3);
  EXPECT_TRUE(stage.take_commands().empty()) << "a view is no command";
}

app::Figure figure() {
  app::Figure made;
  made.x = {.label = "step", .scale = app::AxisScale::Linear, .min = 0, .max = 10};
  made.y = {.label = "loss", .scale = app::AxisScale::Linear, .min = 0, .max = 1};
  app::LineSeries line;
  line.label = "training";
  line.x = {0, 5, 10};
  line.y = {1, 0.5, 0.2};
  made.lines.push_back(line);
  return made;
}

// A chart by itself, as tests of its gestures need it.
class BareChart : public ::testing::Test {
 protected:
  void frame() {
    ImGui::GetIO().DeltaTime = 1.0f / 60;
    forget_items();
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({500, 300});
    ImGui::Begin("chart", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
    app::ChartOptions options;
    options.size = ImGui::GetContentRegionAvail();
    const app::ChartResult result = app::draw_chart("chart", figure_, options, state_, theme_);
    if (result.x) asked_x_ = result.x;
    if (result.y) asked_y_ = result.y;
    ImGui::End();
    ImGui::Render();
  }
  void prepare() {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {500, 300};
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;  // as the OpenGL 3 backend
    app::apply_theme_and_fonts(theme_);
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
    for (int i = 0; i < 3; ++i) frame();
  }
  Item item(const std::string& label) const {
    for (const Item& each : items())
      if (each.label == label) return each;
    return {};
  }
  void move(float x, float y) {
    ImGui::GetIO().MousePos = {x, y};
    frame();
    frame();
  }

  app::UiContext context_;
  app::Theme theme_ = app::Theme::dark(1);
  app::Figure figure_ = figure();
  app::ChartState state_;
  std::optional<app::AxisRange> asked_x_, asked_y_;
};

TEST_F(BareChart, AClickInTheLegendHidesACurve) {
  prepare();
  const Item legend = item("legend");
  ASSERT_NE(legend.id, 0u);
  for (const bool is_hidden : {true, false}) {
    move(legend.centre().x, legend.centre().y);
    ImGui::GetIO().MouseDown[0] = true;
    frame();
    ImGui::GetIO().MouseDown[0] = false;
    frame();
    EXPECT_EQ(state_.hidden.contains("training"), is_hidden);
  }
  EXPECT_FALSE(asked_x_) << "the plot behind did not feel the click";
}

TEST_F(BareChart, TheWheelWithCtrlZoomsTheYAxis) {
  prepare();
  move(250, 150);
  ImGui::GetIO().KeyCtrl = true;
  ImGui::GetIO().MouseWheel = 1;
  frame();
  ImGui::GetIO().MouseWheel = 0;
  ImGui::GetIO().KeyCtrl = false;
  EXPECT_FALSE(asked_x_);
  EXPECT_TRUE(asked_y_);
}

TEST_F(BareChart, ALegendWithoutRoomCountsTheRestAndListsIt) {
  for (int i = 0; i < 9; ++i) {
    app::LineSeries line = figure_.lines.front();
    line.label = line.key = "a curve of layer " + std::to_string(i);
    figure_.lines.push_back(line);
  }
  prepare();
  const Item more = item("more of the legend");
  ASSERT_NE(more.id, 0u);
  move(more.centre().x, more.centre().y);
  ImGui::GetIO().MouseDown[0] = true;
  frame();
  ImGui::GetIO().MouseDown[0] = false;
  for (int i = 0; i < 3; ++i) frame();
  const Item last = item("a curve of layer 8");
  ASSERT_NE(last.id, 0u) << "in the list";
  move(last.centre().x, last.centre().y);
  ImGui::GetIO().MouseDown[0] = true;
  frame();
  ImGui::GetIO().MouseDown[0] = false;
  frame();
  EXPECT_TRUE(state_.hidden.contains("a curve of layer 8"));
}

TEST_F(BareChart, ArrowsOfClippedValuesAreDrawn) {
  prepare();
  const int before = ImGui::GetDrawData()->TotalVtxCount;
  figure_.clipped.push_back({5, "4e29 at step 5", theme_.error});
  frame();
  EXPECT_GT(ImGui::GetDrawData()->TotalVtxCount, before);
}

TEST_F(BareChart, TheWheelKeepsWhatIsUnderThePointer) {
  prepare();
  move(250, 150);
  ImGui::GetIO().MouseWheel = 1;
  frame();
  ImGui::GetIO().MouseWheel = 0;
  ASSERT_TRUE(asked_x_);
  EXPECT_FALSE(asked_y_) << "the curve stays in sight";
  EXPECT_NEAR(asked_x_->max - asked_x_->min, 8.5, 1e-6);
  EXPECT_GT(asked_x_->min, 0);
  EXPECT_LT(asked_x_->max, 10);
}

TEST_F(BareChart, ABoxZoomsToItsExtent) {
  prepare();
  move(100, 100);
  ImGui::GetIO().MouseDown[1] = true;
  frame();
  move(300, 200);
  EXPECT_TRUE(state_.box_start);
  ImGui::GetIO().MouseDown[1] = false;
  frame();
  ASSERT_TRUE(asked_x_);
  ASSERT_TRUE(asked_y_);
  const Item plot = item("plot");
  EXPECT_NEAR((asked_x_->max - asked_x_->min) / 10, 200 / (plot.max.x - plot.min.x), 0.06);
  EXPECT_FALSE(state_.box_start);
}

TEST_F(BareChart, DrawsEverySortOfSeries) {
  figure_.histograms.push_back({"bins", {}, {0, 1, 2}, {0.5, 1}});
  figure_.markers.push_back({5, "η", "η 1 → 2", theme_.marker});
  figure_.bad_values.push_back({7, theme_.error});
  figure_.dropped = 3;
  figure_.lines[0].low = {0.9, 0.4, 0.1};
  figure_.lines[0].high = {1, 0.6, 0.3};
  figure_.lines[0].style = app::LineStyle::Dashed;
  figure_.lines[0].y[1] = std::nan("");
  // Far more points than one of ImGui's polylines can hold.
  app::LineSeries line;
  for (int i = 0; i < 200000; ++i) {
    line.x.push_back(i % 3);
    line.y.push_back(i % 2);
  }
  figure_.lines.push_back(line);
  prepare();
  EXPECT_GT(ImGui::GetDrawData()->TotalVtxCount, 400000);
}

TEST_F(BareChart, ADenseLineCostsABarForEachPixelColumn) {
  prepare();
  const int before = ImGui::GetDrawData()->TotalVtxCount;
  app::LineSeries line;
  for (int i = 0; i < 200000; ++i) {
    line.x.push_back(i * 5e-5);
    line.y.push_back(i % 2);
  }
  figure_.lines.push_back(line);
  frame();
  const Item plot = item("plot");
  const int vertices = ImGui::GetDrawData()->TotalVtxCount - before;
  EXPECT_NEAR(vertices, 4 * (plot.max.x - plot.min.x), 16);
}

TEST(CurvesPanel, SaysWhatIsAmissOnceWithButtonsThatDoSomething) {
  SceneData scene = make_scene(Scene::Diverged);
  Snapshot snapshot = *scene.snapshot;
  snapshot.last_change = LastChange{100, "batch size N", "64", "1", true};
  scene.snapshot = std::make_shared<const Snapshot>(snapshot);
  for (const ImVec2& size : {ImVec2(650, 310), ImVec2(865, 460), ImVec2(1240, 640)}) {
    PanelStage stage("curves", scene, {.size = size});
    EXPECT_TRUE(stage.clipped_items().empty()) << size.x;
    EXPECT_EQ(stage.find("plot").empty(), false);
    stage.click("Back to step 100, before N = 1");
    EXPECT_TRUE(only<RewindChange>(stage.take_commands()));
    stage.click("Restart, same weights");
    EXPECT_TRUE(only<Restart>(stage.take_commands()));
  }
  PanelStage calm("curves", make_scene(Scene::Paused), {.size = {900, 310}});
  PanelStage low("curves", scene, {.size = {900, 310}});
  EXPECT_EQ(low.find("plot").size(), calm.find("plot").size()) << "it takes no room of the plots";
  for (const char* panel : {"distributions", "filters", "predictions", "boundary"})
    EXPECT_FALSE(PanelStage(panel, scene).has("Restart, same weights"));
}

TEST(CurvesPanel, AdviceStaysLongEnoughToBePressed) {
  SceneData scene = make_scene(Scene::Running);
  const auto well = scene.snapshot;
  Snapshot strong = *well;
  Recipe recipe = *strong.recipe;
  recipe.optimizer = {"sgd", 0.1, {}};
  recipe.penalty.l2 = 5;
  strong.learning_rate = 0.1;
  strong.recipe = std::make_shared<const Recipe>(recipe);
  scene.snapshot = std::make_shared<const Snapshot>(strong);
  PanelStage stage("curves", scene);
  const std::string label = "Set λ₂ = 0.0005";
  ASSERT_TRUE(stage.has(label));
  stage.scene().snapshot = well;
  stage.frames(2);
  ASSERT_TRUE(stage.has(label));
  stage.click(label);
  EXPECT_TRUE(only_turn(stage.take_commands(), "penalty.l2"));
  stage.frames(2);
  EXPECT_FALSE(stage.has(label)) << "it was done";
}

TEST(CurvesPanel, KeysFitAndChangeTheLossAxis) {
  PanelStage stage("curves", make_scene(Scene::Running), {.size = {865, 460}});
  const auto press_once = [&](app::Intent intent) {
    stage.pressed() = {intent};
    stage.frames(1);
    stage.pressed() = {};
    stage.frames(1);
  };
  stage.wheel({400, 150}, 3);
  stage.frames(2);
  ASSERT_FALSE(stage.get("Follow").is_disabled);
  press_once(app::Intent::FitCurves);
  EXPECT_TRUE(stage.get("Follow").is_disabled);
}

TEST(CurvesPanel, LinksItsStepsAndOpensAMenuOfItsAxes) {
  PanelStage stage("curves", make_scene(Scene::Running), {.size = {865, 460}});
  stage.selection().steps = app::AxisRange{100, 200};
  stage.frames(2);
  EXPECT_FALSE(stage.get("Follow").is_disabled) << "zoomed by another panel";
  stage.drag({400, 150}, {401, 150}, ImGuiMouseButton_Right);
  stage.frames(2);
  stage.click("Follow the run");
  stage.frames(2);
  EXPECT_FALSE(stage.selection().steps);
  EXPECT_TRUE(stage.get("Follow").is_disabled);
}

TEST(CurvesPanel, RecoloursTheRunAndSkipsItsStart) {
  PanelStage stage("curves", make_scene(Scene::Running), {.size = {865, 460}});
  stage.click("More");
  stage.frames(2);
  stage.click("match smoothing by x");
  stage.type_into("steps skipped at the start", "50");
  stage.click("color", 3);
  const auto actions = stage.take_actions();
  ASSERT_EQ(actions.size(), 1u);
  const auto* recolor = std::get_if<app::RecolorRun>(&actions[0]);
  ASSERT_TRUE(recolor);
  EXPECT_NE(recolor->series, app::kValidationSeries);
  EXPECT_NE(recolor->series, 0u);
}

}  // namespace

}  // namespace netdyno::test
