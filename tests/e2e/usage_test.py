#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Help, version and wrong usage."""

import support


class UsageTest(support.Case):
    def test_version(self):
        self.assertRegex(self.succeed("--version").stdout, r"^netdyno \d+\.\d+\.\d+\n$")

    def test_help_lists_the_commands(self):
        text = self.succeed("--help").stdout
        for command in ("train", "evaluate", "describe", "activations", "overfit", "range-test",
                        "check", "report", "export", "bench"):
            self.assertRegex(text, rf"(?m)^  {command} ")

    def test_help_of_train_tells_the_exit_statuses(self):
        text = self.succeed("train", "--help").stdout
        for words in ("--out DIR", "--set PATH=VALUE", "--weights FILE", "--epochs N", "--steps N",
                      "--seed N", "--threads N", "3 the loss diverged", "130 or 143"):
            self.assertIn(words, text)

    def test_an_unknown_option_is_wrong_usage(self):
        self.fail_with(2, ["--colour", "netdyno train --help"], "train", "r.json", "--colour")

    def test_a_missing_recipe_is_wrong_usage(self):
        self.fail_with(2, "RECIPE", "train")
        self.fail_with(2, "--out or --npy", "export", "r.json", "--weights", "w")

    def test_a_number_that_is_none_is_wrong_usage(self):
        self.fail_with(2, "--epochs", "train", "r.json", "--epochs", "many")
        self.fail_with(2, "--steps", "train", "r.json", "--steps", "0")
        self.fail_with(2, "--threads", "bench", "--threads", "-1")


if __name__ == "__main__":
    support.main()
