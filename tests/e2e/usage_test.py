#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Help, version and wrong usage."""

import json

import support


class UsageTest(support.Case):
    def test_version(self):
        self.assertRegex(self.succeed("--version").stdout,
                         r"^netdyno \d+\.\d+\.\d+ \((baseline|avx2|avx512)(, built for this processor)?\)\n$")

    def test_help_lists_the_commands(self):
        text = self.succeed("--help").stdout
        for command in ("train", "fork", "twins", "evaluate", "describe", "activations", "overfit",
                        "range-test", "check", "report", "export", "bench"):
            self.assertRegex(text, rf"(?m)^  {command} ")

    def test_help_of_train_tells_the_exit_statuses(self):
        text = self.succeed("train", "--help").stdout
        for words in ("--out DIR", "--set PATH=VALUE", "--weights FILE", "--epochs N", "--steps N",
                      "--seed N", "--threads N", "3 the loss diverged", "130 or 143",
                      "129 by SIGHUP", "--force"):
            self.assertIn(words, text)

    def test_an_unknown_option_is_wrong_usage(self):
        self.fail_with(2, ["--colour", "netdyno train --help"], "train", "r.json", "--colour")

    def test_a_missing_recipe_is_wrong_usage(self):
        self.fail_with(2, "RECIPE", "train")
        self.fail_with(2, "--out or --npy", "export", "r.json", "--weights", "w")

    def test_numbers_beyond_their_range_are_refused_and_never_wrap(self):
        for option, values in {
                "--seed": ("-1", "18446744073709551616", "1.5", "0x10", "nan", "1e30", ""),
                "--steps": ("-1", "0", "1.5", "99999999999999999999", "inf"),
                "--epochs": ("-1", "0", "1e10", "2,5"),
                "--checkpoint-every": ("nan", "-1", "inf", "1e300"),
                "--threads": ("0", "1025", "-4294967295", "2.5")}.items():
            for value in values:
                self.fail_with(2, option, "train", "r.json", f"{option}={value}")
        self.fail_with(2, "--smoothing", "report", ".", "--smoothing", "nan")
        self.fail_with(2, "--lowest", "range-test", "r.json", "--lowest", "0")
        self.fail_with(2, "--values", "check", "r.json", "--values", "1e9")

    def test_numbers_are_decimal_and_a_comma_is_a_decimal_mark(self):
        self.write_images()
        for seed, written in (("010", 10), ("18446744073709551615", 2**64 - 1), ("1e3", 1000)):
            out = self.folder / seed
            self.succeed("train", self.recipe(), "--steps", 1, "--seed", seed, "--out", out,
                         "--checkpoint-every", "0,5")
            self.assertEqual(json.loads((out / "recipe.json").read_text())["seed"], written)

    def test_a_number_that_is_none_is_wrong_usage(self):
        self.fail_with(2, "--epochs", "train", "r.json", "--epochs", "many")
        self.fail_with(2, "--steps", "train", "r.json", "--steps", "0")
        self.fail_with(2, "--threads", "bench", "--threads", "-1")


if __name__ == "__main__":
    support.main()
