# SPDX-License-Identifier: MIT
"""What the tests of the command line share: running the binary, small data sets, small disks."""

import csv
import json
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("NETDYNO_BINARY", ROOT / "build" / "netdyno"))
LENET = ROOT / "assets" / "recipes" / "lenet-fashion.json"
FASHION = pathlib.Path("/usr/share/datasets/fashion-mnist")
OUTPUTS = ["checkpoint.safetensors", "journal.json", "metrics.csv", "recipe.json", "report.html",
           "weights.safetensors"]
COLUMNS = ["step", "epoch", "seconds", "learning_rate", "train_loss", "train_accuracy", "penalty",
           "validation_loss", "validation_accuracy"]


def idx(values, extents, kind=0x08, magic=None):
    """The bytes of an IDX file."""
    head = struct.pack(">I", (kind << 8 | len(extents)) if magic is None else magic)
    return head + b"".join(struct.pack(">I", extent) for extent in extents) + bytes(values)


def picture(label, number):
    """8×8 pixels that tell the label: a bright row on a noisy ground."""
    noise = random.Random(number)
    return [255 if pixel // 8 == label else noise.randrange(100) for pixel in range(64)]


class Case(unittest.TestCase):
    """A test in a folder of its own, which goes away with it."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="netdyno-e2e-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def netdyno(self, *arguments, environment=None, prefix=(), **options):
        command = [*prefix, str(BINARY), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=280,
                              env=dict(os.environ, **(environment or {})), **options)

    def succeed(self, *arguments, **options):
        result = self.netdyno(*arguments, **options)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        return result

    def fail_with(self, status, expected, *arguments, **options):
        """The command must end with `status` and say each of `expected`, once and in one line."""
        result = self.netdyno(*arguments, **options)
        self.assertEqual(result.returncode, status, result.stdout + result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertTrue(result.stderr.startswith("netdyno: "), result.stderr)
        for words in [expected] if isinstance(expected, str) else expected:
            self.assertIn(words, result.stderr)
        return result

    def write_images(self, count=120, labels=None):
        """The four-file layout's training pair, 8×8 pixels in four classes."""
        labels = [number % 4 for number in range(count)] if labels is None else labels
        pixels = [value for number in range(count) for value in picture(number % 4, number)]
        (self.folder / "train-images-idx3-ubyte").write_bytes(idx(pixels, [count, 8, 8]))
        (self.folder / "train-labels-idx1-ubyte").write_bytes(idx(labels, [len(labels)]))

    def recipe(self, **changes):
        """A recipe for write_images() that trains in an instant."""
        document = {
            "data": {"source": "idx", "path": str(self.folder), "classes": 4, "train": 100,
                     "validation": 20},
            "model": {"input": [1, 8, 8], "layers": [
                {"type": "conv", "filters": 4, "size": 3}, {"type": "relu"}, {"type": "flatten"},
                {"type": "dropout", "rate": 0.1}, {"type": "dense", "units": 4}]},
            "optimizer": {"kind": "momentum", "learning_rate": 0.01, "momentum": 0.9},
            "batch_size": 10, "epochs": 3}
        return self.write_recipe({**document, **changes})

    def write_recipe(self, document, name="small.json"):
        path = self.folder / name
        path.write_text(json.dumps(document), encoding="utf-8")
        return path

    def metrics(self, folder):
        with open(folder / "metrics.csv", newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def assert_complete_outputs(self, folder, steps=None):
        """All files, readable, with a row for every step from 1. Returns the rows."""
        self.assertEqual(sorted(entry.name for entry in folder.iterdir()), OUTPUTS)
        rows = self.metrics(folder)
        self.assertEqual(list(rows[0]), COLUMNS)
        count = len(rows) if steps is None else steps
        self.assertEqual([int(row["step"]) for row in rows], list(range(1, count + 1)))
        json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
        json.loads((folder / "journal.json").read_text(encoding="utf-8"))
        weights = (folder / "weights.safetensors").read_bytes()
        length = struct.unpack("<Q", weights[:8])[0]
        header = json.loads(weights[8:8 + length])
        ends = [entry["data_offsets"][1] for entry in header.values()]
        self.assertEqual(8 + length + max(ends), len(weights))
        return rows

    def need(self, condition, reason):
        if not condition:
            self.skipTest(reason)


def small_disk(folder, size="64k", options=""):
    """A command prefix under which `folder` is a file system of that size, or None where the kernel
    does not allow it. It lists the folder on standard error's last lines when the command ends."""
    own_user = [] if os.getuid() == 0 else ["--user", "--map-root-user"]
    script = (f"mount -t tmpfs -o size={size} tmpfs '{folder}' || exit 99\n{options}\n"
              f"\"$@\"\nstatus=$?\nls -A '{folder}' | sed 's/^/left behind: /'\nexit $status")
    prefix = ["unshare", *own_user, "--mount", "sh", "-c", script, "sh"]
    try:
        probe = subprocess.run([*prefix, "true"], capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return prefix if probe.returncode == 0 else None


def main():
    program = unittest.main(exit=False, verbosity=2)
    result = program.result
    if not result.wasSuccessful():
        sys.exit(1)
    # ctest shows such a case as skipped, with the reason in its output.
    sys.exit(77 if result.skipped and result.testsRun == len(result.skipped) else 0)
