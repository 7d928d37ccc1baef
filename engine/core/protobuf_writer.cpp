// SPDX-License-Identifier: MIT
#include "engine/core/protobuf_writer.h"

#include <bit>
#include <cstring>

namespace netdyno {

namespace {

static_assert(std::endian::native == std::endian::little, "fixed fields are little-endian");

template <typename T>
void append_raw(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

}  // namespace

void ProtobufWriter::varint(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(value | 0x80));
  bytes_.push_back(static_cast<char>(value));
}

void ProtobufWriter::key(int field, Wire wire) {
  varint(static_cast<std::uint64_t>(field) << 3 | static_cast<std::uint64_t>(wire));
}

void ProtobufWriter::integer(int field, std::int64_t value) {
  key(field, Wire::Varint);
  varint(static_cast<std::uint64_t>(value));
}

void ProtobufWriter::real32(int field, float value) {
  key(field, Wire::Fixed32);
  append_raw(bytes_, value);
}

void ProtobufWriter::real64(int field, double value) {
  key(field, Wire::Fixed64);
  append_raw(bytes_, value);
}

void ProtobufWriter::text(int field, std::string_view value) {
  key(field, Wire::Length);
  varint(value.size());
  bytes_ += value;
}

void ProtobufWriter::reals64(int field, std::span<const double> values) {
  key(field, Wire::Length);
  varint(values.size_bytes());
  bytes_.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
}

void ProtobufWriter::integers(int field, std::span<const std::int64_t> values) {
  ProtobufWriter packed;
  for (const std::int64_t value : values) packed.varint(static_cast<std::uint64_t>(value));
  text(field, packed.bytes());
}

}  // namespace netdyno
