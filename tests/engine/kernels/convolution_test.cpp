// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <limits>

#include "tests/engine/kernels/naive_kernels.h"

namespace netdyno {
namespace {

using testing::Values;

struct Case {
  WindowGeometry geometry;
  Index filters;
};

// Sides, strides and pads that divide evenly and that do not; channels around the vector widths;
// windows as large as the image; one pixel.
std::vector<Case> cases() {
  std::vector<Case> all;
  const auto add = [&](Index batch, Index channels, Index height, Index width, Index size,
                       Index stride, Index pad, Index filters) {
    all.push_back({{batch, channels, height, width, size, stride, pad}, filters});
  };
  add(1, 1, 1, 1, 1, 1, 0, 1);
  add(1, 1, 5, 5, 5, 1, 0, 1);
  add(2, 3, 7, 9, 3, 1, 1, 4);
  add(3, 2, 9, 7, 3, 2, 1, 5);
  add(5, 1, 28, 28, 5, 1, 2, 6);
  add(3, 6, 14, 14, 5, 1, 0, 16);
  add(2, 3, 32, 32, 5, 1, 2, 16);
  add(2, 16, 16, 16, 5, 1, 2, 20);
  add(2, 20, 8, 8, 5, 1, 2, 20);
  add(2, 32, 16, 16, 3, 1, 1, 32);
  add(1, 64, 8, 8, 3, 1, 1, 64);
  add(1, 3, 51, 51, 11, 4, 0, 96);
  add(4, 5, 6, 11, 4, 3, 2, 7);
  add(3, 8, 10, 13, 2, 4, 0, 8);
  add(2, 7, 3, 3, 3, 1, 2, 9);
  add(7, 4, 1, 17, 1, 1, 0, 3);
  add(2, 1, 40, 3, 3, 1, 1, 17);
  add(6, 12, 5, 5, 5, 1, 0, 33);
  for (Index channels = 1; channels <= 20; ++channels)
    add(2, channels, 6, 7, 3, 1 + channels % 4, channels % 3, 21 - channels);
  return all;
}

struct Results {
  Values y, dx, dw, db;
  bool operator==(const Results&) const = default;
};

struct Problem {
  explicit Problem(const Case& c)
      : geometry(c.geometry),
        filters(c.filters),
        x(testing::random_values(testing::image_size(geometry), 1)),
        w(testing::random_values(filters * geometry.channels * geometry.size * geometry.size, 2)),
        bias(testing::random_values(filters, 3)),
        dy(testing::random_values(geometry.batch * filters * testing::out_pixels(geometry), 4)) {}

  // Outputs start as NaN: nothing may be left unwritten, or added to what was there.
  Results run(Convolution& convolution) const {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    Results r{Values(dy.size(), nan), Values(x.size(), nan), Values(w.size(), nan),
              Values(bias.size(), nan)};
    convolution.forward(x.data(), w.data(), bias.data(), r.y.data());
    convolution.backward_data(dy.data(), w.data(), r.dx.data());
    convolution.backward_weights(x.data(), dy.data(), r.dw.data(), r.db.data());
    return r;
  }

