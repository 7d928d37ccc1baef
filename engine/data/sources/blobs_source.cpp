// SPDX-License-Identifier: MIT
#include <cmath>
#include <numbers>

#include "engine/data/sources/point_sources.h"

namespace netdyno {

namespace {

Point draw_blobs_point(const Options& options, Index label, Random& random) {
  const auto angle = static_cast<float>(2.0 * std::numbers::pi * static_cast<double>(label) /
                                        static_cast<double>(options.integer("classes")));
  return jittered({std::cos(angle), std::sin(angle)}, options.real("noise"), random);
}

}  // namespace

DataSource blobs_source() {
  return {"blobs", "Gaussian clouds with their centres evenly on the unit circle, one per class",
          point_fields(0.25, "deviation of a cloud", {point_classes_field()}),
          [](const Options& options, const SourceContext& context) {
            return generate_points("blobs", options, context, PointSet::Train, draw_blobs_point);
          },
          [](const Options& options, const SourceContext& context) {
            return generate_points("blobs", options, context, PointSet::Test, draw_blobs_point);
          }};
}

}  // namespace netdyno
