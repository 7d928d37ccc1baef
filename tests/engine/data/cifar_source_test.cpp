// SPDX-License-Identifier: MIT
#include "engine/data/sources/cifar_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/core/error.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

using test::TemporaryFolder;
using ::testing::AllOf;
using ::testing::HasSubstr;

// Records with these label bytes in front of 3072 pixels, all of the record's number.
std::string records(const std::vector<std::string>& labels) {
  std::string bytes;
  for (std::size_t i = 0; i < labels.size(); ++i)
    bytes += labels[i] + std::string(3072, static_cast<char>(i));
  return bytes;
}

std::shared_ptr<const Dataset> load(const DataSource& source, const std::filesystem::path& path,
                                    bool is_test = false) {
  Options options(source.fields);
  options.set(source.fields, "path", path.string());
  return (is_test ? source.load_test : source.load_train)(options, {});
}

std::string complaint(const DataSource& source, const std::filesystem::path& path) {
  try {
    load(source, path);
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

TEST(CifarSource, ReadsTheFiveTrainingFilesInOrder) {
  const TemporaryFolder folder;
  for (int file = 1; file <= 5; ++file)
    folder.write("data_batch_" + std::to_string(file) + ".bin",
                 records({std::string(1, static_cast<char>(file)), "\x09"}));
  folder.write("test_batch.bin", records({"\x03"}));
  const auto data = load(cifar10_source(), folder.path());
  ASSERT_EQ(data->size(), 10);
  EXPECT_EQ(data->sample_shape(), (Shape{3, 32, 32}));
  EXPECT_EQ(data->class_names()[9], "truck");
  for (Index i = 0; i < 10; ++i) EXPECT_EQ(data->label(i), i % 2 ? 9 : i / 2 + 1);
  std::vector<float> pixels(3072);
  data->read(1, pixels);
  EXPECT_FLOAT_EQ(pixels[3071], 1.0f / 255.0f);
  EXPECT_EQ(load(cifar10_source(), folder.path(), true)->label(0), 3);
}

TEST(CifarSource, OfAHundredClassesTheFineLabelCounts) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "cifar-100-binary");  // as the archive unpacks
  folder.write("cifar-100-binary/train.bin", records({"\x05\x63", "\x13\x01"}));
  const auto data = load(cifar100_source(), folder.path());
  EXPECT_EQ(data->num_classes(), 100);
  EXPECT_EQ(data->label(0), 99);
  EXPECT_EQ(data->label(1), 1);
}

TEST(CifarSource, ReportsMissingTruncatedEmptyAndForeignFiles) {
  const TemporaryFolder folder;
  const DataSource source = cifar100_source();
  EXPECT_THAT(complaint(source, folder.path()),
              AllOf(HasSubstr((folder / "cifar-100-binary").string()), HasSubstr("data.path")));
  folder.write("train.bin", records({"\x05\x63"}).substr(0, 3000));
  EXPECT_THAT(complaint(source, folder.path()),
              HasSubstr("train.bin: truncated, record 0 has 3000 of 3074 bytes"));
  folder.write("train.bin", "");
  EXPECT_THAT(complaint(source, folder.path()), HasSubstr("train.bin: empty"));
  folder.write("train.bin", records({"\x05\x64"}));
  EXPECT_THAT(complaint(source, folder.path()),
              HasSubstr("labels out of range, record 0 has the label 100, expected 0 to 99"));
}

TEST(CifarSource, OneOfTheFiveFilesMissingIsNamed) {
  const TemporaryFolder folder;
  folder.write("data_batch_1.bin", records({"\x01"}));
  EXPECT_THAT(complaint(cifar10_source(), folder.path()), HasSubstr("data_batch_2.bin: no such"));
}

}  // namespace
}  // namespace netdyno
