// SPDX-License-Identifier: MIT
#include "app/panels/saliency_panel.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"
#include "app/panels/image_widgets.h"
#include "app/panels/number_box.h"
#include "app/panels/prediction_widgets.h"
#include "app/panels/widgets.h"
#include "app/report/probe_figures.h"
#include "app/view_models/image_model.h"
#include "app/view_models/number_text.h"
#include "engine/probe/saliency_methods.h"

namespace netdyno::app {

namespace {

constexpr Index kPinned = 4;
constexpr float kShareWidth = 7;  // of its slider, in font heights
constexpr std::size_t kShownClasses = 3;

// The place of a picture of that shape, centred in a square.
struct Placed {
  ImVec2 min, size;
};
Placed place_in_square(const Shape& shape, const ImVec2& corner, float side) {
  const float longest = static_cast<float>(std::max(shape.height(), shape.width()));
  const float times = enlarged(longest, side) / longest;
  const ImVec2 size(static_cast<float>(shape.width()) * times,
                    static_cast<float>(shape.height()) * times);
  return {{std::round(corner.x + (side - size.x) / 2), std::round(corner.y + (side - size.y) / 2)},
          size};
}

const ScaleWords& saliency_scale_words() {
  static const ScaleWords words = {
      {"one range for all images", "a range for each image", "one range for all steps"},
      {"All images share one colour range", "Each map runs to its own largest value",
       "One colour range up to the largest value at any step that is remembered"}};
  return words;
}

float largest_of(const SaliencySet& set) {
  float largest = 0;
  for (const SaliencyImage& image : set.images) largest = std::max(largest, image.saliency_max);
  return largest;
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
    remember(frame.snapshot->probes.find("saliency")->second);
    timeline_.draw(frame, history_);
    const SaliencySet& shown = shown_set(frame);
    draw_images(frame, shown);
    draw_viewer(frame, shown);
  }
}

void SaliencyPanel::remember(const std::shared_ptr<const ProbeResult>& result) {
  if (measured_ == result) return;
  measured_ = result;
  history_.add(result, history_key(std::get<SaliencySet>(result->value)));
}

const SaliencySet& SaliencyPanel::shown_set(const FrameContext& frame) {
  const ProbeHistory::Result past = ImageTimeline::shown(frame.selection, history_);
  const ProbeHistory::Result shown = frame.selection.image_step && past ? past : measured_;
  if (shown_ != shown) ++version_;
  shown_ = shown;
  return std::get<SaliencySet>(shown->value);
}

float SaliencyPanel::limit(const SaliencySet& set, std::size_t slot) const {
  float whole = set.images[slot].saliency_max;
  if (look_.scale == MapScale::Layer) whole = largest_of(set);
  if (look_.scale == MapScale::Global)
    for (const ProbeHistory::Result& moment : history_.results())
      whole = std::max(whole, largest_of(std::get<SaliencySet>(moment->value)));
  return whole / look_.contrast;
}

void SaliencyPanel::draw_images(const FrameContext& frame, const SaliencySet& set) {
  const float height = ImGui::GetContentRegionAvail().y - map_legend_height(frame.theme);
  ImGui::BeginChild("images", ImVec2(0, std::max(height, 1.0f)));
  if (set.images.front().saliency.empty())
    draw_wrapped_text("Grad-CAM needs a convolution, which this network has not",
                      frame.theme.warning);
  float names_px = 0;  // one width for all, so that they stand in columns
  for (const SaliencyImage& image : set.images)
    names_px = std::max(
        names_px,
        prediction_width(build_prediction(image, frame.snapshot->class_names, kShownClasses),
                         frame.theme));
  for (std::size_t i = 0; i < set.images.size(); ++i) draw_image(frame, set, i, names_px);
  ImGui::EndChild();
  draw_legend(frame, set);
}

void SaliencyPanel::draw_legend(const FrameContext& frame, const SaliencySet& set) const {
  const SaliencyMethodRow& method = saliency_method(set.method);
  const bool is_shared = look_.scale != MapScale::Local;
  const double end_value = static_cast<double>(limit(set, 0));
  const std::string largest =
      look_.contrast > 1 ? fmt::format("largest / {:.1f}", look_.contrast) : "largest";
  const std::string end = is_shared ? number_text(end_value) : largest;
  if (method.is_signed)
    draw_map_legend(frame, {"signed saliency legend",
                            [&] { return diverging_legend(kMapLegendWidth, frame.theme); },
                            is_shared ? number_text(-end_value) : "−" + largest, "0", end});
  else
    draw_map_legend(
        frame, {"saliency legend", [&] { return sequential_legend(kMapLegendWidth, frame.theme); },
                "0", method.name, end});
}

void* SaliencyPanel::texture(const FrameContext& frame, const SaliencySet& set, std::size_t slot,
                             bool is_map) const {
  const std::uint64_t version = 2 * version_ + (frame.theme.is_dark ? 1 : 0);
  const SaliencyImage& image = set.images[slot];
  return frame.textures.texture(
      fmt::format("saliency {} {}", slot, is_map ? "map" : "image"), version, [&] {
        if (!is_map) return image_pixels(image);
        const float share = set.method == SaliencyMethod::GradCam ? coarse_share_ : share_;
        return blended(image_pixels(image),
                       saliency_pixels(image, frame.theme, saliency_method(set.method).is_signed,
                                       limit(set, slot)),
                       share);
      });
}

// Image and map of each slot in turn.
void SaliencyPanel::draw_viewer(const FrameContext& frame, const SaliencySet& set) {
  viewer_.draw(frame, 2 * set.images.size(), [&](std::size_t i) {
    const std::size_t slot = i / 2;
    const bool is_map = i % 2 == 1;
    const SaliencyImage& image = set.images[slot];
    return ViewedPicture{
        .texture = texture(frame, set, slot, is_map),
        .width = image.shape.width(),
        .height = image.shape.height(),
        .caption = fmt::format(
            "{}{}", is_map ? "Saliency of " : "",
            image.example < 0 ? image.name : fmt::format("validation image {}", image.example)),
        .pixel_text = [&image, is_map](Index x, Index y) {
          return saliency_text(image, is_map, y, x);
        }};
  });
}

void SaliencyPanel::draw_method(const FrameContext& frame) {
  std::vector<std::string> names, docs;
  for (const SaliencyMethodRow& row : saliency_methods()) {
    names.push_back(row.name);
    docs.push_back(row.doc);
  }
  const auto current = static_cast<std::size_t>(frame.snapshot->focus.saliency);
  const float width = std::min(9 * frame.theme.font_px, ImGui::GetContentRegionAvail().x);
  if (const auto chosen = draw_choice("method", names, docs, current, width)) {
    ProbeFocus focus = frame.snapshot->focus;
    focus.saliency = static_cast<SaliencyMethod>(*chosen);
    frame.commands.send(SetFocus{focus});
  }
  draw_tooltip(docs[current]);
  const bool is_changed = draw_look_menu(frame, look_, saliency_scale_words(), [&] {
    ImGui::Checkbox("history", &has_history_);
    draw_tooltip("The maps of earlier steps beside the present one, oldest on the left");
    draw_share(frame);
  });
  if (is_changed) ++version_;
  // A coarse map says little without its picture: how much of it shows is at hand.
  if (frame.snapshot->focus.saliency != SaliencyMethod::GradCam) return;
  same_line_if_fits(kShareWidth * frame.theme.font_px);
  draw_share(frame);
}

void SaliencyPanel::draw_share(const FrameContext& frame) {
  ImGui::SetNextItemWidth(kShareWidth * frame.theme.font_px);
  float& share = share_of(frame.snapshot->focus.saliency);
  float percent = 100 * share;
  if (draw_slider("##share", percent, 0, 100, 100, "map %.0f %%") != SliderEdit::None) {
    share = percent / 100;
    ++version_;
  }
  draw_tooltip("The map laid over its picture: 100 % is the map alone, 0 % the picture");
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
  same_line_if_fits(button_width("Next"));
  if (ImGui::Button("Next"))
    frame.commands.send(PinImages{neighbouring_images(pinned, count, size, true)});
  draw_tooltip("Pin the validation images after these");
  const std::string total = "of " + count_text(size);
  const float width = 5 * frame.theme.font_px;
  same_line_if_fits(width + ImGui::CalcTextSize(total.c_str()).x + frame.theme.padding_px);
  const auto first = pinned.empty() ? 0.0 : static_cast<double>(pinned.front());
  ImGui::SetNextItemWidth(width);
  const NumberBox typed =
      draw_number_box("##first", drafts_.shown("first", first, ImGui::GetTime()), true);
  if (typed.value) drafts_.keep("first", *typed.value);
  if (typed.is_done && typed.value) {
    const auto position =
        static_cast<Index>(std::clamp(*typed.value, 0.0, static_cast<double>(size - 1)));
    drafts_.mark_sent("first", static_cast<double>(position), ImGui::GetTime());
    frame.commands.send(PinImages{images_from(position, count, size)});
  } else if (ImGui::IsItemDeactivated()) {
    drafts_.forget("first");
  }
  draw_tooltip("Position of the first pinned image in the validation set, from 0; type another");
  same_line_if_fits(ImGui::CalcTextSize(total.c_str()).x);
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
    ImGui::PushID(static_cast<int>(i));
    const std::uint64_t version = (history_.generation() << 40) +
                                  2 * static_cast<std::uint64_t>(moments[i]->step) +
                                  (frame.theme.is_dark ? 1 : 0);
    const Placed placed = place_in_square(image.shape, ImGui::GetCursorScreenPos(), side);
    ImGui::SetCursorScreenPos(placed.min);
    draw_tile(frame,
              {.id = "moment",
               .texture = frame.textures.texture(
                   fmt::format("saliency {} then {}", slot, i), version,
                   [&] {
                     return saliency_pixels(image, frame.theme,
                                            saliency_method(set.method).is_signed);
                   }),
               .size = placed.size,
               .tooltip = fmt::format("After step {}, at most {}", count_text(moments[i]->step),
                                      number_text(static_cast<double>(image.saliency_max)))});
    ImGui::PopID();
  }
}

