// engine/data/sources/source_files.h
// SPDX-License-Identifier: MIT
//
// What sources that read files share: where sets are looked for, and class names.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/shape.h"

namespace netdyno {

// Where a set of that name is looked for, in this order: $NETDYNO_DATA/<name>, $NETDYNO_DATA itself
// if `allow_bare`, the user's data folder's netdyno/<name> ($XDG_DATA_HOME or ~/.local/share),
// Debian's /usr/share/datasets/<name>.
std::vector<std::filesystem::path> data_folders(const std::string& name, bool allow_bare);

// The plain file of that name, the one with .gz behind it, or "" when neither is there.
std::filesystem::path existing_file(const std::filesystem::path& folder, const std::string& name);

// "0" … "count − 1"
std::vector<std::string> numbered_classes(Index count);

}  // namespace netdyno
