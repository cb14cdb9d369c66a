// Writing long columns: the values of a quarter are looked up, put in the fewest bits and
// compressed by the team of threads, and written by one thread beside it, which goes on
// while the next quarter is lived.
//
// Who may touch the file: the caller from kr_chunks_wait until it hands over to the
// thread (kr_chunks_write gives and takes in turns; kr_chunks_finish gives for good),
// otherwise the thread alone.
#ifndef KR_OUTPUT_CHUNKS_H
#define KR_OUTPUT_CHUNKS_H

#include "output/chunks_count.h"
#include "output/long_record.h"

struct kr_chunks;

KR_MUST_CHECK int kr_chunks_open(struct kr_chunks **chunks, struct kr_h5 *h5, int threads,
                                 bool deflate);

// Compresses a record and has it written. The data sets have their new size already: when
// several tables are written, change all sizes first, so that nobody waits in between.
void kr_chunks_write(struct kr_chunks *self, const struct kr_long_record *record);

// Has `finish` called by the thread when everything before is written: it flushes and
// raises the promise. The caller may not touch the file until kr_chunks_wait.
void kr_chunks_finish(struct kr_chunks *self, void (*finish)(void *context),
                      void *context);

// Returns once the thread is idle; h5->code tells then whether all was written.
void kr_chunks_wait(struct kr_chunks *self);

// Also measures, from now on, how long it takes to compress the same bytes, or to write
// them to a file beside this one, and nothing else: count.alone_seconds. A run takes
// about twice as long to write then.
void kr_chunks_rehearse(struct kr_chunks *self);

struct kr_chunks_count kr_chunks_count(const struct kr_chunks *self);

// Waits, and frees. NULL does nothing.
void kr_chunks_close(struct kr_chunks *self);

#endif
