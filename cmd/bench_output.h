// What writing the state of everybody costs, beside compressing or writing the same bytes
// and nothing else.
#ifndef KR_CMD_BENCH_OUTPUT_H
#define KR_CMD_BENCH_OUTPUT_H

#include "cmd/json.h"
#include "output/chunks_count.h"
#include "sim/model.h"

#include <stdbool.h>
#include <stdint.h>

// The columns that are kept each quarter, as --keep has them: 12 of persons and 10 of
// employers.
#define KR_BENCH_PERSONS                                                               \
    "persons:status,age,region,sector,occupation,contract,contract_hours,usual_hours," \
    "desired_hours,hourly_wage,employer,wish"
#define KR_BENCH_EMPLOYERS                                            \
    "employers:heads,sector,region,size_class,load,contract_minutes," \
    "required_minutes,absent_minutes,openings,liquidity"
#define KR_BENCH_NOBODY "panel:none"
#define KR_BENCH_KEEP   KR_BENCH_PERSONS ";" KR_BENCH_EMPLOYERS ";" KR_BENCH_NOBODY

// One run.
struct kr_bench_lap {
    double seconds;
    double cpu_seconds; // of all processors
    int64_t peak_bytes;
    int64_t person_quarters;
    int64_t persons;
    int64_t file_bytes;
    struct kr_chunks_count count;
    double median_ratio; // of the records, when rehearsed
};

struct kr_bench_output {
    bool compress;
    struct kr_bench_lap without;   // with the series in the file alone
    struct kr_bench_lap with;      // and everybody
    struct kr_bench_lap rehearsed; // and beside it, record by record, nothing else
    int64_t foreseen_bytes;        // of the file
};

// Lives the model from its start three times. Returns the code of the first failure,
// which has been told.
int kr_bench_output(const struct kr_model *model, bool compress,
                    struct kr_bench_output *measured);

void kr_bench_output_json(const struct kr_bench_output *measured, struct kr_json *json);
void kr_bench_output_print(const struct kr_bench_output *measured);

#endif
