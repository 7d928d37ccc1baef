// app/shell/gl_texture_store.h
// SPDX-License-Identifier: MIT
//
// Images as OpenGL textures with nearest-neighbour enlargement. Those that no panel has asked for
// during some hundred frames are freed.
//
//   Thread   that of the OpenGL context, which must be current, also in the destructor

#pragma once

#include <map>

#include "app/shell/texture_store.h"

namespace netdyno::app {

class GlTextureStore final : public TextureStore {
 public:
  GlTextureStore() = default;
  ~GlTextureStore() override;
  GlTextureStore(const GlTextureStore&) = delete;
  GlTextureStore& operator=(const GlTextureStore&) = delete;

  void* texture(const std::string& key, std::uint64_t version,
                const std::function<Pixels()>& paint) override;

  // Once per frame, after drawing.
  void end_frame();

 private:
  struct Entry {
    unsigned int name = 0;  // OpenGL's
    std::uint64_t version = 0;
    std::uint32_t uploads = 0;
    std::uint64_t last_frame = 0;
  };
  std::map<std::string, Entry> entries_;
  std::uint64_t frame_ = 0;
};

}  // namespace netdyno::app
