// SPDX-License-Identifier: MIT
#include "app/cli/progress_display.h"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/cli/text_output.h"
#include "engine/core/printable.h"

namespace netdyno::app {

namespace {

constexpr std::size_t kLeastCells = 5;
constexpr std::size_t kMostCells = 40;
constexpr std::chrono::milliseconds kBarInterval{100};
constexpr std::chrono::milliseconds kLineInterval{5000};

double finished_share(const TrainProgress& progress) {
  if (progress.total_steps <= 0) return 0;
  return std::clamp(static_cast<double>(progress.step) / static_cast<double>(progress.total_steps),
                    0.0, 1.0);
}

std::size_t terminal_columns(std::FILE* stream) {
  winsize size{};
  const bool is_known = ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return is_known ? size.ws_col : 80;
}

}  // namespace

std::string progress_line(const TrainProgress& progress) {
  return fmt::format(
      "step {}/{}  epoch {:.2f}  loss {:.4f}  accuracy {:.3f}  {} images/s  {} to go",
      progress.step, progress.total_steps, progress.epoch, progress.loss, progress.accuracy,
      grouped(std::llround(progress.images_per_second)), clock_text(progress.seconds_to_go));
}

std::string progress_bar(const TrainProgress& progress, std::size_t columns) {
  const std::string text = fmt::format(
      "{}/{}  loss {:.3f}  accuracy {:.3f}  {} images/s  {} left", progress.step,
      progress.total_steps, progress.loss, progress.accuracy,
      grouped(std::llround(progress.images_per_second)), clock_text(progress.seconds_to_go));
  const std::size_t beside_cells = text.size() + 4;  // two brackets, two spaces
  const std::size_t cells =
      std::clamp(columns > beside_cells ? columns - beside_cells : 0, kLeastCells, kMostCells);
  const auto filled =
      static_cast<std::size_t>(finished_share(progress) * static_cast<double>(cells));
  std::string bar =
      fmt::format("[{}{}]  {}", std::string(filled, '#'), std::string(cells - filled, '.'), text);
  bar.resize(std::min(bar.size(), columns));
  return bar;
}

bool is_plain_terminal(const char* term, const char* no_color) {
  const bool is_dumb = !term || !*term || std::string_view(term) == "dumb";
  return is_dumb || (no_color && *no_color);
}

ProgressDisplay::ProgressDisplay(std::FILE* stream)
    : stream_(stream),
      draws_bars_(isatty(fileno(stream)) != 0 &&
                  !is_plain_terminal(std::getenv("TERM"), std::getenv("NO_COLOR"))),
      last_shown_(std::chrono::steady_clock::now()) {}

ProgressDisplay::~ProgressDisplay() {
  clear_bar();
}

bool ProgressDisplay::is_due() const {
  const auto passed = std::chrono::steady_clock::now() - last_shown_;
  return passed >= (draws_bars_ ? kBarInterval : kLineInterval);
}

void ProgressDisplay::show(const TrainProgress& progress) {
  last_shown_ = std::chrono::steady_clock::now();
  if (!draws_bars_) return line(progress_line(progress));
  // One column stays free: a cursor behind the last one wraps on some terminals.
  const std::string bar = progress_bar(progress, terminal_columns(stream_) - 1);
  std::fputs(fmt::format("\r{}\x1b[K", bar).c_str(), stream_);
  std::fflush(stream_);
  has_bar_ = true;
}

void ProgressDisplay::line(std::string_view text) {
  clear_bar();
  std::fputs((printable(text) + "\n").c_str(), stream_);
  std::fflush(stream_);
}

void ProgressDisplay::clear_bar() {
  if (!std::exchange(has_bar_, false)) return;
  std::fputs("\r\x1b[K", stream_);
  std::fflush(stream_);
}

}  // namespace netdyno::app
