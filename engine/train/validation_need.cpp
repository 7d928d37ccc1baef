// SPDX-License-Identifier: MIT
#include "engine/train/validation_need.h"

#include "engine/core/error.h"

namespace netdyno {

namespace {

constexpr const char* kNoValidationHint = "Set data.validation to some examples";

}  // namespace

void check_need(const ScheduleSpec& spec, const DataSplits& data) {
  if (data.validation.count > 0 || !schedule(spec.kind).observe) return;
  throw RecipeError(
      "schedule.kind",
      "\"" + spec.kind + "\" waits for the validation loss, but there are no validation examples",
      kNoValidationHint);
}

void check_need(const EarlyStoppingSpec& spec, const DataSplits& data) {
  if (data.validation.count > 0 || spec.patience == 0) return;
  throw RecipeError("early_stopping.patience",
                    "early stopping waits for validation results, but there are no validation "
                    "examples",
                    kNoValidationHint);
}

}  // namespace netdyno
