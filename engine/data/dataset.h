// engine/data/dataset.h
// SPDX-License-Identifier: MIT
//
// Labelled examples in memory.
//
//   Shapes   every example has the same sample shape, [C,H,W] or [F]
//   Units    pixels are kept as bytes and read as value/255 in [0,1]; other data as floats
//   Thread   immutable once made; shared freely

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/core/shape.h"

namespace netdyno {

class Dataset {
 public:
  using Values = std::variant<std::vector<std::uint8_t>, std::vector<float>>;

  // Errors   Error when there are no examples or no classes, when the counts of images and labels
  //          differ or when a label is outside 0 … classes − 1
  // `notes` are what the reader has to tell, see notes().
  Dataset(std::string name, Shape sample_shape, Values values, std::vector<std::int32_t> labels,
          std::vector<std::string> class_names, std::vector<std::string> notes = {});

  const std::string& name() const { return name_; }
  Index size() const { return static_cast<Index>(labels_.size()); }
  const Shape& sample_shape() const { return sample_shape_; }
  Index num_classes() const { return static_cast<Index>(class_names_.size()); }
  const std::vector<std::string>& class_names() const { return class_names_; }

  // What a person should know about how the files were read: what was left out, what was taken for
  // what; a sentence each. What the examples themselves tell is in data_notes.h.
  const std::vector<std::string>& notes() const { return notes_; }

  std::int32_t label(Index i) const { return labels_[static_cast<std::size_t>(i)]; }
  // Writes example i as floats.
  void read(Index i, std::span<float> out) const;
  // All examples one after the other as they are kept: for statistics over the whole set.
  const Values& values() const { return values_; }

 private:
  std::string name_;
  Shape sample_shape_;
  Values values_;
  std::vector<std::int32_t> labels_;
  std::vector<std::string> class_names_;
  std::vector<std::string> notes_;
};

// Examples [begin, begin + count) of a dataset.
struct DataView {
  std::shared_ptr<const Dataset> dataset;
  Index begin = 0;
  Index count = 0;

  void read(Index i, std::span<float> out) const { dataset->read(begin + i, out); }
  std::int32_t label(Index i) const { return dataset->label(begin + i); }
};

// What a run sees. Validation takes the examples that follow the training ones in file order; the
// test file stays untouched until asked for.
struct DataSplits {
  DataView train;
  DataView validation;  // may be empty (count 0)
  std::shared_ptr<const Dataset> dataset() const { return train.dataset; }
};

}  // namespace netdyno
