// SPDX-License-Identifier: MIT
#include <cmath>
#include <numbers>

#include "engine/data/sources/point_sources.h"

namespace netdyno {

namespace {

// r uniform in [0, 1); the angle grows by four radians from the centre to the end of an arm.
Point draw_spiral_point(const Options& options, Index label, Random& random) {
  const float radius = random.uniform();
  const double start = 2.0 * std::numbers::pi * static_cast<double>(label) /
                       static_cast<double>(options.integer("classes"));
  const auto angle =
      static_cast<float>(start + 4.0 * static_cast<double>(radius) +
                         options.real("noise") * static_cast<double>(random.normal()));
  return {radius * std::sin(angle), radius * std::cos(angle)};
}

}  // namespace

DataSource spiral_source() {
  return {"spiral", "Interleaved spiral arms in the plane, one per class",
          point_fields(0.2, "deviation of the angle, radians", {point_classes_field()}),
          [](const Options& options, const SourceContext& context) {
            return generate_points("spiral", options, context, PointSet::Train, draw_spiral_point);
          },
          [](const Options& options, const SourceContext& context) {
            return generate_points("spiral", options, context, PointSet::Test, draw_spiral_point);
          }};
}

}  // namespace netdyno
