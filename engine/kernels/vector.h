// engine/kernels/vector.h
// SPDX-License-Identifier: MIT
//
// A vector register of floats, as wide as the processor we compile for has them, by the compiler's
// vector types. Arithmetic is by the usual operators.

#pragma once

#include "engine/core/shape.h"

namespace netdyno {

#if defined(__AVX512F__)
inline constexpr int kLanes = 16;
#elif defined(__AVX2__) && defined(__FMA__)
inline constexpr int kLanes = 8;
#else
inline constexpr int kLanes = 4;
#endif

using Vector = float __attribute__((vector_size(kLanes * sizeof(float))));
using VectorMask = int __attribute__((vector_size(kLanes * sizeof(int))));

// Keeps a value in a register. Without it GCC repeats an unaligned load for each use, which halves
// the speed of the tiles.
inline void keep_in_register(Vector& v) {
#if defined(__SSE__)
  asm("" : "+x"(v));
#else
  (void)v;
#endif
}

inline Vector load(const float* source) {
  using Unaligned = float __attribute__((vector_size(kLanes * sizeof(float)), aligned(4)));
  Vector v = *reinterpret_cast<const Unaligned*>(source);
  keep_in_register(v);
  return v;
}

inline void store(float* target, Vector v) {
  using Unaligned = float __attribute__((vector_size(kLanes * sizeof(float)), aligned(4)));
  *reinterpret_cast<Unaligned*>(target) = v;
}

inline Vector broadcast(float value) {
  return value - Vector{};  // value − 0 is value for every value, so nothing is computed
}

// All bits set in the lanes from `first` on.
inline VectorMask lanes_from(int first) {
  VectorMask mask;
  for (int lane = 0; lane < kLanes; ++lane) mask[lane] = lane >= first ? -1 : 0;
  return mask;
}

// v where the mask is set, 0 elsewhere, whatever v is there.
inline Vector select(VectorMask mask, Vector v) {
  return reinterpret_cast<Vector>(reinterpret_cast<VectorMask>(v) & mask);
}

// The sum over all lanes, in a fixed order.
inline float sum(Vector v) {
  float lanes[kLanes];
  store(lanes, v);
  for (int width = kLanes / 2; width > 0; width /= 2)
    for (int lane = 0; lane < width; ++lane) lanes[lane] += lanes[lane + width];
  return lanes[0];
}

// Σ values, in a fixed order.
inline float sum_of(const float* values, Index count) {
  Vector lanes{};
  Index i = 0;
  for (; i + kLanes <= count; i += kLanes) lanes += load(values + i);
  float total = sum(lanes);
  for (; i < count; ++i) total += values[i];
  return total;
}

// Values `first`, `first + 1`, … of a and b in turn, a's first.
inline Vector interleave(Vector a, Vector b, int first) {
  VectorMask order;
  for (int lane = 0; lane < kLanes; ++lane)
    order[lane] = first + lane / 2 + (lane % 2 == 0 ? 0 : kLanes);
  return __builtin_shuffle(a, b, order);
}

// Turns a square of kLanes × kLanes values. Each turn of the loop moves one bit of a value's row
// number into its column number.
inline void transpose(Vector (&v)[kLanes]) {
  for (int bits = 1; bits < kLanes; bits *= 2) {
    Vector next[kLanes];
    for (int i = 0; i < kLanes / 2; ++i) {
      next[2 * i] = interleave(v[i], v[i + kLanes / 2], 0);
      next[2 * i + 1] = interleave(v[i], v[i + kLanes / 2], kLanes / 2);
    }
    for (int i = 0; i < kLanes; ++i) v[i] = next[i];
  }
}

}  // namespace netdyno
