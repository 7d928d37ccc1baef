// SPDX-License-Identifier: MIT
#include "app/view_models/gradient_check_model.h"

#include <fmt/core.h>

#include <cmath>

#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

std::string outcome_text(const GradientCheckReport& report) {
  if (!std::isfinite(report.loss_value)) return "the loss is not a number, nothing can be checked";
  if (report.is_running) return "checking";
  switch (report.verdict()) {
    case GradientVerdict::Fail:
      return "backpropagation differs from the slope of the loss";
    case GradientVerdict::Unresolved:
      return "most slopes were too small to tell, or at a kink";
    case GradientVerdict::Pass:
      break;
  }
  return report.is_cancelled ? "agrees as far as it got" : "backpropagation agrees with the loss";
}

Tone tone_of(GradientVerdict verdict) {
  switch (verdict) {
    case GradientVerdict::Fail:
      return Tone::Error;
    case GradientVerdict::Unresolved:
      return Tone::Warning;
    case GradientVerdict::Pass:
      break;
  }
  return Tone::Good;
}

// An error beyond the tolerance passes where the rounding of the loss explains it: said, not
// hidden.
bool exceeds(const GradientCheckRow& row, double tolerance) {
  return row.max_error > tolerance && row.kinks + row.unresolved < row.checked;
}

Tone error_tone(const GradientCheckRow& row, double tolerance) {
  if (row.verdict == GradientVerdict::Fail) return Tone::Error;
  if (row.kinks + row.unresolved >= row.checked) return Tone::Normal;
  return exceeds(row, tolerance) ? Tone::Warning : Tone::Good;
}

std::string verdict_text(const GradientCheckRow& row, bool is_beyond) {
  if (row.verdict == GradientVerdict::Fail) return fmt::format("{} differ", row.failed);
  if (row.verdict == GradientVerdict::Pass) return is_beyond ? "within rounding" : "agrees";
  return row.kinks > 0 ? "at kinks" : "too small";
}

std::string row_tooltip(const GradientCheckRow& row) {
  std::string text = fmt::format(
      "{} of layer {} ({}): {} checked\nLargest relative error |n − b| / max(|n|, |b|): {}, where "
      "b, the mean ∂L/∂w by backpropagation, is {} and n by differences is {}",
      row.parameter, row.layer, row.type, plural(row.checked, "value"), number_text(row.max_error),
      number_text(row.backpropagated), number_text(row.numerical));
  if (row.kinks > 0)
    text += fmt::format(
        "\n{} at a kink: a ReLU, a maximum or a hinge bends near the weight, so that the gradient "
        "jumps by more than differences can tell",
        row.kinks);
  if (row.unresolved > 0)
    text +=
        fmt::format("\n{} too small to be told from the rounding of a 32-bit loss", row.unresolved);
  return text;
}

}  // namespace

GradientCheckModel build_gradient_check(const GradientCheckReport& report) {
  GradientCheckModel model;
  model.headline = fmt::format("{} loss after step {}: {}", report.loss, count_text(report.step),
                               outcome_text(report));
  model.reason = fmt::format(
      "Relative errors up to {} pass: the loss is computed in 32 bits and known to about 1e-6, so "
      "a "
      "difference of two of them is no exacter. Computed in 64 bits, errors of 1e-7 would be usual",
      number_text(report.tolerance));
  model.tone = report.is_running ? Tone::Normal : tone_of(report.verdict());
  for (const GradientCheckRow& row : report.rows) {
    if (row.checked == 0) continue;
    model.lines.push_back(
        {.layer = row.layer,
         .label = fmt::format("{} {}", row.layer, row.type),
         .parameter = row.parameter,
         .checked = fmt::format("{} of {}", row.checked, count_text(row.size)),
         .error = row.kinks + row.unresolved == row.checked ? "–" : number_text(row.max_error, 2),
         .verdict = verdict_text(row, exceeds(row, report.tolerance)),
         .tooltip = row_tooltip(row),
         .tone = tone_of(row.verdict),
         .error_tone = error_tone(row, report.tolerance)});
  }
  return model;
}

}  // namespace netdyno::app
