#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reports of finished and running trainings: independent tools open what was written."""

import csv
import html
import json
import re
import shutil
import signal
import subprocess
import time
import xml.etree.ElementTree

import png
import support

FIGURES = ["accuracy", "activations", "confusion", "filters", "gradients", "learning-rate", "loss",
           "network", "saliency", "weights"]


class ReportTest(support.Case):
    def trained(self, *arguments):
        self.write_images()
        out = self.folder / "out"
        self.succeed("train", self.recipe(), "--out", out, "--threads", 1, *arguments)
        return out

    def tool(self, *command):
        self.need(shutil.which(command[0]), f"{command[0]} is not installed")
        result = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def test_every_figure_in_every_format(self):
        out = self.trained()
        said = self.succeed("report", out, "--dpi", 100).stdout
        self.assertIn(f"{len(FIGURES)} figures", said)
        written = {path.name for path in (out / "report").iterdir()}
        for name in FIGURES:
            self.assertLessEqual({f"{name}.{kind}" for kind in ("svg", "pdf", "png")}, written)
        for name in FIGURES:
            svg = out / "report" / f"{name}.svg"
            xml.etree.ElementTree.parse(svg)
            self.tool("xmllint", "--noout", svg)
            self.assertLess(svg.stat().st_size, 300_000)

    def test_pdf_text_stays_text_and_looks_like_the_png_and_the_svg(self):
        out = self.trained()
        self.succeed("report", out, "--dpi", 100, "--serif", "--width", "double")
        report = out / "report"
        fonts = self.tool("pdffonts", report / "loss.pdf")
        self.assertIn("DejaVuSerif", fonts)
        self.assertIn("Loss", self.tool("pdftotext", report / "loss.pdf", "-"))
        for name in ("loss", "confusion", "weights", "filters"):
            own = png.Picture(report / f"{name}.png")
            self.tool("pdftoppm", "-r", "100", "-png", "-singlefile", report / f"{name}.pdf",
                      report / f"{name}-pdf")
            self.tool("rsvg-convert", "-d", "100", "-p", "100", report / f"{name}.svg", "-o",
                      report / f"{name}-svg.png")
            for other in (f"{name}-pdf.png", f"{name}-svg.png"):
                self.assert_alike(own, png.Picture(report / other), other)

    def assert_alike(self, one, other, name):
        """Equal but for what renderers do at edges: few pixels differ much."""
        width, height = min(one.width, other.width), min(one.height, other.height)
        self.assertLessEqual(abs(one.width - other.width), 1, name)
        self.assertLessEqual(abs(one.height - other.height), 1, name)
        different = sum(
            max(abs(a - b) for a, b in zip(one.pixel(x, y)[:3], other.pixel(x, y)[:3])) > 96
            for y in range(0, height, 3) for x in range(0, width, 3))
        self.assertLess(different / (width * height / 9), 0.03, name)

    def test_tables_hold_every_step(self):
        out = self.trained()
        self.succeed("report", out, "--formats", "csv", "--smoothing", 0.5)
        with open(out / "report" / "curves.csv", newline="", encoding="utf-8") as file:
            wide = list(csv.DictReader(file))
        rows = self.metrics(out)
        self.assertEqual([row["train_loss"] for row in wide], [row["train_loss"] for row in rows])
        first, second = (float(row["train_loss"]) for row in rows[:2])
        self.assertAlmostEqual(float(wide[1]["train_loss_smoothed"]),
                               (0.25 * first + 0.5 * second) / 0.75, places=6)
        with open(out / "report" / "curves-long.csv", newline="", encoding="utf-8") as file:
            long = [row for row in csv.DictReader(file) if row["series"] == "train_loss"]
        self.assertEqual([row["value"] for row in long], [row["train_loss"] for row in rows])
        self.assertEqual({path.suffix for path in (out / "report").iterdir()}, {".csv"})

    def hover(self, page):
        """What the page shows under the pointer in the loss figure."""
        found = re.search(r'<figure id="loss" data-curve="([^"]*)"', page)
        return json.loads(html.unescape(found[1]))

    def test_the_page_needs_nothing_else(self):
        out = self.trained()
        self.succeed("report", out, "--formats", "html")
        page = (out / "report" / "report.html").read_text(encoding="utf-8")
        self.assertEqual(re.findall(r'(?:src|href)="(?!data:)', page.replace("xlink:href", "href")),
                         [])
        self.assertIn("viewport", page)
        self.assertIn("@media print", page)
        self.assertIn("validation accuracy", page)
        self.assertIn("&quot;batch_size&quot;: 10", page)
        for figure in FIGURES:
            self.assertIn(f'<figure id="{figure}"', page)
        self.assertGreater(self.hover(page)["plot"][2], 0)

    def test_a_training_that_still_goes_on(self):
        self.write_images()
        out = self.folder / "out"
        child = subprocess.Popen(
            [support.BINARY, "train", self.recipe(epochs=1000000), "--out", out, "--threads", "1",
             "--checkpoint-every", "0.1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            end = time.monotonic() + 60
            while not (out / "weights.safetensors").exists() and time.monotonic() < end:
                time.sleep(0.05)
            for _ in range(3):
                self.succeed("report", out, "--formats", "svg,html")
        finally:
            child.send_signal(signal.SIGINT)
            child.communicate()

    def test_without_data_and_weights_the_curves_are_there(self):
        out = self.trained()
        (self.folder / "train-images-idx3-ubyte").unlink()
        said = self.succeed("report", out, "--formats", "svg").stdout
        self.assertIn("Not everything could be measured", said)
        self.assertIn("train-images", said)
        self.assertTrue((out / "report" / "loss.svg").exists())

    def test_event_files_are_written_and_are_a_run_too(self):
        out = self.trained("--tensorboard", self.folder / "events")
        self.succeed("report", self.folder / "events", "--out", self.folder / "seen")
        with open(self.folder / "seen" / "scalar-loss-train.csv", encoding="utf-8") as file:
            seen = [float(line.split(",")[2]) for line in file.readlines()[1:]]
        for value, row in zip(seen, self.metrics(out), strict=True):
            self.assertAlmostEqual(value, float(row["train_loss"]), places=5)

    def test_draws_other_runs_beside(self):
        out = self.trained("--tensorboard", self.folder / "events")
        shutil.copytree(out, self.folder / "earlier", ignore=shutil.ignore_patterns("report*"))
        self.succeed("report", out, "--compare", self.folder / "earlier", "--compare",
                     self.folder / "events", "--formats", "svg,csv,html")
        loss = (out / "report" / "loss.svg").read_text(encoding="utf-8")
        for name in ("earlier", "events", "training", "validation"):
            self.assertIn(f">{name}</text>", loss)
        with open(out / "report" / "compared-curves.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for run in ("earlier", "events"):
            losses = [float(row["value"]) for row in rows
                      if row["run"] == run and row["series"] == "train_loss"]
            for value, row in zip(losses, self.metrics(out), strict=True):
                self.assertAlmostEqual(value, float(row["train_loss"]), places=5)
        page = (out / "report" / "report.html").read_text(encoding="utf-8")
        hover = self.hover(page)
        self.assertEqual(hover["names"][2:], ["training", "smoothed", "validation", "earlier",
                                              "earlier, validation", "events",
                                              "events, validation"])
        for row in hover["rows"]:
            self.assertEqual(row[2], row[5], "the same run")
            self.assertAlmostEqual(row[2], row[7], places=3)  # float32, rounded to five digits
            self.assertEqual(row[4], row[6])
        self.fail_with(1, "no run", "report", out, "--compare", self.folder / "nowhere")

    def test_arrays_for_numpy(self):
        out = self.trained()
        self.succeed("report", out, "--formats", "npy")
        written = {path.name for path in (out / "report").iterdir()}
        self.assertEqual(written, {"filters-layer-0.npy", "saliency-images.npy",
                                   "saliency-maps.npy"})
        weights = (out / "weights.safetensors").read_bytes()
        array = (out / "report" / "filters-layer-0.npy").read_bytes()
        self.assertIn(b"'shape': (4,1,3,3,)", array[:128])
        self.assertIn(array[128:], weights)

    def test_training_leaves_a_report(self):
        out = self.trained()
        page = (out / "report.html").read_text(encoding="utf-8")
        for figure in FIGURES:
            self.assertIn(f'<figure id="{figure}"', page)
        self.assertNotIn("Not everything could be measured", page)

    def test_what_is_no_run_is_refused(self):
        self.fail_with(1, "There is no folder", "report", self.folder / "nowhere")
        self.fail_with(1, "metrics.csv", "report", self.folder)
        self.fail_with(1, "no width of a figure", "report", self.folder, "--width", "huge")


if __name__ == "__main__":
    support.main()
