#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`netdyno range-test`: the loss against a growing learning rate."""

import json

import support


class RangeTestTest(support.Case):
    def test_json_holds_curve_suggestion_and_status(self):
        self.write_images()
        document = json.loads(self.succeed("range-test", self.recipe(), "--json").stdout)
        self.assertEqual(list(document), ["points", "suggestion", "status"])
        rates = [point["learning_rate"] for point in document["points"]]
        self.assertEqual(rates, sorted(rates))
        self.assertAlmostEqual(rates[0] / 1e-8, 1)
        self.assertGreater(document["suggestion"], 1e-6)
        self.assertIn(document["suggestion"], rates[10:])
        self.assertRegex(document["status"], r"^(Went up to|Stopped at) η ")

    def test_the_text_ends_with_the_suggestion(self):
        self.write_images()
        text = self.succeed("range-test", self.recipe(), "--lowest", "1e-5", "--highest", "0.1",
                            "--steps", 30).stdout
        self.assertRegex(text, r"(?m)^Suggested learning rate [\d.e-]+: the loss falls steeply, "
                         r"far from rising$|no rate is suggested$")

    def test_a_range_that_is_none_is_wrong_usage(self):
        self.write_images()
        self.fail_with(2, "range_test.highest", "range-test", self.recipe(), "--lowest", 2)


if __name__ == "__main__":
    support.main()
