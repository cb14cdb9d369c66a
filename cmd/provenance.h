// Where a result comes from: what is written to /provenance and /parameters.
#ifndef KR_CMD_PROVENANCE_H
#define KR_CMD_PROVENANCE_H

#include "base/error.h"
#include "cmd/setup.h"
#include "output/writer.h"

enum { KR_PROVENANCE_ITEMS = 24 };

struct kr_provenance {
    struct kr_text_item item[KR_PROVENANCE_ITEMS];
    char *owned[KR_PROVENANCE_ITEMS]; // values that were made here
    int count;
    struct kr_used_parameter *parameter;
    int parameters;
};

// `population` is the prepared population's file, or NULL.
KR_MUST_CHECK int kr_provenance_init(struct kr_provenance *self,
                                     const struct kr_setup *setup, int argc, char **argv,
                                     const char *population);
void kr_provenance_free(struct kr_provenance *self);

#endif
