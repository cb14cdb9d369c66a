#include "cmd/listing.h"

#include <math.h>
#include <string.h>

void kr_listing_begin(struct kr_listing *self, const char *const *names,
                      const char *align, bool as_json, FILE *out)
{
    *self = (struct kr_listing){
        .as_json = as_json, .names = names, .columns = (int)strlen(align), .out = out};
    if (as_json) {
        kr_json_init(&self->json, out);
        kr_json_list(&self->json, NULL);
        return;
    }
    kr_text_table_init(&self->table, self->columns, align);
    for (int c = 0; c < self->columns; c++) {
        kr_text_cell(&self->table, names[c]);
    }
}

// Opens a row before its first cell.
static void start_cell(struct kr_listing *self)
{
    if (self->as_json && self->at == 0) {
        kr_json_object(&self->json, NULL);
    }
}

static void end_cell(struct kr_listing *self)
{
    self->at = (self->at + 1) % self->columns;
    if (self->as_json && self->at == 0) {
        kr_json_close(&self->json);
    }
}

void kr_listing_text(struct kr_listing *self, const char *text)
{
    start_cell(self);
    if (self->as_json) {
        kr_json_text(&self->json, self->names[self->at], text);
    } else {
        kr_text_cell(&self->table, text);
    }
    end_cell(self);
}

void kr_listing_number(struct kr_listing *self, double value)
{
    start_cell(self);
    if (self->as_json) {
        kr_json_number(&self->json, self->names[self->at], value);
    } else {
        char text[KR_NUMBER_SIZE];
        snprintf(text, sizeof text, "%.10g", value);
        kr_text_cell(&self->table, isfinite(value) ? text : "");
    }
    end_cell(self);
}

void kr_listing_end(struct kr_listing *self)
{
    if (self->as_json) {
        kr_json_close(&self->json);
    } else {
        kr_text_table_print(&self->table, true, self->out);
        kr_text_table_free(&self->table);
    }
}
