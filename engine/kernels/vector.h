// engine/kernels/vector.h
// SPDX-License-Identifier: MIT
//
// A vector register of floats, as wide as the processor we compile for has them, by the compiler's
// vector types. Arithmetic is by the usual operators.

#pragma once

namespace netdyno {

#if defined(__AVX512F__)
inline constexpr int kLanes = 16;
#else
inline constexpr int kLanes = 8;
#endif

// Whether the compiler may use vectors of that width and multiply-add at all; without, the same
// code is right but slow.
#if defined(__AVX2__) && defined(__FMA__)
inline constexpr bool kHasVectors = true;
#else
inline constexpr bool kHasVectors = false;
#endif

using Vector = float __attribute__((vector_size(kLanes * sizeof(float))));
using VectorMask = int __attribute__((vector_size(kLanes * sizeof(int))));

// Keeps a value in a register. Without it GCC repeats an unaligned load for each use, which halves
// the speed of the tiles.
inline void keep_in_register(Vector& v) {
#if defined(__AVX__)
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

}  // namespace netdyno
