// Lists that are shown as an aligned table, as JSON or as Markdown, from the same calls.
#ifndef KR_CMD_LISTING_H
#define KR_CMD_LISTING_H

#include "cmd/json.h"
#include "cmd/text.h"

#include <stdbool.h>
#include <stdio.h>

enum kr_listing_style { KR_LISTING_TABLE, KR_LISTING_JSON, KR_LISTING_MARKDOWN };

struct kr_listing {
    enum kr_listing_style style;
    const char *align;        // of the columns, a letter each
    const char *const *names; // of the columns: header and JSON keys
    int columns;
    int at;       // column of the next cell
    bool is_open; // Markdown: the header of the table stands
    FILE *out;
    struct kr_json json;
    struct kr_text_table table;
};

// `align` has one letter per column: 'l' for text, 'r' for numbers.
void kr_listing_begin(struct kr_listing *self, const char *const *names,
                      const char *align, enum kr_listing_style style, FILE *out);

// In Markdown the rows that follow stand under a heading of their own; the other styles
// have one table.
void kr_listing_section(struct kr_listing *self, const char *title, const char *meaning);

// The next cell of the row; a row is full after as many cells as there are columns.
void kr_listing_text(struct kr_listing *self, const char *text);
// Shown with all its digits.
void kr_listing_number(struct kr_listing *self, double value);

// Prints what is still held and frees it.
void kr_listing_end(struct kr_listing *self);

#endif
