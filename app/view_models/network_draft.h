// app/view_models/network_draft.h
// SPDX-License-Identifier: MIT
//
// A network while a person builds it: edits of its layers, each of which can be undone, and the
// table that shows what it would be, with what is impossible explained at its layer.
//
//   Range    any draft can be shown; only one without a problem can be trained

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/nn/network_plan.h"
#include "engine/recipe/recipe.h"

namespace netdyno::app {

class NetworkDraft {
 public:
  // Starts over from a network; what was done before cannot be undone.
  void start(NetworkSpec spec);
  // The same as an edit, which can be undone.
  void replace(NetworkSpec spec);

  const NetworkSpec& spec() const { return spec_; }
  // Null for a path that leads to no layer.
  const LayerSpec* find(const LayerPath& path) const;

  // Behind the layer at `path`, or first for an empty path. Returns the new layer's path.
  LayerPath insert_after(const LayerPath& path, const LayerSpec& layer);
  // As the last of the inner layers of the composite at `path`.
  LayerPath append_inside(const LayerPath& path, const LayerSpec& layer);
  void remove(const LayerPath& path);
  // One place up (−1) or down (+1) in its own list; returns where it is then.
  LayerPath move(const LayerPath& path, int places);
  // Another type in the same place; options that both have stay.
  void set_type(const LayerPath& path, const std::string& type);
  // Changes of one option that follow each other are undone together.
  void set_option(const LayerPath& path, const std::string& key, const OptionValue& value);

  bool can_undo() const { return !undone_from_.empty(); }
  bool can_redo() const { return !redone_from_.empty(); }
  void undo();
  void redo();

 private:
  void remember(const std::string& edit);
  std::vector<LayerSpec>* list_of(const LayerPath& path);

  NetworkSpec spec_;
  std::vector<NetworkSpec> undone_from_, redone_from_;
  std::string last_edit_;  // what the next one is compared with
};

// A layer of that type that works at once: required options have a usual value, and a composite
// keeps the shape of its input.
LayerSpec usual_layer(const std::string& type, const Shape& input);

struct DraftRow {
  LayerPath path;
  std::size_t depth = 0;  // 0 at the top, 1 inside of a composite
  std::string index, type, options, output, parameters;
  std::string problem, hint;  // of this layer; "" where all is well
};

struct DraftModel {
  std::string input;  // "1×28×28"
  std::vector<DraftRow> rows;
  std::string total;    // "61 706 parameters"; of what cannot be: that they are not known
  std::string problem;  // of the network as a whole: "" or why it cannot be trained on this data
  std::string hint;
  bool can_train = false;
};

// `classes`: of the data, which the last layer needs a unit each for.
DraftModel build_draft(const NetworkSpec& spec, Index classes);

// The running recipe with the draft in its place; data that the draft cannot take gives way to
// random images of the draft's input shape.
Recipe recipe_with(const Recipe& running, const NetworkSpec& draft, Index classes);

}  // namespace netdyno::app
