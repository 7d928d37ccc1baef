# SPDX-License-Identifier: MIT
#
# What only a portable build can show: the arithmetic of each instruction set held against the same
# references, on this processor and on emulated ones, and the data of the package.

find_package(Python3 REQUIRED COMPONENTS Interpreter)

foreach(set baseline avx2 avx512)
  foreach(program engine_unit engine_golden)
    add_test(NAME package.${program}.${set} COMMAND ${program} --gtest_brief=1)
    set_tests_properties(package.${program}.${set} PROPERTIES LABELS package TIMEOUT 600
      SKIP_REGULAR_EXPRESSION "an instruction set that this processor does not have"
      ENVIRONMENT "NETDYNO_ISA=${set};${NETDYNO_TEST_ENVIRONMENT}")
  endforeach()
endforeach()

foreach(case emulated_processors sets_repeat_their_bits refused_set private_symbols desktop_data)
  add_test(NAME package.${case} COMMAND Python3::Interpreter -B
    ${CMAKE_CURRENT_LIST_DIR}/package_test.py PackageTest.test_${case})
  set_tests_properties(package.${case} PROPERTIES LABELS package TIMEOUT 600 SKIP_RETURN_CODE 77
    ENVIRONMENT "NETDYNO_BINARY=$<TARGET_FILE:netdyno>;NETDYNO_BUILD=${PROJECT_BINARY_DIR};NETDYNO_SOURCE=${PROJECT_SOURCE_DIR};NETDYNO_OBJDUMP_NM=${CMAKE_NM}")
endforeach()
