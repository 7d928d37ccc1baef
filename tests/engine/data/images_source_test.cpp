// SPDX-License-Identifier: MIT
#include "engine/data/sources/images_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stb_image_write.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "engine/core/error.h"
#include "engine/core/registry.h"
#include "engine/data/picture_file.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using Rgb = std::array<std::uint8_t, 3>;

// A picture whose left half has one colour and whose right half another.
void write_halves(const fs::path& file, int width, int height, Rgb left, Rgb right) {
  fs::create_directories(file.parent_path());
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const Rgb& color = x < width / 2 ? left : right;
      pixels.insert(pixels.end(), color.begin(), color.end());
    }
  const bool is_jpeg = file.extension() == ".jpg";
  const int written =
      is_jpeg ? stbi_write_jpg(file.c_str(), width, height, 3, pixels.data(), 95)
              : stbi_write_png(file.c_str(), width, height, 3, pixels.data(), width * 3);
  ASSERT_NE(written, 0) << file;
}

std::shared_ptr<const Dataset> load(const fs::path& root, const Shape& input,
                                    bool skips_unreadable = false) {
  const DataSource source = images_source();
  Options options = complete_options(source.fields, [&] {
    Options given;
    given.set(source.fields, "path", root.string());
    given.set(source.fields, "skip_unreadable", skips_unreadable);
    return given;
  }());
  return source.load_train(options, {.input = input});
}

std::string refusal(const fs::path& root, const Shape& input = {3, 4, 4}) {
  try {
    load(root, input);
  } catch (const Error& error) {
    return error.message();
  }
  return "no error";
}

constexpr Rgb kRed = {255, 0, 0}, kBlue = {0, 0, 255}, kWhite = {255, 255, 255};

TEST(ImagesSource, ReadsMixedSizesAndKindsInPlanes) {
  const test::TemporaryFolder folder;
  write_halves(folder / "cats" / "a.png", 8, 8, kRed, kRed);
  write_halves(folder / "cats" / "b.JPEG", 1, 1, kRed, kRed);  // PNG bytes under another name
  write_halves(folder / "dogs" / "c.jpg", 31, 17, kBlue, kBlue);
  std::ofstream(folder / "dogs" / "notes.txt") << "not a picture";
  const auto data = load(folder.path(), {3, 4, 4});
  ASSERT_EQ(data->size(), 3);
  EXPECT_THAT(data->class_names(), ElementsAre("cats", "dogs"));
  for (Index i = 0; i < 3; ++i) {
    std::vector<float> pixels(48);
    data->read(i, pixels);
    const bool is_cat = data->label(i) == 0;
    EXPECT_NEAR(pixels[0], is_cat ? 1 : 0, 0.05) << "the red plane comes first";
    EXPECT_NEAR(pixels[47], is_cat ? 0 : 1, 0.05) << "the blue one last";
  }
}

TEST(ImagesSource, TakesOneOfEachClassInTurn) {
  const test::TemporaryFolder folder;
  for (const char* name : {"0", "1", "2", "3"}) {
    write_halves(folder / "a" / (std::string(name) + ".png"), 4, 4, kRed, kRed);
    write_halves(folder / "b" / (std::string(name) + ".png"), 4, 4, kBlue, kBlue);
  }
  const auto data = load(folder.path(), {1, 2, 2});
  std::vector<std::int32_t> labels;
  for (Index i = 0; i < data->size(); ++i) labels.push_back(data->label(i));
  EXPECT_THAT(labels, ElementsAre(0, 1, 0, 1, 0, 1, 0, 1));
}

TEST(PictureFile, CoversTheSizeAndTakesTheMiddle) {
  const test::TemporaryFolder folder;
  write_halves(folder / "wide.png", 40, 10, kRed, kBlue);
  const std::vector<std::uint8_t> picture = read_picture(folder / "wide.png", {3, 10, 10});
  EXPECT_EQ(picture[0], 255) << "left of the middle is red";
  EXPECT_EQ(picture[9], 0);
  EXPECT_EQ(picture[200 + 9], 255) << "right of it is blue";
}

