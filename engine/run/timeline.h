// engine/run/timeline.h
// SPDX-License-Identifier: MIT
//
// Keyframes of a run, so that any of its moments is near one: within a budget of memory, dense near
// the end and thinner the farther back, with those at changes and forks kept longest. What would
// leave a long way to compute when it has to go is written to the run's folder beside the training.
//
//   Thinning the gap at age a grows with √a: a run of T steps and N keyframes has gaps of at most
//            2T/N steps, twice those of even ones, and a few steps near its end
//   Cost     a share of the training's time, by which keyframes come less often where they cost
//            more; memory within the budget but for the keyframe that is just made
//   Errors   none: where memory or disk ends, reach is lost and take_notes() says so
//   Thread   one, plus the background's for files

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/keyframe_folder.h"

namespace netdyno {

struct TimelineOptions {
  // A quarter of the free memory, 2 GiB at most.
  static std::size_t default_memory();

  std::size_t memory = default_memory();    // of keyframes (bytes)
  std::filesystem::path folder = {};        // of the run; empty: nothing is written
  std::size_t disk = std::size_t{2} << 30;  // of files there (bytes)
  double share_of_time = 0.007;        // of training, that keyframes may take, > 0; the processor's
                                       // caches being disturbed costs about as much again
  double reach_secs = 0.75;            // to compute again, from where on a file is worth its room
  KeyframeFolder::Writer writer = {};  // of files; for tests
};

class Timeline {
 public:
  explicit Timeline(TimelineOptions options = {});
  ~Timeline();
  Timeline(const Timeline&) = delete;
  Timeline& operator=(const Timeline&) = delete;

  // The run begins, or goes on after it was loaded, with so many changes made: keyframes of what it
  // then had not done yet go, files of an earlier process are known again, and its state is kept.
  void begin(const Run& run, std::size_t changes);
  // After each advance() of the run: keeps its state where that is due. Nothing while it validates.
  void observe(const Run& run, std::size_t changes);
  // Keeps its state now, and long: before a change, and where a fork leaves.
  void mark(const Run& run, std::size_t changes);

  // The last keyframe at `moment` or before it; none where there is none.
  std::shared_ptr<const Keyframe> nearest(const Moment& moment);
  // Where that is, without reading it.
  std::optional<Moment> nearest_moment(const Moment& moment) const;

  // Less memory from now on, or more, as when runs share it.
  void set_memory(std::size_t bytes);

  std::size_t size() const { return keyframes_.size(); }
  std::size_t bytes_in_memory() const { return memory_; }
  std::size_t bytes_on_disk() const { return disk_; }
  // What a person should know, each once.
  std::vector<std::string> take_notes();
  // Files that are being written are there afterwards.
  void settle();

 private:
  struct Kept {
    Moment moment;
    bool is_marked = false;
    std::shared_ptr<const Keyframe> in_memory = {};
    std::size_t file_bytes = 0;  // 0: no file

    bool is_being_written() const { return !in_memory && file_bytes == 0; }
  };
  using Place = std::vector<Kept>::iterator;

  void keep(const Run& run, std::size_t changes, bool is_marked);
  void add(Kept kept);
  const Keyframe* beside(Place place, int direction);
  double worth(Place place) const;
  template <typename May>
  Place least_worth(const May& may);
  void make_room();
  void let_go(Place place);
  void forget(Place place);
  void take_in(const KeyframeFolder::Written& written);
  void note_once(bool& was_told, const std::string& note);

  TimelineOptions options_;
  std::vector<Kept> keyframes_;  // ascending
  std::size_t memory_ = 0, disk_ = 0;
  // In seconds of the run's training.
  double seconds_ = 0;             // at the last look
  double kept_at_ = 0, cost_ = 0;  // of the last keyframe; what one costs, lately
  double step_seconds_ = 0;        // of a step, lately
  double disk_again_ = 0;          // not before, after it failed
  bool told_of_memory_ = false, told_of_disk_ = false;
  std::vector<std::string> notes_;
  KeyframeFolder folder_;
};

}  // namespace netdyno
