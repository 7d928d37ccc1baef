// tests/support/ui/software_renderer.h
// SPDX-License-Identifier: MIT
//
// ImGui's draw data as pixels, on the processor and without any graphics library: for tests that
// look at what was drawn, and for pictures of panels while working on them.
//
//   Source   triangles by edge functions, nearest texels, source-over blending

#pragma once

#include <imgui.h>

#include <filesystem>

#include "app/shell/texture_store.h"

namespace netdyno::test {

// Of the current context's last frame; textures as MemoryTextures hands them out.
app::Pixels render_software(const ImDrawData& data);

void write_png(const app::Pixels& pixels, const std::filesystem::path& file);

}  // namespace netdyno::test
