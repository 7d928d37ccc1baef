// SPDX-License-Identifier: MIT
#include "app/panels/draft_book.h"

namespace netdyno::app {

namespace {

constexpr double kPatienceSecs = 3;  // longer than a step of any network that is watched live

}  // namespace

double DraftBook::shown(const std::string& knob, double current, double now) {
  const auto found = drafts_.find(knob);
  if (found == drafts_.end()) return current;
  const Draft draft = found->second;
  if (!draft.sent_at) return draft.value;
  if (current != draft.value && now - *draft.sent_at < kPatienceSecs) return draft.value;
  drafts_.erase(found);
  return current;
}

void DraftBook::keep(const std::string& knob, double value) {
  drafts_[knob] = {value, std::nullopt};
}

void DraftBook::mark_sent(const std::string& knob, double value, double now) {
  drafts_[knob] = {value, now};
}

void DraftBook::forget(const std::string& knob) {
  drafts_.erase(knob);
}

}  // namespace netdyno::app
