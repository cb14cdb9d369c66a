// Diagnostics: mistakes in what people wrote, gathered and reported together.
#ifndef KR_BASE_DIAG_H
#define KR_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

// One mistake. `code` is a stable word such as "unknown-key"; every code in use has a bad
// input file in tests/bad/.
struct kr_diag_entry {
    const char *code; // static string
    char *file;       // as the user named it; "" when the mistake has no file
    int line;         // from 1; 0 when unknown
    int column;       // from 1; 0 when unknown
    char *text;       // what was found, what was expected, what to do
};

struct kr_diag {
    struct kr_diag_entry *entries;
    size_t count;
    size_t capacity;
    size_t dropped; // more mistakes than are kept (1,000), or no memory for one
};

// Where something stands in a file; `file` may be NULL.
struct kr_place {
    const char *file;
    int line;
    int column;
};

void kr_diag_init(struct kr_diag *self);
void kr_diag_free(struct kr_diag *self);

// Adds one mistake. Never fails: what cannot be stored is counted in `dropped`.
void kr_diag_add(struct kr_diag *self, const char *code, struct kr_place place,
                 const char *format, ...) __attribute__((format(printf, 4, 5)));

// True when nothing was found.
bool kr_diag_is_empty(const struct kr_diag *self);

// For "did you mean": what differs by a slip only ("employees" for "employee"), else the
// shortest of `names` with `word` as a whole part, the last by preference ("hourly_wage"
// for "wage"), else the nearest by edit distance, or NULL when none is near (more than a
// third of the letters differ).
const char *kr_nearest(const char *word, const char *const *names, size_t count);

#endif
