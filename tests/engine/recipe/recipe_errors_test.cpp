// SPDX-License-Identifier: MIT
//
// Every way in which a recipe can be wrong: one change of a good recipe, and what is said of it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "engine/core/error.h"
#include "engine/recipe/recipe.h"

namespace netdyno {
namespace {

constexpr const char* kGood = R"({
  "data": {"source": "fashion-mnist", "train": 50000, "validation": 10000,
           "augment": [{"type": "flip"}]},
  "model": {"input": [1, 28, 28], "init": {"scheme": "he"}, "layers": [
      {"type": "conv", "filters": 6, "size": 5, "stride": 1, "pad": 2}, {"type": "relu"},
      {"type": "maxpool", "size": 2}, {"type": "flatten"}, {"type": "dense", "units": 10}]},
  "optimizer": {"kind": "momentum"}, "schedule": {"kind": "constant"}, "penalty": {"l2": 0.0005}
})";

struct BadRecipe {
  const char* change;  // as apply_override() takes it
  const char* message;
};

std::string complaint_of(const Json& document) {
  try {
    recipe_from_json(document);
  } catch (const RecipeError& error) {
    return error.message();
  }
  return "no complaint";
}

void expect_complaints(std::initializer_list<BadRecipe> cases) {
  for (const BadRecipe& bad : cases) {
    Json document = Json::parse(kGood);
    apply_override(document, bad.change);
    EXPECT_EQ(complaint_of(document).substr(0, std::string(bad.message).size()), bad.message)
        << bad.change << " gave: " << complaint_of(document);
  }
}

TEST(RecipeErrors, TheUnchangedRecipeIsGood) {
  EXPECT_EQ(complaint_of(Json::parse(kGood)), "no complaint");
}

TEST(RecipeErrors, UnknownKeysSuggestTheNearest) {
  expect_complaints({
      {"epcohs=3", "epcohs: unknown key. Did you mean \"epochs\"?"},
      {"data.sorce=1", "data.sorce: unknown key. Did you mean \"source\"?"},
      {"model.layer=[]", "model.layer: unknown key. Did you mean \"layers\"?"},
      {"model.layers[0].filter=6",
       "model.layers[0].filter: unknown key. Did you mean \"filters\"?"},
      {"model.layers[1].slope=1", "model.layers[1].slope: unknown key. Known keys are type, init"},
      {"model.init.sheme=1", "model.init.sheme: unknown key. Did you mean \"scheme\"?"},
      {"optimizer.learning_rat=1",
       "optimizer.learning_rat: unknown key. Did you mean \"learning_rate\"?"},
      {"schedule.knd=1", "schedule.knd: unknown key. Did you mean \"kind\"?"},
      {"penalty.l3=1", "penalty.l3: unknown key. Did you mean \"l2\"?"},
      {"data.augment[0].propability=1",
       "data.augment[0].propability: unknown key. Did you mean \"probability\"?"},
      {"model.layers[0].layers=[]", "model.layers[0].layers: unknown key"},
  });
}

TEST(RecipeErrors, UnknownNamesSuggestTheNearest) {
  expect_complaints({
      {"data.source=fashion_mnist",
       "data.source: unknown data source \"fashion_mnist\". Did you mean \"fashion-mnist\"?"},
      {"data.preprocess=bleach",
       "data.preprocess: unknown preprocessing \"bleach\". Known ones are none, mean-image"},
      {"data.augment[0].type=flop",
       "data.augment[0].type: unknown augmentation \"flop\". Did you mean \"flip\"?"},
      {"model.layers[0].type=convolution",
       "model.layers[0].type: unknown layer type \"convolution\""},
      {"model.init.scheme=hee", "model.init.scheme: "},
      {"model.layers[4].init={\"scheme\": \"hee\"}", "model.layers[4].init.scheme: "},
      {"loss=crossentropy", "loss: unknown loss \"crossentropy\""},
      {"optimizer.kind=adamw",
       "optimizer.kind: unknown optimizer \"adamw\". Did you mean \"adam\"?"},
      {"schedule.kind=constnt", "schedule.kind: "},
  });
}

