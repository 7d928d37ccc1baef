# SPDX-License-Identifier: MIT
#
# The Debian package: what is installed where, manual pages from --help, and what CPack must know.
# Only the package preset comes here; `third_party/install.sh --package` installs the tools.

include(GNUInstallDirs)
set(desktop ${PROJECT_SOURCE_DIR}/assets/desktop)
set(package_folder ${CMAKE_CURRENT_BINARY_DIR}/package)

# netdyno.1, and netdyno-train.1 … for each command.
find_program(HELP2MAN_PROGRAM help2man REQUIRED)
find_program(GZIP_PROGRAM gzip REQUIRED)
set(manual_pages "")
function(netdyno_manual_page page about)
  set(file ${package_folder}/${page}.1)
  add_custom_command(OUTPUT ${file}.gz
    COMMAND ${CMAKE_COMMAND} -E make_directory ${package_folder}
    COMMAND ${HELP2MAN_PROGRAM} --no-info --version-string=${PROJECT_VERSION} --name=${about}
      --output=${file} "$<TARGET_FILE:netdyno> ${ARGN}"
    # help2man takes the program's path for its name.
    COMMAND sed -i "s,$<TARGET_FILE:netdyno>,netdyno,g" ${file}
    COMMAND ${GZIP_PROGRAM} -9nf ${file}
    DEPENDS netdyno VERBATIM COMMENT "Writing the manual page ${page}(1)")
  set(manual_pages ${manual_pages} ${file}.gz PARENT_SCOPE)
endfunction()
netdyno_manual_page(netdyno "train neural networks and see what happens inside")
file(GLOB commands CONFIGURE_DEPENDS cli/*_command.h)
foreach(file IN LISTS commands)
  cmake_path(GET file STEM command)
  string(REGEX REPLACE "_command$" "" command ${command})
  string(REPLACE "_" "-" command ${command})
  netdyno_manual_page(netdyno-${command} "the command ${command} of netdyno" ${command})
endforeach()

set(changelog ${package_folder}/changelog.gz)
add_custom_command(OUTPUT ${changelog}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${package_folder}
  COMMAND ${CMAKE_COMMAND} -E copy ${desktop}/changelog ${package_folder}/changelog
  COMMAND ${GZIP_PROGRAM} -9nf ${package_folder}/changelog
  DEPENDS ${desktop}/changelog VERBATIM)
add_custom_target(package_documents ALL DEPENDS ${manual_pages} ${changelog})
configure_file(${desktop}/org.netdyno.Netdyno.metainfo.xml.in
  ${package_folder}/org.netdyno.Netdyno.metainfo.xml @ONLY)

install(TARGETS netdyno RUNTIME DESTINATION bin)
install(FILES ${manual_pages} DESTINATION share/man/man1)
install(FILES ${changelog} ${desktop}/copyright DESTINATION share/doc/netdyno)
install(FILES ${desktop}/netdyno.desktop DESTINATION share/applications)
install(FILES ${desktop}/netdyno.svg DESTINATION share/icons/hicolor/scalable/apps)
install(FILES ${desktop}/netdyno.xml DESTINATION share/mime/packages)
install(FILES ${package_folder}/org.netdyno.Netdyno.metainfo.xml DESTINATION share/metainfo)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/assets/recipes DESTINATION share/netdyno)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME netdyno)
set(CPACK_PACKAGE_VENDOR Netdyno)
set(CPACK_PACKAGE_CONTACT "The Netdyno authors <netdyno@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "dynamometer for neural networks")
set(CPACK_PACKAGE_DESCRIPTION
  "Netdyno trains real networks on real data and shows, live, what happens inside while
network, loss, optimizer, schedule, penalty, dropout, initialization and data are changed.
Every change takes effect between two minibatches, is marked on the curves and is written
to a journal, so a run can be repeated bit for bit. It works in a window, and from the
command line without one.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR})
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# GLFW opens the driver's OpenGL by itself, so no tool finds it.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libgl1")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "dataset-fashion-mnist")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
  GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)
