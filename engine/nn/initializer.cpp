// SPDX-License-Identifier: MIT
#include "engine/nn/initializer.h"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>

#include "engine/core/registry.h"

namespace netdyno {

namespace {

double fan_in(const Parameter& weight) {
  return static_cast<double>(weight.fan_in);
}
double fan_out(const Parameter& weight) {
  return static_cast<double>(weight.fan_out);
}

void zero(Parameter& weight, const Options&, Random&) {
  weight.value.fill(0.0f);
}

void constant(Parameter& weight, const Options& options, Random&) {
  weight.value.fill(static_cast<float>(options.real("value")));
}

void gaussian(Parameter& weight, const Options& options, Random& random) {
  draw_gaussian(weight, options.real("std"), random);
}

void xavier(Parameter& weight, const Options&, Random& random) {
  draw_gaussian(weight, 1.0 / std::sqrt(fan_in(weight)), random);
}

void glorot(Parameter& weight, const Options&, Random& random) {
  draw_gaussian(weight, std::sqrt(2.0 / (fan_in(weight) + fan_out(weight))), random);
}

void he(Parameter& weight, const Options&, Random& random) {
  draw_gaussian(weight, std::sqrt(2.0 / fan_in(weight)), random);
}

void orthogonal(Parameter& weight, const Options&, Random& random) {
  draw_orthogonal(weight, random);
}

// The gain keeps the logarithm of the gradient's norm on a walk without drift through ReLU layers.
void random_walk(Parameter& weight, const Options&, Random& random) {
  const double width = std::max(fan_in(weight), 6.0);
  const double gain = std::sqrt(2.0) * std::exp(1.2 / (width - 2.4));
  draw_gaussian(weight, gain / std::sqrt(fan_in(weight)), random);
}

std::vector<InitScheme> scheme_table() {
  return {
      {"zero", "All weights 0", {}, zero},
      {"constant",
       "All weights equal to `value`",
       {real("value", "the weight").preset(0.01)},
       constant},
      {"gaussian",
       "Gaussian with σ = std",
       {real("std", "standard deviation σ").preset(0.01).at_least(0.0)},
       gaussian},
      {"xavier", "Gaussian with σ = 1/√fan_in", {}, xavier},
      {"glorot", "Gaussian with σ = √(2/(fan_in + fan_out))", {}, glorot},
      {"he", "Gaussian with σ = √(2/fan_in)", {}, he},
      {"orthogonal", "Orthonormal rows or columns, by a QR decomposition", {}, orthogonal},
      {"random_walk",
       "Gaussian with σ = √(2/fan_in)·exp(1.2/(max(fan_in, 6) − 2.4))",
       {},
       random_walk},
      lsuv_scheme(),
      krahenbuhl_scheme(),
      // As `he` where fixup.h changes nothing.
      {"fixup",
       "For residual nets: he times L^(−1/(2m−2)) within a branch of m layers, its last layer and "
       "the net's last one 0",
       {},
       he},
  };
}

}  // namespace

void draw_gaussian(Parameter& weight, double deviation, Random& random) {
  random.fill_normal(weight.value.values());
  weight.value.array() *= static_cast<float>(deviation);
}

// Of the weight seen as a matrix [units, fan_in] the rows become orthonormal, or the columns where
// there are fewer of them.
void draw_orthogonal(Parameter& weight, Random& random) {
  const Index units = weight.value.shape()[0];
  const Index inputs = weight.value.size() / units;
  const Index tall = std::max(units, inputs);
  const Index narrow = std::min(units, inputs);
  Eigen::MatrixXf drawn(tall, narrow);
  random.fill_normal({drawn.data(), static_cast<std::size_t>(drawn.size())});
  const Eigen::HouseholderQR<Eigen::MatrixXf> qr(drawn);
  Eigen::MatrixXf q = qr.householderQ() * Eigen::MatrixXf::Identity(tall, narrow);
  // With R's diagonal positive, Q is uniform over all orthogonal matrices (Mezzadri 2007).
  for (Index column = 0; column < narrow; ++column)
    if (qr.matrixQR()(column, column) < 0.0f) q.col(column) = -q.col(column);
  MatrixMap rows(weight.value.data(), inputs, units);  // one column holds one unit's weights
  if (inputs >= units)
    rows = q;
  else
    rows = q.transpose();
}

std::span<const InitScheme> init_schemes() {
  static const std::vector<InitScheme> table = scheme_table();
  return table;
}

const InitScheme& init_scheme(const std::string& name) {
  return find_row(init_schemes(), name, "scheme", "initialization scheme");
}

InitSpec default_init_spec(const std::string& scheme) {
  return {scheme, Options(init_scheme(scheme).fields)};
}

InitSpec complete_init(const InitSpec& init) {
  return {init.scheme, complete_options(init_scheme(init.scheme).fields, init.options)};
}

void draw_weight(Parameter& weight, const InitSpec& init, Random& random) {
  init_scheme(init.scheme).draw(weight, complete_init(init).options, random);
}

}  // namespace netdyno
