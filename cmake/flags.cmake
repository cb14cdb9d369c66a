# How every target of ours is compiled: kr_flags, linked by kr_layer, kr_program and kr_test.
include(warnings)

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)

# RelWithDebInfo is what "dev" uses: quick enough for model tests, with assert() at work.
set(CMAKE_C_FLAGS_DEBUG "-O0 -g")
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g")
set(CMAKE_C_FLAGS_RELEASE "-O3 -DNDEBUG")

add_library(kr_flags INTERFACE)

# The same bits with every compiler: no fused multiply-add. The two other flags change no bits
# and let loops vectorise. Never -ffast-math.
target_compile_options(kr_flags INTERFACE
    ${KR_WARNINGS} -march=${KR_MARCH} -fno-common
    -ffp-contract=off -fno-math-errno -fno-trapping-math)

# Messages name files as in the source tree, wherever that was built.
target_compile_options(kr_flags INTERFACE -fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=)

# POSIX and Linux functions beside those of C17.
target_compile_definitions(kr_flags INTERFACE _GNU_SOURCE)
