// Numbers, quarters and names as people write them.
#ifndef KR_SCENARIOS_VALUES_H
#define KR_SCENARIOS_VALUES_H

#include "base/types.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A decimal number at the start of `text`; `rest` is what follows it. Not: hexadecimal,
// infinity, not-a-number, or a number too large.
bool kr_parse_number(const char *text, double *value, const char **rest);

// A whole number of 64 bits, nothing else in `text`.
bool kr_parse_u64(const char *text, uint64_t *value);

// A quarter such as 2026Q1, years 1900 to 2999.
bool kr_parse_quarter(const char *text, kr_quarter *value);

// Letters, digits, _ and - only, 1 to `most` of them.
bool kr_is_name(const char *text, size_t most);

// Place of `word` in `words`, or -1.
int kr_find_word(const char *word, const char *const *words, size_t count);

enum { KR_HINT_TEXT = 640 };

// What to add to a message about an unknown name: `; did you mean "x"?`, or the whole
// list when it is short, or nothing.
const char *kr_hint(const char *word, const char *const *words, size_t count,
                    char text[KR_HINT_TEXT]);

#endif
