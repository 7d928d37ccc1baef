#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A run's folder: one training at a time, no result lost, the same from any current folder."""

import json
import shutil
import signal
import subprocess

import support


class RunFolderTest(support.Case):
    def project(self):
        """A folder with a table and a recipe that names it as it lies there."""
        project = self.folder / "project"
        project.mkdir()
        rows = "".join(f"{i % 5},{i},{'ab'[i % 2]}\n" for i in range(30))
        (project / "data.csv").write_text("x,y,label\n" + rows)
        (project / "r.json").write_text(json.dumps({
            "data": {"source": "csv", "path": "data.csv", "validation": 6},
            "model": {"input": [2], "layers": [{"type": "dense", "units": 2}]},
            "batch_size": 4, "epochs": 1}))
        return project

    def assert_complete_report(self, folder, **options):
        result = self.succeed("report", folder, **options)
        self.assertNotIn("Not everything", result.stdout)

    def test_everything_works_from_any_current_folder(self):
        project = self.project()
        self.succeed("train", "r.json", "--out", "out", cwd=project)
        elsewhere = self.folder / "elsewhere"
        elsewhere.mkdir()
        out = "../project/out"
        self.succeed("train", "../project/r.json", "--steps", 1, cwd=elsewhere)
        self.succeed("train", "--resume", out, "--epochs", 2, cwd=elsewhere)
        self.assert_complete_report(out, cwd=elsewhere)
        self.succeed("report", out, "--compare", out, cwd=elsewhere)
        self.succeed("evaluate", f"{out}/recipe.json", "--weights", f"{out}/weights.safetensors",
                     cwd=elsewhere)

    def test_a_run_that_was_moved_with_its_data_goes_on(self):
        project = self.project()
        self.succeed("train", "r.json", "--out", "out", cwd=project)
        moved = self.folder / "moved"
        shutil.move(project, moved)
        result = self.succeed("train", "--resume", moved / "out", "--epochs", 3)
        self.assertIn("Going on after step 6 of 18", result.stdout)
        self.assert_complete_report(moved / "out")
        self.assertEqual(json.loads((moved / "out" / "recipe.json").read_text())["data"]["path"],
                         str(moved / "data.csv"))

    def test_a_run_that_was_moved_alone_goes_on(self):
        project = self.project()
        self.succeed("train", "r.json", "--out", "out", cwd=project)
        shutil.move(project / "out", self.folder / "archive")
        self.succeed("train", "--resume", self.folder / "archive", "--epochs", 2)
        self.assert_complete_report(self.folder / "archive")

    def test_a_path_on_the_command_line_is_where_one_stands(self):
        project = self.project()
        (self.folder / "2024").write_bytes((project / "data.csv").read_bytes())
        self.succeed("train", project / "r.json", "--set", "data.path=2024", "--steps", 1,
                     cwd=self.folder)

    def test_a_run_is_not_overwritten_without_force(self):
        self.write_images()
        recipe, out = self.recipe(), self.folder / "out"
        self.succeed("train", recipe, "--out", out, "--steps", 5)
        before = {file.name: file.read_bytes() for file in out.iterdir()}
        result = self.succeed("train", recipe, "--out", out, "--steps", 3, "--weights",
                              out / "weights.safetensors")
        self.assertIn(f"{out} held a run already; it is kept as {out}/earlier-1", result.stdout)
        kept = out / "earlier-1"
        self.assertEqual({file.name: file.read_bytes() for file in kept.iterdir()}, before)
        self.succeed("train", "--resume", kept, "--steps", 8)
        shutil.move(kept, self.folder / "kept")
        self.assert_complete_outputs(out, 3)
        self.succeed("train", recipe, "--out", out, "--steps", 4, "--force")
        self.assert_complete_outputs(out, 4)

    def test_what_fails_before_the_first_step_leaves_the_run_alone(self):
        self.write_images()
        recipe, out = self.recipe(), self.folder / "out"
        self.succeed("train", recipe, "--out", out, "--steps", 5)
        self.netdyno("train", recipe, "--out", out, "--weights", self.folder / "none")
        self.netdyno("train", recipe, "--out", out, "--set", "data.path=none")
        self.assert_complete_outputs(out, 5)

    def test_a_run_that_goes_on_elsewhere_overwrites_none(self):
        self.write_images()
        recipe, out, other = self.recipe(), self.folder / "out", self.folder / "other"
        self.succeed("train", recipe, "--out", out, "--steps", 5)
        self.succeed("train", recipe, "--out", other, "--steps", 2)
        self.succeed("train", "--resume", out, "--out", other, "--steps", 8)
        self.assertEqual(len(self.metrics(other / "earlier-1")), 2)
        self.assertEqual(len(self.metrics(other)), 8)
        self.succeed("train", "--resume", out / "." / ".." / "out", "--steps", 9)
        self.assert_complete_outputs(out, 9)

    def test_two_trainings_do_not_share_a_folder(self):
        self.write_images()
        recipe, out = self.recipe(epochs=1000000), self.folder / "out"
        first = subprocess.Popen([support.BINARY, "train", recipe, "--out", out, "--threads", "1"],
                                 stdout=subprocess.PIPE, text=True)
        self.addCleanup(first.kill)
        first.stdout.readline()
        for force in ([], ["--force"]):
            self.fail_with(1, ["Another training writes to", "choose another folder"], "train",
                           recipe, "--out", out, "--steps", 1, *force)
        first.send_signal(signal.SIGKILL)
        first.communicate()
        self.succeed("train", recipe, "--out", out, "--steps", 3, "--force", "--threads", 1)
        self.assert_complete_outputs(out, 3)

    def test_the_steps_that_are_told_are_those_that_were_trained(self):
        self.write_images()
        for count in (1, 3):
            result = self.succeed("train", self.recipe(), "--steps", count, "--out",
                                  self.folder / str(count))
            self.assertIn(f"Trained {count} steps", result.stdout)
            self.assertEqual(len(self.metrics(self.folder / str(count))), count)

    def test_a_last_update_that_diverges_is_status_3_with_good_weights(self):
        self.write_images()
        recipe, out = self.recipe(loss="mse"), self.folder / "out"
        result = self.netdyno("train", recipe, "--steps", 1, "--out", out, "--set",
                              "optimizer.learning_rate=1e38")
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertIn("Step 1: the weights of layer 0 (conv) are not finite", result.stderr)
        self.succeed("evaluate", out / "recipe.json", "--weights", out / "weights.safetensors")
        self.assert_complete_outputs(out, 1)

    def test_a_validation_that_is_no_number_is_status_3(self):
        """Weights of 1e19 are finite, squared errors of what they make of images are not."""
        self.write_images()
        result = self.netdyno("train", self.recipe(loss="mse"), "--steps", 1, "--set",
                              "optimizer.learning_rate=1e20", "--out", self.folder / "out")
        self.assertEqual(result.returncode, 3, result.stdout + result.stderr)
        self.assertIn("Step 1: the validation loss is not finite", result.stderr)


if __name__ == "__main__":
    support.main()
