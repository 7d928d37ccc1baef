// SPDX-License-Identifier: MIT
#include "tests/support/ui/item_log.h"

#include <imgui_internal.h>

#include <unordered_map>

namespace netdyno::test {

namespace {

struct Log {
  std::vector<Item> items;
  std::unordered_map<ImGuiID, std::string> labels;
};

// The wrapped functions are free functions of ImGui's: there is no one to hand them an object.
Log& log() {
  static Log instance;
  return instance;
}

void record(const ImRect& box, ImGuiID id, bool is_visible) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  const ImGuiWindow* window = context.CurrentWindow;
  Item item;
  item.id = id;
  const auto label = log().labels.find(id);
  if (id != 0 && label != log().labels.end()) item.label = label->second;
  item.window = window->Name;
  item.min = box.Min;
  item.max = box.Max;
  item.clip_min = window->ClipRect.Min;
  item.clip_max = window->ClipRect.Max;
  item.is_visible = is_visible;
  item.is_disabled = (context.LastItemData.InFlags & ImGuiItemFlags_Disabled) != 0;
  item.is_in_table = context.CurrentTable != nullptr;
  item.scrolls_x = window->ScrollbarX;
  item.scrolls_y = window->ScrollbarY;
  log().items.push_back(std::move(item));
}

void name(ImGuiWindow* window, ImGuiID id, std::string label) {
  if (const auto hidden = label.find("##"); hidden != std::string::npos && hidden > 0)
    label.resize(hidden);
  // Some widgets hash an empty label below a pushed one.
  if (label.empty() && !window->IDStack.empty()) label = log().labels[window->IDStack.back()];
  log().labels[id] = std::move(label);
}

}  // namespace

const std::vector<Item>& items() {
  return log().items;
}

void forget_items() {
  log().items.clear();
}

}  // namespace netdyno::test

extern "C" {

bool __real__ZN5ImGui7ItemAddERK6ImRectjPS1_i(const ImRect&, ImGuiID, const ImRect*, int);
ImGuiID __real__ZN11ImGuiWindow5GetIDEPKcS1_(ImGuiWindow*, const char*, const char*);
void __real__ZN5ImGui6PushIDEPKc(const char*);

// bool ImGui::ItemAdd(const ImRect&, ImGuiID, const ImRect*, ImGuiItemFlags)
bool __wrap__ZN5ImGui7ItemAddERK6ImRectjPS1_i(const ImRect& box, ImGuiID id, const ImRect* frame,
                                              int flags) {
  const bool is_visible = __real__ZN5ImGui7ItemAddERK6ImRectjPS1_i(box, id, frame, flags);
  netdyno::test::record(frame ? *frame : box, id, is_visible);
  return is_visible;
}

// ImGuiID ImGuiWindow::GetID(const char*, const char*)
ImGuiID __wrap__ZN11ImGuiWindow5GetIDEPKcS1_(ImGuiWindow* window, const char* text,
                                             const char* end) {
  const ImGuiID id = __real__ZN11ImGuiWindow5GetIDEPKcS1_(window, text, end);
  netdyno::test::name(window, id, end ? std::string(text, end) : std::string(text));
  return id;
}

// void ImGui::PushID(const char*)
void __wrap__ZN5ImGui6PushIDEPKc(const char* text) {
  __real__ZN5ImGui6PushIDEPKc(text);
  ImGuiWindow* window = ImGui::GetCurrentContext()->CurrentWindow;
  netdyno::test::name(window, window->IDStack.back(), text);
}

}  // extern "C"
