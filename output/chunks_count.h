// What was written of long columns, for measuring.
#ifndef KR_OUTPUT_CHUNKS_COUNT_H
#define KR_OUTPUT_CHUNKS_COUNT_H

#include <stdint.h>

// Over all quarters; the padding of last chunks counts.
struct kr_chunks_count {
    int64_t values;
    int64_t raw_bytes;        // of the types in memory
    int64_t packed_bytes;     // in the fewest bits
    int64_t compressed_bytes; // in the file
    double team_seconds;      // looking up, packing and compressing
    double waited_seconds;    // for the thread that writes
    double alone_seconds;     // compressing the same bytes again, when rehearsed
};

#endif
