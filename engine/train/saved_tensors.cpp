// SPDX-License-Identifier: MIT
#include "engine/train/saved_tensors.h"

#include <fmt/core.h>

#include "engine/core/error.h"

namespace netdyno {

namespace {

constexpr const char* kWrongRecipeHint = "Load it with the recipe that it was saved with";

}  // namespace

SavedTensors::SavedTensors(const std::vector<std::pair<std::string, Tensor>>& tensors) {
  for (const auto& [name, tensor] : tensors) by_name_[name] = &tensor;
}

const Tensor& SavedTensors::take(const std::string& name, const Shape& shape) {
  const auto found = by_name_.find(name);
  if (found == by_name_.end())
    throw Error(fmt::format("The saved state has no tensor \"{}\"", name), kWrongRecipeHint);
  const Tensor& tensor = *found->second;
  if (tensor.shape() != shape)
    throw Error(fmt::format("The saved tensor \"{}\" is {}, but the network's is {}", name,
                            tensor.shape().text(), shape.text()),
                kWrongRecipeHint);
  by_name_.erase(found);
  return tensor;
}

std::vector<Tensor> SavedTensors::take_copies(const std::string& prefix,
                                              std::span<const NamedTensor> tensors) {
  std::vector<Tensor> copies;
  if (tensors.empty() || !has(prefix + tensors.front().name)) return copies;
  for (const NamedTensor& named : tensors)
    copies.push_back(take(prefix + named.name, named.tensor->shape()));
  return copies;
}

void SavedTensors::check_all_taken() const {
  if (!by_name_.empty())
    throw Error(
        fmt::format("The network has no tensor \"{}\" of the saved state", by_name_.begin()->first),
        kWrongRecipeHint);
}

}  // namespace netdyno
