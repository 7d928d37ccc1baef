// engine/session/studies.h
// SPDX-License-Identifier: MIT
//
// What a person has examined beside the training: rows of the table of studies. Each works on
// copies, so the run is the same as without it, bit for bit.
//
//   Thread   the engine thread
//   Cost     nothing unless one is under way; advance() a slice of each

#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "engine/session/command.h"
#include "engine/session/snapshot.h"
#include "engine/study/study.h"

namespace netdyno {

class Studies {
 public:
  // Begins one anew, on the network and data as they are now; the same that is under way ends.
  // Errors   RecipeError for an unknown study or option, Error for what cannot be examined
  void run(const Trainer& trainer, const RunStudy& command);

  bool is_busy() const { return !running_.empty(); }
  void advance();
  // End one that is under way, or all where `study` is empty; what it found so far stays.
  void cancel(const std::string& study = {});
  // Another run: results are gone too.
  void forget();

  void describe(Snapshot& snapshot) const { snapshot.studies = reports_; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Running {
    std::unique_ptr<Study> study;
    Clock::time_point taken;  // when its report was
  };
  void take_report(const std::string& name, Running& running);

  std::map<std::string, Running> running_;
  StudyReports reports_;
};

}  // namespace netdyno
