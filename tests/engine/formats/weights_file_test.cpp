// SPDX-License-Identifier: MIT
#include "engine/formats/weights_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>

#include "engine/core/error.h"
#include "engine/formats/weight_names.h"
#include "tests/support/networks.h"
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
  EXPECT_THAT(error_of(raw_file(R"({"a":{"dtype":"I8","shape":[4],"data_offsets":[0,4]}})", 4)),
              HasSubstr("type I8. F32, F16, BF16 and F64 are read"));
  const TensorFile content = decode_safetensors(
      raw_file(R"({"1.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,8]}})", 8),
      "x");
  EXPECT_TRUE(content.tensors.empty());
}

// One tensor of that type, with those bytes.
std::string typed_file(const std::string& type, std::size_t count, const std::string& data) {
  return raw_file(fmt::format(R"({{"a":{{"dtype":"{}","shape":[{}],"data_offsets":[0,{}]}}}})",
                              type, count, data.size()),
                  0) +
         data;
}

std::vector<float> decoded(const std::string& bytes) {
  const TensorFile content = decode_safetensors(bytes, "x");
  const auto values = content.tensors.at(0).second.values();
  return {values.begin(), values.end()};
}

template <typename T>
std::string bytes_of(const std::vector<T>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(T)};
}

TEST(WeightsFile, HalvesAndDoublesBecomeFloats) {
  using Bits = std::vector<std::uint16_t>;
  EXPECT_EQ(
      decoded(typed_file("F16", 6, bytes_of(Bits{0x3C00, 0xC000, 0x0001, 0x7BFF, 0x03FF, 0}))),
      (std::vector<float>{1, -2, 5.9604644775390625e-8f, 65504, 6.097555160522461e-5f, 0}));
  EXPECT_EQ(decoded(typed_file("BF16", 3, bytes_of(Bits{0x3F80, 0xC040, 0x0001}))),
            (std::vector<float>{1, -3, 9.183549615799121e-41f}));
  EXPECT_EQ(decoded(typed_file("F64", 2, bytes_of(std::vector<double>{0.1, -1e30}))),
            (std::vector<float>{0.1f, -1e30f}));
  EXPECT_THAT(error_of(typed_file("F64", 1, bytes_of(std::vector<double>{1e300}))),
              HasSubstr("tensor \"a\" holds numbers beyond the range of float32"));
  EXPECT_THAT(error_of(typed_file("F16", 2, "abc")), HasSubstr("needs 4 bytes"));
  const TensorFile content = decode_safetensors(typed_file("BF16", 1, "ab"), "x");
  EXPECT_THAT(content.notes, testing::ElementsAre(HasSubstr("BF16 are converted to float32")));
}

TEST(WeightsFile, ANameThatIsGivenTwiceIsRefused) {
  const std::string entry = R"("a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]})";
  EXPECT_THAT(error_of(raw_file("{" + entry + "," + entry + "}", 4)),
              HasSubstr("holds \"a\" twice"));
  EXPECT_THAT(error_of(raw_file(
                  R"({"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 4)),
              HasSubstr("holds \"dtype\" twice"));
}

TEST(WeightsFile, FilesOfOtherProgramsAreNamed) {
  const auto zip = [](const std::string& entry) {
    std::string bytes = "PK\3\4" + std::string(26, '\0') + entry + std::string(40, '\0');
    bytes[26] = static_cast<char>(entry.size());
    return bytes;
  };
  EXPECT_THAT(error_of(zip("archive/data.pkl")), HasSubstr("a PyTorch file"));
  EXPECT_THAT(error_of(zip("archive/data.pkl")), HasSubstr("safetensors.torch.save_file"));
  EXPECT_THAT(error_of(zip("arr_0.npy")), HasSubstr("a NumPy archive (.npz)"));
  EXPECT_THAT(error_of(zip("metadata.json")), HasSubstr("a Keras model"));
  EXPECT_THAT(error_of(zip("")), HasSubstr("a ZIP archive"));
  EXPECT_THAT(
      error_of(std::string("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15)),
      HasSubstr("a PyTorch file"));
  EXPECT_THAT(error_of(std::string("\x80\x04\x95\0\0\0\0\0\0\0\0}.", 13)),
              HasSubstr("a Python pickle"));
  EXPECT_THAT(error_of(std::string("\x89HDF\r\n\x1a\n\0", 9)), HasSubstr("an HDF5 file"));
  EXPECT_THAT(error_of(std::string("GGUF\3\0\0\0\0", 9)), HasSubstr("a GGUF file"));
  EXPECT_THAT(error_of("\x08\x07\x12\x07pytorch"), HasSubstr("an ONNX model"));
  EXPECT_THAT(error_of("version https://git-lfs.github.com/spec/v1\n"), HasSubstr("git lfs pull"));
  EXPECT_THAT(error_of("{\"weight_map\": {}}"), HasSubstr("JSON text"));
  // Headers whose length looks like a signature: 640 bytes begin as a pickle does.
  std::string header = R"({"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}})";
  header.resize(640, ' ');
  EXPECT_EQ(error_of(raw_file(header, 0)), "no error");
}

TEST(WeightNames, PrefixesThatAllNamesHaveAreFound) {
  using Names = std::vector<std::string>;
  const Names wanted = {"0.weight", "0.bias", "2.weight"};
  const auto under = [&](const std::string& prefix) {
    Names names;
    for (const std::string& name : wanted) names.push_back(prefix + name);
    return names;
  };
  for (const char* prefix :
       {"", "module.", "model.", "net.", "_orig_mod.", "model._orig_mod.module."})
    EXPECT_EQ(fitting_prefixes(under(prefix), wanted), Names{prefix});
  EXPECT_EQ(fitting_prefixes(Names{"a.0.weight", "b.0.bias", "a.2.weight"}, wanted), Names{});
  Names twice = under("ema.");
  for (const std::string& name : under("model.")) twice.push_back(name);
  EXPECT_EQ(fitting_prefixes(twice, wanted), (Names{"ema.", "model."}));
  EXPECT_EQ(fitting_prefixes(Names{"10.weight", "10.bias", "12.weight"}, wanted), Names{})
      << "a prefix ends with a dot";
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

// A network of one dense layer, and a file of its tensors under other names.
std::vector<std::string> loaded_under(const std::string& prefix, std::vector<float>& weights) {
  const TemporaryFolder folder;
  TensorFile content;
  content.tensors = {{prefix + "0.weight", counting_tensor({3, 2})},
                     {prefix + "0.bias", counting_tensor({3})}};
  write_safetensors(folder / "w.safetensors", content);
  const test::Machine machine;
  Network network({{2}, {}, {test::dense(3)}}, machine);
  const std::vector<std::string> notes = load_network_weights(network, folder / "w.safetensors");
  const auto values = network.state().at(0).tensor->values();
  weights.assign(values.begin(), values.end());
  return notes;
}

TEST(WeightsFile, APrefixOfAllNamesIsTakenOffAndTold) {
  std::vector<float> plain, prefixed;
  EXPECT_TRUE(loaded_under("", plain).empty());
  const std::vector<std::string> notes = loaded_under("module.net.", prefixed);
  EXPECT_EQ(plain, prefixed);
  EXPECT_FLOAT_EQ(plain[5], 0.5f);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_THAT(notes[0], HasSubstr("\"module.net.\" was taken off"));
}

}  // namespace
}  // namespace netdyno
