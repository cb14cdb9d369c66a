# Warnings for our own targets only; whether they are errors is up to the preset
# (CMAKE_COMPILE_WARNING_AS_ERROR).
set(KR_WARNINGS
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
    -Wcast-qual -Wcast-align -Wpointer-arith -Wwrite-strings -Wundef -Wvla -Wdouble-promotion
    -Wimplicit-fallthrough -Wformat=2 -Wswitch-enum)

# In clang's eyes the C library's NAN is a float that is promoted; gcc looks after our own.
if(CMAKE_C_COMPILER_ID MATCHES "Clang")
    list(REMOVE_ITEM KR_WARNINGS -Wdouble-promotion)
endif()
