#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_ENTRIES = 1000, // nobody reads more; the rest is counted
    LONGEST_NAME = 63,   // letters of a name that are compared
};

void kr_diag_init(struct kr_diag *self)
{
    *self = (struct kr_diag){0};
}

void kr_diag_free(struct kr_diag *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->entries[i].file);
        free(self->entries[i].text);
    }
    free(self->entries);
    *self = (struct kr_diag){0};
}

// Room for one more entry, or false.
static bool make_room(struct kr_diag *self)
{
    if (self->count < self->capacity) {
        return true;
    }
    if (self->count >= MOST_ENTRIES) {
        return false;
    }
    const size_t capacity = self->capacity == 0 ? 16 : self->capacity * 2;
    struct kr_diag_entry *grown = realloc(self->entries, capacity * sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    self->entries = grown;
    self->capacity = capacity < MOST_ENTRIES ? capacity : MOST_ENTRIES;
    return true;
}

void kr_diag_add(struct kr_diag *self, const char *code, struct kr_place place,
                 const char *format, ...)
{
    if (!make_room(self)) {
        self->dropped++;
        return;
    }
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    const int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    char *file = strdup(place.file != NULL ? place.file : "");
    if (length < 0 || file == NULL) {
        if (length >= 0) {
            free(text);
        }
        free(file);
        self->dropped++;
        return;
    }
    self->entries[self->count++] =
        (struct kr_diag_entry){code, file, place.line, place.column, text};
}

bool kr_diag_is_empty(const struct kr_diag *self)
{
    return self->count == 0 && self->dropped == 0;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

// Letters to insert, drop, replace or swap with their neighbour to turn `a` into `b`.
// Each row of the usual table needs only the two rows before it.
static int edit_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    int rows[3][LONGEST_NAME + 1] = {{0}};
    for (size_t j = 0; j <= b_length; j++) {
        rows[0][j] = (int)j;
    }
    for (size_t i = 1; i <= a_length; i++) {
        int *now = rows[i % 3];
        const int *last = rows[(i + 2) % 3];
        const int *before = rows[(i + 1) % 3];
        now[0] = (int)i;
        for (size_t j = 1; j <= b_length; j++) {
            const int replaced = last[j - 1] + (a[i - 1] != b[j - 1]);
            now[j] = smaller(replaced, smaller(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                now[j] = smaller(now[j], before[j - 2] + 1);
            }
        }
    }
    return rows[a_length % 3][b_length];
}

const char *kr_nearest(const char *word, const char *const *names, size_t count)
{
    const size_t word_length = strnlen(word, LONGEST_NAME);
    const char *nearest = NULL;
    int nearest_distance = LONGEST_NAME + 1;
    for (size_t i = 0; i < count; i++) {
        const size_t length = strnlen(names[i], LONGEST_NAME);
        const size_t longer = length > word_length ? length : word_length;
        const int distance = edit_distance(word, word_length, names[i], length);
        // Of equally near names the first in the list wins.
        if (distance * 3 <= (int)longer && distance < nearest_distance) {
            nearest = names[i];
            nearest_distance = distance;
        }
    }
    return nearest;
}
