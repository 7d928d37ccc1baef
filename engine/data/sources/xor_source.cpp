// SPDX-License-Identifier: MIT
#include "engine/data/sources/point_sources.h"

namespace netdyno {

namespace {

Point draw_xor_point(const Options& options, Index label, Random& random) {
  const float x = 2.0f * random.uniform() - 1.0f;
  const float size = random.uniform();
  const bool is_positive = (x >= 0.0f) == (label == 0);
  return jittered({x, is_positive ? size : -size}, options.real("noise"), random);
}

}  // namespace

DataSource xor_source() {
  return {
      "xor",
      "A square whose quadrants have the classes of exclusive or: 1 where x and y differ in sign",
      point_fields(0.05, "deviation of both coordinates"),
      [](const Options& options, const SourceContext& context) {
        return generate_points("xor", options, context, PointSet::Train, draw_xor_point);
      },
      [](const Options& options, const SourceContext& context) {
        return generate_points("xor", options, context, PointSet::Test, draw_xor_point);
      }};
}

}  // namespace netdyno
