// engine/kernels/small_product.h
// SPDX-License-Identifier: MIT
//
// The product of a matrix that is known when we compile with a column, or with both sides of a
// tile, of vectors: written out, without the terms of 0 and the multiplications by ±1.

#pragma once

#include "engine/kernels/winograd_matrices.h"

namespace netdyno {

template <const auto& kMatrix, std::size_t kRow>
constexpr std::size_t first_term() {
  std::size_t column = 0;
  while (kMatrix[kRow][column] == 0.0f) ++column;
  return column;
}

// Σ over the columns up to kColumn of row kRow.
template <const auto& kMatrix, std::size_t kRow, std::size_t kColumn, typename Value>
inline __attribute__((always_inline)) Value row_product(const Value* in) {
  constexpr float kFactor = kMatrix[kRow][kColumn];
  if constexpr (kColumn == first_term<kMatrix, kRow>()) {
    if constexpr (kFactor == 1.0f) return in[kColumn];
    if constexpr (kFactor == -1.0f) return -in[kColumn];
    return in[kColumn] * kFactor;
  } else {
    const Value sum = row_product<kMatrix, kRow, kColumn - 1>(in);
    if constexpr (kFactor == 0.0f) return sum;
    if constexpr (kFactor == 1.0f) return sum + in[kColumn];
    if constexpr (kFactor == -1.0f) return sum - in[kColumn];
    return sum + in[kColumn] * kFactor;
  }
}

// out[i] ← Σ_j M[i][j] in[j]
template <const auto& kMatrix, std::size_t kRow = 0, typename Value>
inline __attribute__((always_inline)) void column_product(const Value* in, Value* out) {
  constexpr std::size_t kColumns = kMatrix[0].size();
  out[kRow] = row_product<kMatrix, kRow, kColumns - 1>(in);
  if constexpr (kRow + 1 < kMatrix.size()) column_product<kMatrix, kRow + 1>(in, out);
}

// out ← M in Mᵀ; in [columns, columns], out [rows, rows], row-major.
template <const auto& kMatrix, typename Value>
inline __attribute__((always_inline)) void tile_product(const Value* in, Value* out) {
  constexpr std::size_t kRows = kMatrix.size();
  constexpr std::size_t kColumns = kMatrix[0].size();
  Value half[kColumns][kRows];  // in Mᵀ
  for (std::size_t i = 0; i < kColumns; ++i) column_product<kMatrix>(in + i * kColumns, half[i]);
  for (std::size_t j = 0; j < kRows; ++j) {
    Value column[kColumns], product[kRows];
    for (std::size_t i = 0; i < kColumns; ++i) column[i] = half[i][j];
    column_product<kMatrix>(column, product);
    for (std::size_t i = 0; i < kRows; ++i) out[i * kRows + j] = product[i];
  }
}

}  // namespace netdyno
