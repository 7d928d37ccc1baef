#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What README.md claims of the shipped recipes is what tests/accuracy/accuracies.json holds."""

import json
import re

import support

TABLE = support.ROOT / "tests" / "accuracy" / "accuracies.json"
ROW = re.compile(r"^\| ([a-z]+-fashion)[^|]*\| ([\d ]+) \| (0\.\d+) \|$", re.MULTILINE)


class AccuraciesTest(support.Case):
    def test_the_readme_is_the_table(self):
        measured = {row["recipe"]: (row["parameters"], f"{row['test_accuracy']:.3f}")
                    for row in json.loads(TABLE.read_text(encoding="utf-8"))}
        claimed = {name: (int(parameters.replace(" ", "")), accuracy) for name, parameters, accuracy
                   in ROW.findall((support.ROOT / "README.md").read_text(encoding="utf-8"))}
        self.assertEqual(claimed, measured)
        self.assertEqual(len(measured), 4)

    def test_every_row_says_how_it_was_measured(self):
        for row in json.loads(TABLE.read_text(encoding="utf-8")):
            for key in ("command", "commit", "machine"):
                self.assertTrue(row[key], row["recipe"])
            described = self.succeed("describe",
                                     support.ROOT / "assets" / "recipes" / f"{row['recipe']}.json",
                                     "--json")
            self.assertEqual(json.loads(described.stdout)["parameters"], row["parameters"])


if __name__ == "__main__":
    support.main()
