# Tests: one cmocka program per file, registered with CTest.
pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)

kr_stage(tests KR_TESTS_STAGE)

# kr_test(NAME file.c... LABELS label... [LINKS kr_x...] [TIMEOUT seconds] [PROCESSORS n])
# The program test_NAME and the CTest entry NAME. Tests include "tests/support/test.h" and
# whatever LINKS lets them see; KR_SOURCE_DIR and KR_BINARY_DIR are the two trees. They run in
# the build tree. An argument to the program filters its tests: test_base_hash 'bytes_*'.
function(kr_test name)
  cmake_parse_arguments(A "" "TIMEOUT;PROCESSORS" "LABELS;LINKS" ${ARGN})
  set(target test_${name})
  add_executable(${target} ${A_UNPARSED_ARGUMENTS})
  target_include_directories(${target} PRIVATE ${KR_TESTS_STAGE})
  target_compile_definitions(${target} PRIVATE
      KR_SOURCE_DIR="${PROJECT_SOURCE_DIR}" KR_BINARY_DIR="${PROJECT_BINARY_DIR}")
  # A test that is written but not listed is an unused function: an error in every preset.
  target_compile_options(${target} PRIVATE -Werror=unused-function)
  target_link_libraries(${target} PRIVATE kr_flags kr_test_support ${A_LINKS} m)
  add_test(NAME ${name} COMMAND ${target})
  kr_test_properties(${name} "${A_LABELS}" "${A_TIMEOUT}" "${A_PROCESSORS}")
endfunction()

# kr_test_command(NAME COMMAND program argument... LABELS label... [TIMEOUT n] [PROCESSORS n])
# A CTest entry that runs a command in the build tree; it fails when the command does.
function(kr_test_command name)
  cmake_parse_arguments(A "" "TIMEOUT;PROCESSORS" "COMMAND;LABELS" ${ARGN})
  add_test(NAME ${name} COMMAND ${A_COMMAND})
  kr_test_properties(${name} "${A_LABELS}" "${A_TIMEOUT}" "${A_PROCESSORS}")
endfunction()

function(kr_test_properties name labels timeout processors)
  if(NOT labels)
    message(FATAL_ERROR "test ${name} has no LABELS")
  endif()
  if(NOT timeout)
    set(timeout 60)
  endif()
  if(NOT processors)
    set(processors 1)
  endif()
  set_tests_properties(${name} PROPERTIES
      LABELS "${labels}" TIMEOUT ${timeout} PROCESSORS ${processors})
endfunction()
