// SPDX-License-Identifier: MIT
#include "engine/session/journal.h"

namespace netdyno {

namespace {

struct IsJournaled {
  bool operator()(const SetLearningRate&) const { return true; }
  bool operator()(const SetOptimizerOption&) const { return true; }
  bool operator()(const SetOptimizer&) const { return true; }
  bool operator()(const SetSchedule&) const { return true; }
  bool operator()(const SetLoss&) const { return true; }
  bool operator()(const SetPenalty&) const { return true; }
  bool operator()(const SetEarlyStopping&) const { return true; }
  bool operator()(const SetAveraging&) const { return true; }
  bool operator()(const RestoreBest&) const { return true; }
  bool operator()(const SetBatchSize&) const { return true; }
  bool operator()(const SetLayerOption&) const { return true; }
  bool operator()(const SetPreprocess&) const { return true; }
  bool operator()(const SetAugmentation&) const { return true; }
  bool operator()(const Reinitialize&) const { return true; }
  template <typename Transport>
  bool operator()(const Transport&) const {
    return false;
  }
};

}  // namespace

bool is_journaled(const Command& command) {
  return std::visit(IsJournaled{}, command);
}

}  // namespace netdyno
