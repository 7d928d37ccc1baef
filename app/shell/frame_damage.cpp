// SPDX-License-Identifier: MIT
#include "app/shell/frame_damage.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_map>

namespace netdyno::app {
namespace {

constexpr std::size_t kMostRects = 8;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash ^= value;
  hash *= 0x9e3779b97f4a7c15ull;
  return hash ^ (hash >> 32);
}

std::uint64_t bits(float x, float y) {
  std::uint32_t a, b;
  std::memcpy(&a, &x, sizeof a);
  std::memcpy(&b, &y, sizeof b);
  return (static_cast<std::uint64_t>(a) << 32) | b;
}

int clamped(float value, int most) {
  return static_cast<int>(std::clamp(value, 0.0f, static_cast<float>(most)));
}

PixelRect screen_of(const ImDrawData& data) {
  return {0, 0, static_cast<int>(data.DisplaySize.x * data.FramebufferScale.x),
          static_cast<int>(data.DisplaySize.y * data.FramebufferScale.y)};
}

}  // namespace

bool PixelRect::touches(const PixelRect& other) const {
  return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
}

void PixelRect::include(const PixelRect& other) {
  left = std::min(left, other.left);
  top = std::min(top, other.top);
  right = std::max(right, other.right);
  bottom = std::max(bottom, other.bottom);
}

std::int64_t PixelRect::area() const {
  return is_empty() ? 0 : static_cast<std::int64_t>(right - left) * (bottom - top);
}

FrameDamage::Mark FrameDamage::mark_of(const ImDrawList& list, const ImDrawCmd& command,
                                       const ImDrawData& data) {
  Mark mark;
  const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
  const ImDrawIdx* end = indices + command.ElemCount;
  const auto [low, high] = std::minmax_element(indices, end);
  if (low == end) return mark;
  // Positions in the buffers are not seen: texts before this one may have grown.
  const ImDrawIdx first = *low;
  std::uint64_t hash = mixed(1, reinterpret_cast<std::uintptr_t>(command.GetTexID()));
  for (const ImDrawIdx* index = indices; index != end; ++index)
    hash = mixed(hash, static_cast<std::uint64_t>(*index - first));
  ImVec2 min(1e9f, 1e9f), max(-1e9f, -1e9f);
  const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
  for (const ImDrawVert* v = vertices + first; v <= vertices + *high; ++v) {
    hash = mixed(mixed(hash, bits(v->pos.x, v->pos.y)), bits(v->uv.x, v->uv.y) ^ v->col);
    min = {std::min(min.x, v->pos.x), std::min(min.y, v->pos.y)};
    max = {std::max(max.x, v->pos.x), std::max(max.y, v->pos.y)};
  }
  const ImVec4& clip = command.ClipRect;
  mark.hash = mixed(mixed(hash, bits(clip.x, clip.y)), bits(clip.z, clip.w));
  const PixelRect screen = screen_of(data);
  const ImVec2 scale = data.FramebufferScale, origin = data.DisplayPos;
  mark.rect = {clamped(std::floor((std::max(min.x, clip.x) - origin.x) * scale.x), screen.right),
               clamped(std::floor((std::max(min.y, clip.y) - origin.y) * scale.y), screen.bottom),
               clamped(std::ceil((std::min(max.x, clip.z) - origin.x) * scale.x), screen.right),
               clamped(std::ceil((std::min(max.y, clip.w) - origin.y) * scale.y), screen.bottom)};
  return mark;
}

std::vector<PixelRect> FrameDamage::update(const ImDrawData& data) {
  std::vector<Mark> marks;
  for (int n = 0; n < data.CmdListsCount; ++n)
    for (const ImDrawCmd& command : data.CmdLists[n]->CmdBuffer)
      if (!command.UserCallback && command.ElemCount > 0) {
        const Mark mark = mark_of(*data.CmdLists[n], command, data);
        if (!mark.rect.is_empty()) marks.push_back(mark);
      }
  const PixelRect screen = screen_of(data);
  const bool is_comparable = is_known_ && screen == screen_;
  std::vector<PixelRect> changed;
  if (is_comparable) {
    std::unordered_map<std::uint64_t, std::size_t> places;
    for (std::size_t i = 0; i < last_.size(); ++i) places[last_[i].hash] = i;
    std::vector<bool> is_kept(last_.size(), false);
    std::size_t expected = 0;
    for (const Mark& mark : marks) {
      const auto found = places.find(mark.hash);
      // What stands in another order covers others than before.
      const bool is_same = found != places.end() && found->second >= expected;
      if (is_same) {
        expected = found->second;
        is_kept[found->second] = true;
      } else {
        changed.push_back(mark.rect);
      }
    }
    for (std::size_t i = 0; i < last_.size(); ++i)
      if (!is_kept[i]) changed.push_back(last_[i].rect);
  } else {
    changed.push_back(screen);
  }
  last_ = std::move(marks);
  screen_ = screen;
  is_known_ = true;
  return merged(changed, screen);
}

std::vector<PixelRect> merged(std::span<const PixelRect> rects, const PixelRect& screen) {
  std::vector<PixelRect> result;
  for (PixelRect rect : rects) {
    if (rect.is_empty()) continue;
    // Taking one in makes it larger, so that it may touch others.
    for (std::size_t i = 0; i < result.size();) {
      if (!result[i].touches(rect)) {
        ++i;
        continue;
      }
      rect.include(result[i]);
      result.erase(result.begin() + static_cast<std::ptrdiff_t>(i));
      i = 0;
    }
    result.push_back(rect);
  }
  std::int64_t area = 0;
  for (const PixelRect& rect : result) area += rect.area();
  if (result.size() > kMostRects || 10 * area > 7 * screen.area()) return {screen};
  return result;
}

ClippedCommands::ClippedCommands(ImDrawList& list, const ImVec4& clip) : list_(list) {
  all_.swap(list.CmdBuffer);
  for (const ImDrawCmd& command : all_) {
    ImDrawCmd part = command;
    part.ClipRect = {std::max(command.ClipRect.x, clip.x), std::max(command.ClipRect.y, clip.y),
                     std::min(command.ClipRect.z, clip.z), std::min(command.ClipRect.w, clip.w)};
    const bool is_seen = part.ClipRect.x < part.ClipRect.z && part.ClipRect.y < part.ClipRect.w;
    if (is_seen || command.UserCallback) list.CmdBuffer.push_back(part);
  }
}

ClippedCommands::~ClippedCommands() {
  list_.CmdBuffer.swap(all_);
}

}  // namespace netdyno::app
