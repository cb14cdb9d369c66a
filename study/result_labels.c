#include "study/result_labels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The words of an axis of a group, for a table of records of `size` bytes whose label
// comes first.
struct words_of {
    const char *group;
    const char *axis;
    size_t size;
};

static int read_labels(struct kr_result *result, const struct words_of *of,
                       void **records, int *count)
{
    const size_t size = of->size;
    char path[2][KR_RESULT_PATH];
    snprintf(path[0], sizeof path[0], "/%s/%s", of->group, of->axis);
    snprintf(path[1], sizeof path[1], "/%s/%s_name", of->group, of->axis);
    char **words[2] = {NULL, NULL};
    size_t counts[2] = {0, 0};
    int code = KR_OK;
    for (int i = 0; i < 2 && code == KR_OK; i++) {
        const struct kr_result_variable *variable = kr_result_find(result, path[i]);
        code = variable == NULL
                   ? KR_ERROR(KR_ERR_FORMAT)
                   : kr_result_texts(result, variable, &words[i], &counts[i]);
    }
    *records = code == KR_OK ? calloc(counts[0] + 1, size) : NULL;
    code = code == KR_OK && *records == NULL ? KR_ERROR(KR_ERR_NO_MEMORY) : code;
    for (size_t i = 0; *records != NULL && i < counts[0] && i < counts[1]; i++) {
        struct kr_label label = {.id = ""};
        snprintf(label.id, sizeof label.id, "%.*s", (int)sizeof label.id - 1,
                 words[0][i]);
        snprintf(label.name, sizeof label.name, "%.*s", (int)sizeof label.name - 1,
                 words[1][i]);
        memcpy((char *)*records + i * size, &label, sizeof label);
    }
    *count = code == KR_OK ? (int)counts[0] : 0;
    kr_result_texts_free(words[0], counts[0]);
    kr_result_texts_free(words[1], counts[1]);
    return code;
}

_Static_assert(offsetof(struct kr_sector, label) == 0 &&
                   offsetof(struct kr_region, label) == 0 &&
                   offsetof(struct kr_occupation, label) == 0,
               "labels come first in their records");

int kr_result_country(struct kr_result *result, const char *group,
                      struct kr_country *country)
{
    void *records = NULL;
    int code =
        read_labels(result, &(struct words_of){group, "sector", sizeof *country->sector},
                    &records, &country->sectors);
    country->sector = records;
    if (code == KR_OK) {
        code = read_labels(result,
                           &(struct words_of){group, "region", sizeof *country->region},
                           &records, &country->regions);
        country->region = records;
    }
    if (code == KR_OK) {
        code = read_labels(
            result, &(struct words_of){group, "occupation", sizeof *country->occupation},
            &records, &country->occupations);
        country->occupation = records;
    }
    return code;
}
