// SPDX-License-Identifier: MIT
#include "engine/run/weights_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>

#include "engine/core/error.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

using test::TemporaryFolder;
using testing::HasSubstr;

Tensor counting_tensor(const Shape& shape) {
  Tensor tensor(shape);
  for (Index i = 0; i < tensor.size(); ++i) tensor.data()[i] = 0.1f * static_cast<float>(i);
  return tensor;
}

// A file with that header and `data_bytes` zeros behind it; the length tells the truth unless
// given.
std::string raw_file(const std::string& header, std::size_t data_bytes,
                     std::optional<std::uint64_t> length = {}) {
  const std::uint64_t claimed = length.value_or(header.size());
  std::string bytes(8, '\0');
  std::memcpy(bytes.data(), &claimed, 8);
  return bytes + header + std::string(data_bytes, '\0');
}

std::string error_of(const std::string& bytes) {
  try {
    decode_safetensors(bytes, "x.safetensors");
  } catch (const Error& error) {
    return error.message();
  }
  return "no error";
}

TEST(WeightsFile, WhatWasWrittenIsReadBackBitForBit) {
  const TemporaryFolder folder;
  TensorFile content;
  content.tensors = {{"0.weight", counting_tensor({2, 3, 5, 5})},
                     {"0.bias", counting_tensor({2})},
                     {"empty", Tensor(Shape{0, 4})}};
  content.metadata = {{"format", "pt"}};
  write_safetensors(folder / "w.safetensors", content);
  const TensorFile read = read_safetensors(folder / "w.safetensors");
  ASSERT_EQ(read.tensors.size(), content.tensors.size());
  for (const auto& [name, tensor] : content.tensors) {
    const auto found =
        std::ranges::find(read.tensors, name, &std::pair<std::string, Tensor>::first);
    ASSERT_NE(found, read.tensors.end()) << name;
    EXPECT_EQ(found->second.shape(), tensor.shape()) << name;
    EXPECT_TRUE(std::ranges::equal(found->second.values(), tensor.values())) << name;
  }
  EXPECT_EQ(read.metadata, content.metadata);
}

TEST(WeightsFile, TheDataIsAlignedAndTheLengthIsLittleEndian) {
  TensorFile content;
  content.tensors = {{"a", counting_tensor({1})}};
  const std::string bytes = encode_safetensors(content);
  const auto length = static_cast<unsigned char>(bytes[0]);
  EXPECT_EQ(length % 8, 0);
  EXPECT_EQ(bytes.size(), 8u + length + 4u);
  EXPECT_EQ(bytes[8], '{');
}

TEST(WeightsFile, EveryTruncationIsRefusedAndNoneCrashes) {
  TensorFile content;
  content.tensors = {{"a", counting_tensor({3})}, {"b", counting_tensor({2, 2})}};
  const std::string bytes = encode_safetensors(content);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_THROW(decode_safetensors(std::string_view(bytes).substr(0, size), "x"), Error) << size;
  EXPECT_NO_THROW(decode_safetensors(bytes, "x"));
}

TEST(WeightsFile, AHeaderThatLiesAboutItsLengthIsRefused) {
  EXPECT_THAT(error_of(raw_file("{}", 0, 1'000'000)), HasSubstr("claims 1000000 bytes"));
  EXPECT_THAT(error_of(raw_file("{}", 0, UINT64_MAX)), HasSubstr("claims"));
  EXPECT_THAT(error_of(raw_file("{}", 8, 4)), HasSubstr("not a JSON object"));
  EXPECT_THAT(error_of(raw_file("[]", 0)), HasSubstr("not a JSON object"));
}

TEST(WeightsFile, AScalarIsReadAsOneValue) {
  const TensorFile read = decode_safetensors(
      raw_file(R"({"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}})", 4), "x");
  ASSERT_EQ(read.tensors.size(), 1u);
  EXPECT_EQ(read.tensors[0].second.shape(), Shape{1});
}

TEST(WeightsFile, OffsetsThatDoNotFitAreRefused) {
  const auto file = [](const char* shape, const char* offsets, std::size_t bytes) {
    return raw_file(
        fmt::format(R"({{"a":{{"dtype":"F32","shape":{},"data_offsets":{}}}}})", shape, offsets),
        bytes);
  };
  EXPECT_EQ(error_of(file("[2]", "[0,8]", 8)), "no error");
  EXPECT_THAT(error_of(file("[2]", "[0,8]", 4)), HasSubstr("lies at bytes 0 to 8 of 4"));
  EXPECT_THAT(error_of(file("[2]", "[0,8]", 12)), HasSubstr("fill 8 of 12"));
  EXPECT_THAT(error_of(file("[2]", "[4,12]", 12)), HasSubstr("begins at byte 4"));
  EXPECT_THAT(error_of(file("[2]", "[0,4]", 4)), HasSubstr("needs 8 bytes"));
  EXPECT_THAT(error_of(file("[2]", "[8,0]", 8)), HasSubstr("needs 8 bytes"));
  EXPECT_THAT(error_of(file("[2]", "[-8,0]", 8)), HasSubstr("whole number"));
  EXPECT_THAT(error_of(file("[2]", "[0]", 8)), HasSubstr("1 offsets"));
  EXPECT_THAT(error_of(file("[2.5]", "[0,8]", 8)), HasSubstr("whole number"));
  EXPECT_THAT(error_of(file("[4611686018427387904,4]", "[0,0]", 0)), HasSubstr("too large"));
  EXPECT_THAT(error_of(file("[1,1,1,1,1,1]", "[0,4]", 4)), HasSubstr("6 dimensions"));
}

TEST(WeightsFile, OverlappingTensorsAreRefused) {
  const std::string header = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                             R"("b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})";
  EXPECT_THAT(error_of(raw_file(header, 12)), HasSubstr("begins at byte 4"));
}

TEST(WeightsFile, OtherNumberTypesAreRefusedButTorchsStepCountersAreSkipped) {
  EXPECT_THAT(error_of(raw_file(R"({"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}})", 4)),
              HasSubstr("type F16. Only float32"));
  const TensorFile content = decode_safetensors(
      raw_file(R"({"1.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,8]}})", 8),
      "x");
  EXPECT_TRUE(content.tensors.empty());
}

TEST(WeightsFile, AMissingFileAndAFolderAreNamed) {
  const TemporaryFolder folder;
  for (const auto& path : {folder / "none.safetensors", folder.path()}) {
    try {
      read_safetensors(path);
      FAIL();
    } catch (const Error& error) {
      EXPECT_THAT(error.message(), HasSubstr(path.string()));
    }
  }
}

}  // namespace
}  // namespace netdyno
