// engine/core/protobuf_reader.h
// SPDX-License-Identifier: MIT
//
// Walks over the fields of a protobuf message.
//
//   Errors   none: a message that is cut off or damaged ends where it is
//   Source   Protocol Buffers, Encoding: varints, fixed32, fixed64 and length-delimited fields

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace netdyno {

class ProtobufReader {
 public:
  explicit ProtobufReader(std::string_view message) : rest_(message) {}

  // False at the end and where the message is damaged.
  bool next();
  // The next number of a packed field, whose bytes the message is.
  std::optional<std::uint64_t> varint();

  // Of the field where it stands; what does not fit its type is 0.
  double real64() const;
  double real32() const;

  int field = 0;
  bool is_number = false;  // a varint, in `value`; else it is in `bytes`
  std::uint64_t value = 0;
  std::string_view bytes;

 private:
  bool take(std::uint64_t count);

  std::string_view rest_;
};

}  // namespace netdyno
