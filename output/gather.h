// Collecting values of chosen rows of a table.
#ifndef KR_OUTPUT_GATHER_H
#define KR_OUTPUT_GATHER_H

#include "base/types.h"

#include <stddef.h>
#include <stdint.h>

// Which rows: KR_NONE for who is not there.
struct kr_chosen_rows {
    const kr_row *row;
    int32_t count;
    kr_row all; // rows of the table
};

// Values of `size` bytes (1, 2, 4 or 8) that follow each other; `blank` where nobody is.
void kr_gather(const struct kr_chosen_rows *chosen, const void *from, size_t size,
               const void *blank, void *to);

// A field of records: of the first record, and how far the next ones are.
struct kr_record_field {
    const void *first;
    size_t step;
    size_t size;
};

void kr_gather_records(const struct kr_chosen_rows *chosen,
                       const struct kr_record_field *field, const void *blank, void *to);

#endif
