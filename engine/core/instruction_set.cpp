// SPDX-License-Identifier: MIT
#include "engine/core/instruction_set.h"

#include <fmt/core.h>

#include <array>
#include <cstdlib>
#include <string>

#include "engine/core/error.h"

namespace netdyno {

namespace {

bool has_avx512() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("x86-64-v4") > 0;
#else
  return false;
#endif
}

bool has_avx2() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("x86-64-v3") > 0;
#else
  return false;
#endif
}

struct SetRow {
  InstructionSet set;
  std::string_view name;
  bool (*is_there)();  // on this processor
};

// The best one first.
constexpr std::array<SetRow, 3> kSets = {
    {{InstructionSet::Avx512, "avx512", has_avx512},
     {InstructionSet::Avx2, "avx2", has_avx2},
     {InstructionSet::Baseline, "baseline", [] { return true; }}}};

bool is_built(const SetRow& row) {
  return kHasAllInstructionSets || row.set == kCompiledFor;
}

std::string usable_names() {
  std::string names;
  for (const SetRow& row : kSets)
    if (is_built(row) && row.is_there())
      names += (names.empty() ? "" : ", ") + std::string(row.name);
  return names;
}

InstructionSet choose_set() {
  const char* const variable = std::getenv("NETDYNO_ISA");
  const std::string wanted = variable ? variable : "";
  if (wanted.empty() && !kHasAllInstructionSets) return kCompiledFor;
  for (const SetRow& row : kSets) {
    if (!is_built(row) || !row.is_there()) continue;
    if (wanted.empty() || wanted == row.name) return row.set;
  }
  throw Error(fmt::format("NETDYNO_ISA is \"{}\", an instruction set that this {} does not have",
                          wanted, kHasAllInstructionSets ? "processor" : "build"),
              "It may be " + usable_names() + ", or unset for the best one");
}

}  // namespace

std::string_view instruction_set_name(InstructionSet set) {
  for (const SetRow& row : kSets)
    if (row.set == set) return row.name;
  return "";
}

InstructionSet instruction_set() {
  static const InstructionSet chosen = choose_set();
  return chosen;
}

}  // namespace netdyno
