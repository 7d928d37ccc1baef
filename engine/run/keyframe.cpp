// SPDX-License-Identifier: MIT
#include "engine/run/keyframe.h"

#include <fmt/core.h>
#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/open_file.h"
#include "engine/formats/atomic_file.h"
#include "engine/formats/weights_file.h"
#include "engine/train/saved_numbers.h"

namespace netdyno {

namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view kMagic = "NDKEYF1\n";
constexpr const char* kKeyframeKey = "netdyno.keyframe";

struct FileHead {
  char magic[8] = {};
  std::uint64_t stored = 0;
  std::uint64_t unpacked = 0;
  std::uint32_t crc = 0;
  std::uint32_t is_deflated = 0;
};
static_assert(sizeof(FileHead) == 32);

[[noreturn]] void refuse_keyframe(const std::filesystem::path& file, const std::string& problem) {
  throw Error(fmt::format("{} cannot be gone back to: {}", file.string(), problem),
              "Earlier keyframes, or the run's beginning, take its place");
}

std::uint32_t crc_of_bytes(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

// Empty where it takes no less room.
std::string deflated(std::string_view bytes) {
  uLongf length = compressBound(static_cast<uLong>(bytes.size()));
  std::string packed(length, '\0');
  const int result = compress2(reinterpret_cast<Bytef*>(packed.data()), &length,
                               reinterpret_cast<const Bytef*>(bytes.data()),
                               static_cast<uLong>(bytes.size()), Z_BEST_SPEED);
  packed.resize(result == Z_OK && length < bytes.size() ? length : 0);
  return packed;
}

// Weights are noise to a compressor; zeros (young moments, pruned or dead units) are not. Looks at
// a few pieces all over.
bool pays_to_pack(std::string_view bytes) {
  constexpr std::size_t kPiece = 4096, kPieces = 16;
  std::string sample;
  for (std::size_t i = 0; i < kPieces; ++i)
    sample += bytes.substr(i * (bytes.size() / kPieces), std::min(kPiece, bytes.size() / kPieces));
  const std::string packed = deflated(sample);
  return !packed.empty() && packed.size() < sample.size() * 3 / 4;
}

// They change seldom, and are compared before they are copied another time.
bool is_kept_copy(std::string_view name) {
  return name.starts_with("good.") || name.starts_with("best.");
}

bool same_values(const Tensor& a, const Tensor& b) {
  return a.shape() == b.shape() &&
         std::memcmp(a.data(), b.data(), sizeof(float) * static_cast<std::size_t>(a.size())) == 0;
}

}  // namespace

Keyframe::Keyframe(const Run& run, std::size_t changes, const Keyframe* before)
    : moment_{run.trainer().steps_taken(), changes}, head_(run.save_without_history()) {
  tensors_.reserve(head_.trainer.tensors.size());
  for (auto& [name, tensor] : head_.trainer.tensors) {
    const std::size_t i = tensors_.size();
    const bool may_share = before && i < before->tensors_.size() && is_kept_copy(name) &&
                           before->tensors_[i].first == name &&
                           same_values(*before->tensors_[i].second, tensor);
    SharedTensor kept =
        may_share ? before->tensors_[i].second : std::make_shared<const Tensor>(std::move(tensor));
    tensors_.emplace_back(std::move(name), std::move(kept));
  }
  head_.trainer.tensors = {};
}

Run::State Keyframe::state() const {
  Run::State state = head_;
  state.trainer.tensors.reserve(tensors_.size());
  for (const auto& [name, tensor] : tensors_) state.trainer.tensors.emplace_back(name, *tensor);
  return state;
}

bool Keyframe::has(std::size_t position, const SharedTensor& tensor) const {
  return position < tensors_.size() && tensors_[position].second == tensor;
}

std::size_t Keyframe::bytes(const Keyframe* before, const Keyframe* after) const {
  constexpr std::size_t kEach = 160;  // of a tensor: name, shape, counts, the allocator's own
  std::size_t bytes = sizeof(Keyframe) + head_.trainer.meta.size();
  for (std::size_t i = 0; i < tensors_.size(); ++i) {
    bytes += kEach;
    const SharedTensor& tensor = tensors_[i].second;
    if ((before && before->has(i, tensor)) || (after && after->has(i, tensor))) continue;
    bytes += sizeof(float) * static_cast<std::size_t>(tensor->size());
  }
  return bytes;
}

void Keyframe::write(const std::filesystem::path& file) const {
  TensorFile content;
  content.tensors = state().trainer.tensors;
  content.metadata[kKeyframeKey] = Json{
      {"step", moment_.step},
      {"changes", moment_.changes},
      {"trainer", head_.trainer.meta},
      {"seconds", head_.seconds},
      {"validated_step", head_.validated_step},
      {"is_validating", head_.is_validating},
      {"at_last_epoch",
       head_.at_last_epoch}}.dump(-1, ' ', false, Json::error_handler_t::replace);
  const std::string bytes = encode_safetensors(content);
  const std::string packed = pays_to_pack(bytes) ? deflated(bytes) : std::string();
  const std::string_view stored = packed.empty() ? bytes : packed;
  FileHead head{.stored = stored.size(),
                .unpacked = bytes.size(),
                .crc = crc_of_bytes(stored),
                .is_deflated = packed.empty() ? 0U : 1U};
  std::ranges::copy(kMagic, head.magic);
  AtomicFile written(file);
  written.write({reinterpret_cast<const char*>(&head), sizeof(head)});
  written.write(stored);
  written.commit_unsynced();  // its sum tells when a power cut took the content
}

Keyframe Keyframe::read(const std::filesystem::path& file) {
  const std::string bytes = read_file(file);
  FileHead head;
  if (bytes.size() < sizeof(head)) refuse_keyframe(file, "it is cut off");
  std::memcpy(&head, bytes.data(), sizeof(head));
  const std::string_view stored = std::string_view(bytes).substr(sizeof(head));
  if (std::string_view(head.magic, sizeof(head.magic)) != kMagic)
    refuse_keyframe(file, "it is no keyframe");
  if (head.stored != stored.size() || head.crc != crc_of_bytes(stored))
    refuse_keyframe(file, "it is damaged");
  if (head.is_deflated > 1 || (head.is_deflated == 0 && head.unpacked != head.stored))
    refuse_keyframe(file, "its head is damaged");
  std::string unpacked;
  if (head.is_deflated == 1) {
    // Deflate packs a thousand times at best: a head that lies takes no memory.
    if (head.unpacked / 1100 > stored.size()) refuse_keyframe(file, "its length is damaged");
    unpacked.resize(head.unpacked);
    uLongf length = static_cast<uLongf>(head.unpacked);
    const int result = uncompress(reinterpret_cast<Bytef*>(unpacked.data()), &length,
                                  reinterpret_cast<const Bytef*>(stored.data()),
                                  static_cast<uLong>(stored.size()));
    if (result != Z_OK || length != head.unpacked) refuse_keyframe(file, "it cannot be unpacked");
  }
  TensorFile content = decode_safetensors(
      head.is_deflated == 1 ? std::string_view(unpacked) : stored, file.string());
  const auto found = content.metadata.find(kKeyframeKey);
  if (found == content.metadata.end()) refuse_keyframe(file, "it holds tensors alone");
  const Json json = Json::parse(found->second, nullptr, false);
  Keyframe keyframe;
  keyframe.moment_ = {saved_whole(json, "step"),
                      static_cast<std::size_t>(saved_whole(json, "changes"))};
  Run::State& state = keyframe.head_;
  state.trainer.meta = saved_text(json, "trainer");
  state.seconds = saved_finite(json, "seconds", 0);
  state.validated_step = saved_whole(json, "validated_step", -1, keyframe.moment_.step);
  state.is_validating = saved_truth(json, "is_validating");
  state.at_last_epoch = saved_truth(json, "at_last_epoch");
  for (auto& [name, tensor] : content.tensors)
    keyframe.tensors_.emplace_back(std::move(name),
                                   std::make_shared<const Tensor>(std::move(tensor)));
  return keyframe;
}

}  // namespace netdyno
