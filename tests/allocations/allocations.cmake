# SPDX-License-Identifier: MIT
#
# A binary of its own, because its allocator counts.

add_executable(training_allocations allocations/training_allocations.cpp
  allocations/allocation_count.cpp allocations/allocation_count.h)
target_link_libraries(training_allocations PRIVATE netdyno_test_support netdyno_cli GTest::gtest_main)
target_compile_options(training_allocations PRIVATE ${test_optimization})
target_precompile_headers(training_allocations REUSE_FROM netdyno_test_support)
gtest_discover_tests(training_allocations DISCOVERY_MODE PRE_TEST PROPERTIES
  LABELS allocations TIMEOUT 300 ENVIRONMENT "${NETDYNO_TEST_ENVIRONMENT}")
