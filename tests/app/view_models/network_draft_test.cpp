// SPDX-License-Identifier: MIT
#include "app/view_models/network_draft.h"

#include <gtest/gtest.h>

#include "engine/nn/layer_registry.h"
#include "engine/nn/named_networks.h"
#include "tests/support/networks.h"

namespace netdyno::app {
namespace {

using test::conv;
using test::dense;
using test::layer;

NetworkSpec small() {
  return {{1, 8, 8}, {}, {conv(4, 3, 1), layer("relu"), layer("flatten"), dense(3)}};
}

std::vector<std::string> types_of(const NetworkDraft& draft) {
  std::vector<std::string> types;
  for (const LayerSpec& each : draft.spec().layers) types.push_back(each.type);
  return types;
}

NetworkDraft started(const NetworkSpec& spec) {
  NetworkDraft draft;
  draft.start(spec);
  return draft;
}

TEST(NetworkDraft, InsertsMovesAndRemoves) {
  NetworkDraft draft = started(small());
  EXPECT_EQ(draft.insert_after({1}, usual_layer("maxpool", {4, 8, 8})), LayerPath{2});
  EXPECT_EQ(types_of(draft),
            (std::vector<std::string>{"conv", "relu", "maxpool", "flatten", "dense"}));
  EXPECT_EQ(draft.move({2}, -1), LayerPath{1});
  EXPECT_EQ(types_of(draft)[1], "maxpool");
  EXPECT_EQ(draft.move({0}, -1), LayerPath{0}) << "the first stays first";
  EXPECT_EQ(draft.move({4}, 1), LayerPath{4}) << "the last stays last";
  draft.remove({1});
  EXPECT_EQ(draft.spec(), small());
  EXPECT_EQ(draft.insert_after({}, layer("tanh")), LayerPath{0});
}

TEST(NetworkDraft, ARowOfABlockHasTheBlocksPath) {
  NetworkSpec spec = small();
  LayerSpec block = layer("residual");
  for (int i = 0; i < 20; ++i) block.layers.push_back(layer("relu"));
  spec.layers.insert(spec.layers.begin() + 1, block);
  const DraftModel model = build_draft(spec, 8);
  ASSERT_EQ(model.rows.size(), 25u);
  for (std::size_t i = 0; i < 20; ++i) EXPECT_EQ(model.rows[2 + i].path, (LayerPath{1, i}));
}

TEST(NetworkDraft, UndoesAndRedoes) {
  NetworkDraft draft = started(small());
  EXPECT_FALSE(draft.can_undo());
  draft.remove({0});
  draft.remove({0});
  draft.undo();
  draft.undo();
  EXPECT_EQ(draft.spec(), small());
  EXPECT_FALSE(draft.can_undo());
  draft.redo();
  EXPECT_EQ(draft.spec().layers.size(), 3u);
  draft.insert_after({0}, dense(2));
  EXPECT_FALSE(draft.can_redo()) << "another edit takes the place of what was undone";
}

TEST(NetworkDraft, ANumberThatIsTypedIsOneEdit) {
  NetworkDraft draft = started(small());
  draft.set_option({0}, "filters", std::int64_t{1});
  draft.set_option({0}, "filters", std::int64_t{12});
  draft.set_option({0}, "pad", std::int64_t{0});
  draft.undo();
  EXPECT_EQ(draft.spec().layers[0].options.integer("filters"), 12);
  EXPECT_EQ(draft.spec().layers[0].options.integer("pad"), 1);
  draft.undo();
  EXPECT_EQ(draft.spec(), small());
}

TEST(NetworkDraft, AnotherTypeKeepsWhatBothHave) {
  NetworkDraft draft = started(small());
  draft.set_type({0}, "maxpool");
  EXPECT_EQ(draft.spec().layers[0].type, "maxpool");
  EXPECT_EQ(draft.spec().layers[0].options.integer("size"), 3);
  EXPECT_FALSE(draft.spec().layers[0].options.has("filters"));
}

TEST(NetworkDraft, EditsInsideOfABlock) {
  NetworkDraft draft = started(small());
  const LayerPath block = draft.insert_after({0}, usual_layer("residual", {4, 8, 8}));
  EXPECT_EQ(draft.append_inside(block, layer("tanh")), (LayerPath{1, 5}));
  EXPECT_EQ(draft.move({1, 5}, -1), (LayerPath{1, 4}));
  draft.set_option({1, 0}, "size", std::int64_t{5});
  EXPECT_EQ(draft.find({1, 0})->options.integer("size"), 5);
  draft.remove({1, 4});
  EXPECT_EQ(draft.find(block)->layers.size(), 5u);
  EXPECT_EQ(draft.find({1, 9}), nullptr);
  EXPECT_EQ(draft.find({7}), nullptr);
}

TEST(NetworkDraft, AUsualLayerOfEveryTypeHasAllItNeeds) {
  for (const LayerType& type : layer_types())
    for (const Shape& input : {Shape({4, 8, 8}), Shape({12})}) {
      const bool needs_image =
          type.name == "conv" || type.name == "lrn" || type.name.ends_with("pool");
      if (!input.is_image() && needs_image) continue;
      if (input.is_image() && (type.name == "dense" || type.name == "maxout")) continue;
      const NetworkPlan plan = plan_network({input, {}, {usual_layer(type.name, input)}});
      EXPECT_FALSE(plan.problem) << type.name << " on " << input.text() << ": "
                                 << plan.problem->problem;
    }
}

TEST(DraftModel, ShowsShapesAndParametersOfAWorkingDraft) {
  const DraftModel model = build_draft(small(), 3);
  ASSERT_EQ(model.rows.size(), 4u);
  EXPECT_EQ(model.rows[0].options, "filters 4, size 3, stride 1, pad 1");
  EXPECT_EQ(model.rows[0].output, "4×8×8");
  EXPECT_EQ(model.rows[3].parameters, "771");
  EXPECT_EQ(model.total, "811 parameters");
  EXPECT_TRUE(model.can_train);
}

TEST(DraftModel, ExplainsWhatIsImpossibleAtItsLayer) {
  NetworkSpec spec = small();
  spec.layers[0] = conv(4, 3, 0, 2);
  const DraftModel model = build_draft(spec, 3);
  EXPECT_FALSE(model.can_train);
  EXPECT_NE(model.rows[0].problem.find("(8 − 3 + 2·0)/2 + 1"), std::string::npos)
      << model.rows[0].problem;
  EXPECT_TRUE(model.rows[1].output.empty()) << "nothing is known of what follows";
  EXPECT_EQ(model.problem, "Layer 0 (conv) cannot be");
  EXPECT_EQ(model.total, "parameters unknown");
}

TEST(DraftModel, ADraftMustGiveAScoreForEachClass) {
  EXPECT_FALSE(build_draft(small(), 10).can_train);
  EXPECT_NE(build_draft(small(), 10).problem.find("10 classes"), std::string::npos);
  NetworkSpec spec = small();
  spec.layers.resize(2);
  EXPECT_NE(build_draft(spec, 3).problem.find("4×8×8"), std::string::npos);
  spec.layers.clear();
  EXPECT_FALSE(build_draft(spec, 3).can_train);
}

TEST(RecipeWithADraft, KeepsTheDataOrTakesRandomImages) {
  Recipe running;
  running.data.source.source = "fashion-mnist";
  running.data.train = 100;
  running.model = small();
  EXPECT_EQ(recipe_with(running, {{1, 8, 8}, {}, {layer("flatten"), dense(3)}}, 3).data,
            running.data);
  const Recipe other =
      recipe_with(running, make_named_network(named_network("alexnet"), {1, 8, 8}, 3), 3);
  EXPECT_EQ(other.data.source.source, "gaussian");
  EXPECT_EQ(other.data.source.options.integer("classes"), 3);
  EXPECT_LE(other.data.source.options.integer("examples") * other.model.input.size(), 60'000'000);
  EXPECT_EQ(other.data.preprocess, "none");
}

}  // namespace
}  // namespace netdyno::app
