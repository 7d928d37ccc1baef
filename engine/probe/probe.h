// engine/probe/probe.h
// SPDX-License-Identifier: MIT
//
// Probes: what a panel asks to be measured on the running network. Each is a function of the
// network and the last minibatch, a row of one registry.
//
//   Thread   measure() runs on the engine thread between two steps; a result is immutable and
//            points into nothing of the engine
//   Cost     see each probe; a probe that nobody asked for costs nothing

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/data/batcher.h"
#include "engine/nn/network.h"
#include "engine/probe/data_views.h"
#include "engine/probe/prediction_views.h"
#include "engine/probe/probe_focus.h"

namespace netdyno {

// Counts of values in equal bins over [lo, hi], with what lies outside and the exact zeros apart.
// As usual the last bin includes hi, where a saturated tanh ends.
struct Histogram {
  double lo = 0;
  double hi = 1;
  std::vector<std::int64_t> counts;  // zeros not included
  std::int64_t underflow = 0;        // values < lo
  std::int64_t overflow = 0;         // values > hi
  std::int64_t zeros = 0;            // exactly 0 (a ReLU's silence)
  std::int64_t not_finite = 0;       // infinite or not a number
};

struct Distribution {
  std::size_t layer = 0;   // index into `layers`
  std::string name;        // the layer's type, and of a weight also its name: "relu", "conv weight"
  std::int64_t count = 0;  // values measured
  double mean = 0;         // of the finite ones, as are std, min and max; 0 when there are none
  double std = 0;          // population deviation σ
  double min = 0;
  double max = 0;
  double saturated = 0;  // share of values within 0.03 of a tanh's or sigmoid's ends, [0,1]
  double dead = 0;  // share of units that are 0 for the whole minibatch (ReLU), [0,1]; a unit is
                    // a feature of a vector or a channel of an image
  // Share of each unit's values that are saturated (tanh, sigmoid) or 0 (ReLU), [0,1]; empty where
  // neither means anything.
  std::vector<float> unit_shares = {};
  Histogram histogram;
};

// "activations": outputs of every nonlinearity and of the last layer; "gradients": dL/dw of every
// weight tensor; "weights": the weights themselves; "updates": how the last step changed them.
struct DistributionSet {
  std::vector<Distribution> rows;
};

// Images to draw, all of one size: filters, feature maps. Without any (count 0) when the network
// or the layer has nothing of that kind.
struct ImageGrid {
  std::size_t layer = 0;
  Index channels = 1;
  Index height = 0;
  Index width = 0;
  std::vector<float> values;  // [count, C, H, W]
  Index count = 0;
  float min = 0;  // over the finite values
  float max = 0;
  std::int64_t not_finite = 0;
  // Largest size of a finite value in any layer that can be shown so; 0: the focus did not ask.
  float network_limit = 0;
};

// One pinned validation image, or the examined one, with what the network sees in it.
struct SaliencyImage {
  Index example = 0;            // position in the validation view; -1: the examined image
  std::string name = {};        // of the examined image
  Shape shape;                  // [C,H,W]
  std::vector<float> pixels;    // [C,H,W] in [0,1], before preprocessing
  std::vector<float> saliency;  // [H,W], as the method defines it; may hold NaN, and be empty where
                                // the method has nothing to say about this network
  float saliency_max = 0;       // largest size of the finite ones
  std::int32_t label = 0;       // -1: not known
  std::int32_t predicted = 0;   // -1: a score is not a number
  std::vector<float> probabilities;  // [classes], softmax; not a number where the scores are not
};

struct SaliencySet {
  std::vector<SaliencyImage> images;
  SaliencyMethod method = SaliencyMethod::Gradient;
  std::string note = {};  // Grad-CAM's layer, what integrated gradients miss; may be empty
};

// What the network answers at the cells of a grid over the plane, with the training points.
struct DecisionMap {
  bool is_planar = false;  // false: the examples have not two dimensions; the rest is empty
  Index classes = 0;
  Index columns = 0, rows = 0;
  double x_min = 0, x_max = 1, y_min = 0, y_max = 1;  // of the grid, before preprocessing
  std::vector<std::int32_t> predicted;  // [rows, columns], row 0 at y_min; -1: not finite
  std::vector<float> probability;       // of that class, softmax; NaN where not finite
  std::vector<float> x, y;              // of at most 1000 training points
  std::vector<std::int32_t> labels;
};

using ProbeValue = std::variant<DistributionSet, ImageGrid, SaliencySet, DecisionMap, SampleSet,
                                DataStatistics, PredictionSet>;

struct ProbeResult {
  std::int64_t step = 0;  // measured after this step
  ProbeValue value;
};

// What a probe may look at.
struct ProbeInput {
  Network& network;
  const Batch& batch;          // of the last step; empty before the first
  const Workspace& workspace;  // of the last step
  // The weights changed since that step without one, or there was none: workspace tells nothing of
  // the network as it is.
  bool is_workspace_stale = false;
  const DataView& validation;
  const Preprocessor& preprocessor;
  std::span<const Index> pinned;  // positions in the validation view
  std::uint64_t seed = 0;
  std::int64_t step = 0;
  Workspace& scratch;  // the probes' own, kept between measurements
  DataView train = {};
  std::string preprocess = "none";
  const Augmenter* augmenter = nullptr;  // null: no augmentation
  DataPage page = {};                    // for "samples"
  ProbeFocus focus = {};
  const ExaminedImage* examined = nullptr;  // null: none
  // The weight tensors in state_dict order as they were before the last step; empty: not kept.
  std::span<const Tensor> weights_before = {};
  // Training waits for this, and the next answer comes soon: a coarser one now is worth more than
  // a fine one later. Only a probe that `flows` looks at it.
  bool is_in_haste = false;
};

// What a result is a function of, so that it is measured again only when that changed.
enum class ProbeSubject {
  Network,  // and the last minibatch
  Data,     // the examples and their preprocessing
  Samples,  // these, the augmentation and the chosen page
};

struct Probe {
  std::string id;  // "activations"
  std::string doc;
  bool needs_step;  // measures the last step's passes: nothing to say before the first
  ProbeValue (*measure)(const ProbeInput&);
  ProbeSubject subject = ProbeSubject::Network;
  // It is watched in motion: may be coarser in haste, and wants more pictures a second.
  bool flows = false;
};

std::span<const Probe> probes();

// Null for an unknown id.
const Probe* find_probe(const std::string& id);

}  // namespace netdyno
