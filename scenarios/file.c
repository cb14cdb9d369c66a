#include "scenarios/file.h"

#include "scenarios/diagnostics.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int read_all(FILE *file, char **bytes, size_t *size)
{
    struct stat about;
    if (fstat(fileno(file), &about) != 0 || !S_ISREG(about.st_mode)) {
        return KR_ERROR(KR_ERR_NO_FILE);
    }
    const size_t length = (size_t)about.st_size;
    char *memory = malloc(length + 1);
    if (memory == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    const size_t done = fread(memory, 1, length, file);
    if (done != length || ferror(file)) {
        free(memory);
        return KR_ERROR(KR_ERR_IO);
    }
    memory[length] = '\0';
    *bytes = memory;
    *size = length;
    return KR_OK;
}

int kr_file_read(const char *path, char **bytes, size_t *size)
{
    *bytes = NULL;
    *size = 0;
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        return KR_ERROR(KR_ERR_NO_FILE);
    }
    const int code = read_all(file, bytes, size);
    if (fclose(file) != 0 && code == KR_OK) {
        free(*bytes);
        *bytes = NULL;
        *size = 0;
        return KR_ERROR(KR_ERR_IO);
    }
    return code;
}

// Bytes of the UTF-8 character that starts with `lead`; 0 when none can.
static size_t character_length(unsigned char lead)
{
    if (lead < 0x80) {
        return lead >= 0x20 || lead == '\t' || lead == '\n' || lead == '\r' ? 1 : 0;
    }
    if (lead >= 0xc2 && lead <= 0xdf) {
        return 2;
    }
    if (lead >= 0xe0 && lead <= 0xef) {
        return 3;
    }
    return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

// Too long a form, a surrogate, or beyond the last character: all show in two bytes.
static bool is_second_byte(unsigned char lead, unsigned char second)
{
    const bool too_low =
        (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    const bool too_high =
        (lead == 0xed && second > 0x9f) || (lead == 0xf4 && second > 0x8f);
    return !too_low && !too_high;
}

// Bytes of the character at `next`, of which `left` bytes are there; 0 when it is wrong.
static size_t valid_length(const unsigned char *next, size_t left)
{
    const size_t length = character_length(next[0]);
    if (length <= 1 || length > left) {
        return length <= left ? length : 0;
    }
    for (size_t i = 1; i < length; i++) {
        if ((next[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    return is_second_byte(next[0], next[1]) ? length : 0;
}

// What a run writes is easily given where the scenario is meant.
static bool is_hdf5(const char *bytes, size_t size)
{
    return size >= 4 && memcmp(bytes, "\211HDF", 4) == 0;
}

bool kr_text_check(const char *path, const char *bytes, size_t size, struct kr_diag *diag)
{
    struct kr_place place = {path, 1, 1};
    for (size_t at = 0; at < size; place.column++) {
        const size_t length = valid_length((const unsigned char *)bytes + at, size - at);
        if (length == 0 && is_hdf5(bytes, size)) {
            kr_diag_add(diag, kr_diagnostic_code(KR_D_BAD_TEXT),
                        (struct kr_place){path, 0, 0},
                        "found an HDF5 file, expected text; 'krapte show' tells what is "
                        "in a result");
            return false;
        }
        if (length == 0) {
            kr_diag_add(diag, kr_diagnostic_code(KR_D_BAD_TEXT), place,
                        "found the byte 0x%02x, expected UTF-8 text",
                        (unsigned)(unsigned char)bytes[at]);
            return false;
        }
        if (bytes[at] == '\n') {
            place.line++;
            place.column = 0;
        }
        at += length;
    }
    return true;
}

int kr_text_characters(const char *bytes, size_t count)
{
    int characters = 0;
    for (size_t i = 0; i < count; i++) {
        characters += ((unsigned char)bytes[i] & 0xc0) != 0x80;
    }
    return characters;
}

static bool same_file(const char *a, const char *b)
{
    struct stat about_a;
    struct stat about_b;
    return stat(a, &about_a) == 0 && stat(b, &about_b) == 0 &&
           about_a.st_dev == about_b.st_dev && about_a.st_ino == about_b.st_ino;
}

// Takes the first `a/../` out of a path; false when there is none.
static bool shorten(char *path)
{
    char *up = strstr(path, "/../");
    while (up != NULL) {
        char *folder = up;
        while (folder > path && folder[-1] != '/') {
            folder--;
        }
        const size_t length = (size_t)(up - folder);
        if (length > 0 && strncmp(folder, "..", length) != 0 &&
            strncmp(folder, ".", length) != 0) {
            memmove(folder, up + 4, strlen(up + 4) + 1);
            return true;
        }
        up = strstr(up + 1, "/../");
    }
    return false;
}

char *kr_path_join(const char *folder, const char *name)
{
    if (name[0] == '/' || folder[0] == '\0') {
        return strdup(name);
    }
    const size_t length = strlen(folder);
    const char *between = folder[length - 1] == '/' ? "" : "/";
    char *path = NULL;
    if (asprintf(&path, "%s%s%s", folder, between, name) < 0) {
        return NULL;
    }
    // Through a symbolic link `a/..` may lead elsewhere.
    char *shorter = strdup(path);
    while (shorter != NULL && shorten(shorter)) {
    }
    if (shorter != NULL && same_file(path, shorter)) {
        free(path);
        return shorter;
    }
    free(shorter);
    return path;
}

char *kr_path_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        return strdup(".");
    }
    return strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

bool kr_path_exists(const char *path)
{
    return access(path, F_OK) == 0;
}
