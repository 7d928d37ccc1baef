# SPDX-License-Identifier: MIT
#
# The window from outside, driven under a private X server, and its pictures without a display.

foreach(subject window tour screenshot)
  netdyno_python_tests(${subject})
endforeach()
