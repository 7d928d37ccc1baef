// SPDX-License-Identifier: MIT
#include "app/cli/bench_command.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/bench_nets.h"
#include "app/cli/exit_status.h"
#include "app/cli/number_arguments.h"
#include "app/cli/text_output.h"
#include "engine/nn/summary.h"
#include "engine/train/trainer.h"

namespace netdyno::app {

namespace {

constexpr int kRounds = 7;
constexpr double kRoundSeconds = 0.3;
constexpr double kWarmUpSeconds = 0.3;  // clocks rise, plans are made

struct BenchArguments {
  std::string net;  // empty: all
  int threads = 0;  // 0: available
  bool json = false;
};

struct Measurement {
  std::string net;
  Index batch = 0;
  double images_per_second = 0;  // median over rounds
  double slowest = 0;            // of the rounds
  double fastest = 0;
  double gflops = 0;
};

// Trains for at least `seconds` and two steps; returns images/s.
double train_for(Trainer& trainer, double seconds) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  Index images = 0;
  double elapsed = 0;
  for (int steps = 0; elapsed < seconds || steps < 2; ++steps) {
    images += trainer.step().examples;
    elapsed = std::chrono::duration<double>(Clock::now() - start).count();
  }
  return static_cast<double>(images) / elapsed;
}

Measurement measure(const BenchNet& net, Kernels& kernels) {
  Trainer trainer(bench_recipe(net), bench_data(net), kernels);
  train_for(trainer, kWarmUpSeconds);
  std::vector<double> rounds;
  for (int i = 0; i < kRounds; ++i) rounds.push_back(train_for(trainer, kRoundSeconds));
  std::ranges::sort(rounds);
  const double median = rounds[rounds.size() / 2];
  const auto multiply_adds =
      static_cast<double>(summarize(trainer.network(), net.batch_size, 1).multiply_adds);
  return {net.name,       net.batch_size, median,
          rounds.front(), rounds.back(),  3 * 2 * multiply_adds * median * 1e-9};
}

Json measurements_json(const std::vector<Measurement>& measurements, int threads) {
  Json nets = Json::array();
  for (const Measurement& m : measurements)
    nets.push_back({{"net", m.net},
                    {"batch", m.batch},
                    {"images_per_second", m.images_per_second},
                    {"gflops", m.gflops}});
  return {{"threads", threads}, {"nets", nets}};
}

std::string measurements_text(const std::vector<Measurement>& measurements, int threads) {
  std::vector<std::vector<std::string>> rows = {
      {"net", "batch", "images/s", "slowest", "fastest", "GFLOP/s"}};
  const auto rounded = [](double value) { return grouped(std::llround(value)); };
  for (const Measurement& m : measurements)
    rows.push_back({m.net, std::to_string(m.batch), rounded(m.images_per_second),
                    rounded(m.slowest), rounded(m.fastest), fmt::format("{:.1f}", m.gflops)});
  return fmt::format("{}\n{} {}; median of {} rounds\n", text_table(rows, 1), threads,
                     threads == 1 ? "thread" : "threads", kRounds);
}

int bench(const BenchArguments& arguments) {
  WorkerPool pool(arguments.threads > 0 ? arguments.threads : WorkerPool::available_threads());
  const auto kernels = make_kernels(Backend::OneDnn, pool);
  std::vector<Measurement> measurements;
  for (const BenchNet& net : bench_nets())
    if (arguments.net.empty() || arguments.net == net.name)
      measurements.push_back(measure(net, *kernels));
  if (arguments.json)
    print_json(measurements_json(measurements, pool.threads()));
  else
    print_text(measurements_text(measurements, pool.threads()));
  return kDone;
}

std::vector<std::string> net_names() {
  std::vector<std::string> names;
  for (const BenchNet& net : bench_nets()) names.push_back(net.name);
  return names;
}

}  // namespace

void add_bench_command(CLI::App& app, CommandAction& action) {
  CLI::App* command =
      app.add_subcommand("bench", "Measures the training throughput of the reference nets");
  const auto arguments = std::make_shared<BenchArguments>();
  command->add_option("--net", arguments->net, "Only this net")
      ->type_name("NAME")
      ->check(CLI::IsMember(net_names()));
  command
      ->add_option("--threads", arguments->threads,
                   "Threads to compute with (default: all available)")
      ->type_name("N")
      ->transform(thread_count());
  command->add_flag("--json", arguments->json, "Prints one JSON document");
  command->callback([arguments, &action] { action = [arguments] { return bench(*arguments); }; });
}

}  // namespace netdyno::app
