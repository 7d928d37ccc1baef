// SPDX-License-Identifier: MIT
#include "engine/run/checkpoint.h"

#include <fmt/core.h>
#include <zlib.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/core/error.h"
#include "engine/core/instruction_set.h"
#include "engine/formats/atomic_file.h"
#include "engine/formats/weights_file.h"
#include "engine/run/checkpoint_history.h"
#include "engine/train/saved_numbers.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

constexpr const char* kMetadataKey = "netdyno";
constexpr const char* kMetadataCrc = "netdyno.crc";
constexpr int kFirstWithCrc = 2;  // version

[[noreturn]] void refuse(const std::string& file, const std::string& problem) {
  throw Error(fmt::format("{} cannot be resumed: {}", file, problem),
              "Use the checkpoint of another run, or train from the beginning");
}

std::uint32_t crc_of(const void* bytes, std::size_t count) {
  return static_cast<std::uint32_t>(crc32_z(0, static_cast<const Bytef*>(bytes), count));
}

Json crc_json(const TensorFile& content) {
  Json sums = Json::object();
  for (const auto& [name, tensor] : content.tensors)
    sums[name] = crc_of(tensor.data(), sizeof(float) * static_cast<std::size_t>(tensor.size()));
  for (const auto& [name, values] : content.columns)
    sums[name] = crc_of(values.data(), sizeof(double) * values.size());
  return sums;
}

// Before anything else: what another version means by the rest is unknown.
int version_of(const Json& head, const std::string& file) {
  const auto version = head.is_object() ? head.find("version") : head.end();
  if (version == head.end() || !version->is_number_integer())
    refuse(file, "it does not say its version");
  // As a double: 2^32 + 1 is no version 1.
  const auto number = version->get<double>();
  if (number > kCheckpointVersion)
    throw Error(fmt::format("{} is a checkpoint of version {}; this Netdyno knows versions up to "
                            "{}",
                            file, version->dump(), kCheckpointVersion),
                "Resume it with the Netdyno that wrote it, or with a newer one");
  if (number < 1) refuse(file, fmt::format("there is no version {}", version->dump()));
  return static_cast<int>(number);
}

void check_sums(const TensorFile& content, const Json& head, const std::string& file) {
  const std::string& text = content.metadata.at(kMetadataKey);
  const auto sum = content.metadata.find(kMetadataCrc);
  if (sum == content.metadata.end() ||
      sum->second != fmt::format("{:08x}", crc_of(text.data(), text.size())))
    refuse(file, "its description is damaged");
  const Json found = crc_json(content);
  const Json expected = head.value("crc", Json::object());
  for (const auto& [name, value] : expected.items())
    if (!found.contains(name)) refuse(file, fmt::format("its tensor {} is missing", name));
  for (const auto& [name, value] : found.items())
    if (!expected.contains(name) || expected.at(name) != value)
      refuse(file, fmt::format("its tensor {} is damaged", name));
}

Json read_head(const TensorFile& content, const std::string& file) {
  const auto found = content.metadata.find(kMetadataKey);
  if (found == content.metadata.end()) refuse(file, "it holds tensors, but no training's state");
  Json head = Json::parse(found->second, nullptr, false);
  if (version_of(head, file) >= kFirstWithCrc) check_sums(content, head, file);
  return head;
}

// What each of the numbers says of the others.
void check_agreement(const Checkpoint& checkpoint, std::int64_t step) {
  const History& history = checkpoint.run.history;
  const std::int64_t last = history.empty() ? 0 : history.last().step;
  if (last != step)
    refuse_saved(fmt::format("it is of step {}, its history ends at step {}", step, last));
  const Validations validations = history.validations();
  if (!validations.empty() && validations.back().step > step)
    refuse_saved(
        fmt::format("it is of step {} and validated at step {}", step, validations.back().step));
  for (const KnobMarker& marker : history.markers())
    if (marker.step > step)
      refuse_saved(
          fmt::format("it is of step {}, a knob was turned after step {}", step, marker.step));
}