TEST(PictureFile, GreyIsTheLuminance) {
  const test::TemporaryFolder folder;
  write_halves(folder / "white.png", 3, 3, kWhite, kWhite);
  EXPECT_EQ(read_picture(folder / "white.png", {1, 2, 2}), std::vector<std::uint8_t>(4, 255));
}

TEST(ImagesSource, NamesWhatCannotBeReadAndSkipsItOnlyIfTold) {
  const test::TemporaryFolder folder;
  write_halves(folder / "a" / "good.png", 4, 4, kRed, kRed);
  std::ofstream(folder / "a" / "bad.png") << "no picture at all";
  write_halves(folder / "b" / "cut.png", 64, 64, kRed, kBlue);
  fs::resize_file(folder / "b" / "cut.png", fs::file_size(folder / "b" / "cut.png") / 2);
  write_halves(folder / "b" / "good.png", 4, 4, kRed, kRed);
  const std::string message = refusal(folder.path());
  EXPECT_THAT(message, HasSubstr("2 of 4 pictures cannot be read"));
  EXPECT_THAT(message, HasSubstr("a/bad.png"));
  EXPECT_THAT(message, HasSubstr("b/cut.png"));
  EXPECT_THAT(message, Not(HasSubstr("good.png")));
  EXPECT_THAT(message, HasSubstr("data.skip_unreadable"));
  EXPECT_EQ(load(folder.path(), {3, 4, 4}, true)->size(), 2);
}

// A PNG header that claims 2^30 pixels, and nothing behind it.
TEST(ImagesSource, ALyingHeaderTakesNoMemory) {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "a");
  const unsigned char bytes[] = {0x89, 'P', 'N', 'G', 13,  10, 26, 10,   0, 0, 0,
                                 13,   'I', 'H', 'D', 'R', 0,  0,  0x80, 0, 0, 0,
                                 0x80, 0,   8,   2,   0,   0,  0,  0,    0, 0, 0};
  std::ofstream(folder / "a" / "huge.png", std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes), sizeof bytes);
  EXPECT_THAT(refusal(folder.path()), HasSubstr("32768×32768 pixels are too many"));
}

// A good PNG with one byte replaced.
std::string refusal_with(std::streamoff at, char byte) {
  const test::TemporaryFolder folder;
  const fs::path file = folder / "a" / "lie.png";
  write_halves(file, 7, 5, kRed, kBlue);
  std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(at).put(byte);
  return refusal(folder.path());
}

TEST(PictureFile, BelievesNoLengthThatTheFileDoesNotHave) {
  constexpr std::streamoff kWidth = 16, kDataLength = 33;
  EXPECT_THAT(refusal_with(kDataLength, '\x22'), HasSubstr("a chunk goes on beyond the end"));
  EXPECT_THAT(refusal_with(kWidth + 1, '\x20'), HasSubstr("2097159×5 pixels do not fit"));
}

TEST(PictureFile, RefusesAPictureOfNoHeight) {
  const test::TemporaryFolder folder;
  const fs::path file = folder / "a" / "flat.bmp";
  fs::create_directories(file.parent_path());
  const std::uint8_t pixels[2 * 3] = {};
  ASSERT_NE(stbi_write_bmp(file.c_str(), 2, 1, 3, pixels), 0);
  constexpr std::streamoff kHeight = 22;
  std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(kHeight).put('\0');
  EXPECT_THAT(refusal(folder.path()), HasSubstr("has no pixels"));
}

TEST(ImagesSource, SaysWhatAFolderLacks) {
  const test::TemporaryFolder folder;
  EXPECT_THAT(refusal(folder / "missing"), HasSubstr("Cannot read the folder"));
  EXPECT_THAT(refusal(folder.path()), HasSubstr("holds no folder"));
  fs::create_directories(folder / "empty");
  EXPECT_THAT(refusal(folder.path()), HasSubstr("holds no picture of a kind that is read"));
}

