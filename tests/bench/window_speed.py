#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the open window costs, on a display of its own that is drawn in software.

Prints, for lenet-fashion (or RECIPE) at 1600 × 1000:
  images/s of the training with the window open and without one, in alternation, and their ratio;
  ms from a mouse move with a slider held to the first changed picture of that slider;
  pictures a second of the slider while the mouse moves on.

  window_speed.py [RECIPE] [--rounds N] [--seconds S] [--binary FILE]
"""

import argparse
import csv
import ctypes
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import display  # noqa: E402
import support  # noqa: E402

WIDTH, HEIGHT = 1600, 1000
ALL_PLANES = ctypes.c_ulong(-1)
Z_PIXMAP = 2


class Eye:
    """Sees a rectangle of the screen and moves the mouse, without a process for each."""

    def __init__(self, number):
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.xtst = ctypes.CDLL("libXtst.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XGetImage.restype = ctypes.c_void_p
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self.screen = ctypes.c_void_p(self.x11.XOpenDisplay(number.encode()))
        self.root = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.screen))

    def see(self, x, y, width, height):
        image = self.x11.XGetImage(self.screen, self.root, x, y, width, height, ALL_PLANES,
                                   Z_PIXMAP)
        # struct XImage: width, height, xoffset, format (int), data (char *)
        data = ctypes.cast(image + 16, ctypes.POINTER(ctypes.c_void_p))[0]
        seen = ctypes.string_at(data, width * height * 4)
        self.x11.XFree(ctypes.c_void_p(data))
        self.x11.XFree(ctypes.c_void_p(image))
        return seen

    def move(self, x, y):
        self.xtst.XTestFakeMotionEvent(self.screen, -1, x, y, ctypes.c_ulong(0))
        self.x11.XFlush(self.screen)

    def button(self, is_down):
        self.xtst.XTestFakeButtonEvent(self.screen, 1, int(is_down), ctypes.c_ulong(0))
        self.x11.XFlush(self.screen)


def endless(binary, recipe_file, folder):
    """The recipe without an end and with little validation, which is not what is measured."""
    out = pathlib.Path(folder) / recipe_file.stem
    subprocess.run([str(binary), "train", str(recipe_file), "--set", "epochs=1000000", "--set",
                    "data.validation=200", "--steps", "1", "--out", str(out)],
                   capture_output=True, check=True)
    file = out / "recipe.json"
    return file, json.loads(file.read_text(encoding="utf-8"))["batch_size"]


def open_window(screen, arguments, recipe, folder):
    app = display.App(screen, folder, recipe, binary=arguments.binary)
    app.wait_for_step(1)
    time.sleep(2)  # what is measured once is
    return app


def windowed(app, seconds):
    """Steps a second by the title, from one change of it to another."""
    def next_change():
        before = app.step()
        while app.step() == before:
            time.sleep(0.005)
        return app.step(), time.monotonic()

    first, start = next_change()
    time.sleep(seconds)
    last, end = next_change()
    return (last - first) / (end - start)


def headless(arguments, recipe, seconds, folder, likely):
    out = pathlib.Path(folder) / "headless"
    steps = max(100, int(likely * seconds))
    subprocess.run([str(arguments.binary), "train", str(recipe), "--out", str(out), "--force",
                    "--steps", str(steps)], capture_output=True, check=True)
    with open(out / "metrics.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    first, last = rows[len(rows) // 10], rows[-1]
    took = float(last["seconds"]) - float(first["seconds"])
    return (int(last["step"]) - int(first["step"])) / took


def measure_speed(screen, arguments, recipe, batch_size, folder):
    with_window, without, likely = [], [], 300
    for _ in range(arguments.rounds):
        app = open_window(screen, arguments, recipe, folder)
        with_window.append(windowed(app, arguments.seconds))
        app.close()
        likely = headless(arguments, recipe, arguments.seconds, folder, likely)
        without.append(likely)
    ratio = statistics.median(a / b for a, b in zip(with_window, without))
    print(f"{arguments.recipe.stem}: {statistics.median(with_window) * batch_size:.0f} images/s with the "
          f"window, {statistics.median(without) * batch_size:.0f} without, ratio {ratio:.2f} "
          f"(median of {arguments.rounds} pairs)")


def measure_slider(screen, arguments, recipe, folder):
    app = open_window(screen, arguments, recipe, folder)
    eye = Eye(screen.environment["DISPLAY"])
    left, right, y = arguments.slider
    area = (left, y - 3, right - left, 6)

    def wait_for_change(before):
        end = time.monotonic() + 2
        while eye.see(*area) == before and time.monotonic() < end:
            time.sleep(0.001)

    eye.move(left + 10, y)
    time.sleep(0.5)
    eye.button(True)
    time.sleep(0.5)
    delays = []
    for i in range(40):
        before = eye.see(*area)
        start = time.monotonic()
        eye.move(left + 15 + (right - left - 30) * (i + 1) // 41, y)
        wait_for_change(before)
        delays.append(1000 * (time.monotonic() - start))
        time.sleep(0.11 + 0.007 * (i % 10))  # not in step with the frames

    pictures, seen, start = 0, eye.see(*area), time.monotonic()
    while time.monotonic() < start + 3:
        x = left + 15 + int((right - left - 30) * (time.monotonic() - start) / 3)
        eye.move(x, y)
        time.sleep(0.002)
        now = eye.see(*area)
        pictures, seen = pictures + (now != seen), now
    eye.button(False)
    app.close()
    delays.sort()
    print(f"slider: {statistics.median(delays):.0f} ms from the mouse to its picture, 9 of 10 "
          f"within {delays[35]:.0f} ms, at most {delays[-1]:.0f} ms; {pictures / 3:.1f} pictures "
          "a second while the mouse moves")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("recipe", nargs="?", type=pathlib.Path,
                        default=ROOT / "assets" / "recipes" / "lenet-fashion.json")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--binary", type=pathlib.Path, default=support.BINARY)
    parser.add_argument("--slider", type=int, nargs=3, metavar=("LEFT", "RIGHT", "Y"),
                        default=[14, 203, 153], help="where that of the learning rate is")
    arguments = parser.parse_args()
    screen = display.Display(WIDTH, HEIGHT)
    try:
        with tempfile.TemporaryDirectory() as folder:
            recipe, batch_size = endless(arguments.binary, arguments.recipe, folder)
            measure_slider(screen, arguments, recipe, folder)
            measure_speed(screen, arguments, recipe, batch_size, folder)
    finally:
        screen.close()


if __name__ == "__main__":
    main()