  WindowGeometry geometry;
  Index filters;
  Values x, w, bias, dy;
};

struct Setting {
  Backend backend;
  int threads;
};

// Of the sum of the terms' sizes. What Winograd's filtering computes is held more closely against
// its own bounds in winograd_test.cpp.
double tolerance(const Case& c) {
  const bool is_winograd = c.geometry.size == 3 && std::min(c.geometry.channels, c.filters) >= 16;
  return is_winograd ? 1e-5 : 1e-6;
}

class ConvolutionOf : public ::testing::TestWithParam<Setting> {
 protected:
  WorkerPool pool_{GetParam().threads};
  std::unique_ptr<Kernels> kernels_ = make_kernels(GetParam().backend, pool_);
};

TEST_P(ConvolutionOf, EqualsItsDefinition) {
  for (const Case& c : cases()) {
    SCOPED_TRACE(testing::describe(c.geometry, c.filters));
    const Problem problem(c);
    const Results got = problem.run(*kernels_->make_convolution(c.geometry, c.filters));
    const auto expected = testing::naive_convolution(c.geometry, c.filters, problem.x, problem.w,
                                                     problem.bias, problem.dy);
    EXPECT_LT(testing::worst_error(got.y, expected.y), tolerance(c));
    EXPECT_LT(testing::worst_error(got.dx, expected.dx), tolerance(c));
    EXPECT_LT(testing::worst_error(got.dw, expected.dw), tolerance(c));
    EXPECT_LT(testing::worst_error(got.db, expected.db), 1e-6);
  }
}

TEST_P(ConvolutionOf, TwoRunsAreBitEqual) {
  WorkerPool other_pool(GetParam().threads);
  const auto other = make_kernels(GetParam().backend, other_pool);
  for (const Case& c : cases()) {
    SCOPED_TRACE(testing::describe(c.geometry, c.filters));
    const Problem problem(c);
    const auto plan = kernels_->make_convolution(c.geometry, c.filters);
    const Results first = problem.run(*plan);
    EXPECT_EQ(problem.run(*plan), first) << "same plan";
    EXPECT_EQ(problem.run(*other->make_convolution(c.geometry, c.filters)), first) << "other pool";
  }
}

TEST_P(ConvolutionOf, NonFiniteInputsReachTheOutputs) {
  for (const Case& c : {Case{{3, 1, 8, 8, 3, 1, 1}, 6}, Case{{2, 8, 9, 9, 5, 1, 2}, 16},
                        Case{{2, 3, 12, 12, 5, 3, 0}, 8}}) {
    SCOPED_TRACE(testing::describe(c.geometry, c.filters));
    for (const float bad :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
      Problem problem(c);
      const auto plan = kernels_->make_convolution(c.geometry, c.filters);
      const std::size_t middle = problem.x.size() - problem.x.size() / 3;
      problem.x[middle] = bad;
      Results got = problem.run(*plan);
      const auto is_bad = [](float v) { return !std::isfinite(v); };
      EXPECT_TRUE(std::ranges::any_of(got.y, is_bad));
      EXPECT_TRUE(std::ranges::any_of(got.dw, is_bad));
      EXPECT_FALSE(std::ranges::any_of(got.dx, is_bad));

      problem.dy[problem.dy.size() / 2] = bad;
      got = problem.run(*plan);
      EXPECT_TRUE(std::ranges::any_of(got.dx, is_bad));
      EXPECT_EQ(std::ranges::count_if(got.db, is_bad), 1);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Backends, ConvolutionOf,
                         ::testing::Values(Setting{Backend::Eigen, 1}, Setting{Backend::Eigen, 2},
                                           Setting{Backend::Eigen, 3}, Setting{Backend::OneDnn, 1},
                                           Setting{Backend::OneDnn, 2},
                                           Setting{Backend::OneDnn, 3}),
                         [](const auto& tested) {
                           return std::string(tested.param.backend == Backend::Eigen ? "Eigen"
                                                                                     : "OneDnn") +
                                  std::to_string(tested.param.threads);
                         });

TEST(Convolution, TheBackendsAgree) {
  WorkerPool pool(2);
  const auto one_dnn = make_kernels(Backend::OneDnn, pool);
  const auto eigen = make_kernels(Backend::Eigen, pool);
  EXPECT_EQ(one_dnn->name(), "onednn");
  EXPECT_EQ(eigen->name(), "eigen");
  const auto expect_near = [](const Values& a, const Values& b) {
    const auto is_nearer = [](float u, float v) { return std::abs(u) < std::abs(v); };
    const float largest = std::abs(*std::ranges::max_element(b, is_nearer));
    for (std::size_t i = 0; i < a.size(); ++i)
      ASSERT_NEAR(a[i], b[i], 2e-5f * std::max(1.0f, largest)) << "at " << i;
  };
  for (const Case& c : cases()) {
    SCOPED_TRACE(testing::describe(c.geometry, c.filters));
    const Problem problem(c);
    const Results a = problem.run(*one_dnn->make_convolution(c.geometry, c.filters));
    const Results b = problem.run(*eigen->make_convolution(c.geometry, c.filters));
    expect_near(a.y, b.y);
    expect_near(a.dx, b.dx);
    expect_near(a.dw, b.dw);
    expect_near(a.db, b.db);
  }
}

TEST(Convolution, IsACorrelationAsInTorch) {
  WorkerPool pool(1);
  for (const Backend backend : {Backend::OneDnn, Backend::Eigen}) {
    const auto plan = make_kernels(backend, pool)->make_convolution({1, 1, 2, 3, 2, 1, 0}, 1);
    const Values x{1, 2, 3, 4, 5, 6}, w{1, 10, 100, 1000}, bias{0.5f};
    Values y(2);
    plan->forward(x.data(), w.data(), bias.data(), y.data());
    EXPECT_EQ(y, (Values{5421.5f, 6532.5f}));
  }
}

}  // namespace
}  // namespace netdyno
