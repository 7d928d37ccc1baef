// engine/run/run.h
// SPDX-License-Identifier: MIT
//
// A run: trainer, validation at each epoch's end (of the weights' average where the recipe asks for
// one), history. The same class drives the app's engine thread and the headless command line. Who
// only looks on has a const Run, which steps nothing.
//
//   Thread   none of its own
//   Cost     advance() is one minibatch or one slice of a validation, so a caller can answer
//            commands in between

#pragma once

#include <memory>
#include <optional>

#include "engine/run/history.h"
#include "engine/run/throughput.h"
#include "engine/train/evaluator.h"
#include "engine/train/trainer.h"

namespace netdyno {

class Run {
 public:
  // `kernels` outlives the run. A preprocessor that was fitted on the same data spares fitting it.
  Run(const Recipe& recipe, const DataSplits& data, Kernels& kernels,
      std::shared_ptr<const Preprocessor> preprocessor = {});

  // What one call did; all empty for a validation's slice that was not its last.
  struct Advance {
    std::optional<StepRecord> step;
    std::optional<ValidationRecord> validation;
    std::optional<Divergence> divergence;  // of the step, or of its update at an epoch's end
    bool ended_epoch = false;              // the step was its epoch's last
    bool finished = false;                 // the recipe's last epoch is done, its validation too
    bool stopped_early = false;            // finished before it, by early stopping
  };
  Advance advance();
  // Where the run is validating: takes what that validation gave when it was done before, instead
  // of doing it again. As advance() otherwise.
  Advance validate_as(const ValidationRecord& known);

  // Ends the training: where early stopping keeps the best weights, the network gets them back, and
  // they are told. Who plays on trains on from them.
  std::optional<BestWeights> finish();

  // Validates now, whatever the epoch, unless this step was validated already; for the end of
  // training. Takes several calls of advance().
  void request_validation();
  bool is_validating() const { return evaluator_.is_busy(); }
  double validation_progress() const { return evaluator_.progress(); }

  Trainer& trainer() { return trainer_; }
  // For what only looks on: it can make a copy, but step nothing.
  const Trainer& trainer() const { return trainer_; }
  const Recipe& recipe() const { return trainer_.recipe(); }
  const DataSplits& data() const { return trainer_.data(); }
  std::int64_t parameter_count() const { return trainer_.network().parameter_count(); }
  const History& history() const { return history_; }
  // For markers, and to continue a loaded run.
  History& history() { return history_; }

  // All that going on bit-identically needs.
  struct State {
    Trainer::State trainer;
    History history;
    double seconds = 0;
    std::int64_t validated_step = -1;
    bool is_validating = false;  // begins anew, for it changes nothing before its end
    bool at_last_epoch = false;
  };
  // Copies weights, moments and history.
  State save() const;
  // The history of the same run, later, begins with what this one leaves out.
  State save_without_history() const;
  // Into a run of saved_recipe(state.trainer) on the same data; what it was doing ends.
  // Errors   as Trainer::load()
  void load(State state);

  // Training time so far, pauses excluded (seconds).
  double seconds() const { return seconds_; }
  // Means over about the last second of training.
  double images_per_second() const { return throughput_.images_per_second(); }
  double step_ms() const { return throughput_.step_ms(); }

 private:
  void train(Advance& done);
  void validate(Advance& done);
  void take_in(const Evaluation& evaluation, Advance& done);
  StepRecord record(const StepResult& result) const;

  Trainer trainer_;
  Evaluator evaluator_;
  History history_;
  double seconds_ = 0;
  Throughput throughput_;
  std::int64_t validated_step_ = -1;
  bool at_last_epoch_ = false;  // the running validation is that of the recipe's last epoch
};

}  // namespace netdyno
