// tests/fuzz/mutator.h
// SPDX-License-Identifier: MIT
//
// Damages bytes at random, as disks, editors and liars do: the n-th input of a seed is always the
// same.

#pragma once

#include <string>
#include <vector>

#include "engine/core/random.h"

namespace netdyno::test {

// One to eight edits of one of `seeds`, or of two of them joined. At most 64 KiB.
std::string mutated(const std::vector<std::string>& seeds, Random& random);

}  // namespace netdyno::test
