// SPDX-License-Identifier: MIT
#include "engine/data/picture_folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>

#include "engine/core/error.h"
#include "engine/core/file_kind.h"
#include "engine/data/picture_check.h"
#include "engine/data/picture_file.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;
using Tally = std::map<std::string, std::size_t>;

constexpr const char* kLayoutHint =
    "data.path has to name a folder with a folder of pictures for each class";
constexpr int kDeepest = 32;  // folders below a class's

std::string lower_case(std::string text) {
  for (char& letter : text)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return text;
}

// Hidden files, and what macOS, Windows and file servers leave in folders.
bool is_dropping(const fs::path& path) {
  constexpr std::array<std::string_view, 10> kNames = {
      "thumbs.db", "ehthumbs.db",  "ehthumbs_vista.db",         "desktop.ini", "__macosx",
      "icon\r",    "$recycle.bin", "system volume information", "@eadir",      "lost+found"};
  const std::string name = path.filename().string();
  return name.starts_with('.') || std::ranges::find(kNames, lower_case(name)) != kNames.end();
}

bool is_other_picture_name(const std::string& ending) {
  constexpr std::array<std::string_view, 20> kEndings = {
      ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".jxl", ".jp2", ".tga", ".svg",
      ".psd",  ".ico",  ".raw",  ".cr2",  ".nef", ".dng",  ".exr", ".hdr", ".pcx", ".xcf"};
  return std::ranges::find(kEndings, ending) != kEndings.end();
}

bool is_picture(FileKind kind) {
  return kind >= FileKind::Png && kind <= FileKind::Icon;
}

FileKind kind_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string head(kFileKindBytes, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  return file_kind(head);
}

// "WebP" of "a WebP picture".
std::string short_name(FileKind kind) {
  std::string_view name = name_of(kind);
  name.remove_prefix(name.find(' ') + 1);
  if (name.ends_with(" picture")) name.remove_suffix(std::string_view(" picture").size());
  return std::string(name);
}

std::size_t sum_of(const Tally& tally) {
  std::size_t sum = 0;
  for (const auto& [name, count] : tally) sum += count;
  return sum;
}

