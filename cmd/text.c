#include "cmd/text.h"

#include <langinfo.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { COLUMN_GAP = 2, NARROWEST_WRAP = 24 };

// Sets the thousands of the digits in `plain` apart with spaces.
static void group_thousands(char text[KR_NUMBER_SIZE], const char *plain)
{
    const size_t digits = strcspn(plain[0] == '-' ? plain + 1 : plain, ".");
    size_t to = 0;
    if (plain[0] == '-') {
        text[to++] = *plain++;
    }
    for (size_t i = 0; plain[i] != '\0' && to + 2 < KR_NUMBER_SIZE; i++) {
        if (i > 0 && i < digits && (digits - i) % 3 == 0) {
            text[to++] = ' ';
        }
        text[to++] = plain[i];
    }
    text[to] = '\0';
}

void kr_number_text(char text[KR_NUMBER_SIZE], double value)
{
    if (!isfinite(value)) {
        snprintf(text, KR_NUMBER_SIZE, "-");
        return;
    }
    const double size = fabs(value);
    const bool is_count = size >= 100.0 && value == floor(value);
    const int decimals = size >= 1000.0 || size == 0.0 || is_count ? 0
                         : size >= 100.0                           ? 1
                         : size >= 1.0                             ? 2
                         : size >= 0.1                             ? 3
                                                                   : 4;
    char plain[KR_NUMBER_SIZE];
    if (size >= 1e15) {
        snprintf(plain, sizeof plain, "%.6g", value);
        snprintf(text, KR_NUMBER_SIZE, "%s", plain);
        return;
    }
    snprintf(plain, sizeof plain, "%.*f", decimals, value);
    group_thousands(text, plain);
}

void kr_signed_text(char text[KR_NUMBER_SIZE], double value)
{
    char plain[KR_NUMBER_SIZE];
    kr_number_text(plain, value);
    snprintf(text, KR_NUMBER_SIZE, "%s%.30s", value > 0.0 ? "+" : "", plain);
}

void kr_bytes_text(char text[KR_NUMBER_SIZE], double bytes)
{
    static const char *const UNITS[] = {"bytes", "kB", "MB", "GB", "TB"};
    int unit = 0;
    while (bytes >= 1000.0 && unit < 4) {
        bytes /= 1000.0;
        unit++;
    }
    const int decimals = unit == 0 || bytes >= 100.0 ? 0 : bytes >= 10.0 ? 1 : 2;
    snprintf(text, KR_NUMBER_SIZE, "%.*f %s", decimals, bytes, UNITS[unit]);
}

void kr_time_text(char text[KR_NUMBER_SIZE], double seconds)
{
    if (seconds < 9.95) {
        snprintf(text, KR_NUMBER_SIZE, "%.1f s", seconds);
        return;
    }
    const long whole = lround(seconds);
    if (whole < 60) {
        snprintf(text, KR_NUMBER_SIZE, "%ld s", whole);
    } else if (whole < 3600) {
        snprintf(text, KR_NUMBER_SIZE, "%ld:%02ld", whole / 60, whole % 60);
    } else {
        snprintf(text, KR_NUMBER_SIZE, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60,
                 whole % 60);
    }
}

void kr_text_table_init(struct kr_text_table *self, int columns, const char *align)
{
    *self = (struct kr_text_table){.columns = columns, .align = align};
}

void kr_text_table_free(struct kr_text_table *self)
{
    for (size_t i = 0; i < self->used; i++) {
        free(self->cells[i]);
    }
    free(self->cells);
    *self = (struct kr_text_table){0};
}

void kr_text_cell(struct kr_text_table *self, const char *text)
{
    if (self->used == self->room) {
        const size_t room = self->room == 0 ? 64 : self->room * 2;
        char **larger = realloc(self->cells, room * sizeof *larger);
        if (larger == NULL) {
            self->failed = true;
            return;
        }
        self->cells = larger;
        self->room = room;
    }
    char *copy = strdup(text);
    if (copy == NULL) {
        self->failed = true;
        return;
    }
    self->cells[self->used++] = copy;
}

void kr_text_number(struct kr_text_table *self, double value)
{
    char text[KR_NUMBER_SIZE];
    kr_number_text(text, value);
    kr_text_cell(self, text);
}

int kr_text_width(const char *text)
{
    int width = 0;
    // Continuation bytes take no room.
    for (const char *c = text; *c != '\0'; c++) {
        width += ((unsigned char)*c & 0xc0) != 0x80;
    }
    return width;
}

