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

    def test_the_weights_are_those_of_as_many_steps(self):
        recipe, out, steps = self.stop_with(signal.SIGINT)
        self.succeed("train", recipe, "--steps", steps, "--out", self.folder / "whole", "--threads",
                     1)
        self.assertEqual((out / "weights.safetensors").read_bytes(),
                         (self.folder / "whole" / "weights.safetensors").read_bytes())


if __name__ == "__main__":
    support.main()
