// SPDX-License-Identifier: MIT
#include "engine/run/metrics_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/core/error.h"
#include "engine/core/open_file.h"
#include "engine/run/metrics_file.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

using test::TemporaryFolder;
namespace fs = std::filesystem;

void add_steps(History& history, std::int64_t count) {
  const std::int64_t first = history.empty() ? 1 : history.last().step + 1;
  for (std::int64_t step = first; step < first + count; ++step) {
    const auto x = static_cast<double>(step);
    history.append(StepRecord{step, x / 8, x / 64, 0.1, 1 / x, 0.5, 0.25, 900});
    if (step % 10 == 0) history.append(ValidationRecord{step, x / 8, x / 64, 2 / x, 0.25});
  }
}

// The file is what all of the history as text is.
void expect_whole(const TemporaryFolder& folder, const History& history) {
  EXPECT_EQ(read_file(folder / kMetricsFile), metrics_csv(history));
}

TEST(MetricsLog, GrowsByWhatIsNew) {
  const TemporaryFolder folder;
  History history;
  MetricsLog log;
  log.begin(folder.path(), history);
  expect_whole(folder, history);
  for (const int count : {3, 1, 20, 5}) {
    add_steps(history, count);
    log.write(history);
    expect_whole(folder, history);
  }
}

TEST(MetricsLog, AValidationThatComesAfterItsRowIsInIt) {
  const TemporaryFolder folder;
  History history;
  add_steps(history, 3);
  MetricsLog log;
  log.begin(folder.path(), history);
  history.append(ValidationRecord{3, 0.375, 0.05, 0.5, 0.75});
  log.write(history);
  expect_whole(folder, history);
  history.append(ValidationRecord{3, 0.375, 0.05, 0.25, 0.5});
  add_steps(history, 2);
  log.write(history);
  expect_whole(folder, history);
}

TEST(MetricsLog, GoesOnWhereTheHistoryEndsWhateverTheFileHasBeyond) {
  History history;
  add_steps(history, 25);
  const std::string whole = metrics_csv(history);
  History longer = history;
  longer.append(ValidationRecord{25, 1, 1, 1, 1});  // which a run that goes on never had
  add_steps(longer, 100);
  const std::string beyond = metrics_csv(longer);
  const std::string behind = whole.substr(0, whole.find("\n17,") + 1);
  for (const std::string& there :
       {whole, beyond, beyond.substr(0, beyond.size() - 9), behind, behind + "17,2.1",
        std::string("something else\n"), std::string(), beyond.substr(0, 10)}) {
    const TemporaryFolder folder;
    folder.write(kMetricsFile, there);
    MetricsLog log;
    log.begin(folder.path(), history);
    expect_whole(folder, history);
    History later = history;
    add_steps(later, 7);
    log.write(later);
    expect_whole(folder, later);
  }
}

TEST(MetricsLog, OfAnotherRunIsWrittenAnew) {
  const TemporaryFolder folder;
  History other;
  for (std::int64_t step = 1; step <= 50; ++step) other.append(StepRecord{.step = step});
  folder.write(kMetricsFile, metrics_csv(other));
  History history;
  add_steps(history, 25);
  MetricsLog().begin(folder.path(), history);
  expect_whole(folder, history);
}

TEST(MetricsLog, ComesBackWhenItWasTakenAway) {
  const TemporaryFolder folder;
  History history;
  add_steps(history, 5);
  MetricsLog log;
  log.begin(folder.path(), history);
  fs::remove(folder / kMetricsFile);
  add_steps(history, 5);
  log.write(history);
  expect_whole(folder, history);
}

TEST(MetricsLog, IsReadOnFromAnyOfItsRows) {
  const TemporaryFolder folder;
  History history;
  add_steps(history, 1000);
  folder.write(kMetricsFile, metrics_csv(history) + "1001,1");
  for (const int count : {1, 2, 10, 500, 999, 1000}) {
    History known;
    add_steps(known, count);
    ASSERT_TRUE(append_later_metrics(folder / kMetricsFile, known)) << count;
    EXPECT_EQ(metrics_csv(known), metrics_csv(history)) << count;
  }
  History other;
  other.append(StepRecord{.step = 7, .train_loss = 3});
  EXPECT_FALSE(append_later_metrics(folder / kMetricsFile, other));
}

}  // namespace
}  // namespace netdyno
