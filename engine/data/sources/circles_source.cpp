// SPDX-License-Identifier: MIT
#include <cmath>
#include <numbers>

#include "engine/data/sources/point_sources.h"

namespace netdyno {

namespace {

Point draw_circles_point(const Options& options, Index label, Random& random) {
  const float radius = label == 0 ? 1.0f : 0.5f;
  const float angle = 2.0f * std::numbers::pi_v<float> * random.uniform();
  return jittered({radius * std::cos(angle), radius * std::sin(angle)}, options.real("noise"),
                  random);
}

}  // namespace

DataSource circles_source() {
  return {"circles", "Two circles around the origin, of radius 1 and of half of it",
          point_fields(0.1, "deviation of both coordinates"),
          [](const Options& options, const SourceContext& context) {
            return generate_points("circles", options, context, PointSet::Train,
                                   draw_circles_point);
          },
          [](const Options& options, const SourceContext& context) {
            return generate_points("circles", options, context, PointSet::Test, draw_circles_point);
          }};
}

}  // namespace netdyno
