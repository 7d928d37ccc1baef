#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`netdyno twins`: trainings that differ in what is varied, in lockstep."""

import csv

import support

COLUMNS = ["step", "run", "train_loss", "train_accuracy", "validation_loss", "validation_accuracy"]


class TwinsTest(support.Case):
    def setUp(self):
        super().setUp()
        self.write_images()
        self.out = self.folder / "twins"

    def table(self):
        """Rows of twins.csv by run."""
        with open(self.out / "twins.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(list(rows[0]), COLUMNS)
        order = [(int(row["step"]), row["run"]) for row in rows]
        self.assertEqual(order, sorted(order))
        return {run: [row for row in rows if row["run"] == run] for run in {row["run"] for row in rows}}

    def twins(self, *arguments):
        return self.succeed("twins", self.recipe(), "--out", self.out, "--threads", 1, *arguments)

    def test_begin_alike_and_part(self):
        self.twins("--vary", "optimizer.learning_rate=0.01,0.1")
        table = self.table()
        self.assertEqual(sorted(table), ["A", "B"])
        losses = {run: [row["train_loss"] for row in rows] for run, rows in table.items()}
        self.assertEqual(losses["A"][0], losses["B"][0], "to the last bit")
        self.assertNotEqual(losses["A"][1], losses["B"][1])
        self.assertEqual([bool(row["validation_loss"]) for row in table["A"]],
                         [step % 10 == 0 for step in range(1, 31)])
        report = (self.out / "report.html").read_text(encoding="utf-8")
        for words in ("A: optimizer.learning_rate=0.01", "B: optimizer.learning_rate=0.1"):
            self.assertIn(words, report)

    def test_each_is_the_run_that_it_would_be_alone(self):
        self.twins("--vary", "optimizer.learning_rate=0.01,0.1", "--vary", "model.layers[3].rate=0,0.5",
                   "--steps", 15)
        alone = self.folder / "alone"
        for name, rate, dropout in (("A", 0.01, 0), ("B", 0.01, 0.5), ("C", 0.1, 0), ("D", 0.1, 0.5)):
            self.succeed("train", self.recipe(), "--steps", 15, "--threads", 1, "--force", "--out",
                         alone, "--set", f"optimizer.learning_rate={rate}", "--set",
                         f"model.layers[3].rate={dropout}")
            self.assert_complete_outputs(self.out / name, 15)
            self.assertEqual((alone / "weights.safetensors").read_bytes(),
                             (self.out / name / "weights.safetensors").read_bytes(), name)

    def test_one_that_diverges_leaves_the_others(self):
        result = self.fail_with(3, ["B: Step", "1e+30"], "twins", self.recipe(), "--out", self.out,
                                "--vary", "optimizer.learning_rate=0.01,1e30", "--steps", 20)
        self.assertIn("the others go on", result.stdout)
        table = self.table()
        self.assertEqual(len(table["A"]), 20)
        self.assertLess(len(table["B"]), 10)

    def test_a_twin_can_be_forked(self):
        self.twins("--vary", "optimizer.learning_rate=0.01,0.1")
        fork = self.folder / "fork"
        self.succeed("fork", self.out / "B", "--at", 11, "--out", fork)
        self.assertEqual((fork / "weights.safetensors").read_bytes(),
                         (self.out / "B" / "weights.safetensors").read_bytes())

    def test_wrong_usage(self):
        arguments = ("twins", self.recipe(), "--out", self.out)
        self.fail_with(2, "--vary", *arguments)
        self.fail_with(2, "2 to 6", *arguments, "--vary", "seed=1")
        self.fail_with(2, "these are 9 twins", *arguments, "--vary", "seed=1,2,3", "--vary",
                       "batch_size=1,2,3")
        self.fail_with(2, "is empty", *arguments, "--vary", "seed=1,,2")
        self.fail_with(2, "PATH=V1,V2", *arguments, "--vary", "seed")
        self.fail_with(2, "learning_rat", *arguments, "--vary", "optimizer.learning_rat=1,2")
        self.assertFalse(self.out.exists())


if __name__ == "__main__":
    support.main()
