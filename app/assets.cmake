# SPDX-License-Identifier: MIT
#
# netdyno_assets: fonts of Debian's packages and the shipped recipes, put into the executable by the
# assembler's .incbin, with a table of names that app/shell/embedded_assets.h looks into.

set(font_files
  /usr/share/fonts/opentype/inter/Inter-Regular.otf
  /usr/share/fonts/opentype/inter/Inter-SemiBold.otf
  /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf)
foreach(file IN LISTS font_files)
  if(NOT EXISTS ${file})
    message(FATAL_ERROR "The font ${file} is missing. It is in the packages fonts-inter and "
      "fonts-dejavu-core, which third_party/install.sh installs.")
  endif()
endforeach()
file(GLOB recipe_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/assets/recipes/*.json)

set(asset_files ${font_files} ${recipe_files})
set(ASSET_INCBIN "")
set(ASSET_SYMBOLS "")
set(ASSET_ROWS "")
set(index 0)
foreach(file IN LISTS asset_files)
  cmake_path(GET file FILENAME name)
  if(file IN_LIST recipe_files)
    set(name "recipes/${name}")
  else()
    set(name "fonts/${name}")
  endif()
  set(symbol "netdyno_asset_${index}")
  string(APPEND ASSET_INCBIN "  .balign 16\n  .global ${symbol}_begin\n${symbol}_begin:\n"
    "  .incbin \"${file}\"\n  .global ${symbol}_end\n${symbol}_end:\n  .byte 0\n")
  string(APPEND ASSET_SYMBOLS "extern const char ${symbol}_begin[], ${symbol}_end[];\n")
  string(APPEND ASSET_ROWS "    {\"${name}\", ${symbol}_begin, ${symbol}_end},\n")
  math(EXPR index "${index} + 1")
endforeach()

set(assets_folder ${CMAKE_CURRENT_BINARY_DIR}/assets)
configure_file(shell/embedded_assets.S.in ${assets_folder}/embedded_assets.S @ONLY)
configure_file(shell/embedded_assets.cpp.in ${assets_folder}/embedded_assets.cpp @ONLY)
set_source_files_properties(${assets_folder}/embedded_assets.S PROPERTIES
  OBJECT_DEPENDS "${asset_files}")
add_library(netdyno_assets STATIC ${assets_folder}/embedded_assets.S
  ${assets_folder}/embedded_assets.cpp)
target_include_directories(netdyno_assets PUBLIC ${PROJECT_SOURCE_DIR})
