# SPDX-License-Identifier: MIT
#
# The arithmetic for AVX2 and AVX-512, beside the one for any processor that the engine has anyway.
# engine/core/instruction_set.h tells how it is chosen at run time.
#
# Each set's objects become one, of which only the functions chosen among are visible. Everything
# else, above all the inline functions of headers, stays private to it: else the linker could take
# an inline function's AVX-512 version for the whole program.

# What one compilation allocates another one frees.
target_compile_definitions(netdyno_engine_options INTERFACE
  NETDYNO_ALL_INSTRUCTION_SETS EIGEN_MAX_ALIGN_BYTES=64)

function(netdyno_instruction_set name)
  set(library netdyno_arithmetic_${name})
  add_library(${library} OBJECT ${arithmetic_sources})
  # GNU's unique symbols would be one for the whole process, constants of other values included.
  target_compile_options(${library} PRIVATE ${ARGN} -fno-gnu-unique)
  target_link_libraries(${library} PRIVATE netdyno_engine_options netdyno_options netdyno_dnnl)
  set(joined ${CMAKE_CURRENT_BINARY_DIR}/arithmetic_${name}.o)
  add_custom_command(OUTPUT ${joined}
    COMMAND ld -r --force-group-allocation -o ${joined} $<TARGET_OBJECTS:${library}>
    # The functions netdyno::…_for<InstructionSet>, by their mangled names.
    COMMAND ${CMAKE_OBJCOPY} --wildcard
      --keep-global-symbol=_ZN7netdyno[12][0-9]*_forILNS_14InstructionSetE* ${joined}
    DEPENDS ${library} $<TARGET_OBJECTS:${library}>
    COMMAND_EXPAND_LISTS VERBATIM
    COMMENT "Joining the arithmetic for ${name}")
  set_source_files_properties(${joined} PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
  target_sources(netdyno_engine PRIVATE ${joined})
endfunction()

netdyno_instruction_set(avx2 -march=x86-64-v3)
netdyno_instruction_set(avx512 -march=x86-64-v4)
