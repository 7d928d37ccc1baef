// SPDX-License-Identifier: MIT
#include "app/shell/gl_texture_store.h"

#include <GL/gl.h>

#include "engine/core/error.h"

namespace netdyno::app {
namespace {

constexpr std::uint64_t kKeptFrames = 300;

unsigned int make_texture() {
  unsigned int name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  return name;
}

void upload(unsigned int name, const Pixels& pixels) {
  DYNO_CHECK(pixels.rgba.size() ==
                 static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height),
             "one value per pixel");
  glBindTexture(GL_TEXTURE_2D, name);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, pixels.width, pixels.height, 0, GL_RGBA,
               GL_UNSIGNED_BYTE, pixels.rgba.data());
}

}  // namespace

GlTextureStore::~GlTextureStore() {
  for (const auto& [key, entry] : entries_) glDeleteTextures(1, &entry.name);
}

void* GlTextureStore::texture(const std::string& key, std::uint64_t version,
                              const std::function<Pixels()>& paint) {
  auto [position, is_new] = entries_.try_emplace(key);
  Entry& entry = position->second;
  if (is_new) entry.name = make_texture();
  if (is_new || entry.version != version) {
    upload(entry.name, paint());
    entry.version = version;
    ++entry.uploads;
  }
  entry.last_frame = frame_;
  // OpenGL's name in the lower half, which is all that the backend takes; the upper half tells new
  // pixels from old ones of the same name.
  static_assert(sizeof(std::uintptr_t) >= 8);
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(entry.uploads) << 32 | entry.name);
}

void GlTextureStore::end_frame() {
  std::erase_if(entries_, [&](const auto& each) {
    const bool is_old = frame_ - each.second.last_frame > kKeptFrames;
    if (is_old) glDeleteTextures(1, &each.second.name);
    return is_old;
  });
  ++frame_;
}

}  // namespace netdyno::app
