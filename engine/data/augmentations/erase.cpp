// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "engine/data/augmentations/rows.h"

namespace netdyno {

namespace {

struct Box {
  Index top = 0;
  Index left = 0;
  Index height = 0;  // 0: none fits
  Index width = 0;
};

float between(double low, double high, float share) {
  return static_cast<float>(low) + static_cast<float>(high - low) * share;
}

// A box of a random area and proportion; as in the paper those that do not fit are drawn again.
Box draw_box(const AugmentContext& context) {
  constexpr int kTries = 20;
  const Options& options = context.options;
  Random& random = context.random;
  const auto [least, most] = std::minmax({options.real("min_area"), options.real("max_area")});
  const double slimmest = std::log(options.real("min_ratio"));
  const auto pixels = static_cast<float>(context.shape.height() * context.shape.width());
  for (int i = 0; i < kTries; ++i) {
    const float area = pixels * between(least, most, random.uniform());
    const float ratio = std::exp(between(slimmest, -slimmest, random.uniform()));
    const auto height = static_cast<Index>(std::lround(std::sqrt(area * ratio)));
    const auto width = static_cast<Index>(std::lround(std::sqrt(area / ratio)));
    const float down = random.uniform();
    const float right = random.uniform();
    const Index free_rows = context.shape.height() - height;
    const Index free_columns = context.shape.width() - width;
    if (free_rows < 0 || free_columns < 0) continue;
    return {.top = static_cast<Index>(down * static_cast<float>(free_rows + 1)),
            .left = static_cast<Index>(right * static_cast<float>(free_columns + 1)),
            .height = height,
            .width = width};
  }
  return {};
}

void erase(std::span<float> pixels, const AugmentContext& context) {
  const Shape& shape = context.shape;
  if (static_cast<double>(context.random.uniform()) >= context.options.real("probability")) return;
  const Box box = draw_box(context);
  const bool is_noise = context.options.text("fill") == "noise";
  const float even = context.options.text("fill") == "grey" ? 0.5f : 0.0f;
  for (Index c = 0; c < shape.channels(); ++c)
    for (Index y = box.top; y < box.top + box.height; ++y) {
      float* row = pixels.data() + (c * shape.height() + y) * shape.width() + box.left;
      if (is_noise)
        context.random.fill_uniform({row, static_cast<std::size_t>(box.width)});
      else
        std::fill(row, row + box.width, even);
    }
}

OptionField share(std::string key, std::string doc, double preset) {
  return real(std::move(key), std::move(doc)).preset(preset).at_least(0).at_most(1).live();
}

}  // namespace

// Zhong et al., "Random erasing data augmentation" (2017); with fill zero and a ratio of 1 it is
// the cutout of DeVries and Taylor (2017), but that the box stays inside the image.
Augmentation erase_augmentation() {
  return {.name = "erase",
          .doc = "Covers a random box of the image",
          .fields = {share("probability", "probability of erasing", 0.5),
                     share("min_area", "smallest box, share of the image", 0.02),
                     share("max_area", "largest box, share of the image", 0.4),
                     real("min_ratio", "r: height/width of the box lies in [r, 1/r]")
                         .preset(0.3)
                         .at_least(0.01)
                         .at_most(1)
                         .live(),
                     text("fill", "what the box shows: uniform noise, black or mid grey")
                         .preset(std::string("noise"))
                         .one_of({"noise", "zero", "grey"})
                         .live()},
          .change = erase};
}

}  // namespace netdyno
