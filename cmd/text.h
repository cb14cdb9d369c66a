// Text for people: numbers, aligned tables, small pictures.
#ifndef KR_CMD_TEXT_H
#define KR_CMD_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { KR_NUMBER_SIZE = 32 };

// Writes a number for people into `text`: as many decimals as tell something, thousands
// set apart ("13 400 000", "73.12", "0.0041"); "-" when there is none.
void kr_number_text(char text[KR_NUMBER_SIZE], double value);

// As above with a sign always: "+1.2".
void kr_signed_text(char text[KR_NUMBER_SIZE], double value);

// "1.31 GB", "540 kB".
void kr_bytes_text(char text[KR_NUMBER_SIZE], double bytes);

// "42 s", "3:05", "1:02:10".
void kr_time_text(char text[KR_NUMBER_SIZE], double seconds);

// A table whose columns are as wide as their widest cell. Cells are copied.
struct kr_text_table {
    int columns;
    const char *align; // per column 'l' or 'r'
    char **cells;      // row by row
    size_t used;
    size_t room;
    bool failed; // no memory: printing says so
};

void kr_text_table_init(struct kr_text_table *self, int columns, const char *align);
void kr_text_table_free(struct kr_text_table *self);
void kr_text_cell(struct kr_text_table *self, const char *text);
void kr_text_number(struct kr_text_table *self, double value);

// Prints all rows. With `header` a rule stands under the first row. On a terminal the
// last column is wrapped at its right edge.
void kr_text_table_print(const struct kr_text_table *self, bool header, FILE *out);

// Characters of UTF-8 text, each taken to be one column wide.
int kr_text_width(const char *text);

// Copies `text`, cut after `width` characters.
void kr_text_cut(char *to, size_t size, const char *text, int width);

// True when the locale is UTF-8, so that block characters can be shown.
bool kr_text_is_utf8(void);

// Columns of the terminal behind `out`, or 0 when it is not one.
int kr_terminal_columns(FILE *out);

// Prints `count` values as one line of small bars from the lowest to the highest.
void kr_sparkline(FILE *out, const double *value, int count, bool utf8);

#endif
