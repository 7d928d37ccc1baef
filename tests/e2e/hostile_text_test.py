#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Names and texts from outside that a terminal, a browser or a spreadsheet would obey."""

import json
import os
import pty
import re
import subprocess

import support

ESCAPES = "bell\x07\x1b[31mred\u009b0m\u202e"
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def png(side, value):
    import struct
    import zlib
    rows = b"".join(b"\0" + bytes([(value + x) % 256 for x in range(side)]) for _ in range(side))

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class HostileTextTest(support.Case):
    def assert_clean(self, result):
        for text in (result.stdout, result.stderr):
            self.assertIsNone(CONTROL.search(text), ascii(text))

    def netdyno(self, *arguments, **options):
        """Output is valid UTF-8, whatever the names are: text=True would raise otherwise."""
        return super().netdyno(*arguments, encoding="utf-8", **options)

    def picture_folder(self, names):
        for name in names:
            folder = os.path.join(os.fsencode(self.folder), b"pictures", name)
            os.makedirs(folder)
            for number in range(5):
                with open(os.path.join(folder, b"%d.png" % number), "wb") as file:
                    file.write(png(8, 40 * number))
        return self.write_recipe({
            "data": {"source": "images", "path": "pictures", "validation": 3},
            "model": {"input": [1, 8, 8], "layers": [{"type": "flatten"},
                                                     {"type": "dense", "units": len(names)}]},
            "batch_size": 4, "epochs": 1})

    def test_class_names_reach_no_terminal_json_svg_html_or_csv_raw(self):
        recipe = self.picture_folder([ESCAPES.encode(), b"caf\xe9", b"new\nline", b"=1+1"])
        out = self.folder / "out"
        weights = ["--weights", out / "weights.safetensors"]
        self.assert_clean(self.succeed("train", recipe, "--out", out))
        self.assert_clean(self.succeed("evaluate", recipe, *weights))
        shown = self.succeed("evaluate", recipe, *weights, "--json")
        self.assert_clean(shown)
        names = {entry["name"] for entry in json.loads(shown.stdout)["classes"]}
        self.assertIn(ESCAPES, names, "JSON keeps the meaning")
        self.assertIn("caf\ufffd", names)
        self.assert_clean(self.succeed("report", out))
        for file in [*out.rglob("*.svg"), *out.rglob("*.html"), *out.rglob("*.csv")]:
            text = file.read_text(encoding="utf-8")
            self.assertIsNone(CONTROL.search(text), file)
            if file.suffix == ".csv":
                self.assertNotRegex(text, r"(?m)(^|,)=", file)

    def test_messages_show_what_they_quote(self):
        document = json.loads(self.write_recipe({}).read_text())
        document["data"] = {"source": ESCAPES}
        cases = [["describe", self.write_recipe(document)],
                 ["describe", self.write_recipe({ESCAPES: 1}, "key.json")],
                 ["describe", self.folder / ESCAPES],
                 ["train", self.folder / "x.json", "--" + ESCAPES],
                 ["train", self.folder / "x.json", "--seed", ESCAPES],
                 ["describe", support.LENET, "--set", f"{ESCAPES}=1"],
                 ["describe", support.LENET, "--set", f"loss={ESCAPES}"],
                 ["report", self.folder / ESCAPES],
                 ["report", self.folder, "--width", ESCAPES]]
        for arguments in cases:
            result = self.netdyno(*arguments)
            self.assertIn(result.returncode, (1, 2), arguments)
            self.assert_clean(result)
            self.assertEqual(result.stderr.count("\n"), 1, result.stderr)

    def test_a_table_of_data_is_quoted_as_printable_text(self):
        csv = self.folder / "d.csv"
        csv.write_text(f"1,2,a\n1,{ESCAPES},b\n")
        recipe = self.write_recipe({"data": {"source": "csv", "path": "d.csv"}, "model": {
            "input": [2], "layers": [{"type": "dense", "units": 2}]}})
        result = self.netdyno("train", recipe)
        self.assertEqual(result.returncode, 1)
        self.assert_clean(result)

    def test_weights_names_are_quoted_as_printable_text(self):
        weights = self.folder / "w.safetensors"
        for header in ({ESCAPES: {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}},
                       {"0.weight": {"dtype": ESCAPES, "shape": [1], "data_offsets": [0, 4]}}):
            text = json.dumps(header).encode()
            weights.write_bytes(len(text).to_bytes(8, "little") + text + bytes(4))
            result = self.netdyno("evaluate", support.LENET, "--weights", weights)
            self.assertEqual(result.returncode, 1, result.stderr)
            self.assert_clean(result)

    def on_terminal(self, **environment):
        """What the train command writes to a terminal."""
        self.write_images()
        master, slave = pty.openpty()
        child = subprocess.Popen(
            [support.BINARY, "train", self.recipe(epochs=1000000), "--steps", "20000", "--threads",
             "1"], stdout=slave, stderr=slave, stdin=subprocess.DEVNULL,
            env=dict(os.environ, **environment))
        os.close(slave)
        written = b""
        try:
            while chunk := os.read(master, 65536):
                written += chunk
        except OSError:  # the other end is closed
            pass
        os.close(master)
        self.assertEqual(child.wait(100), 0, written)
        return written

    def test_a_plain_terminal_gets_no_escape_sequences(self):
        self.assertIn(b"\x1b[K", self.on_terminal(TERM="xterm", NO_COLOR=""))
        self.assertNotIn(b"\x1b", self.on_terminal(TERM="dumb"))
        self.assertNotIn(b"\x1b", self.on_terminal(TERM="xterm", NO_COLOR="1"))


if __name__ == "__main__":
    support.main()
