#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`netdyno bench`."""

import json

import support


class BenchTest(support.Case):
    def test_json_is_the_contracts(self):
        result = json.loads(self.succeed("bench", "--json", "--net", "mlp", "--threads", 1).stdout)
        self.assertEqual(list(result), ["threads", "nets"])
        self.assertEqual(result["threads"], 1)
        (net,) = result["nets"]
        self.assertEqual(list(net), ["net", "batch", "images_per_second", "gflops"])
        self.assertEqual((net["net"], net["batch"]), ("mlp", 64))
        multiply_adds = 784 * 256 + 256 * 128 + 128 * 10
        self.assertAlmostEqual(net["gflops"],
                               6e-9 * multiply_adds * net["images_per_second"], places=6)

    def test_unknown_nets_are_refused_with_the_known_ones(self):
        self.fail_with(2, ["resnet", "lenet"], "bench", "--net", "resnet")


if __name__ == "__main__":
    support.main()
