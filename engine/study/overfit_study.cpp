// SPDX-License-Identifier: MIT
//
// Learning a few examples by heart as a row of the table of studies.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "engine/study/study_of.h"

namespace netdyno {

namespace {

const OverfitResult& overfitted(const StudyReport& report) {
  return std::get<OverfitResult>(report);
}

std::unique_ptr<Study> make_overfit(const Trainer& trainer, const Options& options) {
  return std::make_unique<StudyOf<Overfit>>(trainer,
                                            OverfitOptions{.examples = options.integer("examples"),
                                                           .threshold = options.real("threshold"),
                                                           .steps = options.integer("steps")});
}

Json overfit_json(const StudyReport& report) {
  const OverfitResult& found = overfitted(report);
  Json json = {{"reached", found.reached},   {"steps", found.steps},
               {"examples", found.examples}, {"loss", found.loss},
               {"accuracy", found.accuracy}, {"threshold", found.threshold}};
  if (found.divergence) json["divergence"] = found.divergence->message();
  return json;
}

std::vector<StudyTable> overfit_tables(const StudyReport&) {
  return {};
}

std::string overfit_text(const StudyReport& report) {
  const OverfitResult& found = overfitted(report);
  if (found.divergence) return found.divergence->message();
  std::string text = fmt::format(
      "{}: training loss {:.4g} {} {:g} after {} steps on {} examples, accuracy {:.1f} %",
      found.reached ? "Reached" : "Not reached", found.loss,
      found.reached ? "<" : ">=", found.threshold, found.steps, found.examples,
      100 * found.accuracy);
  if (!found.reached)
    text +=
        "\nA network that cannot learn a few examples by heart has a fault: look at the labels, "
        "the\n"
        "learning rate (try a higher and a lower one), the initialization and the last layer.";
  return text;
}

StudyOutcome overfit_outcome(const StudyReport& report) {
  const OverfitResult& found = overfitted(report);
  if (found.divergence) return StudyOutcome::Diverged;
  return found.reached ? StudyOutcome::Done : StudyOutcome::Failed;
}

}  // namespace

StudyType overfit_study() {
  constexpr double kMost = 1e9;
  const OverfitOptions usual;
  return {.name = "overfit",
          .label = "Overfit a few examples",
          .doc = "Checks that a recipe's network can learn a few examples by heart",
          .fields = {integer("examples", "training examples to learn")
                         .preset(usual.examples)
                         .at_least(1)
                         .at_most(kMost),
                     integer("steps", "minibatches to train at most")
                         .preset(usual.steps)
                         .at_least(1)
                         .at_most(kMost),
                     real("threshold", "training loss below which they count as learnt")
                         .preset(usual.threshold)
                         .above(0)},
          .make = make_overfit,
          .json = overfit_json,
          .tables = overfit_tables,
          .text = overfit_text,
          .outcome = overfit_outcome};
}

}  // namespace netdyno
