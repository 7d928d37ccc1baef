// app/report/run_tables.h
// SPDX-License-Identifier: MIT
//
// A run's numbers as CSV, for other programs: what was recorded, nothing averaged. Of a long run a
// table has a row for every so many steps, which stands as it was recorded; the choice is 1 for all
// of them, or by itself as few as leave at most kMostTableRows rows.
//
//   Units    accuracy as a share, seconds of training; what was not measured is an empty field
//   Cost     memory for a megabyte of text and what the smoothing keeps

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/report/run_figures.h"

namespace netdyno::app {

inline constexpr std::size_t kMostTableRows = 100'000;

// Steps for a row: those chosen, or where that is 0 the first of 1, 2, 5, 10, 20 … that leaves few
// enough rows.
std::size_t steps_per_row(std::size_t chosen, std::size_t steps);

using TextSink = std::function<void(std::string_view)>;

struct RunTable {
  std::string file;                            // "curves.csv"
  std::function<void(const TextSink&)> write;  // as long as what it was made from
};

struct TableOptions {
  double smoothing = 0;
  std::size_t steps_per_row = 0;  // 0: by itself
  // What tables of the same history keep for each other; null: nothing.
  std::shared_ptr<CurveData> data = {};
};

// curves.csv, curves-long.csv, where knobs were turned markers.csv, where runs are compared
// compared-curves.csv; of `figures` the own numbers of each that has some.
std::vector<RunTable> run_tables(const RunContent& content, const std::vector<RunFigure>& figures,
                                 const TableOptions& options);

// step, epoch, seconds, the curves with their smoothed values, and in words the knobs that were
// turned since the row before. Of the steps for a row the last one that was validated is taken, or
// else the last.
void write_curves_wide(const History& history, const TableOptions& options, const TextSink& sink);
// A row per value: series, step, epoch, seconds, value, smoothed.
void write_curves_long(const History& history, const TableOptions& options, const TextSink& sink);
// A row per change: step, epoch, seconds, knob, before, after.
std::string markers_csv(const History& history);
// As write_curves_long() with the run's name in front.
void write_compared(ComparedRunSpan runs, const TableOptions& options, const TextSink& sink);

}  // namespace netdyno::app
