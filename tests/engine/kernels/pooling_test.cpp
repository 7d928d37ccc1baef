// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <limits>

#include "tests/engine/kernels/naive_kernels.h"
#include "tests/support/not_a_number.h"

namespace netdyno {
namespace {

using testing::Values;
using Winners = std::vector<std::int32_t>;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

class Pooling : public ::testing::TestWithParam<int> {
 protected:
  struct Pooled {
    Values y;
    Winners winner;
  };
  Pooled max_pool(const WindowGeometry& g, const Values& x) {
    Pooled p{Values(out_size(g), test::kNaN), Winners(out_size(g), -1)};
    kernels_->max_pool(g, x.data(), p.y.data(), p.winner.data());
    return p;
  }
  Values max_pool_backward(const WindowGeometry& g, const Values& dy, const Winners& winner) {
    Values dx(static_cast<std::size_t>(testing::image_size(g)), test::kNaN);
    kernels_->max_pool_backward(g, dy.data(), winner.data(), dx.data());
    return dx;
  }
  Values average_pool(const WindowGeometry& g, const Values& x) {
    Values y(out_size(g), test::kNaN);
    kernels_->average_pool(g, x.data(), y.data());
    return y;
  }
  Values average_pool_backward(const WindowGeometry& g, const Values& dy) {
    Values dx(static_cast<std::size_t>(testing::image_size(g)), test::kNaN);
    kernels_->average_pool_backward(g, dy.data(), dx.data());
    return dx;
  }
  static std::size_t out_size(const WindowGeometry& g) {
    return static_cast<std::size_t>(g.batch * g.channels * testing::out_pixels(g));
  }

