// engine/train/trainer.h
// SPDX-License-Identifier: MIT
//
// Training, one deterministic step at a time: next minibatch → forward → loss → backward → update.
//
// Who only looks on has a const Trainer: it offers no step and no weights to change, but copies of
// the trainer and of its network.
//
//   Thread   none of its own; the worker pool below `kernels` shares the arithmetic
//   Errors   a loss that is not finite is a Divergence in the step's result, not an exception
//   Cost     allocates no tensor once every batch size was seen

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/data/batcher.h"
#include "engine/nn/network.h"
#include "engine/optim/optimizer.h"
#include "engine/recipe/recipe.h"
#include "engine/train/divergence.h"
#include "engine/train/early_stopping.h"
#include "engine/train/evaluator.h"
#include "engine/train/good_weights.h"
#include "engine/train/initialization.h"
#include "engine/train/weight_average.h"

namespace netdyno {

struct StepResult {
  std::int64_t step = 0;      // counts from 1
  double epoch = 0;           // finished share included, after this step
  double learning_rate = 0;   // η used, schedule included
  double train_loss = 0;      // data loss of the minibatch before its update, in training mode
  double train_accuracy = 0;  // of the same forward pass, in [0,1]; NaN of a diverged step
  double penalty = 0;         // before the update
  Index examples = 0;         // in the minibatch
  bool ends_epoch = false;
  std::optional<Divergence> divergence;
};

class Trainer {
 public:
  // Draws the initial weights. `kernels` outlives the trainer.
  // Errors   RecipeError for a recipe that does not fit itself or the data
  // A preprocessor that was fitted on the same data already spares fitting it again.
  Trainer(const Recipe& recipe, const DataSplits& data, Kernels& kernels,
          std::shared_ptr<const Preprocessor> preprocessor = {});
  // Another trainer in the same state, for tries that leave this one as it is.
  std::unique_ptr<Trainer> copy() const;
  // One at step 0 of the same recipe, every change so far included.
  std::unique_ptr<Trainer> start_over() const;

  // A step whose loss is not finite counts, but updates nothing: weights and buffers go back to
  // good ones and the optimizer's moments to zero, while workspace() keeps the bad values.
  StepResult step();

  // Before weights are validated, kept or written: those of the last update, which no loss has
  // proved yet. Where they are not finite they go back as in step().
  //   Cost     one pass over the weights
  std::optional<Divergence> verify();
  // The weights go back as in step(), for what was found out elsewhere: Divergence::what.
  Divergence give_up(const std::string& what);
  bool has_finite_weights() const;

  // Takes in what a validation of the present weights gave; schedules and early stopping follow it.
  void observe_validation(const Evaluation& evaluation);
  // The run should end here: early stopping's patience is over.
  bool should_stop() const { return early_stopping_.should_stop(recipe_.early_stopping); }
  // Of the weights that early stopping keeps, if any.
  const std::optional<BestWeights>& best_weights() const { return early_stopping_.best(); }
  // Goes back to them; the optimizer's moments start at zero and the average of the weights anew.
  // Errors   Error when there are none
  BestWeights restore_best();
  // Enough losses since the last change of a knob have shown that the weights are good.
  bool are_weights_proven() const { return good_.are_proven(); }

  // The recipe with every change so far.
  const Recipe& recipe() const { return recipe_; }
  const DataSplits& data() const { return data_; }
  Network& network() { return network_; }
  const Network& network() const { return network_; }
  // What validation measures and a run keeps: the average of the weights where there is one, else
  // the weights. They live as long as no step is made.
  std::vector<NamedValue> measured_state() const;
  // A network of its own with these.
  std::unique_ptr<Network> copy_measured() const;
  const Preprocessor& preprocessor() const { return *preprocessor_; }
  // For who outlives the trainer or its setting, or has the same data and preprocessing.
  const std::shared_ptr<const Preprocessor>& shared_preprocessor() const { return preprocessor_; }
  Kernels& kernels() const { return network_.kernels(); }
  const Augmenter& augmenter() const { return batcher_.augmenter(); }
  // Of the last step: its minibatch and what its passes left (gradients included).
  const Batch& batch() const { return batch_; }
  const Workspace& workspace() const { return workspace_; }
  std::int64_t steps_taken() const { return step_; }
  // Finished share of the running epoch included.
  double epochs_taken() const;
  std::int64_t finished_epochs() const { return batcher_.state().epoch; }

  const WeightAverage& average() const { return average_; }
  // Exchanges the network's weights with their average: see MeasuredWeights, which does it twice.
  void swap_average() { average_.swap(tensors_); }

  // η of the next step, the schedule's factor included.
  double scheduled_learning_rate() const;

  // Changes between two steps. Each is checked (RecipeError) and shows in recipe().
  void set_learning_rate(double learning_rate);
  void set_optimizer_option(const std::string& key, const OptionValue& value);
  // Another optimizer, or the same one afresh: its moments start at zero.
  void set_optimizer(const OptimizerSpec& optimizer);
  void set_loss(const std::string& name);
  void set_schedule(const ScheduleSpec& schedule);
  void set_penalty(const Penalty& penalty);
  // Another metric forgets the best weights so far, and so does patience 0.
  void set_early_stopping(const EarlyStoppingSpec& spec);
  // Another kind, or a start that is still to come, begins the average anew.
  void set_averaging(const AveragingSpec& spec);
  void set_batch_size(Index batch_size);
  // The recipe's total, over which schedules stretch.
  void set_epochs(std::int64_t epochs);
  void set_layer_option(std::size_t layer, const std::string& key, const OptionValue& value);
  void set_preprocess(const std::string& name);
  // From the next minibatch on.
  void set_augmentation(const std::vector<AugmentSpec>& steps);
  // Re-draws the weights of the net or of one layer; their moments start at zero.
  void reinitialize(const InitSpec& init, std::optional<std::size_t> layer = {});

  // All that continuing bit-identically needs. Names: "0.weight", "moment0.0.weight",
  // "good.0.weight", "best.0.weight", "average.0.weight".
  struct State {
    std::vector<std::pair<std::string, Tensor>> tensors;
    std::string meta;  // JSON: counters, order, knobs
  };
  State save() const;
  // Errors   Error when names or shapes do not fit this recipe's network; the trainer is then to
  //          be thrown away
  void load(const State& state);

 private:
  StepResult train_minibatch();
  InitializationData initialization_data() const;
  void recover(Divergence& divergence);
  // What the next step does was changed.
  void put_on_trial() { good_.before_change(tensors_, step_); }
  void forget_moments(std::size_t first, std::size_t count);
  void load_tensors(const State& state);
  void load_recipe(const Recipe& recipe);

  Recipe recipe_;
  DataSplits data_;
  Network network_;
  std::vector<NamedTensor> tensors_;    // of network_: parameters and buffers
  std::vector<Parameter*> parameters_;  // of network_
  std::unique_ptr<Optimizer> optimizer_;
  ScheduleState schedule_state_;
  EarlyStopping early_stopping_;
  WeightAverage average_;
  std::shared_ptr<const Preprocessor> preprocessor_;
  Batcher batcher_;
  std::int64_t step_ = 0;
  double step_rate_ = 0;  // η of the last step
  std::uint32_t redraws_ = 0;
  Batch batch_;
  Workspace workspace_;
  Tensor dlogits_;
  GoodWeights good_;
};

// The recipe that a state was saved with, every change so far included.
// Errors   Error for a damaged state
Recipe saved_recipe(const Trainer::State& state);
// The step after which it was saved.
std::int64_t saved_step(const Trainer::State& state);

}  // namespace netdyno
