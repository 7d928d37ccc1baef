// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <utility>

#include "engine/core/error.h"
#include "engine/core/open_file.h"
#include "engine/core/protobuf_reader.h"
#include "engine/formats/event_file.h"
#include "engine/formats/event_tensor.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeadBytes = 12, kTailBytes = 4;

struct Point {
  double wall_secs = 0;
  double value = 0;
};
using Points = std::map<std::string, std::map<std::int64_t, Point>>;

std::uint32_t stored_crc(std::string_view bytes) {
  std::uint32_t crc = 0;
  std::memcpy(&crc, bytes.data(), sizeof(crc));
  return crc;
}

// The next record's data, or none at the end and where it is damaged.
std::optional<std::string_view> take_record(std::string_view& rest) {
  if (rest.size() < kHeadBytes) return std::nullopt;
  std::uint64_t length = 0;
  std::memcpy(&length, rest.data(), sizeof(length));
  const bool is_sound = masked_crc(crc32c(rest.substr(0, 8))) == stored_crc(rest.substr(8));
  if (!is_sound || rest.size() - kHeadBytes < kTailBytes ||
      length > rest.size() - kHeadBytes - kTailBytes)
    return std::nullopt;
  const std::string_view data = rest.substr(kHeadBytes, length);
  if (masked_crc(crc32c(data)) != stored_crc(rest.substr(kHeadBytes + length))) return std::nullopt;
  rest.remove_prefix(kHeadBytes + length + kTailBytes);
  return data;
}

void read_value(std::string_view bytes, std::int64_t step, double wall_secs, Points& points) {
  ProtobufReader reader(bytes);
  std::string tag;
  std::optional<double> value;
  while (reader.next()) {
    if (reader.field == 1) tag = reader.bytes;
    if (reader.field == 2 && !reader.is_number) value = reader.real32();
    if (reader.field == 8) value = tensor_scalar(reader.bytes);
  }
  if (value && !tag.empty()) points[tag][step] = {wall_secs, *value};
}

bool tells_start(std::string_view session_log) {
  constexpr std::uint64_t kStart = 1;
  ProtobufReader reader(session_log);
  bool is_start = false;
  while (reader.next())
    if (reader.field == 1) is_start = reader.is_number && reader.value == kStart;
  return is_start;
}

// A job that goes on from its checkpoint writes the steps behind it again, and what it wrote before
// it was cut off is none of its story.
void forget_from(std::int64_t step, Points& points) {
  for (auto& [tag, series] : points) series.erase(series.lower_bound(step), series.end());
}

void read_event(std::string_view bytes, Points& points) {
  ProtobufReader reader(bytes);
  double wall_secs = 0;
  std::int64_t step = 0;
  std::string_view summary;
  bool is_start = false;
  while (reader.next()) {
    if (reader.field == 1) wall_secs = reader.real64();
    if (reader.field == 2) step = static_cast<std::int64_t>(reader.value);
    if (reader.field == 5) summary = reader.bytes;
    if (reader.field == 7) is_start = tells_start(reader.bytes);
  }
  if (is_start) forget_from(step, points);
  ProtobufReader values(summary);
  while (values.next())
    if (values.field == 1) read_value(values.bytes, step, wall_secs, points);
}

bool is_event_file(const fs::path& file) {
  return file.filename().string().find(".tfevents.") != std::string::npos;
}

std::vector<fs::path> event_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    if (is_event_file(entry.path()) && entry.is_regular_file(error)) files.push_back(entry.path());
  std::ranges::sort(files);  // by time: it is in the names
  return files;
}

}  // namespace

bool holds_event_files(const fs::path& folder) {
  return !event_files(folder).empty();
}

std::vector<ScalarSeries> read_event_scalars(const fs::path& folder) {
  Points points;
  for (const fs::path& file : event_files(folder)) {
    const std::string bytes = read_file(file);
    std::string_view rest = bytes;
    while (const auto record = take_record(rest)) read_event(*record, points);
  }
  std::erase_if(points, [](const auto& tagged) { return tagged.second.empty(); });
  if (points.empty())
    throw Error(fmt::format("No scalars can be read from event files in {}", folder.string()),
                "Name a folder with events.out.tfevents.… files that hold scalars");
  double start = points.begin()->second.begin()->second.wall_secs;
  for (const auto& [tag, series] : points)
    start = std::min(start, series.begin()->second.wall_secs);
  std::vector<ScalarSeries> all;
  for (const auto& [tag, series] : points) {
    ScalarSeries& scalars = all.emplace_back();
    scalars.tag = tag;
    for (const auto& [step, point] : series) {
      scalars.steps.push_back(step);
      scalars.seconds.push_back(point.wall_secs - start);
      scalars.values.push_back(point.value);
    }
  }
  return all;
}

}  // namespace netdyno
