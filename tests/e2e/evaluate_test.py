#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`netdyno evaluate`."""

import json

import support


class EvaluateTest(support.Case):
    def trained(self, **changes):
        self.write_images()
        recipe = self.recipe(**changes)
        self.succeed("train", recipe, "--out", self.folder / "out")
        return recipe, "--weights", self.folder / "out" / "weights.safetensors"

    def evaluate(self, *arguments):
        return json.loads(self.succeed("evaluate", *arguments, "--json").stdout)

    def write_test_images(self, count):
        for kind in ("images-idx3", "labels-idx1"):
            source = self.folder / f"train-{kind}-ubyte"
            # The same bytes under a header that counts the first ones only.
            content = bytearray(source.read_bytes())
            content[4:8] = count.to_bytes(4, "big")
            head, size = (16, 64) if kind == "images-idx3" else (8, 1)
            (self.folder / f"t10k-{kind}-ubyte").write_bytes(content[:head + count * size])

    def test_validation_is_what_training_measured_last(self):
        trained = self.trained()
        result = self.evaluate(*trained)
        last = self.metrics(self.folder / "out")[-1]
        self.assertAlmostEqual(result["loss"], float(last["validation_loss"]), places=5)
        self.assertAlmostEqual(result["accuracy"], float(last["validation_accuracy"]), places=5)
        self.assertEqual((result["split"], result["examples"]), ("validation", 20))
        self.assertNotIn("tta", result)

    def test_recalls_make_up_the_accuracy(self):
        result = self.evaluate(*self.trained(), "--tta")
        for part in (result, result["tta"]):
            self.assertEqual([row["examples"] for row in part["classes"]], 4 * [5])
            mean = sum(row["recall"] for row in part["classes"]) / 4
            self.assertAlmostEqual(part["accuracy"], mean)
            self.assertGreater(part["loss"], 0)
        self.assertNotEqual(result["loss"], result["tta"]["loss"])

    def test_what_augmentation_averages_is_named(self):
        """Averaged probabilities have one loss, -ln p, whatever the recipe's is."""
        for loss in ("hinge", "mse"):
            trained = self.trained(loss=loss)
            result = self.evaluate(*trained, "--tta")
            self.assertNotIn("loss", result["tta"])
            self.assertGreater(result["tta"]["log_loss"], 0)
            text = self.succeed("evaluate", *trained, "--tta").stdout
            self.assertRegex(text, rf"(?m)^loss \({loss}\) +20 +[\d.]+ +–$")
            self.assertRegex(text, r"(?m)^−ln p +20 +– +[\d.]+$")

    def test_the_test_file_is_read_on_demand_only(self):
        trained = self.trained()
        self.fail_with(1, "t10k-images", "evaluate", *trained, "--split", "test")
        self.write_test_images(30)
        result = self.evaluate(*trained, "--split", "test")
        self.assertEqual((result["split"], result["examples"]), ("test", 30))

    def test_the_table_has_a_row_per_class(self):
        text = self.succeed("evaluate", *self.trained(), "--tta").stdout
        self.assertRegex(text, r"class +examples +recall +with TTA")
        self.assertRegex(text, r"(?m)^accuracy +20 +[\d.]+ % +[\d.]+ %$")

    def test_foreign_weights_are_refused(self):
        recipe, option, weights = self.trained()
        other = self.recipe(model={"input": [1, 8, 8], "layers": [
            {"type": "flatten"}, {"type": "dense", "units": 4}]})
        self.fail_with(1, "weights.safetensors", "evaluate", other, option, weights)
        self.fail_with(1, "nowhere", "evaluate", recipe, option, self.folder / "nowhere")
        self.fail_with(2, "--weights is required", "evaluate", recipe)


if __name__ == "__main__":
    support.main()
