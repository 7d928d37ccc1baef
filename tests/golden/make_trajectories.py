# SPDX-License-Identifier: MIT
"""Writes trajectories.json: whole trainings by PyTorch, to be matched by ours.

A case is a recipe (without shuffling), the loss of each minibatch before its update, and the weights
and buffers after the last one. Initial weights and data are numbers of a hash, which the test
computes likewise, so that they need no place in the file. Needs torch 1.13 or later (Debian:
python3-torch).
"""

import json
import math
import pathlib

import torch
from torch import nn


def mixed(number):
    """A hash of 32 bits: Murmur3's last step."""
    number &= 0xFFFFFFFF
    number ^= number >> 16
    number = number * 0x85EBCA6B & 0xFFFFFFFF
    number ^= number >> 13
    number = number * 0xC2B2AE35 & 0xFFFFFFFF
    return number ^ number >> 16


def values(stream, count, scale):
    """`count` numbers in [-scale, scale) of 16 bits each, exact in float32 but for the scale."""
    return [(mixed(stream * 1000003 + i + 1) >> 16) / 32768.0 - 1.0 for i in range(count)], scale


def tensor(stream, shape, scale=1.0):
    numbers, scale = values(stream, math.prod(shape), scale)
    return (torch.tensor(numbers, dtype=torch.float64) * scale).float().reshape(shape)


def labels(stream, count, classes):
    return torch.tensor([(mixed(stream * 1000003 + i + 1) >> 8) % classes for i in range(count)])


class Residual(nn.Module):
    def __init__(self, *body):
        super().__init__()
        self.body = nn.Sequential(*body)

    def forward(self, x):
        return x + self.body(x)


def build(layer, shape):
    """torch's layer for an entry of `layers`, and the shape that follows."""
    kind = layer["type"]
    pick = layer.get
    if kind == "dense":
        return nn.Linear(shape[0], layer["units"]), [layer["units"]]
    if kind == "conv":
        made = nn.Conv2d(shape[0], layer["filters"], layer["size"], pick("stride", 1), pick("pad", 0))
    elif kind == "maxpool":
        made = nn.MaxPool2d(layer["size"], layer["stride"], pick("pad", 0))
    elif kind == "avgpool":
        made = nn.AvgPool2d(layer["size"], layer["stride"], pick("pad", 0))
    elif kind == "batchnorm":
        made = nn.BatchNorm2d(shape[0]) if len(shape) == 3 else nn.BatchNorm1d(shape[0])
    elif kind == "lrn":
        made = nn.LocalResponseNorm(layer["size"], layer["alpha"], layer["beta"], layer["k"])
    elif kind == "residual":
        body, inner = [], shape
        for entry in layer["layers"]:
            made, inner = build(entry, inner)
            body.append(made)
        return Residual(*body), shape
    else:
        made = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "elu": nn.ELU,
                "prelu": nn.PReLU, "leaky_relu": nn.LeakyReLU, "flatten": nn.Flatten}[kind]()
    made.eval()
    return made, list(made(torch.zeros([1, *shape])).shape[1:])


LOSSES = {
    "softmax": nn.functional.cross_entropy,
    # torch divides by the number of classes; ours sums over them.
    "hinge": lambda x, y: nn.functional.multi_margin_loss(x, y) * x.shape[1],
    "mse": lambda x, y: (x - nn.functional.one_hot(y, x.shape[1])).square().sum(dim=1).mean(),
}


def make_optimizer(spec, groups):
    rate, kind = spec["learning_rate"], spec["kind"]
    if kind == "sgd":
        return torch.optim.SGD(groups, rate)
    if kind in ("momentum", "nesterov"):
        mu = spec["momentum"]
        return torch.optim.SGD(groups, rate, mu, nesterov=kind == "nesterov",
                               dampening=mu if spec.get("averaged") else 0.0)
    if kind == "adagrad":
        return torch.optim.Adagrad(groups, rate, eps=spec["epsilon"])
    if kind == "rmsprop":
        return torch.optim.RMSprop(groups, rate, spec["decay"], spec["epsilon"])
    return torch.optim.Adam(groups, rate, (spec["beta1"], spec["beta2"]), spec["epsilon"])


def is_weight(module, name):
    return isinstance(module, (nn.Linear, nn.Conv2d)) and name == "weight"


def draw_weights(net):
    for stream, (name, parameter) in enumerate(net.named_parameters()):
        if parameter.dim() > 1:
            fan_in = parameter[0].numel()
            parameter.data = tensor(stream, parameter.shape, math.sqrt(3.0 / fan_in))
        elif name.endswith("bias"):
            parameter.data.zero_()


def train(recipe, examples):
    shape, layers = recipe["model"]["input"], []
    classes = recipe["model"]["layers"][-1]["units"]
    x = tensor(1000, [examples, *shape], 2.0)
    y = labels(2000, examples, classes)
    for entry in recipe["model"]["layers"]:
        made, shape = build(entry, shape)
        layers.append(made)
    net = nn.Sequential(*layers)
    draw_weights(net)
    penalty = recipe.get("penalty", {})
    weights = [p for m in net.modules() for n, p in m.named_parameters(recurse=False)
               if is_weight(m, n)]
    others = [p for p in net.parameters() if all(p is not w for w in weights)]
    optimizer = make_optimizer(recipe["optimizer"],
                               [{"params": weights, "weight_decay": penalty.get("l2", 0.0)},
                                {"params": others, "weight_decay": 0.0}])
    if recipe["optimizer"].get("averaged"):
        for parameter in net.parameters():
            optimizer.state[parameter]["momentum_buffer"] = torch.zeros_like(parameter)
    net.train()
    losses, begin, size = [], 0, recipe["batch_size"]
    for _ in range(recipe["steps"]):
        batch_x, batch_y = x[begin:begin + size], y[begin:begin + size]
        begin = 0 if begin + size >= examples else begin + size
        optimizer.zero_grad()
        loss = LOSSES[recipe.get("loss", "softmax")](net(batch_x), batch_y)
        loss.backward()
        for weight in weights:
            weight.grad += penalty.get("l1", 0.0) * weight.detach().sign()
        losses.append(float(f"{loss.item():.7g}"))
        optimizer.step()
    return losses, net.state_dict()


