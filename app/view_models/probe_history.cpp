// SPDX-License-Identifier: MIT
#include "app/view_models/probe_history.h"

#include <algorithm>
#include <iterator>

namespace netdyno::app {

namespace {

constexpr std::size_t kMost = 64;

}  // namespace

void ProbeHistory::add(const Result& result, const std::string& key) {
  if (!result) return;
  const bool continues = key == key_ && (results_.empty() || results_.back()->step <= result->step);
  if (!continues) {
    results_.clear();
    stride_ = 1;
    ++generation_;
  }
  key_ = key;
  // The newest one is only provisional until its distance from the one before is large enough.
  const std::size_t size = results_.size();
  const bool is_near = size >= 2 && results_[size - 1]->step < results_[size - 2]->step + stride_;
  const bool is_same = size >= 1 && results_.back()->step == result->step;
  if (is_near || is_same) results_.pop_back();
  results_.push_back(result);
  if (results_.size() > kMost) thin_out();
}

void ProbeHistory::thin_out() {
  std::vector<Result> kept;
  for (std::size_t i = 0; i + 1 < results_.size(); i += 2) kept.push_back(results_[i]);
  const std::int64_t span = kept.back()->step - kept.front()->step;
  stride_ = std::max<std::int64_t>(1, span / static_cast<std::int64_t>(kept.size()));
  kept.push_back(results_.back());
  results_ = std::move(kept);
}

std::vector<ProbeHistory::Result> ProbeHistory::within(const StepRange& range) const {
  std::vector<Result> chosen;
  std::ranges::copy_if(results_, std::back_inserter(chosen), [&](const Result& result) {
    return result->step >= range.first && result->step <= range.last;
  });
  return chosen;
}

std::vector<ProbeHistory::Result> ProbeHistory::spread(const std::vector<Result>& results,
                                                       std::size_t count) {
  if (results.size() <= count) return results;
  if (count == 0) return {};
  if (count == 1) return {results.back()};
  std::vector<Result> chosen;
  for (std::size_t i = 0; i < count; ++i)
    chosen.push_back(results[i * (results.size() - 1) / (count - 1)]);
  return chosen;
}

}  // namespace netdyno::app
