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
  std::string operator()(const SetKnob& c) const {
    if (replaces_weights(KnobTurn{c.path, c.value})) return {};
    return fmt::format("knob {} of run {}", c.path, c.run);
  }
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
