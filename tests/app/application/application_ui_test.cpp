// SPDX-License-Identifier: MIT
#include "app/application.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <map>

#include <imgui_internal.h>

#include "app/shell/fonts.h"
#include "engine/core/error.h"
#include "tests/app/application/fake_engine.h"
#include "tests/app/shell/ui_fixture.h"
#include "tests/support/ui/item_log.h"

namespace netdyno::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Panels that draw their own id and ask for a probe of their own name.
const char* const kIds[] = {"transport", "controls", "curves", "distributions", "saliency",
                            "filters",   "network",  "status", "knobs"};

template <std::size_t index>
class PlainPanel final : public Panel {
 public:
  void draw(const FrameContext& frame) override {
    ImGui::Text("%s", kIds[index]);
    if (index == 6) frame.actions.request(SelectLayer{1});
    if (index == 7 && frame.history.size() == 3) frame.actions.request(ShowPanel{"network"});
  }
  std::vector<std::string> probes() const override {
    return {std::string("probe of ") + kIds[index]};
  }
};

template <std::size_t... index>
std::vector<PanelType> plain_panels(std::index_sequence<index...>) {
  return {PanelType{kIds[index], std::string("Title ") + kIds[index], "doc",
                    [] { return std::unique_ptr<Panel>(new PlainPanel<index>); }}...};
}

std::shared_ptr<Snapshot> snapshot_of(RunState state, std::int64_t step) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->state = state;
  snapshot->step = step;
  snapshot->recipe = std::make_shared<Recipe>(parse_recipe(R"({"data": {"source": "xor"},
      "model": {"input": [2], "layers": [{"type": "dense", "units": 2}]}, "seed": 7})"));
  snapshot->network = std::make_shared<NetworkSummary>();
  return snapshot;
}

// Whose figures can be made.
std::shared_ptr<Snapshot> snapshot_with_data() {
  auto snapshot = snapshot_of(RunState::Paused, 12);
  auto recipe = std::make_shared<Recipe>(*snapshot->recipe);
  recipe->data.source.source = "spiral";
  snapshot->recipe = recipe;
  return snapshot;
}

class ApplicationTest : public UiFixture {
 protected:
  ApplicationTest()
      : panels_(plain_panels(std::make_index_sequence<std::size(kIds)>())),
        application_(engine_, panels_, {.recipe_name = "spiral"}) {
    frames(2);
  }

  void frames(int count) {
    for (int i = 0; i < count; ++i) {
      test::forget_items();
      application_.prepare_fonts();
      application_.frame(textures_);
    }
  }

  void tap(int key, bool ctrl = false, bool shift = false) {
    ImGuiIO& io = ImGui::GetIO();
    set_key(key, true);
    io.KeyCtrl = ctrl;
    io.KeyShift = shift;
    frames(1);
    set_key(key, false);
    io.KeyCtrl = io.KeyShift = false;
    frames(2);
  }

  void move(ImVec2 position) {
    ImGui::GetIO().MousePos = position;
    frames(2);
  }

  void click(ImVec2 position) {
    move(position);
    ImGui::GetIO().MouseDown[0] = true;
    frames(1);
    ImGui::GetIO().MouseDown[0] = false;
    frames(2);
  }

  std::vector<std::string> last_probes() const {
    const auto all = engine_.all<SetProbes>();
    return all.empty() ? std::vector<std::string>{"none sent"} : all.back().ids;
  }

  // Where the menu bar and the workspace's margin put a tile.
  Tile tile_of(const std::string& panel) const {
    const float menu_px = ImGui::GetFrameHeight(), gap = application_.theme().gap_px;
    const Rect area = {gap, menu_px + gap, 1280 - 2 * gap, 720 - menu_px - 2 * gap};
    for (const Tile& tile :
         plan_layout(default_layout(), area, 1, gap, [](const auto&) { return true; }).tiles)
      if (std::ranges::find(tile.panels, panel) != tile.panels.end()) return tile;
    return {};
  }

  FakeEngine engine_;
  NoTextures textures_;
  std::vector<PanelType> panels_;
  Application application_;
};

