// SPDX-License-Identifier: MIT
#include "engine/session/command.h"

#include <fmt/core.h>

namespace netdyno {

namespace {

// What comes after Play must not be lost, and every redraw draws other weights: neither coalesces.
struct Tag {
  template <typename Other>
  std::string operator()(const Other&) const {
    return {};
  }
  // A restart without a seed repeats that of the one before, so the two kinds stay apart.
  std::string operator()(const Restart& c) const { return c.new_seed ? "restart anew" : "restart"; }
  std::string operator()(const OpenRecipe&) const { return "open"; }
  std::string operator()(const SetAutosave&) const { return "autosave"; }
  std::string operator()(const SetLearningRate&) const { return "learning rate"; }
  std::string operator()(const SetOptimizerOption& c) const { return "optimizer." + c.key; }
  std::string operator()(const SetOptimizer&) const { return "optimizer"; }
  std::string operator()(const SetSchedule&) const { return "schedule"; }
  std::string operator()(const SetLoss&) const { return "loss"; }
  std::string operator()(const SetPenalty&) const { return "penalty"; }
  std::string operator()(const SetEarlyStopping&) const { return "early stopping"; }
  std::string operator()(const SetAveraging&) const { return "averaging"; }
  std::string operator()(const SetBatchSize&) const { return "batch size"; }
  std::string operator()(const SetLayerOption& c) const {
    return fmt::format("layer {}.{}", c.layer, c.key);
  }
  std::string operator()(const SetPreprocess&) const { return "preprocess"; }
  std::string operator()(const SetAugmentation&) const { return "augmentation"; }
  std::string operator()(const SetProbes&) const { return "probes"; }
  std::string operator()(const PinImages&) const { return "pins"; }
  std::string operator()(const BrowseData&) const { return "page"; }
  std::string operator()(const RunStudy& c) const { return "study " + c.study; }
  std::string operator()(const CancelStudy& c) const { return "cancel " + c.study; }
  std::string operator()(const SetFocus&) const { return "focus"; }
  std::string operator()(const ExamineImage&) const { return "examine"; }
};

}  // namespace

std::string coalescing_tag(const Command& command) {
  return std::visit(Tag{}, command);
}

}  // namespace netdyno
