#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs of many small steps: what they leave in memory and on disk, kills, reports, logs; and what a
training does where the system refuses memory, threads, stack."""

import os
import pathlib
import re
import resource
import signal
import subprocess
import time
import unittest

import support

CURVE = [column for column in support.COLUMNS if column != "seconds"]
SEGMENT = 32768  # steps


class LongRunTest(support.Case):
    def spiral(self, **changes):
        """Steps of some microseconds; an epoch has ten."""
        return self.recipe(
            data={"source": "spiral", "classes": 2, "train": 100, "validation": 20},
            model={"input": [2], "layers": [{"type": "dense", "units": 4}, {"type": "tanh"},
                                            {"type": "dense", "units": 2}]},
            **{"batch_size": 10, "epochs": 1000000, **changes})

    def start(self, *arguments, **options):
        return subprocess.Popen([support.BINARY, "train", *map(str, arguments)],
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                                **options)

    def segments(self, out):
        return sorted(path.name for path in (out / "history").glob("*"))

    def curve(self, folder):
        return [[row[column] for column in CURVE] for row in self.metrics(folder)]

    def kill_after(self, child, done):
        for _ in range(2000):
            if done() or child.poll() is not None:
                break
            time.sleep(0.02)
        self.assertIsNone(child.poll(), "it must not have ended")
        child.kill()
        child.communicate()

    def test_history_lies_in_segments_and_a_kill_leaves_it_whole(self):
        whole, out = self.folder / "whole", self.folder / "out"
        recipe, steps = self.spiral(), 3 * SEGMENT + 1000
        self.succeed("train", recipe, "--out", whole, "--threads", 1, "--steps", steps)
        names = self.segments(whole)
        self.assertEqual(len([name for name in names if name.startswith("steps-")]), 3)
        checkpoint = (whole / "checkpoint.safetensors").stat().st_size
        # It has what is not full of the history: 1000 steps and a tenth as many validations.
        self.assertLess(checkpoint, 1000 * 64 + steps / 10 * 40 + 50000)
        child = self.start(recipe, "--out", out, "--threads", 1, "--steps", steps,
                           "--checkpoint-every", "0.2")
        self.kill_after(child, lambda: len(self.segments(out)) >= 1
                        and (out / "checkpoint.safetensors").exists())
        # What a killed write leaves: half a row, half a segment that no checkpoint names.
        with open(out / "metrics.csv", "a") as metrics:
            metrics.write("99999999,1.5,0.3")
        (out / "history" / "steps-000009-0123456789abcdef").write_bytes(b"torn")
        self.succeed("train", "--resume", out)
        self.assertEqual(self.curve(whole), self.curve(out))
        self.assertEqual((whole / "weights.safetensors").read_bytes(),
                         (out / "weights.safetensors").read_bytes())
        self.assertEqual(len(self.segments(out)), len(names))

    def test_a_checkpoint_costs_what_is_new(self):
        out = self.folder / "out"
        child = self.start(self.spiral(), "--out", out, "--threads", 1, "--checkpoint-every", "0.1")
        checkpoint, sizes, ages = out / "checkpoint.safetensors", [], []
        end = time.monotonic() + 6
        while time.monotonic() < end:
            time.sleep(0.1)
            if checkpoint.exists():
                status = checkpoint.stat()
                sizes.append(status.st_size)
                ages.append(time.time() - status.st_mtime)
        child.send_signal(signal.SIGTERM)
        child.communicate(timeout=60)
        self.assertGreater(len(self.segments(out)), 1)
        self.assertLess(max(sizes), 2 * SEGMENT * 13 * 8)
        # A hundredth of the time: a save of a tenth of a second comes every ten.
        self.assertLess(max(ages[len(ages) // 2:]), 10)

    def test_memory_does_not_grow_with_the_run(self):
        if os.environ.get("NETDYNO_SANITIZE"):
            self.skipTest("sanitizers keep what was freed")
        child = self.start(self.spiral(), "--threads", 1)
        status = pathlib.Path(f"/proc/{child.pid}/status")

        def anonymous():
            return int(re.search(r"RssAnon:\s+(\d+)", status.read_text())[1])

        time.sleep(3)
        before = anonymous()
        time.sleep(6)
        grown = anonymous() - before
        child.kill()
        child.communicate()
        # The columns alone would take 64 bytes a step.
        self.assertLess(grown, 6000, f"kB more after {before}")

    def test_report_reads_the_pyramid_and_thins_its_tables(self):
        out = self.folder / "out"
        steps = 4 * SEGMENT + 5
        self.succeed("train", self.spiral(), "--out", out, "--threads", 1, "--steps", steps)
        self.succeed("report", out)
        rows = (out / "report" / "curves.csv").read_text().splitlines()
        self.assertLess(len(rows), 100002)
        self.assertEqual(rows[-1].split(",")[0], str(steps))
        self.succeed("report", out, "--every", 1, "--formats", "csv")
        rows = (out / "report" / "curves.csv").read_text().splitlines()
        self.assertEqual(len(rows), steps + 1)
        metrics = self.metrics(out)
        for number in (1, 5000, steps):
            self.assertEqual(rows[number].split(",")[4], metrics[number - 1]["train_loss"])
        # The last validation is not in the checkpoint, which is of the moment before it.
        self.assertEqual(rows[steps].split(",")[-3:-1], [metrics[-1]["validation_loss"],
                                                        metrics[-1]["validation_accuracy"]])

    def test_event_files_have_a_rate(self):
        def events(*arguments):
            out = self.folder / "events"
            for old in out.glob("*"):
                old.unlink()
            self.succeed("train", self.spiral(), "--tensorboard", out, "--threads", 1,
                         "--steps", 30000, *arguments)
            return sum(path.stat().st_size for path in out.glob("*"))
        every, some, few = events("--log-every", 1), events(), events("--log-every", 100)
        self.assertLess(some, 0.6 * every)
        self.assertGreater(some, 10000 * 100)
        self.assertLess(few, every)

    def test_where_memory_ends_the_run_is_saved_and_the_cause_named(self):
        if os.environ.get("NETDYNO_SANITIZE"):
            self.skipTest("sanitizers need the address space")
        self.write_images()
        out = self.folder / "out"
        # The limit falls while it trains: each step asks for memory sooner or later.
        recipe = self.recipe(
            model={"input": [1, 8, 8], "layers": [{"type": "flatten"},
                                                  {"type": "dense", "units": 600000},
                                                  {"type": "dense", "units": 4}]},
            data={"source": "idx", "path": str(self.folder), "classes": 4, "train": 100,
                  "validation": 20})
        enough = self.netdyno("train", recipe, "--out", out, "--threads", 1, "--steps", 1)
        self.assertEqual(enough.returncode, 0, enough.stderr)
        for megabytes in (900, 1000, 1100, 1200, 1300, 1400):
            limit = megabytes * 1000000
            result = self.netdyno(
                "train", recipe, "--out", self.folder / f"out-{megabytes}", "--threads", 1,
                "--steps", 3,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
            if result.returncode == 0:
                continue
            self.assertEqual(result.returncode, 1, result.stderr)
            self.assertRegex(result.stderr, "[Mm]emory")
            self.assertNotIn("fault of Netdyno", result.stderr)

    def test_memory_that_ends_in_mid_run_leaves_the_run_saved(self):
        if os.environ.get("NETDYNO_SANITIZE"):
            self.skipTest("sanitizers need the address space")
        out = self.folder / "out"
        child = self.start(self.spiral(), "--out", out, "--threads", 1, "--checkpoint-every", 3600)
        self.addCleanup(child.kill)
        for _ in range(1000):
            if self.segments(out):
                break
            time.sleep(0.02)
        # From now on not a byte more than it has.
        size = int(re.search(r"VmSize:\s+(\d+)",
                             pathlib.Path(f"/proc/{child.pid}/status").read_text())[1]) * 1024
        resource.prlimit(child.pid, resource.RLIMIT_AS, (size, size))
        said = child.communicate(timeout=120)[1]
        self.assertEqual(child.returncode, 1, said)
        end = said.splitlines()[-1]
        self.assertRegex(end, r"^netdyno: Out of memory after step [0-9 ]+\. The network with its "
                         r"moments and a minibatch of 10 takes [0-9.]+\skB; the run is saved in ")
        steps = int(re.search(r"after step ([0-9 ]+)\.", end)[1].replace(" ", ""))
        self.assertEqual(len(self.metrics(out)), steps)
        self.assertTrue((out / "weights.safetensors").exists())
        self.succeed("train", "--resume", out, "--threads", 1, "--steps", steps + 100)
        self.assertEqual(len(self.metrics(out)), steps + 100)

    def test_no_memory_for_the_arguments_is_told(self):
        if os.environ.get("NETDYNO_SANITIZE"):
            self.skipTest("sanitizers need the address space")
        statuses = set()
        for megabytes in range(20, 400, 20):
            limit = megabytes * 1000000
            result = self.netdyno(
                "describe", support.LENET,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
            statuses.add(result.returncode)
            self.assertGreaterEqual(result.returncode, 0, f"{megabytes} MB: {result.stderr}")
        self.assertIn(0, statuses)

    def test_a_small_stack_is_enough(self):
        if os.environ.get("NETDYNO_SANITIZE"):
            self.skipTest("sanitizers need more of it")
        small = 256 * 1024
        recipe = self.recipe(
            data={"source": "gaussian", "classes": 4, "train": 64, "validation": 16},
            model={"input": [3, 32, 32], "layers": [
                {"type": "conv", "filters": 32, "size": 3, "pad": 1}, {"type": "relu"},
                {"type": "conv", "filters": 32, "size": 5}, {"type": "relu"},
                {"type": "maxpool", "size": 2, "stride": 2}, {"type": "flatten"},
                {"type": "dense", "units": 400}, {"type": "relu"}, {"type": "dense", "units": 4}]},
            batch_size=32, epochs=1)
        for threads in (1, 2):
            self.succeed("train", recipe, "--threads", threads, "--out", self.folder / "out",
                         preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_STACK,
                                                               (small, small)))

    def test_fewer_threads_than_asked_for_train_and_are_told(self):
        if os.environ.get("NETDYNO_SANITIZE"):
            self.skipTest("sanitizers need the address space")
        self.write_images()
        # Room for the stacks of some threads, and less than one of them for all else.
        stack, limit = 512 * 1024 * 1024, 4000 * 1000000

        def limit_memory():
            resource.setrlimit(resource.RLIMIT_STACK, (stack, resource.RLIM_INFINITY))
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

        result = self.succeed("train", self.recipe(), "--threads", 60, preexec_fn=limit_memory)
        self.assertRegex(result.stderr, r"lets only \d of 60 threads start")
        self.assertRegex(result.stdout, r"parameters, \d threads?\n")

    def test_what_is_no_file_is_told_and_not_waited_for(self):
        self.write_images()
        out = self.folder / "out"
        self.succeed("train", self.recipe(), "--out", out, "--threads", 1)
        for name in ("metrics.csv", "journal.json", "checkpoint.safetensors", "recipe.json",
                     "weights.safetensors"):
            for make in (os.mkfifo, os.mkdir):
                kept = (out / name).read_bytes()
                (out / name).unlink()
                make(out / name)
                result = self.netdyno("report", out, "--formats", "csv")
                self.assertIn(result.returncode, (0, 1, 2), name)
                said = result.stdout + result.stderr
                self.assertNotIn("fault of Netdyno", said, name)
                self.assertIn(name, said)
                if make is os.mkdir:
                    (out / name).rmdir()
                else:
                    (out / name).unlink()
                (out / name).write_bytes(kept)
        (out / "journal.json").write_text('{"commands": [')
        result = self.succeed("report", out)
        self.assertIn("journal.json is damaged", result.stdout)
        page = (out / "report" / "report.html").read_text()
        self.assertNotIn("Nothing was changed", page)


if __name__ == "__main__":
    unittest.main()
