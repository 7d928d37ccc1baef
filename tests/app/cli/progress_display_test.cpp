// SPDX-License-Identifier: MIT
#include "app/cli/progress_display.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace netdyno::app {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

TrainProgress a_quarter() {
  return {.step = 250,
          .total_steps = 1000,
          .epoch = 1.5,
          .loss = 0.55214,
          .accuracy = 0.8024,
          .images_per_second = 15200,
          .seconds_to_go = 13};
}

TEST(ProgressDisplay, ALineHasUnits) {
  EXPECT_EQ(progress_line(a_quarter()),
            "step 250/1000  epoch 1.50  loss 0.5521  accuracy 0.802  15 200 images/s  0:13 to go");
}

TEST(ProgressDisplay, ABarIsFilledByTheFinishedShare) {
  EXPECT_EQ(progress_bar(a_quarter(), 200),
            "[##########..............................]  250/1000  loss 0.552  accuracy 0.802  "
            "15 200 images/s  0:13 left");
}

TEST(ProgressDisplay, OnEightyColumnsEverythingFits) {
  TrainProgress progress = a_quarter();
  progress.step = 19550;
  progress.total_steps = 78200;
  progress.seconds_to_go = 3599;
  const std::string bar = progress_bar(progress, 79);
  EXPECT_THAT(bar, StartsWith("[#."));
  EXPECT_THAT(bar, EndsWith("59:59 left"));
  EXPECT_LE(bar.size(), 79u);
}

TEST(ProgressDisplay, ABarIsCutToTheTerminal) {
  EXPECT_EQ(progress_bar(a_quarter(), 30).size(), 30u);
  EXPECT_EQ(progress_bar(a_quarter(), 0), "");
}

TEST(ProgressDisplay, StepsBeyondTheTotalKeepTheBarFull) {
  TrainProgress progress = a_quarter();
  progress.step = 5000;
  EXPECT_THAT(progress_bar(progress, 200), HasSubstr("####]  5000/1000"));
  progress.total_steps = 0;
  EXPECT_THAT(progress_bar(progress, 200), StartsWith("[...."));
}

TEST(ProgressDisplay, ADumbTerminalIsPlain) {
  EXPECT_FALSE(is_plain_terminal("xterm-256color", nullptr));
  EXPECT_FALSE(is_plain_terminal("xterm", ""));
  for (const char* term : {"dumb", ""}) EXPECT_TRUE(is_plain_terminal(term, nullptr));
  EXPECT_TRUE(is_plain_terminal(nullptr, nullptr));
  EXPECT_TRUE(is_plain_terminal("xterm", "1"));
}

TEST(ProgressDisplay, ALineKeepsTheTerminalAsItIs) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
  ProgressDisplay(file.get()).line("of \x1b]0;title\x07\xff");
  std::string text(100, '\0');
  std::rewind(file.get());
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  EXPECT_EQ(text, "of  ]0;title \uFFFD\n");
}

TEST(ProgressDisplay, WithoutATerminalThereAreOnlyWholeLines) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
  {
    ProgressDisplay display(file.get());
    display.show(a_quarter());
    display.line("done");
  }
  std::string text(1000, '\0');
  std::rewind(file.get());
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  EXPECT_EQ(text, progress_line(a_quarter()) + "\ndone\n");
}

}  // namespace
}  // namespace netdyno::app
