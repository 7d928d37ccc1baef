// engine/core/random.h
// SPDX-License-Identifier: MIT
//
// Counter-based random numbers with independent streams: the n-th number of a stream is a pure
// function of (seed, stream, n). Nothing depends on how many numbers others drew, on the thread
// that draws, or on what was drawn before a checkpoint.
//
//   Source   Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC 2011), Philox4x32-10
//   Range    uniform() in [0,1) with 24 bits; normal() by Box and Muller
//   Default  a run derives one stream per purpose: Random(seed, Stream::Dropout, step, layer)

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace netdyno {

// What the numbers are drawn for. A value is part of the run's identity: append, never renumber.
enum class Stream : std::uint32_t {
  Initialization = 1,
  Order = 2,
  Dropout = 3,
  Augmentation = 4,
  Generator = 5,
  Probe = 6,
  Test = 7,
};

class Random {
 public:
  Random(std::uint64_t seed, Stream stream, std::uint64_t major = 0, std::uint32_t minor = 0);

  // Uniform over all 32-bit numbers.
  std::uint32_t bits();
  // In [0, 1).
  float uniform();
  // Standard normal.
  float normal();
  // In [0, count); count > 0. Unbiased.
  std::uint64_t below(std::uint64_t count);

  void fill_uniform(std::span<float> values);
  void fill_normal(std::span<float> values);

  // 0 … count−1 in random order (Fisher and Yates).
  std::vector<std::int64_t> permutation(std::int64_t count);

  // The four 32-bit numbers of block `block`, whatever was drawn before: for loops that are split
  // over threads.
  std::array<std::uint32_t, 4> block(std::uint64_t block) const;
  // The numbers of blocks `first`, `first` + 1, … one after the other, several times faster than
  // block by block. The last one may be cut short.
  void blocks(std::uint64_t first, std::span<std::uint32_t> numbers) const;

 private:
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 2> tag_;
  std::uint64_t next_block_ = 0;
  std::array<std::uint32_t, 4> buffer_{};
  int buffered_ = 0;
  float spare_normal_ = 0.0f;
  bool has_spare_ = false;
};

}  // namespace netdyno
