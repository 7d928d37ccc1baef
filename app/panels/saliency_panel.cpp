// SPDX-License-Identifier: MIT
#include "app/panels/saliency_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"
#include "app/panels/image_widgets.h"
#include "app/panels/prediction_widgets.h"
#include "app/panels/widgets.h"
#include "app/report/probe_figures.h"
#include "app/view_models/image_model.h"
#include "app/view_models/number_text.h"
#include "engine/probe/saliency_methods.h"

namespace netdyno::app {

namespace {

constexpr Index kPinned = 4;
constexpr std::size_t kTopClasses = 3;

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

// Maps of another method or of other images do not continue these.
std::string history_key(const SaliencySet& set) {
  std::string key = saliency_method(set.method).name;
  for (const SaliencyImage& image : set.images)
    key += fmt::format(" {}{}", image.example, image.name);
  return key;
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
  draw_method(frame);
  draw_examined(frame);
  const auto* set = probe_value<SaliencySet>(frame.snapshot, "saliency");
  if (!set || set->images.empty()) {
    draw_empty_state("Nothing measured yet",
                     frame.snapshot->pinned.empty() ? "Pin validation images with Next"
                                                    : "Saliency is being measured",
                     frame.theme);
  } else {
    const auto& result = frame.snapshot->probes.find("saliency")->second;
    if (measured_ != result) remember(result);
    draw_images(frame, *set);
  }
  ImGui::PopFont();
}

void SaliencyPanel::remember(const std::shared_ptr<const ProbeResult>& result) {
  measured_ = result;
  ++version_;
  history_.add(result, history_key(std::get<SaliencySet>(result->value)));
}

void SaliencyPanel::draw_images(const FrameContext& frame, const SaliencySet& set) {
  const SaliencyMethodRow& method = saliency_method(set.method);
  const float height = ImGui::GetContentRegionAvail().y - map_legend_height(frame.theme);
  float largest = 0;
  for (const SaliencyImage& image : set.images) largest = std::max(largest, image.saliency_max);
  ImGui::BeginChild("images", ImVec2(0, std::max(height, 1.0f)));
  const bool has_maps = !set.images.front().saliency.empty();
  if (!has_maps)
    draw_wrapped_text("Grad-CAM needs a convolution, which this network has not",
                      frame.theme.warning);
  float names_px = 0;  // one width for all, so that they stand in columns
  for (const SaliencyImage& image : set.images)
    names_px =
        std::max(names_px,
                 prediction_width(build_prediction(image, frame.snapshot->class_names, kTopClasses),
                                  frame.theme));
  for (std::size_t i = 0; i < set.images.size(); ++i)
    draw_image(frame, set, i,
               {.limit = scale_ == MapScale::Layer ? largest : set.images[i].saliency_max,
                .names_px = names_px});
  ImGui::EndChild();
  const bool is_shared = scale_ == MapScale::Layer;
  const std::string end = is_shared ? number_text(largest) : "largest";
  if (method.is_signed)
    draw_map_legend(frame, {"signed saliency legend",
                            [&] { return diverging_legend(kMapLegendWidth, frame.theme); },
                            is_shared ? number_text(-largest) : "−largest", "0", end});
  else
    draw_map_legend(
        frame, {"saliency legend", [&] { return sequential_legend(kMapLegendWidth, frame.theme); },
                "0", method.name, end});
}

void SaliencyPanel::draw_method(const FrameContext& frame) {
  std::vector<std::string> names, docs;
  for (const SaliencyMethodRow& row : saliency_methods()) {
    names.push_back(row.name);
    docs.push_back(row.doc);
  }
  const auto current = static_cast<std::size_t>(frame.snapshot->focus.saliency);
  const float width = 10.5f * frame.theme.small_font_px;
  if (const auto chosen = draw_choice("method", names, docs, current, width)) {
    ProbeFocus focus = frame.snapshot->focus;
    focus.saliency = static_cast<SaliencyMethod>(*chosen);
    frame.commands.send(SetFocus{focus});
  }
  draw_tooltip(docs[current]);
  bool is_shared = scale_ == MapScale::Layer;
  same_line_if_fits(checkbox_width("one scale"));
  if (ImGui::Checkbox("one scale", &is_shared))
    scale_ = is_shared ? MapScale::Layer : MapScale::Local;
  draw_tooltip("One colour range for all images; else each map runs to its own largest value");
  same_line_if_fits(checkbox_width("history"));
  ImGui::Checkbox("history", &has_history_);
  draw_tooltip("The maps of earlier steps beside the present one, oldest on the left");
}

void SaliencyPanel::draw_examined(const FrameContext& frame) {
  const std::string& name = frame.snapshot->examined_name;
  if (name.empty()) return;
  if (ImGui::Button("Put away")) frame.commands.send(ExamineImage{});
  draw_tooltip("Take " + name + " out of the list again");
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  draw_text_line(name, frame.theme.text_muted);
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

void SaliencyPanel::draw_history(const FrameContext& frame, std::size_t slot, float side) const {
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const auto room = static_cast<std::size_t>(
      std::max(0.0f, (ImGui::GetContentRegionAvail().x + gap) / (side + gap)));
  const std::vector<ProbeHistory::Result> moments = history_.spread(room);
  for (std::size_t i = 0; i < moments.size(); ++i) {
    const auto& set = std::get<SaliencySet>(moments[i]->value);
    if (slot >= set.images.size()) continue;
    const SaliencyImage& image = set.images[slot];
    if (i > 0) ImGui::SameLine();
    const std::uint64_t version = (history_.generation() << 40) +
                                  2 * static_cast<std::uint64_t>(moments[i]->step) +
                                  (frame.theme.is_dark ? 1 : 0);
    draw_picture(
        frame, fmt::format("saliency {} then {}", slot, i), version,
        [&] { return saliency_pixels(image, frame.theme, saliency_method(set.method).is_signed); },
        image.shape, side,
        fmt::format("After step {}, at most {}", count_text(moments[i]->step),
                    number_text(image.saliency_max)));
  }
}

void SaliencyPanel::draw_image(const FrameContext& frame, const SaliencySet& set, std::size_t slot,
                               const RowLook& look) const {
  const Theme& theme = frame.theme;
  const SaliencyImage& image = set.images[slot];
  const SaliencyMethodRow& method = saliency_method(set.method);
  const PredictionModel prediction =
      build_prediction(image, frame.snapshot->class_names, kTopClasses);
  // Names before pictures: who cannot read the class learns little from the map.
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const float room = ImGui::GetContentRegionAvail().x;
  const float wanted = prediction_line_height(theme) * static_cast<float>(kTopClasses + 1);
  const float free_px = (room - look.names_px - 2 * gap) / 2;
  const float side = std::round(std::clamp(free_px, 0.5f * wanted, wanted));
  const std::uint64_t version =
      4 * version_ + (theme.is_dark ? 1 : 0) + (scale_ == MapScale::Layer ? 2 : 0);
  const std::string key = fmt::format("saliency {}", slot);
  const std::string name = image.example < 0 ? image.name
                                             : fmt::format("Validation image {}, true class {}",
                                                           image.example, prediction.truth);
  ImGui::PushID(static_cast<int>(slot));
  ImGui::BeginGroup();
  draw_picture(
      frame, key + " image", version, [&] { return image_pixels(image); }, image.shape, side, name);
  ImGui::SameLine();
  draw_picture(
      frame, key + " map", version,
      [&] { return saliency_pixels(image, theme, method.is_signed, look.limit); }, image.shape,
      side,
      fmt::format("{}\n{}. For the predicted class; at most {}", name, method.doc,
                  number_text(image.saliency_max)));
  ImGui::SameLine();
  ImGui::BeginGroup();
  const float width = std::max(ImGui::GetContentRegionAvail().x, theme.font_px);
  draw_verdict(prediction, width, theme);
  draw_probabilities(prediction, width, theme);
  ImGui::EndGroup();
  ImGui::EndGroup();
  if (has_history_) draw_history(frame, slot, std::round(0.75f * side));
  ImGui::PopID();
}

std::vector<RunFigure> SaliencyPanel::figures(const FrameContext& frame) const {
  const ProbeResultPtr result = probe_result(frame.snapshot, "saliency");
  if (!result || !has_pictures(*result)) return {};
  return {saliency_figure(result, frame.snapshot->class_names, scale_ == MapScale::Layer)};
}

}  // namespace netdyno::app
