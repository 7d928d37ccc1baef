// SPDX-License-Identifier: MIT
#include "app/shell/folder_listing.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "tests/support/temporary_folder.h"

namespace netdyno::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> names_of(const FolderListing& listing) {
  std::vector<std::string> names;
  for (const FolderEntry& entry : listing.entries)
    names.push_back(entry.is_folder ? entry.name + "/" : entry.name);
  return names;
}

TEST(FolderListing, HasFoldersFirstAndFilesOfTheWantedKind) {
  const test::TemporaryFolder folder;
  folder.write("b.json", "");
  folder.write("A.JSON", "");
  folder.write("notes.txt", "");
  std::filesystem::create_directory(folder / "runs");
  const std::vector<std::string> recipes = {".json"};
  EXPECT_THAT(names_of(list_folder(folder.path(), recipes, true)),
              ElementsAre("runs/", "A.JSON", "b.json"));
  EXPECT_THAT(names_of(list_folder(folder.path(), {}, true)),
              ElementsAre("runs/", "A.JSON", "b.json", "notes.txt"));
  EXPECT_THAT(names_of(list_folder(folder.path(), {}, false)), ElementsAre("runs/"));
}

TEST(FolderListing, SaysWhyNothingCouldBeRead) {
  const FolderListing listing = list_folder("/no/such/folder", {}, true);
  EXPECT_THAT(listing.entries, IsEmpty());
  EXPECT_FALSE(listing.problem.empty());
}

TEST(TypedPath, IsRelativeToTheFolderAbsoluteOrOfThePerson) {
  EXPECT_EQ(typed_path("/data/runs", "lenet.json"), "/data/runs/lenet.json");
  EXPECT_EQ(typed_path("/data/runs", "../other/"), "/data/other");
  EXPECT_EQ(typed_path("/data/runs", "/etc/x"), "/etc/x");
  EXPECT_EQ(typed_path("/data/runs", ""), "/data/runs");
  EXPECT_EQ(typed_path("/data", ".."), "/");
  ASSERT_NE(std::getenv("HOME"), nullptr);
  EXPECT_EQ(typed_path("/data", "~/x"), std::filesystem::path(std::getenv("HOME")) / "x");
}

TEST(TypedPlace, EndsAtTheLastSlash) {
  const TypedPlace within = typed_place("/data", "runs/le");
  EXPECT_EQ(within.folder, "/data/runs");
  EXPECT_EQ(within.name, "le");
  EXPECT_EQ(typed_place("/data", "le").folder, "/data");
  EXPECT_EQ(typed_place("/data", "/etc/").folder, "/etc");
}

TEST(MatchingEntries, BeginWithTheNameOrAreAllOfThem) {
  const std::vector<FolderEntry> entries = {
      {".hidden", true}, {"Runs", true}, {"lenet.json", false}, {"linear.json", false}};
  EXPECT_THAT(matching_entries(entries, ""), ElementsAre(1, 2, 3)) << "what is hidden stays so";
  EXPECT_THAT(matching_entries(entries, "r"), ElementsAre(1));
  EXPECT_THAT(matching_entries(entries, "."), ElementsAre(0));
  EXPECT_THAT(matching_entries(entries, "spiral.json"), ElementsAre(1, 2, 3))
      << "a new name leaves the folder to be looked at";
}

TEST(CompletedName, GoesAsFarAsAllAgree) {
  const std::vector<FolderEntry> entries = {
      {"runs", true}, {"lenet.json", false}, {"lenet-edited.json", false}};
  EXPECT_EQ(completed_name(entries, "l"), "lenet");
  EXPECT_EQ(completed_name(entries, "lenet."), "lenet.json");
  EXPECT_EQ(completed_name(entries, "RU"), "runs/");
  EXPECT_EQ(completed_name(entries, "x"), "x");
  EXPECT_EQ(completed_name(entries, ""), "") << "they agree in nothing";
}

}  // namespace
}  // namespace netdyno::app
