// app/report/ridge_sheet.h
// SPDX-License-Identifier: MIT
//
// Densities through time as a ridge on a page: the latest slice in front, the oldest at the back.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/report/sheet.h"
#include "app/view_models/distribution_figures.h"

namespace netdyno::app {

// `kept` are the results that the ridge points into.
Sheet ridge_sheet(const std::string& title, const Ridge& ridge,
                  std::shared_ptr<const std::vector<ProbeHistory::Result>> kept,
                  const FigurePage& page);

}  // namespace netdyno::app
