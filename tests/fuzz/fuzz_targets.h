// tests/fuzz/fuzz_targets.h
// SPDX-License-Identifier: MIT
//
// Every reader of foreign bytes, with good inputs to start from. To add one: a row in
// fuzz_targets().

#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace netdyno::test {

struct FuzzTarget {
  std::string name;
  std::vector<std::string> seeds;  // inputs that are read without complaint
  // Reads `bytes`; may write them to `file`. Error is the one exception that it may throw.
  std::function<void(const std::string& bytes, const std::filesystem::path& file)> read;
};

std::vector<FuzzTarget> fuzz_targets();

}  // namespace netdyno::test