TEST_F(ApplicationTest, AsksForTheProbesOfVisiblePanelsOnce) {
  EXPECT_THAT(last_probes(),
              ElementsAre("probe of controls", "probe of curves", "probe of distributions",
                          "probe of filters", "probe of saliency", "probe of status",
                          "probe of transport"));  // not of network, which is behind filters
  frames(5);
  EXPECT_EQ(engine_.all<SetProbes>().size(), 1u);
}

TEST_F(ApplicationTest, TakesOneSnapshotAFrame) {
  const int before = engine_.snapshots_taken;
  frames(4);
  EXPECT_EQ(engine_.snapshots_taken - before, 4);
}

TEST_F(ApplicationTest, KeepsAHistoryOfTheRunAndForgetsTheOneBefore) {
  engine_.events = {RunStarted{1}, StepRecord{.step = 1}, StepRecord{.step = 2},
                    ValidationRecord{.step = 2}, KnobMarker()};
  frames(1);
  EXPECT_EQ(application_.feed().history().size(), 2u);
  EXPECT_EQ(application_.feed().history().validations().size(), 1u);
  EXPECT_EQ(application_.feed().history().markers().size(), 1u);
  engine_.events = {RunStarted{2}, StepRecord{.step = 1}};
  frames(1);
  EXPECT_EQ(application_.feed().history().size(), 1u);
  EXPECT_TRUE(application_.feed().history().markers().empty());
}

TEST_F(ApplicationTest, SpaceTogglesBetweenPlayAndPause) {
  engine_.snapshot = snapshot_of(RunState::Running, 5);
  frames(1);
  tap(' ');
  EXPECT_EQ(engine_.all<Pause>().size(), 1u);
  EXPECT_EQ(engine_.all<Play>().size(), 0u);
  engine_.snapshot = snapshot_of(RunState::Paused, 5);
  tap(' ');
  EXPECT_EQ(engine_.all<Play>().size(), 1u);
  EXPECT_EQ(engine_.all<Pause>().size(), 1u);
}

TEST_F(ApplicationTest, SpaceDoesNotCancelTheLoading) {
  engine_.snapshot = snapshot_of(RunState::Loading, 0);
  tap(' ');
  EXPECT_THAT(engine_.all<Pause>(), IsEmpty());
}

TEST_F(ApplicationTest, OverfitsAFewExamplesOnPurpose) {
  engine_.snapshot = snapshot_of(RunState::Paused, 5);
  frames(1);
  tap('O', false, true);
  const auto opened = engine_.all<OpenRecipe>();
  ASSERT_EQ(opened.size(), 1u);
  EXPECT_EQ(opened[0].recipe.data.train, 32);
  EXPECT_TRUE(opened[0].play);
  EXPECT_NE(application_.title().find(", overfitted"), std::string::npos);
  tap('O', false, true);
  const auto again = engine_.all<OpenRecipe>();
  ASSERT_EQ(again.size(), 2u) << "back to the whole data";
  EXPECT_EQ(again[1].recipe, *engine_.snapshot->recipe);
  EXPECT_EQ(application_.title().find(", overfitted"), std::string::npos);
}

TEST_F(ApplicationTest, StepsAndRestartsByKey) {
  engine_.snapshot = snapshot_of(RunState::Paused, 5);
  frames(1);
  tap(code(ImGuiKey_RightArrow));
  EXPECT_EQ(engine_.all<StepOnce>().size(), 1u);
  tap(code(ImGuiKey_RightArrow), false, true);
  EXPECT_EQ(engine_.all<StepEpoch>().size(), 1u);
  tap('R');
  tap('R', false, true);
  const auto restarts = engine_.all<Restart>();
  ASSERT_EQ(restarts.size(), 2u);
  EXPECT_FALSE(restarts[0].new_seed);
  ASSERT_TRUE(restarts[1].new_seed);
  EXPECT_NE(*restarts[1].new_seed, 7u);
}

