// SPDX-License-Identifier: MIT
#include "app/cli/variants.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/core/error.h"

namespace netdyno::app {
namespace {

using testing::ElementsAre;

TEST(Variants, AreAllCombinations) {
  const std::vector<std::string> lists = {"seed=1,2", "loss=softmax,hinge"};
  const std::vector<Variant> all = variants(lists);
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[0].text(), "A: seed=1, loss=softmax");
  EXPECT_EQ(all[1].text(), "B: seed=1, loss=hinge");
  EXPECT_EQ(all[3].text(), "D: seed=2, loss=hinge");
}

TEST(Variants, PartNoValueOfJson) {
  const std::vector<std::string> lists = {R"(data.augment=[],[{"type":"crop","pad":2}])"};
  EXPECT_THAT(variants(lists)[1].sets, ElementsAre(R"(data.augment=[{"type":"crop","pad":2}])"));
  const std::vector<std::string> quoted = {R"(data.path="a,b",c)"};
  EXPECT_THAT(variants(quoted)[0].sets, ElementsAre(R"(data.path="a,b")"));
}

TEST(Variants, AreTwoToSix) {
  const auto count = [](const std::string& list) {
    return variants(std::vector<std::string>{list}).size();
  };
  EXPECT_EQ(count("seed=1,2,3,4,5,6"), 6u);
  EXPECT_THROW(count("seed=1,2,3,4,5,6,7"), RecipeError);
  EXPECT_THROW(count("seed=1"), RecipeError);
  EXPECT_THROW(count("seed"), RecipeError);
  EXPECT_THROW(count("=1,2"), RecipeError);
  EXPECT_THROW(count("seed=1,"), RecipeError);
}

}  // namespace
}  // namespace netdyno::app
