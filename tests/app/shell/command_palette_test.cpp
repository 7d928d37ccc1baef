// SPDX-License-Identifier: MIT
#include "app/shell/command_palette.h"

#include <gmock/gmock.h>

#include "app/shell/fuzzy_match.h"

namespace netdyno::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(FuzzyScore, FindsLettersInOrderWhateverTheirCase) {
  EXPECT_TRUE(fuzzy_score("Loss and accuracy", "lac"));
  EXPECT_TRUE(fuzzy_score("Loss and accuracy", "ACCURACY loss"));
  EXPECT_FALSE(fuzzy_score("Loss and accuracy", "lax"));
  EXPECT_EQ(fuzzy_score("anything", ""), 0);
  EXPECT_FALSE(fuzzy_score("", "a"));
  EXPECT_TRUE(fuzzy_score("Learning rate η = 0.1", "η"));
}

TEST(FuzzyScore, PrefersBeginningsOfWordsAndLettersInARow) {
  EXPECT_GT(fuzzy_score("Open recipe", "re"), fuzzy_score("Larger entry", "re"));
  EXPECT_GT(fuzzy_score("Data", "da"), fuzzy_score("Distributions and", "da"));
}

TEST(MatchingItems, AreSortedByScoreAndKeepTheirOrder) {
  const std::vector<PaletteItem> items = {
      {"View", "Larger text", ""}, {"File", "Open recipe", ""}, {"View", "Reset layout", ""}};
  EXPECT_THAT(matching_items(items, ""), ElementsAre(0, 1, 2));
  EXPECT_THAT(matching_items(items, "reset"), ElementsAre(2));
  EXPECT_THAT(matching_items(items, "view"), ElementsAre(0, 2)) << "groups count too";
  EXPECT_THAT(matching_items(items, "zebra"), IsEmpty());
}

}  // namespace
}  // namespace netdyno::app
