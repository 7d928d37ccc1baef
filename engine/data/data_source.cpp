// SPDX-License-Identifier: MIT
//
// To add a source: a file pair in sources/ that makes its row, a line in data_sources() below, and
// a test.
#include "engine/data/data_source.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/core/error.h"
#include "engine/core/registry.h"
#include "engine/data/sources/cifar_source.h"
#include "engine/data/sources/csv_source.h"
#include "engine/data/sources/gaussian_source.h"
#include "engine/data/sources/idx_source.h"
#include "engine/data/sources/images_source.h"
#include "engine/data/sources/point_sources.h"

namespace netdyno {

namespace {

void check_shape(const Dataset& data, const Shape& input) {
  if (input.rank() == 0 || input == data.sample_shape()) return;
  throw RecipeError("model.input",
                    fmt::format("expected {}, the shape of {}'s examples, found {}",
                                data.sample_shape().text(), data.name(), input.text()));
}

}  // namespace

std::span<const DataSource> data_sources() {
  static const std::vector<DataSource> sources = {
      fashion_mnist_source(), mnist_source(), idx_source(),     cifar10_source(), cifar100_source(),
      images_source(),        csv_source(),   spiral_source(),  circles_source(), xor_source(),
      moons_source(),         blobs_source(), gaussian_source()};
  return sources;
}

const DataSource& data_source(const std::string& name) {
  return find_row(data_sources(), name, "source", "data source");
}

DataSplits load_splits(const DataSourceSpec& spec, Index train, Index validation,
                       const SourceContext& context) {
  const auto data = data_source(spec.source).load_train(spec.options, context);
  check_shape(*data, context.input);
  const Index held_out = std::max<Index>(validation, 0);
  const Index taken = train > 0 ? train : data->size() - held_out;
  if (taken <= 0 || taken > data->size() - held_out)
    throw Error(
        fmt::format("{} has {} training examples, the recipe asks for {} to train on and {} "
                    "to validate on",
                    data->name(), data->size(), std::max<Index>(train, 1), held_out),
        "Lower data.train or data.validation");
  return {.train = {data, 0, taken}, .validation = {data, taken, held_out}};
}

}  // namespace netdyno
