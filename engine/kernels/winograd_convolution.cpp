// SPDX-License-Identifier: MIT
#include "engine/kernels/winograd_convolution.h"

#include <algorithm>
#include <utility>

#include "engine/kernels/partial_gradients.h"
#include "engine/kernels/sample_split.h"
#include "engine/kernels/tile_gemm.h"
#include "engine/kernels/vector.h"
#include "engine/kernels/winograd_tiles.h"
#include "engine/kernels/winograd_windows.h"

namespace netdyno {

namespace {

// Places of a group: enough columns for the matrix products, few enough that the group's tiles stay
// in the second-level cache.
constexpr Index kGroupPlaces = 128;

Index tiles_over(Index length, Index step) {
  return (length + step - 1) / step;
}

// Samples of a group whose planes have so many tiles. Whole vectors of places, where possible.
Index group_samples(Index tile_rows, Index tile_columns, Index samples) {
  Index group = std::max<Index>(1, kGroupPlaces / (tile_rows * tile_columns));
  while (group > 1 && group < samples && group * tile_columns % kLanes != 0) ++group;
  return std::min(group, samples);
}

// A correlation of planes [channels] to planes [filters] from windows in Winograd's domain.
template <typename Algorithm>
class WinogradPass {
 public:
  WinogradPass(const WindowGeometry& g, Index filters, Index most_samples, int workers)
      : channels_(g.channels),
        filters_(filters),
        in_size_(g.channels * g.height * g.width),
        out_size_(filters * g.out_height() * g.out_width()),
        in_(grid(g, g.height, g.width, g.pad, most_samples)),
        out_(grid(g, g.out_height(), g.out_width(), 0, most_samples)),
        reader_(in_, workers),
        writer_(out_) {}

  Index scratch_size() const { return kValues * (in_.stride(channels_) + out_.stride(filters_)); }

  // y [samples, filters, H', W'] ← of x [samples, channels, H, W] and u [A², filters, channels].
  void run(int worker, const float* x, const float* u, const float* bias, Index samples, float* y,
           float* scratch) {
    float* outputs = scratch + kValues * in_.stride(channels_);
    for (Index first = 0; first < samples; first += in_.samples) {
      const Index count = std::min(in_.samples, samples - first);
      reader_.read(worker, x + first * in_size_, count, channels_, scratch);
      for (Index i = 0; i < kValues; ++i)
        tile_gemm({.m = filters_,
                   .n = in_.places(),
                   .k = channels_,
                   .a = u + i * filters_ * channels_,
                   .lda = channels_,
                   .b = scratch + i * in_.stride(channels_),
                   .ldb = in_.places(),
                   .c = outputs + i * out_.stride(filters_),
                   .ldc = out_.places()});
      writer_.write(outputs, count, filters_, bias, y + first * out_size_);
    }
  }

  static TileGrid grid(const WindowGeometry& g, Index height, Index width, Index pad,
                       Index most_samples) {
    const Index rows = tiles_over(g.out_height(), Algorithm::kOutputs);
    const Index columns = tiles_over(g.out_width(), Algorithm::kOutputs);
    return {height,
            width,
            pad,
            Algorithm::kOutputs,
            rows,
            columns,
            group_samples(rows, columns, most_samples)};
  }

 private:
  static constexpr Index kValues = Algorithm::kInput.size() * Algorithm::kInput.size();

  Index channels_, filters_, in_size_, out_size_;
  TileGrid in_, out_;
  TileReader<Algorithm::kInput> reader_;
  TileWriter<Algorithm::kOutput> writer_;
};

// The windows' gradient in Winograd's domain.
template <typename Algorithm>
class WinogradGradient {
 public:
  WinogradGradient(const WindowGeometry& g, Index filters, Index most_samples, int workers)
      : channels_(g.channels),
        filters_(filters),
        in_size_(g.channels * g.height * g.width),
        out_plane_(g.out_height() * g.out_width()),
        in_(WinogradPass<Algorithm>::grid(g, g.height, g.width, g.pad, most_samples)),
        out_(WinogradPass<Algorithm>::grid(g, g.out_height(), g.out_width(), 0, most_samples)),
        in_reader_(in_, workers),
        out_reader_(out_, workers) {}

  Index scratch_size() const {
    return kValues * (filters_ * channels_ + in_.stride(channels_) + out_.stride(filters_));
  }

  // dw, db ← the sums over samples of x [samples, channels, H, W] and dy.
  void run(int worker, const float* x, const float* dy, Index samples, float* dw, float* db,
           float* scratch) {
    float* in = scratch + kValues * filters_ * channels_;
    float* out = in + kValues * in_.stride(channels_);
    for (Index first = 0; first < samples; first += in_.samples) {
      const Index count = std::min(in_.samples, samples - first);
      in_reader_.read(worker, x + first * in_size_, count, channels_, in);
      out_reader_.read(worker, dy + first * filters_ * out_plane_, count, filters_, out);
      for (Index i = 0; i < kValues; ++i)
        tile_gemm({.transpose_b = true,
                   .m = filters_,
                   .n = channels_,
                   .k = in_.places(),
                   .a = out + i * out_.stride(filters_),
                   .lda = out_.places(),
                   .b = in + i * in_.stride(channels_),
                   .ldb = in_.places(),
                   .beta = first == 0 ? 0.0f : 1.0f,
                   .c = scratch + i * filters_ * channels_,
                   .ldc = channels_});
    }
    transform_window_gradients<Algorithm>(scratch, filters_ * channels_, dw);
    for (Index k = 0; k < filters_; ++k) db[k] = 0.0f;
    for (Index n = 0; n < samples; ++n)
      for (Index k = 0; k < filters_; ++k)
        db[k] += sum_of(dy + (n * filters_ + k) * out_plane_, out_plane_);
  }