TEST_F(ApplicationTest, CtrlQAsksToQuit) {
  EXPECT_FALSE(application_.take_requests().quit);
  tap('Q', true);
  EXPECT_TRUE(application_.take_requests().quit);
  EXPECT_FALSE(application_.take_requests().quit);
}

TEST_F(ApplicationTest, TitleTellsStepAndState) {
  EXPECT_EQ(application_.title(), "Netdyno - spiral");
  engine_.snapshot = snapshot_of(RunState::Paused, 123);
  frames(1);
  EXPECT_EQ(application_.title(), "Netdyno - spiral - step 123, paused");
}

TEST_F(ApplicationTest, AClickedTabComesToTheFrontAndItsProbesAreAskedFor) {
  const Tile tile = tile_of("network");
  const float first_tab_px =
      2 * application_.theme().padding_px +
      font(FontRole::Strong)
          ->CalcTextSizeA(application_.theme().font_px, 1e6f, 0, "Title filters")
          .x;
  click({tile.rect.x + first_tab_px + 20, tile.rect.y + 10});
  EXPECT_THAT(last_probes(), testing::Contains("probe of network"));
  EXPECT_THAT(last_probes(), testing::Not(testing::Contains("probe of filters")));
}

TEST_F(ApplicationTest, PanelsActionsTakeEffectAfterTheFrame) {
  engine_.events = {StepRecord{.step = 1}, StepRecord{.step = 2}, StepRecord{.step = 3}};
  frames(3);  // the status panel asks for the network panel
  EXPECT_THAT(last_probes(), testing::Contains("probe of network"));
}

TEST_F(ApplicationTest, ADraggedSplitterMovesTheBorder) {
  const Tile before = tile_of("controls");
  const ImVec2 grip = {before.rect.x + before.rect.width + 3, before.rect.y + 100};
  move(grip);
  ImGui::GetIO().MouseDown[0] = true;
  frames(1);
  move({grip.x + 60, grip.y});
  ImGui::GetIO().MouseDown[0] = false;
  frames(2);
  // The place 40 pixels right of the old border now belongs to the controls.
  move({grip.x + 40, grip.y});
  const ImGuiWindow* hovered = ImGui::GetCurrentContext()->HoveredWindow;
  ASSERT_NE(hovered, nullptr);
  EXPECT_THAT(hovered->Name, HasSubstr("controls"));
}

TEST_F(ApplicationTest, SaysWhatWasRefused) {
  engine_.events = {CommandRefused{"Batch size 0", "Choose at least 1"}};
  frames(2);
  EXPECT_TRUE(application_.is_animated());
  EXPECT_NE(ImGui::FindWindowByName("toast 0"), nullptr);
}

TEST_F(ApplicationTest, SaysWhatTheDataHide) {
  engine_.events = {DataNoted{"Class c has no training examples"}};
  frames(2);
  EXPECT_NE(ImGui::FindWindowByName("toast 0"), nullptr);
}

TEST_F(ApplicationTest, HShowsTheShortcutsAndEscapeHidesThem) {
  tap('H');
  EXPECT_TRUE(ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup));
  tap(' ');
  EXPECT_THAT(engine_.all<Play>(), IsEmpty());
  tap(code(ImGuiKey_Escape));
  EXPECT_FALSE(ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup));
}

TEST_F(ApplicationTest, TheSheetHasKeysWalkAndMouseAndFitsTheScreen) {
  tap('H');
  const ImGuiWindow* sheet = ImGui::FindWindowByName("Keyboard and mouse");
  ASSERT_NE(sheet, nullptr);
  EXPECT_EQ(sheet->ScrollMax.y, 0) << "all of it is seen at 1280 x 720";
  EXPECT_LE(sheet->Size.x, 1280);
}

TEST_F(ApplicationTest, CtrlPAsksForAFileAndEnterSaves) {
  engine_.snapshot = snapshot_of(RunState::Paused, 12);
  frames(1);
  tap('P', true);
  tap(code(ImGuiKey_Enter));
  const HostRequests requests = application_.take_requests();
  ASSERT_TRUE(requests.screenshot);
  EXPECT_EQ(*requests.screenshot, std::filesystem::current_path() / "netdyno-step-12.png");
}

