#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`netdyno check` of every shipped recipe with many seeds: what fails is a false alarm.

    tests/bench/check_recipes.py [--seeds 20] [--values 10] [--deep-values 1] [NAME...]

Says for each recipe how many of its checks failed and which rows. Nets of many layers take
`--deep-values` of each parameter and four examples: they have so many parameters that about as many
values are looked at as in the others. A seed takes a second to a minute, of the nets of 56 layers
some minutes. Exit status 1 if one failed.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("NETDYNO_BINARY", ROOT / "build" / "netdyno"))
RECIPES = ROOT / "assets" / "recipes"
DEEP = ("plain-20", "plain-56", "residual-20", "residual-56", "residual-fashion")


def failed_rows(recipe, seed, options):
    """Texts of the rows that fail, and how many rows there are."""
    size = ([options.deep_values, 4] if recipe.stem in DEEP else [options.values, 8])
    result = subprocess.run(
        [BINARY, "check", recipe, "--set", f"seed={seed}", "--values", str(size[0]),
         "--examples", str(size[1]), "--json"], capture_output=True, text=True)
    if result.returncode not in (0, 1) or not result.stdout:
        sys.exit(f"{recipe.stem}: {result.stderr.strip()}")
    rows = [row for loss in json.loads(result.stdout)["losses"] for row in loss["rows"]]
    failed = [f"seed {seed}, layer {row['layer']} {row['type']} {row['parameter']}: error "
              f"{row['max_error']:.2g}" for row in rows if row["verdict"] == "failed"]
    return failed, len(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--values", type=int, default=10)
    parser.add_argument("--deep-values", type=int, default=1)
    options = parser.parse_args()
    names = options.names or sorted(path.stem for path in RECIPES.glob("*.json"))
    alarms = 0
    for name in names:
        failed, rows = [], 0
        for seed in range(1, options.seeds + 1):
            more, rows = failed_rows(RECIPES / f"{name}.json", seed, options)
            failed += more
        alarms += len(failed)
        print(f"{name}: {len(failed)} of {rows * options.seeds} rows failed", flush=True)
        for text in failed:
            print("  " + text, flush=True)
    return 1 if alarms else 0


if __name__ == "__main__":
    sys.exit(main())
