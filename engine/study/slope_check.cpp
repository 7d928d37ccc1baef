// SPDX-License-Identifier: MIT
#include "engine/study/slope_check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

namespace netdyno {

namespace {

constexpr double kScaleShare = 1.0 / 20;

// In units of the step. Beside the weight as well, clear of a kink that lies on it.
struct Stretch {
  double centre, half_width;
};
constexpr std::array<Stretch, 6> kStretches = {
    {{0, 1}, {0, 0.25}, {0.6, 0.4}, {-0.6, 0.4}, {0.15, 0.1}, {-0.15, 0.1}}};

bool is_resolved(const SlopeMeasurement& m, const SlopeCheckOptions& options) {
  const double size = std::max(
      {std::abs(m.numerical), std::abs(m.backpropagated), kScaleShare * std::abs(options.scale)});
  return m.jumps + m.noise <= options.tolerance * size;
}

// Two stretches with their own rounding and kinks that find the same error.
bool is_same_error(const SlopeMeasurement& a, const SlopeMeasurement& b) {
  const double first = a.numerical - a.backpropagated;
  const double second = b.numerical - b.backpropagated;
  return std::abs(first - second) <= std::max(std::abs(first), std::abs(second)) / 2;
}

double uncertainty(const SlopeMeasurement& m) {
  return m.jumps + m.noise;
}

}  // namespace

double slope_error(double numerical, double backpropagated, double scale) {
  const double size =
      std::max({std::abs(numerical), std::abs(backpropagated), kScaleShare * std::abs(scale)});
  return size > 0 ? std::abs(numerical - backpropagated) / size : 0.0;
}

SlopeMeasurement measure_slope(const std::function<SlopePoint(double offset)>& at, double centre,
                               double half_width, const SlopeCheckOptions& options) {
  constexpr std::size_t kPoints = 5;
  constexpr std::size_t kMiddle = kPoints / 2;
  std::array<SlopePoint, kPoints> p;
  for (std::size_t i = 0; i < kPoints; ++i)
    p[i] = at(centre + half_width * (static_cast<double>(i) / kMiddle - 1));

  SlopeMeasurement m;
  std::array<double, kPoints - 1> area{};  // ∫ gradient between two points, by trapezoids
  for (std::size_t i = 0; i + 1 < kPoints; ++i)
    area[i] = (p[i + 1].w - p[i].w) * (p[i].gradient + p[i + 1].gradient) / 2;
  const double width = p.back().w - p.front().w;
  m.numerical = (p.back().loss - p.front().loss) / width;
  m.backpropagated = (area[0] + area[1] + area[2] + area[3]) / width;
  // A jump J between two points moves the mean by J/8 at most, and a second difference by J.
  for (std::size_t i = 1; i + 1 < kPoints; ++i)
    m.jumps += std::abs(p[i - 1].gradient - 2 * p[i].gradient + p[i + 1].gradient) / 8;
  // A wrong gradient misses the rise of the loss alike on both halves; rounding does not.
  const double left = p[kMiddle].loss - p.front().loss - area[0] - area[1];
  const double right = p.back().loss - p[kMiddle].loss - area[2] - area[3];
  m.noise = std::max(options.rounding, std::abs(left - right)) / width;

  const double difference = std::abs(m.numerical - m.backpropagated);
  const double passing =
      options.tolerance * std::max({std::abs(m.numerical), std::abs(m.backpropagated),
                                    kScaleShare * std::abs(options.scale)});
  if (difference <= passing)
    m.verdict = SlopeVerdict::Agrees;
  else if (difference <= passing + uncertainty(m))
    m.verdict = m.jumps > m.noise ? SlopeVerdict::Kink : SlopeVerdict::TooSmall;
  else
    m.verdict = SlopeVerdict::Differs;  // also where one of them is not a number
  return m;
}

SlopeMeasurement check_slope(const std::function<SlopePoint(double offset)>& at,
                             const SlopeCheckOptions& options) {
  std::vector<SlopeMeasurement> differing;
  std::optional<SlopeMeasurement> best;  // of those that do not differ
  for (const Stretch& stretch : kStretches) {
    const SlopeMeasurement m = measure_slope(at, stretch.centre * options.step,
                                             stretch.half_width * options.step, options);
    if (m.verdict == SlopeVerdict::Differs) {
      const bool is_confirmed =
          !std::isfinite(m.numerical) || !std::isfinite(m.backpropagated) ||
          std::ranges::any_of(differing, [&](const auto& d) { return is_same_error(d, m); });
      if (is_confirmed) return m;
      differing.push_back(m);
      continue;
    }
    // A narrower stretch meets fewer kinks, but rounding spoils it more.
    const bool is_at_its_best = m.noise >= m.jumps && differing.empty();
    if (is_at_its_best) return m.verdict == SlopeVerdict::Agrees ? m : best.value_or(m);
    if (m.verdict == SlopeVerdict::Agrees && is_resolved(m, options)) return m;
    const bool is_better =
        !best || (m.verdict == SlopeVerdict::Agrees) > (best->verdict == SlopeVerdict::Agrees) ||
        (m.verdict == best->verdict && uncertainty(m) < uncertainty(*best));
    if (is_better) best = m;
  }
  if (best) return *best;
  // Each stretch finds another error: the loss bends too much to tell.
  SlopeMeasurement unclear = differing.front();
  unclear.verdict = SlopeVerdict::Kink;
  return unclear;
}

}  // namespace netdyno
