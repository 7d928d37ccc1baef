// SPDX-License-Identifier: MIT
#include "engine/data/sources/point_sources.h"

#include <fmt/core.h>

#include <cmath>
#include <sstream>

#include "engine/core/error.h"
#include "engine/data/sources/source_files.h"

namespace netdyno {

std::vector<OptionField> point_fields(double noise, const std::string& noise_doc,
                                      std::vector<OptionField> further) {
  std::vector<OptionField> fields = {
      integer("examples", "number of points").preset(std::int64_t{1000}).at_least(1).at_most(1e7),
      real("noise", noise_doc).preset(noise).at_least(0).at_most(10),
      text("added", "points added by hand to the training file: \"x y class; x y class\"")
          .preset(std::string())};
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
  if (set == PointSet::Train)
    for (const AddedPoint& added : read_added_points(options.text("added"), classes)) {
      values.insert(values.end(), {added.point.x, added.point.y});
      labels.push_back(added.label);
    }
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
  return std::make_shared<const Dataset>(name, Shape{2}, std::move(values), std::move(labels),
                                         numbered_classes(classes));
}

std::vector<AddedPoint> read_added_points(const std::string& text, Index classes) {
  std::vector<AddedPoint> points;
  std::istringstream entries(text);
  for (std::string entry; std::getline(entries, entry, ';');) {
    std::istringstream words(entry);
    words.imbue(std::locale::classic());
    AddedPoint added;
    std::string rest;
    const bool is_point = static_cast<bool>(words >> added.point.x >> added.point.y >> added.label);
    if (!is_point || words >> rest || !std::isfinite(added.point.x) ||
        !std::isfinite(added.point.y) || added.label < 0 || added.label >= classes)
      throw Error(fmt::format("data.added: \"{}\" is no point of the {} classes", entry, classes),
                  "Write \"x y class\" with classes counted from 0, points apart by \";\"");
    points.push_back(added);
  }
  return points;
}

std::string with_added_point(const std::string& text, const AddedPoint& added) {
  return fmt::format("{}{}{:.4g} {:.4g} {}", text, text.empty() ? "" : "; ", added.point.x,
                     added.point.y, added.label);
}

Point jittered(const Point& point, double deviation, Random& random) {
  const auto scale = static_cast<float>(deviation);
  const float dx = scale * random.normal();
  const float dy = scale * random.normal();
  return {point.x + dx, point.y + dy};
}

}  // namespace netdyno
