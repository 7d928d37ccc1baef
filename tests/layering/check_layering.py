#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the walls of the house: who includes whom, and a few habits of every file.

    check_layering.py ROOT      prints one line per violation; exit status 1 when there is any

A rule is a function (path, text) -> problems; all of them stand in RULES. check_layering_test.py
shows each of them failing on a bad sample.
"""

import pathlib
import re
import sys

# A room may include what stands below it, and itself.
ENGINE_ROOMS = ["session", "study", "run", "formats", "train", "recipe", "probe", "optim", "nn", "data",
                "kernels", "core"]
APP_ROOMS = ["main", "application", "cli", "panels", "report", "view_models", "chart", "shell"]

WINDOWING = re.compile(r"^(imgui|GLFW/|GL/|EGL/|glad/|KHR/|X11/)")
WIDGETS = re.compile(r"^imgui")
THREADING = {"thread", "mutex", "shared_mutex", "atomic", "condition_variable", "future", "latch",
             "semaphore", "barrier", "stop_token", "pthread.h"}
# Panels see snapshots, events and history and send commands. The engine's moving parts are not
# theirs.
HIDDEN_FROM_PANELS = {"engine/session/session.h", "engine/session/channel.h",
                      "engine/train/trainer.h", "engine/train/evaluator.h", "engine/run/run.h",
                      "engine/core/parallel.h", "engine/kernels/kernels.h"}

SOURCE_SUFFIXES = {".h", ".cpp", ".py", ".sh", ".S", ".cmake"}
TEXT_SUFFIXES = SOURCE_SUFFIXES | {".md", ".txt", ".json", ".in"}
LARGEST_FILE = 500  # lines

# Who trains, and what a run is made of: its own step, its past trained again, a fork on its way.
TRAINING = ("engine/train/", "engine/run/run.", "engine/run/replay.", "engine/run/moment.",
            "engine/run/past_changes.", "engine/session/engine_loop.",
            "engine/session/command_apply.", "app/cli/headless_training.", "app/cli/guided_run.",
            "app/cli/fork_plan.", "app/cli/bench_command.")
STEPPABLE = re.compile(r"(?<!const )\b(?:Trainer|Run)\s*[&*](?!&)")

# Where layers and networks are made, and ONNX's table of them.
NAMING_LAYERS = ("engine/nn/layers/", "engine/nn/activations.", "engine/nn/layer_builders.",
                 "engine/nn/named_networks.", "engine/formats/onnx_file.",
                 "app/cli/bench_nets.")

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
PRINTING = re.compile(r"\bstd::(cout|cerr|clog)\b|\bfmt::print\b|\b(?:std::)?f?printf\s*\(|\bputs\s*\(")
EXITING = re.compile(r"\b(?:std::|::)?_?(?:quick_)?(?:exit|abort|terminate)\s*\(")
BARE_TODO = re.compile(r"\b(TODO(?!\([a-z])|FIXME|XXX)\b")
MACHINE_PATH = re.compile(r"(?<![\w.])/(work|root|home|Users|tmp)/\w")
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
TEXT = re.compile(r'"(?:\\.|[^"\\\n])*"')


def includes(text):
    return [(quote, name) for quote, name in INCLUDE.findall(text)]


def room_of(path):
    """("engine", "nn") of engine/nn/layer.h; ("app", "main") of app/main.cpp; else (None, None)."""
    parts = pathlib.PurePosixPath(path).parts
    if len(parts) < 2 or parts[0] not in ("engine", "app"):
        return None, None
    return parts[0], parts[1] if len(parts) > 2 else pathlib.PurePosixPath(parts[1]).stem


def is_cpp(path):
    return path.endswith((".h", ".cpp"))


def check_room_order(path, text):
    part, room = room_of(path)
    if part is None or not is_cpp(path):
        return
    rooms = ENGINE_ROOMS if part == "engine" else APP_ROOMS
    if room not in rooms:
        yield f"{part}/{room} is no room of the house"
        return
    for quote, name in includes(text):
        other_part, other = room_of(name)
        if part == "engine" and other_part == "app":
            yield f"the engine includes {name}"
        elif other_part == part and other not in rooms:
            yield f"includes {name}, which is in no room of the house"
        elif other_part == part and rooms.index(other) < rooms.index(room):
            yield f"includes {name}, which stands above {part}/{room}"


def check_include_style(path, text):
    """Our own headers by their path from the top, everything else in angle brackets."""
    if not is_cpp(path):
        return
    for quote, name in includes(text):
        is_own = name.startswith(("engine/", "app/", "tests/"))
        if (quote == '"') != is_own:
            yield f"includes {name} with the wrong kind of brackets or not by its full path"
        if name.startswith("tests/") and not path.startswith("tests/"):
            yield f"includes {name} outside the tests"


def check_windowing(path, text):
    part, room = room_of(path)
    for _, name in includes(text):
        if part == "engine" and WINDOWING.match(name):
            yield f"the engine includes {name}"
        if part == "app" and room in ("view_models", "cli") and WIDGETS.match(name):
            yield f"includes {name}; {room} has no widgets"
        if part == "app" and room in ("panels", "view_models", "chart", "cli"):
            if WINDOWING.match(name) and not WIDGETS.match(name):
                yield f"includes {name}; only the shell knows windows"
            if name.startswith("imgui_impl_"):
                yield f"includes {name}; only the shell knows ImGui's backends"


def check_threading(path, text):
    part, room = room_of(path)
    if part is None or (part, room) == ("engine", "session"):
        return
    if path.startswith(("engine/core/parallel.", "engine/core/background.")):
        return
    for _, name in includes(text):
        if name in THREADING:
            yield f"includes <{name}>; threads live in engine/session and engine/core/parallel or background"


def check_panels(path, text):
    part, room = room_of(path)
    if part != "app" or room not in ("panels", "view_models", "chart"):
        return
    for _, name in includes(text):
        if name in HIDDEN_FROM_PANELS:
            yield f"includes {name}; a panel sees snapshot, history and commands only"


def check_looking_on(path, text):
    """Only training can step a run: all others have a const one, or a copy of their own."""
    if room_of(path)[0] is None or not is_cpp(path) or path.startswith(TRAINING):
        return
    for match in STEPPABLE.finditer(TEXT.sub('""', COMMENT.sub("", text))):
        yield f"could step a run ({match.group().strip()}): take a const one, or a copy"


def layer_names():
    """Of the rows of the table of layer types."""
    nn = pathlib.Path(__file__).resolve().parents[2] / "engine" / "nn"
    table = (nn / "layers" / "layer_table.cpp").read_text(encoding="utf-8")
    activations = (nn / "activations.cpp").read_text(encoding="utf-8")
    return (re.findall(r'\.name = "(\w+)"', table)
            + re.findall(r'^ *\{+"(\w+)",', activations, re.MULTILINE))


def check_layer_names(path, text):
    """What others ask of a layer is a property of its row; networks in code are built of names."""
    if room_of(path)[0] is None or not is_cpp(path) or path.startswith(NAMING_LAYERS):
        return
    for match in LAYER_NAME.finditer(COMMENT.sub("", text)):
        yield f"names a layer type ({match.group()}): ask a property of its row"


def check_silence(path, text):
    if room_of(path)[0] != "engine" or not is_cpp(path):
        return
    code = TEXT.sub('""', COMMENT.sub("", text))
    for pattern, what in ((PRINTING, "prints"), (EXITING, "ends the process")):
        for match in pattern.finditer(code):
            yield f"{what} ({match.group().strip()}); the engine never does"
    if any(name == "iostream" for _, name in includes(text)):
        yield "includes <iostream>; the engine never prints"


def check_licence(path, text):
    suffix = pathlib.PurePosixPath(path).suffix
    is_source = suffix in SOURCE_SUFFIXES or path.endswith(("CMakeLists.txt", ".ci/run"))
    if not is_source:
        return
    lines = text.splitlines()[:2]
    if suffix == ".h" and (not lines or lines[0] != f"// {path}"):
        yield f'its first line is not "// {path}"'
    expected = lines[1:] if suffix == ".h" or text.startswith("#!") else lines[:1]
    if not expected or not re.fullmatch(r"(//|#|/\*) SPDX-License-Identifier: MIT( \*/)?",
                                        expected[0]):
        yield "has no SPDX line at its top"


def check_todo(path, text):
    if pathlib.PurePosixPath(path).suffix in SOURCE_SUFFIXES and not is_checker(path):
        for match in BARE_TODO.finditer(text):
            yield f"has a {match.group()} without an owner"


def check_size(path, text):
    if room_of(path)[0] and is_cpp(path) and text.count("\n") > LARGEST_FILE:
        yield f"has {text.count(chr(10))} lines, more than {LARGEST_FILE}: split it by concept"


def check_machine_paths(path, text):
    if not is_checker(path):
        for match in MACHINE_PATH.finditer(text):
            yield f"names a path of one machine: {match.group()}…"


def is_checker(path):
    return path.startswith("tests/layering/")


LAYER_NAME = re.compile('"(?:' + "|".join(layer_names()) + ')"')

RULES = [check_room_order, check_include_style, check_windowing, check_threading, check_panels,
         check_looking_on, check_layer_names, check_silence, check_licence, check_todo, check_size, check_machine_paths]


def text_files(root):
    for file in sorted(root.rglob("*")):
        path = file.relative_to(root)
        if path.parts[0] == ".git" or path.parts[0].startswith("build") or ".cache" in path.parts:
            continue
        if "__pycache__" in path.parts or not file.is_file():
            continue
        if file.suffix in TEXT_SUFFIXES or path.as_posix() == ".ci/run":
            yield path.as_posix(), file.read_text(encoding="utf-8")


def violations(root):
    return [f"{path}: {problem}" for path, text in text_files(pathlib.Path(root))
            for rule in RULES for problem in rule(path, text)]


def main():
    found = violations(sys.argv[1])
    for line in found:
        print(line)
    print(f"{len(found)} violations")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
