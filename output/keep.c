#include "output/keep.h"

#include "base/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_WORD = 63, MOST_EVERY = 400, EVENTS = KR_KEPT_TABLES, TABLES };

struct reader {
    struct kr_keep *keep;
    int table; // KR_NONE before the first
    char *error;
    size_t error_size;
};

static int mistake(struct reader *self, const char *what, const char *word,
                   const char *nearest)
{
    (void)snprintf(self->error, self->error_size, "--keep: %s \"%s\"%s%s%s", what, word,
                   nearest != NULL ? "; did you mean \"" : "",
                   nearest != NULL ? nearest : "", nearest != NULL ? "\"?" : "");
    return KR_ERROR(KR_ERR_INPUT);
}

static int choose_table(struct reader *self, const char *word)
{
    const char *names[TABLES];
    for (int t = 0; t < TABLES; t++) {
        names[t] = t == EVENTS ? "events" : kr_kept_table_name((enum kr_kept_table)t);
        if (strcmp(word, names[t]) == 0) {
            self->table = t;
            return KR_OK;
        }
    }
    return mistake(self, "unknown table", word, kr_nearest(word, names, TABLES));
}

// The cadence of the table: one for all its columns, since they share a time axis.
static int choose_every(struct reader *self, const char *word)
{
    struct kr_keep_list *list = &self->keep->table[self->table];
    char *end = NULL;
    const long every = strtol(word, &end, 10);
    if (end == word || *end != '\0' || every < 1 || every > MOST_EVERY) {
        return mistake(self, "after @ comes a number of quarters from 1 to 400, not",
                       word, NULL);
    }
    if (list->every > 0 && list->every != (int)every) {
        return mistake(self, "columns of a table share one cadence, and there is another",
                       word, NULL);
    }
    list->every = (int)every;
    return KR_OK;
}

static int choose_column(struct reader *self, const char *word)
{
    const enum kr_kept_table table = (enum kr_kept_table)self->table;
    struct kr_keep_list *list = &self->keep->table[self->table];
    const size_t count = kr_kept_count(table);
    const char *names[KR_KEEP_COLUMNS];
    KR_BUG_IF(count > KR_KEEP_COLUMNS);
    bool found = false;
    for (size_t c = 0; c < count; c++) {
        names[c] = kr_kept_at(table, c).name;
        // The identity is kept with whatever else is.
        const bool wanted = strcmp(word, "all") == 0 || strcmp(word, names[c]) == 0;
        if (wanted || strcmp(names[c], "id") == 0) {
            list->count += list->column[c] ? 0 : 1;
            list->column[c] = true;
        }
        found = found || wanted;
    }
    return found ? KR_OK
                 : mistake(self,
                           table == KR_KEPT_PERSONS ? "unknown column of persons"
                                                    : "unknown column of employers",
                           word, kr_nearest(word, names, count));
}

static int choose_event(struct reader *self, const char *word)
{
    const char *names[64];
    const size_t count = kr_event_kind_count();
    kr_event_kinds chosen = 0;
    for (size_t k = 1; k < count; k++) {
        names[k - 1] = kr_event_kind_name(k);
        const bool wanted = strcmp(word, "all") == 0 || strcmp(word, names[k - 1]) == 0;
        chosen |= (kr_event_kinds)wanted << k;
    }
    self->keep->events |= chosen;
    return chosen != 0 ? KR_OK
                       : mistake(self, "unknown kind of event", word,
                                 kr_nearest(word, names, count - 1));
}

// One item: [table:]column[@every].
static int read_item(struct reader *self, char *item)
{
    char *column = item;
    char *colon = strchr(item, ':');
    int code = KR_OK;
    if (colon != NULL) {
        *colon = '\0';
        column = colon + 1;
        code = choose_table(self, item);
    }
    if (code == KR_OK && self->table == KR_NONE) {
        return mistake(self, "expected persons:, employers: or events: before", item,
                       NULL);
    }
    char *at = strchr(column, '@');
    if (at != NULL) {
        *at = '\0';
    }
    if (code == KR_OK && self->table == EVENTS) {
        return at == NULL ? choose_event(self, column)
                          : mistake(self, "events are kept every quarter, without @",
                                    at + 1, NULL);
    }
    code = code == KR_OK ? choose_column(self, column) : code;
    return code == KR_OK && at != NULL ? choose_every(self, at + 1) : code;
}

int kr_keep_parse(const char *text, struct kr_keep *keep, char *error, size_t error_size)
{
    *keep = (struct kr_keep){0};
    error[0] = '\0';
    struct reader reader = {keep, KR_NONE, error, error_size};
    const char *rest = text;
    while (rest != NULL && *rest != '\0') {
        const size_t length = strcspn(rest, ",; ");
        char item[2 * LONGEST_WORD + 2];
        (void)snprintf(item, sizeof item, "%.*s", (int)length, rest);
        if (length >= sizeof item) {
            return mistake(&reader, "too long:", item, NULL);
        }
        const int code = length > 0 ? read_item(&reader, item) : KR_OK;
        if (code != KR_OK) {
            return code;
        }
        rest += length;
        rest += *rest != '\0' ? 1 : 0;
    }
    for (int t = 0; t < KR_KEPT_TABLES; t++) {
        if (keep->table[t].count > 0 && keep->table[t].every == 0) {
            keep->table[t].every = 1;
        }
    }
    return KR_OK;
}
