// SPDX-License-Identifier: MIT
#include "engine/formats/event_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "engine/core/error.h"
#include "engine/run/metrics_file.h"
#include "engine/run/metrics_log.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

// RFC 3720, appendix B.4.
TEST(EventFile, ChecksumsAreThoseOfTheStandard) {
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAu);
  EXPECT_EQ(crc32c(std::string(32, '\xFF')), 0x62A8AB43u);
  EXPECT_EQ(crc32c("123456789"), 0xE3069283u);
  EXPECT_EQ(masked_crc(0), 0xA282EAD8u);
}

// The bytes that TensorFlow's own writer makes of Event{wall_time: 1, file_version:
// "brain.Event:2"}, and by hand of a scalar.
TEST(EventFile, WritesKnownGoodBytes) {
  EXPECT_EQ(hex(event_record(std::string("\x09\0\0\0\0\0\0\xf0\x3f\x1a\x0d", 11) + "brain.Event:2"))
                .substr(0, 16),
            "1800000000000000");
  EXPECT_EQ(hex(event_record(std::string("\x09\0\0\0\0\0\0\xf0\x3f\x1a\x0d", 11) + "brain.Event:2"))
                .substr(16, 8),
            "a37f4b22")
      << "the masked CRC of a length of 24, as at the head of every such file";
  EventSummary summary;
  summary.add_scalar("a", 1.0);
  EXPECT_EQ(hex(summary.event(1.0, 3)),
            "09000000000000f03f"  // wall_time = 1
            "1003"                // step = 3
            "2a0a"                // summary, 10 bytes
            "0a08"                // value, 8 bytes
            "0a0161"              // tag = "a"
            "150000803f");        // simple_value = 1
}

TEST(EventFile, IsReadBackAsItWasWritten) {
  const test::TemporaryFolder folder;
  {
    EventFile file(folder / "events", 100);
    for (int step = 1; step <= 3; ++step) {
      EventSummary summary;
      summary.add_scalar("loss", 1.0 / step);
      summary.add_scalar("accuracy", 0.25 * step);
      file.add(summary, 100 + step, step);
    }
    file.flush();
  }
  const auto series = read_event_scalars(folder / "events");
  ASSERT_EQ(series.size(), 2u);
  EXPECT_EQ(series[1].tag, "loss");
  EXPECT_EQ(series[1].steps, (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_EQ(series[1].seconds, (std::vector<double>{0, 1, 2}));
  EXPECT_FLOAT_EQ(static_cast<float>(series[1].values[2]), 1.0f / 3);
}

TEST(EventFile, ReadsAFileThatIsStillGrowingUpToItsLastWholeRecord) {
  const test::TemporaryFolder folder;
  std::string bytes = event_record(std::string("\x09\0\0\0\0\0\0\xf0\x3f", 9));
  EventSummary summary;
  summary.add_scalar("loss", 2);
  bytes += event_record(summary.event(5, 1));
  const std::string next = event_record(summary.event(6, 2));
  for (const std::size_t cut : {std::size_t{0}, std::size_t{5}, next.size() - 1}) {
    folder.write("events.out.tfevents.1.x", bytes + next.substr(0, cut));
    EXPECT_EQ(read_event_scalars(folder.path()).front().steps.size(), 1u) << cut;
  }
  std::string damaged = bytes + next;
  damaged[damaged.size() - 6] ^= 1;
  folder.write("events.out.tfevents.1.x", damaged);
  EXPECT_EQ(read_event_scalars(folder.path()).front().steps.size(), 1u);
  folder.write("events.out.tfevents.1.x", "nothing of the kind");
  EXPECT_THROW(read_event_scalars(folder.path()), Error);
}

TEST(EventFile, FollowsNoLinkAndWaitsForNoFifo) {
  const test::TemporaryFolder folder;
  const std::filesystem::path victim = folder.write("victim", "precious");
  const std::string name = fmt::format("events.out.tfevents.7.{}.netdyno", getpid());
  std::filesystem::create_symlink(victim, folder / name);
  EXPECT_THROW(EventFile(folder.path(), 7), Error);
  EXPECT_EQ(std::filesystem::file_size(victim), 8u);
  std::filesystem::remove(folder / name);
  ASSERT_EQ(mkfifo((folder / name).c_str(), 0600), 0);
  EXPECT_FALSE(holds_event_files(folder.path()));
}

TEST(MetricsFile, ReadsWhatTheRunWrote) {
  History history;
  for (int step = 1; step <= 4; ++step)
    history.append(StepRecord{.step = step,
                              .epoch = step / 2.0,
                              .seconds = 0.1 * step,
                              .learning_rate = 0.01,
                              .train_loss = step == 3 ? kNotMeasured : 1.0 / step,
                              .train_accuracy = 0.5,
                              .penalty = 0.25});
  history.append(ValidationRecord{2, 1, 0.2, 0.75, 0.5});
  const std::string text = metrics_csv(history);
  EXPECT_EQ(metrics_csv(parse_metrics(text, "m")), text);
  EXPECT_EQ(parse_metrics(text, "m").validations().size(), 1u);
  EXPECT_THROW(parse_metrics("step,loss\n1,2\n", "m"), Error);
  EXPECT_THROW(parse_metrics(text + "3,1,1,1,1,1,1,,\n", "m"), Error) << "steps ascend";
  EXPECT_THROW(parse_metrics(text + "9,x,1,1,1,1,1,,\n", "m"), Error);
  EXPECT_THROW(parse_metrics(text + "9,1,1\n", "m"), Error);
}

}  // namespace
}  // namespace netdyno
