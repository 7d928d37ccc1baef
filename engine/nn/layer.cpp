// SPDX-License-Identifier: MIT
#include "engine/nn/layer.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/core/error.h"
#include "engine/nn/layer_registry.h"

namespace netdyno {

namespace {

std::string value_text(const OptionValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
  if (const auto* number = std::get_if<double>(&value)) return fmt::format("{:g}", *number);
  return std::get<std::string>(value);
}

// Beyond this, kernels that count in 32 bits would fail, and so would memory.
constexpr double kMostValues = 2147483647.0;

void require_allocatable(const std::string& name, const Shape& shape) {
  double values = 1.0;
  for (const Index extent : shape.extents()) values *= static_cast<double>(extent);
  if (values <= kMostValues) return;
  throw RecipeError("",
                    fmt::format("\"{}\" [{}] would take {:.0f} GB", name, shape.text(),
                                values * sizeof(float) / 1e9),
                    "Make this layer or the one before it smaller");
}

}  // namespace

void Layer::forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) {
  const Index batch_size = x.batch_size();
  DYNO_CHECK(batch_size > 0 && x.shape() == input_shape_.with_batch(batch_size),
             fmt::format("Layer {} ({}) expects samples of {}, got {}", pass.layer, spec_.type,
                         input_shape_.text(), x.shape().text()));
  y.resize(output_shape_.with_batch(batch_size));
  do_forward(x, y, scratch, pass);
}

void Layer::backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx,
                     Scratch& scratch, const Pass& pass) {
  const Index batch_size = x.batch_size();
  DYNO_CHECK(
      batch_size > 0 && x.shape() == input_shape_.with_batch(batch_size) &&
          y.shape() == output_shape_.with_batch(batch_size) && dy.shape() == y.shape(),
      fmt::format("Layer {} ({}): backward needs the tensors of its forward pass, got x {}, y {}, "
                  "dy {}",
                  pass.layer, spec_.type, x.shape().text(), y.shape().text(), dy.shape().text()));
  if (dx) dx->resize(x.shape());
  do_backward(x, y, dy, dx, scratch, pass);
}

std::string Layer::options_text() const {
  std::string joined;
  for (const auto& [key, value] : options().values())
    joined += fmt::format("{}{} {}", joined.empty() ? "" : ", ", key, value_text(value));
  return joined;
}

void Layer::allocate() {
  for (Parameter& parameter : parameters_) {
    parameter.value = Tensor(parameter.shape);
    parameter.grad = Tensor(parameter.shape);
  }
  for (Buffer& buffer : buffers_) buffer.value = Tensor(buffer.shape);
  reset();
}

void Layer::reset() {
  for (Parameter& parameter : parameters_)
    if (!parameter.is_weight) parameter.value.fill(parameter.start);
  for (Buffer& buffer : buffers_) buffer.value.fill(buffer.start);
}

void Layer::set_option(const std::string& key, const OptionValue& value) {
  const std::vector<OptionField>& fields = layer_type(spec_.type).fields;
  const auto field = std::ranges::find(fields, key, &OptionField::key);
  if (field != fields.end() && !field->is_live)
    throw RecipeError(key, "cannot change while the network exists",
                      "Change the recipe and start again");
  spec_.options.set(fields, key, value);
  option_changed();
}

Parameter& Layer::add_parameter(std::string name, const Shape& shape, float start) {
  require_allocatable(name, shape);
  Parameter& added = parameters_.emplace_back();
  added.name = std::move(name);
  added.shape = shape;
  added.start = start;
  return added;
}

Parameter& Layer::add_weight(const Shape& shape, Index fan_in, Index fan_out) {
  Parameter& added = add_parameter("weight", shape);
  added.is_weight = true;
  added.fan_in = fan_in;
  added.fan_out = fan_out;
  return added;
}

Buffer& Layer::add_buffer(std::string name, const Shape& shape, float start) {
  Buffer& added = buffers_.emplace_back();
  added.name = std::move(name);
  added.shape = shape;
  added.start = start;
  return added;
}

}  // namespace netdyno
