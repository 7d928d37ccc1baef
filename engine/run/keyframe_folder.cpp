// SPDX-License-Identifier: MIT
#include "engine/run/keyframe_folder.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <new>
#include <system_error>

#include "engine/core/error.h"
#include "engine/core/file_errors.h"
#include "engine/formats/atomic_file.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStepPrefix = "step-";
constexpr std::size_t kStepDigits = 12;

// Of "step-000000001234-000003".
std::optional<Moment> moment_of(std::string_view name) {
  if (!name.starts_with(kStepPrefix)) return std::nullopt;
  Moment moment;
  const char* const end = name.data() + name.size();
  const auto step = std::from_chars(name.data() + kStepPrefix.size(), end, moment.step);
  if (step.ec != std::errc() || step.ptr == end || *step.ptr != '-') return std::nullopt;
  const auto changes = std::from_chars(step.ptr + 1, end, moment.changes);
  if (changes.ec != std::errc() || changes.ptr != end || moment.step < 0) return std::nullopt;
  return moment;
}

}  // namespace

KeyframeFolder::KeyframeFolder(const fs::path& run_folder, Writer writer)
    : folder_(run_folder.empty() ? fs::path() : run_folder / kKeyframeFolder),
      writer_(writer ? std::move(writer) : [](const Keyframe& keyframe, const fs::path& file) {
        keyframe.write(file);
      }) {}

std::vector<KeyframeFolder::File> KeyframeFolder::list() const {
  std::vector<File> files;
  if (!is_used()) return files;
  remove_abandoned_files(folder_);
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_, error)) {
    const std::optional<Moment> moment = moment_of(entry.path().filename().string());
    const std::uintmax_t bytes = entry.file_size(error);
    if (moment && !error) files.push_back({*moment, static_cast<std::size_t>(bytes)});
  }
  std::ranges::sort(files, {}, &File::moment);
  return files;
}

void KeyframeFolder::begin(std::shared_ptr<const Keyframe> keyframe) {
  DYNO_CHECK(is_used() && !is_busy(), "One keyframe after the other is written");
  writing_ = std::move(keyframe);
  background_.start([this] {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) fail_to_write(folder_, error.value());
    writer_(*writing_, file_of(writing_->moment()));
  });
}

std::optional<KeyframeFolder::Written> KeyframeFolder::collect() {
  if (!is_busy() || background_.is_busy()) return std::nullopt;
  return wait();
}

std::optional<KeyframeFolder::Written> KeyframeFolder::wait() {
  if (!is_busy()) return std::nullopt;
  Written written{.moment = writing_->moment()};
  try {
    background_.wait();
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(file_of(written.moment), error);
    if (error)
      written.failure = error.message();
    else
      written.bytes = static_cast<std::size_t>(bytes);
  } catch (const Error& error) {
    written.failure = error.message();
  } catch (const std::bad_alloc&) {
    written.failure = "There is too little memory to write a keyframe";
  }
  writing_.reset();
  return written;
}

std::shared_ptr<const Keyframe> KeyframeFolder::read(const Moment& moment) const {
  return std::make_shared<const Keyframe>(Keyframe::read(file_of(moment)));
}

void KeyframeFolder::remove(const Moment& moment) const {
  std::error_code ignored;
  fs::remove(file_of(moment), ignored);
}

fs::path KeyframeFolder::file_of(const Moment& moment) const {
  return folder_ /
         fmt::format("{}{:0{}}-{:06}", kStepPrefix, moment.step, kStepDigits, moment.changes);
}

}  // namespace netdyno
