// app/cli/progress_display.h
// SPDX-License-Identifier: MIT
//
// How far a headless training is: a bar that is redrawn on a terminal, a line every few seconds
// elsewhere and on a terminal that takes no escape sequences.
//
//   Cost     one look at the clock per step; text is made only when it is shown

#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace netdyno::app {

struct TrainProgress {
  std::int64_t step = 0;
  std::int64_t total_steps = 0;
  double epoch = 0;     // finished share included
  double loss = 0;      // training loss, smoothed over steps
  double accuracy = 0;  // training accuracy, smoothed over steps, [0,1]
  double images_per_second = 0;
  double seconds_to_go = 0;
};

// "step 800/3910  epoch 1.02  loss 0.5521  accuracy 0.802  15 200 images/s  0:13 to go"
std::string progress_line(const TrainProgress& progress);

// "[####......]  800/3910  loss 0.552 …": as much bar as fits into `columns`, cut to them.
std::string progress_bar(const TrainProgress& progress, std::size_t columns);

// Whether a terminal is to get no escape sequences: $TERM is unset, empty or "dumb", or $NO_COLOR
// is set to anything (no-color.org).
bool is_plain_terminal(const char* term, const char* no_color);

class ProgressDisplay {
 public:
  // Draws bars when `stream` is a terminal that is not plain.
  explicit ProgressDisplay(std::FILE* stream);
  ~ProgressDisplay();
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  // True when enough time has passed since the last show().
  bool is_due() const;
  void show(const TrainProgress& progress);
  // A line that stays. Failures to write are ignored: progress is not a result.
  void line(std::string_view text);

 private:
  void clear_bar();

  std::FILE* stream_;
  bool draws_bars_;
  bool has_bar_ = false;
  std::chrono::steady_clock::time_point last_shown_;
};

}  // namespace netdyno::app
