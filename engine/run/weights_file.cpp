// SPDX-License-Identifier: MIT
#include "engine/run/weights_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/run/atomic_file.h"
#include "engine/train/recipe.h"

namespace netdyno {

namespace {

static_assert(std::endian::native == std::endian::little, "the raw data is little-endian");

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kLargestHeader = 100'000'000;  // as the reference implementation allows

struct Entry {
  std::string name;
  Shape shape;
  std::uint64_t begin = 0, end = 0;  // bytes, from the start of the data
  bool is_skipped = false;
  bool is_column = false;
};

[[noreturn]] void refuse_tensors(const std::string& file, const std::string& problem) {
  throw Error(fmt::format("{} is not a usable safetensors file: {}", file, problem),
              "It may be damaged or cut off; write it again");
}

Json read_header(std::string_view bytes, const std::string& file) {
  if (bytes.size() < kLengthBytes)
    refuse_tensors(file, fmt::format("it holds {} bytes, fewer than a header needs", bytes.size()));
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), kLengthBytes);
  if (length > bytes.size() - kLengthBytes || length > kLargestHeader)
    refuse_tensors(file, fmt::format("its header claims {} bytes, the file holds {}", length,
                                     bytes.size() - kLengthBytes));
  const std::string_view text = bytes.substr(kLengthBytes, length);
  Json header = Json::parse(text, nullptr, false);
  // The parser takes a zero for the end of the text.
  if (!header.is_object() || text.find('\0') != text.npos)
    refuse_tensors(file, "its header is not a JSON object");
  return header;
}

std::uint64_t whole_number(const Json& value, const std::string& file, const std::string& name) {
  if (!value.is_number_unsigned())
    refuse_tensors(file, fmt::format("tensor \"{}\" has a {} where a whole number >= 0 belongs",
                                     name, value.type_name()));
  return value.get<std::uint64_t>();
}

const Json& list_of(const Json& entry, const char* key, const std::string& file,
                    const std::string& name) {
  const auto found = entry.find(key);
  if (found == entry.end() || !found->is_array())
    refuse_tensors(file, fmt::format("tensor \"{}\" has no list \"{}\"", name, key));
  return *found;
}

// Returns the bytes that the extents promise.
std::uint64_t read_shape(const Json& extents, Entry& entry, const std::string& file) {
  if (extents.size() > static_cast<std::size_t>(Shape::kMaxRank))
    refuse_tensors(file, fmt::format("tensor \"{}\" has {} dimensions, at most {} are supported",
                                     entry.name, extents.size(), Shape::kMaxRank));
  std::vector<Index> values;
  std::uint64_t promised = entry.is_column ? sizeof(double) : sizeof(float);
  for (const Json& extent : extents) {
    const std::uint64_t value = whole_number(extent, file, entry.name);
    if (__builtin_mul_overflow(promised, value, &promised) || value > INT32_MAX)
      refuse_tensors(file, fmt::format("the extents of tensor \"{}\" are too large", entry.name));
    values.push_back(static_cast<Index>(value));
  }
  if (values.empty()) values = {1};  // a scalar; a Tensor without a dimension holds nothing
  entry.shape = Shape(values);
  return promised;
}

bool is_step_counter(const std::string& name, const std::string& dtype) {
  return dtype == "I64" && name.ends_with("num_batches_tracked");
}

