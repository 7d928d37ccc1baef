// SPDX-License-Identifier: MIT
#include "engine/data/picture_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stb_image_write.h>
#include <zlib.h>

#include "engine/core/error.h"
#include "engine/data/picture_orientation.h"
#include "engine/data/png_check.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

using ::testing::HasSubstr;
using Bytes = std::vector<std::uint8_t>;

std::string big_endian_bytes(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
  return bytes;
}

std::string png_part(const std::string& name, const std::string& data) {
  const std::string named = name + data;
  const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(named.data()), named.size());
  return big_endian_bytes(static_cast<std::uint32_t>(data.size())) + named +
         big_endian_bytes(static_cast<std::uint32_t>(crc));
}

std::string deflated(const std::string& data) {
  uLongf size = compressBound(data.size());
  std::string out(size, '\0');
  compress2(reinterpret_cast<Bytef*>(out.data()), &size,
            reinterpret_cast<const Bytef*>(data.data()), data.size(), 9);
  out.resize(size);
  return out;
}

// Grey, 8 bits, with what `extra` holds between header and pixels.
std::string png(std::uint32_t width, std::uint32_t height, const std::string& compressed,
                const std::string& extra = "", char interlace = 0) {
  return std::string("\x89PNG\r\n\x1a\n") +
         png_part("IHDR", big_endian_bytes(width) + big_endian_bytes(height) +
                              std::string("\x08\0\0\0", 4) + interlace) +
         extra + png_part("IDAT", compressed) + png_part("IEND", "");
}

std::string complaint(const std::string& bytes, const Shape& shape = {1, 2, 2},
                      const std::string& name = "p.png") {
  const test::TemporaryFolder folder;
  try {
    read_picture(folder.write(name, bytes), shape);
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr(name));
    return error.message();
  }
  return "no error";
}

Bytes pixels_of(const std::string& bytes, const Shape& shape) {
  const test::TemporaryFolder folder;
  return read_picture(folder.write("p", bytes), shape);
}

TEST(PictureFile, APictureOfTheWantedSizeComesOutAsStored) {
  const std::string rows("\0\x01\xfe\0\x80\x07", 6);
  EXPECT_EQ(pixels_of(png(2, 2, deflated(rows)), {1, 2, 2}), (Bytes{1, 254, 128, 7}));
}

TEST(PictureFile, AMiddleCutWithoutScalingBlursNothing) {
  // Of an odd rest the smaller half is cut off on the left, whatever the orientation.
  const std::string row("\0\1\2\3\4\5", 6);
  EXPECT_EQ(pixels_of(png(5, 1, deflated(row)), {1, 1, 2}), (Bytes{2, 3}));
  const std::string mirrored =
      png_part("eXIf", std::string("MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\2\0\0\0\0\0\0", 26));
  EXPECT_EQ(pixels_of(png(5, 1, deflated(row), mirrored), {1, 1, 2}), (Bytes{4, 3}));
}

TEST(PictureFile, EachCheckSumOfAPngIsLookedAt) {
  const std::string good = png(2, 2, deflated(std::string(6, '\0')), png_part("tEXt", "a"));
  ASSERT_EQ(complaint(good), "no error");
  for (std::size_t i = 12; i < good.size(); ++i) {
    std::string damaged = good;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
    EXPECT_NE(complaint(damaged), "no error") << "byte " << i;
  }
  std::string damaged = good;
  damaged[20] ^= 1;
  EXPECT_THAT(complaint(damaged), HasSubstr("the check sum of its chunk IHDR is wrong"));
}

TEST(PictureFile, EachTruncationOfAPngIsRefused) {
  const std::string good = png(2, 2, deflated(std::string(6, '\0')));
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_NE(complaint(good.substr(0, size)), "no error") << size;
  EXPECT_THAT(complaint(good.substr(0, good.size() - 12)), HasSubstr("truncated"));
}