void kr_text_cut(char *to, size_t size, const char *text, int width)
{
    size_t bytes = 0;
    int characters = 0;
    while (text[bytes] != '\0' && bytes + 1 < size) {
        characters += ((unsigned char)text[bytes] & 0xc0) != 0x80;
        if (characters > width) {
            break;
        }
        to[bytes] = text[bytes];
        bytes++;
    }
    to[bytes] = '\0';
}

static void put_spaces(int count, FILE *out)
{
    if (count > 0) {
        fprintf(out, "%*s", count, "");
    }
}

// Prints `text` from column `left` on, broken at spaces before column `right`.
static void put_wrapped(const char *text, int left, int right, FILE *out)
{
    while (kr_text_width(text) > right - left) {
        const char *cut = NULL;
        int width = 0;
        for (const char *c = text; *c != '\0' && width <= right - left; c++) {
            width += ((unsigned char)*c & 0xc0) != 0x80;
            cut = *c == ' ' ? c : cut;
        }
        if (cut == NULL) {
            break;
        }
        fprintf(out, "%.*s\n", (int)(cut - text), text);
        put_spaces(left, out);
        text = cut + 1;
    }
    fputs(text, out);
}

static void put_row(const struct kr_text_table *self, size_t first, const int *widths,
                    FILE *out)
{
    const int right = kr_terminal_columns(out);
    int left = 0;
    for (int c = 0; c < self->columns; c++) {
        const char *text = self->cells[first + (size_t)c];
        const int space = widths[c] - kr_text_width(text);
        const bool last = c == self->columns - 1;
        put_spaces(self->align[c] == 'r' ? space : 0, out);
        if (last && right - left >= NARROWEST_WRAP) {
            put_wrapped(text, left, right, out);
        } else {
            fputs(text, out);
        }
        put_spaces(self->align[c] == 'l' && !last ? space : 0, out);
        put_spaces(last ? 0 : COLUMN_GAP, out);
        left += widths[c] + COLUMN_GAP;
    }
    fputc('\n', out);
}

static void put_rule(const struct kr_text_table *self, const int *widths, FILE *out)
{
    for (int c = 0; c < self->columns; c++) {
        // The last column may be long: its rule is as long as its title.
        const int dashes =
            c == self->columns - 1 ? kr_text_width(self->cells[c]) : widths[c];
        for (int i = 0; i < dashes; i++) {
            fputc('-', out);
        }
        put_spaces(c == self->columns - 1 ? 0 : COLUMN_GAP, out);
    }
    fputc('\n', out);
}

void kr_text_table_print(const struct kr_text_table *self, bool header, FILE *out)
{
    int widths[32] = {0};
    if (self->failed || self->columns > 32) {
        fputs("(no memory for the table)\n", out);
        return;
    }
    for (size_t i = 0; i < self->used; i++) {
        const int column = (int)(i % (size_t)self->columns);
        const int width = kr_text_width(self->cells[i]);
        widths[column] = width > widths[column] ? width : widths[column];
    }
    for (size_t i = 0; i + (size_t)self->columns <= self->used;
         i += (size_t)self->columns) {
        put_row(self, i, widths, out);
        if (i == 0 && header) {
            put_rule(self, widths, out);
        }
    }
}

bool kr_text_is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

int kr_terminal_columns(FILE *out)
{
    struct winsize size;
    if (!isatty(fileno(out)) || ioctl(fileno(out), TIOCGWINSZ, &size) != 0) {
        return 0;
    }
    return size.ws_col;
}

void kr_sparkline(FILE *out, const double *value, int count, bool utf8)
{
    static const char *const BLOCKS[] = {"\u2581", "\u2582", "\u2583", "\u2584",
                                         "\u2585", "\u2586", "\u2587", "\u2588"};
    static const char *const SIGNS[] = {"_", ".", ":", "-", "=", "+", "*", "#"};
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    for (int i = 0; i < count; i++) {
        low = fmin(low, value[i]);
        high = fmax(high, value[i]);
    }
    for (int i = 0; i < count; i++) {
        if (!isfinite(value[i])) {
            fputc(' ', out);
            continue;
        }
        const double part = high > low ? (value[i] - low) / (high - low) : 0.5;
        const int level = (int)fmin(part * 8.0, 7.0);
        fputs(utf8 ? BLOCKS[level] : SIGNS[level], out);
    }
}
