// SPDX-License-Identifier: MIT
#include "engine/data/augmenter.h"

#include <algorithm>

namespace netdyno {

Augmenter::Augmenter(const std::vector<AugmentSpec>& steps, const DataView& train,
                     const Augmenter* known)
    : steps_(complete_augmentation(steps, train.dataset->sample_shape())),
      shape_(train.dataset->sample_shape()),
      colors_(known ? known->colors_ : nullptr) {
  for (const AugmentSpec& step : steps_) rows_.push_back(&augmentation(step.type));
  const bool needs_colors =
      std::ranges::any_of(rows_, [](const Augmentation* row) { return row->needs_colors; });
  if (needs_colors && !colors_) colors_ = std::make_shared<const ColorAxes>(fit_color_axes(train));
}

void Augmenter::apply(std::span<float> pixels, Random& random, std::vector<float>& scratch) const {
  static const ColorAxes kNone;
  AffineMap waiting;  // what neighbouring steps come to so far
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const AugmentContext context{.shape = shape_,
                                 .options = steps_[i].options,
                                 .colors = colors_ ? *colors_ : kNone,
                                 .random = random,
                                 .scratch = scratch};
    if (rows_[i]->draw_map) {
      waiting = then(waiting, rows_[i]->draw_map(context));
      continue;
    }
    resample(pixels, shape_, waiting, scratch);
    waiting = {};
    rows_[i]->change(pixels, context);
  }
  resample(pixels, shape_, waiting, scratch);
}

}  // namespace netdyno
