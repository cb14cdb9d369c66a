#include "cmd/listing.h"

#include <math.h>
#include <string.h>

void kr_listing_begin(struct kr_listing *self, const char *const *names,
                      const char *align, enum kr_listing_style style, FILE *out)
{
    *self = (struct kr_listing){.style = style,
                                .align = align,
                                .names = names,
                                .columns = (int)strlen(align),
                                .out = out};
    if (style == KR_LISTING_JSON) {
        kr_json_init(&self->json, out);
        kr_json_list(&self->json, NULL);
    } else if (style == KR_LISTING_TABLE) {
        kr_text_table_init(&self->table, self->columns, align);
        for (int c = 0; c < self->columns; c++) {
            kr_text_cell(&self->table, names[c]);
        }
    }
}

// What would be read as a mark is escaped.
static void markdown_text(FILE *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (strchr("|<>*[]", *c) != NULL) {
            fputc('\\', out);
        }
        fputc(*c, out);
    }
}

static void markdown_header(struct kr_listing *self)
{
    for (int c = 0; c < self->columns; c++) {
        fprintf(self->out, "| %s ", self->names[c]);
    }
    fputs("|\n", self->out);
    for (int c = 0; c < self->columns; c++) {
        fputs(self->align[c] == 'r' ? "|---:" : "|---", self->out);
    }
    fputs("|\n", self->out);
    self->is_open = true;
}

void kr_listing_section(struct kr_listing *self, const char *title, const char *meaning)
{
    if (self->style == KR_LISTING_MARKDOWN) {
        fprintf(self->out, "%s## %s\n\n", self->is_open ? "\n" : "", title);
        markdown_text(self->out, meaning);
        fputs(*meaning != '\0' ? "\n\n" : "", self->out);
        self->is_open = false;
    }
}

// Opens a row before its first cell.
static void start_cell(struct kr_listing *self)
{
    if (self->style == KR_LISTING_JSON && self->at == 0) {
        kr_json_object(&self->json, NULL);
    } else if (self->style == KR_LISTING_MARKDOWN) {
        if (self->at == 0 && !self->is_open) {
            markdown_header(self);
        }
        fputs("| ", self->out);
    }
}

static void end_cell(struct kr_listing *self)
{
    self->at = (self->at + 1) % self->columns;
    if (self->style == KR_LISTING_JSON && self->at == 0) {
        kr_json_close(&self->json);
    } else if (self->style == KR_LISTING_MARKDOWN) {
        fputs(self->at == 0 ? " |\n" : " ", self->out);
    }
}

void kr_listing_text(struct kr_listing *self, const char *text)
{
    start_cell(self);
    if (self->style == KR_LISTING_JSON) {
        kr_json_text(&self->json, self->names[self->at], text);
    } else if (self->style == KR_LISTING_MARKDOWN) {
        markdown_text(self->out, text);
    } else {
        kr_text_cell(&self->table, text);
    }
    end_cell(self);
}

void kr_listing_number(struct kr_listing *self, double value)
{
    start_cell(self);
    if (self->style == KR_LISTING_JSON) {
        kr_json_number(&self->json, self->names[self->at], value);
    } else {
        char text[KR_NUMBER_SIZE] = "";
        if (isfinite(value)) {
            snprintf(text, sizeof text, "%.10g", value);
        }
        if (self->style == KR_LISTING_MARKDOWN) {
            fputs(text, self->out);
        } else {
            kr_text_cell(&self->table, text);
        }
    }
    end_cell(self);
}

void kr_listing_end(struct kr_listing *self)
{
    if (self->style == KR_LISTING_JSON) {
        kr_json_close(&self->json);
    } else if (self->style == KR_LISTING_TABLE) {
        kr_text_table_print(&self->table, true, self->out);
        kr_text_table_free(&self->table);
    }
}
