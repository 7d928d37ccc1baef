// SPDX-License-Identifier: MIT
#include "tests/support/ui/software_renderer.h"

#include <stb_image_write.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace netdyno::test {

namespace {

struct Texture {
  const std::uint32_t* texels = nullptr;
  int width = 0;
  int height = 0;

  std::uint32_t at(float u, float v) const {
    const int x = std::clamp(static_cast<int>(u * static_cast<float>(width)), 0, width - 1);
    const int y = std::clamp(static_cast<int>(v * static_cast<float>(height)), 0, height - 1);
    return texels[y * width + x];
  }
};

struct Rgba {
  float channel[4];
  explicit Rgba(std::uint32_t packed) {
    for (int i = 0; i < 4; ++i) channel[i] = static_cast<float>(packed >> (8 * i) & 255) / 255;
  }
};

Texture font_texture() {
  Texture texture;
  unsigned char* pixels = nullptr;
  ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&pixels, &texture.width, &texture.height);
  texture.texels = reinterpret_cast<const std::uint32_t*>(pixels);
  return texture;
}

Texture texture_of(const ImDrawCmd& command, const Texture& font) {
  const auto* pixels = static_cast<const app::Pixels*>(command.GetTexID());
  if (!pixels) return font;
  return {pixels->rgba.data(), pixels->width, pixels->height};
}

void blend(std::uint32_t& target, const Rgba& color, const Rgba& texel) {
  const Rgba below(target);
  const float alpha = color.channel[3] * texel.channel[3];
  std::uint32_t result = 0xff000000u;
  for (int i = 0; i < 3; ++i) {
    const float value =
        color.channel[i] * texel.channel[i] * alpha + below.channel[i] * (1 - alpha);
    result |= static_cast<std::uint32_t>(std::clamp(value, 0.0f, 1.0f) * 255 + 0.5f) << (8 * i);
  }
  target = result;
}

float edge(const ImVec2& a, const ImVec2& b, float x, float y) {
  return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

class Rasterizer {
 public:
  Rasterizer(app::Pixels& target, const ImVec4& clip, const Texture& texture)
      : target_(target),
        texture_(texture),
        left_(std::max(0, static_cast<int>(clip.x))),
        top_(std::max(0, static_cast<int>(clip.y))),
        right_(std::min(target.width, static_cast<int>(clip.z))),
        bottom_(std::min(target.height, static_cast<int>(clip.w))) {}

  void triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    const float area = edge(a.pos, b.pos, c.pos.x, c.pos.y);
    if (area == 0) return;
    if (area < 0) return triangle(a, c, b);
    const auto [x_low, x_high] = std::minmax({a.pos.x, b.pos.x, c.pos.x});
    const auto [y_low, y_high] = std::minmax({a.pos.y, b.pos.y, c.pos.y});
    const int x_end = std::min(right_, static_cast<int>(std::min(x_high, 1e6f)) + 1);
    const int y_end = std::min(bottom_, static_cast<int>(std::min(y_high, 1e6f)) + 1);
    const Rgba ca(a.col), cb(b.col), cc(c.col);
    for (int y = std::max(top_, static_cast<int>(std::max(y_low, -1e6f))); y < y_end; ++y)
      for (int x = std::max(left_, static_cast<int>(std::max(x_low, -1e6f))); x < x_end; ++x) {
        const float px = static_cast<float>(x) + 0.5f;
        const float py = static_cast<float>(y) + 0.5f;
        const float wa = edge(b.pos, c.pos, px, py) / area;
        const float wb = edge(c.pos, a.pos, px, py) / area;
        const float wc = 1 - wa - wb;
        // Points on a shared edge belong to one of its triangles: the one that has it at the left.
        if (wa < 0 || wb < 0 || wc < 0 || !owns(b, c, wa) || !owns(c, a, wb) || !owns(a, b, wc))
          continue;
        Rgba color(0);
        for (int i = 0; i < 4; ++i)
          color.channel[i] = wa * ca.channel[i] + wb * cb.channel[i] + wc * cc.channel[i];
        const Rgba texel(texture_.at(wa * a.uv.x + wb * b.uv.x + wc * c.uv.x,
                                     wa * a.uv.y + wb * b.uv.y + wc * c.uv.y));
        blend(target_.rgba[static_cast<std::size_t>(y) * target_.width + x], color, texel);
      }
  }

 private:
  static bool owns(const ImDrawVert& from, const ImDrawVert& to, float weight) {
    if (weight > 0) return true;
    const float dx = to.pos.x - from.pos.x;
    const float dy = to.pos.y - from.pos.y;
    return dy < 0 || (dy == 0 && dx > 0);
  }

  app::Pixels& target_;
  Texture texture_;
  int left_, top_, right_, bottom_;
};

}  // namespace

app::Pixels render_software(const ImDrawData& data) {
  app::Pixels target;
  target.width = static_cast<int>(data.DisplaySize.x);
  target.height = static_cast<int>(data.DisplaySize.y);
  target.rgba.assign(static_cast<std::size_t>(target.width) * target.height, 0xff000000u);
  const Texture font = font_texture();
  for (int n = 0; n < data.CmdListsCount; ++n) {
    const ImDrawList& list = *data.CmdLists[n];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      if (command.UserCallback) continue;
      Rasterizer rasterizer(target, command.ClipRect, texture_of(command, font));
      const auto vertex = [&](unsigned int i) -> const ImDrawVert& {
        return list.VtxBuffer[static_cast<int>(
            command.VtxOffset + list.IdxBuffer[static_cast<int>(command.IdxOffset + i)])];
      };
      for (unsigned int i = 0; i + 2 < command.ElemCount; i += 3)
        rasterizer.triangle(vertex(i), vertex(i + 1), vertex(i + 2));
    }
  }
  return target;
}

void write_png(const app::Pixels& pixels, const std::filesystem::path& file) {
  if (!stbi_write_png(file.c_str(), pixels.width, pixels.height, 4, pixels.rgba.data(),
                      pixels.width * 4))
    throw std::runtime_error("cannot write " + file.string());
}

}  // namespace netdyno::test
