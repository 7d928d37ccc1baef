#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A portable build: the same bits for the same instruction set, on emulated processors too."""

import glob
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

BINARY = os.environ.get("NETDYNO_BINARY", "build-package/netdyno")
BUILD = pathlib.Path(os.environ.get("NETDYNO_BUILD", "build-package"))
SOURCE = pathlib.Path(os.environ.get("NETDYNO_SOURCE", "."))
NM = os.environ.get("NETDYNO_OBJDUMP_NM", "nm")
SKIPPED = 77

def run(command, isa=None):
    environment = {**os.environ, "NETDYNO_ISA": isa or ""}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def version_of(isa):
    return run([BINARY, "--version"], isa).stdout.strip()


class PackageTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.recipe = SOURCE / "assets/recipes/lenet-fashion.json"

    def tearDown(self):
        self.folder.cleanup()

    def weights_of(self, isa, emulator=(), steps=12):
        out = self.root / hashlib.sha1(repr((isa, emulator, os.urandom(4))).encode()).hexdigest()
        done = run([*emulator, BINARY, "train", str(self.recipe), "--steps", str(steps), "--threads",
                    "2", "--out", str(out), "--set", "data.train=2000", "--set",
                    "data.validation=64"], isa)
        self.assertEqual(done.returncode, 0, done.stderr)
        return hashlib.sha256((out / "weights.safetensors").read_bytes()).hexdigest()

    def test_sets_repeat_their_bits(self):
        digests = {}
        for isa in ("baseline", "avx2", "avx512"):
            if isa not in version_of(isa):
                print(f"skipped {isa}: this processor does not have it")
                continue
            digests[isa] = self.weights_of(isa)
            self.assertEqual(self.weights_of(isa), digests[isa], isa)
        self.assertIn("baseline", digests)

    def test_emulated_processors(self):
        """An old processor takes the set it has, and computes what that set computes here."""
        if not shutil.which("qemu-x86_64"):
            print("skipped: there is no qemu-x86_64 (package qemu-user)")
            sys.exit(SKIPPED)
        for cpu, isa in (("Nehalem", "baseline"), ("Haswell", "avx2")):
            emulator = ("qemu-x86_64", "-cpu", cpu)
            told = run([*emulator, BINARY, "--version"]).stdout
            self.assertIn(isa, told, cpu)
            emulated = self.weights_of(None, emulator, steps=3)
            if isa in version_of(isa):
                self.assertEqual(emulated, self.weights_of(isa, steps=3), cpu)

    def test_refused_set(self):
        done = run([BINARY, "--version"], "sse9")
        self.assertEqual(done.returncode, 1)
        self.assertIn('NETDYNO_ISA is "sse9"', done.stderr)
        self.assertIn("baseline", done.stderr)

    def test_private_symbols(self):
        """No function of a set's objects can be taken by code for any processor."""
        objects = glob.glob(str(BUILD / "engine/arithmetic_*.o"))
        self.assertEqual(len(objects), 2)
        for name in objects:
            lines = subprocess.run([NM, "--defined-only", "--extern-only", name],
                                   capture_output=True, text=True, check=True).stdout.splitlines()
            symbols = [line.split()[-1] for line in lines]
            self.assertEqual(len(symbols), 5, symbols)
            for symbol in symbols:
                self.assertIn("_forILNS_14InstructionSetE", symbol)

    def test_desktop_data(self):
        data = SOURCE / "assets/desktop"
        tools = {"desktop-file-validate": [data / "netdyno.desktop"],
                 "appstreamcli": ["validate", "--no-net",
                                  BUILD / "app/package/org.netdyno.Netdyno.metainfo.xml"],
                 "xmllint": ["--noout", data / "netdyno.xml", data / "netdyno.svg"]}
        for tool, arguments in tools.items():
            if not shutil.which(tool):
                print(f"skipped {tool}: it is not installed")
                continue
            done = run([tool, *map(str, arguments)])
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
