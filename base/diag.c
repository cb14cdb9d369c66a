#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_ENTRIES = 1000, // nobody reads more; the rest is counted
    LONGEST_NAME = 63,   // letters of a name that are compared
    LEAST_PART = 3,      // letters of a part of a name that means it
    LETTERS_PER_SLIP = 6 // so many for each that differs: a slip of the finger
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

enum part { NO_PART, LAST_PART, OTHER_PART };

// How `word` stands in `name` between separators: "wage" is the last part of
// "hourly_wage".
static enum part part_of(const char *name, const char *word, size_t length)
{
    static const char SEPARATORS[] = "_.-";
    enum part part = NO_PART;
    for (const char *at = strstr(name, word); at != NULL; at = strstr(at + 1, word)) {
        const bool begins = at == name || strchr(SEPARATORS, at[-1]) != NULL;
        if (begins && at[length] == '\0') {
            return LAST_PART;
        }
        if (begins && strchr(SEPARATORS, at[length]) != NULL) {
            part = OTHER_PART;
        }
    }
    return part;
}

// The shortest name with `word` as its last part, or else as any part.
static const char *shortest_with(const char *word, size_t word_length,
                                 const char *const *names, size_t count)
{
    const char *shortest[OTHER_PART + 1] = {NULL};
    size_t least[OTHER_PART + 1] = {0, LONGEST_NAME, LONGEST_NAME};
    for (size_t i = 0; i < count && word_length >= LEAST_PART; i++) {
        const size_t length = strnlen(names[i], LONGEST_NAME);
        const enum part part = part_of(names[i], word, word_length);
        if (length < least[part]) {
            shortest[part] = names[i];
            least[part] = length;
        }
    }
    return shortest[LAST_PART] != NULL ? shortest[LAST_PART] : shortest[OTHER_PART];
}

// The nearest name by edit distance, and how many letters of the longer word there are
// for each that differs.
static const char *nearest_by_letters(const char *word, size_t word_length,
                                      const char *const *names, size_t count,
                                      int *letters_per_slip)
{
    const char *nearest = NULL;
    int nearest_distance = LONGEST_NAME + 1;
    for (size_t i = 0; i < count; i++) {
        const size_t length = strnlen(names[i], LONGEST_NAME);
        const int distance = edit_distance(word, word_length, names[i], length);
        const size_t longer = length > word_length ? length : word_length;
        if (distance * 3 <= (int)longer && distance < nearest_distance) {
            nearest = names[i];
            nearest_distance = distance;
            *letters_per_slip = (int)longer / (distance > 0 ? distance : 1);
        }
    }
    return nearest;
}

const char *kr_nearest(const char *word, const char *const *names, size_t count)
{
    const size_t word_length = strnlen(word, LONGEST_NAME);
    int letters_per_slip = 0;
    const char *nearest =
        nearest_by_letters(word, word_length, names, count, &letters_per_slip);
    if (letters_per_slip >= LETTERS_PER_SLIP) {
        return nearest;
    }
    const char *whole = shortest_with(word, word_length, names, count);
    return whole != NULL ? whole : nearest;
}
