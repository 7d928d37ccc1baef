// engine/train/saved_tensors.h
// SPDX-License-Identifier: MIT
//
// The tensors of a trainer's saved state by their names.
//
//   Errors   Error for a missing tensor, another shape, one that nobody took

#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/nn/network.h"

namespace netdyno {

class SavedTensors {
 public:
  explicit SavedTensors(const std::vector<std::pair<std::string, Tensor>>& tensors);

  bool has(const std::string& name) const { return by_name_.contains(name); }
  // Each is taken once.
  const Tensor& take(const std::string& name, const Shape& shape);
  // Copies of a network's tensors that were saved under `prefix` + their name; empty when there are
  // none.
  std::vector<Tensor> take_copies(const std::string& prefix, std::span<const NamedTensor> tensors);
  void check_all_taken() const;

 private:
  std::unordered_map<std::string, const Tensor*> by_name_;
};

}  // namespace netdyno
