#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Recipes that are wrong: exit status 2; the message names file, place, what was found and wanted."""

import support


class BadRecipeTest(support.Case):
    def refuse(self, *expected, **changes):
        self.write_images()
        recipe = self.recipe(**changes)
        self.fail_with(2, [str(recipe), *expected], "train", recipe)

    def test_unknown_key_has_a_suggestion(self):
        self.refuse("batchsize", "batch_size", batchsize=10)

    def test_unknown_key_of_a_layer(self):
        layers = [{"type": "flatten"}, {"type": "dense", "unit": 4}]
        self.refuse("model.layers[1]", "units", model={"input": [1, 8, 8], "layers": layers})

    def test_unknown_layer_type_has_a_suggestion(self):
        layers = [{"type": "flaten"}, {"type": "dense", "units": 4}]
        self.refuse("model.layers[0].type", "flatten", model={"input": [1, 8, 8], "layers": layers})

    def test_wrong_type(self):
        self.refuse("batch_size", "expected a whole number", "the text \"many\"",
                    batch_size="many")

    def test_value_out_of_range(self):
        self.refuse("optimizer.learning_rate", "> 0", "-1", optimizer={"learning_rate": -1})

    def test_impossible_shape_gives_the_numbers(self):
        layers = [{"type": "conv", "filters": 5, "size": 3, "stride": 3}, {"type": "flatten"},
                  {"type": "dense", "units": 4}]
        self.refuse("model.layers[0]", "7", "3", model={"input": [1, 7, 7], "layers": layers})

    def test_a_dense_layer_after_an_image_suggests_flatten(self):
        layers = [{"type": "dense", "units": 4}]
        self.refuse("model.layers[0]", "flatten", model={"input": [1, 8, 8], "layers": layers})

    def test_zero_classes(self):
        data = {"source": "idx", "path": str(self.folder), "classes": 0}
        self.refuse("data.classes", "the number 0", data=data)

    def test_a_last_layer_of_no_units(self):
        layers = [{"type": "flatten"}, {"type": "dense", "units": 0}]
        self.refuse("model.layers[1].units", "the number 0",
                    model={"input": [1, 8, 8], "layers": layers})

    def test_input_that_differs_from_the_datas(self):
        layers = [{"type": "flatten"}, {"type": "dense", "units": 4}]
        self.refuse("model.input", "1×8×8", "1×9×9", model={"input": [1, 9, 9], "layers": layers})

    def test_fewer_outputs_than_classes(self):
        layers = [{"type": "flatten"}, {"type": "dense", "units": 3}]
        self.refuse("model.layers", "3 outputs", "4 classes",
                    model={"input": [1, 8, 8], "layers": layers})

    def test_missing_model(self):
        recipe = self.write_recipe({"data": {"source": "gaussian"}})
        self.fail_with(2, [str(recipe), "model"], "train", recipe)

    def test_text_that_is_no_json(self):
        recipe = self.folder / "broken.json"
        recipe.write_text("{\n  \"data\": \n", encoding="utf-8")
        self.fail_with(2, [str(recipe), "line "], "train", recipe)

    def test_missing_file(self):
        self.fail_with(2, ["nowhere.json", "No such file"], "train", self.folder / "nowhere.json")

    def test_override_of_an_unknown_key(self):
        self.write_images()
        self.fail_with(2, ["optimizer", "lerning_rate", "learning_rate"], "train", self.recipe(),
                       "--set", "optimizer.lerning_rate=0.1")

    def test_nothing_is_written_for_a_wrong_recipe(self):
        out = self.folder / "out"
        self.fail_with(2, "epochs", "train", self.recipe(epochs=-1), "--out", out)
        self.assertFalse(out.exists())


if __name__ == "__main__":
    support.main()
