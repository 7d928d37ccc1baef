// app/shell/toasts.h
// SPDX-License-Identifier: MIT
//
// Notifications as small windows above the lower right corner.

#pragma once

#include "app/shell/notifications.h"
#include "app/shell/theme.h"
#include "app/shell/workspace.h"

namespace netdyno::app {

// A click dismisses one.
void draw_toasts(Notifications& notifications, double now_secs, const Rect& area,
                 const Theme& theme);

}  // namespace netdyno::app
