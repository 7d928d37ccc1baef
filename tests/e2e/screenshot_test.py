#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`netdyno --screenshot`: what the window shows, without a display."""

import os

import display
import png
import support


class ScreenshotTest(support.Case):
    def setUp(self):
        super().setUp()
        self.write_images()
        self.file = self.folder / "window.png"

    def take(self, *arguments, recipe=None):
        environment = {name: value for name, value in os.environ.items()
                       if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        result = self.netdyno(recipe or self.recipe(), "--screenshot", self.file, *arguments,
                              environment={**environment, **display.SANITIZERS, "DISPLAY": ""})
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertEqual(result.stderr, "")
        return png.Picture(self.file)

    def assert_drawn(self, picture, width, height):
        self.assertEqual((picture.width, picture.height), (width, height))
        self.assertGreater(len(picture.colors()), 200, "the picture is blank")
        # Each quarter has something in it.
        for left in (0, width // 2):
            for top in (0, height // 2):
                part = picture.colors(left, top, left + width // 2, top + height // 2)
                self.assertGreater(len(part), 30, f"the quarter at {left}, {top} is blank")

    def test_small(self):
        self.assert_drawn(self.take("--size", "1280x720", "--steps", "20"), 1280, 720)

    def test_large(self):
        self.assert_drawn(self.take("--size", "1600x1000", "--steps", "20"), 1600, 1000)

    def test_light_theme_at_double_scale(self):
        picture = self.take("--size", "2560x1440", "--scale", "2", "--theme", "light",
                            "--steps", "5")
        self.assert_drawn(picture, 2560, 1440)
        self.assertGreater(min(picture.pixel(2, 1430)), 200, "the background is light")

    def test_one_panel_fills_the_window(self):
        whole = self.take("--size", "640x400", "--steps", "20")
        curves = self.take("--size", "640x400", "--steps", "20", "--panel", "curves")
        self.assertGreater(whole.differences(curves, 0, 0, 640, 400), 20000)

    def test_a_look_back_shows_what_was_seen_live(self):
        self.write_images()
        for panel in ("filters", "distributions", "saliency", "predictions"):
            size = ("--size", "640x400", "--panel", panel)
            live = self.take(*size, "--steps", "12")
            back = self.take(*size, "--steps", "25", "--look-at", "12")
            later = self.take(*size, "--steps", "25")
            self.assertEqual(back.rows, live.rows, panel)
            self.assertNotEqual(back.rows, later.rows, panel)
        self.fail_with(2, "step 26 is not among the 25", self.recipe(), "--screenshot", self.file,
                       "--steps", 25, "--look-at", 26)

    def test_the_same_steps_show_the_same_curves(self):
        arguments = ("--size", "640x400", "--panel", "curves", "--steps", "25")
        first = self.take(*arguments)
        second = self.take(*arguments)
        other = self.take("--size", "640x400", "--panel", "curves", "--steps", "12")
        self.assertEqual(first.rows, second.rows)
        self.assertNotEqual(first.rows, other.rows)

    def test_without_training(self):
        self.assert_drawn(self.take("--size", "1280x720", "--steps", "0"), 1280, 720)

    def test_more_steps_than_the_epochs_hold(self):
        """3 epochs of 10 steps, a validation behind each."""
        self.assert_drawn(self.take("--size", "640x400", "--steps", "34"), 640, 400)
        self.assert_drawn(self.take("--size", "640x400"), 640, 400)

    def test_after_divergence(self):
        recipe = self.recipe(optimizer={"kind": "sgd", "learning_rate": 1e30})
        self.assert_drawn(self.take("--size", "1280x720", "--steps", "20", recipe=recipe),
                          1280, 720)

    def test_an_unknown_panel_is_named_with_those_that_there_are(self):
        self.fail_with(1, ["courves", "curves", "saliency"], self.recipe(), "--screenshot",
                       self.file, "--panel", "courves", environment=display.SANITIZERS)
        self.assertFalse(self.file.exists())

    def test_a_size_that_is_none_is_wrong_usage(self):
        for size in ("1280", "1280x", "0x0", "axb", "1280x720x2", "99999x99999"):
            self.fail_with(2, ["--size", size], self.recipe(), "--screenshot", self.file,
                           "--size", size)

    def test_missing_data_is_named(self):
        recipe = self.recipe()
        for name in ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"):
            (self.folder / name).unlink()
        self.fail_with(1, "train-images", recipe, "--screenshot", self.file,
                       environment=display.SANITIZERS)

    def test_a_file_that_cannot_be_written_is_named(self):
        self.fail_with(1, "missing", self.recipe(), "--steps", "1", "--screenshot",
                       self.folder / "missing" / "window.png",
                       environment=display.SANITIZERS)


if __name__ == "__main__":
    support.main()
