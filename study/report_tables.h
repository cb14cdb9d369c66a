// The tables of a result file that a report draws, as numbers of the real country.
#ifndef KR_STUDY_REPORT_TABLES_H
#define KR_STUDY_REPORT_TABLES_H

#include "base/error.h"
#include "output/reader.h"

#include <stddef.h>

// A table over named axes, the last axis fastest; without a starting quarter where the
// table is of events. `values` is NULL when the file does not have it.
struct kr_report_table {
    const char *name;
    char unit[48];
    char meaning[256];
    int rank;
    size_t size[KR_RESULT_RANK];
    char axis[KR_RESULT_RANK][KR_RESULT_NAME];
    double *values;
    size_t count;
};

struct kr_report_tables {
    struct kr_report_table *table;
    int tables;
};

// Reads what the file has of the list.
KR_MUST_CHECK int kr_report_tables_read(struct kr_report_tables *self,
                                        struct kr_result *result);
void kr_report_tables_free(struct kr_report_tables *self);

// The words of one axis: short ones, names for people, and for sectors their kind.
struct kr_report_words {
    const char *axis;
    char **id, **name, **kind;
    size_t ids, names, kinds; // 0 where the file has none
};

enum { KR_REPORT_AXES = 8 };

KR_MUST_CHECK int kr_report_words_read(struct kr_report_words words[KR_REPORT_AXES],
                                       struct kr_result *result);
void kr_report_words_free(struct kr_report_words words[KR_REPORT_AXES]);

#endif
