// SPDX-License-Identifier: MIT
#include "engine/data/registry_lookup.h"

#include <fmt/format.h>

#include "engine/core/error.h"
#include "engine/core/options.h"

namespace netdyno {

void fail_unknown_name(const std::string& path, const std::string& name,
                       const std::vector<std::string>& known) {
  const std::string near = nearest_word(name, known);
  throw RecipeError(
      path, fmt::format("expected one of {}, found the text \"{}\"", fmt::join(known, ", "), name),
      near.empty() ? std::string() : fmt::format("Did you mean \"{}\"?", near));
}

}  // namespace netdyno
