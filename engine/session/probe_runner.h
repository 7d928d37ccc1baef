// engine/session/probe_runner.h
// SPDX-License-Identifier: MIT
//
// Measures the probes that visible panels asked for, and keeps the results between snapshots. Each
// probe has its own rhythm, so that a slow one does not hold up the others.
//
//   Cost     nothing without requested probes; while running the share of ProbeBudget; what is a
//            function of the data alone is measured once for each setting

#pragma once

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/probe/probe.h"
#include "engine/session/probe_budget.h"
#include "engine/train/trainer.h"

namespace netdyno {

class ProbeRunner {
 public:
  using Time = ProbeBudget::Time;
  using Results = std::map<std::string, std::shared_ptr<const ProbeResult>, std::less<>>;

  explicit ProbeRunner(ProbeBudget::Duration interval) : budget_(interval) {}

  // Errors   Error for an id that the registry does not have; nothing changes then
  void request(std::vector<std::string> ids);
  // Positions in the validation view; until the first call they are the first example of each of
  // the first eight classes.
  // Errors   Error for a position outside the validation view
  void pin(std::vector<Index> examples, const DataView& validation);
  void browse(const DataPage& page) {
    page_ = page;
    are_settings_new_ = true;
  }
  void look_at(const ProbeFocus& focus);
  void examine(ExaminedImage image);
  // Another run: results are gone; pins stay where `keep_pins` and they fit.
  void begin_run(const DataView& validation, bool keep_pins);
  // A setting changed that data probes may depend on.
  void settings_changed() { are_settings_new_ = true; }
  // The network changed after `step` without another one.
  void invalidate(std::int64_t step);

  // Before a step: keeps what the probe "updates" compares with, if that may be measured then.
  // `is_watched`: it will be, whatever the rhythm says.
  void before_step(const Trainer& trainer, Time now, bool is_watched);
  // True when the results are not those of this very network.
  bool is_stale(const Trainer& trainer) const;
  // Measures all that is not of this very network. `network` is the trainer's, for the probes'
  // own passes.
  void measure(const Trainer& trainer, Network& network);
  // The same of what is due while a run trains that may make its next step at `free_until`.
  void measure_due(const Trainer& trainer, Network& network, Time free_until);

  const Results& results() const { return results_; }
  const std::vector<Index>& pinned() const { return pinned_; }
  const ProbeFocus& focus() const { return focus_; }
  const std::string& examined_name() const { return examined_.name; }

 private:
  // All that a probe of the data is a function of. The dataset is held, so no other one can take
  // its place in memory.
  struct DataKey {
    std::shared_ptr<const Dataset> dataset;
    std::array<Index, 4> views{};  // begin and count of training and validation
    std::string preprocess;
    std::uint64_t seed = 0;  // with `augment` and `page` for samples only
    std::vector<AugmentSpec> augment;
    DataPage page;
    bool operator==(const DataKey&) const = default;
  };
  struct DataResult {
    DataKey key;
    std::shared_ptr<const ProbeResult> result;
  };
  struct Measured {
    std::int64_t step = -1;  // -1: not yet, or no longer true
    bool in_haste = false;   // to be measured again where there is time
  };
  void forget_measured();
  bool is_stale(const Measured& measured, const Probe& probe, const Trainer& trainer) const;
  void measure(const Trainer& trainer, Network& network, std::optional<Time> free_until);
  void measure_one(const Probe& probe, const ProbeInput& input);
  static DataKey data_key(const ProbeInput& input, ProbeSubject subject);
  std::shared_ptr<const ProbeResult> measured(const Probe& probe, const ProbeInput& input);

  ProbeBudget budget_;
  std::vector<std::string> ids_;
  std::vector<Index> pinned_;
  bool is_pinned_by_hand_ = false;
  Results results_;
  std::map<std::string, Measured, std::less<>> measured_;  // each requested probe
  bool are_settings_new_ = false;   // which probes of the network need not follow
  std::int64_t changed_step_ = -1;  // of the last invalidate()
  ProbeFocus focus_;
  ExaminedImage examined_;
  std::vector<Tensor> weights_before_;
  std::int64_t weights_before_step_ = -1;  // they are those after this step
  Workspace scratch_;
  DataPage page_;
  std::map<std::string, DataResult, std::less<>> data_results_;  // outlive requests and runs
};

}  // namespace netdyno