  WorkerPool pool_{GetParam()};
  std::unique_ptr<Kernels> kernels_ = make_kernels(Backend::Eigen, pool_);
};

// Calls body(x index within its plane, x index, y index) for every pixel that a window covers.
template <typename Body>
void for_each_pixel(const WindowGeometry& g, const Body& body) {
  for (Index plane = 0; plane < g.batch * g.channels; ++plane)
    for (Index out = 0; out < testing::out_pixels(g); ++out)
      for (Index place = 0; place < g.size * g.size; ++place) {
        const Index iy = out / g.out_width() * g.stride - g.pad + place / g.size;
        const Index ix = out % g.out_width() * g.stride - g.pad + place % g.size;
        if (iy < 0 || iy >= g.height || ix < 0 || ix >= g.width) continue;
        const Index pixel = iy * g.width + ix;
        body(static_cast<std::int32_t>(pixel),
             static_cast<std::size_t>(plane * g.height * g.width + pixel),
             static_cast<std::size_t>(plane * testing::out_pixels(g) + out));
      }
}

std::vector<WindowGeometry> geometries() {
  std::vector<WindowGeometry> all;
  for (const Index size : {1, 2, 3, 5})
    for (const Index stride : {1, 2, 3, 4})
      for (Index pad = 0; 2 * pad <= size; ++pad) {
        all.push_back({2, 3, 7, 10, size, stride, pad});
        all.push_back({1, 1, 5, 5, size, stride, pad});
      }
  all.push_back({9, 6, 28, 28, 2, 2, 0});
  all.push_back({4, 16, 10, 10, 2, 2, 0});
  all.push_back({2, 8, 55, 55, 3, 2, 0});
  all.push_back({40, 4, 33, 35, 2, 2, 0});
  return all;
}

TEST_P(Pooling, MaximumOfTheBooksExample) {
  const Pooled p =
      max_pool({1, 1, 4, 4, 2, 2, 0}, {1, 1, 2, 4, 5, 6, 7, 8, 3, 2, 1, 0, 1, 2, 3, 4});
  EXPECT_EQ(p.y, (Values{6, 8, 3, 4}));
  EXPECT_EQ(p.winner, (Winners{5, 7, 8, 15}));
}

TEST_P(Pooling, MaximumEqualsItsDefinition) {
  for (const WindowGeometry& g : geometries()) {
    SCOPED_TRACE(testing::describe(g, g.channels));
    Values x = testing::random_values(testing::image_size(g), 1);
    // Few distinct values, mostly negative: many ties, and a zero of the padding would win.
    for (float& value : x) value = std::round(2.0f * value) - 3.0f;
    Values expected(out_size(g), -kInfinity);
    Winners expected_winner(out_size(g), -1);
    for_each_pixel(g, [&](std::int32_t pixel, std::size_t xi, std::size_t yi) {
      if (!(x[xi] > expected[yi])) return;
      expected[yi] = x[xi];
      expected_winner[yi] = pixel;
    });
    const Pooled p = max_pool(g, x);
    EXPECT_EQ(p.y, expected);
    EXPECT_EQ(p.winner, expected_winner);

    const Values dy = testing::random_values(static_cast<Index>(out_size(g)), 2);
    Values expected_dx(x.size());
    const auto in_size = static_cast<std::size_t>(g.height * g.width);
    const auto plane_size = static_cast<std::size_t>(testing::out_pixels(g));
    for (std::size_t i = 0; i < dy.size(); ++i)
      expected_dx[i / plane_size * in_size + static_cast<std::size_t>(p.winner[i])] += dy[i];
    EXPECT_EQ(max_pool_backward(g, dy, p.winner), expected_dx);
  }
}

TEST_P(Pooling, AverageEqualsItsDefinition) {
  for (const WindowGeometry& g : geometries()) {
    SCOPED_TRACE(testing::describe(g, g.channels));
    const Values x = testing::random_values(testing::image_size(g), 1);
    const Values dy = testing::random_values(static_cast<Index>(out_size(g)), 2);
    const double share = 1.0 / static_cast<double>(g.size * g.size);
    testing::Sums y(static_cast<Index>(dy.size())), dx(static_cast<Index>(x.size()));
    for_each_pixel(g, [&](std::int32_t, std::size_t xi, std::size_t yi) {
      y.add(static_cast<Index>(yi), static_cast<double>(x[xi]) * share);
      dx.add(static_cast<Index>(xi), static_cast<double>(dy[yi]) * share);
    });
    EXPECT_LT(testing::worst_error(average_pool(g, x), y), 1e-6);
    EXPECT_LT(testing::worst_error(average_pool_backward(g, dy), dx), 1e-6);
  }
}

TEST_P(Pooling, AverageCountsThePaddingAsZeros) {
  EXPECT_EQ(average_pool({1, 1, 2, 2, 2, 2, 1}, {4, 8, 12, 16}), (Values{1, 2, 3, 4}));
}

TEST_P(Pooling, NotANumberIsTheMaximumAndReachesTheAverage) {
  const WindowGeometry g{1, 1, 4, 4, 2, 2, 0};
  for (const std::size_t place : {0u, 1u, 4u, 5u}) {
    Values x(16, 1.0f);
    x[place] = test::kNaN;
    const Pooled p = max_pool(g, x);
    EXPECT_TRUE(std::isnan(p.y[0])) << "place " << place;
    EXPECT_EQ(p.winner[0], static_cast<std::int32_t>(place));
    EXPECT_EQ(p.y[1], 1.0f);
    EXPECT_TRUE(std::isnan(average_pool(g, x)[0]));
  }
}

TEST_P(Pooling, AWindowOfMinusInfinitiesHasAWinner) {
  const Pooled p = max_pool({1, 1, 3, 3, 3, 2, 1}, Values(9, -kInfinity));
  EXPECT_EQ(p.y, Values(4, -kInfinity));
  EXPECT_EQ(p.winner, (Winners{0, 1, 3, 4}));
}

INSTANTIATE_TEST_SUITE_P(Threads, Pooling, ::testing::Values(1, 2, 3));

}  // namespace
}  // namespace netdyno