 private:
  static constexpr Index kValues = Algorithm::kInput.size() * Algorithm::kInput.size();

  Index channels_, filters_, in_size_, out_plane_;
  TileGrid in_, out_;
  TileReader<Algorithm::kInput> in_reader_;
  TileReader<Algorithm::kOutputTurned> out_reader_;
};

WindowGeometry turned(const WindowGeometry& g, Index filters) {
  return {g.batch, filters, g.out_height(), g.out_width(), g.size, 1, g.size - 1 - g.pad};
}

template <typename Algorithm>
class WinogradConvolution final : public Convolution {
 public:
  WinogradConvolution(WorkerPool& pool, std::shared_ptr<ScratchMemory> scratch,
                      const WindowGeometry& g, Index filters)
      : pool_(pool),
        batch_(g.batch),
        channels_(g.channels),
        filters_(filters),
        in_size_(g.channels * g.height * g.width),
        out_size_(filters * g.out_height() * g.out_width()),
        windows_size_(static_cast<Index>(Algorithm::kInput.size() * Algorithm::kInput.size()) *
                      filters * g.channels),
        scratch_(std::move(scratch)),
        forward_(g, filters, most_samples(), pool.threads()),
        backward_(turned(g, filters), g.channels, most_samples(), pool.threads()),
        gradient_(g, filters, most_samples(), pool.threads()),
        partial_(pool.threads(), filters * g.channels * g.size * g.size, filters) {
    const Index group = std::max(forward_.scratch_size(), backward_.scratch_size());
    for (int worker = 0; worker < sample_parts(pool, batch_); ++worker)
      scratch_->reserve(
          worker, std::max((worker == 0 ? windows_size_ : 0) + group, gradient_.scratch_size()));
  }

  void forward(const float* x, const float* w, const float* bias, float* y) override {
    transform_windows<Algorithm>(pool_, w, filters_, channels_, windows());
    for_samples(pool_, batch_, [&](int worker, Index begin, Index end) {
      forward_.run(worker, x + begin * in_size_, windows(), bias, end - begin,
                   y + begin * out_size_, group(worker));
    });
  }

  void backward_data(const float* dy, const float* w, float* dx) override {
    transform_turned_windows<Algorithm>(pool_, w, filters_, channels_, windows());
    for_samples(pool_, batch_, [&](int worker, Index begin, Index end) {
      backward_.run(worker, dy + begin * out_size_, windows(), nullptr, end - begin,
                    dx + begin * in_size_, group(worker));
    });
  }

  void backward_weights(const float* x, const float* dy, float* dw, float* db) override {
    for_samples(pool_, batch_, [&](int worker, Index begin, Index end) {
      gradient_.run(worker, x + begin * in_size_, dy + begin * out_size_, end - begin,
                    partial_.dw(worker, dw), partial_.db(worker, db), scratch_->of(worker));
    });
    partial_.add_up(sample_parts(pool_, batch_), dw, db);
  }

 private:
  // Of one worker.
  Index most_samples() const {
    const int parts = std::max(1, sample_parts(pool_, batch_));
    return std::max<Index>(1, (batch_ + parts - 1) / parts);
  }
  // All workers read the transformed windows, which lie in the first one's memory.
  float* windows() { return scratch_->of(0); }
  float* group(int worker) { return scratch_->of(worker) + (worker == 0 ? windows_size_ : 0); }

  WorkerPool& pool_;
  Index batch_, channels_, filters_;
  Index in_size_;   // C·H·W
  Index out_size_;  // K·H'·W'
  Index windows_size_;
  std::shared_ptr<ScratchMemory> scratch_;
  WinogradPass<Algorithm> forward_;
  WinogradPass<Algorithm> backward_;
  WinogradGradient<Algorithm> gradient_;
  PartialGradients partial_;
};

}  // namespace

bool winograd_supports(WinogradAlgorithm algorithm, const WindowGeometry& g) {
  const Index window = algorithm == WinogradAlgorithm::TwoOfFive ? 5 : 3;
  return g.stride == 1 && g.size == window && g.pad < g.size;
}

std::unique_ptr<Convolution> make_winograd_convolution(WinogradAlgorithm algorithm,
                                                       WorkerPool& pool,
                                                       std::shared_ptr<ScratchMemory> scratch,
                                                       const WindowGeometry& geometry,
                                                       Index filters) {
  switch (algorithm) {
    case WinogradAlgorithm::TwoOfThree:
      return std::make_unique<WinogradConvolution<WinogradTwoOfThree>>(pool, std::move(scratch),
                                                                       geometry, filters);
    case WinogradAlgorithm::FourOfThree:
      return std::make_unique<WinogradConvolution<WinogradFourOfThree>>(pool, std::move(scratch),
                                                                        geometry, filters);
    case WinogradAlgorithm::TwoOfFive:
      break;
  }
  return std::make_unique<WinogradConvolution<WinogradTwoOfFive>>(pool, std::move(scratch),
                                                                  geometry, filters);
}

}  // namespace netdyno
