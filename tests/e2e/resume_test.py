#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checkpoints: a training that was killed goes on bit-identically, whenever that was; trouble with
the folder is told and survived. NETDYNO_KILLS sets how many kills the slow test makes (default 20)."""

import json
import os
import pathlib
import random
import shutil
import signal
import struct
import subprocess
import time

import support

CURVE = [column for column in support.COLUMNS if column != "seconds"]


class ResumeTest(support.Case):
    def long_recipe(self, **changes):
        """Some seconds of training whose checkpoints are large enough to be caught half written."""
        layers = [{"type": "flatten"}, {"type": "dense", "units": 256}, {"type": "relu"},
                  {"type": "dropout", "rate": 0.2}, {"type": "dense", "units": 4}]
        return self.recipe(model={"input": [1, 8, 8], "layers": layers},
                           optimizer={"kind": "adam", "learning_rate": 0.001},
                           **{"epochs": 300, **changes})

    def start(self, *arguments):
        return subprocess.Popen([support.BINARY, "train", *map(str, arguments)],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def curve(self, folder):
        return [[row[column] for column in CURVE] for row in self.metrics(folder)]

    def weights(self, folder):
        return (folder / "weights.safetensors").read_bytes()

    def assert_same_run(self, one, other):
        self.assertEqual(self.curve(one), self.curve(other))
        self.assertEqual(self.weights(one), self.weights(other))

    def test_a_stopped_training_goes_on_to_its_end(self):
        self.write_images()
        whole, halves = self.folder / "whole", self.folder / "halves"
        recipe = self.recipe(epochs=4)
        self.succeed("train", recipe, "--out", whole, "--threads", 1)
        self.succeed("train", recipe, "--out", halves, "--threads", 1, "--steps", 17)
        said = self.succeed("train", "--resume", halves, "--epochs", 4).stdout
        self.assertIn("Going on after step 17 of 40", said)
        self.assertIn("1 thread", said)
        self.assert_same_run(whole, halves)
        seconds = [float(row["seconds"]) for row in self.metrics(halves)]
        self.assertEqual(seconds, sorted(seconds))

    def test_a_schedule_that_is_stretched_is_told_with_its_rates(self):
        self.write_images()
        out = self.folder / "out"
        recipe = self.recipe(epochs=4, schedule={"kind": "cosine"})
        self.succeed("train", recipe, "--out", out, "--threads", 1)
        last = float(self.metrics(out)[-1]["learning_rate"])
        said = self.succeed("train", "--resume", out, "--epochs", 8).stderr
        # Half of the cosine is gone at epoch 4 of 8.
        self.assertIn("cosine is stretched from 4 to 8 epochs", said)
        self.assertIn(f"was {last:.6g} in the last step and goes on with 0.005", said)
        constant = self.folder / "constant"
        self.succeed("train", self.recipe(epochs=4), "--out", constant, "--threads", 1)
        self.assertEqual(self.succeed("train", "--resume", constant, "--epochs", 8).stderr, "")

    def test_a_complete_training_has_nothing_left_to_do(self):
        self.write_images()
        out = self.folder / "out"
        self.succeed("train", self.recipe(), "--out", out, "--threads", 1)
        before = self.curve(out), self.weights(out)
        self.succeed("train", "--resume", out)
        self.assertEqual((self.curve(out), self.weights(out)), before)

    def test_slow_killed_at_any_moment_it_goes_on(self):
        self.write_images()
        whole, out = self.folder / "whole", self.folder / "out"
        recipe = self.long_recipe()
        began = time.monotonic()
        self.succeed("train", recipe, "--out", whole, "--threads", 1)
        took = time.monotonic() - began
        chance = random.Random(7)
        arguments = [recipe, "--out", out, "--threads", 1]
        kills = int(os.environ.get("NETDYNO_KILLS", "20"))
        for _ in range(kills):
            child = self.start(*arguments, "--checkpoint-every", "0.001")
            time.sleep(chance.uniform(0, max(0.25, 2 * took / kills)))
            child.kill()
            child.communicate()
            if (out / "checkpoint.safetensors").exists():
                arguments = ["--resume", out]
        self.assertEqual(arguments[0], "--resume", "no checkpoint in all this time")
        self.succeed("train", *arguments)
        self.assert_same_run(whole, out)
        self.assertEqual([name for name in os.listdir(out) if "partial" in name], [])

    def test_a_folder_that_is_removed_while_training(self):
        self.write_images()
        out = self.folder / "out"
        child = self.start(self.long_recipe(epochs=100000), "--out", out, "--checkpoint-every",
                           "0.05", "--threads", 1)
        self.wait_for(out / "checkpoint.safetensors")
        while out.exists():  # files may come while it is being emptied
            shutil.rmtree(out, ignore_errors=True)
        self.assertIn("training goes on", child.stderr.readline())
        child.send_signal(signal.SIGINT)
        self.assertEqual(child.wait(timeout=60), 130)
        self.assert_complete_outputs(out)
        child.stdout.close()
        child.stderr.close()

    def wait_for(self, file):
        end = time.monotonic() + 60
        while not file.exists():
            self.assertLess(time.monotonic(), end, f"{file} did not appear")
            time.sleep(0.01)

    def test_a_disk_that_fills_up_while_training(self):
        self.write_images()
        out = self.folder / "disk"
        out.mkdir()
        prefix = support.small_disk(out, "256k")
        self.need(prefix, "this system does not allow mounting a tmpfs")
        recipe = self.long_recipe(epochs=200)
        result = self.netdyno("train", recipe, "--out", out, "--checkpoint-every", "0.01",
                              "--threads", 1, prefix=prefix)
        self.assertIn("No space left", result.stderr)
        self.assertIn("training goes on", result.stderr)
        self.assertEqual(result.stderr.count("training goes on"), 1, "once is enough")
        # The end is told as what it is, and what fitted is there.
        self.assertEqual(result.returncode, 1)
        self.assertIn("left behind: weights.safetensors", result.stdout)
        self.assertNotIn("partial", result.stdout)

    def test_what_cannot_be_resumed_is_refused(self):
        self.write_images()
        out = self.folder / "out"
        self.fail_with(1, ["There is no checkpoint.safetensors", "--out"], "train", "--resume", out)
        self.succeed("train", self.recipe(), "--out", out)
        self.write_images(labels=[(number + 1) % 4 for number in range(120)])
        self.fail_with(1, "not those that the run was trained on", "train", "--resume", out,
                       "--epochs", 5)
        self.change_head(out, lambda head: head.update(version=99))
        self.fail_with(1, "version 99", "train", "--resume", out)
        self.fail_with(2, "excludes", "train", self.recipe(), "--resume", out)

    def change_head(self, folder, change):
        file = folder / "checkpoint.safetensors"
        content = file.read_bytes()
        length = struct.unpack("<Q", content[:8])[0]
        header = json.loads(content[8:8 + length])
        head = json.loads(header["__metadata__"]["netdyno"])
        change(head)
        header["__metadata__"]["netdyno"] = json.dumps(head)
        text = json.dumps(header).encode()
        pathlib.Path(file).write_bytes(struct.pack("<Q", len(text)) + text + content[8 + length:])


if __name__ == "__main__":
    support.main()
