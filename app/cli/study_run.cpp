// SPDX-License-Identifier: MIT
#include "app/cli/study_run.h"

#include "app/cli/exit_status.h"
#include "app/cli/text_output.h"

namespace netdyno::app {

StudyReport run_study(const StudyType& type, const Trainer& trainer, const Options& options) {
  const std::unique_ptr<Study> study = type.make(trainer, options);
  while (!study->advance()) {
  }
  return study->report();
}

std::string study_text(const StudyType& type, const StudyReport& report) {
  std::string text;
  for (const StudyTable& table : type.tables(report)) {
    std::vector<std::vector<std::string>> rows = {table.heading};
    rows.insert(rows.end(), table.rows.begin(), table.rows.end());
    text += text_table(std::move(rows), table.left_columns) + "\n";
  }
  return text + type.text(report) + "\n";
}

int exit_status(StudyOutcome outcome) {
  switch (outcome) {
    case StudyOutcome::Done:
      return kDone;
    case StudyOutcome::Diverged:
      return kDiverged;
    case StudyOutcome::Failed:
      break;
  }
  return kFailed;
}

}  // namespace netdyno::app
