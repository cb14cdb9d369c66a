#include "cmd/folder.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int kr_make_folder(const char *file)
{
    char *copy = strdup(file);
    if (copy == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    char *folder = dirname(copy);
    int failed = 0;
    for (char *c = folder + 1; failed == 0 && *c != '\0'; c++) {
        if (*c == '/') {
            *c = '\0';
            failed = mkdir(folder, 0777) != 0 && errno != EEXIST;
            *c = '/';
        }
    }
    if (failed == 0) {
        failed = mkdir(folder, 0777) != 0 && errno != EEXIST;
    }
    if (failed != 0) {
        fprintf(stderr, "krapte: %s: cannot make the folder: %s\n", folder,
                strerror(errno));
    }
    free(copy);
    return failed == 0 ? KR_OK : KR_ERROR(KR_ERR_IO);
}
