// SPDX-License-Identifier: MIT
#include "app/shell/png_file.h"

#include <gtest/gtest.h>
#include <stb_image.h>

#include "engine/core/error.h"
#include "tests/support/temporary_folder.h"

namespace netdyno::app {
namespace {

TEST(PngFile, KeepsEveryPixel) {
  const test::TemporaryFolder folder;
  const Pixels pixels{
      3, 2, {0xff0000ff, 0xff00ff00, 0xffff0000, 0xff102030, 0xffffffff, 0xff000000}};
  write_png(folder / "picture.png", pixels);
  int width = 0, height = 0, channels = 0;
  unsigned char* read = stbi_load((folder / "picture.png").c_str(), &width, &height, &channels, 4);
  ASSERT_NE(read, nullptr);
  EXPECT_EQ(width, 3);
  EXPECT_EQ(height, 2);
  EXPECT_EQ(std::memcmp(read, pixels.rgba.data(), 24), 0);
  stbi_image_free(read);
}

TEST(PngFile, NamesTheFileThatCannotBeWritten) {
  const test::TemporaryFolder folder;
  try {
    write_png(folder / "missing" / "picture.png", {1, 1, {0}});
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("picture.png"), std::string::npos);
  }
}

}  // namespace
}  // namespace netdyno::app
