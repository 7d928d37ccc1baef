# SPDX-License-Identifier: MIT
"""Writes augmentations.json: resampled pictures as PyTorch 1.13 draws them (grid_sample with
border padding, zero outside of the picture), colours as numpy and the standard library's colorsys
compute torchvision's formulas, and the principal axes of colours of numpy."""
import colorsys
import json
import math
import pathlib

import numpy
import torch
import torch.nn.functional as F

torch.manual_seed(1)
picture = torch.rand(3, 6, 9, dtype=torch.float64)
C, H, W = picture.shape


def rounded(values):
    return [round(float(v), 7) for v in numpy.asarray(values).reshape(-1)]


def resampled(m):
    # Where pixels come from, in units of pixels about the centre.
    ys, xs = torch.meshgrid(torch.arange(H, dtype=torch.float64) - (H - 1) / 2,
                            torch.arange(W, dtype=torch.float64) - (W - 1) / 2, indexing="ij")
    x = m[0] * xs + m[1] * ys + m[2]
    y = m[3] * xs + m[4] * ys + m[5]
    grid = torch.stack([2 * x / W, 2 * y / H], -1)
    out = F.grid_sample(picture[None], grid[None], mode="bilinear", padding_mode="border",
                        align_corners=False)[0]
    return out * ((x.abs() <= W / 2) & (y.abs() <= H / 2))


angle = math.radians(25)
maps = [[math.cos(angle), -math.sin(angle), 0, math.sin(angle), math.cos(angle), 0],
        [1, 0, 1.25, 0, 1, -0.4], [1 / 1.7, 0, 0.8, 0, 1 / 1.7, -0.3], [1, 0.4, 0, 0, 1, 0],
        [0.8, 0, 0, 0, 1.3, 0]]

p = picture.numpy()
grey = 0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2]


def blend(other, factor):
    return numpy.clip(factor * p + (1 - factor) * other, 0, 1)


def turned(turn):
    out = p.copy()
    for y in range(H):
        for x in range(W):
            h, s, v = colorsys.rgb_to_hsv(*p[:, y, x])
            out[:, y, x] = colorsys.hsv_to_rgb((h + turn) % 1.0, s, v)
    return out


colors = numpy.linalg.eigh(numpy.cov(p.reshape(3, -1), bias=True))
document = {
    "shape": [C, H, W],
    "picture": rounded(picture),
    "maps": [{"map": m, "picture": rounded(resampled(m))} for m in maps],
    "brightness": [{"factor": f, "picture": rounded(blend(0, f))} for f in (0.3, 1.6)],
    "contrast": [{"factor": f, "picture": rounded(blend(grey.mean(), f))} for f in (0.3, 1.6)],
    "saturation": [{"factor": f, "picture": rounded(blend(grey, f))} for f in (0.3, 1.6)],
    "hue": [{"factor": t, "picture": rounded(turned(t))} for t in (0.1, -0.27, 0.5)],
    "variances": rounded(colors[0][::-1]),
    "axes": rounded([v if v[abs(v).argmax()] > 0 else -v for v in colors[1].T[::-1]]),
}
path = pathlib.Path(__file__).with_name("augmentations.json")
path.write_text(json.dumps(document) + "\n")
