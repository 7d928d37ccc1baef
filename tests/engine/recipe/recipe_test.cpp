// SPDX-License-Identifier: MIT
#include "engine/recipe/recipe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

using test::TemporaryFolder;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kLenet = R"({
  // a comment, and /* another */
  "data": {"source": "fashion-mnist", "train": 50000, "validation": 10000,
           "preprocess": "mean-image",
           "augment": [{"type": "flip", "probability": 0.25}, {"type": "crop", "pad": 2}]},
  "model": {"input": [1, 28, 28], "init": {"scheme": "he"}, "layers": [
      {"type": "conv", "filters": 6, "size": 5, "stride": 1, "pad": 2}, {"type": "relu"},
      {"type": "maxpool", "size": 2, "stride": 2}, {"type": "flatten"},
      {"type": "dense", "units": 84, "init": {"scheme": "gaussian", "std": 0.02}},
      {"type": "relu"}, {"type": "dropout", "rate": 0.5}, {"type": "dense", "units": 10}]},
  "loss": "softmax", "optimizer": {"kind": "momentum", "learning_rate": 0.02, "momentum": 0.8},
  "schedule": {"kind": "constant"}, "penalty": {"l2": 0.0005, "l1": 1e-6},
  "early_stopping": {"patience": 5, "metric": "accuracy"},
  "averaging": {"kind": "exponential", "decay": 0.99, "start": 2},
  "batch_size": 32, "epochs": 3, "shuffle": false, "seed": 18446744073709551615
})";

constexpr const char* kSmall =
    R"({"data": {"source": "gaussian"},
        "model": {"input": [4], "layers": [{"type": "dense", "units": 3}]}})";

TEST(Recipe, ReadsEveryValue) {
  const Recipe recipe = parse_recipe(kLenet);
  EXPECT_EQ(recipe.data.source.source, "fashion-mnist");
  EXPECT_EQ(recipe.data.train, 50000);
  EXPECT_EQ(recipe.data.validation, 10000);
  EXPECT_EQ(recipe.data.preprocess, "mean-image");
  ASSERT_EQ(recipe.data.augment.size(), 2u);
  EXPECT_EQ(recipe.data.augment[0].options.real("probability"), 0.25);
  EXPECT_EQ(recipe.data.augment[1].options.integer("pad"), 2);
  EXPECT_EQ(recipe.model.input, (Shape{1, 28, 28}));
  ASSERT_EQ(recipe.model.layers.size(), 8u);
  EXPECT_EQ(recipe.model.layers[0].options.integer("filters"), 6);
  ASSERT_TRUE(recipe.model.layers[4].init.has_value());
  EXPECT_EQ(recipe.model.layers[4].init->options.real("std"), 0.02);
  EXPECT_EQ(recipe.optimizer.learning_rate, 0.02);
  EXPECT_EQ(recipe.optimizer.options.real("momentum"), 0.8);
  EXPECT_EQ(recipe.penalty, (Penalty{.l2 = 0.0005, .l1 = 1e-6}));
  EXPECT_EQ(recipe.averaging, (AveragingSpec{.kind = "exponential", .decay = 0.99, .start = 2}));
  EXPECT_EQ(recipe.early_stopping, (EarlyStoppingSpec{.patience = 5, .metric = "accuracy"}));
  EXPECT_EQ(recipe.batch_size, 32);
  EXPECT_EQ(recipe.epochs, 3);
  EXPECT_FALSE(recipe.shuffle);
  EXPECT_EQ(recipe.seed, UINT64_MAX);
}

