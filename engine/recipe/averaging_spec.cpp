// SPDX-License-Identifier: MIT
#include "engine/recipe/averaging_spec.h"

namespace netdyno {

std::vector<OptionField> averaging_fields() {
  return {text("kind", "average of the weights that validation measures")
              .preset(std::string("none"))
              .one_of({"none", "uniform", "exponential"})
              .live(),
          real("decay", "share d of the exponential average that is kept each step")
              .written("d")
              .preset(AveragingSpec{}.decay)
              .at_least(0)
              .below(1)
              .live(),
          real("start", "epochs after which the average begins")
              .in("epochs")
              .preset(0.0)
              .at_least(0)
              .live()};
}

Options averaging_options(const AveragingSpec& spec) {
  const std::vector<OptionField> fields = averaging_fields();
  Options options(fields);
  options.set(fields, "kind", spec.kind);
  options.set(fields, "decay", spec.decay);
  options.set(fields, "start", spec.start);
  return options;
}

AveragingSpec averaging_spec(const Options& options) {
  return {
      .kind = options.text("kind"), .decay = options.real("decay"), .start = options.real("start")};
}

}  // namespace netdyno
