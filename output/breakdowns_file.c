#include "output/breakdowns_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TEXT = KR_BREAKDOWNS * (KR_BREAKDOWN_TEXT + 1) };

static const char NAME[] = "breakdowns";

static int count_of(const struct kr_breakdowns *breakdowns)
{
    return breakdowns == NULL ? 0 : breakdowns->count;
}

void kr_breakdowns_write(struct kr_h5 *h5, hid_t root,
                         const struct kr_breakdowns *breakdowns)
{
    char *lines = calloc(1, MOST_TEXT);
    size_t used = 0;
    if (lines == NULL) {
        kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
        return;
    }
    for (int b = 0; b < count_of(breakdowns); b++) {
        char text[KR_BREAKDOWN_TEXT];
        kr_breakdown_text(&breakdowns->at[b], text);
        used += (size_t)snprintf(lines + used, MOST_TEXT - used, "%s\n", text);
    }
    kr_h5_text(h5, root, NAME, lines);
    free(lines);
}

// Whether one of the lines is the text.
static bool has_line(const char *lines, const char *text)
{
    const size_t length = strlen(text);
    for (const char *at = lines; *at != '\0'; at += strspn(at, "\n")) {
        const size_t size = strcspn(at, "\n");
        if (size == length && memcmp(at, text, length) == 0) {
            return true;
        }
        at += size;
    }
    return false;
}

static bool has_breakdown(const struct kr_breakdowns *breakdowns, const char *text)
{
    for (int b = 0; b < count_of(breakdowns); b++) {
        char own[KR_BREAKDOWN_TEXT];
        kr_breakdown_text(&breakdowns->at[b], own);
        if (strcmp(own, text) == 0) {
            return true;
        }
    }
    return false;
}

static void check_lines(const struct kr_world_reading *self,
                        const struct kr_breakdowns *breakdowns, char *lines)
{
    for (int b = 0; b < count_of(breakdowns); b++) {
        char text[KR_BREAKDOWN_TEXT];
        kr_breakdown_text(&breakdowns->at[b], text);
        if (!has_line(lines, text)) {
            KR_MISTAKE(
                self,
                "the result has no breakdown '%s', the scenario asks for it: what a "
                "result holds is settled when its run begins",
                text);
        }
    }
    char *rest = lines;
    for (char *line = strsep(&rest, "\n"); line != NULL; line = strsep(&rest, "\n")) {
        if (line[0] != '\0' && !has_breakdown(breakdowns, line)) {
            KR_MISTAKE(self,
                       "the result has the breakdown '%s', the scenario does not ask for "
                       "it: what a result holds is settled when its run begins",
                       line);
        }
    }
}

void kr_breakdowns_check(const struct kr_world_reading *self,
                         const struct kr_breakdowns *breakdowns)
{
    char *lines = calloc(1, MOST_TEXT);
    if (lines == NULL) {
        kr_h5_fail_code(&self->file->h5, KR_ERR_NO_MEMORY, "%s: not enough memory",
                        self->file->h5.name);
    } else if (kr_result_attribute_text(self->file, "/", NAME, lines, MOST_TEXT) !=
               KR_OK) {
        KR_MISTAKE(self, "'/' has no attribute '%s'", NAME);
    } else {
        check_lines(self, breakdowns, lines);
    }
    free(lines);
}
