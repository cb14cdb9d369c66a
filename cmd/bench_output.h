// What writing the state of everybody costs, beside compressing or writing the same bytes
// and nothing else.
#ifndef KR_CMD_BENCH_OUTPUT_H
#define KR_CMD_BENCH_OUTPUT_H

#include "cmd/json.h"
#include "output/chunks_count.h"
#include "sim/model.h"

#include <stdbool.h>
#include <stdint.h>

// The columns that are kept each quarter, as --keep has them.
#define KR_BENCH_KEEP                                                        \
    "persons:status,age,region,sector,occupation,contract,contract_minutes," \
    "usual_minutes,desired_hours,pay_level,employer,health;"                 \
    "employers:heads,sector,region,size_class,load,contract_minutes,"        \
    "required_minutes,absent_minutes,openings,liquidity"

struct kr_bench_output {
    bool compress;
    struct kr_chunks_count count;
    double without_seconds; // a run that writes nothing
    double with_seconds;    // the same run, the file written and closed
    double plain_seconds;   // writing the bytes of the file once more, one after another
    int64_t person_quarters;
    int64_t persons;
    int64_t file_bytes;
    int64_t memory_bytes; // that writing takes
};

// Lives the model from its start three times: without a file, with one, and with one and
// a rehearsal of the compression. Returns the code of the first failure, which has been
// told.
int kr_bench_output(const struct kr_model *model, bool compress,
                    struct kr_bench_output *measured);

void kr_bench_output_json(const struct kr_bench_output *measured, struct kr_json *json);
void kr_bench_output_print(const struct kr_bench_output *measured);

#endif