Entry read_entry(const std::string& name, const Json& value, const std::string& file,
                 Columns columns) {
  Entry entry;
  entry.name = name;
  if (!value.is_object())
    refuse_tensors(file, fmt::format("\"{}\" is no tensor's description", name));
  const auto dtype = value.find("dtype");
  if (dtype == value.end() || !dtype->is_string())
    refuse_tensors(file, fmt::format("tensor \"{}\" has no \"dtype\"", name));
  const auto type = dtype->get<std::string>();
  entry.is_skipped = is_step_counter(name, type);
  entry.is_column = type == "F64" && columns == Columns::Read;
  if (type != "F32" && !entry.is_skipped && !entry.is_column)
    throw Error(fmt::format("{}: tensor \"{}\" holds numbers of type {}", file, name, type),
                "Only float32 (F32) is supported; convert the tensors before saving");
  const Json& offsets = list_of(value, "data_offsets", file, name);
  if (offsets.size() != 2)
    refuse_tensors(file,
                   fmt::format("tensor \"{}\" has {} offsets instead of 2", name, offsets.size()));
  entry.begin = whole_number(offsets[0], file, name);
  entry.end = whole_number(offsets[1], file, name);
  const std::uint64_t promised = read_shape(list_of(value, "shape", file, name), entry, file);
  if (!entry.is_skipped && (entry.end < entry.begin || entry.end - entry.begin != promised))
    refuse_tensors(file,
                   fmt::format("tensor \"{}\" of shape {} needs {} bytes, its offsets {} to {} "
                               "differ from that",
                               name, entry.shape.text(), promised, entry.begin, entry.end));
  return entry;
}

std::map<std::string, std::string> read_metadata(const Json& value, const std::string& file) {
  std::map<std::string, std::string> metadata;
  if (!value.is_object()) refuse_tensors(file, "its __metadata__ is not a JSON object");
  for (const auto& [key, text] : value.items()) {
    if (!text.is_string()) refuse_tensors(file, fmt::format("metadata \"{}\" is not a text", key));
    metadata[key] = text.get<std::string>();
  }
  return metadata;
}

// The format asks for tensors back to back over the whole data: no gap, no overlap, no rest.
void check_coverage(std::vector<Entry>& entries, std::uint64_t data_bytes,
                    const std::string& file) {
  std::ranges::stable_sort(entries, {}, [](const Entry& e) { return std::pair(e.begin, e.end); });
  std::uint64_t position = 0;
  for (const Entry& entry : entries) {
    if (entry.end < entry.begin || entry.end > data_bytes)
      refuse_tensors(file, fmt::format("tensor \"{}\" lies at bytes {} to {} of {}", entry.name,
                                       entry.begin, entry.end, data_bytes));
    if (entry.begin != position)
      refuse_tensors(file,
                     fmt::format("tensor \"{}\" begins at byte {}, the one before it ends at {}",
                                 entry.name, entry.begin, position));
    position = entry.end;
  }
  if (position != data_bytes)
    refuse_tensors(file, fmt::format("its tensors fill {} of {} bytes", position, data_bytes));
}

std::string read_whole_file(const std::filesystem::path& file) {
  std::error_code error;
  const bool is_file = std::filesystem::is_regular_file(file, error);
  if (!is_file)
    throw Error(fmt::format("Cannot read {}: {}", file.string(),
                            error ? error.message() : std::string("it is not a file")),
                "Check the path of the weights file");
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(std::filesystem::file_size(file, error), '\0');
  if (!stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
    throw Error(fmt::format("Cannot read {}", file.string()), "Check its permissions");
  return bytes;
}

std::vector<double> read_column(std::string_view data, const Entry& entry) {
  std::vector<double> values((entry.end - entry.begin) / sizeof(double));
  if (!values.empty())
    std::memcpy(values.data(), data.data() + entry.begin, entry.end - entry.begin);
  return values;
}

}  // namespace

