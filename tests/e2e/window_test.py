#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The app in a window, as a person uses it: looks, clicks, drags, types, quits."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

import display
import png
import support

WIDTH, HEIGHT = display.Case.WIDTH, display.Case.HEIGHT
CURVES = (345, 155, 950, 255)  # the loss's plot: left, top, right, bottom
SLIDER = (130, 153)            # the learning rate's, at 0.01 and 0.03
FIELD = (250, 153)             # the same as a number
ASIDE = (500, 705)             # the status line, where a mouse changes nothing


class WindowTest(display.Case):
    def open(self, *arguments, **recipe_changes):
        return self.start(self.recipe(**{"epochs": 100000, **recipe_changes}), *arguments)

    def open_paused(self):
        app = self.open()
        app.wait_for_step(20)
        app.key("space")
        app.wait_for_state("paused")
        return app

    def picture(self, app, name="shown.png"):
        """What the window shows now, saved by the app itself."""
        path = self.folder / name
        path.unlink(missing_ok=True)

        def is_saved():
            app.key("ctrl+p")
            time.sleep(0.2)
            app.type(str(path))  # lost where the dialog came slower than that: once more then
            app.key("Return")
            end = time.monotonic() + 5
            while time.monotonic() < end and not path.exists():
                time.sleep(0.05)
            app.key("Escape")
            return path.exists()

        display.wait_for(is_saved, f"{name} to be saved")
        return png.Picture(path)

    def wait_for_marker(self, app, before):
        """Polls until the paused curves show something new: the marker of an accepted knob."""
        display.wait_for(lambda: before.differences(self.picture(app), *CURVES) > 10,
                         "a marker on the curves")

    def test_a_killed_app_offers_its_run(self):
        app = self.open()
        app.wait_for_step(20)
        runs = pathlib.Path(self.display.state) / "netdyno" / "runs"
        display.wait_for(lambda: list(runs.glob("*/checkpoint.safetensors")), "an autosave")
        name = re.match("Netdyno - (.*) - step", app.title())[1]
        app.close()  # kills it
        app = self.open()
        app.wait_for_state("paused")
        time.sleep(1)
        self.assertEqual(app.step(), 0, "nothing trains behind the question")
        display.wait_for(lambda: app.key("Return") or app.step() >= 20,
                         "the run of the killed app")
        self.assertTrue(app.title().startswith(f"Netdyno - {name} - step"), app.title())
        self.assertTrue(list(runs.glob("abandoned-1/checkpoint.safetensors")))
        app.key("ctrl+q")
        self.assertEqual(app.end(), 0)
        app = self.open()
        app.wait_for_step(5)
        app.key("space")  # no dialog is in the way: that one was closed
        app.wait_for_state("paused")
        self.assertTrue((runs / "abandoned-1" / "checkpoint.safetensors").exists(), "and is kept")

    def test_a_restart_is_taken_back(self):
        app = self.open_paused()
        step = app.step()
        self.assertGreater(step, 0)
        app.key("r")
        display.wait_for(lambda: app.step() == 0, "the start")
        app.key("ctrl+z")
        display.wait_for(lambda: app.step() == step, "the run as it was left")
        app.wait_for_state("paused")
        app.key("ctrl+y")
        display.wait_for(lambda: app.step() == 0, "the restarted run")

    def geometry(self, app):
        text = self.display.xdotool("getwindowgeometry", app.window)
        return tuple(int(n) for n in re.search(r"Geometry: (\d+)x(\d+)", text).groups())

    def test_a_presentation_fills_the_screen(self):
        app = self.open_paused()
        self.display.xdotool("windowsize", app.window, 900, 600)
        display.wait_for(lambda: self.geometry(app) == (900, 600), "a smaller window")
        self.picture(app)  # by then the app knows its size
        app.key("F11")
        display.wait_for(lambda: self.geometry(app) == (self.WIDTH, self.HEIGHT), "the whole screen")
        self.picture(app)  # it has drawn itself there, and takes keys again

        def is_as_before():
            app.key("F11")
            time.sleep(2)  # or it presents again at the next key
            return self.geometry(app) == (900, 600)

        display.wait_for(is_as_before, "the window of before")

    def test_exports_figures_by_keyboard(self):
        app = self.open_paused()
        folder = self.folder / "figures"

        def is_exported():
            app.key("ctrl+e")
            time.sleep(0.3)
            app.key("ctrl+a")
            app.type(str(folder))
            app.key("Return")
            time.sleep(1)
            app.key("Escape")
            return (folder / "loss.svg").exists() and (folder / "accuracy.png").exists()

        display.wait_for(is_exported, "the figures")

    def choose(self, app, words):
        """A command by the palette."""
        app.key("ctrl+k")
        time.sleep(0.3)
        app.type(words)
        time.sleep(0.2)
        app.key("Return")
        time.sleep(0.4)

    def test_a_figure_goes_to_the_clipboard_as_a_picture(self):
        self.need(shutil.which("xclip"), "xclip is not installed")
        app = self.open_paused()

        def paste(*target):
            return subprocess.run(["xclip", "-selection", "clipboard", "-o", *target], timeout=60,
                                  env=self.display.environment, capture_output=True, check=False)

        def copied():
            self.choose(app, "export what distributions")
            app.key("Tab")  # away from the folder's box; the dialog stays
            app.key("ctrl+shift+c")
            time.sleep(0.5)
            app.key("Escape")
            return paste("-t", "TARGETS").stdout.split() == [b"TARGETS", b"TIMESTAMP", b"image/png"]

        display.wait_for(copied, "the picture in the clipboard")
        for _ in range(2):  # as often as one likes, while the app sleeps
            path = self.folder / "pasted.png"
            path.write_bytes(paste("-t", "image/png").stdout)
            picture = png.Picture(path)
            self.assertGreater(min(picture.width, picture.height), 300)
        self.assertNotEqual(paste("-t", "text/plain").returncode, 0, "it is no text")
        subprocess.run(["xclip", "-selection", "clipboard"], input=b"other", check=True,
                       env=self.display.environment, timeout=60, stdout=subprocess.DEVNULL)
        self.assertEqual(paste().stdout, b"other")
        app.key("ctrl+q")
        self.assertEqual(app.end(), 0)

    def test_a_recipe_dropped_onto_the_window_is_opened(self):
        python = "/usr/bin/python3"  # Debian's, which GTK belongs to
        has_gtk = subprocess.run([python, "-c", "import gi; gi.require_version('Gtk', '3.0')"],
                                 capture_output=True, check=False).returncode == 0
        self.need(has_gtk, "python3-gi and gir1.2-gtk-3.0 are not installed")
        app = self.open_paused()
        dropped = self.folder / "dropped.json"
        dropped.write_bytes(self.recipe(epochs=100000).read_bytes())
        x, y, size = 1180, 200, 80
        source = subprocess.Popen(
            [python, pathlib.Path(__file__).with_name("drag_source.py"), dropped.as_uri(),
             str(x), str(y), str(size)],
            env=self.display.environment, stdout=subprocess.PIPE, text=True)
        self.addCleanup(lambda: (source.kill(), source.communicate()))
        self.assertEqual(source.stdout.readline(), "ready\n")

        def is_open():
            app.drag((x + size // 2, y + size // 2), (600, 400))
            time.sleep(1)
            return app.title().startswith("Netdyno - dropped")

        display.wait_for(is_open, "the dropped recipe")

    def test_another_run_is_drawn_beside(self):
        self.succeed("train", self.recipe(), "--out", self.folder / "earlier", "--threads", 1,
                     "--seed", 5)
        app = self.open_paused()
        green = (0x58, 0xE0, 0xA0)  # the first compared run's, on the dark theme

        def is_drawn():
            self.choose(app, "compare with")
            app.key("ctrl+a")
            app.type(str(self.folder / "earlier"))
            app.key("Return")
            time.sleep(0.5)
            app.key("Escape")
            picture = self.picture(app)
            return any(picture.pixel(x, y)[:3] == green for x in range(CURVES[0], CURVES[2])
                       for y in range(CURVES[1], CURVES[3]))

        display.wait_for(is_drawn, "the other run's curve")

    def test_trains_at_once_pauses_steps_and_quits(self):
        app = self.open()
        app.wait_for_step(20)
        app.key("space")
        app.wait_for_state("paused")
        step = app.step()
        time.sleep(0.5)
        self.assertEqual(app.step(), step, "a paused run stands still")
        app.key("period")
        display.wait_for(lambda: app.step() == step + 1, "one step more")
        app.key("space")
        app.wait_for_step(step + 20)
        app.key("ctrl+q")
        self.assertEqual(app.end(), 0)
        self.assertEqual(app.output, "")

    def test_answers_quick_taps_one_by_one(self):
        app = self.open()
        app.wait_for_step(1)
        app.key("space")
        app.wait_for_state("paused")
        step = app.step()
        for _ in range(10):
            app.key("period")
        display.wait_for(lambda: app.step() == step + 10, "ten steps for ten taps")

    def test_a_dragged_slider_reaches_the_training(self):
        app = self.open_paused()
        self.display.xdotool("mousemove", *ASIDE)
        before = self.picture(app)
        app.drag(SLIDER, (SLIDER[0] + 40, SLIDER[1]))
        self.display.xdotool("mousemove", *ASIDE)
        self.wait_for_marker(app, before)

    def test_a_typed_value_reaches_the_training(self):
        app = self.open_paused()
        self.display.xdotool("mousemove", *ASIDE)
        before = self.picture(app)
        self.display.xdotool("mousemove", *FIELD, "click", "1")
        app.key("ctrl+a")
        app.type("0.05")
        app.key("Return")
        self.display.xdotool("mousemove", *ASIDE)
        self.wait_for_marker(app, before)

    def test_costs_next_to_nothing_while_paused(self):
        app = self.open_paused()
        self.display.xdotool("mousemove", *ASIDE)
        time.sleep(2)  # notifications end

        def processor_secs():
            fields = pathlib.Path(f"/proc/{app.process.pid}/stat").read_text().rpartition(")")[2]
            ticks = sum(map(int, fields.split()[11:13]))  # in user and in system mode
            return ticks / os.sysconf("SC_CLK_TCK")

        start, before = time.monotonic(), processor_secs()
        time.sleep(6)
        share = (processor_secs() - before) / (time.monotonic() - start)
        print(f"{100 * share:.2f} % of a core while paused")
        self.assertLess(share, 0.03)

    def test_restarts_from_step_0(self):
        app = self.open()
        app.wait_for_step(30)
        app.key("space")
        app.wait_for_state("paused")
        app.key("r")
        display.wait_for(lambda: app.step() < 30, "a restart")

    def test_sigterm_closes_it(self):
        app = self.open()
        app.wait_for_step(1)
        app.process.send_signal(signal.SIGTERM)
        self.assertEqual(app.end(), 128 + signal.SIGTERM)

    def test_sigint_closes_it_while_paused(self):
        app = self.open()
        app.wait_for_step(1)
        app.key("space")
        app.wait_for_state("paused")
        app.process.send_signal(signal.SIGINT)
        self.assertEqual(app.end(), 128 + signal.SIGINT)

    def test_missing_data_keeps_the_window_alive(self):
        for name in ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"):
            (self.folder / name).unlink()
        app = self.open()
        app.wait_for_state("failed")
        app.key("h")
        app.key("Escape")
        app.key("ctrl+q")
        self.assertEqual(app.end(), 0)

    def test_not_a_number_keeps_the_window_alive(self):
        app = self.open(optimizer={"kind": "sgd", "learning_rate": 1e30})
        app.wait_for_state("diverged")
        app.key("ctrl+q")
        self.assertEqual(app.end(), 0)

    def test_saves_what_it_shows(self):
        app = self.open()
        app.wait_for_step(20)
        picture = self.picture(app, "shown.png")
        self.assertEqual((picture.width, picture.height), (WIDTH, HEIGHT))
        self.assertGreater(len(picture.colors()), 200)


    def test_larger_text_is_drawn_and_goes_back(self):
        app = self.open_paused()
        before = self.picture(app)
        app.key("ctrl+equal")
        app.key("ctrl+equal")
        larger = self.picture(app)
        self.assertGreater(larger.differences(before, 0, 0, WIDTH, HEIGHT), 20000)
        self.assertGreater(len(larger.colors(0, 0, WIDTH // 2, HEIGHT // 2)), 100, "not blank")
        app.key("ctrl+0")
        after = self.picture(app)
        self.assertLess(after.differences(before, *CURVES), 100)


class NoDisplayTest(support.Case):
    def test_trains_without_a_window_and_writes_its_output(self):
        self.write_images()
        environment = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
        recipe = self.recipe()
        result = self.netdyno(recipe, cwd=self.folder, environment=environment)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("no display", result.stderr)
        self.assertIn("netdyno-run", result.stderr)
        self.assert_complete_outputs(self.folder / "netdyno-run", steps=30)
        again = self.netdyno(recipe, cwd=self.folder, environment=environment)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertIn("netdyno-run-2", again.stderr)
        self.assert_complete_outputs(self.folder / "netdyno-run-2", steps=30)


if __name__ == "__main__":
    support.main()
