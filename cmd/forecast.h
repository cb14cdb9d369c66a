// What a run will need, foreseen before anything is built, and refusing what cannot fit.
#ifndef KR_CMD_FORECAST_H
#define KR_CMD_FORECAST_H

#include "cmd/command.h"
#include "output/writer.h"
#include "sim/model.h"

#include <stdint.h>
#include <stdio.h>

struct kr_forecast {
    int64_t persons;
    int64_t employers;
    int64_t memory_bytes;
    int64_t memory_available; // -1 when unknown
    int64_t disk_bytes;       // 0 without output
    int64_t disk_available;   // -1 when unknown
    double seconds;
};

// `output` may be NULL: no file. `worlds` live in memory at the same time.
struct kr_forecast kr_forecast_of(const struct kr_model *model,
                                  const struct kr_output_options *output, int worlds);

// Three lines: memory, disk, time.
void kr_forecast_print(const struct kr_forecast *forecast, FILE *out);

// KR_EXIT_USAGE with a message when memory or disk cannot fit.
enum kr_exit kr_forecast_check(const struct kr_forecast *forecast);

#endif