TEST(PictureFile, APngThatInflatesToMoreThanItsPixelsIsRefusedAtOnce) {
  const std::string bomb = png(8, 8, deflated(std::string(std::size_t{8} << 20, '\0')));
  EXPECT_LT(bomb.size(), 100'000u);
  EXPECT_THAT(complaint(bomb), HasSubstr("inflate to more than its pixels"));
  EXPECT_THAT(complaint(png(8, 8, deflated(std::string(71, '\0')))), HasSubstr("71 of 72 bytes"));
}

TEST(PictureFile, CountsTheBytesOfInterlacedPasses) {
  // 5×5: the seven passes have 1, 1, 1, 2, 1, 3 and 2 rows, each with a filter byte.
  const std::string whole(25 + 11, '\0');
  EXPECT_EQ(png_damage(png(5, 5, deflated(whole), "", 1)), "");
  EXPECT_NE(png_damage(png(5, 5, deflated(whole.substr(1)), "", 1)), "");
  EXPECT_NE(png_damage(png(5, 5, deflated(whole + '\0'), "", 1)), "");
}

TEST(PictureFile, AHeaderOfTooManyPixelsTakesNoMemory) {
  EXPECT_THAT(complaint(png(60000, 60000, deflated("\0"))), HasSubstr("pixels are too many"));
  EXPECT_THAT(complaint(png(16000, 16000, deflated("\0"))), HasSubstr("do not fit into"));
}

std::string encoded(const char* kind) {
  std::string bytes;
  const auto append = [](void* context, void* data, int size) {
    static_cast<std::string*>(context)->append(static_cast<const char*>(data),
                                               static_cast<std::size_t>(size));
  };
  const std::uint8_t pixels[3 * 2 * 3] = {9, 8, 7, 6};
  if (kind == std::string("bmp")) stbi_write_bmp_to_func(append, &bytes, 3, 2, 3, pixels);
  if (kind == std::string("jpg")) stbi_write_jpg_to_func(append, &bytes, 3, 2, 3, pixels, 90);
  return bytes;
}

TEST(PictureFile, ACutOffPictureIsRefusedNotFilledWithBlack) {
  // 1×2 pixels: screen, two colours, a picture and its data.
  const std::string gif(
      "GIF89a\1\0\2\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\2\0\0\2\2\x44\x0a\0;", 35);
  const std::string pgm = "P5 # made by hand\n2 2\n255\nabcd";
  for (const std::string& good : {encoded("bmp"), encoded("jpg"), gif, pgm}) {
    ASSERT_EQ(complaint(good), "no error") << good.substr(0, 6);
    const std::size_t tail = good.front() == 'G' ? 1 : 0;  // a trailer that nobody needs
    for (std::size_t cut = tail + 1; cut < good.size(); ++cut)
      ASSERT_NE(complaint(good.substr(0, good.size() - cut)), "no error") << cut;
  }
}

TEST(PictureFile, GreyValuesOfAnotherRangeAreRefused) {
  EXPECT_THAT(complaint("P5 2 2 15 abcd"), HasSubstr("only 0 to 255 are read"));
}

TEST(PictureFile, ABmpOfRowsFromTheTopIsRead) {
  std::string bytes = encoded("bmp");
  bytes.replace(22, 4, std::string("\xfe\xff\xff\xff", 4));  // −2 rows
  EXPECT_EQ(pixels_of(bytes, {3, 2, 3}).size(), 18u);
}

TEST(PictureFile, NamesKindsThatAreNotReadWhateverTheirEnding) {
  const auto named = [](std::string bytes) { return complaint(bytes, {1, 2, 2}, "photo.jpg"); };
  EXPECT_THAT(named(std::string("RIFF\x1a\0\0\0WEBPVP8L", 16)), HasSubstr("a WebP picture"));
  EXPECT_THAT(named(std::string("\0\0\0\x18"
                                "ftypheic",
                                12)),
              HasSubstr("a HEIC picture"));
  EXPECT_THAT(named(std::string("II*\0\x08\0\0\0", 8)), HasSubstr("a TIFF picture"));
  EXPECT_THAT(named("<!DOCTYPE html><html>"), HasSubstr("a web page"));
  EXPECT_THAT(named("version https://git-lfs.github.com/spec/v1"), HasSubstr("Git LFS"));
  EXPECT_THAT(named(""), HasSubstr("is empty"));
  EXPECT_THAT(named("hello"), HasSubstr("is no picture"));
}

TEST(PictureOrientation, DamagedEntriesCountAsNone) {
  const auto orientation = [](const std::string& exif) {
    return picture_orientation(png(1, 1, deflated(std::string(2, '\0')), png_part("eXIf", exif)));
  };
  const std::string good("II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0", 26);
  EXPECT_EQ(orientation(good), (Orientation{false, true, true}));
  for (std::size_t size = 0; size < 20; ++size)
    EXPECT_EQ(orientation(good.substr(0, size)), Orientation()) << size;
  for (const char value : {'\0', '\x09', '\xff'}) {
    std::string other = good;
    other[18] = value;
    EXPECT_EQ(orientation(other), Orientation());
  }
  std::string far = good;
  far.replace(4, 4, "\xff\xff\xff\xff");
  EXPECT_EQ(orientation(far), Orientation());
}

}  // namespace
}  // namespace netdyno
