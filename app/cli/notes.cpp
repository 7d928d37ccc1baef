// SPDX-License-Identifier: MIT
#include "app/cli/notes.h"

#include <fmt/core.h>

#include <cstdio>

#include "engine/data/data_notes.h"

namespace netdyno::app {

void print_notes(const std::vector<std::string>& notes) {
  for (const std::string& note : notes)
    std::fputs(fmt::format("netdyno: note: {}\n", note).c_str(), stderr);
}

void print_data_notes(const DataSplits& data, const Recipe& recipe) {
  print_notes(data_notes(data, recipe.data.preprocess));
}

}  // namespace netdyno::app