void SaliencyPanel::draw_picture(const FrameContext& frame, const SaliencySet& set,
                                 std::size_t slot, bool is_map, float side) {
  const SaliencyImage& image = set.images[slot];
  const std::string name = image.example < 0
                               ? image.name
                               : fmt::format("Validation image {}, true class {}", image.example,
                                             class_name(frame.snapshot->class_names, image.label));
  std::string map_words = fmt::format("{}\n{}. For the predicted class; at most {}", name,
                                      saliency_method(set.method).doc,
                                      number_text(static_cast<double>(image.saliency_max)));
  if (!set.note.empty()) map_words += "; " + set.note;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const Placed placed = place_in_square(image.shape, corner, side);
  ImGui::BeginGroup();
  ImGui::SetCursorScreenPos(placed.min);
  if (draw_tile(frame, {.id = is_map ? "map" : "image",
                        .texture = texture(frame, set, slot, is_map),
                        .size = placed.size,
                        .tooltip = is_map ? map_words : name}))
    viewer_.open(2 * slot + (is_map ? 1 : 0));
  ImGui::EndGroup();
  ImGui::SetCursorScreenPos(corner);
  ImGui::Dummy(ImVec2(side, side));
}

void SaliencyPanel::draw_image(const FrameContext& frame, const SaliencySet& set, std::size_t slot,
                               float names_px) {
  const Theme& theme = frame.theme;
  const PredictionModel prediction =
      build_prediction(set.images[slot], frame.snapshot->class_names, kShownClasses);
  // Names before pictures: who cannot read the class learns little from the map.
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const float room = ImGui::GetContentRegionAvail().x;
  const float wanted = prediction_line_height(theme) * static_cast<float>(kShownClasses + 1);
  const float side = std::round(std::clamp((room - names_px - 2 * gap) / 2, 0.5f * wanted, wanted));
  ImGui::PushID(static_cast<int>(slot));
  ImGui::BeginGroup();
  draw_picture(frame, set, slot, false, side);
  ImGui::SameLine();
  draw_picture(frame, set, slot, true, side);
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
  return {saliency_figure(result, frame.snapshot->class_names, look_.scale != MapScale::Local)};
}

}  // namespace netdyno::app
