# SPDX-License-Identifier: MIT
"""Writes layers.json: outputs and gradients of torch.nn's layers and losses, to be matched by ours.

A layer's case holds its input x, its parameters and buffers before the pass, the gradient dy that
comes from above, and what torch computes of them: y, dx, the parameters' gradients and the buffers
after the pass. Needs torch 1.13 or later (Debian: python3-torch).
"""

import json
import pathlib

import torch
from torch import nn


class Maxout(nn.Module):
    """The largest of `pieces` neighbouring outputs of a linear layer; torch has none."""

    def __init__(self, inputs, units, pieces):
        super().__init__()
        linear = nn.Linear(inputs, units * pieces)
        self.weight, self.bias = linear.weight, linear.bias
        self.units, self.pieces = units, pieces

    def forward(self, x):
        z = nn.functional.linear(x, self.weight, self.bias)
        return z.view(len(x), self.units, self.pieces).max(dim=2).values


class Residual(nn.Module):
    def __init__(self, *body):
        super().__init__()
        self.body = nn.Sequential(*body)

    def forward(self, x):
        return x + self.body(x)


def pool(size, stride=0, pad=0):
    return {"size": size, "stride": stride, "pad": pad}


def conv(filters, size, stride=1, pad=0):
    return {"filters": filters, "size": size, "stride": stride, "pad": pad}


# Type, options, torch's layer, shape of x.
CASES = [
    ("dense", {"units": 4}, nn.Linear(7, 4), [3, 7]),
    ("dense", {"units": 1}, nn.Linear(1, 1), [1, 1]),
    ("conv", conv(3, 3), nn.Conv2d(2, 3, 3), [2, 2, 7, 5]),
    ("conv", conv(2, 3, 2, 1), nn.Conv2d(3, 2, 3, 2, 1), [2, 3, 7, 7]),
    ("conv", conv(2, 5, 1, 2), nn.Conv2d(1, 2, 5, 1, 2), [1, 1, 6, 6]),
    ("conv", conv(4, 1), nn.Conv2d(3, 4, 1), [2, 3, 3, 4]),
    ("conv", conv(2, 4, 3, 0), nn.Conv2d(1, 2, 4, 3), [2, 1, 10, 7]),
    ("conv", conv(1, 3, 1, 3), nn.Conv2d(1, 1, 3, 1, 3), [1, 1, 2, 3]),
    ("maxpool", pool(2), nn.MaxPool2d(2), [2, 2, 6, 4]),
    ("maxpool", pool(2, 2), nn.MaxPool2d(2, 2), [1, 2, 7, 7]),
    ("maxpool", pool(3, 2, 1), nn.MaxPool2d(3, 2, 1), [2, 1, 7, 6]),
    ("maxpool", pool(3, 1), nn.MaxPool2d(3, 1), [1, 2, 5, 5]),
    ("avgpool", pool(2), nn.AvgPool2d(2), [2, 2, 6, 4]),
    ("avgpool", pool(2, 2), nn.AvgPool2d(2, 2), [1, 2, 7, 5]),
    ("avgpool", pool(3, 2, 1), nn.AvgPool2d(3, 2, 1), [2, 1, 7, 6]),
    ("batchnorm", {}, nn.BatchNorm2d(3), [4, 3, 3, 2]),
    ("batchnorm", {"momentum": 0.3, "epsilon": 0.01}, nn.BatchNorm1d(5, 0.01, 0.3), [6, 5]),
    ("batchnorm", {}, nn.BatchNorm2d(2), [1, 2, 3, 3]),
    ("lrn", {"size": 5}, nn.LocalResponseNorm(5), [2, 8, 2, 3]),
    ("lrn", {"size": 3, "alpha": 0.5, "beta": 0.6, "k": 2.0}, nn.LocalResponseNorm(3, 0.5, 0.6, 2.0),
     [1, 2, 3, 3]),
    ("lrn", {"size": 4, "alpha": 0.7}, nn.LocalResponseNorm(4, 0.7), [2, 6, 2, 2]),
    ("dropout", {"rate": 0.4}, nn.Dropout(0.4), [2, 5]),
    ("flatten", {}, nn.Flatten(), [2, 2, 3, 2]),
    ("relu", {}, nn.ReLU(), [3, 7]),
    ("leaky_relu", {}, nn.LeakyReLU(), [3, 7]),
    ("leaky_relu", {"slope": 0.2}, nn.LeakyReLU(0.2), [1, 2, 3, 3]),
    ("elu", {}, nn.ELU(), [3, 7]),
    ("elu", {"alpha": 0.5}, nn.ELU(0.5), [3, 7]),
    ("sigmoid", {}, nn.Sigmoid(), [3, 7]),
    ("tanh", {}, nn.Tanh(), [3, 7]),
    ("prelu", {}, nn.PReLU(), [2, 3, 2, 2]),
    ("maxout", {"units": 3, "pieces": 4}, Maxout(5, 3, 4), [4, 5]),
    ("residual", {"layers": [["conv", conv(2, 3, 1, 1)], ["batchnorm", {}], ["relu", {}]]},
     Residual(nn.Conv2d(2, 2, 3, 1, 1), nn.BatchNorm2d(2), nn.ReLU()), [3, 2, 4, 3]),
    ("residual", {"layers": [["dense", {"units": 4}], ["tanh", {}], ["dense", {"units": 4}]]},
     Residual(nn.Linear(4, 4), nn.Tanh(), nn.Linear(4, 4)), [2, 4]),
]