void write_file(const fs::path& file, const std::string& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

TEST(ImagesSource, TellsWhatItLeavesOut) {
  const test::TemporaryFolder folder;
  for (const char* name : {"a/1.png", "b/2.png", "loose.png"})
    write_halves(folder / name, 4, 4, kRed, kRed);
  const std::string webp("RIFF\x1a\0\0\0WEBPVP8L", 16);
  write_file(folder / "a" / "1.webp", webp);
  write_file(folder / "b" / "2.webp", webp);
  write_file(folder / "b" / "scan.tga", "tga");
  write_file(folder / "b" / "notes.txt", "by hand");
  for (const char* name : {".DS_Store", "Thumbs.db", "desktop.ini", "._1.png"})
    write_file(folder / "a" / name, "x");
  write_file(folder / "__MACOSX" / "a" / "._1.png", "x");
  fs::create_symlink("nowhere.png", folder / "b" / "broken.png");
  const auto data = load(folder.path(), {3, 4, 4});
  EXPECT_EQ(data->size(), 2);
  EXPECT_THAT(
      data->notes(),
      ElementsAre(
          HasSubstr("3 pictures are left out, of formats that are not read: 1 .tga, 2 WebP"),
          HasSubstr("1 picture is left out: they lie beside"),
          HasSubstr("2 files are left out, for they are no pictures: 1 .txt, 1 broken link"),
          HasSubstr("5 files are left out that are hidden or belong to a system")));
}

TEST(ImagesSource, ReadsPicturesByTheirContentAndOfNestedFolders) {
  const test::TemporaryFolder folder;
  write_halves(folder / "a" / "1.png", 4, 4, kRed, kRed);
  fs::rename(folder / "a" / "1.png", folder / "a" / "no-ending");
  write_halves(folder / "a" / "deep" / "er" / "2.png", 4, 4, kRed, kRed);
  write_halves(folder / "b" / "3.png", 4, 4, kRed, kRed);
  fs::create_directory_symlink("..", folder / "b" / "circle");
  const auto data = load(folder.path(), {3, 4, 4});
  EXPECT_EQ(data->size(), 3);
  EXPECT_THAT(data->notes(),
              ElementsAre(HasSubstr("The pictures of 1 folder below those of the classes"),
                          HasSubstr("1 link is not followed")));
}

TEST(ImagesSource, TellsHowManyUnreadablePicturesItLeftOut) {
  const test::TemporaryFolder folder;
  write_halves(folder / "a" / "1.png", 4, 4, kRed, kRed);
  write_file(folder / "a" / "bad.png", "no picture");
  write_file(folder / "b" / "empty.jpg", "");
  const auto data = load(folder.path(), {3, 4, 4}, true);
  ASSERT_EQ(data->notes().size(), 1u);
  EXPECT_THAT(data->notes()[0], HasSubstr("2 of 3 pictures are left out, they cannot be read"));
  EXPECT_THAT(data->notes()[0], HasSubstr("empty.jpg: is empty"));
}

TEST(ImagesSource, AClassOfOtherFormatsOnlyIsNamed) {
  const test::TemporaryFolder folder;
  write_file(folder / "a" / "1.webp", std::string("RIFF\x1a\0\0\0WEBPVP8L", 16));
  EXPECT_THAT(refusal(folder.path()), HasSubstr("but 1 of other kinds. Convert them"));
}

TEST(ImagesSource, NeedsAnInputOfOneOrThreeChannels) {
  const test::TemporaryFolder folder;
  EXPECT_THAT(refusal(folder.path(), {2, 4, 4}), HasSubstr("[3, H, W]"));
  EXPECT_THAT(refusal(folder.path(), {16}), HasSubstr("[3, H, W]"));
}

}  // namespace
}  // namespace netdyno
