#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""ONNX models: ONNX's own checker accepts them, and an independent evaluator finds the validation
accuracy and loss that `evaluate` reports, for every layer type that ONNX can express."""

import json
import pathlib
import shutil
import subprocess

import support

try:
    import numpy as np
    import onnx_run
except ImportError:
    np = None
try:
    import onnx
except ImportError:
    onnx = None

IMAGE_LAYERS = [
    {"type": "conv", "filters": 6, "size": 3, "stride": 1, "pad": 1}, {"type": "batchnorm"},
    {"type": "relu"}, {"type": "residual", "layers": [
        {"type": "conv", "filters": 6, "size": 3, "pad": 1}, {"type": "batchnorm"},
        {"type": "leaky_relu", "slope": 0.1}]},
    {"type": "maxpool", "size": 3, "stride": 2, "pad": 1}, {"type": "lrn", "size": 3, "alpha": 0.1},
    {"type": "avgpool", "size": 2, "stride": 1, "pad": 1}, {"type": "elu"},
    {"type": "flatten"}, {"type": "dropout", "rate": 0.3, "mode": "vanilla"},
    {"type": "dense", "units": 20}, {"type": "prelu"}, {"type": "batchnorm"},
    {"type": "maxout", "units": 10, "pieces": 3}, {"type": "gradient_reversal"},
    {"type": "dense", "units": 10}, {"type": "sigmoid"}, {"type": "dropout", "rate": 0.2},
    {"type": "dense", "units": 8}, {"type": "tanh"}, {"type": "dense", "units": 4}]


class ExportTest(support.Case):
    def setUp(self):
        super().setUp()
        self.need(np, "python3-numpy is not installed")
        self.write_images()

    def train(self, layers, preprocess="none"):
        recipe = self.recipe(model={"input": [1, 8, 8], "layers": layers},
                             data={"source": "idx", "path": str(self.folder), "classes": 4,
                                   "train": 100, "validation": 20, "preprocess": preprocess})
        self.succeed("train", recipe, "--out", self.folder / "out", "--threads", 1)
        return recipe

    def export(self, recipe, *arguments):
        model = self.folder / "model.onnx"
        self.succeed("export", recipe, "--weights", self.folder / "out" / "weights.safetensors",
                     "--out", model, *arguments)
        if onnx:
            onnx.checker.check_model(onnx.load(model), full_check=True)
        return model.read_bytes()

    def validation(self):
        pixels = [support.picture(number % 4, number) for number in range(100, 120)]
        return (np.array(pixels, np.float32).reshape(-1, 1, 8, 8) / 255,
                np.arange(100, 120) % 4)

    def assert_equals_evaluate(self, recipe, model):
        """Softmax loss to five digits over all examples: every logit is right."""
        x, labels = self.validation()
        logits = onnx_run.run(model, x).astype(np.float64)
        likelihood = logits - np.log(np.exp(logits).sum(1, keepdims=True))
        loss = -likelihood[np.arange(len(labels)), labels].mean()
        told = json.loads(self.succeed("evaluate", recipe, "--weights",
                                       self.folder / "out" / "weights.safetensors", "--json").stdout)
        self.assertAlmostEqual(told["loss"], loss, delta=1e-4)
        self.assertAlmostEqual(told["accuracy"], (logits.argmax(1) == labels).mean(), places=6)

    def test_every_layer_type(self):
        recipe = self.train(IMAGE_LAYERS)
        self.assert_equals_evaluate(recipe, self.export(recipe))

    def test_onnxruntime_gives_the_same_logits(self):
        """Of the reference implementation, where its npm package can be found."""
        found = subprocess.run(["node", "-e", "require.resolve('onnxruntime-web')"],
                               capture_output=True, check=False) if shutil.which("node") else None
        self.need(found and found.returncode == 0,
                  "onnxruntime-web is not installed: npm install onnxruntime-web, and name its "
                  "node_modules in NODE_PATH")
        for preprocess in ("none", "whiten"):
            recipe = self.train(IMAGE_LAYERS, preprocess)
            raw = () if preprocess == "none" else ("--with-preprocessing",)
            model = self.export(recipe, *raw)
            x, _ = self.validation()
            (self.folder / "input.json").write_text(
                json.dumps({"shape": x.shape, "values": x.ravel().tolist()}), encoding="utf-8")
            said = subprocess.run(
                ["node", pathlib.Path(__file__).with_name("onnxruntime.js"),
                 self.folder / "model.onnx", self.folder / "input.json"],
                capture_output=True, text=True, check=True).stdout
            logits = np.array(json.loads(said)).reshape(len(x), -1)
            np.testing.assert_allclose(logits, onnx_run.run(model, x), atol=1e-4)

    def test_with_preprocessing_the_model_takes_raw_pixels(self):
        layers = [{"type": "flatten"}, {"type": "dense", "units": 4}]
        for preprocess in ("mean-image", "mean-channel", "standardize", "pca", "whiten"):
            with self.subTest(preprocess):
                recipe = self.train(layers, preprocess)
                self.assert_equals_evaluate(recipe, self.export(recipe, "--with-preprocessing"))

    def test_what_onnx_cannot_express_is_refused_by_name(self):
        recipe = self.train([{"type": "conv", "filters": 4, "size": 3}, {"type": "lrn", "size": 2},
                             {"type": "flatten"}, {"type": "dense", "units": 4}])
        self.fail_with(1, ["Layer 1 (lrn)", "even number", "odd size"], "export", recipe,
                       "--weights", self.folder / "out" / "weights.safetensors", "--out",
                       self.folder / "model.onnx")

    def test_arrays_for_numpy(self):
        recipe = self.train([{"type": "conv", "filters": 4, "size": 3}, {"type": "flatten"},
                             {"type": "dense", "units": 4}])
        weights = self.folder / "out" / "weights.safetensors"
        self.succeed("export", recipe, "--weights", weights, "--npy", self.folder / "arrays")
        filters = np.load(self.folder / "arrays" / "0.weight.npy")
        self.assertEqual((filters.shape, filters.dtype), ((4, 1, 3, 3), np.float32))
        content = weights.read_bytes()
        length = int.from_bytes(content[:8], "little")
        first = json.loads(content[8:8 + length])["0.weight"]["data_offsets"]
        self.assertEqual(filters.tobytes(),
                         content[8 + length + first[0]:8 + length + first[1]])

    def test_pytorch_loads_the_weights(self):
        try:
            import torch
        except ImportError:
            self.skipTest("python3-torch is not installed")
        recipe = self.train([
            {"type": "conv", "filters": 6, "size": 5, "pad": 2}, {"type": "batchnorm"},
            {"type": "relu"}, {"type": "maxpool", "size": 2, "stride": 2}, {"type": "flatten"},
            {"type": "dense", "units": 4}])
        net = torch.nn.Sequential(
            torch.nn.Conv2d(1, 6, 5, padding=2), torch.nn.BatchNorm2d(6), torch.nn.ReLU(),
            torch.nn.MaxPool2d(2), torch.nn.Flatten(), torch.nn.Linear(96, 4))
        content = (self.folder / "out" / "weights.safetensors").read_bytes()
        length = int.from_bytes(content[:8], "little")
        data = torch.frombuffer(bytearray(content[8 + length:]), dtype=torch.float32)
        state = {}
        for name, entry in json.loads(content[8:8 + length]).items():
            begin, end = entry["data_offsets"]
            state[name] = data[begin // 4:end // 4].reshape(entry["shape"])
        net.load_state_dict(state, strict=False)
        x, labels = self.validation()
        found = net.eval()(torch.from_numpy(x)).argmax(1).numpy()
        told = json.loads(self.succeed("evaluate", recipe, "--weights",
                                       self.folder / "out" / "weights.safetensors", "--json").stdout)
        self.assertAlmostEqual(told["accuracy"], (found == labels).mean(), places=6)

    def test_wrong_weights_are_refused(self):
        recipe = self.train([{"type": "flatten"}, {"type": "dense", "units": 4}])
        self.fail_with(1, "do not fit", "export", self.recipe(), "--weights",
                       self.folder / "out" / "weights.safetensors", "--out", self.folder / "m.onnx")


if __name__ == "__main__":
    support.main()