TEST_F(ApplicationTest, CtrlShiftSSavesTheRunAndCtrlShiftOOpensOne) {
  engine_.snapshot = snapshot_of(RunState::Paused, 12);
  frames(1);
  tap('S', true, true);
  tap(code(ImGuiKey_Enter));
  ASSERT_EQ(engine_.all<SaveCheckpoint>().size(), 1u);
  EXPECT_EQ(engine_.all<SaveCheckpoint>()[0].folder,
            std::filesystem::current_path() / "spiral-step-12");
  tap('O', true, true);
  EXPECT_THAT(engine_.all<OpenCheckpoint>(), IsEmpty()) << "no folder is known yet";
  tap(code(ImGuiKey_Escape));
  engine_.events = {RunStarted{1},
                    RunResumed{std::make_shared<const History>(application_.feed().history())}};
  frames(1);
  EXPECT_TRUE(application_.feed().history().empty());
}

TEST_F(ApplicationTest, OffersTheRunsThatKilledAppsLeft) {
  const std::vector<SavedRun> runs = {{"runs/abandoned-2", {"lenet", 2000, 80, {}}},
                                      {"runs/abandoned-1", {"spiral", 7, 1, {}}}};
  for (const int key : {code(ImGuiKey_Enter), code(ImGuiKey_Escape)}) {
    engine_.sent.clear();
    Application offering(engine_, panels_, {.abandoned = runs, .saved = runs});
    for (int i = 0; i < 3; ++i) {
      offering.prepare_fonts();
      offering.frame(textures_);
    }
    EXPECT_THAT(engine_.all<Play>(), IsEmpty()) << "nothing trains behind the question";
    set_key(key, true);
    offering.frame(textures_);
    set_key(key, false);
    offering.frame(textures_);
    if (key == code(ImGuiKey_Escape)) {
      EXPECT_EQ(engine_.all<Play>().size(), 1u) << "starts anew";
      EXPECT_THAT(engine_.all<OpenCheckpoint>(), IsEmpty());
      continue;
    }
    ASSERT_EQ(engine_.all<OpenCheckpoint>().size(), 1u);
    EXPECT_EQ(engine_.all<OpenCheckpoint>()[0].folder, "runs/abandoned-2");
    EXPECT_THAT(engine_.all<Play>(), IsEmpty());
  }
}

TEST_F(ApplicationTest, LargerTextRebuildsTheFonts) {
  const float before = application_.theme().font_px;
  EXPECT_FALSE(application_.prepare_fonts());
  tap('=', true);
  EXPECT_GT(application_.theme().font_px, before);
  tap('0', true);
  EXPECT_EQ(application_.theme().font_px, before);
  for (int i = 0; i < 30; ++i) tap('-', true);
  EXPECT_GE(application_.theme().font_px, 11);
}

TEST_F(ApplicationTest, CtrlZGoesBackToTheRunThatWasReplaced) {
  engine_.snapshot = snapshot_of(RunState::Running, 3);
  engine_.events = {RunStarted{1, {1, "lenet"}}, StepRecord{.step = 1}, StepRecord{.step = 2}};
  frames(1);
  EXPECT_THAT(application_.title(), HasSubstr("lenet"));
  engine_.events = {RunKept{{1, "lenet"}, 2, 2}, RunStarted{1, {2, "lenet, edited"}},
                    StepRecord{.step = 1}};
  frames(1);
  EXPECT_THAT(application_.title(), HasSubstr("lenet, edited"));
  ASSERT_EQ(application_.compared().size(), 1u) << "the run before stays as a grey curve";
  EXPECT_TRUE(application_.compared()[0]->is_previous);
  EXPECT_EQ(application_.compared()[0]->curves.train_loss.value.size(), 2u);
  tap('Z', true);
  ASSERT_EQ(engine_.all<ReopenRun>().size(), 1u);
  EXPECT_EQ(engine_.all<ReopenRun>()[0].run, 1);
  engine_.events = {RunKept{{2, "lenet, edited"}, 1, 1}, RunStarted{1, {1, "lenet"}}};
  frames(1);
  ASSERT_EQ(application_.compared().size(), 1u);
  EXPECT_EQ(application_.compared()[0]->curves.train_loss.value.size(), 1u);
  tap('Z', true);
  EXPECT_EQ(engine_.all<ReopenRun>().size(), 1u) << "nothing came before";
  tap('Y', true);
  ASSERT_EQ(engine_.all<ReopenRun>().size(), 2u);
  EXPECT_EQ(engine_.all<ReopenRun>()[1].run, 2);
}

