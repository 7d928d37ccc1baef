// SPDX-License-Identifier: MIT
#include "engine/core/random.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "engine/core/error.h"

namespace netdyno {

namespace {

// Mixes seed and stream into a key; splitmix64's finalizer (Steele, Lea, Flood 2014).
std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

constexpr float kUnit24 = 1.0f / 16777216.0f;

}  // namespace

Random::Random(std::uint64_t seed, Stream stream, std::uint64_t major, std::uint32_t minor) {
  const std::uint64_t key = mix(seed ^ mix(static_cast<std::uint64_t>(stream)));
  const std::uint64_t tag = mix(major ^ mix(minor + (std::uint64_t{1} << 32)));
  key_ = {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)};
  tag_ = {static_cast<std::uint32_t>(tag), static_cast<std::uint32_t>(tag >> 32)};
}

std::array<std::uint32_t, 4> Random::block(std::uint64_t block) const {
  std::array<std::uint32_t, 4> c = {static_cast<std::uint32_t>(block),
                                    static_cast<std::uint32_t>(block >> 32), tag_[0], tag_[1]};
  std::uint32_t k0 = key_[0];
  std::uint32_t k1 = key_[1];
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = std::uint64_t{0xD2511F53u} * c[0];
    const std::uint64_t p1 = std::uint64_t{0xCD9E8D57u} * c[2];
    c = {static_cast<std::uint32_t>(p1 >> 32) ^ c[1] ^ k0, static_cast<std::uint32_t>(p1),
         static_cast<std::uint32_t>(p0 >> 32) ^ c[3] ^ k1, static_cast<std::uint32_t>(p0)};
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return c;
}

void Random::blocks(std::uint64_t first, std::span<std::uint32_t> numbers) const {
  constexpr std::size_t kLanes = 16;
  while (!numbers.empty()) {
    // The rounds of block(), for as many blocks at once as fit a vector register.
    std::array<std::array<std::uint32_t, kLanes>, 4> c;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      c[0][lane] = static_cast<std::uint32_t>(first + lane);
      c[1][lane] = static_cast<std::uint32_t>((first + lane) >> 32);
      c[2][lane] = tag_[0];
      c[3][lane] = tag_[1];
    }
    std::uint32_t k0 = key_[0];
    std::uint32_t k1 = key_[1];
    for (int round = 0; round < 10; ++round) {
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const std::uint64_t p0 = std::uint64_t{0xD2511F53u} * c[0][lane];
        const std::uint64_t p1 = std::uint64_t{0xCD9E8D57u} * c[2][lane];
        c[0][lane] = static_cast<std::uint32_t>(p1 >> 32) ^ c[1][lane] ^ k0;
        c[1][lane] = static_cast<std::uint32_t>(p1);
        c[2][lane] = static_cast<std::uint32_t>(p0 >> 32) ^ c[3][lane] ^ k1;
        c[3][lane] = static_cast<std::uint32_t>(p0);
      }
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
    const std::size_t count = std::min(numbers.size(), 4 * kLanes);
    for (std::size_t i = 0; i < count; ++i) numbers[i] = c[i % 4][i / 4];
    numbers = numbers.subspan(count);
    first += kLanes;
  }
}

std::uint32_t Random::bits() {
  if (buffered_ == 0) {
    buffer_ = block(next_block_++);
    buffered_ = 4;
  }
  return buffer_[static_cast<std::size_t>(4 - buffered_--)];
}

float Random::uniform() {
  return static_cast<float>(bits() >> 8) * kUnit24;
}

float Random::normal() {
  if (std::exchange(has_spare_, false)) return spare_normal_;
  // 1 − u lies in (0, 1], where the logarithm is finite.
  const float radius = std::sqrt(-2.0f * std::log(1.0f - uniform()));
  const float angle = 2.0f * std::numbers::pi_v<float> * uniform();
  spare_normal_ = radius * std::sin(angle);
  has_spare_ = true;
  return radius * std::cos(angle);
}

std::uint64_t Random::below(std::uint64_t count) {
  DYNO_CHECK(count > 0, "A draw needs at least one possibility");
  // Numbers below 2^64 mod count would make the first remainders likelier; they are drawn again.
  const std::uint64_t threshold = (0 - count) % count;
  for (;;) {
    const std::uint64_t high = bits();
    const std::uint64_t drawn = (high << 32) | bits();
    if (drawn >= threshold) return drawn % count;
  }
}

void Random::fill_uniform(std::span<float> values) {
  for (float& value : values) value = uniform();
}

void Random::fill_normal(std::span<float> values) {
  for (float& value : values) value = normal();
}

std::vector<std::int64_t> Random::permutation(std::int64_t count) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[below(i)]);
  return order;
}

}  // namespace netdyno
