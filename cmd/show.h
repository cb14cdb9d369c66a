// krapte show, by kind of file.
#ifndef KR_CMD_SHOW_H
#define KR_CMD_SHOW_H

#include "cmd/text.h"
#include "output/contents.h"

#include <stdbool.h>

enum kr_show_style { KR_SHOW_TEXT, KR_SHOW_CSV, KR_SHOW_JSON };

// An open file and how it is to be shown, on standard output.
struct kr_show {
    const char *file;
    struct kr_result *result;
    enum kr_show_style style;
    bool all;    // all figures, not only the main ones
    int columns; // of the terminal, or 80
};

// Each returns an error code; kr_result_error(result) has the words.
KR_MUST_CHECK int kr_show_result(const struct kr_show *show);
KR_MUST_CHECK int kr_show_effects(const struct kr_show *show);
KR_MUST_CHECK int kr_show_population(const struct kr_show *show);
KR_MUST_CHECK int kr_show_checkpoint(const struct kr_show *show);

// One variable as CSV in long format: a column per axis, then its value. KR_ERR_INPUT
// when there is none of that name; what is near was told then.
KR_MUST_CHECK int kr_show_variable(const struct kr_show *show, const char *name);

// An attribute that a file may lack; "" then.
void kr_show_attribute(const struct kr_show *show, const char *path, const char *name,
                       char *text, size_t size);
// As above for numbers; `otherwise` when there is none.
double kr_show_number(const struct kr_show *show, const char *name, double otherwise);

// Prints a line, broken at spaces where it does not fit; all of it stands where its first
// word does.
void kr_show_line(const struct kr_show *show, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// The texts of a variable; NULL when the file does not have it. Free with
// kr_result_texts_free.
char **kr_show_texts(const struct kr_show *show, const char *path, size_t *count);

// The groups of the file, as a table of text or members of an open JSON object.
void kr_show_groups(const struct kr_show *show);
struct kr_json;
void kr_show_groups_json(const struct kr_show *show, struct kr_json *json);

#endif
