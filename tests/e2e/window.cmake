# SPDX-License-Identifier: MIT
#
# The window from outside, driven under a private X server, and its pictures without a display.

foreach(subject window tour screenshot)
  netdyno_python_tests(${subject})
endforeach()

# A drop comes from another program; without X11's headers that test is skipped.
find_package(X11 QUIET)
if(X11_FOUND)
  add_executable(xdnd_drop ${CMAKE_CURRENT_LIST_DIR}/xdnd_drop.cpp)
  target_link_libraries(xdnd_drop PRIVATE X11::X11)
  set_property(TEST e2e.window.a_dropped_picture_is_examined APPEND PROPERTY
    ENVIRONMENT "NETDYNO_XDND_DROP=$<TARGET_FILE:xdnd_drop>")
endif()
