// SPDX-License-Identifier: MIT
#include "app/shell/png_file.h"

#include <stb_image_write.h>

#include <string>

#include "engine/core/error.h"
#include "engine/formats/atomic_file.h"

namespace netdyno::app {

void write_png(const std::filesystem::path& file, const Pixels& pixels) {
  std::string rgb;
  rgb.reserve(3 * pixels.rgba.size());
  for (const std::uint32_t pixel : pixels.rgba)
    for (const int shift : {0, 8, 16}) rgb.push_back(static_cast<char>(pixel >> shift & 255));
  std::string encoded;
  const auto append = [](void* context, void* data, int size) {
    static_cast<std::string*>(context)->append(static_cast<const char*>(data),
                                               static_cast<std::size_t>(size));
  };
  const int written = stbi_write_png_to_func(append, &encoded, pixels.width, pixels.height, 3,
                                             rgb.data(), 3 * pixels.width);
  if (!written) throw Error("Cannot encode the picture for " + file.string());
  write_file_atomically(file, encoded);
}

}  // namespace netdyno::app
