// SPDX-License-Identifier: MIT
#include "app/chart/figure_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stb_image.h>

#include <cmath>
#include <fstream>

#include "app/chart/page_figure.h"
#include "app/chart/png_bytes.h"
#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "tests/support/temporary_folder.h"

namespace netdyno::app {
namespace {

using testing::HasSubstr;
using testing::Not;

FigurePage page() {
  return figure_page(FigureStyle::Print, 88.9, 1.5, Theme::dark(1));
}

// A falling curve with a lone spike, a knob and awkward texts.
Figure figure(int points) {
  Figure figure;
  figure.title = "Loss & <friends>";
  figure.x = {"step", AxisScale::Linear, 0, static_cast<double>(points)};
  figure.y = {"loss", AxisScale::Linear, 0, 1};
  LineSeries line;
  line.label = "training";
  line.color = {0, 0.45f, 0.7f, 1};
  for (int i = 0; i < points; ++i) {
    line.x.push_back(i);
    line.y.push_back(i == points / 2 ? 0.99 : 0.3 + 0.1 * std::sin(i * 12.9898));
  }
  figure.lines.push_back(std::move(line));
  figure.markers.push_back({points * 0.25, "η", "learning rate 0.1 → 0.01", {1, 0, 0, 1}});
  return figure;
}

TEST(CsvField, WhatASpreadsheetWouldRunIsMadeHarmless) {
  EXPECT_EQ(csv_field("=1+1"), "'=1+1");
  EXPECT_EQ(csv_field("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(csv_field("+cmd,x"), "\"'+cmd,x\"");
  EXPECT_EQ(csv_field("-x"), "'-x");
  EXPECT_EQ(csv_field("\t=1+1"), "' =1+1");
  for (const char* number : {"-3", "+1", "-0.5e-3"}) EXPECT_EQ(csv_field(number), number);
  EXPECT_EQ(csv_field("a\x1b[31mb"), "a [31mb");
  EXPECT_EQ(csv_field("say \"a\""), "\"say \"\"a\"\"\"");
}

TEST(FigureFile, AMillionPointsAreASmallFileThatKeepsTheirExtremes) {
  const std::string svg = figure_bytes(figure(1'000'000), page(), FileFormat::Svg);
  EXPECT_LE(svg.size(), 200'000u);
  // The spike at 0.99 reaches nearly to the plot's top, where no other value comes near.
  std::vector<PagePoint> points;
  for (int i = 0; i < 1000; ++i) points.push_back({i * 0.01, i == 500 ? -7.0 : i % 7 * 1.0});
  const std::vector<PagePoint> reduced = reduced_line(points, 1);
  EXPECT_LE(reduced.size(), 40u);
  EXPECT_EQ(std::ranges::min(reduced, {}, &PagePoint::y).y, -7.0);
  EXPECT_EQ(std::ranges::max(reduced, {}, &PagePoint::y).y, 6.0);
  EXPECT_EQ(reduced.front().x, 0.0);
  EXPECT_EQ(reduced.back().x, points.back().x);
}

TEST(FigureFile, SvgHoldsItsTextAsText) {
  const std::string svg = figure_bytes(figure(100), page(), FileFormat::Svg);
  EXPECT_THAT(svg, HasSubstr(">Loss &amp; &lt;friends&gt;</text>"));
  EXPECT_THAT(svg, HasSubstr(">step</text>"));
  EXPECT_THAT(svg, HasSubstr(">training</text>"));
  EXPECT_THAT(svg, HasSubstr(">η</text>"));
  EXPECT_THAT(svg, HasSubstr("width=\"88.9mm\""));
}

Pixels decoded(const std::string& png) {
  Pixels pixels;
  int channels = 0;
  unsigned char* const data = stbi_load_from_memory(
      reinterpret_cast<const unsigned char*>(png.data()), static_cast<int>(png.size()),
      &pixels.width, &pixels.height, &channels, 4);
  EXPECT_NE(data, nullptr);
  const auto* const rgba = reinterpret_cast<const std::uint32_t*>(data);
  pixels.rgba.assign(rgba, rgba + pixels.width * pixels.height);
  stbi_image_free(data);
  return pixels;
}

TEST(FigureFile, PngHasTheResolutionThatWasAskedFor) {
  const std::string png = figure_bytes(figure(100), page(), FileFormat::Png, 200);
  const Pixels pixels = decoded(png);
  EXPECT_EQ(pixels.width, 700);
  EXPECT_EQ(pixels.height, 467);
  EXPECT_THAT(png.substr(33, 8), HasSubstr("pHYs"));
  EXPECT_EQ(pixels.rgba.front(), 0xFFFFFFFFu) << "white paper";
  FigurePage transparent = page();
  transparent.is_transparent = true;
  EXPECT_EQ(decoded(figure_bytes(figure(100), transparent, FileFormat::Png, 100)).rgba.front(), 0u);
  EXPECT_THROW(figure_bytes(figure(100), page(), FileFormat::Png, 100'000), Error);
}

TEST(FigureFile, CsvQuotesWhatMustBe) {
  Figure small = figure(2);
  small.lines[0].label = "a,\"b\"";
  EXPECT_THAT(figure_csv(small), HasSubstr("\"a,\"\"b\"\"\",0,"));
}

TEST(FigureFile, TextThatIsNoTextIsReplaced) {
  EXPECT_EQ(printable("a\nb"), "a b");
  EXPECT_EQ(printable("\xff"
                      "a"),
            "\uFFFDa");
  EXPECT_EQ(printable("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD");
  Figure bad = figure(10);
  bad.title = "\xfe\x01<";
  EXPECT_THAT(figure_bytes(bad, page(), FileFormat::Svg), HasSubstr("&lt;"));
  EXPECT_NO_THROW(figure_bytes(bad, page(), FileFormat::Pdf));
}

TEST(FigureFile, EmptyAndDegenerateFiguresAreDrawn) {
  Figure empty;
  empty.x = {"", AxisScale::Linear, 0, 1};
  empty.y = {"", AxisScale::Log, 0.1, 1};
  for (const FileFormat format : {FileFormat::Svg, FileFormat::Pdf, FileFormat::Png})
    EXPECT_FALSE(figure_bytes(empty, page(), format, 72).empty());
}

TEST(FigurePage, KnowsColumnWidthsAndRefusesOthers) {
  EXPECT_EQ(width_mm("neurips", FigureStyle::Print), 139.7);
  EXPECT_EQ(width_mm("100", FigureStyle::Print), 100);
  EXPECT_EQ(width_mm("", FigureStyle::Slides), 254);
  for (const char* bad : {"wide", "10", "1e9", "nan", "80x"})
    EXPECT_THROW(width_mm(bad, FigureStyle::Print), Error) << bad;
}

TEST(PngBytes, Base64IsThatOfTheStandard) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

}  // namespace
}  // namespace netdyno::app
