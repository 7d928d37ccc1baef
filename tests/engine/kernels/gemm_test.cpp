// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <limits>

#include "tests/engine/kernels/naive_kernels.h"

namespace netdyno {
namespace {

using testing::Sums;
using testing::Values;

struct Product {
  bool transpose_a, transpose_b;
  Index m, n, k;
  float beta;
};

std::vector<Product> products() {
  std::vector<Product> all;
  const Index sizes[][3] = {{1, 1, 1},       {1, 10, 64},    {64, 1, 7},   {3, 5, 2},
                            {17, 33, 9},     {64, 120, 400}, {10, 84, 64}, {100, 7, 1},
                            {129, 65, 257},  {2, 300, 31},   {300, 2, 31}, {19, 208, 9},
                            {172, 193, 380}, {5, 208, 0}};
  for (const auto& size : sizes)
    for (const bool transpose_a : {false, true})
      for (const bool transpose_b : {false, true})
        for (const float beta : {0.0f, 1.0f, 0.5f})
          all.push_back({transpose_a, transpose_b, size[0], size[1], size[2], beta});
  return all;
}

Sums naive_gemm(const Product& p, const Values& a, const Values& b, const Values& c) {
  Sums sums(p.m * p.n);
  const auto at = [](const Values& values, Index i) {
    return static_cast<double>(values[static_cast<std::size_t>(i)]);
  };
  for (Index i = 0; i < p.m; ++i)
    for (Index j = 0; j < p.n; ++j) {
      for (Index l = 0; l < p.k; ++l)
        sums.add(i * p.n + j, at(a, p.transpose_a ? l * p.m + i : i * p.k + l) *
                                  at(b, p.transpose_b ? j * p.k + l : l * p.n + j));
      if (p.beta != 0.0f) sums.add(i * p.n + j, static_cast<double>(p.beta) * at(c, i * p.n + j));
    }
  return sums;
}

class GemmOf : public ::testing::TestWithParam<std::tuple<Backend, int>> {
 protected:
  Values run(const Product& p, const Values& a, const Values& b, Values c) {
    kernels_->gemm(p.transpose_a, p.transpose_b, p.m, p.n, p.k, a.data(), b.data(), p.beta,
                   c.data());
    return c;
  }
  WorkerPool pool_{std::get<1>(GetParam())};
  std::unique_ptr<Kernels> kernels_ = make_kernels(std::get<0>(GetParam()), pool_);
};

TEST_P(GemmOf, EqualsItsDefinition) {
  for (const Product& p : products()) {
    SCOPED_TRACE(::testing::Message() << p.m << "x" << p.n << "x" << p.k << " transposed "
                                      << p.transpose_a << p.transpose_b << " beta " << p.beta);
    const Values a = testing::random_values(p.m * p.k, 1);
    const Values b = testing::random_values(p.k * p.n, 2);
    // With beta 0, C is not read.
    const Values c = p.beta == 0.0f ? Values(static_cast<std::size_t>(p.m * p.n),
                                             std::numeric_limits<float>::quiet_NaN())
                                    : testing::random_values(p.m * p.n, 3);
    const Values got = run(p, a, b, c);
    EXPECT_LT(testing::worst_error(got, naive_gemm(p, a, b, c)), 1e-6);
    EXPECT_EQ(run(p, a, b, c), got) << "a second run";
  }
}

TEST_P(GemmOf, ANonFiniteValueReachesItsRow) {
  const Product p{false, true, 20, 30, 40, 0.0f};
  Values a = testing::random_values(p.m * p.k, 1);
  const Values b = testing::random_values(p.k * p.n, 2);
  a[5 * 40 + 7] = std::numeric_limits<float>::infinity();
  const Values c = run(p, a, b, Values(20 * 30));
  for (std::size_t i = 0; i < c.size(); ++i)
    EXPECT_EQ(std::isfinite(c[i]), i / 30 != 5) << "row " << i / 30;
}

TEST_P(GemmOf, AnEmptyResultIsLeftAlone) {
  kernels_->gemm(false, false, 0, 4, 3, nullptr, nullptr, 0.0f, nullptr);
  kernels_->gemm(false, false, 4, 0, 3, nullptr, nullptr, 0.0f, nullptr);
}

INSTANTIATE_TEST_SUITE_P(Backends, GemmOf,
                         ::testing::Combine(::testing::Values(Backend::Eigen, Backend::OneDnn),
                                            ::testing::Values(1, 2, 3)),
                         [](const auto& tested) {
                           return std::string(std::get<0>(tested.param) == Backend::Eigen
                                                  ? "Eigen"
                                                  : "OneDnn") +
                                  std::to_string(std::get<1>(tested.param));
                         });

}  // namespace
}  // namespace netdyno
