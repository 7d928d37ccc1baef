#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`netdyno describe`."""

import json

import support


class DescribeTest(support.Case):
    def describe(self, recipe):
        return json.loads(self.succeed("describe", recipe, "--json").stdout)

    def test_lenet_has_61706_parameters(self):
        network = self.describe(support.LENET)
        self.assertEqual(network["parameters"], 61706)
        self.assertEqual(sum(layer["parameters"] for layer in network["layers"]), 61706)

    def test_json_is_the_contracts(self):
        self.assertEqual(self.describe(self.recipe()), {
            "layers": [
                {"index": 0, "type": "conv", "output": [4, 6, 6], "parameters": 40},
                {"index": 1, "type": "relu", "output": [4, 6, 6], "parameters": 0},
                {"index": 2, "type": "flatten", "output": [144], "parameters": 0},
                {"index": 3, "type": "dropout", "output": [144], "parameters": 0},
                {"index": 4, "type": "dense", "output": [4], "parameters": 580}],
            "parameters": 620})

    def test_figures_of_convolutions(self):
        # 32×32×3 with five 5×5 filters: stride 1 gives 28×28×5, stride 3 gives 10×10×5.
        for stride, side in ((1, 28), (3, 10)):
            conv = {"type": "conv", "filters": 5, "size": 5, "stride": stride}
            recipe = self.write_recipe({"data": {"source": "gaussian"},
                                        "model": {"input": [3, 32, 32], "layers": [conv]}})
            layer = self.describe(recipe)["layers"][0]
            self.assertEqual(layer["output"], [5, side, side])
            self.assertEqual(layer["parameters"], 5 * 75 + 5)

    def test_no_data_is_read(self):
        recipe = self.recipe(data={"source": "idx", "path": str(self.folder / "nowhere")})
        self.succeed("describe", recipe, "--json")

    def test_the_table_has_a_row_per_layer_and_totals(self):
        text = self.succeed("describe", support.LENET).stdout
        self.assertRegex(text, r"(?m)^0 +conv .* 6×28×28 +156 +5×5 ")
        self.assertRegex(text, r"Parameters +61 706")
        self.assertRegex(text, r"Memory for training +[\d.]+ MB")

    def test_set_changes_what_is_described(self):
        result = self.succeed("describe", self.recipe(), "--json", "--set",
                              "model.layers[0].filters=8")
        self.assertEqual(json.loads(result.stdout)["layers"][0]["output"], [8, 6, 6])

    def test_the_schema_is_the_registries(self):
        sections = {section["path"]: section for section in json.loads(
            self.succeed("describe", "--schema", "--json").stdout)["sections"]}
        conv = next(row for row in sections["model.layers[]"]["choices"] if row["name"] == "conv")
        self.assertEqual([key["key"] for key in conv["keys"]], ["filters", "size", "stride", "pad"])
        self.assertTrue(conv["keys"][0]["required"])
        text = self.succeed("describe", "--schema").stdout
        self.assertIn('"kind": "adam"', text)
        self.assertIn("beta1: ", text)

    def test_a_schema_takes_no_recipe_and_a_description_needs_one(self):
        self.fail_with(2, "--schema", "describe", "--schema", support.LENET)
        self.fail_with(2, "RECIPE", "describe")


if __name__ == "__main__":
    support.main()
