// engine/session/engine_loop.h
// SPDX-License-Identifier: MIT
//
// What the engine thread does: apply commands → advance the run, or wait → tell what happened.
//
//   Thread   the engine thread alone; the conduits lead to the app's
//   Errors   a failure of the run becomes RunFailed and state Failed; the loop goes on

#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "engine/core/parallel.h"
#include "engine/kernels/kernels.h"
#include "engine/run/run.h"
#include "engine/session/autosave.h"
#include "engine/session/change_moment.h"
#include "engine/session/checkpoint_writer.h"
#include "engine/session/command_queue.h"
#include "engine/session/conduits.h"
#include "engine/session/data_loader.h"
#include "engine/session/kept_runs.h"
#include "engine/session/marker_collector.h"
#include "engine/session/pace.h"
#include "engine/session/publisher.h"
#include "engine/session/session.h"
#include "engine/session/studies.h"
#include "engine/session/transport.h"

namespace netdyno {

class EngineLoop {
 public:
  EngineLoop(const SessionOptions& options, Conduits& conduits);

  // Until conduits.is_stopping.
  void run();

 private:
  void turn();
  bool must_advance() const;
  // The same, and the pace allows it now.
  bool may_advance() const;
  // Until the pace allows the open run's next step.
  Pace::Clock::duration wait_for_step() const;
  void apply_commands();
  void apply(const Command& command);
  void wait_for_command();

  void obey(const Play&);
  void obey(const Pause&);
  void obey(const StepOnce&);
  void obey(const StepEpoch&);
  void obey(const SetPace& command);
  void obey(const Restart& command);
  void obey(const OpenRecipe& command);
  void obey(const OpenCheckpoint& command);
  void obey(const ReopenRun& command);
  void obey(const RewindChange&);
  void obey(const SaveCheckpoint& command);
  void obey(const SetAutosave& command);
  void obey(const SetProbes& command);
  void obey(const PinImages& command);
  void obey(const BrowseData& command);
  void obey(const RunStudy& command);
  void obey(const CancelStudy& command);
  void obey(const SetFocus& command);
  void obey(const ExamineImage& command);

  void obey(const SetKnob& command);
  void obey(const Redraw& command);
  void obey(const RestoreBest& command);
  void change_run(const RunChange& change);
  void apply_to_run(const RunChange& change);
  void start_over(const Recipe& recipe);
  void apply_deferred();
  void tell_deferred();
  void mark(const KnobChange& change, bool stands_alone);
  void post_marker(std::optional<KnobMarker> marker);

  enum class PauseWhileLoading { Waits, Cancels };
  void open(const Recipe& recipe, const std::string& name, bool play, PauseWhileLoading pause);
  void resume(Checkpoint checkpoint, JournalDocument journal, const OpenCheckpoint& command);
  // Runs that are put aside and taken up again.
  RunIdentity new_run(const std::string& name) { return {++last_id_, name}; }
  bool is_untouched(const Recipe& recipe) const;
  std::optional<KeptRun> as_it_stands();
  void put_aside(RunId next);
  void keep(KeptRun run);
  void take_up(const Recipe& recipe, KeptRun run, bool keep_pins);
  void go_on_as_another(std::optional<KeptRun> left);
  void note_change(const KnobChange& change, std::optional<ChangeMoment> moment);
  std::optional<ChangeMoment> moment_before_change();
  void settle_history();
  void save_if_due();
  void save_to(const std::filesystem::path& folder, bool was_asked_for);
  // False when the loading was cancelled.
  bool load_data(const Recipe& recipe, PauseWhileLoading pause);
  bool opens_another() const;
  void publish_loading();
  bool report_loading(double share, PauseWhileLoading pause);
  void advance();
  std::optional<BestWeights> finish_run();
  void close_run();
  void advance_studies();
  void fail(const std::string& what, const std::string& hint);
  void refuse(const std::string& what, const std::string& hint);

  Conduits& conduits_;
  WorkerPool pool_;
  std::unique_ptr<Kernels> kernels_;
  CommandQueue queue_;
  std::deque<RunChange> deferred_;  // that wait for the end of a validation
  DataLoader loader_;
  DataSplits data_;
  Publisher::Clock::time_point loading_shows_from_{};
  std::unique_ptr<Run> run_;
  RunIdentity identity_;  // of run_
  RunId last_id_ = 0;
  KeptRuns kept_;
  std::optional<ChangeMoment> moment_;
  Transport transport_;
  Pace pace_;
  MarkerCollector markers_;
  Studies studies_;  // their networks use the kernels
  Publisher publisher_;
  Autosave autosave_;
  HistoryMover history_mover_;
  bool is_history_stuck_ = false;  // moving it failed the last time
  CheckpointWriter checkpoints_;
};

}  // namespace netdyno
