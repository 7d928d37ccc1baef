// SPDX-License-Identifier: MIT
#include "engine/data/sources/idx_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/error.h"
#include "engine/data/idx_reader.h"
#include "engine/data/sources/source_files.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

struct FilePair {
  const char* images;
  const char* labels;
};
constexpr FilePair kTrainFiles = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte"};
constexpr FilePair kTestFiles = {"t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};

constexpr const char* kFashionMnist = "fashion-mnist";
constexpr const char* kInstallHint = "Install Debian's package dataset-fashion-mnist";

fs::path needed_file(const fs::path& folder, const char* name, const std::string& hint) {
  const fs::path file = existing_file(folder, name);
  if (file.empty())
    throw Error(fmt::format("{} holds neither {} nor {}.gz", folder.string(), name, name), hint);
  return file;
}

// The first folder with the pair's images; what it lacks beyond that is an error of its own.
fs::path find_idx_folder(const std::string& set, const std::string& path, const FilePair& pair,
                         const std::string& hint) {
  // MNIST's files have the same names: a bare folder is taken to hold Fashion-MNIST only.
  const bool allow_bare = set == kFashionMnist;
  if (!path.empty()) return path;
  std::vector<std::string> searched;
  for (const fs::path& folder : data_folders(set, allow_bare)) {
    if (!existing_file(folder, pair.images).empty()) return folder;
    searched.push_back(folder.string());
  }
  throw Error(
      fmt::format("No {} found: {} is in none of {}", set, pair.images, fmt::join(searched, ", ")),
      hint);
}

std::shared_ptr<const Dataset> load_named(const std::string& set, const std::string& path,
                                          const FilePair& pair, const std::string& hint,
                                          std::vector<std::string> classes,
                                          const Progress& progress) {
  const fs::path folder = find_idx_folder(set, path, pair, hint);
  const fs::path images = needed_file(folder, pair.images, hint);
  const fs::path labels = needed_file(folder, pair.labels, hint);
  return read_idx_pair(set, images, labels, std::move(classes), progress);
}

std::shared_ptr<const Dataset> load_fashion(const Options& options, const SourceContext& context,
                                            const FilePair& pair) {
  return load_named(kFashionMnist, options.text("path"), pair, kInstallHint,
                    {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt",
                     "Sneaker", "Bag", "Ankle boot"},
                    context.progress);
}

std::shared_ptr<const Dataset> load_mnist(const Options& options, const SourceContext& context,
                                          const FilePair& pair) {
  return load_named("mnist", options.text("path"), pair,
                    fmt::format("Put MNIST's four files there, or name their folder as data.path"),
                    numbered_classes(10), context.progress);
}

std::shared_ptr<const Dataset> load_idx(const Options& options, const SourceContext& context,
                                        const FilePair& pair, const std::string& images,
                                        const std::string& labels) {
  const std::string hint =
      "Name the files as data.images and data.labels, or put the four files "
      "with MNIST's names into one folder, data.path";
  const fs::path folder = options.text("path");
  const auto file = [&](const std::string& given, const char* standard) {
    if (!given.empty()) return folder / given;
    if (folder.empty()) throw Error(fmt::format("No place is given for {}", standard), hint);
    return needed_file(folder, standard, hint);
  };
  const fs::path image_file = file(images, pair.images);
  const fs::path label_file = file(labels, pair.labels);
  return read_idx_pair("idx", image_file, label_file, numbered_classes(options.integer("classes")),
                       context.progress);
}

// What to do where labels exceed the classes; "" where none does.
std::string label_hint(const std::string& set, const std::vector<std::int32_t>& labels,
                       Index classes) {
  const auto [least, most] = std::ranges::minmax_element(labels);
  if (labels.empty() || *most < classes) return {};
  const std::string range = fmt::format("The labels run from {} to {}", *least, *most);
  if (set != "idx") return range + ": these are files of another set, for data.source idx";
  return range +
         fmt::format(": set data.classes to {}, and as many units in the last layer", *most + 1);
}

}  // namespace

std::shared_ptr<const Dataset> read_idx_pair(const std::string& name, const fs::path& images,
                                             const fs::path& labels,
                                             std::vector<std::string> class_names,
                                             const Progress& progress) {
  // The labels are a thousandth of the data: no progress of their own.
  IdxArray label_array = read_idx(labels);
  if (label_array.shape.rank() != 1)
    throw Error(fmt::format("{}: expected labels, found an array of {}", labels.string(),
                            label_array.shape.text()),
                "Labels have one dimension, magic 0x00000801");
  IdxArray image_array = read_idx(images, progress);
  const Shape& shape = image_array.shape;
  if (shape.rank() != 3 && shape.rank() != 4)
    throw Error(
        fmt::format("{}: expected images, found an array of {}", images.string(), shape.text()),
        "Images have three dimensions, magic 0x00000803");
  const Shape sample = shape.rank() == 3 ? Shape{1, shape[1], shape[2]} : shape.without_batch();
  if (shape[0] != label_array.shape[0])
    throw Error(fmt::format("The counts of images and labels differ: {} has {}, {} has {}",
                            images.string(), shape[0], labels.string(), label_array.shape[0]),
                "Check that both files belong together");
  std::vector<std::int32_t> classes(label_array.bytes.begin(), label_array.bytes.end());
  const std::string hint = label_hint(name, classes, std::ssize(class_names));
  try {
    return std::make_shared<const Dataset>(name, sample, std::move(image_array.bytes),
                                           std::move(classes), std::move(class_names));
  } catch (const Error& error) {
    throw Error(fmt::format("{} (in {} and {})", error.what(), images.string(), labels.string()),
                hint.empty() ? error.hint() : hint);
  }
}

DataSource fashion_mnist_source() {
  return {kFashionMnist,
          "60000 grey images of clothes, 28×28, in ten classes (Xiao, Rasul, Vollgraf 2017)",
          {text("path", "folder of the four files, searched for when empty")},
          [](const Options& options, const SourceContext& context) {
            return load_fashion(options, context, kTrainFiles);
          },
          [](const Options& options, const SourceContext& context) {
            return load_fashion(options, context, kTestFiles);
          }};
}

DataSource mnist_source() {
  return {"mnist",
          "60000 grey images of handwritten digits, 28×28, in ten classes (LeCun et al. 1998)",
          {text("path", "folder of the four files, searched for when empty")},
          [](const Options& options, const SourceContext& context) {
            return load_mnist(options, context, kTrainFiles);
          },
          [](const Options& options, const SourceContext& context) {
            return load_mnist(options, context, kTestFiles);
          }};
}

DataSource idx_source() {
  return {
      "idx",
      "Images and labels in IDX files, plain or .gz",
      {text("path", "folder of the files, with MNIST's names where no others are given"),
       text("images", "file of the training images, relative to path"),
       text("labels", "file of the training labels, relative to path"),
       text("test_images", "file of the test images, relative to path"),
       text("test_labels", "file of the test labels, relative to path"),
       integer("classes", "number of classes").preset(std::int64_t{10}).at_least(1).at_most(256)},
      [](const Options& options, const SourceContext& context) {
        return load_idx(options, context, kTrainFiles, options.text("images"),
                        options.text("labels"));
      },
      [](const Options& options, const SourceContext& context) {
        return load_idx(options, context, kTestFiles, options.text("test_images"),
                        options.text("test_labels"));
      }};
}

}  // namespace netdyno
