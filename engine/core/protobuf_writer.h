// engine/core/protobuf_writer.h
// SPDX-License-Identifier: MIT
//
// Messages in the wire format of protocol buffers, field by field: enough for files that other
// tools read, without their generated code.
//
//   Source   Protocol Buffers documentation, "Encoding"

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace netdyno {

class ProtobufWriter {
 public:
  // Of the types int32, int64, uint64, bool and enum; negative numbers take ten bytes.
  void integer(int field, std::int64_t value);
  void real32(int field, float value);
  void real64(int field, double value);
  // A string, or bytes.
  void text(int field, std::string_view value);
  void message(int field, const ProtobufWriter& value) { text(field, value.bytes()); }
  // A packed repeated field.
  void reals64(int field, std::span<const double> values);
  void integers(int field, std::span<const std::int64_t> values);

  const std::string& bytes() const { return bytes_; }

 private:
  enum class Wire { Varint = 0, Fixed64 = 1, Length = 2, Fixed32 = 5 };
  void key(int field, Wire wire);
  void varint(std::uint64_t value);

  std::string bytes_;
};

}  // namespace netdyno
