// app/report/html_report.h
// SPDX-License-Identifier: MIT
//
// A run as one HTML file that needs nothing else: summary, figures as SVG with read-outs under the
// pointer, recipe, journal. Readable on a phone and on paper; without scripts only the read-outs
// are missing.

#pragma once

#include <string>

#include "app/report/run_figures.h"

namespace netdyno::app {

std::string html_report(const RunContent& content, const std::vector<RunFigure>& figures,
                        double smoothing);

}  // namespace netdyno::app
