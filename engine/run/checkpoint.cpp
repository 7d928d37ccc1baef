// SPDX-License-Identifier: MIT
#include "engine/run/checkpoint.h"

#include <fmt/core.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/core/error.h"
#include "engine/core/instruction_set.h"
#include "engine/run/atomic_file.h"
#include "engine/run/weights_file.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;
using Metric = History::Metric;
using ColumnMap = std::map<std::string, std::vector<double>>;

constexpr const char* kMetadataKey = "netdyno";

struct StepColumn {
  const char* name;
  Metric metric;
};
constexpr std::array<StepColumn, 8> kStepColumns = {{
    {"history.step", Metric::Step},
    {"history.epoch", Metric::Epoch},
    {"history.seconds", Metric::Seconds},
    {"history.learning_rate", Metric::LearningRate},
    {"history.train_loss", Metric::TrainLoss},
    {"history.train_accuracy", Metric::TrainAccuracy},
    {"history.penalty", Metric::Penalty},
    {"history.images_per_second", Metric::ImagesPerSecond},
}};
constexpr std::array<const char*, 5> kValidationColumns = {
    "history.validation.step", "history.validation.epoch", "history.validation.seconds",
    "history.validation.loss", "history.validation.accuracy"};

[[noreturn]] void refuse(const std::string& file, const std::string& problem) {
  throw Error(fmt::format("{} cannot be resumed: {}", file, problem),
              "Use the checkpoint of another run, or train from the beginning");
}

void add_history(const History& history, TensorFile& content) {
  for (const StepColumn& column : kStepColumns) {
    const auto values = history.column(column.metric).values();
    content.columns.emplace_back(column.name, std::vector(values.begin(), values.end()));
  }
  std::array<std::vector<double>, kValidationColumns.size()> columns;
  for (const ValidationRecord& row : history.validations()) {
    const std::array<double, kValidationColumns.size()> values = {
        static_cast<double>(row.step), row.epoch, row.seconds, row.loss, row.accuracy};
    for (std::size_t i = 0; i < values.size(); ++i) columns[i].push_back(values[i]);
  }
  for (std::size_t i = 0; i < columns.size(); ++i)
    content.columns.emplace_back(kValidationColumns[i], std::move(columns[i]));
}

Json markers_json(const History& history) {
  Json list = Json::array();
  for (const KnobMarker& marker : history.markers())
    list.push_back({{"step", marker.step},
                    {"epoch", marker.epoch},
                    {"seconds", marker.seconds},
                    {"knob", marker.knob},
                    {"before", marker.before},
                    {"after", marker.after}});
  return list;
}

const std::vector<double>& column_of(const ColumnMap& columns, const std::string& name,
                                     std::size_t rows, const std::string& file) {
  const auto found = columns.find(name);
  if (found == columns.end() || found->second.size() != rows)
    refuse(file, fmt::format("its column {} is missing or cut off", name));
  return found->second;
}

void read_steps(const ColumnMap& columns, const std::string& file, History& history) {
  const auto steps = columns.find(kStepColumns.front().name);
  const std::size_t rows = steps == columns.end() ? 0 : steps->second.size();
  std::array<const double*, kStepColumns.size()> values{};
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = column_of(columns, kStepColumns[i].name, rows, file).data();
  for (std::size_t row = 0; row < rows; ++row)
    history.append(StepRecord{.step = static_cast<std::int64_t>(values[0][row]),
                              .epoch = values[1][row],
                              .seconds = values[2][row],
                              .learning_rate = values[3][row],
                              .train_loss = values[4][row],
                              .train_accuracy = values[5][row],
                              .penalty = values[6][row],
                              .images_per_second = values[7][row]});
}

void read_validations(const ColumnMap& columns, const std::string& file, History& history) {
  const auto steps = columns.find(kValidationColumns.front());
  const std::size_t rows = steps == columns.end() ? 0 : steps->second.size();
  std::array<const double*, kValidationColumns.size()> values{};
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = column_of(columns, kValidationColumns[i], rows, file).data();
  for (std::size_t row = 0; row < rows; ++row)
    history.append(ValidationRecord{.step = static_cast<std::int64_t>(values[0][row]),
                                    .epoch = values[1][row],
                                    .seconds = values[2][row],
                                    .loss = values[3][row],
                                    .accuracy = values[4][row]});
}

