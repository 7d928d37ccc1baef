// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "engine/data/data_source.h"
#include "engine/data/pixel_statistics.h"
#include "engine/data/sources/source_files.h"

namespace netdyno {
namespace {

// The real files, which Debian's package dataset-fashion-mnist installs.
class FashionMnist : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto folders = data_folders("fashion-mnist", true);
    const bool is_there = std::ranges::any_of(folders, [](const std::filesystem::path& folder) {
      return std::filesystem::exists(folder / "train-images-idx3-ubyte.gz");
    });
    if (!is_there) GTEST_SKIP() << "Debian's package dataset-fashion-mnist is not installed";
  }

  const DataSource& source_ = data_source("fashion-mnist");
  const Options options_{source_.fields};
};

TEST_F(FashionMnist, HoldsSixtyThousandImagesWithTheirLabels) {
  const auto data = source_.load_train(options_, {});
  EXPECT_EQ(data->size(), 60000);
  EXPECT_EQ(data->sample_shape(), (Shape{1, 28, 28}));
  EXPECT_EQ(data->num_classes(), 10);
  const std::array<std::int32_t, 5> first_labels = {9, 0, 0, 3, 0};
  for (Index i = 0; i < 5; ++i)
    EXPECT_EQ(data->label(i), first_labels[static_cast<std::size_t>(i)]);
  std::array<int, 10> counts{};
  for (Index i = 0; i < data->size(); ++i) ++counts[static_cast<std::size_t>(data->label(i))];
  for (const int count : counts) EXPECT_EQ(count, 6000);
}

TEST_F(FashionMnist, HasThePublishedMeanPixel) {
  const auto data = source_.load_train(options_, {});
  const std::vector<double> means = pixel_means({data, 0, data->size()});
  double sum = 0;
  for (const double mean : means) sum += mean;
  EXPECT_NEAR(sum / 784, 0.2860, 0.0001);
}

TEST_F(FashionMnist, HasATestFileOfTenThousand) {
  EXPECT_EQ(source_.load_test(options_, {})->size(), 10000);
}

}  // namespace
}  // namespace netdyno
