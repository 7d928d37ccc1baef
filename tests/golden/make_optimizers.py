# SPDX-License-Identifier: MIT
"""Writes optimizers.json: trajectories of torch.optim's optimizers, to be matched by ours.

Each case holds the positions of a weight and a bias after each of 20 steps. The gradients are given
numbers, not those of a loss, so a case depends on nothing but the update. The weight decays, the
bias does not. Needs torch 1.13 or later (Debian: python3-torch).
"""

import json
import pathlib

import torch

STEPS = 20
WEIGHT = [0.5, -0.25, 1.5, -2.0, 0.01]
BIAS = [0.125, -0.75]

CASES = [
    ("sgd", {}, 0.1, torch.optim.SGD, {}),
    ("momentum", {"momentum": 0.9}, 0.05, torch.optim.SGD, {"momentum": 0.9}),
    # The averaged form is torch's with dampening = momentum but for the first step, where torch takes
    # the gradient undamped; from a velocity of zero it takes all alike.
    ("momentum", {"momentum": 0.9, "averaged": True}, 0.5, torch.optim.SGD,
     {"momentum": 0.9, "dampening": 0.9}),
    ("nesterov", {"momentum": 0.8}, 0.05, torch.optim.SGD, {"momentum": 0.8, "nesterov": True}),
    ("adagrad", {"epsilon": 1e-8}, 0.1, torch.optim.Adagrad, {"eps": 1e-8}),
    ("rmsprop", {"decay": 0.95, "epsilon": 1e-8}, 0.01, torch.optim.RMSprop,
     {"alpha": 0.95, "eps": 1e-8}),
    ("adam", {"beta1": 0.9, "beta2": 0.99, "epsilon": 1e-8}, 0.02, torch.optim.Adam,
     {"betas": (0.9, 0.99), "eps": 1e-8}),
]


def trajectory(make, options, learning_rate, decay, weight_grads, bias_grads):
    weight = torch.tensor(WEIGHT, requires_grad=True)
    bias = torch.tensor(BIAS, requires_grad=True)
    groups = [{"params": [weight], "weight_decay": decay}, {"params": [bias], "weight_decay": 0.0}]
    optimizer = make(groups, lr=learning_rate, **options)
    if "dampening" in options:
        for value in (weight, bias):
            optimizer.state[value]["momentum_buffer"] = torch.zeros_like(value)
    weights, biases = [], []
    for weight_grad, bias_grad in zip(weight_grads, bias_grads):
        weight.grad = weight_grad.clone()
        bias.grad = bias_grad.clone()
        optimizer.step()
        weights.append(weight.detach().tolist())
        biases.append(bias.detach().tolist())
    return weights, biases


def main():
    torch.manual_seed(1)
    weight_grads = torch.randn(STEPS, len(WEIGHT))
    bias_grads = torch.randn(STEPS, len(BIAS))
    cases = []
    for kind, options, learning_rate, make, torch_options in CASES:
        for decay in (0.0, 0.05):
            weights, biases = trajectory(make, torch_options, learning_rate, decay, weight_grads,
                                         bias_grads)
            cases.append({"kind": kind, "options": options, "learning_rate": learning_rate,
                          "l2": decay, "weights": weights, "biases": biases})
    document = {"made_by": f"make_optimizers.py, torch {torch.__version__}",
                "weight": WEIGHT, "bias": BIAS,
                "weight_grads": weight_grads.tolist(), "bias_grads": bias_grads.tolist(),
                "cases": cases}
    target = pathlib.Path(__file__).with_name("optimizers.json")
    # Nine digits identify a float32.
    rounded = json.loads(json.dumps(document), parse_float=lambda text: float(f"{float(text):.9g}"))
    target.write_text(json.dumps(rounded, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
