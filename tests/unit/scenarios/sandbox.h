// A folder of files that a test may break, and what reading them says.
#ifndef KR_TESTS_UNIT_SCENARIOS_SANDBOX_H
#define KR_TESTS_UNIT_SCENARIOS_SANDBOX_H

#include "base/diag.h"
#include "scenarios/scenario.h"

#include <stdbool.h>
#include <stddef.h>

struct sandbox {
    char folder[256];
    // Of the last reading.
    int code;
    struct kr_scenario scenario;
    struct kr_country country;
    struct kr_diag diag;
};

void sandbox_open(struct sandbox *self);
void sandbox_close(struct sandbox *self);

// "folder/name"
void sandbox_path(const struct sandbox *self, const char *name, char path[512]);
void sandbox_write(const struct sandbox *self, const char *name, const char *text,
                   size_t size);
void sandbox_remove(const struct sandbox *self, const char *name);

// Text of a file in new memory, zero-terminated.
char *sandbox_text(const char *path, size_t *size);

// Copies the village's csv files into the sandbox.
void sandbox_copy_village(const struct sandbox *self);

// Reads the sandbox as a pack; forgets what was read before.
void sandbox_load(struct sandbox *self);

// Reads a scenario file; `sets` ends with NULL and may be NULL.
void sandbox_read(struct sandbox *self, const char *path, const char *const *sets);

// Writes `pack: VILLAGE` and `text` into a scenario file and reads it.
void sandbox_scenario(struct sandbox *self, const char *text, const char *const *sets);

// Whether a mistake of this kind was found, with `fragment` in its text.
bool sandbox_found(const struct sandbox *self, const char *code, int line, int column,
                   const char *fragment);

// Prints what was found: for tests that fail.
void sandbox_print(const struct sandbox *self);

#endif
