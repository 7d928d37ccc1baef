// SPDX-License-Identifier: MIT
#include "engine/data/dataset.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/core/error.h"

namespace netdyno {

namespace {

std::size_t value_count(const Dataset::Values& values) {
  return std::visit([](const auto& stored) { return stored.size(); }, values);
}

}  // namespace

Dataset::Dataset(std::string name, Shape sample_shape, Values values,
                 std::vector<std::int32_t> labels, std::vector<std::string> class_names,
                 std::vector<std::string> notes)
    : name_(std::move(name)),
      sample_shape_(sample_shape),
      values_(std::move(values)),
      labels_(std::move(labels)),
      class_names_(std::move(class_names)),
      notes_(std::move(notes)) {
  const auto sample_size = static_cast<std::size_t>(sample_shape_.size());
  if (class_names_.empty()) throw Error(fmt::format("{} has no classes", name_));
  if (sample_shape_.rank() == 0 || sample_size == 0)
    throw Error(fmt::format("{} has examples without values", name_));
  const std::size_t examples = value_count(values_) / sample_size;
  if (value_count(values_) % sample_size != 0 || examples != labels_.size())
    throw Error(fmt::format("{}: the counts of images and labels differ, {} images and {} labels",
                            name_, examples, labels_.size()),
                "Check that both files belong together");
  if (labels_.empty()) throw Error(fmt::format("{} has no examples", name_));

  const auto classes = static_cast<std::int32_t>(class_names_.size());
  const auto bad = std::ranges::find_if(
      labels_, [classes](std::int32_t label) { return label < 0 || label >= classes; });
  if (bad != labels_.end())
    throw Error(
        fmt::format("{}: labels out of range, example {} has the label {}, expected 0 to {}", name_,
                    bad - labels_.begin(), *bad, classes - 1));
}

void Dataset::read(Index i, std::span<float> out) const {
  const auto size = static_cast<std::size_t>(sample_shape_.size());
  DYNO_CHECK(i >= 0 && i < this->size(), fmt::format("{} has no example {}", name_, i));
  DYNO_CHECK(out.size() == size, "As many values as an example has");
  const std::size_t begin = static_cast<std::size_t>(i) * size;
  if (const auto* bytes = std::get_if<std::vector<std::uint8_t>>(&values_)) {
    // A division, not a product with 1/255, whose rounding differs: PyTorch's ToTensor divides.
    for (std::size_t j = 0; j < size; ++j)
      out[j] = static_cast<float>((*bytes)[begin + j]) / 255.0f;
  } else {
    const float* first = std::get<std::vector<float>>(values_).data() + begin;
    std::copy(first, first + size, out.begin());
  }
}

}  // namespace netdyno
