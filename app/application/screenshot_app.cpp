// SPDX-License-Identifier: MIT
#include "app/application/screenshot_app.h"

#include <algorithm>

#include "app/application.h"
#include "app/application/stepped_engine.h"
#include "app/shell/gl_texture_store.h"
#include "app/shell/offscreen.h"
#include "app/shell/png_file.h"
#include "app/shell/ui_context.h"

namespace netdyno::app {
namespace {

constexpr std::chrono::seconds kProbeLimit(60);
constexpr int kSettlingFrames = 4;  // widgets size themselves by what they drew last

}  // namespace

void take_screenshot(const NamedRecipe& recipe, const ScreenshotOptions& options) {
  const UiContext ui;
  OffscreenCanvas canvas(options.width, options.height);
  GlTextureStore textures;
  SteppedEngine engine;
  Application application(engine, panel_types(),
                          {.content_scale = options.scale,
                           .is_dark = options.is_dark,
                           .recipe_name = recipe.name,
                           .solo_panel = options.panel});
  for (const std::filesystem::path& folder : options.compared) application.compare_run(folder);
  const auto draw_frame = [&] {
    if (application.prepare_fonts()) canvas.upload_fonts();
    canvas.begin_frame();
    application.frame(textures);
  };
  // What a step changed is told by those alone who watched it.
  const std::int64_t watched = std::min<std::int64_t>(options.steps, 1);
  engine.train(recipe.recipe, options.steps - watched);
  draw_frame();  // asks for the panels' probes
  engine.advance(watched);
  engine.await_probes(application.panels().probes(), kProbeLimit);
  for (int i = 0; i < kSettlingFrames; ++i) draw_frame();
  write_png(options.file, canvas.draw(application.theme().window));
}

}  // namespace netdyno::app
