// Collecting values of chosen rows of a table.
#ifndef KR_OUTPUT_GATHER_H
#define KR_OUTPUT_GATHER_H

#include "base/types.h"

#include <stddef.h>
#include <stdint.h>

// Rows that are looked at together.
enum { KR_GATHER_STRETCH = 256 };

// Which rows: KR_NONE for who is not there. What is known of them for many columns is
// said in `gone` and `first`, or found out each time when these are NULL.
struct kr_chosen_rows {
    const kr_row *row;
    int32_t count;
    kr_row all;          // rows of the table
    const uint8_t *gone; // [i] 1 for who is not there
    const kr_row *first; // [i / KR_GATHER_STRETCH] kr_gather_first of the stretch
};

// Nearly always who is there stands `i` rows after the first, since places are given in
// row order. Returns the row of the first then, and KR_NONE otherwise.
kr_row kr_gather_first(const kr_row *row, int32_t count, kr_row all);

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
