#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`netdyno fork`: a training goes on from any of its steps, as it was or with another value."""

import json
import random
import signal
import subprocess
import time

import support

CURVE = [column for column in support.COLUMNS if column != "seconds"]
RICH = {
    "model": {"input": [1, 8, 8], "layers": [
        {"type": "conv", "filters": 4, "size": 3}, {"type": "batchnorm"}, {"type": "relu"},
        {"type": "flatten"}, {"type": "dropout", "rate": 0.2}, {"type": "dense", "units": 4}]},
    "optimizer": {"kind": "adam", "learning_rate": 0.01},
    "schedule": {"kind": "plateau", "patience": 1}, "early_stopping": {"patience": 4},
    "averaging": {"kind": "exponential", "decay": 0.9}, "epochs": 6}


class ForkTest(support.Case):
    def setUp(self):
        super().setUp()
        self.write_images()
        self.parent, self.fork = self.folder / "parent", self.folder / "fork"

    def train(self, *arguments, threads=1, **changes):
        self.succeed("train", self.recipe(**changes), "--out", self.parent, "--threads", threads,
                     *arguments)

    def curve(self, folder):
        return [[row[column] for column in CURVE] for row in self.metrics(folder)]

    def weights(self, folder):
        return (folder / "weights.safetensors").read_bytes()

    def journal(self, folder):
        return json.loads((folder / "journal.json").read_text(encoding="utf-8"))

    def assert_repeats(self, step, *arguments):
        self.succeed("fork", self.parent, "--at", step, "--out", self.fork, "--force", *arguments)
        self.assertEqual(self.weights(self.fork), self.weights(self.parent), f"at {step}")
        self.assertEqual(self.curve(self.fork), self.curve(self.parent), f"at {step}")

    def test_without_a_change_it_repeats_its_parent(self):
        self.train()
        for step in (0, 1, 10, 17, 30):
            self.assert_repeats(step)
        self.assert_complete_outputs(self.fork, 30)
        self.assertEqual(self.journal(self.fork)["parent"], {"run": str(self.parent), "step": 30})

    def test_with_all_that_a_run_carries_and_with_two_threads(self):
        for threads in (1, 2):
            self.train("--force", threads=threads, **RICH)
            steps = len(self.metrics(self.parent))
            chosen = random.Random(threads)
            for step in (chosen.randrange(steps + 1) for _ in range(3)):
                self.assert_repeats(step)

    def test_the_parents_rows_come_first(self):
        self.train()
        self.succeed("fork", self.parent, "--at", 13, "--set", "optimizer.learning_rate=0.1",
                     "--set", "model.layers[3].rate=0.4", "--out", self.fork, "--steps", 20)
        parent, fork = self.metrics(self.parent), self.assert_complete_outputs(self.fork, 20)
        self.assertEqual(fork[:13], parent[:13], "the time it took, too")
        # Step 14 begins with the parent's weights, and has other masks.
        self.assertEqual({row["learning_rate"] for row in fork[13:]}, {"0.1"})
        self.assertNotEqual(fork[14]["train_loss"], parent[14]["train_loss"])
        changes = [(entry["step"], entry["path"]) for entry in self.journal(self.fork)["commands"]]
        self.assertEqual(changes, [(13, "optimizer.learning_rate"), (13, "model.layers[3].rate")])

    def test_a_fork_of_a_fork_makes_its_changes_again(self):
        self.train()
        second, undone = self.folder / "second", self.folder / "undone"
        self.succeed("fork", self.parent, "--at", 13, "--set", "optimizer.learning_rate=0.1",
                     "--out", self.fork)
        self.succeed("fork", self.fork, "--at", 7, "--out", second)
        self.assertEqual(self.weights(second), self.weights(self.fork))
        # The same, but for what is set: as if the rate had not been touched.
        self.succeed("fork", self.fork, "--at", 7, "--set", "optimizer.learning_rate=0.01", "--out",
                     undone)
        self.assertEqual(self.weights(undone), self.weights(self.parent))

    def test_a_fork_that_is_stopped_goes_on_to_its_later_changes(self):
        self.train()
        first, second = self.folder / "first", self.folder / "second"
        self.succeed("fork", self.parent, "--at", 20, "--set", "penalty.l2=0.1", "--out", first)
        self.succeed("fork", first, "--at", 5, "--steps", 12, "--out", second)
        self.succeed("train", "--resume", second, "--epochs", 3)
        self.assertEqual(self.weights(second), self.weights(first))

    def test_what_takes_effect_from_step_0_needs_at_0(self):
        self.train()
        arguments = ("fork", self.parent, "--set", "model.layers[0].filters=6", "--out", self.fork)
        self.fail_with(2, ["model.layers[0].filters", "takes effect from step 0", "--at 0"],
                       *arguments, "--at", 5)
        self.assertFalse(self.fork.exists())
        self.succeed(*arguments, "--at", 0)
        alone = self.folder / "alone"
        self.succeed("train", self.recipe(), "--set", "model.layers[0].filters=6", "--threads", 1,
                     "--out", alone)
        self.assertEqual(self.weights(self.fork), self.weights(alone))

    def test_wrong_usage(self):
        self.train()
        arguments = ("fork", self.parent, "--out", self.fork)
        self.fail_with(2, ["--at", "31 is no step", "took 30"], *arguments, "--at", 31)
        self.fail_with(2, "--at", *arguments)
        self.fail_with(2, "learning_rate", *arguments, "--at", 3, "--set",
                       "optimizer.learning_rate=-1")
        self.fail_with(2, "Name it by --epochs", *arguments, "--at", 3, "--set", "epochs=9")
        self.fail_with(2, "the run that the fork leaves", "fork", self.parent, "--at", 3, "--out",
                       self.parent)
        self.fail_with(1, "There is no checkpoint", "fork", self.folder, "--at", 3, "--out",
                       self.fork)

    def test_a_divergence_is_told_as_of_any_training(self):
        self.train()
        self.fail_with(3, ["learning rate 1e+30", "(dense)"], "fork", self.parent, "--at", 5, "--set",
                       "optimizer.learning_rate=1e30", "--out", self.fork)

    def test_weights_of_a_file_are_what_it_begins_with(self):
        self.train()
        weights = self.parent / "weights.safetensors"
        other = self.folder / "other"
        self.succeed("train", self.recipe(), "--weights", weights, "--out", other, "--threads", 1)
        self.parent = other
        for step in (0, 8):
            self.assert_repeats(step)

    def test_after_a_kill(self):
        layers = [{"type": "flatten"}, {"type": "dense", "units": 64}, {"type": "relu"},
                  {"type": "dropout", "rate": 0.2}, {"type": "dense", "units": 4}]
        recipe = self.recipe(model={"input": [1, 8, 8], "layers": layers}, epochs=100000,
                             early_stopping={"patience": 0})
        child = subprocess.Popen([support.BINARY, "train", recipe, "--out", self.parent, "--threads",
                                  "1", "--checkpoint-every", "0.05"], stdout=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while not (self.parent / "checkpoint.safetensors").exists():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.01)
        child.send_signal(signal.SIGKILL)
        child.wait()
        whole = self.folder / "whole"
        self.succeed("train", recipe, "--out", whole, "--threads", 1, "--steps", 60)
        self.succeed("fork", self.parent, "--at", 37, "--steps", 60, "--out", self.fork)
        self.assertEqual(self.weights(self.fork), self.weights(whole))
        self.assertEqual(self.curve(self.fork), self.curve(whole))


if __name__ == "__main__":
    support.main()
