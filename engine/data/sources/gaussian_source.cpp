// SPDX-License-Identifier: MIT
#include "engine/data/sources/gaussian_source.h"

#include <fmt/core.h>

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/data/sources/source_files.h"

namespace netdyno {

namespace {

constexpr Index kMostGaussianValues = Index{1} << 30;
// The set's part in its random stream: training and test examples differ.
enum class Part : std::uint32_t { Train = 0, Test = 1 };

std::shared_ptr<const Dataset> generate(const Options& options, const SourceContext& context,
                                        Part part) {
  const Index examples = options.integer("examples");
  const Index classes = options.integer("classes");
  const Index sample = context.input.size();
  DYNO_CHECK(context.input.rank() > 0 && sample > 0, "A generator needs the model's input shape");
  if (sample > kMostGaussianValues / examples)
    throw RecipeError(
        "examples",
        fmt::format("{} examples of {} values do not fit into memory", examples, sample),
        fmt::format("At most {} fit", kMostGaussianValues / sample));
  std::vector<float> values(static_cast<std::size_t>(examples * sample));
  std::vector<std::int32_t> labels(static_cast<std::size_t>(examples));
  for (Index i = 0; i < examples; ++i) {
    Random random(context.seed, Stream::Generator, static_cast<std::uint64_t>(i),
                  static_cast<std::uint32_t>(part));
    labels[static_cast<std::size_t>(i)] =
        static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(classes)));
    random.fill_normal(std::span(values).subspan(static_cast<std::size_t>(i * sample),
                                                 static_cast<std::size_t>(sample)));
    if (context.progress && i % 1024 == 0 &&
        !context.progress(static_cast<double>(i) / static_cast<double>(examples)))
      throw Error("cancelled");
  }
  return std::make_shared<const Dataset>("gaussian", context.input, std::move(values),
                                         std::move(labels), numbered_classes(classes));
}

}  // namespace

DataSource gaussian_source() {
  return {
      "gaussian",
      "Unit Gaussian values of the model's input shape with random labels",
      {integer("examples", "number of examples")
           .preset(std::int64_t{1000})
           .at_least(1)
           .at_most(1e7),
       integer("classes", "number of classes").preset(std::int64_t{10}).at_least(1).at_most(1e5)},
      [](const Options& options, const SourceContext& context) {
        return generate(options, context, Part::Train);
      },
      [](const Options& options, const SourceContext& context) {
        return generate(options, context, Part::Test);
      }};
}

}  // namespace netdyno
