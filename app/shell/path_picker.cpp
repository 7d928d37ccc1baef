// SPDX-License-Identifier: MIT
#include "app/shell/path_picker.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "app/shell/dialog.h"
#include "app/shell/style.h"

namespace netdyno::app {

namespace {

namespace fs = std::filesystem;

constexpr ImGuiInputTextFlags kTextFlags =
    ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll |
    ImGuiInputTextFlags_CallbackCompletion | ImGuiInputTextFlags_CallbackHistory;
constexpr ImGuiSelectableFlags kRowFlags =
    ImGuiSelectableFlags_DontClosePopups | ImGuiSelectableFlags_AllowDoubleClick;

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

}  // namespace

void PathPicker::open(const std::string& proposal) {
  std::error_code error;
  if (folder_.empty() || !is_folder(folder_)) folder_ = fs::current_path(error);
  const fs::path proposed = typed_path(folder_, proposal);
  text_ = proposal;
  if (fs::path(proposal).is_absolute()) {
    folder_ = proposed.parent_path();
    text_ = proposed.filename().string();
  }
  proposed_ = kind_.is_new ? text_ : std::string();
  typed_.clear();  // everything is listed until something is typed
  choice_ = -1;
  is_stale_ = true;
}

void PathPicker::enter(const fs::path& folder) {
  folder_ = folder;
  text_ = proposed_;
  typed_.clear();
  choice_ = -1;
  is_stale_ = wants_keyboard_ = true;
}

void PathPicker::list() {
  const TypedPlace place = typed_place(folder_, typed_);
  if (std::exchange(is_stale_, false) || listed_ != place.folder) {
    listed_ = place.folder;
    listing_ = list_folder(listed_, kind_.extensions, !kind_.is_folder);
    notes_.assign(listing_.entries.size(), {});
    for (std::size_t i = 0; i < notes_.size(); ++i)
      if (kind_.note && listing_.entries[i].is_folder)
        notes_[i] = kind_.note(listed_ / listing_.entries[i].name);
  }
  matching_ = matching_entries(listing_.entries, place.name);
}

void PathPicker::replace_name(ImGuiInputTextCallbackData& data, const std::string& name) {
  const std::string before(data.Buf, static_cast<std::size_t>(data.BufTextLen));
  const std::size_t slash = before.rfind('/');
  const int begin = slash == std::string::npos ? 0 : static_cast<int>(slash) + 1;
  data.DeleteChars(begin, data.BufTextLen - begin);
  data.InsertChars(begin, name.c_str());
  text_.assign(data.Buf, static_cast<std::size_t>(data.BufTextLen));
}

void PathPicker::move_choice(ImGuiInputTextCallbackData& data) {
  const int count = static_cast<int>(matching_.size());
  if (count == 0) return;
  const int by = data.EventKey == ImGuiKey_UpArrow ? -1 : 1;
  choice_ = choice_ < 0 ? (by > 0 ? 0 : count - 1) : std::clamp(choice_ + by, 0, count - 1);
  has_moved_ = true;
  const std::size_t entry = matching_[static_cast<std::size_t>(choice_)];
  replace_name(data, listing_.entries[entry].name);
}

void PathPicker::leave_folder(ImGuiInputTextCallbackData& data) {
  folder_ = listed_.parent_path();
  const std::string name = typed_place(folder_, text_).name;
  data.DeleteChars(0, data.BufTextLen);
  data.InsertChars(0, name.c_str());
  text_ = name;
  typed_.clear();
  choice_ = -1;
}

void PathPicker::edit(ImGuiInputTextCallbackData& data) {
  if (data.EventFlag == ImGuiInputTextFlags_CallbackHistory)
    return ImGui::GetIO().KeyAlt && data.EventKey == ImGuiKey_UpArrow ? leave_folder(data)
                                                                      : move_choice(data);
  const std::string now(data.Buf, static_cast<std::size_t>(data.BufTextLen));
  const std::string name = typed_place(folder_, now).name;
  const std::string completed = completed_name(listing_.entries, name);
  leaves_box_ = completed == name;
  if (leaves_box_) return;
  replace_name(data, completed);
  typed_ = text_;
  choice_ = -1;
}

bool PathPicker::draw_text() {
  if (ImGui::IsWindowAppearing() || std::exchange(wants_keyboard_, false))
    ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-1);
  const std::string before = text_;
  const auto call = [](ImGuiInputTextCallbackData* data) {
    static_cast<PathPicker*>(data->UserData)->edit(*data);
    return 0;
  };
  std::string text = text_;
  const bool is_entered = ImGui::InputText("##path", &text, kTextFlags, call, this);
  // What completion and arrow keys wrote is known already.
  if (text != text_ && text != before) {
    typed_ = text;
    choice_ = -1;
  }
  text_ = text;
  return is_entered;
}

bool PathPicker::draw(const char* label, float list_px, const Theme& theme) {
  list();
  ImGui::TextUnformatted(label);
  const bool is_entered = draw_text();
  if (std::exchange(leaves_box_, false)) ImGui::SetKeyboardFocusHere();
  list();
  ImGui::PushStyleColor(ImGuiCol_Text, vec4(theme.text_muted));
  ImGui::TextWrapped("In %s", listed_.c_str());
  ImGui::PopStyleColor();
  ImGui::PushStyleColor(ImGuiCol_Border, vec4(theme.border));
  ImGui::BeginChild("##files", {0, list_px}, true);
  const bool is_taken = draw_rows(theme);
  ImGui::EndChild();
  ImGui::PopStyleColor();
  if (!is_entered) return is_taken;
  if (kind_.is_folder || !is_folder(path())) return has_path();
  enter(path());
  return false;
}

bool PathPicker::draw_rows(const Theme& theme) {
  draw_dialog_error(listing_.problem, theme);
  bool is_taken = false;
  const bool has_parent = listed_.has_relative_path();
  std::optional<fs::path> entered;
  if (has_parent && ImGui::Selectable("../", false, kRowFlags)) entered = listed_.parent_path();
  for (std::size_t i = 0; i < matching_.size(); ++i) {
    const FolderEntry& entry = listing_.entries[matching_[i]];
    const bool is_chosen = static_cast<int>(i) == choice_;
    ImGui::PushID(entry.name.c_str());
    if (ImGui::Selectable((entry.is_folder ? entry.name + '/' : entry.name).c_str(), is_chosen,
                          kRowFlags)) {
      // The second press of a double-click lands on what the first one has opened.
      const bool is_double = ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
      if (entry.is_folder && !is_double)
        entered = listed_ / entry.name;
      else if (!entry.is_folder)
        text_ = (listed_ == folder_ ? fs::path(entry.name) : listed_ / entry.name).string();
      is_taken = !entry.is_folder && is_double;
    }
    if (is_chosen && has_moved_) ImGui::SetScrollHereY();
    if (const std::string& note = notes_[matching_[i]]; !note.empty()) {
      ImGui::SameLine();
      ImGui::TextDisabled("%s", note.c_str());
    }
    ImGui::PopID();
  }
  has_moved_ = false;
  if (entered) enter(*entered);
  return is_taken;
}

}  // namespace netdyno::app
