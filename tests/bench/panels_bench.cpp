// SPDX-License-Identifier: MIT
//
// What the app costs the training, and what training costs the app: the whole workspace is drawn
// without a renderer while an engine trains, in turn with the same recipe trained by the engine
// alone. Prints images/s of both, their ratio, the time of the app's own work for a frame, and how
// often what each panel shows was measured anew.
//
//   panels_bench [RECIPE] [--seconds S] [--rounds N] [--fps N] [--pace STEPS] [--rasterize]
//   panels_bench --net NAME …    a reference net of `netdyno bench`, on random data

#include <fmt/core.h>
#include <imgui.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "app/application.h"
#include "app/cli/bench_nets.h"
#include "app/shell/frame_memory.h"
#include "app/shell/offscreen.h"
#include "app/shell/ui_context.h"
#include "engine/core/error.h"
#include "engine/kernels/kernels.h"
#include "engine/run/run.h"
#include "tests/support/ui/panel_stage.h"

namespace netdyno::app {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

struct Options {
  std::string recipe_file, net;
  double seconds = 4;
  int rounds = 5;
  double fps = 30;
  double pace = 0;  // steps/s; 0: full speed
  bool rasterizes = false;
};

Recipe chosen_recipe(const Options& options) {
  Recipe recipe = shipped_recipe("lenet-fashion").recipe;
  if (!options.recipe_file.empty()) recipe = recipe_file(options.recipe_file).recipe;
  for (const BenchNet& net : bench_nets()) {
    if (net.name != options.net) continue;
    recipe = bench_recipe(net);
    recipe.data.source.source = "gaussian";
    recipe.data.train = 800;  // of the 1000 there are
  }
  recipe.data.validation = 200;  // validation is not what is measured
  recipe.epochs = 1'000'000;
  return recipe;
}

// The engine alone, as `netdyno train` has it.
class Headless {
 public:
  explicit Headless(const Recipe& recipe)
      : kernels_(make_kernels(Backend::OneDnn, pool_)),
        run_(recipe,
             load_splits(recipe.data.source, recipe.data.train, recipe.data.validation,
                         {.input = recipe.model.input, .seed = recipe.seed}),
             *kernels_),
        batch_size_(recipe.batch_size) {}

  double images_per_second(double seconds) {
    const std::int64_t before = run_.trainer().steps_taken();
    const auto start = Clock::now();
    while (Seconds(Clock::now() - start).count() < seconds) run_.advance();
    const auto steps = static_cast<double>(run_.trainer().steps_taken() - before);
    return steps * static_cast<double>(batch_size_) / Seconds(Clock::now() - start).count();
  }

 private:
  WorkerPool pool_{WorkerPool::available_threads()};
  std::unique_ptr<Kernels> kernels_;
  Run run_;
  Index batch_size_;
};

// The whole app but its window: all panels of the default layout, frames at a fixed rate.
class Panels {
 public:
  Panels(const Recipe& recipe, const Options& options)
      : engine_({}), application_(engine_, panel_types(), {}), frame_time_(1 / options.fps) {
    ImGui::GetIO().DisplaySize = {1600, 1000};
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;  // as OpenGL 3's
    if (options.rasterizes) canvas_.emplace(1600, 1000);
    engine_.send(OpenRecipe{recipe, false});
    await([&] { return state() == RunState::Paused; });
    if (options.pace > 0) engine_.send(SetPace{options.pace});
    batch_size_ = recipe.batch_size;
  }

