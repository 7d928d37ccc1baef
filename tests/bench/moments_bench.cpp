// SPDX-License-Identifier: MIT
//
// What time costs: keyframes while a run trains, and moments of it had back. Prints a line each,
// beside what is asked of it where the network is one of those that something is asked of:
//
//   keyframes   share of the training's time, the same steps with and without in turn
//   moment      seconds to a random step and to its neighbours, 95th percentile
//   fork        milliseconds for a run that goes on from a moment that is there
//   twins       time of two runs in lockstep against one
//
//   moments_bench [--net NAME] [--steps N] [--rounds N] [--moments N] [--threads N] [--memory MB]
//   [--share S]
//   [--cpu]

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <ctime>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/bench_nets.h"
#include "engine/core/random.h"
#include "engine/kernels/kernels.h"
#include "engine/run/fork.h"
#include "engine/run/moment.h"

namespace netdyno::app {
namespace {

using Clock = std::chrono::steady_clock;

struct Options {
  std::string net = "lenet";
  std::int64_t steps = 10'000;
  int rounds = 30;
  int moments = 100;
  int threads = 0;
  std::size_t memory_mb = 0;  // 0: the default
  double share = TimelineOptions{}.share_of_time;
  bool counts_processor = false;
};

// Of the wall, or with --cpu of this process's processors, which others do not hold up.
double now(bool counts_processor) {
  if (counts_processor) return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
  return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

double quantile(std::vector<double> values, double share) {
  std::ranges::sort(values);
  const auto last = static_cast<double>(values.size() - 1);
  return values[static_cast<std::size_t>(share * last + 0.5)];
}

class Bench {
 public:
  explicit Bench(const Options& options)
      : options_(options),
        pool_(options.threads > 0 ? options.threads : WorkerPool::available_threads()),
        kernels_(make_kernels(Backend::OneDnn, pool_)) {
    for (const BenchNet& net : bench_nets())
      if (net.name == options.net) {
        recipe_ = bench_recipe(net);
        data_ = bench_data(net);
      }
    if (!data_.dataset()) throw CLI::ValidationError("no net " + options.net);
    recipe_.epochs = 1'000'000'000;
    recipe_.optimizer.learning_rate = 0.001;
  }

  TimelineOptions timeline_options() const {
    TimelineOptions options;
    options.share_of_time = options_.share;
    if (options_.memory_mb > 0) options.memory = options_.memory_mb << 20;
    return options;
  }

  // One run, watched and not in turn: two would lie in memory differently.
  void measure_keyframes() {
    Run run(recipe_, data_, *kernels_);
    Timeline timeline(timeline_options());
    timeline.begin(run, 0);
    const std::int64_t steps = steps_for(0.4);
    const auto train = [&](bool is_watched) {
      return seconds_of([&] {
        for (std::int64_t s = 0; s < steps; ++s) {
          run.advance();
          if (is_watched) timeline.observe(run, 0);
        }
      });
    };
    train(true);
    std::vector<double> ratios;
    for (int i = 0; i < options_.rounds; ++i) {
      const double first = train(i % 2 == 0), second = train(i % 2 == 1);
      ratios.push_back(i % 2 == 0 ? first / second - 1 : second / first - 1);
    }
    fmt::print(
        "keyframes   {:.2f} % of training (median of {} rounds of {} steps; quartiles {:.2f} "
        "and {:.2f}; asked: 2)\n",
        100 * quantile(ratios, 0.5), options_.rounds, steps, 100 * quantile(ratios, 0.25),
        100 * quantile(ratios, 0.75));
    constexpr int kCopies = 50;
    const double copies = seconds_of([&] {
      for (int i = 0; i < kCopies; ++i) run.save_without_history();
    });
    fmt::print("one         {:.3f} ms for a copy of the state, {:.2f} MB\n",
               1000 * copies / kCopies,
               static_cast<double>(Keyframe(run, 0, nullptr).bytes()) / (1 << 20));
  }

  void measure_moments() {
    Run run(recipe_, data_, *kernels_);
    Timeline timeline(timeline_options());
    const PastChanges changes;
    timeline.begin(run, 0);
    const double trained = seconds_of([&] {
      while (run.trainer().steps_taken() < options_.steps) {
        run.advance();
        timeline.observe(run, 0);
      }
    });
    fmt::print("trained     {} steps in {:.1f} s; {} keyframes, {} of {} MB\n", options_.steps,
               trained, timeline.size(), timeline.bytes_in_memory() >> 20,
               timeline_options().memory >> 20);
    MomentSearch search(
        {.recipe = recipe_, .changes = &changes, .history = &run.history(), .timeline = &timeline},
        std::as_const(run).trainer());
    const auto lead = [&](std::int64_t step) {
      return seconds_of([&] {
        search.seek(step, MomentSearch::Need::LastStep);
        while (!search.advance()) {
        }
      });
    };
    Random random(1, Stream::Test);
    std::vector<double> far, near, forks;
    for (int i = 0; i < options_.moments; ++i) {
      const auto step =
          static_cast<std::int64_t>(1 + random.below(static_cast<std::uint64_t>(options_.steps)));
      far.push_back(lead(step));
      for (int n = 1; n <= 5; ++n) {
        near.push_back(lead(std::max<std::int64_t>(step - n, 1)));
      }
      for (int n = -4; n <= 0; ++n) near.push_back(lead(std::max<std::int64_t>(step + n, 1)));
      if (i % 10 == 0)
        forks.push_back(seconds_of([&] {
          Run fork(search.shadow()->recipe(), data_, *kernels_,
                   std::as_const(run).trainer().shared_preprocessor());
          fork.load(fork_state(*search.shadow(), run.history()));
        }));
    }
    const bool is_lenet = options_.net == "lenet";
    fmt::print("moment      {:.3f} s to a random one (95 %; median {:.3f}; asked: {})\n",
               quantile(far, 0.95), quantile(far, 0.5), is_lenet ? "0.15" : "1.5");
    fmt::print("neighbour   {:.3f} s (95 %; median {:.4f}, longest {:.3f}; asked of LeNet: 0.03)\n",
               quantile(near, 0.95), quantile(near, 0.5), quantile(near, 1));
    fmt::print("fork        {:.1f} ms (median; longest {:.1f}; asked of LeNet: 50)\n",
               1000 * quantile(forks, 0.5), 1000 * quantile(forks, 1));
    if (search.first_mismatch()) fmt::print("MISMATCH at step {}\n", *search.first_mismatch());
  }

  void measure_twins() {
    Run one(recipe_, data_, *kernels_), a(recipe_, data_, *kernels_), b(recipe_, data_, *kernels_);
    const std::int64_t steps = steps_for(0.4);
    std::vector<double> ratios;
    for (int i = 0; i < options_.rounds; ++i) {
      const double alone = seconds_of([&] {
        for (std::int64_t s = 0; s < steps; ++s) one.advance();
      });
      const double both = seconds_of([&] {
        for (std::int64_t s = 0; s < steps; ++s) {
          a.advance();
          b.advance();
        }
      });
      ratios.push_back(both / alone);
    }
    fmt::print("twins       {:.2f} times one (median of {} rounds; asked: 2.1)\n",
               quantile(ratios, 0.5), options_.rounds);
  }

 private:
  double seconds_of(const std::function<void()>& work) const {
    const double began = now(options_.counts_processor);
    work();
    return now(options_.counts_processor) - began;
  }

  // So many as take about that long.
  std::int64_t steps_for(double seconds) {
    Run run(recipe_, data_, *kernels_);
    for (int i = 0; i < 3; ++i) run.advance();
    const double step = seconds_of([&] {
                          for (int i = 0; i < 5; ++i) run.advance();
                        }) /
                        5;
    return std::max<std::int64_t>(5, static_cast<std::int64_t>(seconds / step));
  }

  Options options_;
  WorkerPool pool_;
  std::unique_ptr<Kernels> kernels_;
  Recipe recipe_;
  DataSplits data_;
};

int run(int argc, char** argv) {
  CLI::App app("What keyframes, moments, forks and twins cost");
  Options options;
  app.add_option("--net", options.net, "Of `netdyno bench`")->capture_default_str();
  app.add_option("--steps", options.steps, "Of the run that is looked back at")
      ->capture_default_str();
  app.add_option("--rounds", options.rounds, "Of what is compared in turn")->capture_default_str();
  app.add_option("--moments", options.moments, "Random ones")->capture_default_str();
  app.add_option("--threads", options.threads, "0: all");
  app.add_option("--memory", options.memory_mb, "Of keyframes, MB; 0: the default");
  app.add_option("--share", options.share, "Of the time, that keyframes may take; 1e9: one a step");
  app.add_flag("--cpu", options.counts_processor,
               "Seconds of the processor, not of the wall: for a busy machine, with --threads 1");
  CLI11_PARSE(app, argc, argv);
  Bench bench(options);
  bench.measure_keyframes();
  bench.measure_twins();
  bench.measure_moments();
  return 0;
}

}  // namespace
}  // namespace netdyno::app

int main(int argc, char** argv) {
  return netdyno::app::run(argc, argv);
}