Checkpoint checkpoint_from(TensorFile content, const std::string& name, const fs::path& folder) {
  const Json head = read_head(content, name);
  Checkpoint checkpoint;
  try {
    Run::State& run = checkpoint.run;
    run.trainer = {std::move(content.tensors), saved_text(head, "trainer")};
    const std::int64_t step = saved_step(run.trainer);
    run.seconds = saved_finite(head, "seconds", 0);
    run.validated_step = saved_whole(head, "validated_step", -1, step);
    run.is_validating = saved_truth(head, "is_validating");
    run.at_last_epoch = saved_truth(head, "at_last_epoch");
    run.history = history_from(head.value("history", Json()), folder, content.columns,
                               saved_value(head, "markers"));
    checkpoint.journal = saved_value(head, "journal");
    if (!checkpoint.journal.is_object()) refuse_saved("its journal is no object");
    const Json& goal = saved_value(head, "goal");
    checkpoint.goal = {saved_whole(goal, "steps"), saved_truth(goal, "stops_with_epochs")};
    checkpoint.data = saved_text(head, "data");
    if (head.contains("instruction_set"))
      checkpoint.instruction_set = saved_text(head, "instruction_set");
    if (head.contains("name")) checkpoint.name = saved_text(head, "name");
    check_agreement(checkpoint, step);
  } catch (const Error& error) {
    throw Error(fmt::format("{} cannot be resumed: {}", name, error.what()), error.hint());
  }
  return checkpoint;
}

}  // namespace

std::string data_fingerprint(const DataSplits& data) {
  const Dataset& dataset = *data.dataset();
  const std::span<const std::byte> bytes = std::visit(
      [](const auto& values) { return std::as_bytes(std::span(values)); }, dataset.values());
  uLong crc = crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  for (Index i = 0; i < dataset.size(); ++i) {
    const std::int32_t label = dataset.label(i);
    crc = crc32_z(crc, reinterpret_cast<const Bytef*>(&label), sizeof(label));
  }
  return fmt::format("{} training and {} validation examples, CRC {:08x}", data.train.count,
                     data.validation.count, crc);
}

void check_same_data(const Checkpoint& checkpoint, const DataSplits& data) {
  const std::string found = data_fingerprint(data);
  if (found != checkpoint.data)
    throw Error(fmt::format("The data are not those that the run was trained on: {} ({}), trained "
                            "on {}",
                            found, data.dataset()->name(), checkpoint.data),
                "Put the old files back, or train from the beginning");
}

std::optional<std::string> instruction_set_note(const Checkpoint& checkpoint) {
  const std::string_view own = instruction_set_name(instruction_set());
  if (checkpoint.instruction_set.empty() || checkpoint.instruction_set == own) return std::nullopt;
  return fmt::format(
      "The run was trained with {} instructions and goes on with {}: correctly, but not bit for "
      "bit as there. NETDYNO_ISA={} takes those, where the processor has them",
      checkpoint.instruction_set, own, checkpoint.instruction_set);
}

std::string encode_checkpoint(Checkpoint checkpoint) {
  TensorFile content;
  content.tensors = std::move(checkpoint.run.trainer.tensors);
  content.columns = unfinished_columns(checkpoint.run.history);
  const Json head = {{"version", kCheckpointVersion},
                     {"crc", crc_json(content)},
                     {"trainer", checkpoint.run.trainer.meta},
                     {"seconds", checkpoint.run.seconds},
                     {"validated_step", checkpoint.run.validated_step},
                     {"is_validating", checkpoint.run.is_validating},
                     {"at_last_epoch", checkpoint.run.at_last_epoch},
                     {"history", history_files(checkpoint.run.history)},
                     {"markers", markers_json(checkpoint.run.history)},
                     {"journal", checkpoint.journal},
                     {"goal",
                      {{"steps", checkpoint.goal.steps},
                       {"stops_with_epochs", checkpoint.goal.stops_with_epochs}}},
                     {"data", checkpoint.data},
                     {"instruction_set", instruction_set_name(instruction_set())},
                     {"name", checkpoint.name}};
  const std::string text = head.dump(-1, ' ', false, Json::error_handler_t::replace);
  content.metadata[kMetadataKey] = text;
  content.metadata[kMetadataCrc] = fmt::format("{:08x}", crc_of(text.data(), text.size()));
  return encode_safetensors(content);
}

Checkpoint decode_checkpoint(std::string_view bytes, const std::string& name,
                             const fs::path& folder) {
  return checkpoint_from(decode_safetensors(bytes, name, Columns::Read), name, folder);
}

void CheckpointFolder::write(Checkpoint checkpoint) {
  const History history = checkpoint.run.history.full_part();
  history_.keep(history);
  write_file_atomically(folder_ / kCheckpointFile, encode_checkpoint(std::move(checkpoint)));
  history_.remove_others(history);
}

void write_checkpoint(const fs::path& folder, Checkpoint checkpoint) {
  CheckpointFolder(folder).write(std::move(checkpoint));
}

Checkpoint read_checkpoint(const fs::path& folder) {
  const fs::path file = folder / kCheckpointFile;
  if (!fs::exists(file))
    throw Error(fmt::format("There is no {} in {}", kCheckpointFile, folder.string()),
                "Name the folder that a training wrote with --out");
  return checkpoint_from(read_safetensors(file, Columns::Read), file.string(), folder);
}

}  // namespace netdyno
