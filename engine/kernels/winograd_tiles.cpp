// SPDX-License-Identifier: MIT
#include "engine/kernels/winograd_tiles.h"

#include <algorithm>
#include <array>

#include "engine/kernels/small_product.h"

namespace netdyno {

namespace {

// taps[i] ← value i of each of kLanes tiles, which begin at lines[start[0]], lines[start[1]], …
template <Index kSpan>
void gather(const float* lines, const Index* start, Vector* taps) {
  if constexpr (kSpan <= kLanes) {
    Vector square[kLanes];
    for (int lane = 0; lane < kLanes; ++lane) square[lane] = load(lines + start[lane]);
    transpose(square);
    for (int i = 0; i < kSpan; ++i) taps[i] = square[i];
  } else {
    for (int i = 0; i < kSpan; ++i)
      for (int lane = 0; lane < kLanes; ++lane) taps[i][lane] = lines[start[lane] + i];
  }
}

// The outputs of one row, [kOutputs] vectors of kLanes places, as the places' outputs one after the
// other.
template <Index kOutputs>
void interleave_places(const Vector* outputs, Vector* rows) {
  static_assert(kOutputs == 2 || kOutputs == 4);
  if constexpr (kOutputs == 2) {
    rows[0] = interleave(outputs[0], outputs[1], 0);
    rows[1] = interleave(outputs[0], outputs[1], kLanes / 2);
  } else {
    Vector even[2], odd[2];
    interleave_places<2>(std::array{outputs[0], outputs[2]}.data(), even);
    interleave_places<2>(std::array{outputs[1], outputs[3]}.data(), odd);
    for (int half = 0; half < 2; ++half)
      interleave_places<2>(std::array{even[half], odd[half]}.data(), rows + 2 * half);
  }
}

}  // namespace

Index TileGrid::row_places() const {
  return (samples * columns + kLanes - 1) / kLanes * kLanes;
}

template <const auto& kMatrix>
TileReader<kMatrix>::TileReader(const TileGrid& grid, int workers)
    : grid_(grid),
      pitch_((grid.columns - 1) * grid.step + kSpan),
      line_count_((grid.rows - 1) * grid.step + kSpan),
      // A gather reads a whole vector at each tile's start.
      lines_(Shape{workers, (grid.samples + 1) * pitch_ + kLanes}),
      half_(Shape{workers, kSide, line_count_, grid.row_places()}) {
  for (Index sample = 0; sample < grid.samples; ++sample)
    for (Index column = 0; column < grid.columns; ++column)
      start_.push_back(sample * pitch_ + column * grid.step);
  start_.resize(static_cast<std::size_t>(grid.row_places()), grid.samples * pitch_);
}

template <const auto& kMatrix>
void TileReader<kMatrix>::fill_lines(const float* row, Index sample_stride, Index samples,
                                     float* lines) const {
  const Index width = std::min(grid_.width, pitch_ - grid_.pad);
  for (Index sample = 0; sample < samples; ++sample)
    std::copy_n(row + sample * sample_stride, width, lines + sample * pitch_ + grid_.pad);
}

template <const auto& kMatrix>
void TileReader<kMatrix>::transform_lines(const float* lines, float* out, Index out_stride) const {
  for (Index place = 0; place < grid_.row_places(); place += kLanes) {
    Vector taps[kSpan], products[kSide];
    gather<kSpan>(lines, &start_[static_cast<std::size_t>(place)], taps);
    column_product<kMatrix>(taps, products);
    for (Index j = 0; j < kSide; ++j) store(out + j * out_stride + place, products[j]);
  }
}

template <const auto& kMatrix>
void TileReader<kMatrix>::transform_columns(const float* half, Index stride, float* tiles) const {
  const Index row_places = grid_.row_places();
  const Index half_stride = line_count_ * row_places;
  for (Index row = 0; row < grid_.rows; ++row)
    for (Index j = 0; j < kSide; ++j) {
      const float* from = half + j * half_stride + row * grid_.step * row_places;
      float* to = tiles + j * stride + row * row_places;
      for (Index place = 0; place < row_places; place += kLanes) {
        Vector taps[kSpan], products[kSide];
        for (Index i = 0; i < kSpan; ++i) taps[i] = load(from + i * row_places + place);
        column_product<kMatrix>(taps, products);
        for (Index i = 0; i < kSide; ++i) store(to + i * kSide * stride + place, products[i]);
      }
    }
}

template <const auto& kMatrix>
void TileReader<kMatrix>::read(int worker, const float* x, Index samples, Index planes,
                               float* tiles) {
  float* lines = lines_.sample(worker).data();
  float* half = half_.sample(worker).data();
  const Index plane = grid_.height * grid_.width;
  const Index half_stride = line_count_ * grid_.row_places();
  std::fill_n(lines, grid_.samples * pitch_, 0.0f);
  for (Index p = 0; p < planes; ++p) {
    for (Index line = 0; line < line_count_; ++line) {
      const Index row = line - grid_.pad;
      float* out = half + line * grid_.row_places();
      if (row < 0 || row >= grid_.height) {
        for (Index j = 0; j < kSide; ++j)
          std::fill_n(out + j * half_stride, grid_.row_places(), 0.0f);
        continue;
      }
      fill_lines(x + p * plane + row * grid_.width, planes * plane, samples, lines);
      transform_lines(lines, out, half_stride);
    }
    transform_columns(half, grid_.stride(planes), tiles + p * grid_.places());
  }
}

template <const auto& kMatrix>
TileWriter<kMatrix>::TileWriter(const TileGrid& grid)
    : grid_(grid),
      is_whole_(grid.columns % kVectorPlaces == 0 && grid.width == kOutputs * grid.columns) {
  for (Index sample = 0; sample < grid.samples; ++sample)
    for (Index column = 0; column < grid.columns; ++column)
      targets_.push_back({sample, column * kOutputs});
}

// outputs[a][b] of `count` places to row a of `rows`.
template <const auto& kMatrix>
template <typename Outputs>
void TileWriter<kMatrix>::write_places(const Outputs& outputs, Index place, Index count,
                                       float* rows, Index row_count, Index sample_stride) const {
  const Target* target = &targets_[static_cast<std::size_t>(place)];
  for (Index a = 0; a < std::min(kOutputs, row_count); ++a) {
    float* row = rows + a * grid_.width;
    if (is_whole_) {
      Vector pixels[kOutputs];
      interleave_places<kOutputs>(&outputs[a * kOutputs], pixels);
      for (Index i = 0; i * kVectorPlaces < count; ++i) {
        const auto [sample, column] = target[i * kVectorPlaces];
        store(row + sample * sample_stride + column, pixels[i]);
      }
      continue;
    }
    float values[kOutputs][kLanes];
    for (Index b = 0; b < kOutputs; ++b) store(values[b], outputs[a * kOutputs + b]);
    for (Index lane = 0; lane < count; ++lane) {
      const auto [sample, column] = target[lane];
      float* to = row + sample * sample_stride + column;
      const Index width = std::min(kOutputs, grid_.width - column);
      for (Index b = 0; b < width; ++b) to[b] = values[b][lane];
    }
  }
}

template <const auto& kMatrix>
void TileWriter<kMatrix>::write(const float* tiles, Index samples, Index planes, const float* bias,
                                float* y) const {
  const Index plane = grid_.height * grid_.width;
  const Index stride = grid_.stride(planes);
  const Index used = samples * grid_.columns;
  for (Index p = 0; p < planes; ++p)
    for (Index row = 0; row < grid_.rows; ++row)
      for (Index place = 0; place < used; place += kLanes) {
        const float* from = tiles + p * grid_.places() + row * grid_.row_places() + place;
        Vector tile[kSide * kSide], outputs[kOutputs * kOutputs];
        for (Index i = 0; i < kSide * kSide; ++i) tile[i] = load(from + i * stride);
        tile_product<kMatrix>(tile, outputs);
        if (bias)
          for (Vector& output : outputs) output += broadcast(bias[p]);
        write_places(outputs, place, std::min<Index>(kLanes, used - place),
                     y + p * plane + row * kOutputs * grid_.width, grid_.height - row * kOutputs,
                     planes * plane);
      }
}

template class TileReader<WinogradTwoOfThree::kInput>;
template class TileReader<WinogradTwoOfThree::kOutputTurned>;
template class TileWriter<WinogradTwoOfThree::kOutput>;
template class TileReader<WinogradFourOfThree::kInput>;
template class TileReader<WinogradFourOfThree::kOutputTurned>;
template class TileWriter<WinogradFourOfThree::kOutput>;
template class TileReader<WinogradTwoOfFive::kInput>;
template class TileReader<WinogradTwoOfFive::kOutputTurned>;
template class TileWriter<WinogradTwoOfFive::kOutput>;

}  // namespace netdyno
