#include "tests/unit/scenarios/sandbox.h"

#include "scenarios/file.h"
#include "tests/support/test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define VILLAGE KR_SOURCE_DIR "/scenarios/village"

static void forget(struct sandbox *self)
{
    kr_scenario_free(&self->scenario);
    kr_country_free(&self->country);
    kr_diag_free(&self->diag);
    kr_diag_init(&self->diag);
}

void sandbox_open(struct sandbox *self)
{
    *self = (struct sandbox){0};
    (void)snprintf(self->folder, sizeof self->folder, "sandbox-XXXXXX");
    assert_non_null(mkdtemp(self->folder));
}

void sandbox_path(const struct sandbox *self, const char *name, char path[512])
{
    (void)snprintf(path, 512, "%s/%s", self->folder, name);
}

void sandbox_close(struct sandbox *self)
{
    forget(self);
    DIR *folder = opendir(self->folder);
    assert_non_null(folder);
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] != '.') {
            sandbox_remove(self, entry->d_name);
        }
    }
    (void)closedir(folder);
    assert_int_equal(rmdir(self->folder), 0);
}

void sandbox_write(const struct sandbox *self, const char *name, const char *text,
                   size_t size)
{
    char path[512];
    sandbox_path(self, name, path);
    FILE *file = fopen(path, "wbe");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

void sandbox_remove(const struct sandbox *self, const char *name)
{
    char path[512];
    sandbox_path(self, name, path);
    assert_int_equal(remove(path), 0);
}

char *sandbox_text(const char *path, size_t *size)
{
    char *text = NULL;
    assert_int_equal(kr_file_read(path, &text, size), KR_OK);
    return text;
}

void sandbox_copy_village(const struct sandbox *self)
{
    DIR *folder = opendir(VILLAGE);
    assert_non_null(folder);
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot != NULL && strcmp(dot, ".csv") == 0) {
            char path[512];
            (void)snprintf(path, sizeof path, "%s/%s", VILLAGE, entry->d_name);
            size_t size;
            char *text = sandbox_text(path, &size);
            sandbox_write(self, entry->d_name, text, size);
            free(text);
        }
    }
    (void)closedir(folder);
}

void sandbox_load(struct sandbox *self)
{
    forget(self);
    uint64_t hash;
    self->code = kr_country_load(self->folder, &self->country, &hash, &self->diag);
}

void sandbox_read(struct sandbox *self, const char *path, const char *const *sets)
{
    forget(self);
    size_t count = 0;
    while (sets != NULL && sets[count] != NULL) {
        count++;
    }
    self->code =
        kr_scenario_read(path, sets, count, &self->scenario, &self->country, &self->diag);
}

void sandbox_scenario(struct sandbox *self, const char *text, const char *const *sets)
{
    char all[8192];
    const int size = snprintf(all, sizeof all, "pack: %s\n%s", VILLAGE, text);
    assert_true(size > 0 && (size_t)size < sizeof all);
    sandbox_write(self, "scenario.yaml", all, (size_t)size);
    char path[512];
    sandbox_path(self, "scenario.yaml", path);
    sandbox_read(self, path, sets);
}

bool sandbox_found(const struct sandbox *self, const char *code, int line, int column,
                   const char *fragment)
{
    for (size_t i = 0; i < self->diag.count; i++) {
        const struct kr_diag_entry *entry = &self->diag.entries[i];
        if (strcmp(entry->code, code) == 0 && entry->line == line &&
            entry->column == column && strstr(entry->text, fragment) != NULL) {
            return true;
        }
    }
    return false;
}

void sandbox_print(const struct sandbox *self)
{
    for (size_t i = 0; i < self->diag.count; i++) {
        const struct kr_diag_entry *entry = &self->diag.entries[i];
        print_error("%s:%d:%d: %s: %s\n", entry->file, entry->line, entry->column,
                    entry->code, entry->text);
    }
}