  double images_per_second(double seconds) {
    engine_.send(Play{});
    draw_for(0.5);  // until the curves and probes have come to rest
    frame_ms_.reserve(100'000);
    const std::int64_t before = step();
    const auto start = Clock::now();
    is_measuring_ = true;
    draw_for(seconds);
    is_measuring_ = false;
    const double took = Seconds(Clock::now() - start).count();
    measured_secs_ += took;
    const auto steps = static_cast<double>(step() - before);
    engine_.send(Pause{});
    await([&] { return state() == RunState::Paused; });
    return steps * static_cast<double>(batch_size_) / took;
  }

  std::vector<double>& frame_ms() { return frame_ms_; }
  // Measurements a second that reached the screen, by probe.
  std::map<std::string, double> freshness() const {
    std::map<std::string, double> per_second;
    for (const auto& [id, count] : updates_) per_second[id] = count / measured_secs_;
    return per_second;
  }

 private:
  const Snapshot* snapshot() { return application_.feed().snapshot(); }
  RunState state() { return snapshot() ? snapshot()->state : RunState::Loading; }
  std::int64_t step() { return engine_.latest_snapshot()->step; }

  void draw() {
    const auto start = Clock::now();
    ImGui::GetIO().DeltaTime = static_cast<float>(frame_time_);
    const bool has_new_fonts = application_.prepare_fonts();
    if (has_new_fonts && canvas_) canvas_->upload_fonts();
    if (canvas_) canvas_->begin_frame();
    application_.frame(textures_);
    if (is_measuring_) frame_ms_.push_back(1000 * Seconds(Clock::now() - start).count());
    count_updates();
    if (canvas_) canvas_->draw(application_.theme().window);
  }

  void count_updates() {
    if (!snapshot()) return;
    for (const auto& [id, result] : snapshot()->probes)
      if (std::exchange(seen_[id], result) != result && is_measuring_) ++updates_[id];
  }

  void draw_for(double seconds) {
    const auto start = Clock::now();
    for (auto next = start; Seconds(Clock::now() - start).count() < seconds;) {
      draw();
      next += std::chrono::duration_cast<Clock::duration>(Seconds(frame_time_));
      std::this_thread::sleep_until(next);
    }
  }

  template <typename Condition>
  void await(const Condition& condition) {
    while (!condition()) {
      if (state() == RunState::Failed) throw Error(snapshot()->message, snapshot()->hint);
      draw_for(frame_time_);
    }
  }

  UiContext ui_;
  std::optional<OffscreenCanvas> canvas_;
  test::MemoryTextures textures_;
  SessionLink engine_;
  Application application_;
  double frame_time_;
  Index batch_size_ = 1;
  std::vector<double> frame_ms_;
  bool is_measuring_ = false;
  std::map<std::string, std::shared_ptr<const ProbeResult>> seen_;
  std::map<std::string, double> updates_;
  double measured_secs_ = 0;
};

double quantile(std::vector<double> values, double share) {
  std::ranges::sort(values);
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

int run(const Options& options) {
  const Recipe recipe = chosen_recipe(options);
  Headless headless(recipe);
  Panels panels(recipe, options);
  std::vector<double> ratios;
  headless.images_per_second(1);  // to warm up
  for (int round = 0; round < options.rounds; ++round) {
    const double alone = headless.images_per_second(options.seconds);
    const double with_panels = panels.images_per_second(options.seconds);
    ratios.push_back(with_panels / alone);
    fmt::print(
        "round {}: headless {:.0f} images/s, with all panels {:.0f} images/s, ratio {:.3f}\n",
        round + 1, alone, with_panels, ratios.back());
  }
  const std::vector<double>& frames = panels.frame_ms();
  fmt::print("ratio: median {:.3f}, least {:.3f}\n", quantile(ratios, 0.5), quantile(ratios, 0));
  fmt::print(
      "the app's own work for a frame, {} frames: median {:.2f} ms, 95 % {:.2f} ms, most "
      "{:.2f} ms\n",
      frames.size(), quantile(frames, 0.5), quantile(frames, 0.95), quantile(frames, 1));
  for (const auto& [id, per_second] : panels.freshness())
    fmt::print("{}: {:.1f} updates/s\n", id, per_second);
  return 0;
}

}  // namespace
}  // namespace netdyno::app

int main(int argc, char** argv) {
  netdyno::app::keep_freed_memory();  // as the app does
  netdyno::app::Options options;
  CLI::App arguments("Training with and without the panels");
  arguments.add_option("recipe", options.recipe_file, "a recipe's file; LeNet-5 by default");
  arguments.add_option("--net", options.net, "a reference net instead");
  arguments.add_option("--seconds", options.seconds, "of each measurement");
  arguments.add_option("--rounds", options.rounds, "of both, in turn")->check(CLI::Range(1, 1000));
  arguments.add_option("--fps", options.fps, "frames a second")->check(CLI::Range(1, 1000));
  arguments.add_option("--pace", options.pace, "steps a second that the panels' run is held to");
  arguments.add_flag("--rasterize", options.rasterizes, "draw the pixels too, off-screen");
  CLI11_PARSE(arguments, argc, argv);
  try {
    return netdyno::app::run(options);
  } catch (const netdyno::Error& error) {
    fmt::print(stderr, "panels_bench: {}\n", error.message());
    return 1;
  }
}
