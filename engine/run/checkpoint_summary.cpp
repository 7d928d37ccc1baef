// SPDX-License-Identifier: MIT
#include "engine/run/checkpoint_summary.h"

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/run/checkpoint.h"

namespace netdyno {

namespace {

// The JSON that a safetensors file begins with, after its length; empty when that is no length.
std::string read_header(std::ifstream& file) {
  constexpr std::uint64_t kLongest = 64 << 20;
  std::array<unsigned char, 8> bytes{};
  if (!file.read(reinterpret_cast<char*>(bytes.data()), bytes.size())) return {};
  std::uint64_t length = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) length = length << 8 | bytes[i];
  if (length > kLongest) return {};
  std::string header(length, ' ');
  return file.read(header.data(), static_cast<std::streamsize>(length)) ? header : std::string();
}

}  // namespace

std::optional<CheckpointSummary> summarize_checkpoint(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / kCheckpointFile;
  std::ifstream file(path, std::ios::binary);
  std::error_code error;
  CheckpointSummary summary;
  summary.saved = std::filesystem::last_write_time(path, error);
  if (!file || error) return std::nullopt;
  try {
    const Json header = Json::parse(read_header(file));
    const Json head = Json::parse(header.at("__metadata__").at("netdyno").get<std::string>());
    summary.name = head.value("name", "");
    summary.seconds = head.at("seconds");
    summary.step = Json::parse(head.at("trainer").get<std::string>()).at("step");
  } catch (const Json::exception&) {
    return std::nullopt;
  }
  return summary;
}

}  // namespace netdyno
