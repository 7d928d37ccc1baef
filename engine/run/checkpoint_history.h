// engine/run/checkpoint_history.h
// SPDX-License-Identifier: MIT
//
// The history within a checkpoint: what is not full yet as columns, the names of what is, and the
// markers.
//
//   Errors   Error: a column is missing or cut off, a segment is missing or damaged, a number that
//            cannot be

#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "engine/recipe/recipe.h"
#include "engine/run/history.h"

namespace netdyno {

// As TensorFile has them.
using HistoryColumns = std::vector<std::pair<std::string, std::vector<double>>>;

HistoryColumns unfinished_columns(const History& history);
Json markers_json(const History& history);

// `segments`: of history_files(), in `folder`; null: there are none.
History history_from(const Json& segments, const std::filesystem::path& folder,
                     const HistoryColumns& columns, const Json& markers);

}  // namespace netdyno
