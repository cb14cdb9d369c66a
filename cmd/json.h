// Writing JSON (RFC 8259) to a stream, value by value.
#ifndef KR_CMD_JSON_H
#define KR_CMD_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { KR_JSON_DEPTH = 16 };

struct kr_json {
    FILE *out;
    int depth;
    bool compact;               // no new lines and indents; the caller sets it
    bool filled[KR_JSON_DEPTH]; // something was written at this depth
    char closing[KR_JSON_DEPTH];
};

void kr_json_init(struct kr_json *self, FILE *out);

// Opens an object or a list; `key` is NULL inside a list and at the top.
void kr_json_object(struct kr_json *self, const char *key);
void kr_json_list(struct kr_json *self, const char *key);
// Closes what was opened last; the outermost ends the line.
void kr_json_close(struct kr_json *self);

void kr_json_text(struct kr_json *self, const char *key, const char *value);
void kr_json_integer(struct kr_json *self, const char *key, int64_t value);
void kr_json_boolean(struct kr_json *self, const char *key, bool value);
// Not a number and infinities become null, which is all that JSON has for them.
void kr_json_number(struct kr_json *self, const char *key, double value);
// A list of numbers on one line.
void kr_json_numbers(struct kr_json *self, const char *key, const double *values,
                     size_t count);
// 16 hexadecimal digits, as text.
void kr_json_hash(struct kr_json *self, const char *key, uint64_t value);

#endif