TEST(Recipe, OnlyDataAndModelAreNeeded) {
  const Recipe recipe = parse_recipe(kSmall);
  EXPECT_EQ(recipe.data.train, 0);
  EXPECT_EQ(recipe.data.preprocess, "none");
  EXPECT_EQ(recipe.model.init.scheme, "he");
  EXPECT_EQ(recipe.loss, "softmax");
  EXPECT_EQ(recipe.optimizer.kind, "momentum");
  EXPECT_EQ(recipe.optimizer.learning_rate, 0.01);
  EXPECT_EQ(recipe.optimizer.options.real("momentum"), 0.9);
  EXPECT_EQ(recipe.schedule.kind, "constant");
  EXPECT_EQ(recipe.penalty, Penalty{});
  EXPECT_EQ(recipe.batch_size, 64);
  EXPECT_EQ(recipe.epochs, 10);
  EXPECT_TRUE(recipe.shuffle);
  EXPECT_EQ(recipe.seed, 1u);
}

TEST(Recipe, WholeNumbersMayBeWrittenAsReals) {
  Json document = Json::parse(kSmall);
  document["batch_size"] = 32.0;
  document["data"]["train"] = 1e3;
  EXPECT_EQ(recipe_from_json(document).batch_size, 32);
  EXPECT_EQ(recipe_from_json(document).data.train, 1000);
}

TEST(Recipe, IsWrittenCompleteWithAllDefaults) {
  const Json json = recipe_to_json(parse_recipe(kSmall));
  for (const char* key : {"data", "model", "loss", "optimizer", "schedule", "penalty", "averaging",
                          "early_stopping", "batch_size", "epochs", "shuffle", "seed"})
    EXPECT_TRUE(json.contains(key)) << key;
  EXPECT_EQ(json["optimizer"]["momentum"], 0.9);
  EXPECT_EQ(json["data"]["examples"], 1000);
  EXPECT_EQ(json["data"]["augment"], Json::array());
  EXPECT_EQ(json["model"]["init"]["scheme"], "he");
}

TEST(ReadRecipe, AppliesOverridesInOrder) {
  const TemporaryFolder folder;
  const auto file = folder.write("r.json", kLenet);
  const Recipe recipe = read_recipe(file, {"optimizer.learning_rate=0.1", "data.train=1000",
                                           "model.layers[0].filters=8", "epochs=5", "epochs=7"});
  EXPECT_EQ(recipe.optimizer.learning_rate, 0.1);
  EXPECT_EQ(recipe.data.train, 1000);
  EXPECT_EQ(recipe.model.layers[0].options.integer("filters"), 8);
  EXPECT_EQ(recipe.epochs, 7);
}

TEST(ReadRecipe, ErrorsBeginWithTheFilesName) {
  const TemporaryFolder folder;
  const auto complaint = [](const std::filesystem::path& file) -> std::string {
    try {
      read_recipe(file);
    } catch (const RecipeError& error) {
      return error.what();
    }
    return "";
  };
  const auto broken = folder.write("broken.json", "{\n  \"data\": {,\n}");
  EXPECT_THAT(complaint(broken), StartsWith(broken.string() + ": line 2, column 12: syntax error"));
  const auto unknown = folder.write("unknown.json", R"({"modle": {}})");
  EXPECT_THAT(complaint(unknown), StartsWith(unknown.string() + ": modle: unknown key"));
  EXPECT_THAT(complaint(folder / "none.json"),
              AllOf(StartsWith((folder / "none.json").string()), HasSubstr("No such file")));
  EXPECT_THAT(complaint(folder.path()), HasSubstr("is a folder"));
  EXPECT_THAT(complaint(folder.write("empty.json", "")), HasSubstr("line 1, column 1"));
}

std::string small_csv(const std::string& path) {
  return R"({"data": {"source": "csv", "path": ")" + path +
         R"("}, "model": {"input": [2], "layers": [{"type": "dense", "units": 2}]}})";
}

std::string data_path(const std::filesystem::path& file,
                      const std::vector<std::string>& overrides = {}) {
  return read_recipe(file, overrides).data.source.options.text("path");
}

