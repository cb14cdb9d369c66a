// What a file is that cannot be opened as HDF5, or is open elsewhere, told to whoever
// named it.
#include "output/h5.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_BYTES = 512 };

// The first bytes of some kinds of files.
static const struct {
    const char *bytes;
    size_t count;
    const char *meaning;
} BEGINNINGS[] = {
    {"CDF\001", 4, "it is classic netCDF, which Krapte does not write"},
    {"CDF\002", 4, "it is classic netCDF, which Krapte does not write"},
    {"\037\213", 2, "it was packed with gzip: unpack it first"},
    {"\375"
     "7zXZ",
     5, "it was packed with xz: unpack it first"},
    {"(\265/\375", 4, "it was packed with zstd: unpack it first"},
    {"PK\003\004", 4, "it is a zip archive: unpack it first"},
    {"<!DOCTYPE", 9, "it is a page: open it in a browser"},
    {"<html", 5, "it is a page: open it in a browser"},
};

static const char SIGNATURE[] = "\211HDF\r\n\032\n";

// Whether a program that writes the file has it locked.
static bool is_locked(FILE *file)
{
    if (flock(fileno(file), LOCK_SH | LOCK_NB) == 0) {
        (void)flock(fileno(file), LOCK_UN);
        return false;
    }
    return errno == EWOULDBLOCK;
}

void kr_h5_refuse_in_use(struct kr_h5 *self, const char *file)
{
    const int opened = open(file, O_RDWR | O_CLOEXEC);
    if (opened < 0) {
        return;
    }
    // The lock goes when the file is closed.
    if (flock(opened, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        kr_h5_fail_code(self, KR_ERR_EXISTS,
                        "%s: a run is writing this file, or another program reads it: "
                        "wait until it is closed, or write to another file",
                        file);
    }
    (void)close(opened);
}

static bool is_text(const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const unsigned char byte = (unsigned char)bytes[i];
        if (byte < ' ' && !isspace(byte)) {
            return false;
        }
    }
    return true;
}

static bool ends_with(const char *text, const char *end)
{
    const size_t length = strlen(text);
    const size_t wanted = strlen(end);
    return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

static const char *what_it_is(const char *name, const char *bytes, size_t count)
{
    if (count == 0) {
        return "it is empty";
    }
    for (size_t i = 0; i < sizeof BEGINNINGS / sizeof BEGINNINGS[0]; i++) {
        if (count >= BEGINNINGS[i].count &&
            memcmp(bytes, BEGINNINGS[i].bytes, BEGINNINGS[i].count) == 0) {
            return BEGINNINGS[i].meaning;
        }
    }
    if (!is_text(bytes, count)) {
        return "it is neither HDF5 nor anything else that Krapte knows";
    }
    return ends_with(name, ".yaml") || ends_with(name, ".yml")
               ? "it is text, a scenario perhaps: 'krapte check' reads those"
               : "it is text, not a result";
}

void kr_h5_explain_foreign(struct kr_h5 *self)
{
    struct stat about;
    if (stat(self->name, &about) != 0) {
        if (errno == ENOENT) {
            (void)snprintf(self->error, sizeof self->error, "%s: there is no such file",
                           self->name);
        }
        return;
    }
    if (S_ISDIR(about.st_mode)) {
        (void)snprintf(self->error, sizeof self->error,
                       "%s: it is a folder: name a file in it", self->name);
        return;
    }
    FILE *file = fopen(self->name, "rb");
    if (file == NULL) {
        (void)snprintf(self->error, sizeof self->error, "%s: it cannot be read: %s",
                       self->name, strerror(errno));
        return;
    }
    char bytes[FIRST_BYTES];
    const bool locked = is_locked(file);
    const size_t count = fread(bytes, 1, sizeof bytes, file);
    (void)fclose(file);
    const char *name = self->name;
    if (locked) {
        (void)snprintf(
            self->error, sizeof self->error,
            "%.300s: a run is writing this file now; %.300s.status.json tells how far "
            "it is, and the file can be read when it ends",
            name, name);
        return;
    }
    self->code = KR_ERR_FORMAT;
    if (count >= 8 && memcmp(bytes, SIGNATURE, 8) == 0) {
        (void)snprintf(self->error, sizeof self->error,
                       "%s: the file is cut off: its run was stopped before the starting "
                       "quarter was written, or the file was not copied whole. There is "
                       "nothing in it to rescue: run the scenario again",
                       name);
        return;
    }
    (void)snprintf(self->error, sizeof self->error, "%s: not a file of Krapte: %s", name,
                   what_it_is(name, bytes, count));
}
