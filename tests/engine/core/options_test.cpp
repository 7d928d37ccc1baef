// SPDX-License-Identifier: MIT
#include "engine/core/options.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "engine/core/error.h"

namespace netdyno {
namespace {

std::vector<OptionField> sample_fields() {
  return {integer("filters", "number of filters").required().at_least(1),
          real("rate", "probability of dropping a value").preset(0.5).at_least(0).below(1),
          text("mode", "where the scale is applied")
              .preset(std::string("inverted"))
              .one_of({"inverted", "vanilla"}),
          boolean("bias", "whether a bias is added").preset(true)};
}

// The error that setting `key` to `value` raises.
RecipeError refusal(const std::string& key, const OptionValue& value) {
  const auto fields = sample_fields();
  Options options{fields};
  try {
    options.set(fields, key, value);
  } catch (const RecipeError& error) {
    return error;
  }
  throw std::logic_error("accepted");
}

TEST(Options, StartAtTheirPresetsAndLackWhatIsRequired) {
  const auto fields = sample_fields();
  const Options options{fields};
  EXPECT_EQ(options.real("rate"), 0.5);
  EXPECT_TRUE(options.boolean("bias"));
  EXPECT_FALSE(options.has("filters"));
  EXPECT_THROW(options.require_all(fields), RecipeError);
}

TEST(Options, AWholeNumberServesWhereANumberIsWanted) {
  const auto fields = sample_fields();
  Options options{fields};
  options.set(fields, "rate", std::int64_t{0});
  EXPECT_EQ(options.real("rate"), 0.0);
}

TEST(Options, AnUnknownKeyIsRefusedWithTheNearestOne) {
  const RecipeError error = refusal("filter", std::int64_t{3});
  EXPECT_EQ(error.path(), "filter");
  EXPECT_EQ(error.hint(), "Did you mean \"filters\"?");
}

TEST(Options, AWrongTypeNamesWhatWasFoundAndExpected) {
  EXPECT_EQ(refusal("filters", std::string("many")).problem(),
            "expected a whole number >= 1, found the text \"many\"");
  EXPECT_EQ(refusal("filters", 2.5).problem(),
            "expected a whole number >= 1, found the number 2.5");
}

TEST(Options, TheEndsOfARangeAreInOrOutAsDeclared) {
  EXPECT_EQ(refusal("rate", 1.0).problem(), "expected a number in [0, 1), found the number 1");
  EXPECT_EQ(refusal("rate", std::nan("")).path(), "rate");
  EXPECT_EQ(refusal("filters", std::int64_t{0}).path(), "filters");
}

TEST(Options, AMisspeltChoiceIsRefusedWithTheNearestOne) {
  EXPECT_EQ(refusal("mode", std::string("vanila")).hint(), "Did you mean \"vanilla\"?");
}

TEST(Options, ARealIsANumberThatAFloatHolds) {
  const OptionField positive = real("epsilon", "").above(0);
  for (const double lost : {1e-46, 1e-39, 1e39})
    EXPECT_THROW(positive.checked(lost), RecipeError) << lost;
  EXPECT_EQ(std::get<double>(positive.checked(1.2e-38)), 1.2e-38);
  EXPECT_EQ(std::get<double>(real("l2", "").at_least(0).checked(0.0)), 0.0);
  const OptionField share = real("rate", "").at_least(0).below(1);
  EXPECT_THROW(share.checked(1 - 1e-12), RecipeError) << "a float takes it for 1";
  EXPECT_EQ(std::get<double>(share.checked(0.999)), 0.999);
  const OptionField closed = real("rate", "").at_least(0.9).at_most(0.9);
  EXPECT_EQ(std::get<double>(closed.checked(0.9)), 0.9) << "whichever way a float rounds it";
  try {
    positive.checked(1e-50);
    FAIL();
  } catch (const RecipeError& error) {
    EXPECT_EQ(error.problem(), "1e-50 is 0 in the 32-bit arithmetic of the network");
  }
}

TEST(NearestWord, IsEmptyWhenNothingIsNear) {
  const std::vector<std::string> known = {"conv", "dense"};
  EXPECT_EQ(nearest_word("conf", known), "conv");
  EXPECT_EQ(nearest_word("transformer", known), "");
  EXPECT_EQ(nearest_word("unit", std::vector<std::string>{"init", "units"}), "units");
}

TEST(RecipeError, GrowsItsPathOnTheWayOut) {
  const RecipeError inner("size", "expected a whole number");
  const RecipeError outer = inner.within("layers[3]").within("model");
  EXPECT_EQ(outer.path(), "model.layers[3].size");
  EXPECT_STREQ(outer.what(), "model.layers[3].size: expected a whole number");
  EXPECT_EQ(RecipeError("[3]", "bad").within("layers").path(), "layers[3]");
}

}  // namespace
}  // namespace netdyno
