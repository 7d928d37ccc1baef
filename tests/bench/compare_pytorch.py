#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Training throughput of the reference nets, Netdyno against PyTorch, on the same processor.

Both sides do the same work: forward, loss, backward, momentum 0.9 with L2 5e-4, on random data in
memory. The two run alternately, so that a machine whose speed drifts treats both alike; PyTorch
gets the better of one and of two threads. Prints a row per net: the medians and their ratio.

    OPENBLAS_NUM_THREADS=1 tests/bench/compare_pytorch.py [--netdyno build/netdyno] [--rounds 5]
                                                          [--nets lenet,mlp] [--seconds 2]

Needs Debian's python3-torch, which nothing else of Netdyno needs, and OpenBLAS: with the reference
BLAS PyTorch multiplies ten times slower and the ratios say nothing. So a product is measured first,
and what multiplies too slowly is refused.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
try:
    import torch  # noqa: E402  (the variable above must be set first)
    from torch import nn  # noqa: E402
except ImportError:
    sys.exit("PyTorch is not there: apt-get install python3-torch libopenblas0-pthread")

# The reference BLAS multiplies 1 to 4 GFLOP/s on one core, OpenBLAS 25 and more on any with AVX2.
LEAST_GFLOPS = 10
SIDE = 768  # of the matrices


def mlp():
    return nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(),
                         nn.Linear(128, 10))


def deep10x500():
    layers = [nn.Linear(784, 500), nn.Tanh()]
    for _ in range(9):
        layers += [nn.Linear(500, 500), nn.Tanh()]
    return nn.Sequential(*layers, nn.Linear(500, 10))


def lenet():
    return nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
                         nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                         nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(),
                         nn.Linear(84, 10))


def convnetjs_cifar():
    layers = []
    for before, after in ((3, 16), (16, 20), (20, 20)):
        layers += [nn.Conv2d(before, after, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(320, 10))


def vgg_small_bn():
    layers, before = [], 3
    for width in (32, 64, 128):
        for _ in range(2):
            layers += [nn.Conv2d(before, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU()]
            before = width
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(2048, 256), nn.ReLU(), nn.Dropout(0.5),
                         nn.Linear(256, 10))


def alexnet():
    return nn.Sequential(
        nn.Conv2d(3, 96, 11, stride=4), nn.ReLU(), nn.MaxPool2d(3, 2), nn.LocalResponseNorm(5),
        nn.Conv2d(96, 256, 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2), nn.LocalResponseNorm(5),
        nn.Conv2d(256, 384, 3, padding=1), nn.ReLU(), nn.Conv2d(384, 384, 3, padding=1), nn.ReLU(),
        nn.Conv2d(384, 256, 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2), nn.Flatten(),
        nn.Linear(9216, 4096), nn.ReLU(), nn.Dropout(0.5), nn.Linear(4096, 4096), nn.ReLU(),
        nn.Dropout(0.5), nn.Linear(4096, 1000))


# name: (constructor, input shape, classes, batch size)
NETS = {
    "mlp": (mlp, (784,), 10, 64),
    "deep10x500": (deep10x500, (784,), 10, 128),
    "lenet": (lenet, (1, 28, 28), 10, 64),
    "convnetjs-cifar": (convnetjs_cifar, (3, 32, 32), 10, 64),
    "vgg-small-bn": (vgg_small_bn, (3, 32, 32), 10, 64),
    "alexnet": (alexnet, (3, 227, 227), 1000, 16),
}


class TorchRun:
    """One net in PyTorch, kept between rounds so that each round measures a warm one."""

    def __init__(self, name):
        make, shape, classes, self.batch = NETS[name]
        self.net = make()
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=0.001, momentum=0.9,
                                         weight_decay=5e-4)
        self.loss = nn.CrossEntropyLoss()
        self.x = torch.randn(self.batch, *shape)
        self.labels = torch.randint(classes, (self.batch,))

    def step(self):
        self.optimizer.zero_grad()
        self.loss(self.net(self.x), self.labels).backward()
        self.optimizer.step()

    def images_per_second(self, threads, seconds):
        torch.set_num_threads(threads)
        for _ in range(2):
            self.step()
        steps, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds or steps < 2:
            self.step()
            steps += 1
        return steps * self.batch / (time.perf_counter() - start)


def product_gflops():
    """The best of three products of square matrices on one thread."""
    torch.set_num_threads(1)
    a, b = torch.randn(SIDE, SIDE), torch.randn(SIDE, SIDE)
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        torch.mm(a, b)
        best = min(best, time.perf_counter() - start)
    return 2 * SIDE ** 3 / best / 1e9


def refuse_slow_products():
    gflops = product_gflops()
    if gflops < LEAST_GFLOPS:
        sys.exit(f"PyTorch multiplies {gflops:.1f} GFLOP/s on one core, expected at least "
                 f"{LEAST_GFLOPS}: it uses the reference BLAS, and a comparison says nothing. "
                 "apt-get install libopenblas0-pthread, then see "
                 "update-alternatives --display libblas.so.3-$(uname -m)-linux-gnu")
    print(f"PyTorch multiplies {gflops:.0f} GFLOP/s on one core")


def netdyno_images_per_second(binary, name, threads):
    out = subprocess.run([binary, "bench", "--json", "--net", name, "--threads", str(threads)],
                         check=True, capture_output=True, text=True).stdout
    return json.loads(out)["nets"][0]["images_per_second"]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--netdyno", default="build/netdyno")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="of PyTorch per round")
    parser.add_argument("--nets", default=",".join(NETS))
    parser.add_argument("--threads", type=int, default=2, help="of Netdyno")
    arguments = parser.parse_args()

    refuse_slow_products()
    print(f"{'net':<16} {'netdyno':>10} {'torch x1':>10} {'torch x2':>10} {'ratio':>6}   images/s, "
          f"medians of {arguments.rounds} rounds")
    for name in arguments.nets.split(","):
        torch_run = TorchRun(name)
        ours, one, two = [], [], []
        for _ in range(arguments.rounds):
            ours.append(netdyno_images_per_second(arguments.netdyno, name, arguments.threads))
            one.append(torch_run.images_per_second(1, arguments.seconds))
            two.append(torch_run.images_per_second(2, arguments.seconds))
        best = max(statistics.median(one), statistics.median(two))
        mine = statistics.median(ours)
        print(f"{name:<16} {mine:>10.0f} {statistics.median(one):>10.0f} "
              f"{statistics.median(two):>10.0f} {mine / best:>6.2f}", flush=True)


if __name__ == "__main__":
    main()
