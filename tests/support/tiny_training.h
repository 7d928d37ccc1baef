// tests/support/tiny_training.h
// SPDX-License-Identifier: MIT
//
// Networks and generated data that are small enough for thousands of steps a second.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/core/parallel.h"
#include "engine/kernels/kernels.h"
#include "engine/recipe/recipe.h"
#include "engine/train/trainer.h"

namespace netdyno::test {

// conv, relu, maxpool, flatten, dropout 0.3, dense on 200 + 60 random 1×6×6 images of 3 classes,
// batches of 16 (13 steps an epoch), 3 epochs; changed as by the command line's --set.
Recipe tiny_recipe(const std::vector<std::string>& overrides = {});

// The same for a million epochs.
Recipe endless_recipe();

// A recipe whose step takes some hundredths of a second.
Recipe slow_recipe();

DataSplits tiny_data(const Recipe& recipe);

// Kernels with their pool.
struct TinyEngine {
  explicit TinyEngine(int threads = 1)
      : pool(threads), kernels(make_kernels(Backend::OneDnn, pool)) {}

  WorkerPool pool;
  std::unique_ptr<Kernels> kernels;
};

// All parameters and buffers, one after the other.
std::vector<float> weights_of(Network& network);

// `steps` steps from where the trainer stands; returns the losses.
std::vector<double> train(Trainer& trainer, int steps);

}  // namespace netdyno::test
