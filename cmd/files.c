#include "cmd/files.h"

#include "scenarios/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define TO_PAGE     "name it .h5; 'krapte report FILE.h5' makes a page of it"
#define TO_CSV      "name it .h5; 'krapte show FILE.h5 --csv' prints CSV"
#define NO_SCENARIO "that is the name of a scenario; name it .h5"

// Endings by which other programs know a file, and what to do instead; NULL where the
// ending is right.
static const struct {
    const char *ending;
    const char *remedy[KR_NEW_ANY];
} ENDINGS[] = {
    {".h5", {NULL, "name it .html"}},
    {".nc", {NULL, "name it .html"}},
    {".html", {TO_PAGE, NULL}},
    {".htm", {TO_PAGE, NULL}},
    {".pdf", {TO_PAGE, "name it .html; a browser prints it as PDF"}},
    {".csv", {TO_CSV, "name it .html"}},
    {".xlsx", {TO_CSV, "name it .html"}},
    {".ods", {TO_CSV, "name it .html"}},
    {".json", {"name it .h5; 'krapte show FILE.h5 --json' prints JSON", "name it .html"}},
    {".txt", {"name it .h5; 'krapte show FILE.h5' prints text", "name it .html"}},
    {".yaml", {NO_SCENARIO, "name it .html"}},
    {".yml", {NO_SCENARIO, "name it .html"}},
};

static const char *const KINDS[KR_NEW_ANY] = {"an HDF5 file", "a page of HTML"};

static bool ends_with(const char *file, const char *ending)
{
    const size_t length = strlen(file);
    const size_t wanted = strlen(ending);
    return length >= wanted && strcasecmp(file + length - wanted, ending) == 0;
}

static bool is_misnamed(const char *file, enum kr_new_file kind)
{
    for (size_t i = 0; kind != KR_NEW_ANY && i < sizeof ENDINGS / sizeof ENDINGS[0];
         i++) {
        const char *remedy = ENDINGS[i].remedy[kind];
        if (remedy != NULL && ends_with(file, ENDINGS[i].ending)) {
            fprintf(stderr, "krapte: %s: what is written is %s: %s\n", file, KINDS[kind],
                    remedy);
            return true;
        }
    }
    return false;
}

enum kr_exit kr_check_new_file(const char *file, enum kr_new_file kind, bool force)
{
    struct stat about;
    const bool there = stat(file, &about) == 0;
    const size_t length = strlen(file);
    if ((there && S_ISDIR(about.st_mode)) || (length > 0 && file[length - 1] == '/')) {
        fprintf(stderr, "krapte: %s is a folder: name a file in it\n", file);
    } else if (there && !S_ISREG(about.st_mode)) {
        // The new file takes the name when it is complete: nothing would be left of a
        // device or a pipe.
        fprintf(stderr,
                "krapte: %s is no regular file, and nothing else can be replaced: name "
                "another one\n",
                file);
    } else if (is_misnamed(file, kind)) {
        // Told.
    } else if (there && !force) {
        fprintf(stderr, "krapte: %s exists already; --force overwrites it\n", file);
    } else {
        return KR_EXIT_DONE;
    }
    return KR_EXIT_USAGE;
}

static void tell_unwritten(const char *file)
{
    fprintf(stderr, "krapte: %s: cannot be written: %s\n", file, strerror(errno));
}

void kr_text_file_open(struct kr_text_file *self, const char *file)
{
    *self = (struct kr_text_file){.file = file};
    if (asprintf(&self->temporary, "%s.tmp", file) < 0) {
        self->temporary = NULL;
    } else {
        self->out = fopen(self->temporary, "w");
    }
    if (self->out == NULL) {
        tell_unwritten(file);
    }
}

enum kr_exit kr_text_file_close(struct kr_text_file *self)
{
    bool written = false;
    if (self->out != NULL) {
        FILE *out = self->out;
        written = fflush(out) == 0 && ferror(out) == 0 && fsync(fileno(out)) == 0;
        if (fclose(out) != 0 || !written || rename(self->temporary, self->file) != 0) {
            tell_unwritten(self->file);
            (void)unlink(self->temporary);
            written = false;
        }
    }
    free(self->temporary);
    *self = (struct kr_text_file){.file = NULL};
    return written ? KR_EXIT_DONE : KR_EXIT_FAILED;
}

void kr_point_to_nearest(const char *file)
{
    char *near = kr_path_nearest(file);
    if (near != NULL) {
        fprintf(stderr, "krapte: did you mean '%s'?\n", near);
    }
    free(near);
}

enum kr_exit kr_tell_unopened(const char *file, const char *why)
{
    fprintf(stderr, "krapte: %s\n", why);
    kr_point_to_nearest(file);
    return KR_EXIT_FAILED;
}
