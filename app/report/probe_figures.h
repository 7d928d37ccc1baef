// app/report/probe_figures.h
// SPDX-License-Identifier: MIT
//
// What probes measured as figures, each as a panel shows it or in its usual view. A figure keeps
// the result alive; the run may go on.
//
//   Errors   DYNO_CHECK: the result is of the probe that the function names

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/report/run_figure.h"
#include "app/view_models/distribution_figures.h"
#include "app/view_models/image_model.h"
#include "engine/session/snapshot.h"

namespace netdyno::app {

using ProbeResultPtr = std::shared_ptr<const ProbeResult>;
using ClassNames = std::vector<std::string>;

// Null where the snapshot is, or where nobody measured it.
ProbeResultPtr probe_result(const Snapshot* snapshot, std::string_view id);

// "activations", "gradients", "weights", "updates": a histogram for each layer.
RunFigure distributions_figure(const ProbeResultPtr& result, DistributionKind kind,
                               bool has_title = true);
// Densities through time. `results` keep alive what `ridge` points to.
RunFigure ridge_figure(const Ridge& ridge, std::vector<ProbeResultPtr> results, std::string title);

// "filters" and "feature_maps".
RunFigure filters_figure(const ProbeResultPtr& result, bool are_maps, const FilterView& view = {},
                         bool has_title = true);

// "saliency". `is_shared`: one scale for all images.
RunFigure saliency_figure(const ProbeResultPtr& result, const ClassNames& names,
                          bool is_shared = false, bool has_title = true);

// "boundary"
RunFigure boundary_figure(const ProbeResultPtr& result, const ClassNames& names,
                          bool has_title = true);

// "samples", and "data": mean and deviation of the training pixels, which are images.
RunFigure samples_figure(const ProbeResultPtr& result, const ClassNames& names);
RunFigure data_figure(const ProbeResultPtr& result);

// "predictions"
RunFigure confusion_figure(const ConfusionMatrix& matrix, const ClassNames& names,
                           const std::string& heading);

// Where a figure can be made of the result at all.
bool has_pictures(const ProbeResult& result);

}  // namespace netdyno::app
