#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`netdyno activations`: what an initialization does to ten layers of 500 units."""

import json

import support

TANH_XAVIER = [.627953, .486051, .407723, .357108, .320917, .292116, .273387, .254935, .239266,
               .228008]
TANH_SMALL = [.213081, .047551, .010630, .002378, .000532, .000119, .000026, .000006]
TANH_LARGE = 10 * [.9817]
RELU_HE = [.825232, .827835, .813855, .826902, .834092, .860035, .870610, .889348, .845357, .844523]


class ActivationsTest(support.Case):
    def measure(self, nonlinearity, init):
        layers = 10 * [{"type": "dense", "units": 500}, {"type": nonlinearity}]
        recipe = self.write_recipe({
            "data": {"source": "gaussian", "examples": 1000}, "batch_size": 1000,
            "model": {"input": [500], "init": init, "layers": layers}})
        return json.loads(self.succeed("activations", recipe, "--json").stdout)["layers"]

    def assert_deviations(self, layers, expected, tolerance):
        for layer, deviation in zip(layers, expected):
            self.assertLess(abs(layer["std"] / deviation - 1), tolerance, layer)

    def test_json_is_the_contracts(self):
        layers = self.measure("tanh", {"scheme": "xavier"})
        self.assertEqual([layer["index"] for layer in layers], list(range(1, 20, 2)))
        for layer in layers:
            self.assertEqual(list(layer), ["index", "type", "mean", "std", "saturated", "dead"])
            self.assertEqual(layer["type"], "tanh")

    def test_tanh_with_xavier_keeps_its_deviation(self):
        layers = self.measure("tanh", {"scheme": "xavier"})
        self.assert_deviations(layers, TANH_XAVIER, 0.03)
        for layer in layers:
            self.assertLess(abs(layer["mean"]), 2e-3)

    def test_tanh_with_small_weights_dies_out(self):
        layers = self.measure("tanh", {"scheme": "gaussian", "std": 0.01})
        self.assert_deviations(layers, TANH_SMALL, 0.1)

    def test_tanh_with_large_weights_saturates(self):
        layers = self.measure("tanh", {"scheme": "gaussian", "std": 1.0})
        self.assert_deviations(layers, TANH_LARGE, 0.03)
        self.assertGreater(layers[0]["saturated"], 0.5)

    def test_relu_with_he_keeps_its_deviation(self):
        self.assert_deviations(self.measure("relu", {"scheme": "he"}), RELU_HE, 0.15)

    def test_lsuv_gives_every_layer_the_same_deviation(self):
        layers = self.measure("tanh", {"scheme": "lsuv"})
        # tanh of a unit Gaussian has the deviation 0.6279; examples differ from those adapted to.
        self.assert_deviations(layers, 10 * [.6279], 0.03)

    def test_the_table_has_a_row_per_nonlinearity(self):
        self.write_images()
        text = self.succeed("activations", self.recipe()).stdout
        self.assertRegex(text, r"(?m)^1 +relu +0\.\d{6} +0\.\d{6} +[\d.]+ % +[\d.]+ %$")


if __name__ == "__main__":
    support.main()
