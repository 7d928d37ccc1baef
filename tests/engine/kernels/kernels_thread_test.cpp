// SPDX-License-Identifier: MIT
//
// What the thread sanitizer watches: each kernel of each backend on a pool of several threads,
// called by a thread other than the one that made the pool.
#include <gtest/gtest.h>

#include <thread>

#include "tests/engine/kernels/naive_kernels.h"

namespace netdyno {
namespace {

using testing::Values;

void run_products(Kernels& kernels) {
  const Index m = 70, n = 90, k = 110;
  const Values a = testing::random_values(m * k, 1), b = testing::random_values(k * n, 2);
  Values c(static_cast<std::size_t>(m * n));
  for (int round = 0; round < 20; ++round)
    kernels.gemm(round % 2 == 1, false, m, n, k, a.data(), b.data(), 1.0f, c.data());
  EXPECT_NE(c[0], 0.0f);
}

void run_convolution(Kernels& kernels, const WindowGeometry& g, Index filters) {
  const auto plan = kernels.make_convolution(g, filters);
  const Values x = testing::random_values(testing::image_size(g), 1);
  const Values w = testing::random_values(filters * g.channels * g.size * g.size, 2);
  const Values bias = testing::random_values(filters, 3);
  Values y(static_cast<std::size_t>(g.batch * filters * testing::out_pixels(g)));
  Values dx(x.size()), dw(w.size()), db(bias.size());
  // The backward passes read what other workers wrote in the forward pass.
  for (int round = 0; round < 10; ++round) {
    plan->forward(x.data(), w.data(), bias.data(), y.data());
    plan->backward_weights(x.data(), y.data(), dw.data(), db.data());
    plan->backward_data(y.data(), w.data(), dx.data());
  }
  EXPECT_NE(dx[0], 0.0f);
  EXPECT_NE(dw[0], 0.0f);
}

void run_pooling(Kernels& kernels) {
  const WindowGeometry g{16, 12, 24, 24, 3, 2, 1};
  Values x = testing::random_values(testing::image_size(g), 1);
  Values y(static_cast<std::size_t>(g.batch * g.channels * testing::out_pixels(g)));
  std::vector<std::int32_t> winner(y.size());
  for (int round = 0; round < 10; ++round) {
    kernels.max_pool(g, x.data(), y.data(), winner.data());
    kernels.max_pool_backward(g, y.data(), winner.data(), x.data());
    kernels.average_pool(g, x.data(), y.data());
    kernels.average_pool_backward(g, y.data(), x.data());
  }
  EXPECT_TRUE(std::isfinite(x[0]));
}

void run_all(Backend backend, int threads) {
  WorkerPool pool(threads);
  const auto kernels = make_kernels(backend, pool);
  std::jthread caller([&] {
    run_products(*kernels);
    run_convolution(*kernels, {5, 3, 20, 20, 5, 1, 2}, 8);
    run_convolution(*kernels, {5, 3, 21, 21, 3, 2, 1}, 8);
    run_convolution(*kernels, {4, 80, 8, 8, 3, 1, 1}, 72);
    run_pooling(*kernels);
  });
}

TEST(KernelsOnThreads, OneDnnSharesNothingUnguarded) {
  run_all(Backend::OneDnn, 3);
}

TEST(KernelsOnThreads, EigenSharesNothingUnguarded) {
  run_all(Backend::Eigen, 3);
}

}  // namespace
}  // namespace netdyno
