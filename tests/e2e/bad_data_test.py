#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Data sets that are missing or wrong: exit status 1, and the message names the file."""

import gzip

import support


class BadDataTest(support.Case):
    def refuse(self, *expected):
        self.fail_with(1, expected, "train", self.recipe())

    def test_missing_fashion_mnist_names_the_package(self):
        # A folder is named, so that the one of the Debian package is not searched.
        self.fail_with(1, ["train-images-idx3-ubyte", "dataset-fashion-mnist"], "train",
                       support.LENET, "--set", f"data.path={self.folder / 'nowhere'}")

    def test_missing_mnist_names_the_files(self):
        self.fail_with(1, ["train-images-idx3-ubyte", str(self.folder)], "train", support.LENET,
                       "--set", "data.source=mnist", environment={"NETDYNO_DATA": self.folder})

    def test_missing_idx_file_is_named(self):
        self.refuse("train-images-idx3-ubyte")

    def test_truncated_images(self):
        self.write_images()
        file = self.folder / "train-images-idx3-ubyte"
        file.write_bytes(file.read_bytes()[:1000])
        self.refuse(str(file), "truncated")

    def test_truncated_compressed_images(self):
        self.write_images()
        file = self.folder / "train-images-idx3-ubyte"
        packed = gzip.compress(file.read_bytes())
        file.unlink()
        (self.folder / f"{file.name}.gz").write_bytes(packed[:-100])
        self.refuse(f"{file}.gz", "truncated")

    def test_wrong_magic_number(self):
        self.write_images()
        file = self.folder / "train-images-idx3-ubyte"
        file.write_bytes(b"\x89PNG" + file.read_bytes()[4:])
        self.refuse(str(file), "magic number 0x89504e47")

    def test_labels_out_of_range(self):
        self.write_images(labels=119 * [0] + [4])
        self.refuse("labels out of range", "train-labels-idx1-ubyte", "label 4")

    def test_image_and_label_counts_that_differ(self):
        self.write_images(labels=119 * [0])
        self.refuse("120", "119", "train-images-idx3-ubyte", "train-labels-idx1-ubyte")

    def test_more_examples_asked_for_than_there_are(self):
        self.write_images()
        self.fail_with(1, ["120", "data.train"], "train", self.recipe(), "--set",
                       "data.train=1000")

    def test_what_the_data_hide_is_told_beside_the_results(self):
        table = self.folder / "d.csv"
        table.write_text("x;y;label\n" + "".join(f"{i % 7},5;3;{'abc'[i // 10]}\n" for i in range(30)))
        recipe = self.write_recipe({"data": {"source": "csv", "path": str(table), "train": 20},
                                    "model": {"input": [2], "layers": [{"type": "dense", "units": 3}]},
                                    "loss": "softmax", "epochs": 1, "batch_size": 8})
        result = self.succeed("train", recipe)
        for text in ("read as decimal commas", "Class c has no training examples",
                     "Feature 2 is the same"):
            self.assertRegex(result.stderr, f"netdyno: note: .*{text}")
            self.assertNotIn(text, result.stdout)

    def test_weights_of_another_network_are_listed(self):
        self.write_images()
        self.succeed("train", self.recipe(), "--steps", 1, "--out", self.folder / "out")
        self.fail_with(1, ["weights.safetensors", "0.weight is 4×1×3×3, the network has 5×1×3×3"],
                       "train", self.recipe(), "--set", "model.layers[0].filters=5", "--weights",
                       self.folder / "out" / "weights.safetensors")

    def test_missing_and_broken_weights_are_named(self):
        self.write_images()
        broken = self.folder / "broken.safetensors"
        broken.write_bytes(b"\xff" * 100)
        self.fail_with(1, str(broken), "train", self.recipe(), "--weights", broken)
        missing = self.folder / "missing.safetensors"
        self.fail_with(1, [str(missing), "No such file"], "train", self.recipe(), "--weights",
                       missing)


if __name__ == "__main__":
    support.main()
