// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <bit>
#include <cstring>

#include "engine/core/error.h"
#include "engine/formats/event_file.h"
#include "engine/formats/event_tensor.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value > 127; value >>= 7) bytes += static_cast<char>(value | 128);
  return bytes + static_cast<char>(value);
}

std::string number_field(int field, std::uint64_t value) {
  return varint(static_cast<std::uint64_t>(field) << 3) + varint(value);
}

std::string bytes_field(int field, const std::string& bytes) {
  return varint(static_cast<std::uint64_t>(field) << 3 | 2) + varint(bytes.size()) + bytes;
}

template <typename T>
std::string raw(T value) {
  std::string bytes(sizeof(T), '\0');
  std::memcpy(bytes.data(), &value, sizeof(T));
  return bytes;
}

std::string scalar_event(std::int64_t step, float value) {
  EventSummary summary;
  summary.add_scalar("loss", static_cast<double>(value));
  return event_record(summary.event(static_cast<double>(step), step));
}

// Event{step, session_log{status}}; 1 is START, 2 STOP.
std::string session_event(std::int64_t step, std::uint64_t status) {
  return event_record(number_field(2, static_cast<std::uint64_t>(step)) +
                      bytes_field(7, number_field(1, status)));
}

std::vector<std::int64_t> steps_in(const test::TemporaryFolder& folder) {
  return read_event_scalars(folder.path()).at(0).steps;
}

TEST(EventReader, AStartDropsWhatWasWrittenFromItsStepOn) {
  using Steps = std::vector<std::int64_t>;
  const test::TemporaryFolder folder;
  std::string first;
  for (int step = 1; step <= 10; ++step) first += scalar_event(step, 1);
  folder.write("events.out.tfevents.1000.a", first);
  folder.write("events.out.tfevents.2000.b",
               session_event(5, 1) + scalar_event(5, 2) + scalar_event(7, 2));
  EXPECT_EQ(steps_in(folder), (Steps{1, 2, 3, 4, 5, 7}));
  EXPECT_EQ(read_event_scalars(folder.path())[0].values.back(), 2);
  // A stop, and a start of a later step, drop nothing.
  folder.write("events.out.tfevents.2000.b", session_event(5, 2) + session_event(11, 1));
  EXPECT_EQ(steps_in(folder).size(), 10u);
  // A start at step 0 drops all, so that nothing is left.
  folder.write("events.out.tfevents.2000.b", session_event(0, 1));
  EXPECT_THROW(read_event_scalars(folder.path()), Error);
}

struct TensorCase {
  const char* name;
  std::uint64_t type;
  std::string content;  // little-endian bytes
  std::string list;     // the field of its type
  double value;
};

std::vector<TensorCase> tensor_cases() {
  const auto minus_three = static_cast<std::uint64_t>(-3);
  return {{"float", 1, raw(1.5f), bytes_field(5, raw(1.5f)), 1.5},
          {"double", 2, raw(0.1), bytes_field(6, raw(0.1)), 0.1},
          {"int32", 3, raw(std::int32_t{-3}), number_field(7, minus_three), -3},
          {"uint8", 4, raw(std::uint8_t{200}), number_field(7, 200), 200},
          {"int16", 5, raw(std::int16_t{-3}), bytes_field(7, varint(minus_three)), -3},
          {"int8", 6, raw(std::int8_t{-3}), number_field(7, minus_three), -3},
          {"int64", 9, raw(std::int64_t{-3}), bytes_field(10, varint(minus_three)), -3},
          {"bool", 10, raw(true), number_field(11, 1), 1},
          {"bfloat16", 14, raw(std::uint16_t{0x3FC0}), number_field(13, 0x3FC0), 1.5},
          {"uint16", 17, raw(std::uint16_t{65535}), number_field(7, 65535), 65535},
          {"half", 19, raw(std::uint16_t{0x3E00}), bytes_field(13, varint(0x3E00)), 1.5},
          {"uint32", 22, raw(4000000000u), number_field(16, 4000000000u), 4e9},
          {"uint64", 23, raw(std::uint64_t{1} << 40), number_field(17, std::uint64_t{1} << 40),
           1099511627776.0}};
}

TEST(EventTensor, AScalarOfEachNumberTypeIsRead) {
  for (const TensorCase& each : tensor_cases()) {
    const std::string type = number_field(1, each.type);
    EXPECT_EQ(tensor_scalar(type + bytes_field(4, each.content)), each.value) << each.name;
    EXPECT_EQ(tensor_scalar(type + bytes_field(2, "") + each.list), each.value) << each.name;
    EXPECT_EQ(tensor_scalar(type + bytes_field(4, each.content + "x")), std::nullopt) << each.name;
  }
  EXPECT_EQ(tensor_scalar(bytes_field(4, raw(2.5f))), 2.5) << "without a type";
}

TEST(EventTensor, WhatIsNotOneNumberIsNone) {
  const auto shape = [](std::uint64_t extent) {
    return bytes_field(2, bytes_field(2, number_field(1, extent)));
  };
  const std::string type = number_field(1, 1);
  EXPECT_EQ(tensor_scalar(type + shape(1) + bytes_field(5, raw(1.5f))), 1.5);
  EXPECT_EQ(tensor_scalar(type + shape(2) + bytes_field(5, raw(1.5f) + raw(2.5f))), std::nullopt);
  EXPECT_EQ(tensor_scalar(type + shape(0)), std::nullopt);
  EXPECT_EQ(tensor_scalar(number_field(1, 7) + bytes_field(8, "text")), std::nullopt);
  EXPECT_EQ(tensor_scalar(number_field(1, 8) + bytes_field(4, raw(1.0))), std::nullopt)
      << "complex";
  EXPECT_EQ(tensor_scalar(""), std::nullopt);
}

TEST(EventReader, ATensorIsAScalarOfItsTag) {
  const test::TemporaryFolder folder;
  const std::string tensor = number_field(1, 3) + bytes_field(4, raw(std::int32_t{7}));
  const std::string value = bytes_field(1, "count") + bytes_field(8, tensor);
  folder.write("events.out.tfevents.1.a",
               event_record(number_field(2, 4) + bytes_field(5, bytes_field(1, value))));
  const auto series = read_event_scalars(folder.path());
  ASSERT_EQ(series.size(), 1u);
  EXPECT_EQ(series[0].tag, "count");
  EXPECT_EQ(series[0].values, std::vector<double>{7});
}

}  // namespace
}  // namespace netdyno
