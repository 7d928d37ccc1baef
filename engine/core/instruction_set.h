// engine/core/instruction_set.h
// SPDX-License-Identifier: MIT
//
// The vector instructions that the arithmetic uses. A build for this machine compiles everything
// for its processor. A portable build compiles what costs time in a training (kernels, layers,
// losses, optimizers) once for each set, the rest for any processor, and picks at run time: a
// function whose work depends on the set is a template over InstructionSet, which each compilation
// defines for the set it was compiled for, and which its caller calls through
// with_instruction_set().
//
//   Range    results are bit-identical for the same set and thread count; other sets round
//            otherwise, because they sum in other orders and fuse multiplications with additions
//   Default  the best set that the processor has; NETDYNO_ISA=baseline, avx2 or avx512 takes
//            another one

#pragma once

#include <string_view>

namespace netdyno {

enum class InstructionSet { Baseline, Avx2, Avx512 };

// The set that the including file is compiled for.
#if defined(__AVX512F__)
constexpr InstructionSet kCompiledFor = InstructionSet::Avx512;
#elif defined(__AVX2__) && defined(__FMA__)
constexpr InstructionSet kCompiledFor = InstructionSet::Avx2;
#else
constexpr InstructionSet kCompiledFor = InstructionSet::Baseline;
#endif

// Whether this build has its arithmetic for all sets.
#if defined(NETDYNO_ALL_INSTRUCTION_SETS)
constexpr bool kHasAllInstructionSets = true;
#else
constexpr bool kHasAllInstructionSets = false;
#endif

// "baseline", "avx2" or "avx512"
std::string_view instruction_set_name(InstructionSet set);

// The set in use, the same for the whole life of the process.
// Errors   at the first call: Error when NETDYNO_ISA names no set, or one that this processor or
//          this build does not have
InstructionSet instruction_set();

// f.template operator()<S>() for the set S in use.
template <typename F>
decltype(auto) with_instruction_set(const F& f) {
  const InstructionSet set = instruction_set();
  if constexpr (kHasAllInstructionSets) {
    if (set == InstructionSet::Avx512) return f.template operator()<InstructionSet::Avx512>();
    if (set == InstructionSet::Avx2) return f.template operator()<InstructionSet::Avx2>();
  }
  return f.template operator()<kCompiledFor>();
}

}  // namespace netdyno
