// SPDX-License-Identifier: MIT
//
// Writing; event_reader.cpp reads.
#include "engine/formats/event_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "engine/core/file_errors.h"
#include "engine/core/protobuf_writer.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::uint32_t, 256> make_crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ (value & 1 ? 0x82F63B78u : 0u);
    table[i] = value;
  }
  return table;
}
constexpr auto kCrcTable = make_crc_table();

// Fields of the messages.
enum class EventField { WallTime = 1, Step = 2, FileVersion = 3, Summary = 5 };
enum class ValueField { Tag = 1, SimpleValue = 2, Image = 4, Histogram = 5 };

int number(EventField field) {
  return static_cast<int>(field);
}
int number(ValueField field) {
  return static_cast<int>(field);
}

template <typename T>
void append_raw(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

std::string version_event(double wall_secs) {
  ProtobufWriter event;
  event.real64(number(EventField::WallTime), wall_secs);
  event.text(number(EventField::FileVersion), "brain.Event:2");
  return event.bytes();
}

// A value within a Summary.
std::string encoded(const ProtobufWriter& value) {
  ProtobufWriter summary;
  summary.message(1, value);
  return summary.bytes();
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes) {
  std::uint32_t crc = ~0u;
  for (const char byte : bytes)
    crc = crc >> 8 ^ kCrcTable[(crc ^ static_cast<unsigned char>(byte)) & 255];
  return ~crc;
}

std::uint32_t masked_crc(std::uint32_t crc) {
  return (crc >> 15 | crc << 17) + 0xA282EAD8u;
}

std::string event_record(std::string_view event) {
  std::string record;
  append_raw(record, static_cast<std::uint64_t>(event.size()));
  append_raw(record, masked_crc(crc32c(record)));
  record += event;
  append_raw(record, masked_crc(crc32c(event)));
  return record;
}

void EventSummary::add_scalar(const std::string& tag, double value) {
  ProtobufWriter writer;
  writer.text(number(ValueField::Tag), tag);
  writer.real32(number(ValueField::SimpleValue), static_cast<float>(value));
  values_ += encoded(writer);
}

void EventSummary::add_histogram(const std::string& tag, const Distribution& distribution) {
  const Histogram& h = distribution.histogram;
  const auto finite = static_cast<double>(distribution.count - h.not_finite);
  std::vector<double> limits = {h.lo}, counts = {static_cast<double>(h.underflow)};
  const double width =
      (h.hi - h.lo) / static_cast<double>(std::max<std::size_t>(h.counts.size(), 1));
  for (std::size_t i = 0; i < h.counts.size(); ++i) {
    const double low = h.lo + width * static_cast<double>(i);
    const bool holds_zero = low <= 0 && 0 < low + width;
    limits.push_back(low + width);
    counts.push_back(static_cast<double>(h.counts[i] + (holds_zero ? h.zeros : 0)));
  }
  limits.push_back(std::max(distribution.max, h.hi + width));
  counts.push_back(static_cast<double>(h.overflow));
  ProtobufWriter histogram;
  histogram.real64(1, distribution.min);
  histogram.real64(2, distribution.max);
  histogram.real64(3, finite);
  histogram.real64(4, distribution.mean * finite);
  histogram.real64(
      5, finite * (distribution.std * distribution.std + distribution.mean * distribution.mean));
  histogram.reals64(6, limits);
  histogram.reals64(7, counts);
  ProtobufWriter writer;
  writer.text(number(ValueField::Tag), tag);
  writer.message(number(ValueField::Histogram), histogram);
  values_ += encoded(writer);
}

void EventSummary::add_image(const std::string& tag, int width, int height, std::string_view png) {
  constexpr int kRgba = 4;
  ProtobufWriter image;
  image.integer(1, height);
  image.integer(2, width);
  image.integer(3, kRgba);
  image.text(4, png);
  ProtobufWriter writer;
  writer.text(number(ValueField::Tag), tag);
  writer.message(number(ValueField::Image), image);
  values_ += encoded(writer);
}

std::string EventSummary::event(double wall_secs, std::int64_t step) const {
  ProtobufWriter event;
  event.real64(number(EventField::WallTime), wall_secs);
  event.integer(number(EventField::Step), step);
  event.text(number(EventField::Summary), values_);
  return event.bytes();
}

EventFile::EventFile(const fs::path& folder, double wall_secs) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail_to_write(folder, error.value());
  // Tools sort by the time in the name and know the files by its beginning.
  file_ = folder / fmt::format("events.out.tfevents.{:.0f}.{}.netdyno", wall_secs, getpid());
  descriptor_ = open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail_to_write(file_, errno);
  pending_ = event_record(version_event(wall_secs));
}

EventFile::~EventFile() {
  close(descriptor_);
}

void EventFile::add(const EventSummary& summary, double wall_secs, std::int64_t step) {
  if (!summary.empty()) pending_ += event_record(summary.event(wall_secs, step));
}

void EventFile::flush() {
  std::string_view rest = pending_;
  int failure = 0;
  while (!rest.empty() && failure == 0) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0)
      rest.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      failure = errno;
  }
  // What was written in part goes on there the next time.
  pending_.erase(0, pending_.size() - rest.size());
  if (failure != 0) fail_to_write(file_, failure);
}

}  // namespace netdyno
