#include "scenarios/csv.h"

#include "base/hash.h"
#include "scenarios/diagnostics.h"
#include "scenarios/file.h"

#include <stdlib.h>
#include <string.h>

// Where reading stands. The buffer ends with a zero byte, which no text contains.
struct reader {
    struct kr_csv *csv;
    struct kr_diag *diag;
    char *next;
    char *end;
    int line;
    int column; // of `next`, in characters
    size_t used, room;
    bool mistaken;
};

static void report(struct reader *self, int line, int column, const char *text)
{
    const struct kr_place place = {self->csv->path, line, column};
    kr_diag_add(self->diag, kr_diagnostic_code(KR_D_CSV_SYNTAX), place, "%s", text);
    self->mistaken = true;
}

// Goes on to `to`, counting lines and characters.
static void advance(struct reader *self, const char *to)
{
    for (; self->next < to; self->next++) {
        if (*self->next == '\n') {
            self->line++;
            self->column = 1;
        } else {
            self->column += ((unsigned char)*self->next & 0xc0) != 0x80;
        }
    }
}

static char *find_line_end(const struct reader *self)
{
    char *found = memchr(self->next, '\n', (size_t)(self->end - self->next));
    return found != NULL ? found : self->end;
}

// Room for one more cell; NULL when memory ran out.
static struct kr_csv_cell *add_cell(struct reader *self)
{
    if (self->used == self->room) {
        const size_t room = self->room == 0 ? 256 : self->room * 2;
        struct kr_csv_cell *grown =
            realloc(self->csv->cells, room * sizeof *self->csv->cells);
        if (grown == NULL) {
            return NULL;
        }
        self->csv->cells = grown;
        self->room = room;
    }
    return &self->csv->cells[self->used++];
}

// The quote that closes the cell which starts at `next`, or the end of the file.
static char *find_closing_quote(const struct reader *self)
{
    char *at = self->next + 1;
    while (at < self->end && (*at != '"' || at[1] == '"')) {
        at += *at == '"' ? 2 : 1;
    }
    return at;
}

// A cell in quotes; a quote inside is doubled. Goes on behind the closing quote.
static char *read_quoted(struct reader *self)
{
    char *text = self->next + 1;
    char *closing = find_closing_quote(self);
    if (closing >= self->end) {
        report(self, self->line, self->column,
               "found a quote that is never closed, expected a second \"");
        advance(self, self->end);
        return text;
    }
    advance(self, closing + 1);

    // Doubled quotes become single ones.
    char *to = text;
    for (const char *from = text; from < closing; from++) {
        from += *from == '"';
        *to++ = *from;
    }
    *to = '\0';
    return text;
}

// A cell without quotes, which ends at a comma or the line's end.
static char *read_plain(struct reader *self)
{
    char *text = self->next;
    char *end = text;
    while (end < self->end && *end != ',' && *end != '\n' && *end != '"') {
        end++;
    }
    advance(self, end);
    return text;
}

// One cell; ends its text and goes on behind the comma or line end. Returns false after
// the last cell of a line.
static bool read_cell(struct reader *self, struct kr_csv_cell *cell)
{
    cell->line = self->line;
    cell->column = self->column;
    cell->text = *self->next == '"' ? read_quoted(self) : read_plain(self);
    if (self->next < self->end && *self->next != ',' && *self->next != '\n') {
        report(self, self->line, self->column,
               "found text or a quote in the middle of a cell, expected a comma; a cell "
               "with a quote or comma in it is written \"...\" with quotes doubled");
        advance(self, find_line_end(self));
    }
    if (self->next == self->end) {
        return false;
    }
    const bool more = *self->next == ',';
    char *separator = self->next;
    advance(self, separator + 1);
    *separator = '\0';
    return more;
}

// One line of cells; a row of a wrong length is reported and left out.
static int read_row(struct reader *self)
{
    const size_t first = self->used;
    const int line = self->line;
    bool more = true;
    while (more) {
        struct kr_csv_cell *cell = add_cell(self);
        if (cell == NULL) {
            return KR_ERROR(KR_ERR_NO_MEMORY);
        }
        more = read_cell(self, cell);
    }
    const size_t count = self->used - first;
    if (first == 0) {
        self->csv->columns = count;
    } else if (count != self->csv->columns) {
        const struct kr_place place = {self->csv->path, line, 1};
        kr_diag_add(self->diag, kr_diagnostic_code(KR_D_CELL_COUNT), place,
                    "found %zu cells, expected %zu as in the header", count,
                    self->csv->columns);
        self->mistaken = true;
        self->used = first;
    }
    return KR_OK;
}

static int read_rows(struct reader *self)
{
    while (self->next < self->end) {
        if (*self->next == '#' || *self->next == '\n') {
            char *line_end = find_line_end(self);
            advance(self, line_end < self->end ? line_end + 1 : line_end);
            continue;
        }
        const int code = read_row(self);
        if (code != KR_OK) {
            return code;
        }
    }
    if (self->used == 0) {
        report(self, 1, 1, "found no header, expected a line with the column names");
    } else {
        self->csv->rows = self->used / self->csv->columns - 1;
    }
    return self->mistaken ? KR_ERROR(KR_ERR_INPUT) : KR_OK;
}

// Line ends of another system and a byte-order mark would end up in names.
static bool check_line_ends(struct reader *self)
{
    const char *carriage_return =
        memchr(self->next, '\r', (size_t)(self->end - self->next));
    if (strncmp(self->next, "\xef\xbb\xbf", 3) == 0) {
        report(self, 1, 1, "found a byte-order mark, expected the header at once");
        return false;
    }
    if (carriage_return != NULL) {
        int line = 1;
        for (const char *at = self->next; at < carriage_return; at++) {
            line += *at == '\n';
        }
        report(self, line, 1,
               "found a carriage return, expected lines that end in LF only");
        return false;
    }
    return true;
}

int kr_csv_read(struct kr_csv *self, const char *path, struct kr_diag *diag)
{
    *self = (struct kr_csv){.path = strdup(path)};
    if (self->path == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    size_t size;
    const int code = kr_file_read(path, &self->bytes, &size);
    if (code == KR_ERR_NO_MEMORY) {
        return code;
    }
    if (code != KR_OK) {
        const struct kr_place place = {path, 0, 0};
        kr_diag_add(diag, kr_diagnostic_code(KR_D_NO_FILE), place,
                    "found no readable file, expected one of the pack's files");
        return KR_ERROR(KR_ERR_INPUT);
    }
    self->hash = kr_hash_bytes(0, self->bytes, size);
    if (!kr_text_check(path, self->bytes, size, diag)) {
        return KR_ERROR(KR_ERR_INPUT);
    }
    struct reader reader = {.csv = self,
                            .diag = diag,
                            .next = self->bytes,
                            .end = self->bytes + size,
                            .line = 1,
                            .column = 1};
    return check_line_ends(&reader) ? read_rows(&reader) : KR_ERROR(KR_ERR_INPUT);
}

void kr_csv_free(struct kr_csv *self)
{
    free(self->path);
    free(self->bytes);
    free(self->cells);
    *self = (struct kr_csv){0};
}
