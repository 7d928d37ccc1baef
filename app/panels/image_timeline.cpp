// SPDX-License-Identifier: MIT
#include "app/panels/image_timeline.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>

#include "app/panels/widgets.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr double kSecsPerMoment = 0.15;
constexpr float kLeastTimeline = 6;  // in font heights

// Of the last result up to the chosen step; of the newest without one. There is at least one.
std::size_t moment_of(const Selection& selection, const ProbeHistory& history) {
  const auto& results = history.results();
  if (!selection.image_step) return results.size() - 1;
  const auto after =
      std::ranges::upper_bound(results, *selection.image_step, {},
                               [](const ProbeHistory::Result& result) { return result->step; });
  return after == results.begin() ? 0 : static_cast<std::size_t>(after - results.begin()) - 1;
}

void show_moment(const FrameContext& frame, const ProbeHistory& history, std::size_t position) {
  const auto& results = history.results();
  const bool is_newest = position + 1 >= results.size();
  frame.actions.request(
      ShowImageStep{is_newest ? std::nullopt : std::optional(results[position]->step)});
}

}  // namespace

ProbeHistory::Result ImageTimeline::shown(const Selection& selection, const ProbeHistory& history) {
  if (history.results().empty()) return nullptr;
  return history.results()[moment_of(selection, history)];
}

void ImageTimeline::draw(const FrameContext& frame, const ProbeHistory& history) {
  if (history.results().empty()) return;
  const std::size_t current = moment_of(frame.selection, history);
  for (const Intent intent : frame.pressed) {
    if (intent == Intent::EarlierImages && current > 0) show_moment(frame, history, current - 1);
    if (intent == Intent::LaterImages) show_moment(frame, history, current + 1);
  }
  ImGui::PushID("timeline");
  // One moment is nothing to choose among, but the row has its place at once: nothing jumps later.
  ImGui::BeginDisabled(history.results().size() < 2);
  if (ImGui::Button(is_playing_ ? "Stop" : "Replay")) {
    is_playing_ = !is_playing_;
    next_secs_ = ImGui::GetTime() + kSecsPerMoment;
    if (is_playing_) show_moment(frame, history, 0);
  }
  draw_tooltip("Play the images from the first measurement to now");
  draw_slider(frame, history, current);
  ImGui::EndDisabled();
  ImGui::PopID();
  if (is_playing_) move_on(frame, history, current);
}

void ImageTimeline::draw_slider(const FrameContext& frame, const ProbeHistory& history,
                                std::size_t current) {
  const auto& results = history.results();
  const bool is_live = !frame.selection.image_step;
  const float live_px = button_width("Live") + ImGui::GetStyle().ItemSpacing.x;
  const float least = kLeastTimeline * ImGui::GetFontSize();
  same_line_if_fits(least + live_px);
  ImGui::SetNextItemWidth(std::max(least, ImGui::GetContentRegionAvail().x - live_px));
  const std::string text = fmt::format("step {}", count_text(results[current]->step));
  auto position = static_cast<int>(current);
  const int last = std::max(1, static_cast<int>(results.size()) - 1);
  if (ImGui::SliderInt("##step", &position, 0, last, text.c_str(),
                       ImGuiSliderFlags_AlwaysClamp | ImGuiSliderFlags_NoInput)) {
    is_playing_ = false;
    show_moment(frame, history, static_cast<std::size_t>(position));
  }
  draw_tooltip("After which step the images of all panels are shown (Ctrl + ← and →)");
  ImGui::SameLine();
  ImGui::BeginDisabled(is_live);
  if (ImGui::Button("Live")) {
    is_playing_ = false;
    frame.actions.request(ShowImageStep{});
  }
  ImGui::EndDisabled();
  draw_tooltip("Follow the run again");
}

void ImageTimeline::move_on(const FrameContext& frame, const ProbeHistory& history,
                            std::size_t current) {
  frame.actions.request(KeepDrawing{});
  if (ImGui::GetTime() < next_secs_) return;
  next_secs_ = ImGui::GetTime() + kSecsPerMoment;
  if (!frame.selection.image_step) is_playing_ = false;  // it has come to now
  if (is_playing_) show_moment(frame, history, current + 1);
}

}  // namespace netdyno::app
