// SPDX-License-Identifier: MIT
#include "engine/run/moment.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "engine/core/error.h"

namespace netdyno {

MomentSearch::MomentSearch(RunPast past, const Trainer& live, std::size_t kept_on_the_way)
    : past_(std::move(past)),
      data_(live.data()),
      kernels_(live.kernels()),
      preprocess_(live.recipe().data.preprocess),
      preprocessor_(live.shared_preprocessor()),
      most_kept_(kept_on_the_way) {
  DYNO_CHECK(past_.changes, "A past says what was changed");
}

void MomentSearch::seek(const Moment& moment, Need need) {
  DYNO_CHECK(moment.step >= 0 && moment.changes <= past_.changes->size(), "A moment of the past");
  goal_ = start_from_ = moment;
  const bool needs_step = need == Need::LastStep && moment.step > 0;
  if (needs_step) start_from_ = {moment.step - 1, past_.changes->size()};
  Moment nearest;
  if (const Keyframe* const kept = kept_before(start_from_)) nearest = kept->moment();
  if (past_.timeline)
    nearest = std::max(nearest, past_.timeline->nearest_moment(start_from_).value_or(Moment{}));
  const bool leads_there = at_ <= start_from_ || (at_ <= moment && has_stepped_);
  must_start_ = !is_there_ || !leads_there || at_ < nearest;
  start_step_ = must_start_ ? nearest.step : at_.step;
  if (!must_start_ && has_arrived()) goal_.reset();
}

bool MomentSearch::has_arrived() const {
  return !must_start_ && !shadow_->is_validating() && at_ == *goal_;
}

bool MomentSearch::is_change_due() const {
  return at_.changes < goal_->changes && (*past_.changes)[at_.changes].step <= at_.step;
}

bool MomentSearch::is_before_last_step() const {
  return goal_ && !must_start_ && at_.step + 1 == goal_->step && !shadow_->is_validating() &&
         !is_change_due();
}

double MomentSearch::progress() const {
  if (!goal_) return 1;
  if (must_start_ || goal_->step <= start_step_) return 0;
  return static_cast<double>(at_.step - start_step_) /
         static_cast<double>(goal_->step - start_step_);
}

bool MomentSearch::advance() {
  if (!goal_) return true;
  try {
    if (must_start_)
      start();
    else
      go_on();
  } catch (...) {
    is_there_ = false;
    cancel();
    throw;
  }
  if (!has_arrived()) return false;
  goal_.reset();
  return true;
}

void MomentSearch::start() {
  must_start_ = is_there_ = false;
  std::shared_ptr<const Keyframe> keyframe =
      past_.timeline ? past_.timeline->nearest(start_from_) : nullptr;
  const Keyframe* const kept = kept_before(start_from_);
  if (kept && (!keyframe || keyframe->moment() <= kept->moment()))
    load(*kept);
  else if (keyframe)
    load(*keyframe);
  else {
    make_shadow(past_.recipe);
    at_ = {};
  }
  is_there_ = true;
  has_stepped_ = false;
  start_step_ = at_.step;
}

void MomentSearch::load(const Keyframe& keyframe) {
  Run::State state = keyframe.state();
  if (!shadow_) make_shadow(saved_recipe(state.trainer));
  shadow_->load(std::move(state));
  at_ = keyframe.moment();
}

void MomentSearch::make_shadow(const Recipe& recipe) {
  const bool is_fitted = recipe.data.preprocess == preprocess_;
  shadow_ = std::make_unique<Run>(recipe, data_, kernels_, is_fitted ? preprocessor_ : nullptr);
}

void MomentSearch::go_on() {
  Run& run = *shadow_;
  Run::Advance done;
  if (run.is_validating()) {
    const auto known =
        past_.history ? past_.history->validations().at_step(at_.step) : std::nullopt;
    done = known ? run.validate_as(*known) : run.advance();
  } else if (is_change_due()) {
    (*past_.changes)[at_.changes++].apply(run.trainer());
  } else {
    done = run.advance();
    at_.step = run.trainer().steps_taken();
    has_stepped_ = true;
    if (done.step) compare(*done.step);
  }
  if (done.finished && past_.restores_best) run.finish();
  if (!run.is_validating()) keep_on_the_way();
}

void MomentSearch::compare(const StepRecord& record) {
  if (!past_.history || mismatch_) return;
  const std::size_t i = past_.history->position_of_step(record.step);
  if (i == past_.history->size()) return;
  const double then = past_.history->record(i).train_loss;
  if (std::bit_cast<std::uint64_t>(then) != std::bit_cast<std::uint64_t>(record.train_loss))
    mismatch_ = record.step;
}

// Those near the goal, for whoever goes back from there step by step. At the goal itself the
// shadow is; who goes on from there leaves it behind.
void MomentSearch::keep_on_the_way() {
  const auto is_here = [this](const auto& kept) { return kept->moment() == at_; };
  if (most_kept_ == 0 || std::ranges::any_of(kept_, is_here)) return;
  if (!kept_.empty()) {
    const auto room = static_cast<std::int64_t>(most_kept_ / kept_.back()->bytes());
    if (goal_->step - at_.step > room / 2) return;
    while (!kept_.empty() &&
           static_cast<std::int64_t>(kept_.size()) >= std::max<std::int64_t>(room, 1))
      kept_.pop_front();
  }
  kept_.push_back(std::make_shared<const Keyframe>(*shadow_, at_.changes, nullptr));
  if (kept_.back()->bytes() > most_kept_) kept_.pop_back();
}

const Keyframe* MomentSearch::kept_before(const Moment& moment) const {
  const Keyframe* nearest = nullptr;
  for (const auto& kept : kept_)
    if (kept->moment() <= moment && (!nearest || kept->moment() > nearest->moment()))
      nearest = kept.get();
  return nearest;
}

}  // namespace netdyno
