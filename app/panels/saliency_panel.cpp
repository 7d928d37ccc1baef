// SPDX-License-Identifier: MIT
#include "app/panels/saliency_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"
#include "app/panels/image_widgets.h"
#include "app/panels/widgets.h"
#include "app/view_models/image_model.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr Index kPinned = 4;
constexpr std::size_t kTopClasses = 3;
constexpr int kLegendWidth = 128;

float line_height(const Theme& theme) {
  return theme.small_font_px + theme.gap_px / 2;
}

// A square picture with a tooltip; non-square ones are centred in it.
void draw_picture(const FrameContext& frame, const std::string& key, std::uint64_t version,
                  const std::function<Pixels()>& paint, const Shape& shape, float side,
                  const std::string& tooltip) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::Dummy(ImVec2(side, side));
  const float longest = static_cast<float>(std::max(shape.height(), shape.width()));
  const float times = enlarged(longest, side) / longest;
  const ImVec2 size(static_cast<float>(shape.width()) * times,
                    static_cast<float>(shape.height()) * times);
  const ImVec2 min(std::round(corner.x + (side - size.x) / 2),
                   std::round(corner.y + (side - size.y) / 2));
  ImGui::GetWindowDrawList()->AddImage(frame.textures.texture(key, version, paint), min,
                                       ImVec2(min.x + size.x, min.y + size.y));
  draw_tooltip(tooltip);
}

// Class names over bars of their probability; the true one stands out.
void draw_probabilities(const PredictionModel& prediction, float width, const Theme& theme) {
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  const float height = line_height(theme);
  for (const Probability& probability : prediction.top) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::Dummy(ImVec2(width, height - ImGui::GetStyle().ItemSpacing.y));
    const Color color = probability.is_label ? theme.good : theme.axis;
    canvas.AddRectFilled(
        corner,
        ImVec2(corner.x + width * static_cast<float>(probability.share), corner.y + height - 1),
        packed(color.with_alpha(0.35f)));
    const std::string share = percent_text(probability.share);
    const float share_width = text_size(theme.small_font_px, share).x;
    const float y = corner.y + (height - 1 - theme.small_font_px) / 2;
    canvas.PushClipRect(
        corner, ImVec2(corner.x + width - share_width - theme.gap_px, corner.y + height), true);
    draw_text(canvas, ImVec2(corner.x + 2, y), theme.small_font_px, theme.text, probability.name);
    canvas.PopClipRect();
    draw_text(canvas, ImVec2(corner.x + width - share_width, y), theme.small_font_px,
              theme.text_muted, share);
  }
}

void draw_verdict(const PredictionModel& prediction, float width, const Theme& theme) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float height = line_height(theme);
  ImGui::Dummy(ImVec2(width, height - ImGui::GetStyle().ItemSpacing.y));
  draw_tooltip(fmt::format("True class {}\npredicted {}", prediction.truth, prediction.predicted));
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  const float side = theme.small_font_px;
  const Color color = prediction.is_correct ? theme.good : theme.error;
  if (prediction.is_correct)
    draw_check(canvas, corner, side, color);
  else
    draw_cross(canvas, corner, side, color);
  canvas.PushClipRect(corner, ImVec2(corner.x + width, corner.y + height), true);
  draw_text(canvas, ImVec2(corner.x + side + theme.gap_px / 2, corner.y), theme.small_font_px,
            color, prediction.has_bad_values ? "output is not a number" : "is " + prediction.truth);
  canvas.PopClipRect();
}

}  // namespace

void SaliencyPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
  if (frame.snapshot->validation_examples == 0) {
    draw_empty_state("No validation images", "Give the recipe's data a `validation` count",
                     frame.theme);
    return;
  }
  ImGui::PushFont(font_of_size(frame.theme.small_font_px));
  draw_navigation(frame);
  const auto* set = probe_value<SaliencySet>(frame.snapshot, "saliency");
  if (!set || set->images.empty()) {
    draw_empty_state("Nothing measured yet",
                     frame.snapshot->pinned.empty() ? "Pin validation images with Next"
                                                    : "Saliency is being measured",
                     frame.theme);
  } else {
    const auto& result = frame.snapshot->probes.find("saliency")->second;
    if (measured_ != result) {
      measured_ = result;
      ++version_;
    }
    const float height = ImGui::GetContentRegionAvail().y - map_legend_height(frame.theme);
    ImGui::BeginChild("images", ImVec2(0, std::max(height, 1.0f)));
    for (std::size_t i = 0; i < set->images.size(); ++i) draw_image(frame, set->images[i], i);
    ImGui::EndChild();
    draw_map_legend(
        frame, {"saliency legend", [&] { return sequential_legend(kLegendWidth, frame.theme); },
                "0", "|∂ score / ∂ pixel|", "largest"});
  }
  ImGui::PopFont();
}

void SaliencyPanel::draw_navigation(const FrameContext& frame) {
  const Index size = frame.snapshot->validation_examples;
  const std::vector<Index>& pinned = frame.snapshot->pinned;
  const Index count = pinned.empty() ? kPinned : static_cast<Index>(pinned.size());
  if (ImGui::Button("Previous"))
    frame.commands.send(PinImages{neighbouring_images(pinned, count, size, false)});
  draw_tooltip("Pin the validation images before these");
  ImGui::SameLine();
  if (ImGui::Button("Next"))
    frame.commands.send(PinImages{neighbouring_images(pinned, count, size, true)});
  draw_tooltip("Pin the validation images after these");
  const std::string total = "of " + count_text(size);
  const float width = 5 * frame.theme.small_font_px;
  same_line_if_fits(width + text_size(frame.theme.small_font_px, total).x + frame.theme.padding_px);
  const auto first = pinned.empty() ? 0.0 : static_cast<double>(pinned.front());
  double typed = drafts_.shown("first", first, ImGui::GetTime());
  ImGui::SetNextItemWidth(width);
  if (ImGui::InputDouble("##first", &typed, 0, 0, "%.0f")) drafts_.keep("first", typed);
  if (ImGui::IsItemDeactivatedAfterEdit() && std::isfinite(typed)) {
    const auto position =
        static_cast<Index>(std::clamp(std::round(typed), 0.0, static_cast<double>(size - 1)));
    drafts_.mark_sent("first", static_cast<double>(position), ImGui::GetTime());
    frame.commands.send(PinImages{images_from(position, count, size)});
  } else if (ImGui::IsItemDeactivated()) {
    drafts_.forget("first");
  }
  draw_tooltip("Position of the first pinned image in the validation set, from 0; type another");
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  draw_text_line(total, frame.theme.text_muted);
}

void SaliencyPanel::draw_image(const FrameContext& frame, const SaliencyImage& image,
                               std::size_t slot) const {
  const Theme& theme = frame.theme;
  const float side = line_height(theme) * static_cast<float>(kTopClasses + 1);
  const std::uint64_t version = 2 * version_ + (theme.is_dark ? 1 : 0);
  const PredictionModel prediction =
      build_prediction(image, frame.snapshot->class_names, kTopClasses);
  const std::string key = fmt::format("saliency {}", slot);
  ImGui::PushID(static_cast<int>(slot));
  ImGui::BeginGroup();
  draw_picture(
      frame, key + " image", version, [&] { return image_pixels(image); }, image.shape, side,
      fmt::format("Validation image {}, true class {}", image.example, prediction.truth));
  ImGui::SameLine();
  draw_picture(
      frame, key + " map", version, [&] { return saliency_pixels(image, theme); }, image.shape,
      side,
      fmt::format("Saliency of validation image {}: the largest over channels of |∂ score "
                  "/ ∂ pixel| for the predicted class, at most {}",
                  image.example, number_text(image.saliency_max)));
  ImGui::SameLine();
  ImGui::BeginGroup();
  const float width = std::max(ImGui::GetContentRegionAvail().x, theme.font_px);
  draw_verdict(prediction, width, theme);
  draw_probabilities(prediction, width, theme);
  ImGui::EndGroup();
  ImGui::EndGroup();
  ImGui::PopID();
}

}  // namespace netdyno::app
