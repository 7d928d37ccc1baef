#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A signal in the middle of training: the outputs are complete up to the step it reached."""

import signal
import subprocess
import time

import support


class InterruptionTest(support.Case):
    def stop_with(self, number):
        self.write_images()
        recipe, out = self.recipe(epochs=1000000), self.folder / "out"
        child = subprocess.Popen([support.BINARY, "train", recipe, "--out", out, "--threads", "1"],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for line in child.stdout:
            if "validation" in line and line.startswith("step"):
                break
        time.sleep(0.05)
        child.send_signal(number)
        rest, errors = child.communicate(timeout=60)
        self.assertEqual(child.returncode, 128 + number, errors)
        rows = self.assert_complete_outputs(out)
        self.assertIn("Stopped after", rest)
        self.assertNotEqual(rows[-1]["validation_accuracy"], "")
        return recipe, out, len(rows)

    def test_sigint_ends_with_130_and_complete_outputs(self):
        self.stop_with(signal.SIGINT)

    def test_sigterm_ends_with_143_and_complete_outputs(self):
        self.stop_with(signal.SIGTERM)

    def test_sighup_of_a_lost_terminal_ends_with_129_and_complete_outputs(self):
        self.stop_with(signal.SIGHUP)

    def test_an_ignored_sighup_stays_ignored(self):
        """As under nohup: the training outlives its terminal."""
        self.write_images()
        child = subprocess.Popen(
            [support.BINARY, "train", self.recipe(epochs=1000000), "--steps", "20000", "--threads",
             "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        child.stdout.readline()
        child.send_signal(signal.SIGHUP)
        rest, errors = child.communicate(timeout=200)
        self.assertEqual(child.returncode, 0, errors)
        self.assertIn("Trained 20 000 steps", rest)

    def test_a_file_beyond_the_limit_is_told(self):
        """SIGXFSZ would end the process without a word."""
        self.write_images()
        result = self.fail_with(1, ["Cannot write", "File too large"], "train", self.recipe(),
                                "--out", self.folder / "out", "--steps", 3,
                                prefix=["sh", "-c", 'ulimit -f 1; exec "$@"', "sh"])
        self.assertNotIn("fault of Netdyno", result.stderr)

    def test_the_weights_are_those_of_as_many_steps(self):
        recipe, out, steps = self.stop_with(signal.SIGINT)
        self.succeed("train", recipe, "--steps", steps, "--out", self.folder / "whole", "--threads",
                     1)
        self.assertEqual((out / "weights.safetensors").read_bytes(),
                         (self.folder / "whole" / "weights.safetensors").read_bytes())


if __name__ == "__main__":
    support.main()