void read_markers(const Json& list, History& history) {
  for (const Json& marker : list)
    history.append(KnobMarker{.step = marker.at("step"),
                              .epoch = marker.at("epoch"),
                              .seconds = marker.at("seconds"),
                              .knob = marker.at("knob"),
                              .before = marker.at("before"),
                              .after = marker.at("after")});
}

// Before anything else: what another version means by the rest is unknown.
void check_version(const Json& head, const std::string& file) {
  const auto version = head.is_object() ? head.find("version") : head.end();
  if (version == head.end() || !version->is_number_integer())
    refuse(file, "it does not say its version");
  const int number = version->get<int>();
  if (number > kCheckpointVersion)
    throw Error(fmt::format("{} is a checkpoint of version {}; this Netdyno knows versions up to "
                            "{}",
                            file, number, kCheckpointVersion),
                "Resume it with the Netdyno that wrote it, or with a newer one");
  if (number < 1) refuse(file, fmt::format("there is no version {}", number));
}

Json read_head(const TensorFile& content, const std::string& file) {
  const auto found = content.metadata.find(kMetadataKey);
  if (found == content.metadata.end()) refuse(file, "it holds tensors, but no training's state");
  Json head = Json::parse(found->second, nullptr, false);
  check_version(head, file);
  return head;
}

Checkpoint checkpoint_from(TensorFile content, const std::string& name) {
  const Json head = read_head(content, name);
  ColumnMap columns;
  for (auto& [key, values] : content.columns) columns[key] = std::move(values);
  Checkpoint checkpoint;
  try {
    Run::State& run = checkpoint.run;
    run.trainer = {std::move(content.tensors), head.at("trainer")};
    run.seconds = head.at("seconds");
    run.validated_step = head.at("validated_step");
    run.is_validating = head.at("is_validating");
    run.at_last_epoch = head.at("at_last_epoch");
    read_steps(columns, name, run.history);
    read_validations(columns, name, run.history);
    read_markers(head.at("markers"), run.history);
    checkpoint.journal = head.at("journal");
    if (!checkpoint.journal.is_object()) refuse(name, "its journal is no object");
    const Json& goal = head.at("goal");
    checkpoint.goal = {goal.at("steps"), goal.at("stops_with_epochs")};
    checkpoint.data = head.at("data");
    checkpoint.instruction_set = head.value("instruction_set", "");
    checkpoint.name = head.value("name", "");
  } catch (const Json::exception& error) {
    refuse(name, fmt::format("its description is damaged: {}", error.what()));
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
  add_history(checkpoint.run.history, content);
  const Json head = {{"version", kCheckpointVersion},
                     {"trainer", checkpoint.run.trainer.meta},
                     {"seconds", checkpoint.run.seconds},
                     {"validated_step", checkpoint.run.validated_step},
                     {"is_validating", checkpoint.run.is_validating},
                     {"at_last_epoch", checkpoint.run.at_last_epoch},
                     {"markers", markers_json(checkpoint.run.history)},
                     {"journal", checkpoint.journal},
                     {"goal",
                      {{"steps", checkpoint.goal.steps},
                       {"stops_with_epochs", checkpoint.goal.stops_with_epochs}}},
                     {"data", checkpoint.data},
                     {"instruction_set", instruction_set_name(instruction_set())},
                     {"name", checkpoint.name}};
  content.metadata[kMetadataKey] = head.dump();
  return encode_safetensors(content);
}

Checkpoint decode_checkpoint(std::string_view bytes, const std::string& name) {
  return checkpoint_from(decode_safetensors(bytes, name, Columns::Read), name);
}

void write_checkpoint(const fs::path& folder, Checkpoint checkpoint) {
  write_file_atomically(folder / kCheckpointFile, encode_checkpoint(std::move(checkpoint)));
}

Checkpoint read_checkpoint(const fs::path& folder) {
  const fs::path file = folder / kCheckpointFile;
  if (!fs::exists(file))
    throw Error(fmt::format("There is no {} in {}", kCheckpointFile, folder.string()),
                "Name the folder that a training wrote with --out");
  return checkpoint_from(read_safetensors(file, Columns::Read), file.string());
}

}  // namespace netdyno
