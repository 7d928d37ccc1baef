#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Output folders that cannot be written: exit status 1, told before training where that is possible."""

import subprocess

import support


class BadOutputTest(support.Case):
    def refuse_before_training(self, out, *expected, prefix=()):
        self.write_images()
        result = self.fail_with(1, expected, "train", self.recipe(), "--out", out, prefix=prefix)
        self.assertNotIn("Training on", result.stdout)
        return result

    def disk(self, size, options=""):
        folder = self.folder / "disk"
        folder.mkdir()
        prefix = support.small_disk(folder, size, options.format(folder=folder))
        self.need(prefix, "this system does not allow mounting a tmpfs")
        return folder, prefix

    def test_a_folder_below_a_file(self):
        file = self.folder / "file"
        file.write_bytes(b"")
        self.refuse_before_training(file / "out", str(file / "out"), "Not a directory")

    def test_a_read_only_file_system(self):
        folder, prefix = self.disk("1m", "mount -o remount,ro '{folder}'")
        self.refuse_before_training(folder, str(folder), "Read-only file system", prefix=prefix)

    def test_a_disk_that_is_full_already(self):
        folder, prefix = self.disk("64k", "cat /dev/zero > '{folder}/fill' 2> /dev/null")
        result = self.refuse_before_training(folder, str(folder), "No space left", prefix=prefix)
        self.assertEqual(result.stdout.strip(), "left behind: fill")

    def test_a_disk_that_is_full_at_the_end(self):
        self.write_images()
        folder, prefix = self.disk("128k")
        layers = [{"type": "flatten"}, {"type": "dense", "units": 1000},
                  {"type": "dense", "units": 4}]
        recipe = self.recipe(model={"input": [1, 8, 8], "layers": layers})
        result = self.fail_with(1, ["weights.safetensors", "No space left", "Free some space"],
                                "train", recipe, "--out", folder, prefix=prefix)
        self.assertNotIn("partial", result.stdout)
        self.assertIn("left behind: metrics.csv", result.stdout)

    def test_standard_output_that_is_full(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            self.write_images()
            result = self.netdyno_to(full, "describe", self.recipe(), "--json")
        self.assertEqual(result.returncode, 1)
        self.assertIn("standard output", result.stderr)

    def netdyno_to(self, stream, *arguments):
        return subprocess.run([support.BINARY, *map(str, arguments)], stdout=stream,
                              stderr=subprocess.PIPE, text=True, check=False)


if __name__ == "__main__":
    support.main()
