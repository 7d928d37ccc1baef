// SPDX-License-Identifier: MIT
//
// Time of one frame of a chart with many long curves, from the columns of values to ImGui's vertex
// lists, without a renderer; and of appending a value.
//
//   build/tests/chart_bench
#include <benchmark/benchmark.h>

#include <cmath>
#include <memory>
#include <vector>

#include "app/chart/decimation.h"
#include "app/chart/imgui_chart.h"
#include "app/shell/frame_memory.h"
#include "app/shell/ui_context.h"
#include "engine/core/random.h"
#include "engine/core/shape.h"
#include "engine/run/history.h"

namespace netdyno::app {
namespace {

constexpr int kCurves = 40;
constexpr Index kPoints = 1'000'000;
const ImVec2 kScreen = {1600, 1000};

struct Curves {
  Column x;
  std::vector<Column> y{kCurves};

  Curves() {
    for (Index i = 0; i < kPoints; ++i) x.append(static_cast<double>(i));
    std::vector<float> noise(1000);
    for (std::uint32_t curve = 0; curve < kCurves; ++curve) {
      Random(1, Stream::Test, 0, curve).fill_normal(noise);
      for (Index i = 0; i < kPoints; ++i)
        y[curve].append(std::exp(-static_cast<double>(i) / 3e5) + curve +
                        0.1 * static_cast<double>(noise[static_cast<std::size_t>(i) % 1000]));
    }
  }
};

void prepare_imgui(const Theme& theme) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = kScreen;
  io.DeltaTime = 1.0f / 60;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  apply_theme_and_fonts(theme);
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
}

Figure figure_of(const Curves& curves, double from, double to, int width_px, const Theme& theme) {
  Figure figure;
  figure.x = {.label = "step", .min = from, .max = to};
  figure.y = {.label = "loss", .min = -1, .max = kCurves + 1};
  const PixelColumns columns = pixel_columns(curves.x, figure.x, width_px);
  for (std::size_t i = 0; i < curves.y.size(); ++i) {
    DecimatedLine line = decimate(curves.x, curves.y[i], columns);
    LineSeries series;
    series.label = std::to_string(i);
    series.color = theme.series[i % theme.series.size()];
    series.x = std::move(line.x);
    series.y = std::move(line.y);
    figure.lines.push_back(std::move(series));
  }
  return figure;
}

void frame(const Figure& figure, ChartState& state, const Theme& theme) {
  ImGui::NewFrame();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(kScreen);
  ImGui::Begin("chart");
  ChartOptions options;
  options.size = ImGui::GetContentRegionAvail();
  benchmark::DoNotOptimize(draw_chart("curves", figure, options, state, theme));
  ImGui::End();
  ImGui::Render();
}

// The range is `share` thousandths of all points, in their middle.
void draw_curves(benchmark::State& state) {
  static const Curves curves;  // a bench's own; a third of a gigabyte
  const UiContext context;
  const Theme theme = Theme::dark(1);
  prepare_imgui(theme);
  const double half = static_cast<double>(kPoints) * static_cast<double>(state.range(0)) / 2000;
  const double middle = static_cast<double>(kPoints) / 2;
  ChartState chart;
  for (auto _ : state)
    frame(figure_of(curves, middle - half, middle + half, static_cast<int>(kScreen.x), theme),
          chart, theme);
}
BENCHMARK(draw_curves)
    ->ArgName("thousandths")
    ->Arg(1000)
    ->Arg(250)
    ->Arg(10)
    ->Arg(1)
    ->Unit(benchmark::kMillisecond);

void append(benchmark::State& state) {
  Column column;
  for (Index i = 0; i < state.range(0); ++i) column.append(static_cast<double>(i % 97));
  for (auto _ : state) column.append(1.0);
}
BENCHMARK(append)->ArgName("points")->Arg(0)->Arg(1'000'000);

}  // namespace
}  // namespace netdyno::app

int main(int count, char** arguments) {
  netdyno::app::keep_freed_memory();  // as the app does
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
