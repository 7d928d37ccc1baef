// SPDX-License-Identifier: MIT
#include "app/shell/path_picker.h"

#include <gmock/gmock.h>

#include "tests/app/shell/ui_fixture.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/ui/item_log.h"

namespace netdyno::app {
namespace {

using testing::HasSubstr;

class PathPickerTest : public UiFixture {
 protected:
  PathPickerTest() {
    apply_theme_and_fonts(theme_);
    folder_.write("lenet.json", "");
    folder_.write("linear.json", "");
    folder_.write("notes.txt", "");
    std::filesystem::create_directory(folder_ / "runs");
    std::filesystem::create_directories(folder_ / "runs/first");
  }

  void open(PathKind kind, const std::string& proposal) {
    picker_.emplace(std::move(kind));
    picker_->open(proposal);
    frames(4);
  }

  void frames(int count) {
    for (int i = 0; i < count; ++i) {
      test::forget_items();
      ImGui::NewFrame();
      ImGui::SetNextWindowPos({0, 0});
      ImGui::SetNextWindowSize({600, 500});
      ImGui::Begin("dialog");
      accepts_ = picker_->draw("File", 200, theme_) || accepts_;
      ImGui::End();
      ImGui::Render();
    }
  }

  void type(const std::string& text) {
    ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
    frames(2);
  }

  void tap(ImGuiKey key, bool alt = false) {
    ImGui::GetIO().KeyAlt = alt;
    set_key(code(key), true);
    frames(1);
    set_key(code(key), false);
    ImGui::GetIO().KeyAlt = false;
    frames(2);
  }

  bool lists(const std::string& label) const {
    return std::ranges::any_of(test::items(),
                               [&](const test::Item& item) { return item.label == label; });
  }

  void click(const std::string& label, int times = 1) {
    const auto item = std::ranges::find(test::items(), label, &test::Item::label);
    ASSERT_NE(item, test::items().end()) << label;
    ImGui::GetIO().MousePos = item->centre();
    frames(2);
    for (int i = 0; i < times; ++i) {
      ImGui::GetIO().MouseDown[0] = true;
      frames(1);
      ImGui::GetIO().MouseDown[0] = false;
      frames(1);
    }
    frames(3);
  }

  Theme theme_ = Theme::dark(1);
  test::TemporaryFolder folder_;
  std::optional<PathPicker> picker_;
  bool accepts_ = false;
};

TEST_F(PathPickerTest, ListsWhatIsThereAndTypingReplacesTheProposal) {
  open({.extensions = {".json"}}, folder_ / "linear.json");
  EXPECT_TRUE(lists("lenet.json"));
  EXPECT_TRUE(lists("runs/"));
  EXPECT_FALSE(lists("notes.txt"));
  type("le");
  EXPECT_EQ(picker_->path(), folder_ / "le") << "the proposal was selected";
  EXPECT_FALSE(lists("linear.json")) << "it does not begin so";
  EXPECT_TRUE(lists("lenet.json"));
}

TEST_F(PathPickerTest, TabCompletesAndEnterAccepts) {
  open({.extensions = {".json"}}, folder_ / "x");
  type("len");
  tap(ImGuiKey_Tab);
  EXPECT_EQ(picker_->path(), folder_ / "lenet.json");
  EXPECT_FALSE(accepts_);
  tap(ImGuiKey_Enter);
  EXPECT_TRUE(accepts_);
}

TEST_F(PathPickerTest, ArrowsChooseAndEnterEntersAFolder) {
  open({.extensions = {".json"}}, folder_ / "x");
  tap(ImGuiKey_DownArrow);
  EXPECT_EQ(picker_->path(), folder_ / "runs");
  tap(ImGuiKey_DownArrow);
  EXPECT_EQ(picker_->path(), folder_ / "lenet.json");
  tap(ImGuiKey_UpArrow);
  tap(ImGuiKey_Enter);
  EXPECT_FALSE(accepts_) << "a folder is no file";
  EXPECT_TRUE(lists("first/"));
  type("x.json");
  EXPECT_EQ(picker_->path(), folder_ / "runs/x.json") << "the box has the keyboard again";
  tap(ImGuiKey_UpArrow, true);
  EXPECT_EQ(picker_->path(), folder_ / "x.json") << "Alt + Up leaves the folder";
  EXPECT_TRUE(lists("runs/"));
}

TEST_F(PathPickerTest, AClickEntersAFolderAndKeepsTheNameToWrite) {
  open({.is_new = true, .extensions = {".json"}}, folder_ / "mine.json");
  click("runs/");
  EXPECT_EQ(picker_->path(), folder_ / "runs/mine.json");
  click("../");
  EXPECT_EQ(picker_->path(), folder_ / "mine.json");
  click("lenet.json");
  EXPECT_EQ(picker_->path(), folder_ / "lenet.json");
  EXPECT_FALSE(accepts_);
  click("lenet.json", 2);
  EXPECT_TRUE(accepts_);
}

TEST_F(PathPickerTest, AFolderIsTakenWhereItIsBrowsedAndSaysWhatItHolds) {
  open({.is_folder = true,
        .note = [](const auto& path) { return path.filename() == "first" ? "run" : ""; }},
       folder_ / "x");
  EXPECT_FALSE(lists("lenet.json")) << "folders only";
  click("runs/", 2);
  EXPECT_EQ(picker_->path(), folder_ / "runs") << "a double-click enters one, not two";
  EXPECT_TRUE(lists("first/"));
  EXPECT_TRUE(picker_->has_path());
  tap(ImGuiKey_Enter);
  EXPECT_TRUE(accepts_);
}

TEST_F(PathPickerTest, SaysWhyAFolderCannotBeRead) {
  open({}, "/no/such/place/x");
  EXPECT_TRUE(picker_->has_path());
  EXPECT_FALSE(lists("lenet.json"));
}

}  // namespace
}  // namespace netdyno::app
