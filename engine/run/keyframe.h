// engine/run/keyframe.h
// SPDX-License-Identifier: MIT
//
// A run's state between two steps, kept to go back to: all that going on bit for bit needs but for
// the history, of which the run itself has that part. Copies of weights that did not change since
// the keyframe before it (the good ones, the best ones) are shared with it.
//
//   Format   of a file: 32 bytes of head ("NDKEYF1\n"; uint64 length as stored and unpacked; CRC-32
//            of what is stored; uint32 1 where that is deflated), then safetensors, the numbers
//            beside the tensors as JSON in __metadata__ under "netdyno.keyframe". Little-endian
//   Cost     one copy of the tensors, about 0.3 ms a megabyte; bytes() of memory
//   Errors   of a file: Error naming it, when it is damaged or of another kind
//   Thread   immutable; any

#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/run/run.h"

namespace netdyno {

// A place in a run's life: after `step`, with so many of its changes (past_changes.h) made.
struct Moment {
  std::int64_t step = 0;
  std::size_t changes = 0;

  auto operator<=>(const Moment&) const = default;
};

class Keyframe {
 public:
  // Of the run as it stands. `before`: one whose tensors may be shared, or null.
  Keyframe(const Run& run, std::size_t changes, const Keyframe* before);
  static Keyframe read(const std::filesystem::path& file);
  // Through a temporary name. Packed where a look at the beginning of the tensors says that this
  // pays.
  void write(const std::filesystem::path& file) const;

  const Moment& moment() const { return moment_; }
  // A copy, without history.
  Run::State state() const;

  // Of memory, but for what it shares with one of these two (may be null).
  std::size_t bytes(const Keyframe* before = nullptr, const Keyframe* after = nullptr) const;

 private:
  using SharedTensor = std::shared_ptr<const Tensor>;

  Keyframe() = default;
  bool has(std::size_t position, const SharedTensor& tensor) const;

  Moment moment_;
  Run::State head_;  // without tensors
  std::vector<std::pair<std::string, SharedTensor>> tensors_;
};

}  // namespace netdyno
