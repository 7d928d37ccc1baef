// app/application/screenshot_app.h
// SPDX-License-Identifier: MIT
//
// A picture of the window after some training, drawn without a display: for the README, the
// documentation and the tests. The same recipe and step show the same curves on every machine.

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/shell/recipe_dialog.h"

namespace netdyno::app {

struct ScreenshotOptions {
  std::filesystem::path file;
  std::int64_t steps = 300;  // minibatches to train first
  int width = 1600;          // pixels
  int height = 1000;
  float scale = 1;  // of text and everything else
  bool is_dark = true;
  std::string panel = {};  // show this one only; empty: the whole workspace
  std::vector<std::filesystem::path> compared = {};  // folders of runs to draw beside
};

// Errors   Error when the training fails, nothing can be drawn or the file cannot be written
void take_screenshot(const NamedRecipe& recipe, const ScreenshotOptions& options);

}  // namespace netdyno::app
