// SPDX-License-Identifier: MIT
#include "engine/data/pixel_statistics.h"

#include <algorithm>
#include <cmath>

#include "engine/core/error.h"

namespace netdyno {

namespace {

using Bytes = std::span<const std::uint8_t>;
using Floats = std::span<const float>;

// So many squares of bytes fit into 32 bits: 65536 · 255² < 2³².
constexpr std::size_t kBlockExamples = 65536;

struct ByteSums {
  std::vector<std::uint64_t> values;
  std::vector<std::uint64_t> squares;  // empty unless asked for
};

void flush(std::vector<std::uint32_t>& block, std::vector<std::uint64_t>& totals) {
  for (std::size_t j = 0; j < block.size(); ++j) totals[j] += block[j];
  std::ranges::fill(block, 0u);
}

ByteSums sum_bytes(Bytes bytes, std::size_t size, bool with_squares) {
  ByteSums sums{std::vector<std::uint64_t>(size), {}};
  if (with_squares) sums.squares.resize(size);
  std::vector<std::uint32_t> block(size);
  std::vector<std::uint32_t> square_block(sums.squares.size());
  const std::size_t count = bytes.size() / size;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t* pixel = bytes.data() + i * size;
    for (std::size_t j = 0; j < size; ++j) block[j] += pixel[j];
    for (std::size_t j = 0; j < square_block.size(); ++j)
      square_block[j] += std::uint32_t{pixel[j]} * pixel[j];
    if ((i + 1) % kBlockExamples == 0 || i + 1 == count) {
      flush(block, sums.values);
      flush(square_block, sums.squares);
    }
  }
  return sums;
}

std::vector<double> float_means(Floats values, std::size_t size) {
  std::vector<double> means(size);
  for (std::size_t i = 0; i < values.size(); i += size)
    for (std::size_t j = 0; j < size; ++j) means[j] += static_cast<double>(values[i + j]);
  for (double& mean : means) mean /= static_cast<double>(values.size() / size);
  return means;
}

// A dimension that never changes has no deviation, whatever rounding makes of its mean.
std::vector<double> float_deviations(Floats values, const std::vector<double>& means) {
  const std::size_t size = means.size();
  std::vector<double> deviations(size);
  std::vector<std::uint8_t> changes(size);
  for (std::size_t i = 0; i < values.size(); i += size)
    for (std::size_t j = 0; j < size; ++j) {
      const double centred = static_cast<double>(values[i + j]) - means[j];
      deviations[j] += centred * centred;
      changes[j] |= values[i + j] != values[j];
    }
  for (std::size_t j = 0; j < size; ++j)
    deviations[j] =
        changes[j] ? std::sqrt(deviations[j] / static_cast<double>(values.size() / size)) : 0;
  return deviations;
}

PixelMoments byte_moments(Bytes bytes, std::size_t size, bool with_deviations) {
  const ByteSums sums = sum_bytes(bytes, size, with_deviations);
  const auto count = static_cast<double>(bytes.size() / size);
  PixelMoments moments;
  for (std::size_t j = 0; j < size; ++j)
    moments.means.push_back(static_cast<double>(sums.values[j]) / count / 255.0);
  for (std::size_t j = 0; j < sums.squares.size(); ++j) {
    // E[x²] − E[x]² in units of bytes; both sums are exact.
    const double mean = static_cast<double>(sums.values[j]) / count;
    const double variance = static_cast<double>(sums.squares[j]) / count - mean * mean;
    // Of integers nothing but a constant comes that near to 0.
    const double least = 0.5 * (count - 1) / (count * count);
    if (variance < least) {
      moments.deviations.push_back(0);
      continue;
    }
    moments.deviations.push_back(std::sqrt(variance) / 255.0);
  }
  return moments;
}

PixelMoments moments_of(const DataView& view, bool with_deviations) {
  DYNO_CHECK(view.dataset && view.count > 0, "Statistics need examples");
  const auto size = static_cast<std::size_t>(view.dataset->sample_shape().size());
  const std::size_t begin = static_cast<std::size_t>(view.begin) * size;
  const std::size_t count = static_cast<std::size_t>(view.count) * size;
  const Dataset::Values& values = view.dataset->values();
  if (const auto* bytes = std::get_if<std::vector<std::uint8_t>>(&values))
    return byte_moments(Bytes(*bytes).subspan(begin, count), size, with_deviations);
  const Floats floats = Floats(std::get<std::vector<float>>(values)).subspan(begin, count);
  PixelMoments moments{float_means(floats, size), {}};
  if (with_deviations) moments.deviations = float_deviations(floats, moments.means);
  return moments;
}

}  // namespace

std::vector<double> pixel_means(const DataView& view) {
  return moments_of(view, false).means;
}

PixelMoments pixel_moments(const DataView& view) {
  return moments_of(view, true);
}

}  // namespace netdyno
