// Files that people name: where something is to be written, and what was not found.
#ifndef KR_CMD_FILES_H
#define KR_CMD_FILES_H

#include "cmd/command.h"

#include <stdbool.h>
#include <stdio.h>

// What is about to be written; its name must not promise something else.
enum kr_new_file {
    KR_NEW_HDF5, // result, population
    KR_NEW_PAGE, // HTML
    KR_NEW_ANY,  // the command looks at the name itself
};

// Refuses a name where nothing may be written, before time is spent: a folder, a file
// that exists (without `force`), the ending of another kind of file.
enum kr_exit kr_check_new_file(const char *file, enum kr_new_file kind, bool force);

// A text that is written under another name until it is complete.
struct kr_text_file {
    const char *file;
    char *temporary;
    FILE *out; // NULL when it cannot be written: told
};

void kr_text_file_open(struct kr_text_file *self, const char *file);
enum kr_exit kr_text_file_close(struct kr_text_file *self);

// Tells why a file could not be opened, and which one may have been meant.
enum kr_exit kr_tell_unopened(const char *file, const char *why);

// Tells which file may have been meant, where there is none called `file`.
void kr_point_to_nearest(const char *file);

#endif
