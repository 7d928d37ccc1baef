// SPDX-License-Identifier: MIT
//
// To add a panel: its file pair in this folder, a view model with tests in view_models/, an include
// and a row here. Menus, the default layout's ids and the tests over all panels find it here.
#include <algorithm>
#include <array>

#include "app/panels/boundary_panel.h"
#include "app/panels/builder_panel.h"
#include "app/panels/controls_panel.h"
#include "app/panels/curves_panel.h"
#include "app/panels/data_panel.h"
#include "app/panels/distributions_panel.h"
#include "app/panels/filters_panel.h"
#include "app/panels/gradient_check_panel.h"
#include "app/panels/knob_strip_panel.h"
#include "app/panels/network_panel.h"
#include "app/panels/panel.h"
#include "app/panels/predictions_panel.h"
#include "app/panels/range_test_panel.h"
#include "app/panels/saliency_panel.h"
#include "app/panels/sensitivity_panel.h"
#include "app/panels/status_panel.h"
#include "app/panels/transport_panel.h"
#include "app/report/run_figure.h"

namespace netdyno::app {

std::vector<RunFigure> Panel::figures(const FrameContext&) const {
  return {};
}

namespace {

template <typename P>
std::unique_ptr<Panel> make() {
  return std::make_unique<P>();
}

const std::vector<PanelType>& table() {
  static const std::vector<PanelType> rows = {
      {"transport", "Transport", "Train, pause, step and restart", make<TransportPanel>},
      {"knobs", "Knobs", "In a presentation: the main knobs, large, to be dragged",
       make<KnobStripPanel>},
      {"controls", "Controls", "The knobs of the running training", make<ControlsPanel>},
      {"curves", "Loss and accuracy", "Training and validation over steps, epochs or time",
       make<CurvesPanel>},
      {"distributions", "Distributions",
       "Histograms of activations, gradients and weights, layer by layer",
       make<DistributionsPanel>},
      {"data", "Data", "Training examples, class balance, mean and deviation, augmentation",
       make<DataPanel>},
      {"saliency", "Saliency", "What the network looks at in pinned validation images",
       make<SaliencyPanel>},
      {"predictions", "Predictions",
       "Confusion matrix, worst answers, and the test file when asked for", make<PredictionsPanel>},
      {"boundary", "Boundary", "Class regions and training points of 2-D data",
       make<BoundaryPanel>},
      {"filters", "Filters", "Filters of a convolution as images, and its feature maps",
       make<FiltersPanel>},
      {"network", "Network", "Layers with their shapes and parameters", make<NetworkPanel>},
      {"builder", "Build", "Adds, removes and changes layers, with shapes as you type",
       make<BuilderPanel>},
      {"gradient_check", "Gradient check", "Holds backpropagation against differences of the loss",
       make<GradientCheckPanel>},
      {"range_test", "Range test", "Which learning rates are too low, good and too high",
       make<RangeTestPanel>},
      {"sensitivity", "Sensitivity", "Why data is centred: the loss when the weights are moved",
       make<SensitivityPanel>},
      {"status", "Status", "Speed, step, epoch and time to go in one line", make<StatusPanel>},
  };
  return rows;
}

}  // namespace

std::span<const PanelType> panel_types() {
  return table();
}

const PanelType* find_panel_type(const std::string& id) {
  const auto found = std::ranges::find(table(), id, &PanelType::id);
  return found == table().end() ? nullptr : &*found;
}

}  // namespace netdyno::app
