// SPDX-License-Identifier: MIT
#include "tests/support/lived_run.h"

#include <string_view>

namespace netdyno::test {

namespace {

// Fowler, Noll and Vo, FNV-1a.
void add(std::uint64_t& sum, std::string_view bytes) {
  for (const char byte : bytes) sum = (sum ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
}

Run::Advance advance_as_session(Run& run) {
  const Run::Advance done = run.advance();
  if (done.finished) run.finish();
  return done;
}

}  // namespace

std::uint64_t fingerprint(const Trainer& trainer) {
  const Trainer::State state = trainer.save();
  std::uint64_t sum = 0xcbf29ce484222325;
  add(sum, state.meta);
  for (const auto& [name, tensor] : state.tensors) {
    add(sum, name);
    add(sum, {reinterpret_cast<const char*>(tensor.data()),
              sizeof(float) * static_cast<std::size_t>(tensor.size())});
  }
  return sum;
}

LivedRun::LivedRun(const Recipe& recipe, PastChanges changes, std::int64_t steps, int threads,
                   TimelineOptions options)
    : recipe_(recipe),
      changes_(std::move(changes)),
      engine_(threads),
      run_(std::make_unique<Run>(recipe, tiny_data(recipe), *engine_.kernels)),
      timeline_(std::make_unique<Timeline>(std::move(options))) {
  std::size_t made = 0;
  timeline_->begin(*run_, made);
  after_[0] = fingerprint(trainer());
  for (;;) {
    const std::int64_t step = run_->trainer().steps_taken();
    for (; made < changes_.size() && changes_[made].step <= step; ++made) {
      timeline_->mark(*run_, made);
      changes_[made].apply(run_->trainer());
    }
    if (step >= steps) return;
    do {
      const Run::Advance done = advance_as_session(*run_);
      divergences_ += done.divergence.has_value();
      ends_ += done.finished;
      timeline_->observe(*run_, made);
      timeline_->settle();  // what is on the disk does not depend on its speed
    } while (run_->is_validating());
    after_[run_->trainer().steps_taken()] = fingerprint(trainer());
  }
}

RunPast LivedRun::past() {
  return {.recipe = recipe_,
          .changes = &changes_,
          .history = &run_->history(),
          .timeline = timeline_.get()};
}

void live_on(Run& run, const PastChanges& changes, std::size_t made, std::int64_t steps) {
  for (;;) {
    while (run.is_validating()) advance_as_session(run);
    const std::int64_t step = run.trainer().steps_taken();
    for (; made < changes.size() && changes[made].step <= step; ++made)
      changes[made].apply(run.trainer());
    if (step >= steps) return;
    advance_as_session(run);
  }
}

}  // namespace netdyno::test
