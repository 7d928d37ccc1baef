// SPDX-License-Identifier: MIT
//
//   fuzz_readers [--seconds S] [--seed N] [--first I] [--target NAME]
//
// Feeds damaged inputs to every reader in turn for S seconds altogether: each has to read them or
// throw an Error, within ten seconds, without a large allocation. What a failing input was stays in
// the folder that is named, and --first repeats it.
#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "engine/core/error.h"
#include "tests/fuzz/fuzz_targets.h"
#include "tests/fuzz/mutator.h"

namespace netdyno::test {
namespace {

using Clock = std::chrono::steady_clock;

struct Settings {
  double seconds = 3;
  std::uint64_t seed = 1;
  std::uint32_t first = 0;
  std::string target;
};

Settings parse(int argc, char** argv) {
  Settings settings;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string key = argv[i];
    if (key == "--seconds") settings.seconds = std::atof(argv[i + 1]);
    if (key == "--seed") settings.seed = std::strtoull(argv[i + 1], nullptr, 10);
    if (key == "--first")
      settings.first = static_cast<std::uint32_t>(std::strtoul(argv[i + 1], nullptr, 10));
    if (key == "--target") settings.target = argv[i + 1];
  }
  return settings;
}

// The address sanitizer reserves terabytes and has a limit of its own, max_allocation_size_mb.
void limit_memory() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  constexpr rlim_t kMost = rlim_t{2} << 30;
  const rlimit limit{kMost, kMost};
  setrlimit(RLIMIT_AS, &limit);
#endif
}

// Feeds inputs first, first + 1, … until `end`. Returns false at the first failure.
bool fuzz(const FuzzTarget& target, const Settings& settings, const std::filesystem::path& folder,
          Clock::time_point end) {
  constexpr unsigned kHangSeconds = 10;
  std::uint32_t number = settings.first;
  std::uint32_t read = 0;
  for (; Clock::now() < end || number == settings.first; ++number) {
    Random random(settings.seed, Stream::Test, number);
    const std::string bytes = mutated(target.seeds, random);
    // For a crash, of which nobody can tell afterwards.
    std::ofstream(folder / "input", std::ios::binary) << bytes;
    std::ofstream(folder / "number")
        << target.name << ' ' << settings.seed << ' ' << number << '\n';
    alarm(kHangSeconds);
    try {
      target.read(bytes, folder / "file");
      ++read;
    } catch (const Error& error) {
      if (std::strlen(error.what()) > 0) continue;
      fmt::print("{}: input {} of seed {} is refused without a word\n", target.name, number,
                 settings.seed);
      return false;
    } catch (const std::exception& error) {
      fmt::print("{}: input {} of seed {} ({}): {}\n", target.name, number, settings.seed,
                 (folder / "input").string(), error.what());
      return false;
    }
  }
  alarm(0);
  const std::uint32_t inputs = number - settings.first;
  fmt::print("{}: {} inputs, {} read, {} refused\n", target.name, inputs, read, inputs - read);
  return true;
}

bool reads_seeds(const FuzzTarget& target, const std::filesystem::path& folder) {
  try {
    for (const std::string& seed : target.seeds) target.read(seed, folder / "file");
    return true;
  } catch (const std::exception& error) {
    fmt::print("{}: refuses a good input: {}\n", target.name, error.what());
    return false;
  }
}

int run(const Settings& settings) {
  limit_memory();
  const auto folder =
      std::filesystem::temp_directory_path() / fmt::format("netdyno-fuzz-{}", getpid());
  std::filesystem::create_directories(folder);
  const std::vector<FuzzTarget> targets = fuzz_targets();
  std::size_t chosen = 0;
  bool is_good = true;
  for (const FuzzTarget& target : targets)
    chosen += settings.target.empty() || settings.target == target.name;
  for (const FuzzTarget& target : targets) {
    if (!settings.target.empty() && settings.target != target.name) continue;
    const auto share =
        std::chrono::duration<double>(settings.seconds / static_cast<double>(chosen));
    const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(share);
    is_good = reads_seeds(target, folder) && fuzz(target, settings, folder, end) && is_good;
    std::fflush(stdout);
  }
  if (is_good && chosen > 0) std::filesystem::remove_all(folder);
  return is_good && chosen > 0 ? 0 : 1;
}

}  // namespace
}  // namespace netdyno::test

int main(int argc, char** argv) {
  return netdyno::test::run(netdyno::test::parse(argc, argv));
}
