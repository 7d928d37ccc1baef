// SPDX-License-Identifier: MIT
#include "engine/recipe/early_stopping_spec.h"

namespace netdyno {

std::vector<OptionField> early_stopping_fields() {
  return {integer("patience", "epochs without a better validation that end the run, 0 for none")
              .in("validations")
              .preset(std::int64_t{0})
              .at_least(0)
              .at_most(1e9)
              .live(),
          text("metric", "what a validation is judged by")
              .preset(std::string("loss"))
              .one_of({"loss", "accuracy"})
              .live(),
          real("min_delta", "by how much a validation must be better to count")
              .called("least gain")
              .preset(0.0)
              .at_least(0)
              .live()};
}

Options early_stopping_options(const EarlyStoppingSpec& spec) {
  const std::vector<OptionField> fields = early_stopping_fields();
  Options options(fields);
  options.set(fields, "patience", spec.patience);
  options.set(fields, "metric", spec.metric);
  options.set(fields, "min_delta", spec.min_delta);
  return options;
}

EarlyStoppingSpec early_stopping_spec(const Options& options) {
  return {.patience = options.integer("patience"),
          .metric = options.text("metric"),
          .min_delta = options.real("min_delta")};
}

}  // namespace netdyno
