// SPDX-License-Identifier: MIT
#include "engine/data/sources/source_files.h"

#include <cstdlib>

namespace netdyno {

namespace fs = std::filesystem;

std::vector<fs::path> data_folders(const std::string& name, bool allow_bare) {
  const auto variable = [](const char* key) {
    const char* value = std::getenv(key);
    return fs::path(value ? value : "");
  };
  std::vector<fs::path> folders;
  if (const fs::path own = variable("NETDYNO_DATA"); !own.empty()) {
    folders.push_back(own / name);
    if (allow_bare) folders.push_back(own);
  }
  if (const fs::path shared = variable("XDG_DATA_HOME"); !shared.empty())
    folders.push_back(shared / "netdyno" / name);
  else if (const fs::path home = variable("HOME"); !home.empty())
    folders.push_back(home / ".local/share/netdyno" / name);
  folders.push_back(fs::path("/usr/share/datasets") / name);
  return folders;
}

fs::path existing_file(const fs::path& folder, const std::string& name) {
  std::error_code ignored;  // an unreadable folder counts as one without the file
  for (const fs::path& file : {folder / name, folder / (name + ".gz")})
    if (fs::exists(file, ignored)) return file;
  return {};
}

std::vector<std::string> numbered_classes(Index count) {
  std::vector<std::string> names;
  for (Index i = 0; i < count; ++i) names.push_back(std::to_string(i));
  return names;
}

}  // namespace netdyno