TEST(ReadRecipe, DataLieBesideTheRecipe) {
  const TemporaryFolder folder;
  const auto file = folder.write("r.json", small_csv("sub/../d.csv"));
  EXPECT_EQ(data_path(file), folder / "d.csv");
  EXPECT_EQ(data_path(folder.write("a.json", small_csv("/data/d.csv"))), "/data/d.csv");
  EXPECT_EQ(data_path(folder.write("e.json", small_csv(""))), "") << "where data sets are";
  const auto here = std::filesystem::current_path() / "x.csv";
  EXPECT_EQ(data_path(file, {"data.path=x.csv"}), here) << "the command line is where one stands";
}

TEST(ReadRecipe, DataThatMovedWithTheRecipeAreFound) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "moved/out");
  folder.write("moved/d.csv", "1,2,a\n");
  const auto file = folder.write("moved/out/recipe.json", small_csv("/nowhere/project/d.csv"));
  EXPECT_EQ(data_path(file), folder / "moved/d.csv");
  const auto other = folder.write("moved/out/other.json", small_csv("/nowhere/project/x.csv"));
  EXPECT_EQ(data_path(other), "/nowhere/project/x.csv") << "the message names what is missing";
}

TEST(ReadRecipe, AFolderThatIsNoUtf8HoldsDataAllTheSame) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "caf\xe9");
  const auto file = folder.write("caf\xe9/r.json", small_csv("d.csv"));
  EXPECT_NO_THROW(recipe_to_json(read_recipe(file)).dump());
}

TEST(ApplyOverride, TakesJsonOrATextThatIsNone) {
  Json document = Json::parse(kSmall);
  apply_override(document, "data.source=mnist");
  apply_override(document, "optimizer={\"kind\": \"adam\"}");
  apply_override(document, "penalty.l2=5e-4");
  apply_override(document, "model.layers[0].type=\"relu\"");
  apply_override(document, "shuffle=false");
  apply_override(document, "data.path=a=b");
  EXPECT_EQ(document["data"]["source"], "mnist");
  EXPECT_EQ(document["optimizer"]["kind"], "adam");
  EXPECT_EQ(document["penalty"]["l2"], 5e-4);
  EXPECT_EQ(document["model"]["layers"][0]["type"], "relu");
  EXPECT_EQ(document["shuffle"], false);
  EXPECT_EQ(document["data"]["path"], "a=b");
}

TEST(ApplyOverride, TakesWordsAsTheyAreWhereATextIsWanted) {
  Json document = Json::parse(kSmall);
  for (const char* text : {"2024", "1e5", "true", "null", "[1]", "007"}) {
    apply_override(document, std::string("data.path=") + text);
    EXPECT_EQ(document["data"]["path"], text);
  }
  apply_override(document, "data.path=\"2024\"");
  EXPECT_EQ(document["data"]["path"], "2024");
  apply_override(document, "data.train=2024");
  EXPECT_EQ(document["data"]["train"], 2024);
}

TEST(ApplyOverride, RefusesWhatIsNoPlaceInTheRecipe) {
  const auto complaint = [](const std::string& assignment) -> std::string {
    Json document = Json::parse(kSmall);
    try {
      apply_override(document, assignment);
    } catch (const RecipeError& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_THAT(complaint("epochs"), HasSubstr("expected PATH=VALUE"));
  EXPECT_THAT(complaint("model.layers[7].units=1"), HasSubstr("model.layers[7]: no such entry"));
  EXPECT_THAT(complaint("data[0]=1"), HasSubstr("data: expected a list, found an object"));
  EXPECT_THAT(complaint("model.input.x=1"), HasSubstr("model.input: expected an object"));
  for (const char* path :
       {"", ".", "a..b", "a.", "[0]", "a[", "a[x]", "a[-1]", "a[0]b", "a[99999999999999999999]"})
    EXPECT_THAT(complaint(std::string(path) + "=1"), HasSubstr("not a path of a recipe")) << path;
  EXPECT_THAT(complaint("data.path=\xff"), HasSubstr("UTF-8"));
}

}  // namespace
}  // namespace netdyno
