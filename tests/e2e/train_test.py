#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`netdyno train`, on real images and on small ones."""

import json
import os
import pty
import subprocess

import support


class TrainTest(support.Case):
    def train_lenet(self, *arguments):
        self.need(support.FASHION.exists(), "the package dataset-fashion-mnist is not installed")
        out = self.folder / "out"
        self.succeed("train", support.LENET, "--out", out, *arguments)
        return self.assert_complete_outputs(out)

    def test_slow_lenet_reaches_0_80_after_800_steps(self):
        rows = self.train_lenet("--steps", 800)
        self.assertEqual(len(rows), 800)
        self.assertGreaterEqual(float(rows[-1]["validation_accuracy"]), 0.80)

    def test_slow_lenet_reaches_0_88_after_5_epochs(self):
        rows = self.train_lenet("--epochs", 5)
        self.assertGreaterEqual(float(rows[-1]["validation_accuracy"]), 0.88)

    def test_rows_are_the_contracts(self):
        self.write_images()
        out = self.folder / "out"
        self.succeed("train", self.recipe(), "--out", out)
        rows = self.assert_complete_outputs(out, 30)
        for number, row in enumerate(rows, 1):
            ends_epoch = number % 10 == 0
            self.assertEqual(row["validation_loss"] != "", ends_epoch, row)
            self.assertEqual(row["validation_accuracy"] != "", ends_epoch, row)
            self.assertAlmostEqual(float(row["epoch"]), number / 10)
            self.assertEqual(float(row["learning_rate"]), 0.01)
            self.assertTrue(0 <= float(row["train_accuracy"]) <= 1)
        seconds = [float(row["seconds"]) for row in rows]
        self.assertEqual(seconds, sorted(seconds))

    def test_validation_runs_at_the_end_of_training(self):
        self.write_images()
        out = self.folder / "out"
        self.succeed("train", self.recipe(), "--steps", 7, "--out", out)
        rows = self.assert_complete_outputs(out, 7)
        self.assertEqual([row["validation_accuracy"] != "" for row in rows], 6 * [False] + [True])

    def test_early_stopping_ends_the_run_and_names_what_it_keeps(self):
        self.write_images(labels=[(number * 7919) % 4 for number in range(120)])
        out = self.folder / "out"
        result = self.succeed("train", self.recipe(epochs=500), "--set",
                              "early_stopping.patience=3", "--set", "optimizer.learning_rate=0.03",
                              "--out", out)
        rows = self.assert_complete_outputs(out)
        self.assertLess(len(rows), 5000)
        losses = [float(row["validation_loss"]) for row in rows if row["validation_loss"]]
        self.assertEqual(losses.index(min(losses)), len(losses) - 4)
        self.assertIn("Stopped early: no better validation loss for 3 epochs", result.stdout)
        self.assertRegex(result.stdout, rf"The weights are those of epoch {len(losses) - 3}, "
                         r"validation loss [\d.e-]+, the best")

    def test_steps_go_beyond_the_recipes_epochs(self):
        self.write_images()
        self.succeed("train", self.recipe(), "--steps", 45, "--out", self.folder / "a")
        self.assert_complete_outputs(self.folder / "a", 45)
        self.succeed("train", self.recipe(), "--steps", 45, "--epochs", 2, "--out",
                     self.folder / "b")
        self.assert_complete_outputs(self.folder / "b", 20)

    def test_the_written_recipe_gives_the_same_weights_bit_for_bit(self):
        self.write_images()
        first, second = self.folder / "first", self.folder / "second"
        self.succeed("train", self.recipe(), "--set", "optimizer.learning_rate=0.02", "--seed", 7,
                     "--epochs", 2, "--out", first, "--threads", 2)
        self.succeed("train", first / "recipe.json", "--out", second, "--threads", 2)
        for name in ["weights.safetensors", "recipe.json", "journal.json"]:
            self.assertEqual((first / name).read_bytes(), (second / name).read_bytes(), name)
        without_time = [[{k: v for k, v in row.items() if k != "seconds"}
                         for row in self.metrics(out)] for out in (first, second)]
        self.assertEqual(*without_time)

    def test_set_epochs_and_seed_are_in_the_written_recipe(self):
        self.write_images()
        out = self.folder / "out"
        self.succeed("train", self.recipe(), "--out", out, "--epochs", 2, "--seed", 11,
                     "--set", "batch_size=20", "--set", "model.layers[0].filters=6")
        recipe = json.loads((out / "recipe.json").read_text(encoding="utf-8"))
        self.assertEqual((recipe["epochs"], recipe["seed"], recipe["batch_size"]), (2, 11, 20))
        self.assertEqual(recipe["model"]["layers"][0]["filters"], 6)
        self.assertEqual(recipe["model"]["layers"][0]["stride"], 1)
        self.assertIn("penalty", recipe)

    def test_another_seed_gives_other_weights(self):
        self.write_images()
        for seed in (1, 2):
            self.succeed("train", self.recipe(), "--seed", seed, "--steps", 1, "--out",
                         self.folder / str(seed))
        self.assertNotEqual(*[(self.folder / str(seed) / "weights.safetensors").read_bytes()
                              for seed in (1, 2)])

    def test_training_goes_on_from_given_weights(self):
        self.write_images()
        first, second = self.folder / "first", self.folder / "second"
        self.succeed("train", self.recipe(), "--epochs", 20, "--out", first)
        self.succeed("train", self.recipe(), "--steps", 1, "--out", second, "--weights",
                     first / "weights.safetensors")
        before = float(self.metrics(first)[0]["train_loss"])
        self.assertLess(float(self.metrics(second)[0]["train_loss"]), 0.5 * before)

    def test_a_terminal_gets_a_bar(self):
        self.write_images()
        try:
            ours, theirs = pty.openpty()
        except OSError as error:  # a chroot without /dev/pts
            self.skipTest(f"no pseudo-terminal: {error}")
        environment = {**os.environ, "TERM": "xterm"}  # who runs the tests need not have one
        child = subprocess.Popen([support.BINARY, "train", self.recipe(), "--steps", "20000"],
                                 stdout=theirs, env=environment)
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 4096):
                shown += chunk
        except OSError:
            pass  # the terminal ends with its last writer
        self.assertEqual(child.wait(), 0)
        self.assertIn(b"\r[", shown)
        self.assertRegex(shown, rb"\[#+\.+\]  \d+/20000  loss .* images/s +\d+:\d+ left")

    def test_elsewhere_there_are_plain_lines(self):
        self.write_images()
        result = self.succeed("train", self.recipe())
        self.assertNotIn("\r", result.stdout)
        self.assertRegex(result.stdout, r"step 10  epoch 1.00  validation loss [\d.]+  accuracy")
        self.assertEqual(result.stderr, "")

    def test_training_outlives_the_reader_of_its_progress(self):
        self.write_images()
        out = self.folder / "out"
        child = subprocess.Popen([support.BINARY, "train", self.recipe(), "--steps", "400", "--out",
                                  out], stdout=subprocess.PIPE)
        child.stdout.close()
        self.assertEqual(child.wait(), 0)
        self.assert_complete_outputs(out, 400)

    def test_a_diverging_loss_ends_with_3_and_the_last_good_weights(self):
        self.write_images()
        out = self.folder / "out"
        result = self.fail_with(3, ["Step ", "layer ", "learning rate 1e+30"], "train",
                                self.recipe(), "--set", "optimizer.learning_rate=1e30", "--out",
                                out)
        rows = self.assert_complete_outputs(out)
        self.assertLess(len(rows), 30)
        self.assertIn(f"Step {len(rows)}:", result.stderr)
        self.assertIn("not finite", result.stderr)
        # They are usable: a run from them begins with a finite loss.
        self.succeed("train", self.recipe(), "--steps", 1, "--weights", out / "weights.safetensors",
                     "--out", self.folder / "again")


if __name__ == "__main__":
    support.main()
