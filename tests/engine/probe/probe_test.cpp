// SPDX-License-Identifier: MIT
#include "engine/probe/probe.h"

#include <gtest/gtest.h>

#include <set>

namespace netdyno {
namespace {

TEST(Probe, IsFoundByItsId) {
  std::set<std::string> ids;
  for (const Probe& probe : probes()) {
    EXPECT_EQ(find_probe(probe.id), &probe);
    EXPECT_FALSE(probe.doc.empty()) << probe.id;
    ids.insert(probe.id);
  }
  EXPECT_EQ(ids.size(), probes().size()) << "ids are unique";
  EXPECT_EQ(ids, (std::set<std::string>{"activations", "gradients", "weights", "updates", "filters",
                                        "feature_maps", "saliency", "predictions", "boundary",
                                        "samples", "data"}));
  EXPECT_EQ(find_probe("no such probe"), nullptr);
}

}  // namespace
}  // namespace netdyno
