# SPDX-License-Identifier: MIT
"""Writes averages.json: averages of weights and buffers as torch.optim.swa_utils.AveragedModel forms
them, to be matched by ours. Needs torch 1.13 or later (Debian: python3-torch).
"""

import json
import pathlib

import torch
from torch.optim.swa_utils import AveragedModel

STEPS = 12


def numbers(tensor):
    return [float(f"{value:.9g}") for value in tensor.flatten().tolist()]


def averages(kind, decay, weights, buffers):
    model = torch.nn.BatchNorm1d(3)
    function = None if kind == "uniform" else (
        lambda averaged, value, _: decay * averaged + (1 - decay) * value)
    averaged = AveragedModel(model, avg_fn=function, use_buffers=True)
    case = {"kind": kind, "decay": decay, "weights": [], "buffers": []}
    for weight, buffer in zip(weights, buffers):
        model.weight.data.copy_(weight)
        model.running_var.copy_(buffer)
        averaged.update_parameters(model)
        case["weights"].append(numbers(averaged.module.weight))
        case["buffers"].append(numbers(averaged.module.running_var))
    return case


def main():
    torch.manual_seed(1)
    weights, buffers = torch.randn(STEPS, 3), torch.rand(STEPS, 3) + 0.5
    document = {"made_by": f"make_averages.py, torch {torch.__version__}",
                "weights": [numbers(row) for row in weights],
                "buffers": [numbers(row) for row in buffers],
                "cases": [averages("uniform", 0.0, weights, buffers),
                          averages("exponential", 0.75, weights, buffers),
                          averages("exponential", 0.999, weights, buffers)]}
    file = pathlib.Path(__file__).with_name("averages.json")
    file.write_text(json.dumps(document, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
