#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`netdyno overfit`: a few examples by heart."""

import support


class OverfitTest(support.Case):
    def test_random_labels_are_learnt(self):
        self.write_images(labels=[(number * 7919 // 3) % 4 for number in range(120)])
        text = self.succeed("overfit", self.recipe(), "--examples", 20, "--steps", 2000).stdout
        self.assertRegex(text, r"^Reached: training loss 0\.00\d+ < 0\.01 after [\d ]+ steps on 20 "
                         r"examples, accuracy 100\.0 %\n$")

    def test_a_network_without_input_cannot(self):
        # Weights that stay zero see nothing of the pictures.
        self.write_images()
        recipe = self.recipe(model={"input": [1, 8, 8], "init": {"scheme": "zero"}, "layers": [
            {"type": "conv", "filters": 4, "size": 3}, {"type": "relu"}, {"type": "flatten"},
            {"type": "dense", "units": 4}]})
        result = self.netdyno("overfit", recipe, "--steps", 200)
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertRegex(result.stdout, r"^Not reached: training loss 1\.\d+ >= 0\.01 after 200 steps "
                         r"on 32 examples, accuracy \d+\.\d %\n")
        self.assertEqual(result.stderr, "")

    def test_a_divergence_ends_with_3(self):
        self.write_images()
        self.fail_with(3, "not finite", "overfit", self.recipe(), "--set",
                       "optimizer.learning_rate=1e30")

    def test_wrong_numbers_are_wrong_usage(self):
        self.write_images()
        self.fail_with(2, "--examples", "overfit", self.recipe(), "--examples", 0)
        self.fail_with(2, "--threshold", "overfit", self.recipe(), "--threshold", "low")


if __name__ == "__main__":
    support.main()
