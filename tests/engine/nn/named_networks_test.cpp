// SPDX-License-Identifier: MIT
#include "engine/nn/named_networks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/nn/network_plan.h"
#include "tests/support/networks.h"

namespace netdyno {
namespace {

using testing::ElementsAre;

// Output shapes of the layers of one type, as far as they are at the top.
std::vector<std::string> outputs_of(const NetworkSpec& spec, std::string_view types) {
  std::vector<std::string> shapes;
  for (const PlannedLayer& layer : plan_network(spec).layers)
    if (types.find(" " + spec.layers[layer.path[0]].type + " ") != std::string_view::npos)
      shapes.push_back(layer.output.text());
  return shapes;
}

NetworkSpec published(const std::string& name, Index classes) {
  const NamedNetwork& row = named_network(name);
  return make_named_network(row, row.input, classes);
}

TEST(NamedNetworks, AllFitTheirPublishedInput) {
  for (const NamedNetwork& row : named_networks()) {
    const NetworkSpec spec = make_named_network(row, row.input, 7);
    EXPECT_EQ(spec.input, row.input) << row.name;
    const NetworkPlan plan = plan_network(spec);
    EXPECT_FALSE(plan.problem) << row.name << ": " << plan.problem->problem;
    EXPECT_EQ(plan.output, Shape({7})) << row.name;
  }
}

TEST(NamedNetworks, AlexNetHasThePublishedShapes) {
  EXPECT_THAT(
      outputs_of(published("alexnet", 1000), " conv maxpool lrn dense "),
      ElementsAre("96×55×55", "96×27×27", "96×27×27", "256×27×27", "256×13×13", "256×13×13",
                  "384×13×13", "384×13×13", "256×13×13", "256×6×6", "4096", "4096", "1000"));
  EXPECT_EQ(plan_network(published("alexnet", 1000)).parameters, 62'378'344);
}

TEST(NamedNetworks, Vgg16Has138MillionParameters) {
  EXPECT_EQ(plan_network(published("vgg-16", 1000)).parameters, 138'357'544);
  EXPECT_THAT(outputs_of(published("vgg-16", 1000), " maxpool "),
              ElementsAre("64×112×112", "128×56×56", "256×28×28", "512×14×14", "512×7×7"));
}

TEST(NamedNetworks, LeNet5Has61706Parameters) {
  EXPECT_EQ(plan_network(published("lenet-5", 10)).parameters, 61'706);
}

TEST(NamedNetworks, TheExampleConvNetHasTheFiguresOfItsText) {
  const NetworkSpec spec = published("convnet", 10);
  const NetworkPlan plan = plan_network(spec);
  std::vector<std::int64_t> parameters;
  for (const PlannedLayer& layer : plan.layers)
    if (layer.parameters > 0) parameters.push_back(layer.parameters);
  EXPECT_THAT(parameters, ElementsAre(280, 910, 910, 910, 910, 910, 1610));
  EXPECT_THAT(outputs_of(spec, " maxpool "), ElementsAre("10×16×16", "10×8×8", "10×4×4"));
}

TEST(NamedNetworks, AdaptToTheImagesAtHandWhereTheyCan) {
  EXPECT_EQ(make_named_network(named_network("lenet-5"), {3, 32, 32}, 10).input,
            Shape({3, 32, 32}));
  EXPECT_EQ(make_named_network(named_network("one-hidden-50"), {2}, 2).input, Shape({2}));
  EXPECT_EQ(make_named_network(named_network("alexnet"), {1, 28, 28}, 10).input,
            Shape({3, 227, 227}))
      << "an 11×11 window with stride 4 does not tile 28 pixels";
  const NetworkSpec odd = make_named_network(named_network("convnet"), {1, 28, 28}, 10);
  EXPECT_EQ(plan_network(odd).output, Shape({10})) << "28 can be halved twice";
}

TEST(NamedNetworks, AMisspeltNameGetsASuggestion) {
  EXPECT_EQ(test::recipe_error([] { named_network("lenet5"); }).hint(),
            "Did you mean \"lenet-5\"?");
}

}  // namespace
}  // namespace netdyno