std::string encode_safetensors(const TensorFile& content) {
  Json header = Json::object();
  if (!content.metadata.empty()) header["__metadata__"] = content.metadata;
  std::uint64_t position = 0;
  for (const auto& [name, values] : content.columns) {
    const std::uint64_t end = position + sizeof(double) * values.size();
    header[name] = {
        {"dtype", "F64"}, {"shape", {values.size()}}, {"data_offsets", {position, end}}};
    position = end;
  }
  for (const auto& [name, tensor] : content.tensors) {
    DYNO_CHECK(tensor.shape().rank() > 0, fmt::format("Tensor {} has a shape", name));
    const std::uint64_t end = position + sizeof(float) * static_cast<std::uint64_t>(tensor.size());
    const auto extents = tensor.shape().extents();
    header[name] = {{"dtype", "F32"},
                    {"shape", std::vector<Index>(extents.begin(), extents.end())},
                    {"data_offsets", {position, end}}};
    position = end;
  }
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');  // keeps the data aligned
  const std::uint64_t length = text.size();

  std::string bytes;
  bytes.reserve(kLengthBytes + text.size() + position);
  bytes.append(reinterpret_cast<const char*>(&length), kLengthBytes);
  bytes += text;
  for (const auto& [name, values] : content.columns)
    bytes.append(reinterpret_cast<const char*>(values.data()), sizeof(double) * values.size());
  for (const auto& [name, tensor] : content.tensors)
    bytes.append(reinterpret_cast<const char*>(tensor.data()),
                 sizeof(float) * static_cast<std::size_t>(tensor.size()));
  return bytes;
}

TensorFile decode_safetensors(std::string_view bytes, const std::string& name, Columns columns) {
  const Json header = read_header(bytes, name);
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), kLengthBytes);
  const std::string_view data = bytes.substr(kLengthBytes + length);

  TensorFile content;
  std::vector<Entry> entries;
  for (const auto& [key, value] : header.items()) {
    if (key == "__metadata__")
      content.metadata = read_metadata(value, name);
    else
      entries.push_back(read_entry(key, value, name, columns));
  }
  check_coverage(entries, data.size(), name);
  for (const Entry& entry : entries) {
    if (entry.is_skipped) continue;
    if (entry.is_column) {
      content.columns.emplace_back(entry.name, read_column(data, entry));
      continue;
    }
    Tensor tensor(entry.shape);
    if (entry.end > entry.begin)
      std::memcpy(tensor.data(), data.data() + entry.begin, entry.end - entry.begin);
    content.tensors.emplace_back(entry.name, std::move(tensor));
  }
  return content;
}

TensorFile read_safetensors(const std::filesystem::path& file, Columns columns) {
  return decode_safetensors(read_whole_file(file), file.string(), columns);
}

void write_safetensors(const std::filesystem::path& file, const TensorFile& content) {
  write_file_atomically(file, encode_safetensors(content));
}

TensorFile network_weights(Network& network) {
  TensorFile content;
  for (const NamedTensor& named : network.state())
    content.tensors.emplace_back(named.name, *named.tensor);
  return content;
}

void load_network_weights(Network& network, const std::filesystem::path& file) {
  const TensorFile content = read_safetensors(file);
  std::map<std::string, const Tensor*> given;
  for (const auto& [name, tensor] : content.tensors) given[name] = &tensor;

  std::vector<std::string> problems;
  const std::vector<NamedTensor> wanted = network.state();
  for (const NamedTensor& named : wanted) {
    const auto found = given.find(named.name);
    if (found == given.end()) {
      problems.push_back(fmt::format("{} is missing", named.name));
      continue;
    }
    if (found->second->shape() != named.tensor->shape())
      problems.push_back(fmt::format("{} is {}, the network has {}", named.name,
                                     found->second->shape().text(), named.tensor->shape().text()));
    given.erase(found);
  }
  for (const auto& [name, tensor] : given)
    problems.push_back(fmt::format("{} is not in the network", name));
  if (!problems.empty())
    throw Error(fmt::format("The weights in {} do not fit the network: {}", file.string(),
                            fmt::join(problems, "; ")),
                "Use the weights of a run with the same list of layers");

  std::map<std::string, const Tensor*> values;
  for (const auto& [name, tensor] : content.tensors) values[name] = &tensor;
  for (const NamedTensor& named : wanted) *named.tensor = *values.at(named.name);
}

}  // namespace netdyno
