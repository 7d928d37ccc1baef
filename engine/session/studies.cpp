// SPDX-License-Identifier: MIT
#include "engine/session/studies.h"

#include <iterator>

namespace netdyno {

void Studies::run(const Trainer& trainer, const RunStudy& command) {
  const StudyType& type = study_type(command.study);
  Options options(type.fields);
  for (const auto& [key, value] : command.options) options.set(type.fields, key, value);
  running_.erase(command.study);  // its memory goes first
  Running begun{type.make(trainer, options), {}};
  take_report(command.study, begun);
  running_.emplace(command.study, std::move(begun));
}

void Studies::take_report(const std::string& name, Running& running) {
  reports_[name] = std::make_shared<const StudyReport>(running.study->report());
  running.taken = Clock::now();
}

void Studies::advance() {
  // A report is a copy of all that was found: a few times in a tenth of a second are enough.
  constexpr std::chrono::milliseconds kInterval{30};
  for (auto it = running_.begin(); it != running_.end();) {
    const bool is_done = it->second.study->advance();
    if (is_done || Clock::now() - it->second.taken >= kInterval) take_report(it->first, it->second);
    it = is_done ? running_.erase(it) : std::next(it);
  }
}

void Studies::cancel(const std::string& study) {
  for (auto it = running_.begin(); it != running_.end();) {
    const bool is_meant = study.empty() || it->first == study;
    if (is_meant) {
      it->second.study->cancel();
      take_report(it->first, it->second);
    }
    it = is_meant ? running_.erase(it) : std::next(it);
  }
}

void Studies::forget() {
  running_.clear();
  reports_.clear();
}

}  // namespace netdyno
