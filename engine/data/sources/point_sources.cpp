// SPDX-License-Identifier: MIT
#include "engine/data/sources/point_sources.h"

#include "engine/core/error.h"

namespace netdyno {

std::vector<OptionField> point_fields(double noise, const std::string& noise_doc,
                                      std::vector<OptionField> further) {
  std::vector<OptionField> fields = {
      integer("examples", "number of points").preset(std::int64_t{1000}).at_least(1).at_most(1e7),
      real("noise", noise_doc).preset(noise).at_least(0).at_most(10)};
  fields.insert(fields.end(), further.begin(), further.end());
  return fields;
}

OptionField point_classes_field() {
  return integer("classes", "number of classes").preset(std::int64_t{3}).at_least(1).at_most(100);
}

std::shared_ptr<const Dataset> generate_points(const std::string& name, const Options& options,
                                               const SourceContext& context, PointSet set,
                                               DrawPoint draw) {
  const Index examples = options.integer("examples");
  const Index classes = options.has("classes") ? options.integer("classes") : 2;
  std::vector<float> values;
  std::vector<std::int32_t> labels;
  for (Index i = 0; i < examples; ++i) {
    Random random(context.seed, Stream::Generator, static_cast<std::uint64_t>(i),
                  static_cast<std::uint32_t>(set));
    const Point point = draw(options, i % classes, random);
    values.insert(values.end(), {point.x, point.y});
    labels.push_back(static_cast<std::int32_t>(i % classes));
    if (context.progress && i % 65536 == 0 &&
        !context.progress(static_cast<double>(i) / static_cast<double>(examples)))
      throw Error("cancelled");
  }
  std::vector<std::string> names;
  for (Index c = 0; c < classes; ++c) names.push_back(std::to_string(c));
  return std::make_shared<const Dataset>(name, Shape{2}, std::move(values), std::move(labels),
                                         std::move(names));
}

Point jittered(const Point& point, double deviation, Random& random) {
  const auto scale = static_cast<float>(deviation);
  const float dx = scale * random.normal();
  const float dy = scale * random.normal();
  return {point.x + dx, point.y + dy};
}

}  // namespace netdyno
