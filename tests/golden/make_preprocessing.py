# SPDX-License-Identifier: MIT
"""Writes preprocessing.json: what numpy makes of a small set of pictures by each preprocessing.

Needs numpy (Debian: python3-numpy).
"""
import json
import pathlib

import numpy

N, C, H, W = 40, 2, 2, 3
random = numpy.random.default_rng(1)
mixing = random.normal(size=(C * H * W, C * H * W))
x = random.normal(size=(N, C * H * W)) @ mixing * 0.1 + 0.5
x = x.astype(numpy.float32).astype(numpy.float64)

mean = x.mean(0)
centred = x - mean
channels = numpy.repeat(mean.reshape(C, -1).mean(1), H * W)
variances, vectors = numpy.linalg.eigh(numpy.cov(x.T, bias=True))
variances, axes = variances[::-1], vectors.T[::-1]
axes = numpy.array([axis if axis[abs(axis).argmax()] > 0 else -axis for axis in axes])
pca = centred @ axes.T
results = {"none": x, "mean-image": centred, "mean-channel": x - channels,
           "standardize": centred / x.std(0), "pca": pca,
           "whiten": pca / numpy.sqrt(variances + 1e-5)}

SHOWN = 5  # examples
document = {"shape": [C, H, W], "examples": [round(float(v), 9) for v in x.reshape(-1)],
            "results": {name: [round(float(v), 7) for v in values[:SHOWN].reshape(-1)]
                        for name, values in results.items()}}
path = pathlib.Path(__file__).with_name("preprocessing.json")
path.write_text(json.dumps(document) + "\n")
