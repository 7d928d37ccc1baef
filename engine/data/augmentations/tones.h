// engine/data/augmentations/tones.h
// SPDX-License-Identifier: MIT
//
// Changes of brightness, contrast, saturation and hue by a given amount, in place.
//
//   Range    pixels stay in [0,1]; a factor of 1 and a turn of 0 change no bit; pictures without
//            three channels have neither saturation nor hue
//   Source   torchvision's adjust_brightness, …; the grey of a colour is that of ITU-R BT.601

#pragma once

#include <array>
#include <span>

#include "engine/data/augmentations/rows.h"

namespace netdyno {

inline constexpr std::array<float, 3> kLuma = {0.299f, 0.587f, 0.114f};

void adjust_brightness(std::span<float> pixels, float factor);
void adjust_contrast(std::span<float> pixels, const Shape& shape, float factor);
void adjust_saturation(std::span<float> pixels, const Shape& shape, float factor);
// `turn` is a share of the colour circle.
void adjust_hue(std::span<float> pixels, const Shape& shape, float turn);

// Uniform in [1 - strength, 1 + strength), no less than 0.
float draw_factor(const AugmentContext& context);
OptionField factor_field();

}  // namespace netdyno
