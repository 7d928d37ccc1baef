# SPDX-License-Identifier: MIT
"""Writes schedules.json: learning rates of torch.optim.lr_scheduler's, to be matched by ours.

Each case holds rates for the base rate 1 at given times in epochs; of the plateau, the validation
losses and the rate after each. Needs torch 1.13 or later (Debian: python3-torch).
"""

import json
import math
import pathlib
import random

import torch
from torch.optim import lr_scheduler

EPOCHS = 30


def optimizer():
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)


def by_steps(kind, options, make, steps_per_epoch=1):
    """One call of step() each 1/steps_per_epoch epoch."""
    of = optimizer()
    scheduler = make(of)
    epochs, rates = [], []
    for step in range(EPOCHS * steps_per_epoch):
        epochs.append(step / steps_per_epoch)
        rates.append(of.param_groups[0]["lr"])
        of.step()
        scheduler.step()
    return {"kind": kind, "options": options, "epochs": epochs, "rates": rates}


def restarts(period, growth, final):
    of = optimizer()
    scheduler = lr_scheduler.CosineAnnealingWarmRestarts(of, period, growth, final)
    epochs, rates = [], []
    for step in range(EPOCHS * 4):
        scheduler.step(step / 4)
        epochs.append(step / 4)
        rates.append(of.param_groups[0]["lr"])
    return {"kind": "cosine-restarts",
            "options": {"period": period, "growth": growth, "final": final},
            "epochs": epochs, "rates": rates}


def plateau(factor, patience, threshold):
    of = optimizer()
    scheduler = lr_scheduler.ReduceLROnPlateau(of, "min", factor, patience, threshold, eps=0)
    losses, rates = [], []
    for epoch in range(2 * EPOCHS):
        losses.append(round(0.5 + math.exp(-epoch / 10) + random.uniform(-0.05, 0.05), 6))
        scheduler.step(losses[-1])
        rates.append(of.param_groups[0]["lr"])
    return {"kind": "plateau",
            "options": {"factor": factor, "patience": patience, "threshold": threshold},
            "losses": losses, "rates": rates}


def main():
    random.seed(1)
    cases = [
        by_steps("step", {"factor": 0.5, "every": 7},
                 lambda of: lr_scheduler.StepLR(of, 7, 0.5)),
        by_steps("epoch-decay", {"factor": 0.97}, lambda of: lr_scheduler.StepLR(of, 1, 0.97)),
        by_steps("exponential", {"rate": 0.125},
                 lambda of: lr_scheduler.ExponentialLR(of, math.exp(-0.125))),
        by_steps("cosine", {"final": 0.1},
                 lambda of: lr_scheduler.CosineAnnealingLR(of, EPOCHS, 0.1)),
        restarts(3, 2, 0.05),
        restarts(4, 1, 0.0),
        by_steps("cyclic", {"low": 0.2, "half_period": 2.5},
                 lambda of: lr_scheduler.CyclicLR(of, 0.2, 1.0, 10, cycle_momentum=False), 4),
        plateau(0.1, 2, 1e-4),
        plateau(0.5, 0, 0.05),
        plateau(0.7, 5, 0.0),
    ]
    document = {"made_by": f"make_schedules.py, torch {torch.__version__}", "total_epochs": EPOCHS,
                "cases": cases}
    lines = json.dumps(json.loads(json.dumps(document), parse_float=lambda x: round(float(x), 12)),
                       separators=(",", ":"))
    file = pathlib.Path(__file__).with_name("schedules.json")
    file.write_text(lines.replace('{"kind"', '\n{"kind"') + "\n")


if __name__ == "__main__":
    main()