TEST(RecipeErrors, WrongTypesSayWhatWasFoundAndExpected) {
  expect_complaints({
      {"model.layers[0].size=\"abc\"",
       "model.layers[0].size: expected a whole number in [1, 65536], found the text \"abc\""},
      {"model.layers[0].filters=2.5",
       "model.layers[0].filters: expected a whole number in [1, 65536], found the number 2.5"},
      {"model.layers[0].filters=[6]",
       "model.layers[0].filters: expected a whole number in [1, 65536], found a list"},
      {"model.layers[0]=\"conv\"", "model.layers[0]: expected an object, found the text \"conv\""},
      {"model.layers={}", "model.layers: expected a list of layers, found an object"},
      {"model.layers=[]", "model.layers: expected at least one layer, found an empty list"},
      {"model=null", "model: expected an object, found null"},
      {"model.init=\"he\"", "model.init: expected an object, found the text \"he\""},
      {"data.augment={}", "data.augment: expected a list of augmentations, found an object"},
      {"data.source=[3]", "data.source: unknown data source \"[3]\""},
      {"data.source=3", "data.source: unknown data source \"3\""},
      {"loss=1", "loss: unknown loss \"1\""},
      {"shuffle=1", "shuffle: expected true or false, found the number 1"},
      {"optimizer.learning_rate=\"0.1\"",
       "optimizer.learning_rate: expected a number > 0, found the text \"0.1\""},
      {"seed=\"one\"", "seed: expected a whole number in [0, 2^64), found the text \"one\""},
  });
}

TEST(RecipeErrors, AFileSaysTextsAsTexts) {
  Json document = Json::parse(kGood);
  document["data"]["source"] = 3;
  EXPECT_EQ(complaint_of(document),
            "data.source: expected a data source, such as \"fashion-mnist\", found the number 3");
  document = Json::parse(kGood);
  document["loss"] = 1;
  EXPECT_EQ(complaint_of(document), "loss: expected a text, found the number 1");
}

TEST(RecipeErrors, NumbersOutOfRangeAreRefused) {
  expect_complaints({
      {"epochs=0", "epochs: expected a whole number in [1, 1000000000], found the number 0"},
      {"batch_size=0", "batch_size: expected a whole number in [1, 1000000], found the number 0"},
      {"batch_size=-64", "batch_size: expected a whole number in [1, 1000000]"},
      {"batch_size=1e300", "batch_size: expected a whole number in [1, 1000000]"},
      {"epochs=18446744073709551615", "epochs: expected a whole number"},
      {"seed=-1", "seed: expected a whole number in [0, 2^64), found the number -1"},
      {"seed=1.5", "seed: expected a whole number in [0, 2^64), found the number 1.5"},
      {"seed=18446744073709551616", "seed: expected a whole number in [0, 2^64)"},
      {"data.train=-1", "data.train: expected a whole number in [0, 1000000000]"},
      {"optimizer.learning_rate=0", "optimizer.learning_rate: expected a number > 0"},
      {"optimizer.learning_rate=-0.1", "optimizer.learning_rate: expected a number > 0"},
      {"optimizer.momentum=1.5", "optimizer.momentum: expected a number in [0, 1"},
      {"penalty.l2=-1", "penalty.l2: expected a number >= 0, found the number -1"},
      {"data.augment[0].probability=2", "data.augment[0].probability: expected a number in [0, 1]"},
      {"model.layers[4].units=0", "model.layers[4].units: expected a whole number"},
      {"model.input=[1, 0, 28]", "model.input[1]: expected a whole number in [1, 1048576]"},
      {"model.input=[1, 28]",
       "model.input: expected a list of 1 or 3 whole numbers >= 1, as in "
       "[1, 28, 28], found 2 entries"},
      {"model.input=[1, \"a\", 28]", "model.input[1]: expected a whole number"},
  });
}

TEST(RecipeErrors, MissingKeysPointAtMisspeltOnes) {
  const auto complaint = [](const char* text) { return complaint_of(Json::parse(text)); };
  EXPECT_EQ(complaint("{}"), "data: missing; expected an object with the data's source");
  EXPECT_EQ(complaint("[]"), "expected an object, found a list");
  EXPECT_EQ(complaint(R"({"data": {}})"),
            "data.source: missing; expected a data source, such as \"fashion-mnist\"");
  EXPECT_EQ(complaint(R"({"data": {"source": "gaussian"}, "model": {"input": [3], "layers": [
                          {"typ": "relu"}]}})"),
            "model.layers[0].type: missing; expected a layer's type, such as \"dense\". "
            "Is \"typ\" misspelt?");
  EXPECT_EQ(complaint(R"({"data": {"source": "gaussian"}, "model": {"input": [3], "layers": [
                          {"type": "dense"}]}})")
                .substr(0, 32),
            "model.layers[0].units: missing; ");
}

TEST(RecipeErrors, GeometryThatCannotWorkIsRefused) {
  expect_complaints({
      {"model={\"input\": [1, 7, 7], \"layers\": [{\"type\": \"conv\", \"filters\": 1, \"size\": "
       "3, \"stride\": 3}]}",
       "model.layers[0]"},
      {"model.layers[0].size=33", "model.layers[0]"},
      {"model.layers[3]={\"type\": \"relu\"}", "model.layers[4]"},  // a dense after an image
  });
}

