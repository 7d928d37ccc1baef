// SPDX-License-Identifier: MIT
#include "engine/run/history_folder.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <system_error>

#include "engine/core/error.h"
#include "engine/core/file_errors.h"
#include "engine/core/open_file.h"
#include "engine/formats/atomic_file.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

constexpr const char* kSteps = "steps";
constexpr const char* kValidations = "validations";

std::string segment_name(const char* table, std::size_t i, const HistorySegment& segment) {
  return fmt::format("{}-{:06}-{}", table, i, segment.checksum());
}

bool is_segment_name(const std::string& name) {
  constexpr std::size_t kDigits = 16;
  if (!name.starts_with(kSteps) && !name.starts_with(kValidations)) return false;
  const std::size_t dash = name.rfind('-');
  return dash != name.npos && name.size() - dash - 1 == kDigits &&
         name.find_first_not_of("0123456789abcdef", dash + 1) == name.npos;
}

// /var/tmp lies on a disk; what is in /tmp is memory in many systems.
fs::path folder_for_temporary() {
  const char* const chosen = std::getenv("TMPDIR");
  return chosen && *chosen ? chosen : "/var/tmp";
}

std::string_view text_of(const HistorySegment& segment) {
  return {reinterpret_cast<const char*>(segment.bytes().data()), segment.bytes().size()};
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail_to_write(folder, error.value());
}

// A link to where it lies already costs no disk.
bool link_to(const fs::path& from, const fs::path& to) {
  return !from.empty() && link(from.c_str(), to.c_str()) == 0;
}

void sync_file(const fs::path& file) {
  OpenFile::for_reading(file).sync();
}

}  // namespace

bool HistoryMover::is_due(const History& history) const {
  return history.steps_table().segments().size() != tried_steps_ ||
         history.validations_table().segments().size() != tried_validations_;
}

bool HistoryMover::move(History& history) {
  const bool has_moved = move(history.steps_table(), kSteps, tried_steps_);
  return move(history.validations_table(), kValidations, tried_validations_) || has_moved;
}

bool HistoryMover::move(HistoryTable& table, const char* name, std::size_t& tried) {
  const std::size_t count = table.segments().size();
  if (count == tried) return false;
  tried = count;
  const std::size_t in_memory = table.segments_in_memory();
  for (std::size_t i = count - in_memory; i < count; ++i) {
    const HistorySegment& segment = *table.segments()[i];
    if (run_folder_.empty()) {
      table.replace(i, segment.moved_to_hidden_file(folder_for_temporary()));
      continue;
    }
    const fs::path folder = run_folder_ / kHistoryFolder;
    const fs::path file = folder / segment_name(name, i, segment);
    make_folder(folder);
    // Not synced: only a checkpoint needs that.
    AtomicFile written(file);
    written.write(text_of(segment));
    written.commit_unsynced();
    table.replace(i, HistorySegment::open(file, table.column_count()));
  }
  return in_memory > 0;
}

void HistoryFolder::keep(const History& history) {
  keep(history.steps_table(), kSteps);
  keep(history.validations_table(), kValidations);
}

void HistoryFolder::keep(const HistoryTable& table, const char* name) {
  std::error_code error;
  if (table.segments().empty()) return;
  if (!fs::exists(folder_, error)) kept_.clear();
  make_folder(folder_);
  if (kept_.empty()) remove_abandoned_files(folder_);
  const std::size_t known = kept_.size();
  for (std::size_t i = 0; i < table.segments().size(); ++i) {
    const HistorySegment& segment = *table.segments()[i];
    const std::string file_name = segment_name(name, i, segment);
    const fs::path file = folder_ / file_name;
    if (kept_.contains(file_name)) continue;
    const bool is_there = fs::exists(file, error);
    if (is_there || link_to(segment.file(), file))
      sync_file(file);
    else
      write_file_atomically(file, text_of(segment));
    segment.release();
    kept_.insert(file_name);
  }
  if (kept_.size() > known) sync_names(folder_);
}

void HistoryFolder::remove_others(const History& history) {
  if (!kept_.empty() && kept_.size() == kept_at_removal_) return;
  kept_at_removal_ = kept_.size();
  std::set<std::string> named;
  const Json files = history_files(history);
  for (const auto& [table, names] : files.items())
    for (const Json& name : names) named.insert(name.get<std::string>());
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_, error)) {
    const std::string name = entry.path().filename().string();
    if (is_segment_name(name) && !named.contains(name)) unlink(entry.path().c_str());
  }
}

Json history_files(const History& history) {
  Json files;
  const auto list = [&](const char* name, const HistoryTable& table) {
    Json& names = files[name] = Json::array();
    for (std::size_t i = 0; i < table.segments().size(); ++i)
      names.push_back(segment_name(name, i, *table.segments()[i]));
  };
  list(kSteps, history.steps_table());
  list(kValidations, history.validations_table());
  return files;
}

void append_history_files(const Json& files, const fs::path& run_folder, History& history) {
  const auto read = [&](const char* name, HistoryTable& table) {
    for (const Json& entry : files.at(name)) {
      const auto file = entry.get<std::string>();
      const bool is_plain = is_segment_name(file) && file.find('/') == file.npos;
      if (!is_plain) throw Error(fmt::format("\"{}\" is no part of a run's history", file));
      const auto segment =
          HistorySegment::open(run_folder / kHistoryFolder / file, table.column_count());
      if (segment_name(name, table.segments().size(), *segment) != file)
        throw Error(fmt::format("{} is not the part of the history that its name says",
                                (run_folder / kHistoryFolder / file).string()),
                    "Put the folder \"history\" back as the training wrote it");
      table.append(segment);
    }
  };
  read(kSteps, history.steps_table());
  read(kValidations, history.validations_table());
}

}  // namespace netdyno
