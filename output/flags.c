#include "output/flags.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_CODES = 256, LONGEST_MEANINGS = MOST_CODES * 33 };

void kr_flags_write(struct kr_h5 *h5, hid_t dataset, enum kr_labels labels,
                    enum kr_type type, bool or_none, const struct kr_model *model)
{
    if (labels == KR_LABELS_NONE || h5->code != KR_OK) {
        return;
    }
    const int size = kr_labels_size(labels, model) + (or_none ? 1 : 0);
    char *meanings = calloc(1, LONGEST_MEANINGS);
    if (meanings == NULL) {
        kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
        return;
    }
    size_t used = 0;
    int32_t value[MOST_CODES];
    for (int code = 0; code < size && used < LONGEST_MEANINGS; code++) {
        const bool none = or_none && code == size - 1;
        value[code] = none ? KR_FLAG_NONE : code;
        used += (size_t)snprintf(
            meanings + used, LONGEST_MEANINGS - used, "%s%s", code > 0 ? " " : "",
            none ? "none" : kr_labels_words(labels, model, code).word);
    }
    const struct kr_h5_codes codes = {type, value, size};
    kr_h5_codes(h5, dataset, "flag_values", &codes);
    kr_h5_text(h5, dataset, "flag_meanings", meanings);
    free(meanings);
}
