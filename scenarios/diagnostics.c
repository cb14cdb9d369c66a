#include "scenarios/diagnostics.h"

const char *kr_diagnostic_code(enum kr_diagnostic diagnostic)
{
    static const char *const CODES[] = {
#define KR_CODE(name, code, meaning) code,
        KR_DIAGNOSTIC_LIST(KR_CODE)
#undef KR_CODE
    };
    return CODES[diagnostic];
}

const char *kr_diagnostic_meaning(enum kr_diagnostic diagnostic)
{
    static const char *const MEANINGS[] = {
#define KR_MEANING(name, code, meaning) meaning,
        KR_DIAGNOSTIC_LIST(KR_MEANING)
#undef KR_MEANING
    };
    return MEANINGS[diagnostic];
}
