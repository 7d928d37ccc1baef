#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sees every rule of check_layering.py fail on a bad sample, and pass on a good one."""

import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_layering  # noqa: E402

CPP = "// SPDX-License-Identifier: MIT\n"

# path, content below the licence line, part of the expected complaint
BAD = [
    ("engine/nn/a.cpp", '#include "engine/train/trainer.h"', "stands above engine/nn"),
    ("engine/core/a.cpp", '#include "engine/data/dataset.h"', "stands above engine/core"),
    ("engine/nn/a.cpp", '#include "app/panels/panel.h"', "the engine includes app/"),
    ("engine/misc/a.cpp", "", "no room"),
    ("engine/nn/a.cpp", "#include <imgui.h>", "the engine includes imgui.h"),
    ("engine/run/a.cpp", "  #  include <GLFW/glfw3.h>", "the engine includes GLFW"),
    ("engine/run/a.cpp", "#include <EGL/egl.h>", "the engine includes EGL"),
    ("engine/run/a.cpp", "#include <thread>", "threads live"),
    ("engine/core/random.cpp", "#include <atomic>", "threads live"),
    ("app/panels/a.cpp", "#include <mutex>", "threads live"),
    ("app/panels/a.cpp", '#include "engine/session/session.h"', "a panel sees"),
    ("app/view_models/a.cpp", '#include "engine/train/trainer.h"', "a panel sees"),
    ("app/view_models/a.cpp", "#include <imgui.h>", "has no widgets"),
    ("app/panels/a.cpp", "#include <GL/gl.h>", "only the shell"),
    ("app/panels/a.cpp", "#include <imgui_impl_glfw.h>", "backends"),
    ("app/shell/a.cpp", '#include "app/panels/panel.h"', "stands above app/shell"),
    ("app/chart/a.cpp", '#include "app/application.h"', "stands above app/chart"),
    ("engine/nn/a.cpp", '#include "layer.h"', "full path"),
    ("engine/nn/a.cpp", "#include <engine/nn/layer.h>", "brackets"),
    ("engine/nn/a.cpp", '#include "tests/support/temporary_folder.h"', "outside the tests"),
    ("engine/study/a.cpp", "void f(Trainer& trainer);", "could step a run"),
    ("app/report/a.cpp", "void f(netdyno::Run* run);", "could step a run"),
    ("engine/probe/a.cpp", 'bool f(T t) { return t.type == "dropout"; }', "names a layer type"),
    ("app/panels/a.cpp", 'bool f(T t) { return t.type == "tanh"; }', "names a layer type"),
    ("engine/nn/a.cpp", 'void f() { printf("x"); }', "prints"),
    ("engine/nn/a.cpp", "void f() { std::cerr << 1; }", "prints"),
    ("engine/nn/a.cpp", "void f() { std::exit(1); }", "ends the process"),
    ("engine/nn/a.cpp", "// TODO fix", "without an owner"),
    ("engine/nn/a.cpp", "\n" * 501, "split it"),
    ("engine/nn/a.cpp", "// see /home/someone/notes", "path of one machine"),
]

GOOD = [
    ("engine/session/a.cpp", '#include <thread>\n#include "engine/run/run.h"'),
    ("engine/core/parallel.cpp", "#include <atomic>"),
    ("engine/nn/a.cpp", '#include "engine/kernels/kernels.h"\n#include <vector>'),
    ("engine/nn/a.cpp", '// exit (1) is fine in words, printf("x") too\nauto s = "printf(";'),
    ("app/panels/a.cpp", '#include <imgui.h>\n#include "app/view_models/curve_model.h"'),
    ("engine/study/a.cpp", "void f(const Trainer& trainer, Trainer&& own);"),
    ("engine/train/a.cpp", "void f(Trainer& trainer);"),
    ("engine/nn/layers/a.cpp", 'auto f() { return "dropout"; }  // also in words: "conv"'),
    ("app/shell/window.cpp", "#include <GLFW/glfw3.h>"),
    ("app/main.cpp", '#include "app/application.h"'),
    ("engine/nn/a.cpp", "// TODO(someone): a reason"),
]


def complaints(path, content):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, path)
        file.parent.mkdir(parents=True)
        file.write_text(content, encoding="utf-8")
        return check_layering.violations(folder)


class CheckLayeringTest(unittest.TestCase):
    def test_every_bad_sample_is_seen(self):
        for path, content, expected in BAD:
            with self.subTest(path=path, content=content[:60]):
                self.assertIn(expected, "\n".join(complaints(path, CPP + content + "\n")))

    def test_good_samples_pass(self):
        for path, content in GOOD:
            with self.subTest(path=path, content=content[:60]):
                self.assertEqual(complaints(path, CPP + content + "\n"), [])

    def test_licence_lines(self):
        header = "// engine/nn/a.h\n" + CPP
        self.assertEqual(complaints("engine/nn/a.h", header), [])
        self.assertIn("first line", complaints("engine/nn/a.h", "// engine/nn/b.h\n" + CPP)[0])
        self.assertIn("SPDX", complaints("engine/nn/a.cpp", "int x;\n")[0])
        self.assertIn("SPDX", complaints("tests/a.py", "#!/usr/bin/env python3\n")[0])
        self.assertEqual(
            complaints("tests/a.py", "#!/usr/bin/env python3\n# SPDX-License-Identifier: MIT\n"), [])

    def test_build_folders_are_not_looked_at(self):
        self.assertEqual(complaints("build-dev/engine/nn/a.cpp", "int x;\n"), [])

    def test_each_rule_has_a_bad_sample(self):
        seen = {rule for path, content, _ in BAD for rule in check_layering.RULES
                if list(rule(path, CPP + content + "\n"))}
        self.assertEqual(set(check_layering.RULES) - seen, {check_layering.check_licence})


if __name__ == "__main__":
    unittest.main()
