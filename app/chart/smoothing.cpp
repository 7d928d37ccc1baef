// SPDX-License-Identifier: MIT
#include "app/chart/smoothing.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace netdyno::app {

namespace {

constexpr double kPartsOfRange = 1000;  // the weight holds for one of them

// Equal as recorded; NaN equals NaN.
bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

// The extent of x, rounded up to a power of two; 1 for less than two points.
double rounded_range(const Column& x) {
  const double extent = x.size() > 0 ? x[x.size() - 1] - x[0] : 0.0;
  return extent > 0 && std::isfinite(extent) ? std::exp2(std::ceil(std::log2(extent))) : 1.0;
}

// How many raw values a smoothed one stands for.
std::size_t stride_for(std::size_t count) {
  constexpr std::size_t kMostValues = 1 << 20;
  if (count <= kMostValues) return 1;
  std::size_t stride = Column::kFan;
  while (count / stride > kMostValues) stride *= 2;
  return stride;
}

}  // namespace

void SmoothedColumn::update(const Column& raw, double weight, SmoothedDomain domain) {
  take_in(raw, weight, nullptr, domain);
}

void SmoothedColumn::update(const Column& raw, double weight, const Column& x,
                            SmoothedDomain domain) {
  take_in(raw, weight, &x, domain);
}

void SmoothedColumn::take_in(const Column& raw, double weight, const Column* x,
                             SmoothedDomain domain) {
  weight = std::clamp(weight, 0.0, kMaxSmoothing);
  const double range = x ? rounded_range(*x) : 0.0;
  const std::size_t count = x ? std::min(raw.size(), x->size()) : raw.size();
  const std::size_t stride = stride_for(count);
  if (!continues(raw, weight, x) || range != range_ || stride != stride_ || domain != domain_)
    *this = SmoothedColumn();
  domain_ = domain;
  weight_ = weight;
  range_ = range;
  stride_ = stride;
  for (std::size_t i = values_.size(); (i + 1) * stride <= count; ++i) {
    const std::size_t begin = i * stride, end = begin + stride;
    if (begin % Column::kBlockRows == 0 && begin > 0) raw.release(begin / Column::kBlockRows - 1);
    const double value = stride == 1 ? raw[i] : raw.extent(begin, end).mean();
    const double at = !x ? 0.0 : stride == 1 ? (*x)[i] : x->extent(begin, end).high;
    values_.append(smoothed(value, at));
  }
  if (covered() == 0) return;
  first_raw_ = raw[0];
  last_raw_ = raw[covered() - 1];
  last_x_ = x ? (*x)[covered() - 1] : 0.0;
}

bool SmoothedColumn::continues(const Column& raw, double weight, const Column* x) const {
  const std::size_t done = covered();
  if (done == 0) return true;
  const bool is_same_axis = !x || (x->size() >= done && same_bits((*x)[done - 1], last_x_));
  return is_same_axis && weight == weight_ && raw.size() >= done && same_bits(raw[0], first_raw_) &&
         same_bits(raw[done - 1], last_raw_);
}

double SmoothedColumn::at(std::size_t i) const {
  if (values_.size() == 0) return std::numeric_limits<double>::quiet_NaN();
  return values_[std::min(i / stride_, values_.size() - 1)];
}

double SmoothedColumn::smoothed(double value, double x) {
  const bool is_log = domain_ == SmoothedDomain::Logarithms;
  if (!std::isfinite(value) || (is_log && value <= 0)) return value;
  if (!has_finite_) {
    has_finite_ = true;
    first_ = value;
    finite_x_ = x;
  }
  is_constant_ = is_constant_ && value == first_;
  const bool is_by_x = range_ > 0;
  const double decay = is_by_x
                           ? std::pow(std::sqrt(weight_), kPartsOfRange * (x - finite_x_) / range_)
                       : stride_ == 1 ? weight_
                                      : std::pow(weight_, static_cast<double>(stride_));
  const double gain = is_by_x ? 1.0 : 1 - decay;
  finite_x_ = x;
  average_ = decay * average_ + gain * (is_log ? std::log(value) : value);
  weight_power_ *= decay;
  mass_ = is_by_x ? decay * mass_ + 1 : 1 - weight_power_;
  if (is_constant_) return value;
  return is_log ? std::exp(average_ / mass_) : average_ / mass_;
}

}  // namespace netdyno::app
