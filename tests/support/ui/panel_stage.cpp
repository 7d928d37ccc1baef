// SPDX-License-Identifier: MIT
#include "tests/support/ui/panel_stage.h"

#include <fmt/core.h>
#include <imgui_internal.h>

#include <stdexcept>

namespace netdyno::test {

namespace {

constexpr float kSlack = 1.5f;  // pixels that rounding may cost

}  // namespace

void* MemoryTextures::texture(const std::string& key, std::uint64_t version,
                              const std::function<app::Pixels()>& paint) {
  Entry& entry = entries_[key];
  if (!entry.pixels || entry.version != version) {
    entry.pixels = std::make_unique<app::Pixels>(paint());
    entry.version = version;
    ++painted_;
  }
  return entry.pixels.get();
}

PanelStage::PanelStage(const std::string& panel, SceneData scene, const StageOptions& options)
    : options_(options),
      theme_(options.is_dark ? app::Theme::dark(options.scale) : app::Theme::light(options.scale)),
      is_bar_(panel == "transport" || panel == "status" || panel == "knobs"),
      scene_(std::move(scene)) {
  const app::PanelType* type = app::find_panel_type(panel);
  if (!type) throw std::invalid_argument("no panel " + panel);
  panel_ = type->make();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = size_px();
  io.ConfigInputTextCursorBlink = false;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;  // as the OpenGL 3 backend
  for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key + 1;
  app::apply_theme_and_fonts(theme_);
  unsigned char* pixels = nullptr;
  int width = 0;
  int height = 0;
  io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
  io.MousePos = {-1000, -1000};
  frames(3);
}

PanelStage::~PanelStage() {
  forget_items();
}

ImVec2 PanelStage::size_px() const {
  return {std::round(options_.size.x * options_.scale),
          std::round(options_.size.y * options_.scale)};
}

void PanelStage::frames(int count) {
  for (int i = 0; i < count; ++i) {
    ImGui::GetIO().DeltaTime = 1.0f / 60;
    forget_items();
    ImGui::NewFrame();
    draw();
    ImGui::Render();
  }
}

void PanelStage::draw() {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size_px());
  const float bar_padding = std::floor((size_px().y - ImGui::GetFrameHeight()) / 2);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding,
                      {theme_.padding_px, is_bar_ ? std::max(0.0f, bar_padding) : theme_.gap_px});
  ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                           ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings;
  if (is_bar_) flags |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::Begin("panel", nullptr, flags);
  ImGui::PopStyleVar();
  panel_->draw(context());
  ImGui::End();
}

app::FrameContext PanelStage::context() {
  return {.snapshot = scene_.snapshot.get(),
          .history = scene_.history,
          .selection = selection_,
          .commands = *this,
          .actions = *this,
          .theme = theme_,
          .textures = textures_,
          .pressed = pressed_,
          .frame_ms = 2.4,
          .compared = scene_.compared.list(),
          .run_name = run_name_};
}

std::optional<app::Rect> PanelStage::tooltip() const {
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
    if ((window->Flags & ImGuiWindowFlags_Tooltip) && window->Active && !window->Hidden)
      return app::Rect{window->Pos.x, window->Pos.y, window->Size.x, window->Size.y};
  return std::nullopt;
}

std::vector<Item> PanelStage::find(const std::string& label) const {
  std::vector<Item> found;
  for (const Item& item : items())
    if (item.id != 0 && item.label == label) found.push_back(item);
  return found;
}

Item PanelStage::get(const std::string& label, std::size_t index) const {
  const std::vector<Item> found = find(label);
  if (index < found.size()) return found[index];
  std::string known;
  for (const Item& item : items())
    if (item.id != 0) known += "\n  " + item.label;
  throw std::runtime_error(
      fmt::format("no item \"{}\" number {}; there are{}", label, index, known));
}

void PanelStage::move(const ImVec2& position) {
  ImGui::GetIO().MousePos = position;
  frames(2);
}

void PanelStage::move_to(const std::string& label, float share_x, std::size_t index) {
  const Item item = get(label, index);
  move({item.min.x + (item.max.x - item.min.x) * share_x, item.centre().y});
}

void PanelStage::click(const std::string& label, std::size_t index) {
  move_to(label, 0.5f, index);
  ImGui::GetIO().MouseDown[0] = true;
  frames();
  ImGui::GetIO().MouseDown[0] = false;
  frames(2);
}

void PanelStage::drag(const ImVec2& from, const ImVec2& to, int button) {
  move(from);
  ImGui::GetIO().MouseDown[button] = true;
  frames();
  move({(from.x + to.x) / 2, (from.y + to.y) / 2});
  move(to);
  ImGui::GetIO().MouseDown[button] = false;
  frames(2);
}

void PanelStage::hold(const std::string& label, float share_x, std::size_t index) {
  move_to(label, share_x, index);
  ImGui::GetIO().MouseDown[0] = true;
  frames(2);
}

void PanelStage::drag_slider(const std::string& label, float from, float to, std::size_t index) {
  const Item item = get(label, index);
  const auto at = [&](float share) {
    return ImVec2(item.min.x + (item.max.x - item.min.x) * share, item.centre().y);
  };
  drag(at(from), at(to));
}

void PanelStage::wheel(const ImVec2& position, float notches) {
  move(position);
  ImGui::GetIO().MouseWheel = notches;
  frames();
  ImGui::GetIO().MouseWheel = 0;
  frames();
}

void PanelStage::double_click(const ImVec2& position) {
  move(position);
  for (int i = 0; i < 2; ++i) {
    ImGui::GetIO().MouseDown[0] = true;
    frames();
    ImGui::GetIO().MouseDown[0] = false;
    frames();
  }
  frames();
}

void PanelStage::press(ImGuiKey key, bool with_ctrl) {
  ImGuiIO& io = ImGui::GetIO();
  io.KeyCtrl = with_ctrl;
  io.KeysDown[io.KeyMap[key]] = true;
  frames();
  io.KeysDown[io.KeyMap[key]] = false;
  io.KeyCtrl = false;
  frames();
}

void PanelStage::type_into(const std::string& label, const std::string& text, std::size_t index) {
  click(label, index);
  press(ImGuiKey_A, true);
  ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
  frames();
  press(ImGuiKey_Enter);
}

std::vector<std::string> PanelStage::clipped_items() const {
  std::vector<std::string> clipped;
  for (const Item& item : items()) {
    if (item.max.x <= item.min.x || item.max.y <= item.min.y) continue;
    if (item.window.starts_with("Debug##")) continue;  // ImGui's own fallback window
    // What can be pressed in a table reaches into the padding around its cell, by design.
    const bool is_padded = item.id != 0 && item.is_in_table;
    const float slack_x = is_padded ? theme_.padding_px + theme_.gap_px : kSlack;
    const bool fits_x =
        item.min.x >= item.clip_min.x - slack_x && item.max.x <= item.clip_max.x + slack_x;
    const bool fits_y =
        item.min.y >= item.clip_min.y - kSlack && item.max.y <= item.clip_max.y + kSlack;
    if ((fits_x || item.scrolls_x) && (fits_y || item.scrolls_y)) continue;
    clipped.push_back(fmt::format(
        "\"{}\" in {} at ({:.0f}, {:.0f}) to ({:.0f}, {:.0f}), seen ({:.0f}, {:.0f}) to ({:.0f}, "
        "{:.0f})",
        item.label, item.window, item.min.x, item.min.y, item.max.x, item.max.y, item.clip_min.x,
        item.clip_min.y, item.clip_max.x, item.clip_max.y));
  }
  return clipped;
}

}  // namespace netdyno::test