TEST(RecipeErrors, AbsurdSizesAreRefusedBeforeMemoryIsTaken) {
  expect_complaints({
      {"model.layers[4].units=1e12", "model.layers[4].units: expected a whole number"},
      {"model.layers[4].units=1000000000000", "model.layers[4].units: expected a whole number"},
      {"model.input=[1048576, 1048576, 1048576]", "model.input: a minibatch of 64 × "},
      {"batch_size=1000000", "model.layers[0]: a minibatch of 1000000 × 6×28×28 holds 4.7e+09"},
  });
}

TEST(RecipeErrors, ANetworkBeyondAnyMemoryIsRefused) {
  Json document = Json::parse(kGood);
  Json layers = {{{"type", "flatten"}}};  // then a thousand weights of 4 GB each
  for (int i = 0; i < 1000; ++i) layers.push_back({{"type", "dense"}, {"units", 32000}});
  document["model"]["layers"] = layers;
  EXPECT_EQ(complaint_of(document).substr(0, 42), "model.layers: the network needs at least 8");
}

TEST(RecipeErrors, AugmentationNeedsImages) {
  expect_complaints({{"model={\"input\": [784], \"layers\": [{\"type\": \"dense\", \"units\": 3}]}",
                      "data.augment[0].type: \"flip\" changes images, but model.input is 784"}});
}

std::string parse_complaint(const std::string& text) {
  try {
    parse_recipe(text);
  } catch (const RecipeError& error) {
    return error.what();
  }
  return "no complaint";
}

TEST(RecipeErrors, SyntaxErrorsHaveLineAndColumn) {
  EXPECT_EQ(parse_complaint("{\"data\": nonsense}").substr(0, 36),
            "line 1, column 11: syntax error whil");
  EXPECT_EQ(parse_complaint("{\n\n  \"epochs\": NaN}").substr(0, 18), "line 3, column 13:");
  EXPECT_EQ(parse_complaint("{\"epochs\": 1e400}"),
            "line 1, column 16: number overflow parsing '1e400'");
  EXPECT_EQ(parse_complaint("{\"epochs\": 1} x").substr(0, 18), "line 1, column 15:");
  EXPECT_EQ(parse_complaint("{\"epochs\": 1").substr(0, 7), "line 1,");
  EXPECT_EQ(parse_complaint("{ /* never closed").substr(0, 7), "line 1,");
  EXPECT_EQ(parse_complaint("{\"a\": \"\xff\"}").substr(0, 7), "line 1,");
}

TEST(RecipeErrors, NothingHidesBehindANulByte) {
  EXPECT_EQ(parse_complaint(std::string("{}\n\0{\"epochs\": 1}", 17)),
            "line 2, column 1: a NUL byte, expected text");
  EXPECT_EQ(parse_complaint("{\"data\": {\"path\": \"a\\u0000b\"}}"),
            "data.path: a text with a NUL character (\\u0000)");
  EXPECT_EQ(parse_complaint("{\"a\\u0000b\": 1}").substr(0, 25), "a text with a NUL charact");
}

TEST(RecipeErrors, KeysGivenTwiceAreRefused) {
  EXPECT_EQ(parse_complaint(R"({"epochs": 1, "epochs": 2})"), "epochs: the key is given twice");
  EXPECT_EQ(parse_complaint(R"({"model": {"layers": [{}, {"type": "relu", "type": "tanh"}]}})"),
            "model.layers[1].type: the key is given twice");
}

TEST(RecipeErrors, DeepNestingLongTextsAndHugeFilesAreRefused) {
  EXPECT_EQ(parse_complaint(std::string(100000, '[')), "nested more than 64 deep");
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"a\":";
  EXPECT_EQ(parse_complaint(objects), "nested more than 64 deep");
  EXPECT_EQ(parse_complaint("{\"data\": \"" + std::string(5000, 'x') + "\"}"),
            "data: a text of 5000 bytes, expected at most 4096");
  EXPECT_EQ(parse_complaint("{\"a\": [[1], [2, \"" + std::string(5000, 'x') + "\"]]}"),
            "a[1][1]: a text of 5000 bytes, expected at most 4096");
  EXPECT_EQ(parse_complaint(std::string(5 << 20, ' ')),
            "5242880 bytes, a recipe has at most 4194304");
  std::string keys = "{";
  for (int i = 0; i < 5000; ++i) keys += "\"" + std::to_string(i) + "\": 0,";
  EXPECT_EQ(parse_complaint(keys), "a key is too long or an object has more than 4096 keys");
}

TEST(RecipeErrors, LongTextsAreShortenedInMessages) {
  Json document = Json::parse(kGood);
  document["epochs"] = std::string(3000, 'y');
  EXPECT_LT(complaint_of(document).size(), 200u);
}

}  // namespace
}  // namespace netdyno
