// Sentences, broken into lines.
#ifndef KR_CMD_PROSE_H
#define KR_CMD_PROSE_H

#include <stdio.h>

// Where text stands: from column `left` to before column `right`.
struct kr_prose {
    FILE *out;
    int left;
    int right;
};

// Prints one paragraph. The first line begins where the stream stands, at column `at`
// (0 after a new line: it is then moved to `left`); what follows is broken at spaces.
void kr_prose_put(const struct kr_prose *self, int at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
