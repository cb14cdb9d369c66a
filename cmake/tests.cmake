# Tests: one cmocka program per file, registered with CTest.
pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)

kr_stage(tests KR_TESTS_STAGE)

# What only ends tests that hang, in seconds: a loaded or slow machine may take twenty times
# as long as a quiet one.
set(KR_TEST_TIMEOUT 900)
set(KR_SLOW_TEST_TIMEOUT 7200)

# How Python runs a test: whatever its variables in the environment say (-E), and without a
# trace in the source tree (-B).
set(KR_PYTHON /usr/bin/python3 -E -B)

# How the sources of a test are compiled and what they see; see kr_test.
function(kr_test_target target)
  target_include_directories(${target} PRIVATE ${KR_TESTS_STAGE})
  target_compile_definitions(${target} PRIVATE
      KR_SOURCE_DIR="${PROJECT_SOURCE_DIR}" KR_BINARY_DIR="${PROJECT_BINARY_DIR}")
  # A test that is written but not listed is an unused function: an error in every preset.
  target_compile_options(${target} PRIVATE -Werror=unused-function)
  target_link_libraries(${target} PRIVATE kr_flags kr_test_support ${ARGN} m)
endfunction()

# kr_test_shared(NAME file.c... [LINKS kr_x...])
# What several tests have in common, compiled (and analysed) once: a test takes it as
# $<TARGET_OBJECTS:NAME> among its files, so that it goes before the libraries.
function(kr_test_shared name)
  cmake_parse_arguments(A "" "" "LINKS" ${ARGN})
  add_library(${name} OBJECT ${A_UNPARSED_ARGUMENTS})
  kr_test_target(${name} ${A_LINKS})
endfunction()

# kr_test(NAME file.c... LABELS label... [LINKS kr_x...] [PROCESSORS n] [COST n])
# The program test_NAME and the CTest entry NAME. Tests include "tests/support/test.h" and
# whatever LINKS lets them see; KR_SOURCE_DIR and KR_BINARY_DIR are the two trees. They run in
# the build tree. An argument to the program filters its tests: test_base_hash 'bytes_*'.
function(kr_test name)
  cmake_parse_arguments(A "" "PROCESSORS;COST" "LABELS;LINKS" ${ARGN})
  set(target test_${name})
  add_executable(${target} ${A_UNPARSED_ARGUMENTS})
  kr_test_target(${target} ${A_LINKS})
  add_test(NAME ${name} COMMAND ${target})
  kr_test_properties(${name} "${A_LABELS}" "${A_PROCESSORS}" "${A_COST}")
endfunction()

# kr_test_command(NAME COMMAND program argument... LABELS label... [PROCESSORS n] [COST n])
# A CTest entry that runs a command in the build tree; it fails when the command does, and is
# skipped when that ends with 77.
function(kr_test_command name)
  cmake_parse_arguments(A "" "PROCESSORS;COST" "COMMAND;LABELS" ${ARGN})
  add_test(NAME ${name} COMMAND ${A_COMMAND})
  set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77)
  kr_test_properties(${name} "${A_LABELS}" "${A_PROCESSORS}" "${A_COST}")
endfunction()

# PROCESSORS is how many it keeps busy; those of a large COST (seconds) are started first, so
# that none of them is the last one alone.
function(kr_test_properties name labels processors cost)
  if(NOT labels)
    message(FATAL_ERROR "test ${name} has no LABELS")
  endif()
  set(timeout ${KR_TEST_TIMEOUT})
  if("slow" IN_LIST labels)
    set(timeout ${KR_SLOW_TEST_TIMEOUT})
  endif()
  if(NOT processors)
    set(processors 1)
  endif()
  if(NOT cost)
    set(cost 1)
  endif()
  # Threads that wait must not spin: other tests need the processors. And whoever starts the
  # tests may have set what the libraries below listen to.
  set_tests_properties(${name} PROPERTIES
      LABELS "${labels}" TIMEOUT ${timeout} PROCESSORS ${processors} COST ${cost}
      ENVIRONMENT "OMP_WAIT_POLICY=passive;LC_ALL=C.UTF-8"
      ENVIRONMENT_MODIFICATION "OMP_STACKSIZE=unset:;HDF5_USE_FILE_LOCKING=unset:")
endfunction()
