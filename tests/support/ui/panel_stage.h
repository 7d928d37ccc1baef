// tests/support/ui/panel_stage.h
// SPDX-License-Identifier: MIT
//
// One panel in a window of a given size, without renderer or display: draws frames, moves a mouse,
// types, and keeps what the panel sent.

#pragma once

#include <imgui.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/panels/panel.h"
#include "app/report/run_figure.h"
#include "app/shell/ui_context.h"
#include "app/shell/workspace.h"
#include "tests/support/snapshot_factory.h"
#include "tests/support/ui/item_log.h"

namespace netdyno::test {

// Keeps pixels where a renderer would upload them; an ImTextureID is the address of its Pixels.
class MemoryTextures final : public app::TextureStore {
 public:
  void* texture(const std::string& key, std::uint64_t version,
                const std::function<app::Pixels()>& paint) override;
  int painted() const { return painted_; }

 private:
  struct Entry {
    std::uint64_t version = 0;
    std::unique_ptr<app::Pixels> pixels;
  };
  std::map<std::string, Entry> entries_;
  int painted_ = 0;
};

struct StageOptions {
  ImVec2 size = {640, 340};  // pixels at scale 1
  float scale = 1;
  bool is_dark = true;
};

class PanelStage : private app::CommandSink, private app::ActionSink {
 public:
  PanelStage(const std::string& panel, SceneData scene, const StageOptions& options = {});
  ~PanelStage();

  void frames(int count = 1);
  void set_scene(SceneData scene) { scene_ = std::move(scene); }
  SceneData& scene() { return scene_; }
  app::Panel& panel() { return *panel_; }
  app::Selection& selection() { return selection_; }
  // What the panel would export now.
  std::vector<app::RunFigure> figures() { return panel_->figures(context()); }
  std::string& run_name() { return run_name_; }
  // What keys ask for, until changed.
  std::vector<app::Intent>& pressed() { return pressed_; }

  // Where a tooltip is on the screen; none now.
  std::optional<app::Rect> tooltip() const;

  // Items whose label is that, in the order of drawing. The ones to press are asserted to exist.
  std::vector<Item> find(const std::string& label) const;
  Item get(const std::string& label, std::size_t index = 0) const;
  bool has(const std::string& label) const { return !find(label).empty(); }

  void move(const ImVec2& position);
  void move_to(const std::string& label, float share_x = 0.5f, std::size_t index = 0);
  void click(const std::string& label, std::size_t index = 0);
  void drag(const ImVec2& from, const ImVec2& to, int button = 0);
  // Holds the mouse at a share of the item's width, until the next gesture.
  void hold(const std::string& label, float share_x = 0.5f, std::size_t index = 0);
  void drag_slider(const std::string& label, float from, float to, std::size_t index = 0);
  void wheel(const ImVec2& position, float notches);
  void double_click(const ImVec2& position);
  void press(ImGuiKey key, bool with_ctrl = false);
  // Replaces the text of an input box and presses enter.
  void type_into(const std::string& label, const std::string& text, std::size_t index = 0);

  std::vector<Command> take_commands() { return std::exchange(commands_, {}); }
  std::vector<app::Action> take_actions() { return std::exchange(actions_, {}); }
  const MemoryTextures& textures() const { return textures_; }
  ImVec2 size_px() const;
  const app::Theme& theme() const { return theme_; }

  // Texts and widgets that reach beyond what can be seen or scrolled to: "label at …".
  std::vector<std::string> clipped_items() const;

 private:
  void send(Command command) override { commands_.push_back(std::move(command)); }
  // The link of axes takes effect at once, as in the app; what else is asked for waits for the
  // test.
  void request(app::Action action) override {
    if (const auto* link = std::get_if<app::LinkSteps>(&action))
      selection_.steps = link->steps;
    else
      actions_.push_back(std::move(action));
  }
  void draw();
  app::FrameContext context();

  app::UiContext context_;
  StageOptions options_;
  app::Theme theme_;
  bool is_bar_;
  std::unique_ptr<app::Panel> panel_;
  SceneData scene_;
  app::Selection selection_;
  std::vector<app::Intent> pressed_;
  std::string run_name_;
  MemoryTextures textures_;
  std::vector<Command> commands_;
  std::vector<app::Action> actions_;
};

// The only command of that type that was sent, or nothing when there were others.
template <typename T>
std::optional<T> only(const std::vector<Command>& commands) {
  if (commands.size() != 1 || !std::holds_alternative<T>(commands[0])) return std::nullopt;
  return std::get<T>(commands[0]);
}

// What the only command that was sent turns the knob at that path to, or nothing when there were
// others.
inline std::optional<KnobValue> only_turn(const std::vector<Command>& commands,
                                          const std::string& path) {
  const auto turned = only<SetKnob>(commands);
  return turned && turned->path == path ? std::optional(turned->value) : std::nullopt;
}
// What a command turns the knob at that path to; none for any other.
inline std::optional<KnobValue> turned(const Command& command, const std::string& path) {
  return only_turn({command}, path);
}

}  // namespace netdyno::test
