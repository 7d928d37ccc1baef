// app/cli/study_run.h
// SPDX-License-Identifier: MIT
//
// A study from its begin to its end, and what the command line makes of its report.

#pragma once

#include "engine/study/study.h"

namespace netdyno::app {

StudyReport run_study(const StudyType& type, const Trainer& trainer, const Options& options);

// Its tables, then what came out.
std::string study_text(const StudyType& type, const StudyReport& report);

// Done, failed or diverged.
int exit_status(StudyOutcome outcome);

}  // namespace netdyno::app
