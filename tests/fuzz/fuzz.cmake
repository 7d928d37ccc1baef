# SPDX-License-Identifier: MIT
#
# Damaged inputs for every reader of foreign bytes. A long run, by hand in the dev preset:
#   ASAN_OPTIONS=max_allocation_size_mb=512 build-dev/tests/fuzz_readers --seconds 600

file(GLOB fuzz_sources CONFIGURE_DEPENDS fuzz/*.cpp fuzz/*.h)
add_executable(fuzz_readers ${fuzz_sources})
target_link_libraries(fuzz_readers PRIVATE netdyno_test_support stb)
target_compile_options(fuzz_readers PRIVATE ${test_optimization})
target_precompile_headers(fuzz_readers REUSE_FROM netdyno_test_support)
add_test(NAME fuzz.readers COMMAND fuzz_readers --seconds 10)
set_tests_properties(fuzz.readers PROPERTIES LABELS fuzz TIMEOUT 120
  ENVIRONMENT "${NETDYNO_TEST_ENVIRONMENT}:max_allocation_size_mb=512")
