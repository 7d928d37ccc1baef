// app/application/palette_entries.h
// SPDX-License-Identifier: MIT
//
// All that the command palette offers: every shortcut's command, every panel, knobs with their
// choices, recipes that ship with the app and those opened before.

#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "app/panels/frame_context.h"
#include "app/shell/command_palette.h"
#include "app/shell/main_menu.h"
#include "app/shell/shortcuts.h"
#include "app/view_models/saved_run.h"

namespace netdyno::app {

struct OpenShipped {
  std::string name;  // "lenet-fashion"
};
struct OpenFile {
  std::filesystem::path file;
};
struct OpenSavedRun {
  std::filesystem::path folder;
};
using PaletteAction = std::variant<Intent, ShowPanel, Command, OpenShipped, OpenFile, OpenSavedRun,
                                   StopComparing, ExportPanel, SelectLayer>;

struct PaletteEntries {
  std::vector<PaletteItem> items;
  std::vector<PaletteAction> actions;  // of each item
};

// `snapshot` may be null: knobs are offered only where there is a run.
PaletteEntries palette_entries(const std::vector<PanelEntry>& panels, const Snapshot* snapshot,
                               const std::vector<std::string>& recent,
                               const ComparedRunList& compared = {},
                               const std::vector<SavedRun>& saved = {});

}  // namespace netdyno::app
