// SPDX-License-Identifier: MIT
#include "app/shell/notifications.h"

#include <algorithm>
#include <utility>

namespace netdyno::app {
namespace {

constexpr std::size_t kMostAtOnce = 3;

}  // namespace

void Notifications::add(Severity severity, std::string what, std::string hint, double now_secs) {
  const auto same = std::find_if(all_.begin(), all_.end(), [&](const Notification& each) {
    return each.severity == severity && each.what == what && each.hint == hint;
  });
  if (same != all_.end()) {
    ++same->count;
    same->last_secs = now_secs;
    return;
  }
  if (all_.size() >= kMostAtOnce) all_.erase(all_.begin());
  all_.push_back({severity, std::move(what), std::move(hint), 1, now_secs});
}

const std::vector<Notification>& Notifications::current(double now_secs) {
  std::erase_if(all_, [&](const Notification& each) {
    return now_secs - each.last_secs > lifetime_secs(each);
  });
  return all_;
}

void Notifications::dismiss(std::size_t index) {
  if (index < all_.size()) all_.erase(all_.begin() + static_cast<std::ptrdiff_t>(index));
}

double lifetime_secs(const Notification& notification) {
  const double reading = static_cast<double>(notification.what.size() + notification.hint.size());
  const double least = notification.severity == Severity::Information ? 4.0 : 8.0;
  return std::max(least, reading / 15.0);  // characters a second, unhurried
}

}  // namespace netdyno::app
