#include "output/flags.h"

#include <stdio.h>
#include <stdlib.h>

enum { LONGEST_MEANINGS = 256 * 33 };

void kr_flags_write(struct kr_h5 *h5, hid_t dataset, enum kr_labels labels,
                    enum kr_type type, const struct kr_model *model)
{
    const int size = labels == KR_LABELS_NONE ? 0 : kr_labels_size(labels, model);
    if (size == 0 || h5->code != KR_OK) {
        return;
    }
    char *meanings = calloc(1, LONGEST_MEANINGS);
    if (meanings == NULL) {
        kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
        return;
    }
    size_t used = 0;
    for (int code = 0; code < size && used < LONGEST_MEANINGS; code++) {
        used += (size_t)snprintf(meanings + used, LONGEST_MEANINGS - used, "%s%s",
                                 code > 0 ? " " : "",
                                 kr_labels_words(labels, model, code).word);
    }
    kr_h5_codes(h5, dataset, "flag_values", type, size);
    kr_h5_text(h5, dataset, "flag_meanings", meanings);
    free(meanings);
}
