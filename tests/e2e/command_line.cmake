# SPDX-License-Identifier: MIT
#
# The command line from outside: every `def test_…` of the files below is one ctest case. A case
# whose name begins with test_slow_ is labelled slow as well.

find_package(Python3 REQUIRED COMPONENTS Interpreter)

function(netdyno_python_tests subject)
  set(file ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/${subject}_test.py)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(STRINGS ${file} lines REGEX "^class |^    def test_")
  foreach(line IN LISTS lines)
    if(line MATCHES "^class ([A-Za-z]+)")
      set(class ${CMAKE_MATCH_1})
    elseif(line MATCHES "def (test_[a-z0-9_]+)")
      set(case ${CMAKE_MATCH_1})
      string(REGEX REPLACE "^test_(slow_)?" "" title ${case})
      add_test(NAME e2e.${subject}.${title}
        COMMAND Python3::Interpreter -B ${file} ${class}.${case})
      set(labels e2e)
      if(case MATCHES "^test_slow_")
        list(APPEND labels slow)
      endif()
      set_tests_properties(e2e.${subject}.${title} PROPERTIES LABELS "${labels}" TIMEOUT 600
        SKIP_RETURN_CODE 77
        ENVIRONMENT "NETDYNO_BINARY=$<TARGET_FILE:netdyno>;NETDYNO_SANITIZE=${NETDYNO_SANITIZE};${NETDYNO_TEST_ENVIRONMENT}")
    endif()
  endforeach()
endfunction()

foreach(subject train resume fork twins long_run report export evaluate interruption bad_data bad_recipe bad_output describe
        activations overfit range_test check study bench usage hostile_text run_folder compare_pytorch
        accuracies)
  netdyno_python_tests(${subject})
endforeach()