def dense(units):
    return {"type": "dense", "units": units}


def conv(filters, size, pad=0, stride=1):
    return {"type": "conv", "filters": filters, "size": size, "pad": pad, "stride": stride}


def pool(kind, size, stride, pad=0):
    return {"type": kind, "size": size, "stride": stride, "pad": pad}


def plain(*kinds):
    return [{"type": kind} for kind in kinds]


MOMENTUM = {"kind": "momentum", "learning_rate": 0.02, "momentum": 0.9}
OPTIMIZERS = {
    "sgd": {"kind": "sgd", "learning_rate": 0.1},
    "momentum": MOMENTUM,
    "averaged momentum": {"kind": "momentum", "learning_rate": 0.3, "momentum": 0.9,
                          "averaged": True},
    "nesterov": {"kind": "nesterov", "learning_rate": 0.02, "momentum": 0.9},
    "adagrad": {"kind": "adagrad", "learning_rate": 0.05, "epsilon": 1e-8},
    "rmsprop": {"kind": "rmsprop", "learning_rate": 0.005, "decay": 0.9, "epsilon": 1e-8},
    "adam": {"kind": "adam", "learning_rate": 0.01, "beta1": 0.9, "beta2": 0.999,
             "epsilon": 1e-8},
}


def cases():
    mlp = [dense(7), *plain("tanh"), dense(4)]
    for name, optimizer in OPTIMIZERS.items():
        yield f"mlp with {name}", {"optimizer": optimizer,
                                   "model": {"input": [5], "layers": mlp}}
    yield "batch norm, momentum, L2, padded pooling", {
        "optimizer": MOMENTUM, "penalty": {"l2": 0.01},
        "model": {"input": [2, 7, 7], "layers": [
            conv(3, 3, 1), *plain("batchnorm", "relu"), pool("maxpool", 3, 2, 1),
            *plain("flatten"), dense(3)]}}
    yield "batch norm of features", {
        "optimizer": OPTIMIZERS["sgd"],
        "model": {"input": [6], "layers": [dense(5), *plain("batchnorm", "sigmoid"), dense(3)]}}
    yield "local response normalization and average pooling", {
        "optimizer": MOMENTUM,
        "model": {"input": [3, 6, 6], "layers": [
            conv(4, 3), *plain("relu"), {"type": "lrn", "size": 3, "alpha": 0.5, "beta": 0.75,
                                         "k": 2.0},
            pool("avgpool", 2, 2), *plain("flatten"), dense(3)]}}
    yield "PReLU with hinge loss", {
        "optimizer": OPTIMIZERS["sgd"] | {"learning_rate": 0.02}, "loss": "hinge",
        "model": {"input": [5], "layers": [dense(8), *plain("prelu"), dense(4)]}}
    yield "ELU with squared error", {
        "optimizer": OPTIMIZERS["sgd"] | {"learning_rate": 0.02}, "loss": "mse",
        "model": {"input": [5], "layers": [dense(6), *plain("elu"), dense(3)]}}
    yield "L1 and L2 penalties", {
        "optimizer": OPTIMIZERS["sgd"], "penalty": {"l2": 0.02, "l1": 0.005},
        "model": {"input": [5], "layers": [dense(6), *plain("leaky_relu"), dense(3)]}}
    yield "convolutions 1×1 and 5×5 on odd sizes", {
        "optimizer": MOMENTUM, "penalty": {"l2": 0.001},
        "model": {"input": [2, 9, 7], "layers": [
            conv(3, 1), *plain("tanh"), conv(2, 5, 2), *plain("tanh"), conv(2, 3, 0, 2),
            *plain("flatten"), dense(3)]}}
    yield "a minibatch of one", {
        "optimizer": OPTIMIZERS["sgd"] | {"learning_rate": 0.03}, "batch_size": 1,
        "model": {"input": [1, 5, 5], "layers": [
            conv(2, 3), *plain("relu", "flatten"), dense(3)]}}
    yield "a residual block", {
        "optimizer": MOMENTUM,
        "model": {"input": [2, 5, 5], "layers": [
            {"type": "residual", "layers": [conv(2, 3, 1), *plain("batchnorm", "tanh"),
                                            conv(2, 3, 1)]},
            *plain("flatten"), dense(3)]}}


def main():
    torch.set_num_threads(1)
    written = []
    for name, recipe in cases():
        # Ten examples in minibatches of four: the last one of an epoch has two.
        recipe = {"batch_size": 4, "steps": 100, **recipe}
        losses, state = train(recipe, 10)
        weights = {key: [float(f"{v:.6g}") for v in value.flatten().tolist()]
                   for key, value in state.items() if value.is_floating_point()}
        written.append({"name": name, **recipe, "losses": losses, "weights": weights})
    document = {"made_by": f"make_trajectories.py, torch {torch.__version__}", "examples": 10,
                "cases": written}
    lines = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    file = pathlib.Path(__file__).with_name("trajectories.json")
    file.write_text(lines.replace('{"name"', '\n{"name"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