TEST_F(ApplicationTest, CtrlZWithNothingToUndoSaysSo) {
  tap('Z', true);
  ASSERT_EQ(application_.notifications().size(), 1u);
  EXPECT_EQ(application_.notifications()[0].what, "There is nothing to undo");
}

TEST_F(ApplicationTest, SaysWhenTheRunBeforeIsTooLargeToBeKept) {
  engine_.events = {RunKept{{1, "alexnet"}, 2, 900}, RunForgotten{1}, RunStarted{1, {2, "lenet"}}};
  frames(1);
  tap('Z', true);
  EXPECT_THAT(engine_.all<ReopenRun>(), IsEmpty());
  ASSERT_EQ(application_.notifications().size(), 2u);
  EXPECT_THAT(application_.notifications()[0].what, HasSubstr("too large"));
}

TEST_F(ApplicationTest, TheOverfitCheckGoesBackToTheVeryRun) {
  auto snapshot = snapshot_of(RunState::Paused, 700);
  snapshot->run = {4, "spiral"};
  engine_.snapshot = snapshot;
  frames(1);
  tap('O', false, true);
  engine_.events = {RunKept{{4, "spiral"}, 5, 700}, RunStarted{1, {5, "spiral, overfitted"}}};
  frames(1);
  tap('O', false, true);
  ASSERT_EQ(engine_.all<ReopenRun>().size(), 1u);
  EXPECT_EQ(engine_.all<ReopenRun>()[0].run, 4);
}

TEST_F(ApplicationTest, CtrlZAndCtrlYTakeBackAndTurnAgain) {
  auto snapshot = snapshot_of(RunState::Paused, 5);
  engine_.snapshot = snapshot;
  frames(1);
  tap('K', true);
  for (const char letter : std::string("Batch size N = 128"))
    ImGui::GetIO().AddInputCharacter(letter);
  frames(2);
  tap(code(ImGuiKey_Enter));
  ASSERT_EQ(engine_.all<SetKnob>().size(), 1u);
  EXPECT_EQ(engine_.all<SetKnob>()[0].value.whole(), 128);
  tap('Z', true);
  ASSERT_EQ(engine_.all<SetKnob>().size(), 2u);
  EXPECT_EQ(engine_.all<SetKnob>()[1].value.whole(), 64);
  tap('Z', true);
  EXPECT_EQ(engine_.all<SetKnob>().size(), 2u) << "nothing more to take back";
  tap('Y', true);
  ASSERT_EQ(engine_.all<SetKnob>().size(), 3u);
  EXPECT_EQ(engine_.all<SetKnob>()[2].value.whole(), 128);
}

TEST_F(ApplicationTest, ThePaletteShowsAPanel) {
  tap('K', true);
  for (const char letter : std::string("title netw")) ImGui::GetIO().AddInputCharacter(letter);
  frames(2);
  tap(code(ImGuiKey_Enter));
  EXPECT_THAT(last_probes(), testing::Contains("probe of network"));
  EXPECT_FALSE(ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup));
}

TEST_F(ApplicationTest, EscapeClosesThePalette) {
  tap('K', true);
  EXPECT_TRUE(ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup));
  tap(code(ImGuiKey_Escape));
  EXPECT_FALSE(ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup));
}

