#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`netdyno study`: the table of studies from outside."""

import csv
import json

import support

NAMES = ["check", "evaluate", "overfit", "range-test", "sensitivity"]


class StudyTest(support.Case):
    def study(self, *arguments):
        return json.loads(self.succeed("study", *arguments, "--json").stdout)

    def small(self, **changes):
        self.write_images()
        return self.recipe(**changes)

    def test_the_list_names_all_with_their_options(self):
        studies = json.loads(self.succeed("study", "--list", "--json").stdout)["studies"]
        self.assertEqual(sorted(study["name"] for study in studies), NAMES)
        for study in studies:
            self.assertEqual(list(study), ["name", "label", "doc", "options"])
            for option in study["options"]:
                self.assertEqual(list(option), ["key", "doc", "expected", "default"])
        text = self.succeed("study", "--list").stdout
        for name in NAMES:
            self.assertRegex(text, rf"(?m)^{name}  [A-Z]")
        self.assertIn("    steps=100  ", text)

    def test_each_gives_its_json_and_its_files(self):
        recipe = self.small()
        options = {"range-test": ["--option", "steps=20"], "overfit": ["--option", "steps=3000"],
                   "check": ["--option", "values=2"]}
        for name in NAMES:
            with self.subTest(name):
                out = self.folder / name
                found = self.study(name, recipe, "--out", out, *options.get(name, []))
                self.assertEqual(found, json.loads((out / f"{name}.json").read_text()))
        self.assertEqual(sorted(path.name for path in (self.folder / "range-test").iterdir()),
                         ["range-test-points.csv", "range-test.json", "range-test.pdf",
                          "range-test.png", "range-test.svg"])
        with open(self.folder / "range-test" / "range-test-points.csv", newline="") as file:
            self.assertEqual(len(list(csv.DictReader(file))), 20)

    def test_they_say_what_the_commands_of_their_own_say(self):
        recipe = self.small()
        ranged = self.succeed("range-test", recipe, "--steps", 25, "--json").stdout
        self.assertEqual(self.study("range-test", recipe, "--option", "steps=25"),
                         json.loads(ranged))
        checked = json.loads(self.succeed("check", recipe, "--json").stdout)["losses"]
        self.assertEqual([self.study("check", recipe)], checked)
        self.succeed("train", recipe, "--out", self.folder / "out")
        weights = self.folder / "out" / "weights.safetensors"
        evaluated = json.loads(self.succeed("evaluate", recipe, "--weights", weights, "--tta",
                                            "--json").stdout)
        averaged = evaluated.pop("tta")
        self.assertEqual(self.study("evaluate", recipe, "--weights", weights), evaluated)
        found = self.study("evaluate", recipe, "--weights", weights, "--option", "tta=true")
        self.assertEqual(found["loss"], averaged["loss"])
        text = self.succeed("overfit", recipe, "--steps", 3000).stdout
        self.assertEqual(self.succeed("study", "overfit", recipe, "--option", "steps=3000").stdout,
                         text)

    def test_trained_weights_are_examined(self):
        recipe = self.small()
        self.succeed("train", recipe, "--out", self.folder / "out", "--set", "epochs=20")
        weights = self.folder / "out" / "weights.safetensors"
        before = self.study("check", recipe)["value"]
        self.assertLess(self.study("check", recipe, "--weights", weights)["value"], before)

    def test_the_status_tells_what_came_out(self):
        recipe = self.small()
        stuck = self.netdyno("study", "overfit", recipe, "--option", "steps=3", "--json")
        self.assertEqual(stuck.returncode, 1, stuck.stderr)
        self.assertFalse(json.loads(stuck.stdout)["reached"])
        self.fail_with(3, "not finite", "study", "overfit", recipe, "--set",
                       "optimizer.learning_rate=1e30")

    def test_wrong_usage_names_what_is_known(self):
        recipe = self.small()
        self.fail_with(2, ["rangetest", "range-test"], "study", "rangetest", recipe)
        self.fail_with(2, ["--option", "step", "steps"], "study", "range-test", recipe, "--option",
                       "step=5")
        self.fail_with(2, ["--option", "steps", "[3, 100000]"], "study", "range-test", recipe,
                       "--option", "steps=1")
        self.fail_with(2, "--list", "study")
        self.fail_with(2, "range_test.highest", "study", "range-test", recipe, "--option",
                       "lowest=2")


if __name__ == "__main__":
    support.main()
