// engine/run/keyframe_folder.h
// SPDX-License-Identifier: MIT
//
// The keyframes of a run that lie in its folder, "keyframes/step-000000001234-000003": the step and
// the number of changes made. Written one at a time beside the training.
//
//   Errors   writing: told by collect(), never thrown. A folder that cannot be listed holds none
//   Thread   one, plus the background's

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/background.h"
#include "engine/run/keyframe.h"

namespace netdyno {

inline constexpr const char* kKeyframeFolder = "keyframes";

class KeyframeFolder {
 public:
  // Writes a keyframe to a file; the default is Keyframe::write(). Throws Error.
  using Writer = std::function<void(const Keyframe&, const std::filesystem::path&)>;

  // Empty: there is none, and nothing is ever written.
  explicit KeyframeFolder(const std::filesystem::path& run_folder, Writer writer = {});

  bool is_used() const { return !folder_.empty(); }
  struct File {
    Moment moment;
    std::size_t bytes = 0;
  };
  // By their names, ascending; what killed processes left is removed.
  std::vector<File> list() const;

  bool is_busy() const { return writing_ != nullptr; }
  // Begins to write; not while it is busy.
  void begin(std::shared_ptr<const Keyframe> keyframe);
  // What became of the one that was being written, once that has ended.
  struct Written {
    Moment moment;
    std::size_t bytes = 0;     // 0: it failed
    std::string failure = {};  // in words
  };
  std::optional<Written> collect();
  // The same, waiting for the end.
  std::optional<Written> wait();

  std::shared_ptr<const Keyframe> read(const Moment& moment) const;
  void remove(const Moment& moment) const;

 private:
  std::filesystem::path file_of(const Moment& moment) const;

  std::filesystem::path folder_;
  Writer writer_;
  std::shared_ptr<const Keyframe> writing_;
  Background background_;  // last: its task reads the rest
};

}  // namespace netdyno
