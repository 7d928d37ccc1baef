// SPDX-License-Identifier: MIT
#include "app/shell/folder_listing.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <system_error>
#include <tuple>

namespace netdyno::app {

namespace {

namespace fs = std::filesystem;

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

bool is_begun_by(const FolderEntry& entry, const std::string& name) {
  if (entry.name.starts_with('.') && !name.starts_with('.')) return false;
  return lower(entry.name).starts_with(lower(name));
}

// Of a text whose "~" is the person's folder.
fs::path expanded(const std::string& text) {
  const char* home = std::getenv("HOME");
  if (home && *home && (text == "~" || text.starts_with("~/"))) return home + text.substr(1);
  return text;
}

}  // namespace

FolderListing list_folder(const fs::path& folder, std::span<const std::string> extensions,
                          bool has_files) {
  FolderListing listing;
  std::error_code error;
  fs::directory_iterator at(folder, error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    std::error_code gone;
    const bool is_folder = at->is_directory(gone);
    const std::string extension = lower(at->path().extension().string());
    const bool is_wanted =
        has_files &&
        (extensions.empty() || std::ranges::find(extensions, extension) != extensions.end());
    if (is_folder || is_wanted)
      listing.entries.push_back({at->path().filename().string(), is_folder});
  }
  if (error) listing.problem = error.message();
  std::ranges::sort(listing.entries, {}, [](const FolderEntry& entry) {
    return std::tuple(!entry.is_folder, lower(entry.name), entry.name);
  });
  return listing;
}

fs::path typed_path(const fs::path& folder, const std::string& text) {
  const fs::path path = (folder / expanded(text)).lexically_normal();
  // "runs/" is the folder "runs".
  return path.has_filename() || path == path.root_path() ? path : path.parent_path();
}

TypedPlace typed_place(const fs::path& folder, const std::string& text) {
  const std::size_t slash = text.rfind('/');
  if (slash == std::string::npos) return {typed_path(folder, {}), text};
  return {typed_path(folder, text.substr(0, slash + 1)), text.substr(slash + 1)};
}

std::vector<std::size_t> matching_entries(std::span<const FolderEntry> entries,
                                          const std::string& name) {
  const auto matches = [&](const std::string& begin) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (is_begun_by(entries[i], begin)) found.push_back(i);
    return found;
  };
  std::vector<std::size_t> found = matches(name);
  return found.empty() && !name.empty() ? matches({}) : found;
}

std::string completed_name(std::span<const FolderEntry> entries, const std::string& name) {
  std::string common;
  std::size_t count = 0;
  bool is_folder = false;
  for (const FolderEntry& entry : entries) {
    if (!is_begun_by(entry, name)) continue;
    if (count++ == 0) {
      common = entry.name;
      is_folder = entry.is_folder;
      continue;
    }
    const auto differs = std::ranges::mismatch(common, entry.name);
    common.erase(differs.in1, common.end());
  }
  if (count == 0 || common.size() < name.size()) return name;
  return count == 1 && is_folder ? common + '/' : common;
}

}  // namespace netdyno::app
