#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The comparison with PyTorch refuses what cannot be compared, before it measures anything."""

import os
import subprocess
import sys

from support import ROOT, Case, main

SCRIPT = ROOT / "tests" / "bench" / "compare_pytorch.py"

# As much of PyTorch as the first product needs, at a speed of one's choice.
TORCH = """
import time
nn = None
def set_num_threads(count): pass
def randn(*shape): return shape
def mm(a, b): time.sleep({seconds})
"""


class ComparePytorch(Case):
    def run_with(self, torch):
        package = self.folder / "torch"
        package.mkdir()
        (package / "__init__.py").write_text(torch, encoding="utf-8")
        return subprocess.run([sys.executable, str(SCRIPT), "--nets", ""], capture_output=True,
                              text=True, timeout=100,
                              env=dict(os.environ, PYTHONPATH=str(self.folder)))

    def test_the_reference_blas_is_refused_with_what_to_install(self):
        result = self.run_with(TORCH.format(seconds=0.3))
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, r"multiplies [23]\.\d GFLOP/s on one core")
        self.assertIn("libopenblas0-pthread", result.stderr)
        self.assertEqual(result.stdout, "", "nothing is measured")

    def test_a_fast_product_is_told(self):
        result = self.run_with(TORCH.format(seconds=0.01))
        self.assertRegex(result.stdout, r"^PyTorch multiplies \d\d GFLOP/s on one core\n")

    def test_without_pytorch_it_says_what_to_install(self):
        result = self.run_with("raise ImportError('none')")
        self.assertEqual(result.returncode, 1)
        self.assertIn("python3-torch libopenblas0-pthread", result.stderr)


if __name__ == "__main__":
    main()