LOSSES = {
    "softmax": nn.functional.cross_entropy,
    # torch divides by the number of classes; ours sums over them.
    "hinge": lambda x, y: nn.functional.multi_margin_loss(x, y) * x.shape[1],
    "mse": lambda x, y: (x - nn.functional.one_hot(y, x.shape[1])).square().sum(dim=1).mean(),
}


def tensor_json(tensor):
    values = [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]
    return {"shape": list(tensor.shape), "values": values}


def state_json(layer):
    state = layer.state_dict()
    return {name: tensor_json(value) for name, value in state.items() if value.is_floating_point()}


def layer_case(kind, options, layer, shape, training):
    layer.train(training)
    for name, value in layer.state_dict().items():
        if value.is_floating_point():
            value.normal_(std=0.5)
        if name.endswith("running_var"):
            value.abs_().add_(0.5)
    x = torch.randn(shape, requires_grad=True)
    case = {"type": kind, "options": options, "mode": "training" if training else "inference",
            "x": tensor_json(x), "state": state_json(layer)}
    y = layer(x)
    dy = torch.randn(y.shape)
    layer.zero_grad()
    y.backward(dy)
    grads = {name: tensor_json(value.grad) for name, value in layer.named_parameters()}
    return case | {"y": tensor_json(y), "dy": tensor_json(dy), "dx": tensor_json(x.grad),
                   "grads": grads, "state_after": state_json(layer)}


def loss_case(kind, function, samples, classes, scale):
    logits = (torch.randn(samples, classes) * scale).requires_grad_()
    labels = torch.randint(classes, [samples])
    loss = function(logits, labels)
    loss.backward()
    return {"loss": kind, "logits": tensor_json(logits), "labels": labels.tolist(),
            "value": loss.item(), "dlogits": tensor_json(logits.grad)}


def main():
    torch.manual_seed(1)
    layers = []
    for kind, options, layer, shape in CASES:
        # Only some layers behave differently in training; a dropout mask cannot be matched.
        modes = [True, False] if kind in ("batchnorm", "residual") else [kind != "dropout"]
        layers += [layer_case(kind, options, layer, shape, training) for training in modes]
    losses = [loss_case(kind, function, samples, classes, scale)
              for kind, function in LOSSES.items()
              for samples, classes, scale in [(1, 2, 1), (4, 10, 2), (3, 5, 30)]]
    document = {"made_by": f"make_layers.py, torch {torch.__version__}",
                "layers": layers, "losses": losses}
    lines = json.dumps(document, separators=(",", ":")).replace('{"type"', '\n{"type"')
    file = pathlib.Path(__file__).with_name("layers.json")
    file.write_text(lines.replace('{"loss"', '\n{"loss"') + "\n")


if __name__ == "__main__":
    main()
