// app/shell/texture_store.h
// SPDX-License-Identifier: MIT
//
// Small images on their way to the screen. Panels name an image by a key and a version; pixels are
// uploaded only when the version changed. Drawn with nearest-neighbour enlargement.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace netdyno::app {

struct Pixels {
  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> rgba;  // R in the lowest byte, as ImGui's IM_COL32
};

class TextureStore {
 public:
  virtual ~TextureStore() = default;

  // The texture of `key`, made by `paint` when there is none of that version yet. The result is an
  // ImTextureID for this frame.
  virtual void* texture(const std::string& key, std::uint64_t version,
                        const std::function<Pixels()>& paint) = 0;
};

}  // namespace netdyno::app
