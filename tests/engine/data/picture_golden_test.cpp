// SPDX-License-Identifier: MIT
//
// Pictures as Pillow scales, cuts, turns and decodes them. Scaling: the nearest byte to Pillow's
// floats.
#include <gtest/gtest.h>
#include <stb_image_write.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/data/picture_file.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

using Json = nlohmann::json;
using Bytes = std::vector<std::uint8_t>;

std::string bytes_of_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

class PictureGolden : public testing::Test {
 protected:
  const Json golden_ = Json::parse(std::ifstream(NETDYNO_GOLDEN_DIR "/pictures.json"));
  const test::TemporaryFolder folder_;
};

TEST_F(PictureGolden, ScalingAndCuttingAreThoseOfImageOpsFit) {
  for (const Json& row : golden_.at("scaled")) {
    const auto size = row.at("size").get<std::array<int, 2>>();
    const auto wanted = row.at("wanted").get<std::array<Index, 2>>();
    const int channels = row.at("channels");
    const auto pixels = row.at("pixels").get<Bytes>();
    const auto file = folder_ / "scaled.png";
    ASSERT_NE(stbi_write_png(file.c_str(), size[0], size[1], channels, pixels.data(), 0), 0);
    SCOPED_TRACE(row.at("size").dump() + " to " + row.at("wanted").dump());
    const Bytes found = read_picture(file, {channels, wanted[1], wanted[0]});
    const auto expected = row.at("planes").get<std::vector<double>>();
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) ASSERT_NEAR(found[i], expected[i], 0.502) << i;
  }
}

TEST_F(PictureGolden, OrientationsAreThoseOfExifTranspose) {
  for (const Json& row : golden_.at("turned")) {
    const auto size = row.at("size").get<std::array<Index, 2>>();
    const auto file = folder_.write("turned", bytes_of_hex(row.at("file")));
    SCOPED_TRACE(row.at("kind").get<std::string>() + " " + row.at("orientation").dump());
    const Bytes found = read_picture(file, {1, size[1], size[0]});
    const auto expected = row.at("pixels").get<Bytes>();
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
      ASSERT_NEAR(found[i], expected[i], row.at("tolerance").get<double>()) << i;
  }
}

TEST_F(PictureGolden, FormatsAreToldByTheirContentAndComeOutAsStored) {
  for (const Json& row : golden_.at("formats")) {
    const auto size = row.at("size").get<std::array<Index, 2>>();
    const auto file = folder_.write("picture", bytes_of_hex(row.at("file")));
    EXPECT_EQ(read_picture(file, {3, size[1], size[0]}), row.at("planes").get<Bytes>())
        << row.at("kind");
  }
}

}  // namespace
}  // namespace netdyno
