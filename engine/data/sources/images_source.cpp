// SPDX-License-Identifier: MIT
#include "engine/data/sources/images_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/data/picture_file.h"
#include "engine/data/picture_folders.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

void mix(std::vector<PictureClass>& classes) {
  constexpr std::uint64_t kFixedSeed = 1;  // the order belongs to the files, not to a run
  Random random(kFixedSeed, Stream::Order);
  for (PictureClass& one : classes)
    for (std::size_t i = one.files.size(); i > 1; --i)
      std::swap(one.files[i - 1], one.files[random.below(i)]);
}

// Reads pictures, and keeps what is wrong with those that cannot be read.
class ImageReader {
 public:
  ImageReader(const Shape& shape, const Progress& progress, std::size_t total)
      : shape_(shape), progress_(progress), total_(total) {}

  void read(const fs::path& file, std::int32_t label) {
    if (progress_ && !progress_(static_cast<double>(done_) / static_cast<double>(total_)))
      throw Error("cancelled");
    ++done_;
    try {
      const std::vector<std::uint8_t> picture = read_picture(file, shape_);
      pixels_.insert(pixels_.end(), picture.begin(), picture.end());
      labels_.push_back(label);
    } catch (const Error& error) {
      problems_.push_back(error.what());
    }
  }

  void refuse_problems() const {
    if (problems_.empty()) return;
    throw Error(
        fmt::format("{} of {} pictures cannot be read: {}", problems_.size(), total_, problems()),
        "Remove them, or set data.skip_unreadable to true");
  }

  void tell_problems(std::vector<std::string>& notes) const {
    if (problems_.empty()) return;
    notes.push_back(fmt::format("{} of {} pictures are left out, they cannot be read: {}",
                                problems_.size(), total_, problems()));
  }

  std::shared_ptr<const Dataset> dataset(std::vector<std::string> class_names,
                                         std::vector<std::string> notes) {
    return std::make_shared<const Dataset>("images", shape_, std::move(pixels_), std::move(labels_),
                                           std::move(class_names), std::move(notes));
  }

 private:
  std::string problems() const {
    constexpr std::size_t kNamed = 20;
    const auto end =
        problems_.begin() + static_cast<std::ptrdiff_t>(std::min(kNamed, problems_.size()));
    std::string list = fmt::format("{}", fmt::join(problems_.begin(), end, "; "));
    if (problems_.size() > kNamed) list += fmt::format("; {} more", problems_.size() - kNamed);
    return list;
  }

  Shape shape_;
  const Progress& progress_;
  std::size_t total_;
  std::size_t done_ = 0;
  std::vector<std::uint8_t> pixels_;
  std::vector<std::int32_t> labels_;
  std::vector<std::string> problems_;
};

std::shared_ptr<const Dataset> load_images(const fs::path& root, const Options& options,
                                           const SourceContext& context) {
  const Index channels = context.input.channels();
  if (!context.input.is_image() || (channels != 1 && channels != 3))
    throw RecipeError("model.input",
                      fmt::format("expected [1, H, W] or [3, H, W] for pictures, found {}",
                                  context.input.text()));
  PictureFolders found = find_pictures(root);
  std::vector<PictureClass>& classes = found.classes;
  mix(classes);
  std::size_t total = 0, longest = 0;
  std::vector<std::string> names;
  for (const PictureClass& one : classes) {
    total += one.files.size();
    longest = std::max(longest, one.files.size());
    names.push_back(one.name);
  }
  ImageReader reader(context.input, context.progress, total);
  for (std::size_t i = 0; i < longest; ++i)
    for (std::size_t c = 0; c < classes.size(); ++c)
      if (i < classes[c].files.size())
        reader.read(classes[c].files[i], static_cast<std::int32_t>(c));
  if (!options.boolean("skip_unreadable")) reader.refuse_problems();
  reader.tell_problems(found.notes);
  return reader.dataset(std::move(names), std::move(found.notes));
}

std::shared_ptr<const Dataset> load_images_train(const Options& options,
                                                 const SourceContext& context) {
  return load_images(options.text("path"), options, context);
}

std::shared_ptr<const Dataset> load_images_test(const Options& options,
                                                const SourceContext& context) {
  const std::string& root = options.text("test_path");
  if (root.empty()) return nullptr;
  auto test = load_images(root, options, context);
  const auto classes = find_pictures(options.text("path")).classes;
  const bool is_same = std::ranges::equal(classes, test->class_names(), {}, &PictureClass::name);
  if (!is_same)
    throw Error(fmt::format("{} has other classes than {}", root, options.text("path")),
                "Both need the same folders");
  return test;
}

}  // namespace

DataSource images_source() {
  return {"images",
          "Pictures of any size: a folder with a folder of PNG, JPEG, BMP, GIF, PGM or PPM files "
          "for each class",
          {text("path", "the folder of the training pictures").required(),
           text("test_path", "the same for the test pictures, none when empty"),
           boolean("skip_unreadable", "leave out pictures that cannot be read").preset(false)},
          load_images_train,
          load_images_test};
}

}  // namespace netdyno
