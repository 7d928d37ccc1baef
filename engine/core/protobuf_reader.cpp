// SPDX-License-Identifier: MIT
#include "engine/core/protobuf_reader.h"

#include <cstring>

namespace netdyno {

namespace {

template <typename T>
T number_in(std::string_view bytes) {
  T number = 0;
  if (bytes.size() == sizeof(T)) std::memcpy(&number, bytes.data(), sizeof(T));
  return number;
}

}  // namespace

bool ProtobufReader::next() {
  const auto key = varint();
  if (!key) return false;
  field = static_cast<int>(*key >> 3);
  is_number = (*key & 7) == 0;
  value = 0;
  bytes = {};
  switch (*key & 7) {
    case 0: {
      const auto read = varint();
      value = read.value_or(0);
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

std::optional<std::uint64_t> ProtobufReader::varint() {
  std::uint64_t result = 0;
  for (int shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    result |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return result;
  }
  return std::nullopt;
}

double ProtobufReader::real64() const {
  return number_in<double>(bytes);
}

double ProtobufReader::real32() const {
  return static_cast<double>(number_in<float>(bytes));
}

bool ProtobufReader::take(std::uint64_t count) {
  if (count > rest_.size()) return false;
  bytes = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return true;
}

}  // namespace netdyno
