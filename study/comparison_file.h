// A comparison read back from its file: the cells of both worlds, the ledger of all
// replicates, and the words they are told in, as they were when it was made.
#ifndef KR_STUDY_COMPARISON_FILE_H
#define KR_STUDY_COMPARISON_FILE_H

#include "agents/country.h"
#include "base/error.h"
#include "output/reader.h"
#include "study/effects.h"
#include "study/ledger.h"
#include "study/sides.h"

#include <stdbool.h>

struct kr_comparison_file {
    struct kr_country country; // words of sectors, regions, occupations, full-time hours
    struct kr_effects effects;
    struct kr_ledger ledger;
    enum kr_side side; // whose policies the recipients take part in
    double scale;
    kr_quarter first; // the first quarter lived
    int from, to;     // quarters, from 0, in which what differs is in force
    bool has_ledger;
    char **policy_name;
    size_t policies;
};

// True when the file holds a comparison rather than a run.
bool kr_is_comparison_file(const struct kr_result *result);

// The caller frees, whatever is returned.
KR_MUST_CHECK int kr_comparison_file_read(struct kr_comparison_file *self,
                                          struct kr_result *result);
void kr_comparison_file_free(struct kr_comparison_file *self);

#endif