TEST_F(ApplicationTest, PresentationHidesKnobsAndEnlarges) {
  const float before = application_.theme().font_px, lines = application_.theme().line_px;
  tap(300);  // F11
  EXPECT_GT(application_.theme().font_px, before);
  EXPECT_GT(application_.theme().line_px, lines);
  EXPECT_THAT(last_probes(), testing::Not(testing::Contains("probe of controls")));
  EXPECT_THAT(last_probes(), testing::Contains("probe of status"));
  tap(300);
  EXPECT_EQ(application_.theme().font_px, before);
  EXPECT_THAT(last_probes(), testing::Contains("probe of controls"));
}

TEST_F(ApplicationTest, PresentationFillsTheScreenAndBringsLargeKnobs) {
  EXPECT_FALSE(application_.take_requests().fullscreen);
  tap(300);  // F11
  EXPECT_EQ(application_.take_requests().fullscreen, true);
  EXPECT_THAT(last_probes(), testing::Contains("probe of knobs"));
  EXPECT_THAT(panels_of(*application_.preferences().layout),
              testing::Not(testing::Contains("knobs")))
      << "what is kept is the layout of every day";
  tap(300);
  EXPECT_EQ(application_.take_requests().fullscreen, false);
  EXPECT_THAT(last_probes(), testing::Not(testing::Contains("probe of knobs")));
}

TEST_F(ApplicationTest, ADoubleClickOnATabShowsThatPanelAlone) {
  const Tile tile = tile_of("distributions");
  const ImVec2 tab = {tile.rect.x + 30, tile.rect.y + 10};
  const auto double_click = [&](ImVec2 position) {
    click(position);
    click(position);
  };
  double_click(tab);
  EXPECT_THAT(last_probes(),
              ElementsAre("probe of distributions", "probe of status", "probe of transport"));
  tap(code(ImGuiKey_Escape));
  EXPECT_THAT(last_probes(), testing::Contains("probe of curves"));
}

TEST_F(ApplicationTest, EscapeLeavesThePresentationButClosesADialogFirst) {
  tap(300);  // F11
  frames(1);
  tap('H');
  tap(code(ImGuiKey_Escape));
  frames(2);
  EXPECT_THAT(last_probes(), testing::Not(testing::Contains("probe of controls")));
  tap(code(ImGuiKey_Escape));
  frames(2);
  EXPECT_THAT(last_probes(), testing::Contains("probe of controls"));
}

TEST_F(ApplicationTest, MinusAndPlusSetThePace) {
  engine_.snapshot = snapshot_of(RunState::Running, 5);
  frames(1);
  ImGui::GetIO().AddInputCharacter('-');
  frames(1);
  ASSERT_EQ(engine_.all<SetPace>().size(), 1u);
  EXPECT_EQ(engine_.all<SetPace>()[0].steps_per_second, 100);
  ImGui::GetIO().AddInputCharacter('+');
  frames(1);
  ASSERT_EQ(engine_.all<SetPace>().size(), 2u);
  EXPECT_EQ(engine_.all<SetPace>()[1].steps_per_second, 0);
  for (int i = 0; i < 3; ++i) {
    ImGui::GetIO().AddInputCharacter('-');
    frames(1);
  }
  ASSERT_EQ(engine_.all<SetPace>().size(), 5u);
  EXPECT_EQ(engine_.all<SetPace>()[4].steps_per_second, 10)
      << "quick taps count though no snapshot has come meanwhile";
}

TEST_F(ApplicationTest, TabWalksThroughControlsAndEscapeGivesTheKeysBack) {
  engine_.snapshot = snapshot_of(RunState::Running, 5);
  frames(1);
  tap(code(ImGuiKey_Tab));
  tap(' ');
  EXPECT_THAT(engine_.all<Pause>(), IsEmpty()) << "Space belongs to the control";
  tap(code(ImGuiKey_Escape));
  tap(' ');
  EXPECT_EQ(engine_.all<Pause>().size(), 1u);
}

// Pixels of the accent colour's lines that the workspace draws around a tile.
int outline_vertices(const Color& color) {
  int count = 0;
  for (const ImDrawVert& vertex : ImGui::FindWindowByName("workspace")->DrawList->VtxBuffer)
    count += vertex.col == ImGui::ColorConvertFloat4ToU32({color.r, color.g, color.b, 1}) ? 1 : 0;
  return count;
}

