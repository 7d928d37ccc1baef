// app/chart/figure.h
// SPDX-License-Identifier: MIT
//
// A figure as data: axes, series, bands, histograms, markers. What draws it (the screen now, vector
// files later) decides nothing about its content.
//
//   Units    positions in data coordinates; every axis names its unit in the label

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/shell/theme.h"

namespace netdyno::app {

enum class AxisScale { Linear, Log };

struct Axis {
  std::string label;  // "loss", "step", "time (s)"
  AxisScale scale = AxisScale::Linear;
  double min = 0;  // visible range; min < max, both > 0 when Log
  double max = 1;
};

enum class LineStyle { Solid, Dashed };

// A polyline, or with `low`/`high` a line with a band of the extremes that decimation merged.
struct LineSeries {
  std::string label;                     // for the legend; empty: not listed
  std::string key;                       // lines of one key are hidden together; empty: the label
  std::vector<std::string> hidden_with;  // keys of lines without which it means nothing
  Color color;
  LineStyle style = LineStyle::Solid;
  float width = 2;  // pixels at scale 1
  std::vector<double> x;
  std::vector<double> y;          // NaN breaks the line
  std::vector<double> low, high;  // empty, or as long as x
  bool has_points = false;        // a dot at every point
  bool is_background = false;     // drawn first; a legend names it last
};

// Bars over [edges[i], edges[i+1]).
struct HistogramSeries {
  std::string label;
  Color color;
  std::vector<double> edges;
  std::vector<double> heights;  // one less than edges
};

enum class MarkerShape { Circle, Square, TriangleUp, Diamond, Cross, Plus, TriangleDown, Bar };

// Points of one class.
struct PointSeries {
  std::string label;
  Color color;
  MarkerShape shape = MarkerShape::Circle;
  std::vector<double> x, y;  // points that are not finite are left out
};

// A vertical line with a label at its top: a knob that changed.
struct VerticalMarker {
  double x = 0;
  std::string label;   // "η 0.03→3"
  std::string detail;  // for the read-out
  Color color;
  std::string symbol = {};  // "η": what is written where the label does not fit
};

// An arrow at the top of the plot where a line leaves it because its values are far beyond the
// others'.
struct ClippedMarker {
  double x = 0;
  std::string label;  // "4e29 at step 1 460"; empty: the arrow alone
  Color color;
};

// A triangle at the edge of the plot where a value was not finite.
struct BadValueMarker {
  double x = 0;
  Color color;
};

struct Figure {
  std::string title;
  Axis x;
  Axis y;
  std::vector<LineSeries> lines;
  std::vector<HistogramSeries> histograms;
  std::vector<PointSeries> points;
  std::vector<VerticalMarker> markers;
  std::vector<ClippedMarker> clipped;
  std::vector<BadValueMarker> bad_values;
  std::int64_t dropped = 0;  // values <= 0 on a log axis
  bool has_legend = true;
};

}  // namespace netdyno::app
