// engine/kernels/winograd_windows.h
// SPDX-License-Identifier: MIT
//
// A convolution's windows to and from Winograd's domain: w [K, C, F, F] and u [A², K, C].

#pragma once

#include "engine/core/parallel.h"
#include "engine/kernels/small_product.h"

namespace netdyno {

// u ← G w Gᵀ for each window.
template <typename Algorithm>
void transform_windows(WorkerPool& pool, const float* w, Index filters, Index channels, float* u) {
  constexpr Index kPlaces = Algorithm::kWindow * Algorithm::kWindow;
  constexpr Index kSide = Algorithm::kFilter.size();
  const Index windows = filters * channels;
  const auto transform = [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) {
      float tile[kSide * kSide];
      tile_product<Algorithm::kFilter>(w + i * kPlaces, tile);
      for (Index j = 0; j < kSide * kSide; ++j) u[j * windows + i] = tile[j];
    }
  };
  pool.parallel_for(windows, 512, std::cref(transform));
}

// u [A², C, K] ← the same of the windows turned by half a turn, channels as filters: what the
// input's gradient is correlated with.
template <typename Algorithm>
void transform_turned_windows(WorkerPool& pool, const float* w, Index filters, Index channels,
                              float* u) {
  constexpr Index kPlaces = Algorithm::kWindow * Algorithm::kWindow;
  constexpr Index kSide = Algorithm::kFilter.size();
  const Index windows = filters * channels;
  const auto transform = [&](Index begin, Index end) {
    for (Index c = begin; c < end; ++c)
      for (Index k = 0; k < filters; ++k) {
        float window[kPlaces], tile[kSide * kSide];
        const float* from = w + (k * channels + c) * kPlaces;
        for (Index place = 0; place < kPlaces; ++place) window[place] = from[kPlaces - 1 - place];
        tile_product<Algorithm::kFilter>(window, tile);
        for (Index j = 0; j < kSide * kSide; ++j) u[j * windows + c * filters + k] = tile[j];
      }
  };
  pool.parallel_for(channels, 512 / filters + 1, std::cref(transform));
}

// dw ← Gᵀ du G for `windows` windows.
template <typename Algorithm>
void transform_window_gradients(const float* du, Index windows, float* dw) {
  constexpr Index kPlaces = Algorithm::kWindow * Algorithm::kWindow;
  constexpr Index kSide = Algorithm::kFilter.size();
  for (Index i = 0; i < windows; ++i) {
    float tile[kSide * kSide];
    for (Index j = 0; j < kSide * kSide; ++j) tile[j] = du[j * windows + i];
    tile_product<Algorithm::kFilterTurned>(tile, dw + i * kPlaces);
  }
}

}  // namespace netdyno
