// SPDX-License-Identifier: MIT
#include "engine/formats/event_tensor.h"

#include <cstdint>
#include <cstring>

#include "engine/core/protobuf_reader.h"
#include "engine/core/short_floats.h"

namespace netdyno {

namespace {

// DataType of types.proto.
enum TensorType : std::uint64_t {
  kInvalid = 0,
  kFloat = 1,
  kDouble = 2,
  kInt32 = 3,
  kUint8 = 4,
  kInt16 = 5,
  kInt8 = 6,
  kInt64 = 9,
  kBool = 10,
  kBfloat16 = 14,
  kUint16 = 17,
  kHalf = 19,
  kUint32 = 22,
  kUint64 = 23
};

template <typename T>
std::optional<double> stored_number(std::string_view bytes) {
  T number = 0;
  if (bytes.size() != sizeof(T)) return {};
  std::memcpy(&number, bytes.data(), sizeof(T));
  return static_cast<double>(number);
}

std::optional<double> short_float(std::uint64_t type, std::uint64_t bits) {
  const auto short_bits = static_cast<std::uint16_t>(bits);
  return static_cast<double>(type == kBfloat16 ? float_of_bfloat16(short_bits)
                                               : float_of_half(short_bits));
}

std::optional<double> number_of_content(std::uint64_t type, std::string_view bytes) {
  std::uint16_t bits = 0;
  switch (type) {
    case kInvalid:
      return bytes.size() == sizeof(double) ? stored_number<double>(bytes)
                                            : stored_number<float>(bytes);
    case kFloat:
      return stored_number<float>(bytes);
    case kDouble:
      return stored_number<double>(bytes);
    case kInt32:
      return stored_number<std::int32_t>(bytes);
    case kUint8:
    case kBool:
      return stored_number<std::uint8_t>(bytes);
    case kInt16:
      return stored_number<std::int16_t>(bytes);
    case kInt8:
      return stored_number<std::int8_t>(bytes);
    case kInt64:
      return stored_number<std::int64_t>(bytes);
    case kUint16:
      return stored_number<std::uint16_t>(bytes);
    case kUint32:
      return stored_number<std::uint32_t>(bytes);
    case kUint64:
      return stored_number<std::uint64_t>(bytes);
    case kBfloat16:
    case kHalf:
      if (bytes.size() != sizeof(bits)) return {};
      std::memcpy(&bits, bytes.data(), sizeof(bits));
      return short_float(type, bits);
    default:
      return {};
  }
}

// The first of a list, packed or one by one.
std::optional<std::uint64_t> first_varint(const ProtobufReader& field) {
  return field.is_number ? field.value : ProtobufReader(field.bytes).varint();
}

// Extents multiplied; 0 where one is not known.
std::uint64_t element_count(std::string_view shape) {
  std::uint64_t count = 1;
  ProtobufReader dimensions(shape);
  while (dimensions.next()) {
    if (dimensions.field != 2) continue;
    ProtobufReader dimension(dimensions.bytes);
    std::uint64_t extent = 0;
    while (dimension.next())
      if (dimension.field == 1 && dimension.is_number) extent = dimension.value;
    if (__builtin_mul_overflow(count, extent, &count)) return 0;
  }
  return count;
}

std::optional<double> number_of_list(const ProtobufReader& field, std::uint64_t type) {
  const std::string_view bytes = field.bytes;
  switch (field.field) {
    case 5:
      return stored_number<float>(bytes.substr(0, sizeof(float)));
    case 6:
      return stored_number<double>(bytes.substr(0, sizeof(double)));
    default:
      break;
  }
  const std::optional<std::uint64_t> bits = first_varint(field);
  if (!bits) return {};
  switch (field.field) {
    case 7:
      return static_cast<double>(static_cast<std::int32_t>(*bits));
    case 10:
      return static_cast<double>(static_cast<std::int64_t>(*bits));
    case 11:
      return *bits == 0 ? 0.0 : 1.0;
    case 13:
      return short_float(type, *bits);
    case 16:
      return static_cast<double>(static_cast<std::uint32_t>(*bits));
    case 17:
      return static_cast<double>(*bits);
    default:
      return {};
  }
}

}  // namespace

std::optional<double> tensor_scalar(std::string_view tensor) {
  std::uint64_t type = kInvalid;
  ProtobufReader header(tensor);
  while (header.next()) {
    if (header.field == 1 && header.is_number) type = header.value;
    if (header.field == 2 && element_count(header.bytes) != 1) return {};
  }
  std::optional<double> number;
  ProtobufReader fields(tensor);
  while (fields.next()) {
    if (fields.field == 4 && !fields.is_number && !fields.bytes.empty())
      number = number_of_content(type, fields.bytes);
    else if (fields.field >= 5)
      if (const std::optional<double> listed = number_of_list(fields, type)) number = listed;
  }
  return number;
}

}  // namespace netdyno
