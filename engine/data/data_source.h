// engine/data/data_source.h
// SPDX-License-Identifier: MIT
//
// Where examples come from: a table of sources, each a reader of files or a generator.

#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/options.h"
#include "engine/data/dataset.h"

namespace netdyno {

// A recipe's `data.source` with that source's own options (such as `path`).
struct DataSourceSpec {
  std::string source;
  Options options;
  bool operator==(const DataSourceSpec&) const = default;
};

// Called while loading with the finished share in [0, 1]; returns false to cancel, which throws
// Error("cancelled").
using Progress = std::function<bool(double)>;

struct SourceContext {
  Shape input;             // the model's input shape: for sources that generate
  std::uint64_t seed = 1;  // of the run: for sources that generate
  Progress progress = {};  // may be empty
};

struct DataSource {
  std::string name;  // as in recipes: "fashion-mnist"
  std::string doc;
  std::vector<OptionField> fields;
  // The training file's examples. Errors: Error naming the file (or the package to install).
  std::shared_ptr<const Dataset> (*load_train)(const Options&, const SourceContext&);
  // The test file's, or null where the source has none.
  std::shared_ptr<const Dataset> (*load_test)(const Options&, const SourceContext&);
};

std::span<const DataSource> data_sources();

// Errors   RecipeError at path "source" with the nearest known name
const DataSource& data_source(const std::string& name);

// Loads and splits. train/validation <= 0 means: validation none, train all that is left.
// Errors   Error when fewer examples exist than asked for or none are left to train on; RecipeError
//          at path "model.input" when the examples have another shape than `context.input`, unless
//          that is empty
DataSplits load_splits(const DataSourceSpec& spec, Index train, Index validation,
                       const SourceContext& context);

}  // namespace netdyno
