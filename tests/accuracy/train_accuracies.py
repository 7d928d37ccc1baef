#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Trains shipped recipes as they are and writes what they reach on the test file to accuracies.json.

Whoever changes the arithmetic (a kernel, a layer, an optimizer, a schedule, a recipe) runs it again
and carries the accuracies to README.md's table; tests/e2e/accuracies_test.py holds the two
together.

  train_accuracies.py [--threads N] [--binary FILE] [--commit ID] [RECIPE …]   (default: all four)
"""

import argparse
import json
import os
import pathlib
import platform
import re
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = pathlib.Path(__file__).with_name("accuracies.json")
RECIPES = ["linear-fashion", "mlp-fashion", "convnet-fashion", "residual-fashion"]


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.machine()


def commit():
    return subprocess.run(["git", "-C", ROOT, "rev-parse", "--short=9", "HEAD"],
                          capture_output=True, text=True, check=True).stdout.strip()


def measure(binary, name, threads, built_from):
    recipe = ROOT / "assets" / "recipes" / f"{name}.json"
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "run"
        start = time.monotonic()
        subprocess.run([binary, "train", recipe, "--out", out, "--threads", str(threads)],
                       check=True, stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - start
        evaluated = subprocess.run([binary, "evaluate", recipe, "--weights",
                                    out / "weights.safetensors", "--split", "test", "--json"],
                                   check=True, capture_output=True, text=True)
        described = subprocess.run([binary, "describe", recipe, "--json"], check=True,
                                   capture_output=True, text=True)
    version = subprocess.run([binary, "--version"], check=True, capture_output=True, text=True)
    instructions = re.search(r"\((\w+)", version.stdout)[1]
    return {"recipe": name,
            "parameters": json.loads(described.stdout)["parameters"],
            "test_accuracy": json.loads(evaluated.stdout)["accuracy"],
            "seconds": round(seconds),
            "command": f"netdyno train assets/recipes/{name}.json --out OUT --threads {threads} && "
                       f"netdyno evaluate assets/recipes/{name}.json --weights "
                       "OUT/weights.safetensors --split test",
            "commit": built_from,
            "machine": f"{os.cpu_count()} cores of {processor()}, {instructions}"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("recipes", nargs="*", metavar="RECIPE")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "build" / "netdyno")
    parser.add_argument("--commit", help="that the binary was built from, where there is no git")
    parser.add_argument("--table", type=pathlib.Path, default=TABLE)
    arguments = parser.parse_args()
    for name in arguments.recipes or RECIPES:
        row = measure(arguments.binary, name, arguments.threads, arguments.commit or commit())
        rows = json.loads(arguments.table.read_text()) if arguments.table.exists() else []
        rows = [other for other in rows if other["recipe"] != name] + [row]
        rows.sort(key=lambda each: RECIPES.index(each["recipe"]))
        written = arguments.table.with_suffix(".new")
        written.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
        written.replace(arguments.table)
        print(f"{name}: {row['test_accuracy']:.4f} in {row['seconds']} s", flush=True)


if __name__ == "__main__":
    main()
