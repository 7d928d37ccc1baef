// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "engine/core/error.h"
#include "engine/nn/layer_registry.h"

namespace netdyno {
namespace {

// A spec of any type: required options get the smallest value that is allowed.
LayerSpec smallest_spec(const LayerType& type) {
  LayerSpec spec = default_layer_spec(type.name);
  for (const OptionField& field : type.fields)
    if (field.is_required)
      spec.options.set(type.fields, field.key, static_cast<std::int64_t>(field.min));
  return spec;
}

std::int64_t parameter_values(const Layer& layer) {
  std::int64_t count = 0;
  for (const Parameter& parameter : layer.parameters()) count += parameter.value.size();
  return count;
}

TEST(LayerPlan, IsWhatMakeLayerBuilds) {
  WorkerPool pool(1);
  const auto kernels = make_kernels(Backend::Eigen, pool);
  for (const LayerType& type : layer_types()) {
    if (type.has_inner_layers) continue;
    const LayerSpec spec = smallest_spec(type);
    const Shape input = type.name == "dense" ? Shape{12} : Shape{2, 6, 6};
    const auto layer = make_layer(spec, input, *kernels);
    const LayerPlan plan = plan_layer(spec, input, *kernels);
    EXPECT_EQ(plan.output, layer->output_shape()) << type.name;
    EXPECT_EQ(plan.parameters, parameter_values(*layer)) << type.name;
  }
}

TEST(LayerPlan, RefusesWhatMakeLayerRefuses) {
  WorkerPool pool(1);
  const auto kernels = make_kernels(Backend::Eigen, pool);
  LayerSpec conv = smallest_spec(layer_type("conv"));
  conv.options.set(layer_type("conv").fields, "size", std::int64_t{9});
  EXPECT_THROW(plan_layer(conv, {1, 8, 8}, *kernels), RecipeError);
  EXPECT_THROW(make_layer(conv, {1, 8, 8}, *kernels), RecipeError);
}

TEST(LayerPlan, TakesNoMemoryForWeights) {
  WorkerPool pool(1);
  const auto kernels = make_kernels(Backend::Eigen, pool);
  LayerSpec dense = default_layer_spec("dense");
  dense.options.set(layer_type("dense").fields, "units", std::int64_t{1000000});
  // Two thousand weights of 8 GB: only counting them is quick enough to end.
  for (int i = 0; i < 2000; ++i)
    ASSERT_EQ(plan_layer(dense, {2000}, *kernels).parameters, 2001000000);
}

}  // namespace
}  // namespace netdyno
