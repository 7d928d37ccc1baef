// engine/data/sources/point_sources.h
// SPDX-License-Identifier: MIT
//
// Data sources that generate labelled points of the plane, one file each; a person may add some.
//
//   Shapes   examples [2], about within [-2, 2]
//   Default  example i has the class i mod classes and is a pure function of (seed, i), whatever
//            the number of examples; test examples are other draws of the same kind

#pragma once

#include <string>
#include <vector>

#include "engine/core/random.h"
#include "engine/data/data_source.h"

namespace netdyno {

DataSource spiral_source();
DataSource circles_source();
DataSource xor_source();
DataSource moons_source();
DataSource blobs_source();

struct Point {
  float x = 0;
  float y = 0;
};

// What the rows above are made of: `examples`, `noise` and the further fields; points drawn by
// `draw` in turn for each class in [0, options.integer("classes")), or two classes where the
// source has no such option.
using DrawPoint = Point (*)(const Options&, Index label, Random&);

std::vector<OptionField> point_fields(double noise, const std::string& noise_doc,
                                      std::vector<OptionField> further = {});
OptionField point_classes_field();

enum class PointSet : std::uint32_t { Train = 0, Test = 1 };
std::shared_ptr<const Dataset> generate_points(const std::string& name, const Options& options,
                                               const SourceContext& context, PointSet set,
                                               DrawPoint draw);

// The option `added`: "x y class; x y class", as in "0.5 -0.25 1; 0 1 0".
struct AddedPoint {
  Point point;
  std::int32_t label = 0;
};
// Errors   Error naming the entry that is no point or whose class is not in [0, classes)
std::vector<AddedPoint> read_added_points(const std::string& text, Index classes);
// With one more; four digits, as a pointer places it.
std::string with_added_point(const std::string& text, const AddedPoint& added);

// A point moved by Gaussian noise of that deviation in both coordinates.
Point jittered(const Point& point, double deviation, Random& random);

}  // namespace netdyno
