// SPDX-License-Identifier: MIT
#include "engine/study/gradient_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "engine/core/error.h"
#include "engine/nn/layer_registry.h"

namespace netdyno {

namespace {

constexpr double kRounding = 1e-6;  // of a loss about 1 in a float pass
constexpr float kLeastStep = 0.02f, kMostStep = 0.05f;

float step_for(const Tensor& values) {
  const double mean_square = values.array().square().cast<double>().mean();
  return std::clamp(static_cast<float>(0.5 * std::sqrt(mean_square)), kLeastStep, kMostStep);
}

// What a layer makes of the gradient that it passes on, beside its own derivative.
float passed_on(const LayerSpec& spec) {
  const LayerType& type = layer_type(spec.type);
  return type.gradient_factor ? type.gradient_factor(spec.options) : 1.0f;
}

}  // namespace

GradientVerdict GradientCheckReport::verdict() const {
  const auto has = [&](GradientVerdict verdict) {
    return std::ranges::any_of(rows, [&](const auto& row) { return row.verdict == verdict; });
  };
  if (!std::isfinite(loss_value) || has(GradientVerdict::Fail)) return GradientVerdict::Fail;
  return has(GradientVerdict::Pass) || rows.empty() ? GradientVerdict::Pass
                                                    : GradientVerdict::Unresolved;
}

GradientCheck::GradientCheck(const Network& network, Batch batch,
                             const GradientCheckOptions& options)
    : options_(options),
      loss_(loss_function(options.loss)),
      network_(network.spec(), network.kernels()),
      batch_(std::move(batch)) {
  if (batch_.x.empty()) throw Error("A gradient check needs training examples");
  pass_ = {.mode = Mode::Training, .seed = options.seed, .step = 1};
  network_.set_state(network.state());
  report_.is_running = true;
  report_.step = options.step;
  report_.loss = options.loss;
  report_.examples = batch_.x.batch_size();
  report_.tolerance = options.tolerance;
  float sign = 1;
  for (std::size_t i = network_.layer_count(); i-- > 0;) {
    collect(network_.layer(i), i, "", sign);
    sign *= passed_on(network_.layer(i).spec());
  }
  std::ranges::stable_sort(targets_, {},
                           [&](const Target& t) { return report_.rows[t.row].layer; });
  backpropagate();
}

void GradientCheck::collect(Layer& layer, std::size_t index, const std::string& prefix,
                            float sign) {
  for (Parameter& parameter : layer.parameters()) {
    GradientCheckRow& row = report_.rows.emplace_back();
    row.layer = index;
    row.type = network_.layer(index).spec().type;
    row.parameter = prefix + parameter.name;
    row.size = parameter.value.size();
    targets_.push_back({.row = report_.rows.size() - 1,
                        .parameter = &parameter,
                        .sign = sign,
                        .step = step_for(parameter.value),
                        .scale = 0,
                        .values = {}});
  }
  const std::vector<Layer*> inner = layer.inner_layers();
  for (std::size_t i = 0; i < inner.size(); ++i)
    collect(*inner[i], index, fmt::format("{}body.{}.", prefix, i), sign);
}

void GradientCheck::backpropagate() {
  report_.loss_value = pass();
  std::vector<GradientCheckRow> ordered;
  Random random(options_.seed, Stream::Probe);
  for (Target& target : targets_) {
    ordered.push_back(std::move(report_.rows[target.row]));
    target.row = ordered.size() - 1;
    target.scale = static_cast<double>(target.parameter->grad.array().abs().maxCoeff());
    choose_values(target, random);
    total_ += static_cast<Index>(target.values.size());
  }
  report_.rows = std::move(ordered);
  if (!std::isfinite(report_.loss_value)) total_ = 0;
}

void GradientCheck::choose_values(Target& target, Random& random) const {
  const Tensor& gradient = target.parameter->grad;
  Index largest = 0;
  gradient.array().abs().maxCoeff(&largest);
  target.values = {largest};
  const Index wanted = std::min(options_.per_parameter, gradient.size());
  while (static_cast<Index>(target.values.size()) < wanted) {
    const auto value =
        static_cast<Index>(random.below(static_cast<std::uint64_t>(gradient.size())));
    if (std::ranges::find(target.values, value) == target.values.end())
      target.values.push_back(value);
  }
}

double GradientCheck::pass() {
  const Tensor& logits = network_.forward(batch_.x, workspace_, pass_);
  const double loss = loss_.evaluate(logits, batch_.labels, &dlogits_);
  network_.backward(batch_.x, dlogits_, workspace_, pass_);
  if (options_.after_backward) options_.after_backward(network_);
  return loss;
}

void GradientCheck::cancel() {
  report_.is_cancelled = report_.is_running;
  report_.is_running = false;
}

bool GradientCheck::advance() {
  if (done_ < total_) {
    const Target& target = targets_[target_];
    check(target, target.values[value_]);
    ++done_;
    if (++value_ == target.values.size()) {
      finish_row(report_.rows[target.row]);
      ++target_;
      value_ = 0;
    }
  }
  report_.progress = total_ > 0 ? static_cast<double>(done_) / static_cast<double>(total_) : 1.0;
  report_.is_running = done_ < total_;
  return !report_.is_running;
}

void GradientCheck::check(const Target& target, Index value) {
  GradientCheckRow& row = report_.rows[target.row];
  const auto index = static_cast<std::size_t>(value);
  float& weight = target.parameter->value.values()[index];
  const float start = weight;
  const auto at = [&](double offset) -> SlopePoint {
    weight = start + static_cast<float>(offset);
    const double loss = pass();
    return {static_cast<double>(weight), static_cast<double>(target.sign) * loss,
            static_cast<double>(target.parameter->grad.values()[index])};
  };
  const SlopeMeasurement slope =
      check_slope(at, {.scale = target.scale,
                       .rounding = kRounding * std::max(1.0, std::abs(report_.loss_value)),
                       .tolerance = options_.tolerance,
                       .step = static_cast<double>(target.step)});
  weight = start;
  const double error = slope_error(slope.numerical, slope.backpropagated, target.scale);
  ++row.checked;
  row.failed += slope.verdict == SlopeVerdict::Differs;
  row.kinks += slope.verdict == SlopeVerdict::Kink;
  row.unresolved += slope.verdict == SlopeVerdict::TooSmall;
  const bool is_resolved =
      slope.verdict == SlopeVerdict::Agrees || slope.verdict == SlopeVerdict::Differs;
  if (!is_resolved || (error <= row.max_error && row.max_error > 0)) return;
  row.max_error = error;
  row.backpropagated = slope.backpropagated;
  row.numerical = slope.numerical;
}

void GradientCheck::finish_row(GradientCheckRow& row) {
  if (row.failed > 0)
    row.verdict = GradientVerdict::Fail;
  else if (2 * (row.kinks + row.unresolved) > row.checked)
    row.verdict = GradientVerdict::Unresolved;
}

}  // namespace netdyno
