// SPDX-License-Identifier: MIT
#include "engine/run/timeline.h"

#include <fmt/core.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <new>
#include <utility>

#include "engine/core/error.h"

namespace netdyno {

namespace {

constexpr std::size_t kMostKeyframes = 4096;  // so that to choose among them costs little
constexpr double kMarkWorth = 8;              // of a marked one, against another of the same gap
constexpr double kDiskPause = 30;    // s of training until a disk that failed is tried again
constexpr double kMarkShare = 0.05;  // of the time, of all that a dragged slider marks

// Of this thread: what other programs hold up is no cost of a keyframe's.
double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

std::size_t free_memory() {
  std::ifstream file("/proc/meminfo");
  std::string key, unit;
  for (std::size_t kilobytes = 0; file >> key >> kilobytes >> unit;)
    if (key == "MemAvailable:") return kilobytes << 10;
  const long pages = sysconf(_SC_PHYS_PAGES), page_bytes = sysconf(_SC_PAGESIZE);
  return pages > 0 && page_bytes > 0
             ? static_cast<std::size_t>(pages) * static_cast<std::size_t>(page_bytes)
             : std::size_t{2} << 30;
}

}  // namespace

std::size_t TimelineOptions::default_memory() {
  constexpr std::size_t kMost = std::size_t{2} << 30;
  return std::min(kMost, free_memory() / 4);
}

Timeline::Timeline(TimelineOptions options)
    : options_(std::move(options)), folder_(options_.folder, options_.writer) {}

Timeline::~Timeline() = default;

void Timeline::begin(const Run& run, std::size_t changes) {
  settle();
  if (keyframes_.empty())
    for (const KeyframeFolder::File& file : folder_.list()) {
      keyframes_.push_back({.moment = file.moment, .file_bytes = file.bytes});
      disk_ += file.bytes;
    }
  const Moment now{run.trainer().steps_taken(), changes};
  // At step 0 another run begins: what is there was of one before.
  const bool begins_anew = now.step == 0;
  while (!keyframes_.empty() && (begins_anew || keyframes_.back().moment > now))
    forget(std::prev(keyframes_.end()));
  seconds_ = run.seconds();
  disk_again_ = 0;
  keep(run, changes, true);
  kept_at_ = seconds_;
}

void Timeline::observe(const Run& run, std::size_t changes) {
  if (run.is_validating()) return;
  seconds_ = run.seconds();
  if (const auto written = folder_.collect()) take_in(*written);
  if (seconds_ - kept_at_ < cost_ / options_.share_of_time) return;
  keep(run, changes, false);
}

void Timeline::mark(const Run& run, std::size_t changes) {
  seconds_ = run.seconds();
  const bool is_due = seconds_ - kept_at_ >= cost_ / kMarkShare;
  if (is_due && !run.is_validating())
    keep(run, changes, true);
  else if (!keyframes_.empty())
    keyframes_.back().is_marked = true;
}

void Timeline::keep(const Run& run, std::size_t changes, bool is_marked) {
  const Moment now{run.trainer().steps_taken(), changes};
  if (!keyframes_.empty() && keyframes_.back().moment >= now) {
    keyframes_.back().is_marked |= is_marked;
    return;
  }
  const double began = processor_seconds();
  step_seconds_ = run.step_ms() / 1000;
  try {
    const Keyframe* const before = beside(keyframes_.end(), -1);
    auto keyframe = std::make_shared<const Keyframe>(run, changes, before);
    add({.moment = now, .is_marked = is_marked, .in_memory = std::move(keyframe)});
  } catch (const std::bad_alloc&) {
    options_.memory = std::min(options_.memory, memory_) / 2;
    make_room();
    note_once(told_of_memory_,
              "Memory is short: fewer moments of the past are kept, and some take longer to show");
  }
  kept_at_ = seconds_;
  // A mean: the first touches memory that the next find there.
  const double cost = processor_seconds() - began;
  cost_ = cost_ == 0 ? cost : cost_ + (cost - cost_) / 4;
}

void Timeline::add(Kept kept) {
  const std::size_t bytes = kept.in_memory->bytes(beside(keyframes_.end(), -1));
  if (bytes > options_.memory) {
    note_once(told_of_memory_,
              fmt::format("A moment of this run takes {} MB of memory, {} MB are its share: what "
                          "was before is computed again from farther back",
                          bytes >> 20, options_.memory >> 20));
    return;
  }
  keyframes_.push_back(std::move(kept));
  memory_ += bytes;
  make_room();
}

// The nearest in memory on that side.
const Keyframe* Timeline::beside(Place place, int direction) {
  if (direction < 0) {
    while (place != keyframes_.begin())
      if ((--place)->in_memory) return place->in_memory.get();
  } else {
    while (++place != keyframes_.end())
      if (place->in_memory) return place->in_memory.get();
  }
  return nullptr;
}

// Its gap, were it gone, against what is due at its age.
double Timeline::worth(Place place) const {
  const auto next = std::next(place);
  if (place == keyframes_.begin() || next == keyframes_.end())
    return std::numeric_limits<double>::infinity();
  const auto gap = static_cast<double>(next->moment.step - std::prev(place)->moment.step);
  const auto age = static_cast<double>(keyframes_.back().moment.step - place->moment.step);
  return gap / std::sqrt(age + 1) * (place->is_marked ? kMarkWorth : 1);
}

// end() where there is none. The first and the last one go after all others.
template <typename May>
Timeline::Place Timeline::least_worth(const May& may) {
  Place least = keyframes_.end();
  double worth_least = 0;
  for (Place place = keyframes_.begin(); place != keyframes_.end(); ++place) {
    if (!may(*place)) continue;
    const double worth_here = worth(place);
    if (least != keyframes_.end() && worth_here >= worth_least) continue;
    least = place;
    worth_least = worth_here;
  }
  return least;
}

void Timeline::make_room() {
  while (memory_ > options_.memory) {
    const Place victim = least_worth([](const Kept& kept) { return kept.in_memory != nullptr; });
    if (victim == keyframes_.end()) break;
    let_go(victim);
  }
  while (keyframes_.size() > kMostKeyframes) {
    const Place victim = least_worth([](const Kept& kept) { return !kept.is_being_written(); });
    if (victim == keyframes_.end()) break;
    forget(victim);
  }
  while (disk_ > options_.disk) {
    const Place victim = least_worth([](const Kept& kept) { return kept.file_bytes > 0; });
    if (victim == keyframes_.end()) break;
    forget(victim);
  }
}

// From memory: to the folder where that leaves too long a way without it.
void Timeline::let_go(Place place) {
  const auto next = std::next(place);
  const bool is_end = place == keyframes_.begin() || next == keyframes_.end();
  const bool is_worth_a_file =
      is_end || place->is_marked ||
      step_seconds_ * static_cast<double>(next->moment.step - std::prev(place)->moment.step) >
          options_.reach_secs;
  const bool may_write = folder_.is_used() && !folder_.is_busy() && seconds_ >= disk_again_;
  if (place->file_bytes == 0 && !(is_worth_a_file && may_write)) return forget(place);
  memory_ -= place->in_memory->bytes(beside(place, -1), beside(place, 1));
  const std::shared_ptr<const Keyframe> keyframe = std::exchange(place->in_memory, nullptr);
  if (place->file_bytes == 0) folder_.begin(keyframe);
}

void Timeline::forget(Place place) {
  if (place->in_memory) memory_ -= place->in_memory->bytes(beside(place, -1), beside(place, 1));
  if (place->file_bytes > 0) folder_.remove(place->moment);
  disk_ -= place->file_bytes;
  keyframes_.erase(place);
}

void Timeline::take_in(const KeyframeFolder::Written& written) {
  const auto place = std::ranges::lower_bound(keyframes_, written.moment, {}, &Kept::moment);
  DYNO_CHECK(place != keyframes_.end() && place->moment == written.moment,
             "What is being written stays known");
  if (written.failure.empty()) {
    place->file_bytes = written.bytes;
    disk_ += written.bytes;
    told_of_disk_ = false;
    return make_room();
  }
  keyframes_.erase(place);
  disk_again_ = seconds_ + kDiskPause;
  note_once(told_of_disk_, fmt::format("Moments of the past cannot be written; training goes on, "
                                       "and some take longer to show. {}",
                                       written.failure));
}

std::optional<Moment> Timeline::nearest_moment(const Moment& moment) const {
  const auto after = std::ranges::upper_bound(keyframes_, moment, {}, &Kept::moment);
  return after == keyframes_.begin() ? std::nullopt : std::optional(std::prev(after)->moment);
}

std::shared_ptr<const Keyframe> Timeline::nearest(const Moment& moment) {
  for (;;) {
    const auto after = std::ranges::upper_bound(keyframes_, moment, {}, &Kept::moment);
    if (after == keyframes_.begin()) return nullptr;
    const Place place = std::prev(after);
    if (place->in_memory) return place->in_memory;
    if (place->is_being_written()) {
      settle();
      continue;
    }
    try {
      return folder_.read(place->moment);
    } catch (const Error& error) {
      notes_.push_back(error.message());
      forget(place);
    }
  }
}

void Timeline::set_memory(std::size_t bytes) {
  options_.memory = bytes;
  make_room();
}

void Timeline::settle() {
  if (const auto written = folder_.wait()) take_in(*written);
}

std::vector<std::string> Timeline::take_notes() {
  return std::exchange(notes_, {});
}

void Timeline::note_once(bool& was_told, const std::string& note) {
  if (!std::exchange(was_told, true)) notes_.push_back(note);
}

}  // namespace netdyno
