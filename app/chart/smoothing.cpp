// SPDX-License-Identifier: MIT
#include "app/chart/smoothing.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace netdyno::app {

namespace {

// Equal as recorded; NaN equals NaN.
bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

}  // namespace

void SmoothedColumn::update(const Column& raw, double weight) {
  weight = std::clamp(weight, 0.0, kMaxSmoothing);
  if (!continues(raw, weight)) *this = SmoothedColumn();
  weight_ = weight;
  const std::size_t count = raw.size();
  for (std::size_t i = values_.size(); i < count; ++i) values_.append(smoothed(raw[i]));
  if (count == 0) return;
  first_raw_ = raw[0];
  last_raw_ = raw[count - 1];
}

bool SmoothedColumn::continues(const Column& raw, double weight) const {
  const std::size_t done = values_.size();
  if (done == 0) return true;
  return weight == weight_ && raw.size() >= done && same_bits(raw[0], first_raw_) &&
         same_bits(raw[done - 1], last_raw_);
}

double SmoothedColumn::smoothed(double value) {
  if (!std::isfinite(value)) return value;
  if (!has_finite_) {
    has_finite_ = true;
    first_ = value;
  }
  is_constant_ = is_constant_ && value == first_;
  average_ = weight_ * average_ + (1 - weight_) * value;
  weight_power_ *= weight_;
  return is_constant_ ? value : average_ / (1 - weight_power_);
}

}  // namespace netdyno::app
