// SPDX-License-Identifier: MIT
#include "engine/formats/weights_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/core/error.h"
#include "engine/core/open_file.h"
#include "engine/formats/atomic_file.h"
#include "engine/formats/foreign_weights.h"
#include "engine/formats/weight_names.h"
#include "engine/formats/weight_numbers.h"
#include "engine/recipe/recipe.h"

namespace netdyno {

namespace {

static_assert(std::endian::native == std::endian::little, "the raw data is little-endian");

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kLargestHeader = 100'000'000;  // as the reference implementation allows

struct Entry {
  std::string name;
  Shape shape;
  std::uint64_t begin = 0, end = 0;  // bytes, from the start of the data
  std::string type;
  bool is_skipped = false;
  bool is_column = false;
};

[[noreturn]] void refuse_tensors(const std::string& file, const std::string& problem) {
  throw Error(fmt::format("{} is not a usable safetensors file: {}", file, problem),
              "It may be damaged or cut off; write it again");
}

// JSON leaves open what a name means that is given twice, and parsers take the last without a word.
class DuplicateFinder {
 public:
  bool operator()(int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) keys_.emplace_back();
    if (event == Json::parse_event_t::object_end && !keys_.empty()) keys_.pop_back();
    if (event == Json::parse_event_t::key && !keys_.empty()) {
      const auto key = parsed.get<std::string>();
      if (!keys_.back().insert(key).second && duplicate_.empty()) duplicate_ = key;
    }
    return true;
  }
  const std::string& duplicate() const { return duplicate_; }

 private:
  std::vector<std::set<std::string>> keys_;  // of the objects that are open
  std::string duplicate_;
};

Json read_header(std::string_view bytes, const std::string& file) {
  refuse_foreign_weights(bytes, file);
  if (bytes.size() < kLengthBytes)
    refuse_tensors(file, fmt::format("it holds {} bytes, fewer than a header needs", bytes.size()));
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), kLengthBytes);
  if (length > bytes.size() - kLengthBytes || length > kLargestHeader)
    refuse_tensors(file, fmt::format("its header claims {} bytes, the file holds {}", length,
                                     bytes.size() - kLengthBytes));
  const std::string_view text = bytes.substr(kLengthBytes, length);
  DuplicateFinder finder;
  Json header = Json::parse(text, std::ref(finder), false);
  // The parser takes a zero for the end of the text.
  if (!header.is_object() || text.find('\0') != text.npos)
    refuse_tensors(file, "its header is not a JSON object");
  if (!finder.duplicate().empty())
    refuse_tensors(file, fmt::format("its header holds \"{}\" twice", finder.duplicate()));
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
  std::uint64_t promised = std::max<std::uint64_t>(1, weight_number_bytes(entry.type));
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
  entry.type = dtype->get<std::string>();
  entry.is_skipped = is_step_counter(name, entry.type);
  entry.is_column = entry.type == "F64" && columns == Columns::Read;
  if (weight_number_bytes(entry.type) == 0 && !entry.is_skipped)
    throw Error(fmt::format("{}: tensor \"{}\" holds numbers of type {}", file, name, entry.type),
                "F32, F16, BF16 and F64 are read; convert the tensors before saving");
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
  std::set<std::string> converted;
  for (const Entry& entry : entries) {
    if (entry.is_skipped) continue;
    if (entry.is_column) {
      content.columns.emplace_back(entry.name, read_column(data, entry));
      continue;
    }
    Tensor tensor(entry.shape);
    if (!convert_weights(entry.type, data.substr(entry.begin, entry.end - entry.begin),
                         tensor.values()))
      throw Error(fmt::format("{}: tensor \"{}\" holds numbers beyond the range of float32", name,
                              entry.name),
                  "Weights as large as that come from a training that diverged");
    if (entry.type != "F32") converted.insert(entry.type);
    content.tensors.emplace_back(entry.name, std::move(tensor));
  }
  if (!converted.empty())
    content.notes.push_back(
        fmt::format("Weights of type {} are converted to float32", fmt::join(converted, ", ")));
  return content;
}

TensorFile read_safetensors(const std::filesystem::path& file, Columns columns) {
  return decode_safetensors(read_file(file, "Check the path of the weights file"), file.string(),
                            columns);
}

void write_safetensors(const std::filesystem::path& file, const TensorFile& content) {
  write_file_atomically(file, encode_safetensors(content));
}

TensorFile weights_content(std::span<const NamedValue> state) {
  TensorFile content;
  for (const NamedValue& named : state) content.tensors.emplace_back(named.name, *named.tensor);
  return content;
}

namespace {

// Takes off what stands before all of the network's names, see weight_names.h.
void take_off_prefix(TensorFile& content, const std::vector<std::string>& wanted,
                     const std::string& file) {
  std::vector<std::string> present;
  for (const auto& [name, tensor] : content.tensors) present.push_back(name);
  const std::vector<std::string> prefixes = fitting_prefixes(present, wanted);
  if (prefixes.size() > 1)
    throw Error(fmt::format("{} holds the network {} times, under the names {}", file,
                            prefixes.size(), fmt::join(prefixes, ", ")),
                "Write a file with one of them");
  if (prefixes.empty() || prefixes.front().empty()) return;
  const std::string& prefix = prefixes.front();
  for (auto& [name, tensor] : content.tensors)
    if (name.starts_with(prefix)) name.erase(0, prefix.size());
  content.notes.push_back(
      fmt::format("\"{}\" was taken off the names of the tensors in {}", prefix, file));
}

std::string first_of(const std::vector<std::string>& problems) {
  constexpr std::size_t kNamed = 12;
  if (problems.size() <= kNamed) return fmt::format("{}", fmt::join(problems, "; "));
  return fmt::format("{}; and {} more",
                     fmt::join(problems.begin(), problems.begin() + kNamed, "; "),
                     problems.size() - kNamed);
}

}  // namespace

std::vector<std::string> load_network_weights(Network& network, const std::filesystem::path& file) {
  TensorFile content = read_safetensors(file);
  const std::vector<NamedTensor> wanted = network.state();
  std::vector<std::string> names;
  for (const NamedTensor& named : wanted) names.push_back(named.name);
  take_off_prefix(content, names, file.string());
  std::map<std::string, const Tensor*> given;
  for (const auto& [name, tensor] : content.tensors) given[name] = &tensor;

  std::vector<std::string> problems;
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
                            first_of(problems)),
                "Use the weights of a run with the same list of layers");

  std::map<std::string, const Tensor*> values;
  for (const auto& [name, tensor] : content.tensors) values[name] = &tensor;
  for (const NamedTensor& named : wanted) *named.tensor = *values.at(named.name);
  return std::move(content.notes);
}

}  // namespace netdyno
