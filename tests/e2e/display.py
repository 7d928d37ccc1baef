# SPDX-License-Identifier: MIT
"""A private X server without a monitor, and the app in its window, driven by xdotool."""

import os
import re
import select
import shutil
import subprocess
import tempfile
import time

import support

SANITIZERS = {"ASAN_OPTIONS": "detect_leaks=0:intercept_tls_get_addr=0"}  # Mesa's own, at exit


def missing_program():
    """The first program that these tests need and this machine has not, or None."""
    return next((name for name in ("Xvfb", "xdotool") if not shutil.which(name)), None)


def wait_for(condition, what, limit_secs=120):
    """Polls until the condition gives something true, and returns that."""
    end = time.monotonic() + limit_secs
    while time.monotonic() < end:
        result = condition()
        if result:
            return result
        time.sleep(0.02)
    raise AssertionError(f"not within {limit_secs} s: {what}")


class Display:
    def __init__(self, width, height):
        reader, writer = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24",
             "-nolisten", "tcp", "-noreset"],
            pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            ready, _, _ = select.select([pipe], [], [], 60)
            number = pipe.readline().strip() if ready else ""
        if not number:
            self.close()
            raise AssertionError("Xvfb did not start")
        self.environment = dict(os.environ, DISPLAY=f":{number}", **SANITIZERS)
        # What the app keeps by itself does not mix with the person's.
        self.state = tempfile.mkdtemp(prefix="netdyno-state-")
        self.environment["XDG_STATE_HOME"] = self.state

    def close(self):
        self.server.terminate()
        self.server.wait(timeout=60)
        shutil.rmtree(getattr(self, "state", ""), ignore_errors=True)

    def xdotool(self, *arguments):
        result = subprocess.run(["xdotool", *map(str, arguments)], env=self.environment,
                                capture_output=True, text=True, timeout=60)
        return result.stdout.strip()


class Case(support.Case):
    """A test with images to train on and a display of WIDTH × HEIGHT."""

    WIDTH, HEIGHT = 1280, 720

    def setUp(self):
        super().setUp()
        missing = missing_program()
        self.need(not missing, f"{missing} is not installed")
        self.write_images()
        self.display = Display(self.WIDTH, self.HEIGHT)
        self.addCleanup(self.display.close)

    def start(self, recipe, *arguments, **options):
        app = App(self.display, self.folder, recipe, *arguments, **options)
        self.addCleanup(app.close)
        return app


class App:
    """`netdyno` in a window on that display."""

    def __init__(self, display, folder, *arguments, binary=support.BINARY):
        self.display = display
        # A file, not a pipe: nobody reads while the app runs, and a full pipe would stop it.
        self.said = tempfile.TemporaryFile()
        self.process = subprocess.Popen([str(binary), *map(str, arguments)], cwd=folder,
                                        env=dict(display.environment,
                                                 XDG_CONFIG_HOME=str(folder)),
                                        stdout=self.said, stderr=subprocess.STDOUT)
        self.window = wait_for(self._find_window, "a window")

    def _find_window(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the app ended by itself: {self.output}")
        return self.display.xdotool("search", "--name", "^Netdyno").split("\n")[0]

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(timeout=60)
        self.said.close()

    @property
    def output(self):
        """What the app has written to standard output and standard error so far."""
        size = os.fstat(self.said.fileno()).st_size
        return os.pread(self.said.fileno(), size, 0).decode(errors="replace")

    def assert_lives(self, where):
        status = self.process.poll()
        if status is not None:
            raise AssertionError(f"ended by itself with status {status} at {where}; it said:\n"
                                 f"{self.output}")

    def title(self):
        return self.display.xdotool("getwindowname", self.window)

    def step(self):
        found = re.search(r"step (\d+)", self.title())
        return int(found[1]) if found else -1

    def wait_for_step(self, step):
        wait_for(lambda: self.step() >= step, f"step {step}; the title is {self.title()!r}")

    def wait_for_state(self, state):
        wait_for(lambda: self.title().endswith(state), f"{state!r} in the title")

    def key(self, *keys):
        self.display.xdotool("key", *keys)

    def type(self, text):
        self.display.xdotool("type", "--delay", "1", text)

    def drag(self, start, end):
        """With the left button, in small moves as a hand does."""
        self.display.xdotool("mousemove", *start, "sleep", "0.1", "mousedown", "1")
        for i in range(1, 11):
            x = start[0] + (end[0] - start[0]) * i // 10
            y = start[1] + (end[1] - start[1]) * i // 10
            self.display.xdotool("mousemove", x, y, "sleep", "0.02")
        self.display.xdotool("mouseup", "1")

    def end(self, limit_secs=60):
        """The exit status, after the app was asked to end."""
        return self.process.wait(timeout=limit_secs)
