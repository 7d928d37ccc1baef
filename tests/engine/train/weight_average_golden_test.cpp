// SPDX-License-Identifier: MIT
//
// Averages of weights and of batch norm's buffers against torch.optim.swa_utils.AveragedModel's.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/train/weight_average.h"

namespace netdyno {
namespace {

using nlohmann::json;

void set(Tensor& tensor, const json& values) {
  tensor = Tensor(Shape{static_cast<Index>(values.size())}, values.get<std::vector<float>>());
}

void expect_near(const Tensor& actual, const json& expected, const std::string& where) {
  for (Index i = 0; i < actual.size(); ++i)
    EXPECT_NEAR(actual.data()[i], expected[static_cast<std::size_t>(i)].get<float>(), 1e-6)
        << where;
}

TEST(WeightAverageGolden, EqualsTorch) {
  std::ifstream file(NETDYNO_GOLDEN_DIR "/averages.json");
  const json golden = json::parse(file);
  WorkerPool pool(1);
  for (const json& entry : golden["cases"]) {
    const AveragingSpec spec{.kind = entry["kind"], .decay = entry["decay"]};
    Tensor weight, buffer;
    const std::vector<NamedTensor> tensors{{"0.weight", &weight}, {"0.running_var", &buffer}};
    WeightAverage average;
    for (std::size_t step = 0; step < golden["weights"].size(); ++step) {
      set(weight, golden["weights"][step]);
      set(buffer, golden["buffers"][step]);
      average.update(spec, tensors, pool);
      const std::string where = entry["kind"].dump() + ", step " + std::to_string(step + 1);
      expect_near(average.values()[0], entry["weights"][step], where);
      expect_near(average.values()[1], entry["buffers"][step], where);
    }
    EXPECT_EQ(average.count(), 12);
  }
  EXPECT_EQ(golden["cases"].size(), 3u);
}

}  // namespace
}  // namespace netdyno
