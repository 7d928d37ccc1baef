#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Through menus, panels and controls with real X events, and then at random.

NETDYNO_MONKEY_SECS   how long the random part lasts (120 with sanitizers, which see more, else 20)
NETDYNO_MONKEY_SEED   its seed (1); a failure names it
"""

import os
import random
import time

import display
import support

WIDTH, HEIGHT = display.Case.WIDTH, display.Case.HEIGHT
KEYS = ["Tab", "shift+Tab", "Escape", "Return", "space", "Up", "Down", "Left", "Right", "Delete",
        "Home", "End", "h", "t", "r", "shift+r", "shift+o", "period", "ctrl+k", "ctrl+z", "ctrl+y",
        "ctrl+o", "ctrl+s", "ctrl+plus", "ctrl+minus", "ctrl+0", "F6", "shift+F6", "F11", "alt+Up",
        "alt+Down", "ctrl+a", "ctrl+c", "ctrl+v", "BackSpace"]
MENU_BAR_HEIGHT = 24
PANELS = ["Loss and accuracy", "Distributions", "Saliency", "Filters", "Predictions", "Network", "Build",
          "Data", "Boundary", "Range test", "Gradient check", "Sensitivity", "Controls"]
TEXTS = ["0.01", "3", "-1", "1e30", "nan", "conv", "lenet", "a b", "0"]


class Monkey:
    """Random input, the same for the same seed; xdotool's arguments for one stretch of it."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def place(self):
        # Not the menu bar: its last entry ends the app.
        return self.random.randrange(WIDTH), self.random.randrange(40, HEIGHT)

    def action(self):
        kind = self.random.randrange(10)
        x, y = self.place()
        if kind < 4:
            return ["mousemove", x, y, "click", self.random.choice([1, 1, 1, 3])]
        if kind < 5:
            to = self.place()
            return ["mousemove", x, y, "mousedown", 1, "mousemove", *to, "mouseup", 1]
        if kind < 6:
            return ["mousemove", x, y, "click", self.random.choice([4, 5])]
        return ["key", self.random.choice(KEYS)]

    def stretch(self, count):
        arguments = []
        for _ in range(count):
            arguments += [*self.action(), "sleep", "0.01"]
        return arguments


class TourTest(display.Case):
    def setUp(self):
        super().setUp()
        self.app = self.start(self.recipe(epochs=100000))
        self.app.wait_for_step(5)

    def assert_answers(self, where):
        """The app lives, and still does what a key asks for."""
        self.app.assert_lives(where)
        for _ in range(4):
            self.app.key("Escape")
        title = self.app.title()

        def is_changed():
            # A text box may have swallowed the first ones.
            self.app.key("Escape", "ctrl+k", "Escape", "t")
            time.sleep(0.2)
            return self.app.title() != title or self.app.process.poll() is not None

        display.wait_for(is_changed, f"an answer after {where}; the title is {title!r}")
        self.app.assert_lives(f"the end of {where}")

    def test_every_control_of_the_knobs_by_keyboard(self):
        self.app.key("F6")
        for _ in range(40):
            self.display.xdotool("key", "Down", "key", "space", "key", "Escape", "key", "Tab")
        self.assert_answers("the walk")

    def press(self, *keys):
        """One after the other, as a person does: a dialog takes the next key when it is there."""
        for key in keys:
            self.app.key(key)
            time.sleep(0.05)

    def click_entries(self, titles, pause):
        """Clicks all along the menus at these places; how often that ended the app."""
        ends = 0
        for x in titles:
            for y in range(MENU_BAR_HEIGHT + 8, 620, 20):
                self.display.xdotool("mousemove", x, 12, "click", 1, "sleep", pause, "mousemove",
                                     x + 30, y, "sleep", pause / 2, "click", 1, "sleep", pause / 2,
                                     "key", "Escape", "sleep", 0.05, "key", "Escape")
                if self.app.process.poll() is None:
                    continue
                self.assertEqual(self.app.end(), 0, f"ended by itself at {x}, {y}")
                ends += 1
                self.app = self.start(self.recipe(epochs=100000))
                self.app.wait_for_step(1)
        return ends

    def test_every_menu_entry_by_mouse(self):
        """Entries open below their title: a click every few pixels meets each of them."""
        # A menu must be there before the pointer moves on: sanitizers slow every frame down.
        pause = 0.3 if os.environ.get("NETDYNO_SANITIZE") else 0.08
        ends = self.click_entries(range(22, 230, 40), pause)
        if ends == 0:  # the machine is slower than that
            ends = self.click_entries([22], 1)
        self.assertGreater(ends, 0, "the File menu's last entry quits")
        self.assertLess(ends, 4, "no other entry does")
        self.assert_answers("the menus")

    def test_every_panel_by_mouse(self):
        """Clicks all over the window while each panel is in front of its neighbours."""
        points = [(x, y) for x in range(8, WIDTH, 24)
                  for y in range(MENU_BAR_HEIGHT + 8, HEIGHT, 16)]
        for i, panel in enumerate(PANELS):
            self.press("Escape", "Escape", "Escape", "ctrl+k")
            self.app.type(panel)
            self.press("Return")
            end = time.monotonic() + float(os.environ.get("NETDYNO_PANEL_SECS", "4"))
            order = random.Random(i).sample(points, len(points))
            while time.monotonic() < end and order:
                stretch = []
                for x, y in order[:10]:
                    stretch += ["mousemove", x, y, "click", 1, "sleep", 0.03]
                self.display.xdotool(*stretch, "key", "Escape", "key", "Escape")
                order = order[10:]
            self.app.assert_lives(panel)
        self.assert_answers("the panels")

    def test_random_input(self):
        secs = 120 if os.environ.get("NETDYNO_SANITIZE") else 20
        seed = int(os.environ.get("NETDYNO_MONKEY_SEED", "1"))
        end = time.monotonic() + float(os.environ.get("NETDYNO_MONKEY_SECS", secs))
        monkey = Monkey(seed)
        while time.monotonic() < end:
            self.display.xdotool(*monkey.stretch(20))
            if monkey.random.random() < 0.3:
                self.app.type(monkey.random.choice(TEXTS))
            self.app.assert_lives(f"random input of seed {seed}")
        self.assert_answers(f"random input of seed {seed}")


if __name__ == "__main__":
    support.main()