std::string listed(const Tally& tally) {
  constexpr std::size_t kNamed = 8;
  std::vector<std::string> parts;
  for (const auto& [name, count] : tally)
    if (parts.size() < kNamed) parts.push_back(fmt::format("{} {}", count, name));
  if (tally.size() > kNamed) parts.push_back("others");
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string counted(std::size_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

class PictureFinder {
 public:
  explicit PictureFinder(fs::path root) : root_(std::move(root)) {}

  PictureFolders find() {
    std::vector<fs::path> folders;
    for (const fs::directory_entry& entry : entries_of(root_)) {
      std::error_code error;
      if (entry.is_directory(error)) {
        folders.push_back(entry.path());
      } else if (is_picture_name(entry.path())) {
        ++beside_;
      } else {
        take(entry, nullptr);
      }
    }
    if (folders.empty()) refuse_layout();
    for (const fs::path& folder : folders) add_class(folder);
    add_notes();
    return std::move(found_);
  }

 private:
  // Sorted, for a folder's own order is not the same everywhere.
  std::vector<fs::directory_entry> entries_of(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
      if (is_dropping(entry->path()))
        ++droppings_[entry->path().filename().string()];
      else
        entries.push_back(*entry);
    }
    if (error)
      throw Error(fmt::format("Cannot read the folder {}: {}", folder.string(), error.message()),
                  kLayoutHint);
    std::ranges::sort(entries);
    return entries;
  }

  [[noreturn]] void refuse_layout() const {
    if (beside_ == 0) throw Error(fmt::format("{} holds no folder", root_.string()), kLayoutHint);
    throw Error(fmt::format("{} holds {} and no folder", root_.string(),
                            counted(beside_, "picture", "pictures")),
                kLayoutHint);
  }

  void add_class(const fs::path& folder) {
    PictureClass& one = found_.classes.emplace_back();
    one.name = folder.filename().string();
    const std::size_t unread_before = sum_of(unread_);
    std::error_code error;
    std::vector<fs::path> above = {fs::weakly_canonical(root_, error)};
    walk(folder, one, above);
    if (!one.files.empty()) return;
    const std::size_t unread = sum_of(unread_) - unread_before;
    if (unread > 0)
      throw Error(fmt::format("{} holds no picture of a kind that is read, but {} of other kinds",
                              folder.string(), unread),
                  "Convert them to PNG or JPEG, or remove the folder");
    throw Error(fmt::format("{} holds no picture of a kind that is read (PNG, JPEG, BMP, GIF, PGM, "
                            "PPM)",
                            folder.string()),
                "Put the pictures of that class there, or remove the folder");
  }

  // `above` are the folders that are being walked: a link to one of them leads in a circle.
  void walk(const fs::path& folder, PictureClass& one, std::vector<fs::path>& above) {
    std::error_code error;
    const fs::path place = fs::weakly_canonical(folder, error);
    if (std::ranges::find(above, place) != above.end() || above.size() > kDeepest) {
      ++circles_;
      return;
    }
    above.push_back(place);
    std::vector<fs::path> below;
    const std::size_t before = one.files.size();
    for (const fs::directory_entry& entry : entries_of(folder)) {
      if (entry.is_directory(error))
        below.push_back(entry.path());
      else
        take(entry, &one);
    }
    if (above.size() > 2 && one.files.size() > before) {
      nested_[one.name] += one.files.size() - before;
      ++nested_folders_;
    }
    for (const fs::path& each : below) walk(each, one, above);
    above.pop_back();
  }

  // A picture goes to `one`, anything else is counted.
  void take(const fs::directory_entry& entry, PictureClass* one) {
    std::error_code error;
    const fs::path& file = entry.path();
    if (!entry.is_regular_file(error)) {
      const bool is_link = entry.is_symlink(error);
      ++others_[is_link ? "broken links" : "special files"];
      return;
    }
    const std::string ending = lower_case(file.extension().string());
    const FileKind kind = one ? kind_of(file) : FileKind::Unknown;
    if (one && (is_readable_picture(kind) || is_picture_name(file))) {
      one->files.push_back(file);
    } else if (kind == FileKind::AppleDouble) {
      ++droppings_[file.filename().string()];
    } else if (is_picture(kind)) {
      ++unread_[short_name(kind)];
    } else if (is_other_picture_name(ending)) {
      ++unread_[ending];
    } else {
      ++others_[ending.empty() ? "without an ending" : ending];
    }
  }

  void add_notes() {
    std::vector<std::string>& notes = found_.notes;
    if (!unread_.empty())
      notes.push_back(
          fmt::format("{} left out, of formats that are not read: {}. Convert them to "
                      "PNG or JPEG",
                      counted(sum_of(unread_), "picture is", "pictures are"), listed(unread_)));
    if (beside_ > 0)
      notes.push_back(fmt::format("{} left out: they lie beside the folders of the classes",
                                  counted(beside_, "picture is", "pictures are")));
    if (!nested_.empty())
      notes.push_back(fmt::format(
          "The pictures of {} below those of the classes are taken as their class's: {}. If "
          "those folders are the classes, let data.path name the folder that holds them",
          counted(nested_folders_, "folder", "nested folders"), listed(nested_)));
    if (!others_.empty())
      notes.push_back(fmt::format("{} left out, for they are no pictures: {}",
                                  counted(sum_of(others_), "file is", "files are"),
                                  listed(others_)));
    if (!droppings_.empty())
      notes.push_back(fmt::format("{} left out that are hidden or belong to a system: {}",
                                  counted(sum_of(droppings_), "file is", "files are"),
                                  listed(droppings_)));
    if (circles_ > 0)
      notes.push_back(fmt::format("{} not followed: they lead in a circle",
                                  counted(circles_, "link is", "links are")));
  }

  fs::path root_;
  PictureFolders found_;
  Tally unread_;     // by format
  Tally others_;     // by ending
  Tally droppings_;  // by name
  Tally nested_;     // pictures below a class's own folder, by class
  std::size_t nested_folders_ = 0;
  std::size_t beside_ = 0;  // pictures that lie in the root
  std::size_t circles_ = 0;
};

}  // namespace

PictureFolders find_pictures(const fs::path& root) {
  return PictureFinder(root).find();
}

}  // namespace netdyno
