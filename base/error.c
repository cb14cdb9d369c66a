#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>

const char *kr_error_message(int code)
{
#define KR_ERROR_CASE(name, value, message) \
    case value:                             \
        return message;
    switch (code) {
        KR_ERROR_LIST(KR_ERROR_CASE)
    default:
        return "unknown error";
    }
#undef KR_ERROR_CASE
}

int kr_error_trace(int code, const char *file, int line)
{
    if (getenv("KRAPTE_TRACE") != NULL) {
        fprintf(stderr, "%s:%d: error %d: %s\n", file, line, code,
                kr_error_message(code));
    }
    return code;
}

void kr_bug(const char *condition, const char *file, int line)
{
    fprintf(stderr,
            "%s:%d: this should never happen: %s\n"
            "It is a mistake in the program, not in your input; please report it.\n",
            file, line, condition);
    abort();
}
