// SPDX-License-Identifier: MIT
//
// Pictures of every panel in every scene, and what drawing one costs the processor:
//
//   panel_gallery FOLDER [PANEL [SCENE]]   writes <panel>-<scene>-<size>.png
//   panel_gallery --time                   milliseconds per frame with 100 000 steps
#include <fmt/core.h>

#include <ctime>
#include <string>
#include <vector>

#include "tests/support/ui/panel_stage.h"
#include "tests/support/ui/software_renderer.h"

namespace netdyno::test {

namespace {

struct PanelSize {
  std::string panel;
  ImVec2 small;  // in the default layout at 1280×720
  ImVec2 large;  // at 1600×1000
};

const std::vector<PanelSize>& panel_sizes() {
  static const std::vector<PanelSize> sizes = {
      {"transport", {1268, 46}, {1588, 46}},      {"controls", {300, 580}, {300, 860}},
      {"curves", {650, 310}, {865, 460}},         {"distributions", {650, 270}, {865, 400}},
      {"saliency", {306, 280}, {410, 420}},       {"filters", {306, 280}, {410, 420}},
      {"gradient_check", {650, 270}, {865, 400}}, {"sensitivity", {650, 310}, {865, 460}},
      {"boundary", {306, 280}, {410, 420}},       {"data", {650, 270}, {865, 400}},
      {"predictions", {650, 270}, {865, 400}},    {"builder", {650, 310}, {865, 460}},
      {"range_test", {650, 310}, {865, 460}},     {"network", {306, 280}, {410, 420}},
      {"status", {1268, 28}, {1588, 28}}};
  return sizes;
}

void write_pictures(const std::filesystem::path& folder, const std::string& panel,
                    const std::string& scene_filter) {
  std::filesystem::create_directories(folder);
  for (const PanelSize& each : panel_sizes()) {
    if (!panel.empty() && panel != each.panel) continue;
    for (const Scene scene : all_scenes()) {
      if (!scene_filter.empty() && scene_filter != scene_name(scene)) continue;
      for (const auto& [name, options] : std::vector<std::pair<std::string, StageOptions>>{
               {"small", {.size = each.small}},
               {"large-light", {.size = each.large, .is_dark = false}},
               {"scale2", {.size = each.small, .scale = 2}}}) {
        PanelStage stage(each.panel, make_scene(scene), options);
        stage.frames(2);
        write_png(render_software(*ImGui::GetDrawData()),
                  folder / fmt::format("{}-{}-{}.png", each.panel, scene_name(scene), name));
      }
    }
  }
}

void time_panels() {
  constexpr int kFrames = 200;
  double sum = 0;
  for (const PanelSize& each : panel_sizes()) {
    PanelStage stage(each.panel, make_scene(Scene::Large), {.size = each.large});
    stage.frames(5);
    // Processor time: what others do on the machine does not count.
    const std::clock_t start = std::clock();
    stage.frames(kFrames);
    const double ms = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / kFrames;
    fmt::print("{:14} {:.3f} ms per frame, {} vertices\n", each.panel, ms,
               ImGui::GetDrawData()->TotalVtxCount);
    sum += ms;
  }
  fmt::print("{:14} {:.3f} ms per frame\n", "all", sum);
}

}  // namespace

}  // namespace netdyno::test

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    fmt::print("usage: panel_gallery FOLDER [PANEL [SCENE]] | --time\n");
    return 2;
  }
  if (arguments[0] == "--time") {
    netdyno::test::time_panels();
    return 0;
  }
  netdyno::test::write_pictures(arguments[0], arguments.size() > 1 ? arguments[1] : "",
                                arguments.size() > 2 ? arguments[2] : "");
  return 0;
}
