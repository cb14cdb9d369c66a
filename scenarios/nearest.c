// The path that was meant when there is no file of the name that was given.
#include "scenarios/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// What tells how far a run is stays beside its file, and is never what was meant.
static int is_shown(const struct dirent *entry)
{
    static const char STATUS[] = ".status.json";
    const size_t length = strlen(entry->d_name);
    const size_t ending = sizeof STATUS - 1;
    return entry->d_name[0] != '.' &&
           (length < ending || strcmp(entry->d_name + length - ending, STATUS) != 0);
}

// The name in `folder` nearest to `name`, in new memory, or NULL. Names are in alphabetic
// order, so that the answer does not depend on the disk.
static char *nearest_in(const char *folder, const char *name)
{
    struct dirent **entries = NULL;
    const int count = scandir(folder, &entries, is_shown, alphasort);
    if (count < 0) {
        return NULL;
    }
    const char **names = calloc((size_t)count + 1, sizeof *names);
    for (int i = 0; i < count && names != NULL; i++) {
        names[i] = entries[i]->d_name;
    }
    const char *near = names == NULL ? NULL : kr_nearest(name, names, (size_t)count);
    char *copy = near == NULL ? NULL : strdup(near);
    for (int i = 0; i < count; i++) {
        free(entries[i]);
    }
    free(entries);
    free(names);
    return copy;
}

// One step down from `folder`: `name` itself where it is there, else the nearest to it.
static char *step(const char *folder, const char *name)
{
    const char *shown = folder[0] == '\0' ? "." : folder;
    char *path = kr_path_join(folder, name);
    if (path == NULL || access(path, F_OK) == 0) {
        return path;
    }
    free(path);
    char *near = nearest_in(shown, name);
    path = near == NULL ? NULL : kr_path_join(folder, near);
    free(near);
    return path;
}

char *kr_path_nearest(const char *path)
{
    if (access(path, F_OK) == 0 || errno != ENOENT) {
        return NULL;
    }
    char *rest = strdup(path);
    char *found = rest == NULL ? NULL : strdup(path[0] == '/' ? "/" : "");
    char *save = NULL;
    for (char *name = found == NULL ? NULL : strtok_r(rest, "/", &save);
         name != NULL && found != NULL; name = strtok_r(NULL, "/", &save)) {
        char *next = step(found, name);
        free(found);
        found = next;
    }
    free(rest);
    return found;
}
