// app/panels/compare_menu.h
// SPDX-License-Identifier: MIT
//
// A button whose menu tells which runs are compared with the running one, takes one away or asks
// for another.

#pragma once

#include "app/panels/frame_context.h"

namespace netdyno::app {

void draw_compare_menu(const FrameContext& frame);

}  // namespace netdyno::app
