// SPDX-License-Identifier: MIT
#include "app/chart/ticks.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace netdyno::app {

namespace {

constexpr double kPlainMax = 1e6;   // from here on 1e6
constexpr double kPlainMin = 1e-4;  // below it 5e-5

// "2e-5" rather than "2.0e-05".
std::string exponent_label(double value, int digits) {
  std::string text = fmt::format("{:.{}e}", value, digits);
  const auto e = text.find('e');
  std::string mantissa = text.substr(0, e);
  if (mantissa.find('.') != std::string::npos) {
    mantissa.erase(mantissa.find_last_not_of('0') + 1);
    if (mantissa.back() == '.') mantissa.pop_back();
  }
  return fmt::format("{}e{}", mantissa, std::stoi(text.substr(e + 1)));
}

std::vector<Tick> linear_ticks(double min, double max, int max_count) {
  const double step = nice_step(max - min, max_count);
  std::vector<Tick> ticks;
  // A hair of tolerance: 0.1·3 must not miss an axis that ends at 0.3.
  const double first = std::ceil(min / step - 1e-9);
  const double last = std::floor(max / step + 1e-9);
  if (!(last - first < 1000)) return ticks;
  for (double k = first; k <= last; ++k) {
    const double value = k == 0 ? 0.0 : k * step;
    ticks.push_back({value, tick_label(value, step), true});
  }
  return ticks;
}

std::vector<Tick> log_ticks(double min, double max, int max_count) {
  const double decades = std::log10(max / min);
  if (decades < 1.0) {
    std::vector<Tick> ticks = linear_ticks(min, max, max_count);
    std::erase_if(ticks, [](const Tick& tick) { return tick.value <= 0; });
    return ticks;
  }
  const int stride = std::max(1, static_cast<int>(std::ceil(decades / std::max(1, max_count))));
  // Few decades leave room for labels at 2 and 5 as well.
  const bool labels_inner = decades * 3 <= max_count;
  std::vector<Tick> ticks;
  const int first = static_cast<int>(std::floor(std::log10(min) - 1e-9));
  const int last = static_cast<int>(std::floor(std::log10(max) + 1e-9));
  for (int exponent = first; exponent <= last; ++exponent) {
    const double decade = std::pow(10.0, exponent);
    for (int digit = 1; digit <= 9; ++digit) {
      const double value = digit * decade;
      if (value < min * (1 - 1e-9) || value > max * (1 + 1e-9)) continue;
      if (digit > 1 && stride > 1) continue;
      const bool is_decade = digit == 1 && exponent % stride == 0;
      const bool is_inner = labels_inner && (digit == 2 || digit == 5);
      const bool is_major = is_decade || is_inner;
      ticks.push_back({value, is_major ? tick_label(value, decade) : std::string(), is_major});
    }
  }
  return ticks;
}

}  // namespace

double nice_step(double span, int max_count) {
  const double raw = span / std::max(1, max_count);
  const double decade = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * decade >= raw * (1 - 1e-9)) return factor * decade;
  return 10.0 * decade;
}

std::string tick_label(double value, double resolution) {
  const double size = std::abs(value);
  if (size == 0 || !std::isfinite(value)) return fmt::format("{}", value);
  if (size >= kPlainMax || size < kPlainMin) {
    const double digits = std::floor(std::log10(size)) - std::floor(std::log10(resolution) + 1e-9);
    return exponent_label(value, std::clamp(static_cast<int>(digits), 0, 6));
  }
  const int decimals = -static_cast<int>(std::floor(std::log10(resolution) + 1e-9));
  return fmt::format("{:.{}f}", value, std::clamp(decimals, 0, 10));
}

std::vector<Tick> axis_ticks(const Axis& axis, int max_count) {
  if (!std::isfinite(axis.min) || !std::isfinite(axis.max) || !(axis.min < axis.max)) return {};
  if (axis.scale == AxisScale::Linear) return linear_ticks(axis.min, axis.max, max_count);
  if (!(axis.min > 0)) return {};
  return log_ticks(axis.min, axis.max, max_count);
}

}  // namespace netdyno::app
