#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`netdyno check`: backpropagation against differences of the loss."""

import json

import support

LAYERS = [{"type": "conv", "filters": 4, "size": 3, "pad": 1}, {"type": "batchnorm"},
          {"type": "tanh"}, {"type": "maxpool", "size": 2, "stride": 2}, {"type": "flatten"},
          {"type": "dropout", "rate": 0.3}, {"type": "dense", "units": 3}]


class CheckTest(support.Case):
    def gaussian(self, layers):
        return self.write_recipe({
            "data": {"source": "gaussian", "examples": 50, "classes": 3},
            "model": {"input": [1, 6, 6], "layers": layers}})

    def test_every_loss_passes(self):
        losses = json.loads(self.succeed("check", self.gaussian(LAYERS), "--loss", "all",
                                         "--json").stdout)["losses"]
        self.assertEqual([loss["loss"] for loss in losses], ["softmax", "hinge", "mse"])
        for loss in losses:
            self.assertTrue(loss["passed"], loss)
            names = [(row["layer"], row["parameter"]) for row in loss["rows"]]
            self.assertEqual(names, [(0, "weight"), (0, "bias"), (1, "weight"), (1, "bias"),
                                     (6, "weight"), (6, "bias")])
            self.assertTrue(all(row["checked"] > 0 for row in loss["rows"]))

    def test_a_gradient_that_is_not_the_slope_fails(self):
        """Within a residual, what passes through a gradient reversal is not the loss's slope."""
        body = [{"type": "dense", "units": 36}, {"type": "tanh"}, {"type": "gradient_reversal"}]
        recipe = self.gaussian([{"type": "flatten"}, {"type": "residual", "layers": body},
                                {"type": "dense", "units": 3}])
        result = self.netdyno("check", recipe)
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertRegex(result.stdout, r"(?m)^1 +residual +body\.0\.weight .* failed$")
        self.assertRegex(result.stdout, r"(?m)^2 +dense +weight .* passed$")

    def test_no_shipped_recipe_gives_a_false_alarm(self):
        """tests/bench/check_recipes.py looks at all of them, with more seeds."""
        names = ["blobs", "circles", "moons", "spiral", "xor"]
        if support.FASHION.exists():
            names.append("linear-fashion")
        for name in names:
            recipe = support.ROOT / "assets" / "recipes" / f"{name}.json"
            for seed in range(1, 6):
                with self.subTest(name=name, seed=seed):
                    result = self.netdyno("check", recipe, "--set", f"seed={seed}")
                    self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_an_unknown_loss_is_refused(self):
        self.fail_with(2, ["loss", "softmax"], "check", self.gaussian(LAYERS), "--loss", "sofmax")


if __name__ == "__main__":
    support.main()
