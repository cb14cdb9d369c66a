#include "cmd/json.h"

#include "base/error.h"

#include <inttypes.h>
#include <math.h>
#include <stddef.h>

void kr_json_init(struct kr_json *self, FILE *out)
{
    *self = (struct kr_json){.out = out};
}

static void put_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\') {
            fprintf(out, "\\%c", *c);
        } else if (*c == '\n') {
            fputs("\\n", out);
        } else if ((unsigned char)*c < ' ') {
            fprintf(out, "\\u%04x", (unsigned)(unsigned char)*c);
        } else {
            fputc(*c, out);
        }
    }
    fputc('"', out);
}

// A new line, indented.
static void put_line(const struct kr_json *self)
{
    if (!self->compact) {
        fprintf(self->out, "\n%*s", 2 * self->depth, "");
    }
}

// What stands before a value: comma, new line, indent, key.
static void start_value(struct kr_json *self, const char *key)
{
    if (self->depth > 0) {
        fputs(self->filled[self->depth] ? "," : "", self->out);
        self->filled[self->depth] = true;
        put_line(self);
    }
    if (key != NULL) {
        put_text(self->out, key);
        fputs(self->compact ? ":" : ": ", self->out);
    }
}

static void open_level(struct kr_json *self, const char *key, char opening, char closing)
{
    start_value(self, key);
    fputc(opening, self->out);
    KR_BUG_IF(self->depth + 1 >= KR_JSON_DEPTH);
    self->depth++;
    self->filled[self->depth] = false;
    self->closing[self->depth] = closing;
}

void kr_json_object(struct kr_json *self, const char *key)
{
    open_level(self, key, '{', '}');
}

void kr_json_list(struct kr_json *self, const char *key)
{
    open_level(self, key, '[', ']');
}

void kr_json_close(struct kr_json *self)
{
    KR_BUG_IF(self->depth == 0);
    const char closing = self->closing[self->depth];
    const bool filled = self->filled[self->depth];
    self->depth--;
    if (filled) {
        put_line(self);
    }
    fputc(closing, self->out);
    if (self->depth == 0) {
        fputc('\n', self->out);
    }
}

void kr_json_text(struct kr_json *self, const char *key, const char *value)
{
    start_value(self, key);
    put_text(self->out, value);
}

void kr_json_integer(struct kr_json *self, const char *key, int64_t value)
{
    start_value(self, key);
    fprintf(self->out, "%" PRId64, value);
}

void kr_json_boolean(struct kr_json *self, const char *key, bool value)
{
    start_value(self, key);
    fputs(value ? "true" : "false", self->out);
}

static void put_number(FILE *out, double value)
{
    if (isfinite(value)) {
        fprintf(out, "%.12g", value);
    } else {
        fputs("null", out);
    }
}

void kr_json_number(struct kr_json *self, const char *key, double value)
{
    start_value(self, key);
    put_number(self->out, value);
}

void kr_json_numbers(struct kr_json *self, const char *key, const double *values,
                     size_t count)
{
    start_value(self, key);
    fputc('[', self->out);
    for (size_t i = 0; i < count; i++) {
        fputs(i > 0 ? "," : "", self->out);
        put_number(self->out, values[i]);
    }
    fputc(']', self->out);
}

void kr_json_hash(struct kr_json *self, const char *key, uint64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%016" PRIx64, value);
    kr_json_text(self, key, text);
}
