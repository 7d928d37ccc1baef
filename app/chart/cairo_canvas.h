// app/chart/cairo_canvas.h
// SPDX-License-Identifier: MIT
//
// A page through cairo: as PDF, whose text can be searched and copied, or as pixels.
//
//   Errors   Error when memory or cairo's limits (32767 pixels a side) do not suffice

#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/chart/vector_canvas.h"

namespace netdyno::app {

using DrawPage = std::function<void(VectorCanvas&)>;

// The document's bytes.
std::string pdf_of(const DrawPage& draw, double width, double height, bool is_serif,
                   std::string_view title);

// At `dots_per_inch`; transparent where nothing is drawn.
Pixels pixels_of(const DrawPage& draw, double width, double height, bool is_serif,
                 double dots_per_inch);

}  // namespace netdyno::app
