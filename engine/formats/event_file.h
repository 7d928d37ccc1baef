// engine/formats/event_file.h
// SPDX-License-Identifier: MIT
//
// TensorBoard's event files: written while a run trains, and read as curves.
//
//   Format   records of length (8 bytes), masked CRC-32C of the length, data, masked CRC-32C of the
//            data, all little-endian; the data of each an Event message
//   Errors   writing: Error naming the file. Reading: Error when no file of the folder can be read;
//            a record that is cut off or damaged ends its file, for it may still be written
//   Source   TensorFlow, tsl/lib/io/record_writer, event.proto and summary.proto; CRC-32C as in
//            RFC 3720 (iSCSI)

#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/probe/probe.h"

namespace netdyno {

std::uint32_t crc32c(std::string_view bytes);
// Rotated and shifted, so that a CRC of data that hold CRCs stays one.
std::uint32_t masked_crc(std::uint32_t crc);

// A record around an Event's bytes.
std::string event_record(std::string_view event);

// What one event tells, to be written together.
class EventSummary {
 public:
  void add_scalar(const std::string& tag, double value);
  void add_histogram(const std::string& tag, const Distribution& distribution);
  // `png` is the file's bytes.
  void add_image(const std::string& tag, int width, int height, std::string_view png);
  bool empty() const { return values_.empty(); }
  // The Event message; `wall_secs` since 1970.
  std::string event(double wall_secs, std::int64_t step) const;

 private:
  std::string values_;  // encoded
};

// Appends to a new file in `folder`, which it makes. Buffered: flush() now and then.
class EventFile {
 public:
  EventFile(const std::filesystem::path& folder, double wall_secs);
  ~EventFile();
  EventFile(const EventFile&) = delete;
  EventFile& operator=(const EventFile&) = delete;

  void add(const EventSummary& summary, double wall_secs, std::int64_t step);
  void flush();

 private:
  std::filesystem::path file_;
  std::string pending_;
  int descriptor_;
};

// A tag's values in the order of their steps.
struct ScalarSeries {
  std::string tag;
  std::vector<std::int64_t> steps;
  std::vector<double> seconds;  // since the folder's first event
  std::vector<double> values;
};

// True where a file in it has an event file's name.
bool holds_event_files(const std::filesystem::path& folder);

// All scalars of a folder's event files, as plain numbers or as tensors of any number type. Of
// steps that were written twice the later one counts; where a job tells that it starts again (a
// session log of status START), what was written before of its step and those behind is dropped, as
// TensorBoard does.
std::vector<ScalarSeries> read_event_scalars(const std::filesystem::path& folder);

}  // namespace netdyno
