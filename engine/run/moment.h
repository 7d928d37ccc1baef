// engine/run/moment.h
// SPDX-License-Identifier: MIT
//
// Any moment of a run, had back: the nearest keyframe before it, and from there the same steps
// computed again on a shadow, a run of its own beside the first, in slices between which a session
// trains on. What was validated then is taken from the run's history, where knobs were turned they
// are turned again; the bits are those of the first time.
//
// The shadow stays where it was led, so that the next moment is a step away; states on the way
// are kept, so that the one before is, too.
//
//   Thread   one, that of the run: both use its kernels
//   Errors   bad_alloc; RecipeError of a change that does not fit. The search is then over
//   Cost     as the run: network, moments, workspace; what is kept on the way within a limit.
//            advance() is a minibatch, a slice of a validation or the loading of a keyframe

#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "engine/run/past_changes.h"
#include "engine/run/timeline.h"

namespace netdyno {

// What is known of a run. All of it may grow while somebody looks at it.
struct RunPast {
  Recipe recipe;                         // of its first step
  const PastChanges* changes = nullptr;  // never null
  const History* history = nullptr;  // null: validations are done again, and no loss is compared
  Timeline* timeline = nullptr;      // null: computed from the first step
  bool restores_best = true;         // where early stopping ends it, as a session does
};

class MomentSearch {
 public:
  // State: what going on from there needs. LastStep: also the last step's minibatch, activations
  // and gradients, so that step is computed again in any case.
  enum class Need { State, LastStep };
  // Of states on the way (bytes).
  static constexpr std::size_t kKeptOnTheWay = std::size_t{96} << 20;

  // Beside `live`, whose data, kernels and preprocessing it shares.
  MomentSearch(RunPast past, const Trainer& live, std::size_t kept_on_the_way = kKeptOnTheWay);

  // Leads the shadow there; what was sought before is given up.
  //   Range    not after the run's own moment
  void seek(const Moment& moment, Need need = Need::State);
  // After `step`, before anything was changed there.
  void seek(std::int64_t step, Need need = Need::State) {
    seek(moment_after(*past_.changes, step), need);
  }
  // The shadow stays where it is.
  void cancel() { goal_.reset(); }

  bool is_busy() const { return goal_.has_value(); }
  // The next slice; true when the shadow is there.
  bool advance();
  // The next advance() computes the step that was sought, for who watches what it changes.
  bool is_before_last_step() const;
  // Of the way, in [0,1].
  double progress() const;

  // The run as it was at the moment that was sought; null while it is sought. Stepping it is
  // forbidden, measuring it is what it is for.
  Run* shadow() { return is_busy() || !is_there_ ? nullptr : shadow_.get(); }
  const Moment& moment() const { return at_; }

  // The first step that was computed again and gave another loss than the run had: with other
  // threads or instructions, or from weights that no recipe draws.
  std::optional<std::int64_t> first_mismatch() const { return mismatch_; }

 private:
  bool has_arrived() const;
  bool is_change_due() const;
  void start();
  void load(const Keyframe& keyframe);
  void make_shadow(const Recipe& recipe);
  void go_on();
  void compare(const StepRecord& record);
  void keep_on_the_way();
  const Keyframe* kept_before(const Moment& moment) const;

  RunPast past_;
  DataSplits data_;
  Kernels& kernels_;
  std::string preprocess_;  // what that is of
  std::shared_ptr<const Preprocessor> preprocessor_;
  std::size_t most_kept_;
  std::deque<std::shared_ptr<const Keyframe>> kept_;  // in the order in which they were visited

  std::unique_ptr<Run> shadow_;
  Moment at_;                 // of the shadow, but for what is being validated
  bool is_there_ = false;     // the shadow is at a moment of the run
  bool has_stepped_ = false;  // to where it is
  std::optional<Moment> goal_;
  Moment start_from_;        // the last moment to start from
  bool must_start_ = false;  // from elsewhere than where the shadow is
  std::int64_t start_step_ = 0;
  std::optional<std::int64_t> mismatch_;
};

}  // namespace netdyno
