// SPDX-License-Identifier: MIT
#include "engine/data/sources/cifar_source.h"

#include <fmt/format.h>

#include "engine/core/error.h"
#include "engine/data/byte_stream.h"
#include "engine/data/sources/source_files.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPixelBytes = 3 * 32 * 32;

struct CifarSet {
  const char* name;
  const char* unpacked_folder;  // as the published archive unpacks
  std::size_t label_bytes;      // the last of them is the label
  std::vector<std::string> class_names;
  std::vector<std::string> train_files;
  std::string test_file;
};

CifarSet cifar10() {
  return {
      "cifar10",
      "cifar-10-batches-bin",
      1,
      {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"},
      {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin",
       "data_batch_5.bin"},
      "test_batch.bin"};
}

CifarSet cifar100() {
  return {"cifar100", "cifar-100-binary", 2, numbered_classes(100), {"train.bin"}, "test.bin"};
}

struct Records {
  std::vector<std::uint8_t> pixels;
  std::vector<std::int32_t> labels;
};

void read_records(const fs::path& file, const CifarSet& set, Records& records,
                  const Progress& progress) {
  ByteStream stream(file);
  std::vector<std::uint8_t> record(set.label_bytes + kPixelBytes);
  std::size_t count = 0;
  for (;; ++count) {
    const std::size_t got = stream.read(record);
    if (got == 0) break;
    if (got < record.size())
      throw Error(fmt::format("{}: truncated, record {} has {} of {} bytes", file.string(), count,
                              got, record.size()),
                  "Get the file again");
    const std::size_t label = record[set.label_bytes - 1];
    if (label >= set.class_names.size())
      throw Error(fmt::format("{}: labels out of range, record {} has the label {}, expected 0 to "
                              "{}",
                              file.string(), count, label, set.class_names.size() - 1),
                  "Check that this is the binary version of the set");
    records.labels.push_back(static_cast<std::int32_t>(label));
    records.pixels.insert(records.pixels.end(),
                          record.begin() + static_cast<std::ptrdiff_t>(set.label_bytes),
                          record.end());
    if (progress && count % 1024 == 0 && !progress(stream.progress())) throw Error("cancelled");
  }
  if (count == 0) throw Error(fmt::format("{}: empty", file.string()), "Get the file again");
}

// The first folder that holds the file: those searched, or the one that the recipe names.
fs::path find_cifar_folder(const CifarSet& set, const std::string& path, const std::string& file) {
  std::vector<std::string> searched;
  for (const fs::path& folder :
       path.empty() ? data_folders(set.name, false) : std::vector<fs::path>{path})
    for (const fs::path& place : {folder, folder / set.unpacked_folder}) {
      if (!existing_file(place, file).empty()) return place;
      searched.push_back(place.string());
    }
  throw Error(
      fmt::format("No {} found: {} is in none of {}", set.name, file, fmt::join(searched, ", ")),
      "Put the binary version of the set there, or name its folder as data.path");
}

std::shared_ptr<const Dataset> load_cifar(const CifarSet& set,
                                          const std::vector<std::string>& files,
                                          const Options& options, const Progress& progress) {
  const fs::path folder = find_cifar_folder(set, options.text("path"), files.front());
  Records records;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const fs::path file = existing_file(folder, files[i]);
    const Progress share = [&](double done) {
      return !progress ||
             progress((static_cast<double>(i) + done) / static_cast<double>(files.size()));
    };
    read_records(file.empty() ? folder / files[i] : file, set, records, share);
  }
  return std::make_shared<const Dataset>(set.name, Shape{3, 32, 32}, std::move(records.pixels),
                                         std::move(records.labels), set.class_names);
}

std::vector<OptionField> cifar_fields() {
  return {text("path", "folder of the binary files, searched for when empty")};
}

}  // namespace

DataSource cifar10_source() {
  return {"cifar10", "50000 colour images, 32×32, in ten classes (Krizhevsky 2009)", cifar_fields(),
          [](const Options& options, const SourceContext& context) {
            return load_cifar(cifar10(), cifar10().train_files, options, context.progress);
          },
          [](const Options& options, const SourceContext& context) {
            return load_cifar(cifar10(), {cifar10().test_file}, options, context.progress);
          }};
}

DataSource cifar100_source() {
  return {"cifar100", "50000 colour images, 32×32, in a hundred classes (Krizhevsky 2009)",
          cifar_fields(),
          [](const Options& options, const SourceContext& context) {
            return load_cifar(cifar100(), cifar100().train_files, options, context.progress);
          },
          [](const Options& options, const SourceContext& context) {
            return load_cifar(cifar100(), {cifar100().test_file}, options, context.progress);
          }};
}

}  // namespace netdyno
