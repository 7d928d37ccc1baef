# SPDX-License-Identifier: MIT

find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME layering.rules_hold
  COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_layering.py ${PROJECT_SOURCE_DIR})
add_test(NAME layering.rules_can_fail
  COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_layering_test.py)
set_tests_properties(layering.rules_hold layering.rules_can_fail PROPERTIES LABELS layering TIMEOUT 60)
