// SPDX-License-Identifier: MIT
#include <cmath>
#include <numbers>

#include "engine/data/sources/point_sources.h"

namespace netdyno {

namespace {

// Shifted so that the origin is the middle between both.
Point draw_moons_point(const Options& options, Index label, Random& random) {
  const float angle = std::numbers::pi_v<float> * random.uniform();
  const float side = label == 0 ? 1.0f : -1.0f;
  const Point on_arc = {side * (std::cos(angle) - 0.5f), side * (std::sin(angle) - 0.25f)};
  return jittered(on_arc, options.real("noise"), random);
}

}  // namespace

DataSource moons_source() {
  return {"moons", "Two half circles, each reaching into the other",
          point_fields(0.1, "deviation of both coordinates"),
          [](const Options& options, const SourceContext& context) {
            return generate_points("moons", options, context, PointSet::Train, draw_moons_point);
          },
          [](const Options& options, const SourceContext& context) {
            return generate_points("moons", options, context, PointSet::Test, draw_moons_point);
          }};
}

}  // namespace netdyno
