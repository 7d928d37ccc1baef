// SPDX-License-Identifier: MIT
#include "engine/session/probe_budget.h"

#include <algorithm>

namespace netdyno {

namespace {

double seconds(ProbeBudget::Duration duration) {
  return std::chrono::duration<double>(duration).count();
}

}  // namespace

double fair_share(std::vector<double> wanted, double total) {
  std::ranges::sort(wanted);
  double left = total;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const double equal = left / static_cast<double>(wanted.size() - i);
    if (wanted[i] >= equal) return equal;
    left -= wanted[i];
  }
  return total;
}

void ProbeBudget::request(std::span<const std::string> ids) {
  std::erase_if(rhythms_, [&](const auto& entry) {
    return std::ranges::find(ids, entry.first) == ids.end();
  });
  for (const std::string& id : ids) rhythms_[id];
  share_out();
}

void ProbeBudget::expire() {
  for (auto& [id, rhythm] : rhythms_) rhythm.is_expired = true;
}

void ProbeBudget::measured(std::string_view id, Time began, Duration cost) {
  const auto found = rhythms_.find(id);
  if (found == rhythms_.end()) return;
  found->second = {began, cost, false};
  share_out();
}

void ProbeBudget::share_out() {
  std::vector<double> wanted;
  for (const auto& [id, rhythm] : rhythms_)
    wanted.push_back(seconds(rhythm.cost) / std::max(seconds(interval_), 1e-9));
  fair_share_ = fair_share(std::move(wanted), kShare);
}

bool ProbeBudget::is_due(const Rhythm& rhythm, Time now, Time free_until) const {
  if (rhythm.is_expired) return true;
  if (now + rhythm.cost < free_until) return true;
  const std::chrono::duration<double> rest(seconds(rhythm.cost) / fair_share_);
  return now - rhythm.began >= std::max<std::chrono::duration<double>>(interval_, rest);
}

bool ProbeBudget::is_due(std::string_view id, Time now, Time free_until) const {
  const auto found = rhythms_.find(id);
  return found != rhythms_.end() && is_due(found->second, now, free_until);
}

bool ProbeBudget::is_any_due(Time now, Time free_until) const {
  return std::ranges::any_of(
      rhythms_, [&](const auto& each) { return is_due(each.second, now, free_until); });
}

}  // namespace netdyno
