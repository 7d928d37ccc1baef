// SPDX-License-Identifier: MIT
#include "app/view_models/human_names.h"

#include <gtest/gtest.h>

#include "engine/data/augmentation.h"
#include "engine/nn/initializer.h"
#include "engine/nn/layer_registry.h"
#include "engine/optim/optimizer.h"
#include "engine/optim/schedule.h"

namespace netdyno::app {
namespace {

template <typename Rows>
void expect_no_raw_keys(const Rows& rows) {
  for (const auto& row : rows) {
    EXPECT_EQ(human_name(row.name).find('_'), std::string::npos) << row.name;
    for (const OptionField& field : row.fields)
      EXPECT_EQ(human_name(field.key).find('_'), std::string::npos) << field.key;
  }
}

TEST(HumanNames, NoListHasARawKey) {
  expect_no_raw_keys(augmentations());
  expect_no_raw_keys(init_schemes());
  expect_no_raw_keys(layer_types());
  expect_no_raw_keys(optimizer_types());
  expect_no_raw_keys(schedules());
}

TEST(HumanNames, AreWordsAPersonKnows) {
  EXPECT_EQ(human_name("half_period"), "half period");
  EXPECT_EQ(human_name("random_walk"), "random walk");
  EXPECT_EQ(human_name("krahenbuhl"), "Krähenbühl");
  EXPECT_EQ(human_name("pca_color"), "PCA colours");
  EXPECT_EQ(human_name("he"), "he") << "a word stays the recipe's";
}

}  // namespace
}  // namespace netdyno::app
