// What is written of a table in one quarter.
#ifndef KR_OUTPUT_LONG_RECORD_H
#define KR_OUTPUT_LONG_RECORD_H

#include "base/types.h"
#include "output/h5.h"

// Looks up the values of rows first .. last - 1 of a column, in the column's type. Called
// by several threads at a time, for different stretches.
typedef void kr_chunk_fill(const void *context, int column, kr_row first, kr_row last,
                           void *values);

// A data set (time, row) with chunks of (1, chunk) values.
struct kr_long_column {
    hid_t dataset;
    enum kr_type type;            // of the values that `fill` gives
    struct kr_h5_storage storage; // kr_h5_storage_of(dataset)
    size_t foreseen; // bytes of a compressed chunk, nearly; 0 where nobody knows
};

// The values of one quarter of all columns of a table.
struct kr_long_record {
    struct kr_long_column *column; // `foreseen` is kept up to date
    int columns;
    hsize_t record; // position on the time axis
    kr_row rows;
    hsize_t chunk; // rows in a chunk, a multiple of 8; the last is padded with zeros
    kr_chunk_fill *fill;
    const void *context; // lives until kr_chunks_write returns
};

#endif
