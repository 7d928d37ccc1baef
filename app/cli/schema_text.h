// app/cli/schema_text.h
// SPDX-License-Identifier: MIT
//
// The recipe reference as a person reads it on a terminal.

#pragma once

#include <string>
#include <vector>

#include "engine/recipe/recipe_schema.h"

namespace netdyno::app {

std::string schema_text(const std::vector<SchemaSection>& sections);

}  // namespace netdyno::app
