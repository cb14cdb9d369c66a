// What the user asked to keep of persons and employers, and of what happened to persons.
#ifndef KR_OUTPUT_KEEP_H
#define KR_OUTPUT_KEEP_H

#include "base/error.h"
#include "output/columns.h"
#include "sim/event_log.h"

#include <stdbool.h>
#include <stddef.h>

enum { KR_KEEP_COLUMNS = 64 };

struct kr_keep_list {
    int every; // quarters between records; 0 when nothing is kept of the table
    bool column[KR_KEEP_COLUMNS]; // in the order of kr_kept_at
    int count;
};

struct kr_keep {
    struct kr_keep_list table[KR_KEPT_TABLES];
    kr_event_kinds events;
};

// Reads "persons:status,contract_minutes@4;employers:heads": a table, columns or `all`,
// and after @ the number of quarters from one record to the next, which holds for the
// whole table. After "events:" come kinds of events, or `all`. Another table follows
// after a semicolon or a comma. The column `id` is always kept along. Returns 0 or
// KR_ERR_INPUT with the mistake in `error`.
KR_MUST_CHECK int kr_keep_parse(const char *text, struct kr_keep *keep, char *error,
                                size_t error_size);

#endif
