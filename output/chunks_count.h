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
    double team_cpu_seconds;  // the same, of all threads
    double waited_seconds;    // for the thread that writes
    double write_seconds;     // of that thread
    double write_cpu_seconds;
    double alone_seconds; // doing only what cannot be left out, when rehearsed
    double alone_cpu_seconds;
    int64_t batch_bytes; // of memory
    int64_t place_bytes; // of memory, for who has which place and which employer
};

#endif
