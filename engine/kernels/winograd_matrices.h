// engine/kernels/winograd_matrices.h
// SPDX-License-Identifier: MIT
//
// The matrices of Winograd's minimal filtering F(m, r): m outputs of a window of r values by
// m + r − 1 multiplications,
//
//   y = Aᵀ [ (G w) ⊙ (Bᵀ d) ]        d: m + r − 1 inputs, w: the window
//
//   Source   Lavin and Gray, "Fast algorithms for convolutional neural networks" (2015)

#pragma once

#include <array>
#include <cstddef>

namespace netdyno {

template <std::size_t kRows, std::size_t kColumns>
using SmallMatrix = std::array<std::array<float, kColumns>, kRows>;

template <std::size_t kRows, std::size_t kColumns>
constexpr SmallMatrix<kColumns, kRows> transposed(const SmallMatrix<kRows, kColumns>& m) {
  SmallMatrix<kColumns, kRows> turned{};
  for (std::size_t i = 0; i < kRows; ++i)
    for (std::size_t j = 0; j < kColumns; ++j) turned[j][i] = m[i][j];
  return turned;
}

// F(2, 3): points 0, ±1, ∞
struct WinogradTwoOfThree {
  static constexpr int kOutputs = 2;
  static constexpr int kWindow = 3;
  static constexpr SmallMatrix<4, 4> kInput = {  // Bᵀ
      {{1, 0, -1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, 1, 0, -1}}};
  static constexpr SmallMatrix<4, 3> kFilter = {  // G
      {{1, 0, 0}, {0.5f, 0.5f, 0.5f}, {0.5f, -0.5f, 0.5f}, {0, 0, 1}}};
  static constexpr SmallMatrix<2, 4> kOutput = {{{1, 1, 1, 0}, {0, 1, -1, -1}}};  // Aᵀ
  static constexpr auto kOutputTurned = transposed(kOutput);
  static constexpr auto kFilterTurned = transposed(kFilter);
};

// F(4, 3): points 0, ±1, ±2, ∞. A quarter of the multiplications of a direct convolution, at some
// ten times the rounding error.
struct WinogradFourOfThree {
  static constexpr int kOutputs = 4;
  static constexpr int kWindow = 3;
  static constexpr SmallMatrix<6, 6> kInput = {{{4, 0, -5, 0, 1, 0},
                                                {0, -4, -4, 1, 1, 0},
                                                {0, 4, -4, -1, 1, 0},
                                                {0, -2, -1, 2, 1, 0},
                                                {0, 2, -1, -2, 1, 0},
                                                {0, 4, 0, -5, 0, 1}}};
  static constexpr SmallMatrix<6, 3> kFilter = {{{1.0f / 4, 0, 0},
                                                 {-1.0f / 6, -1.0f / 6, -1.0f / 6},
                                                 {-1.0f / 6, 1.0f / 6, -1.0f / 6},
                                                 {1.0f / 24, 1.0f / 12, 1.0f / 6},
                                                 {1.0f / 24, -1.0f / 12, 1.0f / 6},
                                                 {0, 0, 1}}};
  static constexpr SmallMatrix<4, 6> kOutput = {
      {{1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}}};
  static constexpr auto kOutputTurned = transposed(kOutput);
  static constexpr auto kFilterTurned = transposed(kFilter);
};

// F(2, 5): the same points.
struct WinogradTwoOfFive {
  static constexpr int kOutputs = 2;
  static constexpr int kWindow = 5;
  static constexpr SmallMatrix<6, 6> kInput = WinogradFourOfThree::kInput;
  static constexpr SmallMatrix<6, 5> kFilter = {
      {{1.0f / 4, 0, 0, 0, 0},
       {-1.0f / 6, -1.0f / 6, -1.0f / 6, -1.0f / 6, -1.0f / 6},
       {-1.0f / 6, 1.0f / 6, -1.0f / 6, 1.0f / 6, -1.0f / 6},
       {1.0f / 24, 1.0f / 12, 1.0f / 6, 1.0f / 3, 2.0f / 3},
       {1.0f / 24, -1.0f / 12, 1.0f / 6, -1.0f / 3, 2.0f / 3},
       {0, 0, 0, 0, 1}}};
  static constexpr SmallMatrix<2, 6> kOutput = {{{1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 1}}};
  static constexpr auto kOutputTurned = transposed(kOutput);
  static constexpr auto kFilterTurned = transposed(kFilter);
};

}  // namespace netdyno
