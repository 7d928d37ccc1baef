// SPDX-License-Identifier: MIT
#include "app/view_models/image_zoom.h"

#include <gtest/gtest.h>

namespace netdyno::app {

namespace {

TEST(ImageZoom, ShowsTheWholeImageAtFirst) {
  const ImagePart part = visible_part({});
  EXPECT_EQ(part.x_min, 0);
  EXPECT_EQ(part.y_max, 1);
}

TEST(ImageZoom, KeepsWhatIsUnderThePointer) {
  const ImageZoom zoom = zoomed_at({}, 2, 0.25f, 0.75f);
  EXPECT_EQ(zoom.times, 2);
  const ImagePart part = visible_part(zoom);
  EXPECT_FLOAT_EQ(part.x_min + 0.25f * (part.x_max - part.x_min), 0.25f);
  EXPECT_FLOAT_EQ(part.y_min + 0.75f * (part.y_max - part.y_min), 0.75f);
}

TEST(ImageZoom, NeverLeavesTheImage) {
  ImageZoom zoom = zoomed_at({}, 4, 0, 0);
  zoom = dragged(zoom, 10, 10);
  EXPECT_FLOAT_EQ(visible_part(zoom).x_min, 0);
  zoom = dragged(zoom, -100, -100);
  EXPECT_FLOAT_EQ(visible_part(zoom).y_max, 1);
  EXPECT_EQ(zoomed_at(zoom, 1000, 0.5f, 0.5f).times, kMostZoom);
  EXPECT_EQ(zoomed_at(zoom, 0.001f, 0.5f, 0.5f), ImageZoom());
}

TEST(ImageZoom, ADragMovesThePictureWithThePointer) {
  const ImageZoom before{4, 0.5f, 0.5f};
  const ImageZoom after = dragged(before, 0.5f, 0);
  EXPECT_FLOAT_EQ(after.x, 0.375f) << "half of the visible quarter, to the left";
  EXPECT_EQ(after.y, before.y);
}

}  // namespace

}  // namespace netdyno::app
