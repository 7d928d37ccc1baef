// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "engine/core/error.h"
#include "engine/run/event_file.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeadBytes = 12, kTailBytes = 4;

// Walks over the fields of a message; false at the end and where it is damaged.
class MessageReader {
 public:
  explicit MessageReader(std::string_view message) : rest_(message) {}

  bool next() {
    const auto key = varint();
    if (!key) return false;
    field = static_cast<int>(*key >> 3);
    switch (*key & 7) {
      case 0: {
        const auto read = varint();
        if (read) value = *read;
        return read.has_value();
      }
      case 1:
        return take(8);
      case 2: {
        const auto length = varint();
        return length && take(*length);
      }
      case 5:
        return take(4);
      default:
        return false;
    }
  }

  // Of the field where it stands; what does not fit its type is 0.
  double real64() const { return as<double>(); }
  double real32() const { return static_cast<double>(as<float>()); }

  int field = 0;
  std::uint64_t value = 0;  // of an integer
  std::string_view bytes;   // of everything else

 private:
  template <typename T>
  T as() const {
    T result = 0;
    if (bytes.size() == sizeof(T)) std::memcpy(&result, bytes.data(), sizeof(T));
    return result;
  }

  std::optional<std::uint64_t> varint() {
    std::uint64_t result = 0;
    for (int shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      result |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return result;
    }
    return std::nullopt;
  }

  bool take(std::uint64_t count) {
    if (count > rest_.size()) return false;
    bytes = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return true;
  }

  std::string_view rest_;
};

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

// TensorFlow 2 and PyTorch's newer writers keep a scalar in a tensor: float_val, or raw bytes.
std::optional<double> tensor_scalar(std::string_view tensor) {
  MessageReader reader(tensor);
  std::optional<double> value;
  while (reader.next()) {
    const bool is_float = reader.bytes.size() == sizeof(float);
    if ((reader.field == 4 || reader.field == 5) && is_float) value = reader.real32();
    if (reader.field == 6 && reader.bytes.size() == sizeof(double)) value = reader.real64();
  }
  return value;
}

void read_value(std::string_view bytes, std::int64_t step, double wall_secs, Points& points) {
  MessageReader reader(bytes);
  std::string tag;
  std::optional<double> value;
  while (reader.next()) {
    if (reader.field == 1) tag = reader.bytes;
    if (reader.field == 2) value = reader.real32();
    if (reader.field == 8) value = tensor_scalar(reader.bytes);
  }
  if (value && !tag.empty()) points[tag][step] = {wall_secs, *value};
}

void read_event(std::string_view bytes, Points& points) {
  MessageReader reader(bytes);
  double wall_secs = 0;
  std::int64_t step = 0;
  std::string_view summary;
  while (reader.next()) {
    if (reader.field == 1) wall_secs = reader.real64();
    if (reader.field == 2) step = static_cast<std::int64_t>(reader.value);
    if (reader.field == 5) summary = reader.bytes;
  }
  MessageReader values(summary);
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
    if (is_event_file(entry.path())) files.push_back(entry.path());
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
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    std::string_view rest = bytes;
    while (const auto record = take_record(rest)) read_event(*record, points);
  }
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
