// app/report/run_tables.h
// SPDX-License-Identifier: MIT
//
// A run's numbers as CSV, for other programs: every recorded step, nothing decimated.
//
//   Units    accuracy as a share, seconds of training; what was not measured is an empty field

#pragma once

#include <string>
#include <vector>

#include "app/report/run_figures.h"

namespace netdyno::app {

struct RunTable {
  std::string file;  // "curves.csv"
  std::string csv;
};

// curves.csv, curves-long.csv, where knobs were turned markers.csv, where runs are compared
// compared-curves.csv; of `figures` the own numbers of each that has some.
std::vector<RunTable> run_tables(const RunContent& content, const std::vector<RunFigure>& figures,
                                 double smoothing);

// A row per step: step, epoch, seconds, the curves with their smoothed values, and the knobs that
// were turned after it in words.
std::string curves_csv_wide(const History& history, double smoothing);
// A row per value: series, step, epoch, seconds, value, smoothed.
std::string curves_csv_long(const History& history, double smoothing);
// A row per change: step, epoch, seconds, knob, before, after.
std::string markers_csv(const History& history);
// As curves_csv_long() with the run's name in front.
std::string compared_csv(ComparedRunSpan runs, double smoothing);

}  // namespace netdyno::app
