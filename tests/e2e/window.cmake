# SPDX-License-Identifier: MIT
#
# The window from outside, driven under a private X server, and its pictures without a display.

foreach(subject window tour mouse screenshot)
  netdyno_python_tests(${subject})
endforeach()

# The app as it is, linked so that it tells where its controls are.
get_target_property(window_sources netdyno SOURCES)
list(TRANSFORM window_sources REPLACE "^main.cpp$" ${PROJECT_SOURCE_DIR}/app/main.cpp)
add_executable(netdyno_tour ${window_sources}
  ${CMAKE_CURRENT_SOURCE_DIR}/support/ui/tour_items.cpp)
target_link_libraries(netdyno_tour PRIVATE netdyno_ui_test_support netdyno_cli imgui_backends
  netdyno_options)
target_link_options(netdyno_tour PRIVATE -Wl,--wrap=_ZN5ImGui8NewFrameEv)
target_compile_definitions(netdyno_tour PRIVATE NETDYNO_VERSION="${PROJECT_VERSION}")
set_target_properties(netdyno_tour PROPERTIES UNITY_BUILD OFF)
set_property(TEST e2e.mouse.every_menu_entry e2e.mouse.every_panel APPEND PROPERTY
  ENVIRONMENT "NETDYNO_TOUR_BINARY=$<TARGET_FILE:netdyno_tour>")

# A drop comes from another program; without X11's headers that test is skipped.
find_package(X11 QUIET)
if(X11_FOUND)
  add_executable(xdnd_drop ${CMAKE_CURRENT_LIST_DIR}/xdnd_drop.cpp)
  target_link_libraries(xdnd_drop PRIVATE X11::X11)
  set_property(TEST e2e.window.a_dropped_picture_is_examined APPEND PROPERTY
    ENVIRONMENT "NETDYNO_XDND_DROP=$<TARGET_FILE:xdnd_drop>")
endif()
