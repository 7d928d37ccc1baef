// app/view_models/probe_history.h
// SPDX-License-Identifier: MIT
//
// Results of a probe at the steps before: a bounded number, spread evenly over the run, the first
// and the last always among them. It starts over with another run or another key.
//
//   Cost     add() O(1) amortized; at most 64 results are kept alive

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/probe/probe.h"

namespace netdyno::app {

// Both ends included.
struct StepRange {
  std::int64_t first = 0, last = 0;
};

class ProbeHistory {
 public:
  using Result = std::shared_ptr<const ProbeResult>;

  // `key` names what the results have in common: results of another one do not continue these.
  void add(const Result& result, const std::string& key);

  // Oldest first; the last is the newest that was added.
  const std::vector<Result>& results() const { return results_; }
  // At most `count` of them, the first and the last among them, oldest first.
  std::vector<Result> spread(std::size_t count) const { return spread(results_, count); }
  static std::vector<Result> spread(const std::vector<Result>& results, std::size_t count);
  // Those measured within `range`, oldest first.
  std::vector<Result> within(const StepRange& range) const;
  // Changes when the history starts over.
  std::uint64_t generation() const { return generation_; }

 private:
  void thin_out();

  std::vector<Result> results_;
  std::string key_;
  std::int64_t stride_ = 1;  // steps between two that stay, at least
  std::uint64_t generation_ = 0;
};

}  // namespace netdyno::app
