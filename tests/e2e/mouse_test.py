#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Through every menu, every panel and its controls by mouse, with real X events.

A build of the app that writes down where its controls are, frame by frame, shows the way.
"""

import collections
import os
import time

import display
import support

MENUS = {"File": 8, "Edit": 3, "Training": 6, "View": 15, "Help": 1}  # entries, at least
MOST_OF_A_KIND = 1     # of pictures, cells or rows that are all alike
MOST_IN_A_LIST = 2     # entries of one list that opens
MOST_OF_A_PANEL = 12   # controls clicked
SETTLE_SECS = 0.05     # two or three frames

Control = collections.namedtuple("Control", "box window label")


class MouseTourTest(display.Case):
    def setUp(self):
        super().setUp()
        self.items_file = self.folder / "items.txt"
        self.display.environment["NETDYNO_ITEMS"] = str(self.items_file)
        self.app = self.start(self.recipe(epochs=100000),
                              binary=os.environ["NETDYNO_TOUR_BINARY"])
        self.app.wait_for_step(5)
        display.wait_for(self.controls, "controls to click")

    def controls(self, in_window="", label=None):
        """What can be pressed now, in windows whose name contains that."""
        if not self.items_file.exists():
            return []
        found = []
        for line in self.items_file.read_text(encoding="utf-8").splitlines():
            box, window, text = line.split("\t")
            control = Control(tuple(map(int, box.split())), window, text)
            if in_window in window and label in (None, text):
                found.append(control)
        return found

    def click(self, control, button=1):
        left, top, right, bottom = control.box
        self.display.xdotool("mousemove", (left + right) // 2, (top + bottom) // 2, "click", button)
        time.sleep(SETTLE_SECS)
        self.assertIsNone(self.app.process.poll(), f"ended by itself after {control}")

    def popups(self):
        """Controls of what lies over the workspace: lists, menus, dialogs."""
        return [control for control in self.controls()
                if not control.window.startswith(("workspace", "##MainMenuBar", "##Tooltip",
                                                   "Debug##Default"))]

    def close_popups(self):
        for _ in range(6):
            if not self.popups():
                return
            self.app.key("Escape")
            time.sleep(SETTLE_SECS)
        self.fail(f"Escape does not close {self.popups()}")

    def open_menu(self, menu):
        """Its entries."""
        def has_opened():
            self.close_popups()
            bar = self.controls("##MainMenuBar", menu)
            if bar:
                self.click(bar[0])
            return self.popups()
        return display.wait_for(has_opened, f"the menu {menu}", 20)

    def assert_answers(self):
        self.close_popups()
        title = self.app.title()
        self.app.key("Escape", "Escape", "t")
        display.wait_for(lambda: self.app.title() != title, f"an answer; the title is {title!r}")

    def test_every_menu_entry(self):
        for menu, least in MENUS.items():
            labels = [entry.label for entry in self.open_menu(menu)]
            self.assertGreaterEqual(len(labels), least, f"{menu}: {labels}")
            for label in labels:
                if label in ("Quit", "Open recent"):
                    continue
                # What the View menu turns off, it turns on again.
                for _ in range(2 if menu == "View" else 1):
                    entry = next((one for one in self.open_menu(menu) if one.label == label), None)
                    self.assertTrue(entry, f"{menu}, {label} is gone")
                    self.click(entry)
            self.close_popups()
        self.assert_answers()
        quits = [entry for entry in self.open_menu("File") if entry.label == "Quit"]
        left, top, right, bottom = quits[0].box
        self.display.xdotool("mousemove", (left + right) // 2, (top + bottom) // 2, "click", 1)
        self.assertEqual(self.app.end(), 0)

    def tour_panel(self, panel, seen):
        """Clicks what of that panel was not clicked yet; returns how many."""
        clicked = 0
        while clicked < MOST_OF_A_PANEL:
            fresh = next((control for control in self.controls(f"/{panel}_")
                          if seen[panel, control.label] < MOST_OF_A_KIND), None)
            if not fresh:
                break
            seen[panel, fresh.label] += 1
            clicked += 1
            self.click(fresh)
            for entry in self.popups()[:MOST_IN_A_LIST]:
                self.click(entry)
            self.close_popups()
        return clicked

    def test_every_panel(self):
        tabs = [control for control in self.controls("workspace/tile ")
                if control.window.count("/") == 1]
        self.assertGreater(len(tabs), 10)
        seen = collections.Counter()
        clicked = {}
        for tab in tabs:
            here = self.controls(tab.window, tab.label)
            if not here:
                continue
            before = {control.window for control in self.controls("workspace/tile ")}
            self.click(here[0])
            windows = {control.window for control in self.controls("workspace/tile ")}
            for window in sorted(windows | before):
                parts = window.split("/")
                if len(parts) > 2:
                    panel = parts[2].rsplit("_", 1)[0]
                    clicked[panel] = clicked.get(panel, 0) + self.tour_panel(panel, seen)
        print(f"{sum(clicked.values())} controls clicked: {clicked}")
        self.assertGreaterEqual(len(clicked), 12, clicked)
        self.assertGreater(sum(clicked.values()), 60, clicked)
        self.assert_answers()


if __name__ == "__main__":
    support.main()