TEST_F(ApplicationTest, F6OutlinesThePanelThatHasTheKeyboard) {
  EXPECT_EQ(outline_vertices(application_.theme().accent), 0);
  tap(295);  // F6
  EXPECT_GT(outline_vertices(application_.theme().accent), 0);
  tap(code(ImGuiKey_Escape));
  EXPECT_EQ(outline_vertices(application_.theme().accent), 0);
}

TEST_F(ApplicationTest, AnExportOfAllMeasuresWhatNoPanelShows) {
  engine_.snapshot = snapshot_with_data();
  frames(1);
  tap('E', true);
  EXPECT_THAT(last_probes(), testing::IsSupersetOf({"gradients", "weights", "samples"}));
  auto measured = std::make_shared<Snapshot>(*engine_.snapshot);
  for (const char* id :
       {"activations", "gradients", "weights", "updates", "filters", "samples", "data", "boundary"})
    measured->probes[id] = std::make_shared<ProbeResult>();
  engine_.snapshot = measured;
  frames(2);
  EXPECT_THAT(last_probes(), testing::Not(testing::Contains("gradients"))) << "all is there";
  tap(code(ImGuiKey_Escape));
}

TEST_F(ApplicationTest, EscapeClosesAnOpenListBeforeItsDialog) {
  engine_.snapshot = snapshot_with_data();
  frames(1);
  tap('E', true);
  const auto style = std::ranges::find(test::items(), "##style", &test::Item::label);
  ASSERT_NE(style, test::items().end());
  click(style->centre());
  const ImVector<ImGuiPopupData>& open = ImGui::GetCurrentContext()->OpenPopupStack;
  ASSERT_EQ(open.Size, 2);
  tap(code(ImGuiKey_Escape));
  EXPECT_EQ(open.Size, 1) << "the dialog stays";
  tap(code(ImGuiKey_Escape));
  EXPECT_EQ(open.Size, 0);
}

TEST_F(ApplicationTest, WhereAllPanelsAreHiddenAButtonBringsThemBack) {
  LayoutNode layout = default_layout();
  Preferences preferences;
  preferences.layout = layout;
  for (const char* id : kIds) preferences.hidden.emplace_back(id);
  Application empty(engine_, panels_, {.preferences = preferences});
  const auto draw = [&](int count) {
    for (int i = 0; i < count; ++i) {
      test::forget_items();
      empty.prepare_fonts();
      empty.frame(textures_);
    }
  };
  draw(3);
  EXPECT_EQ(empty.preferences().hidden.size(), std::size(kIds));
  const auto button = std::ranges::find(test::items(), "Reset layout", &test::Item::label);
  ASSERT_NE(button, test::items().end());
  ImGui::GetIO().MousePos = button->centre();
  draw(2);
  ImGui::GetIO().MouseDown[0] = true;
  draw(1);
  ImGui::GetIO().MouseDown[0] = false;
  draw(2);
  EXPECT_TRUE(empty.preferences().hidden.empty());
}

TEST_F(ApplicationTest, RemembersLayoutAndLooks) {
  tap('=', true);
  const Preferences kept = application_.preferences();
  EXPECT_GT(kept.text_scale, 1);
  ASSERT_TRUE(kept.layout);
  EXPECT_EQ(panels_of(*kept.layout), panels_of(default_layout()));
}

TEST_F(ApplicationTest, SaysWhatCannotBeDropped) {
  application_.take_dropped({"/no/such/notes.txt"});
  frames(2);
  EXPECT_NE(ImGui::FindWindowByName("toast 0"), nullptr);
}

TEST_F(ApplicationTest, RefusesAnUnknownPanel) {
  EXPECT_THROW(Application(engine_, panels_, {.solo_panel = "courves"}), Error);
}

TEST_F(ApplicationTest, MeasuresItsOwnWork) {
  frames(1);
  EXPECT_GT(application_.frame_ms(), 0);
  EXPECT_LT(application_.frame_ms(), 1000);
}

}  // namespace
}  // namespace netdyno::app
