// SPDX-License-Identifier: MIT
//
// Every preprocessing against numpy; tolerance 1e-4 of the value's size, for whitening divides by
// small deviations.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/data/preprocess.h"

namespace netdyno {
namespace {

using Json = nlohmann::json;

class PreprocessGolden : public testing::Test {
 protected:
  PreprocessGolden() {
    auto values = golden_.at("examples").get<std::vector<float>>();
    const auto count = static_cast<Index>(values.size()) / shape_.size();
    view_ = {
        std::make_shared<const Dataset>("golden", shape_, std::move(values),
                                        std::vector<std::int32_t>(static_cast<std::size_t>(count)),
                                        std::vector<std::string>{"a"}),
        0, count};
  }

  void expect_near(std::span<const float> found, std::span<const float> expected) const {
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
      EXPECT_NEAR(found[i], expected[i], 1e-4 * std::max(1.0f, std::abs(expected[i]))) << i;
  }

  const Json golden_ = Json::parse(std::ifstream(NETDYNO_GOLDEN_DIR "/preprocessing.json"));
  const Shape shape_ = Shape(golden_.at("shape").get<std::vector<Index>>());
  DataView view_;
};

TEST_F(PreprocessGolden, EachRowGivesNumpysValues) {
  for (const Preprocessing& row : preprocessings()) {
    SCOPED_TRACE(row.name);
    const auto expected = golden_.at("results").at(row.name).get<std::vector<float>>();
    const auto preprocessor = row.fit(view_);
    const Index count = static_cast<Index>(expected.size()) / shape_.size();
    Tensor x(shape_.with_batch(count));
    for (Index n = 0; n < count; ++n) {
      view_.read(n, x.sample(n));
      preprocessor->apply(x.sample(n));
    }
    expect_near(x.values(), expected);
  }
}

TEST_F(PreprocessGolden, AWholeMinibatchGivesTheSame) {
  for (const Preprocessing& row : preprocessings()) {
    SCOPED_TRACE(row.name);
    const auto expected = golden_.at("results").at(row.name).get<std::vector<float>>();
    const Index count = static_cast<Index>(expected.size()) / shape_.size();
    Tensor x(shape_.with_batch(count));
    for (Index n = 0; n < count; ++n) view_.read(n, x.sample(n));
    row.fit(view_)->apply_batch(x);
    expect_near(x.values(), expected);
  }
}

}  // namespace
}  // namespace netdyno
