// What is printed of feedback loops.
#ifndef KR_CMD_LOOPS_REPORT_H
#define KR_CMD_LOOPS_REPORT_H

#include "cmd/json.h"
#include "cmd/setup.h"
#include "study/loops.h"
#include "study/spiral.h"

#include <stdio.h>

struct kr_loops_report {
    const struct kr_setup *setup;
    double pulse;
    int replicates;
    const struct kr_loop_result *results; // as many as kr_loop_list has
};

void kr_loops_print(const struct kr_loops_report *report, FILE *out);
void kr_loops_json(const struct kr_loops_report *report, FILE *out);

// The workload spiral of a result file.
void kr_spiral_print(const struct kr_spiral_file *spiral, FILE *out);
void kr_spiral_json(const struct kr_spiral_file *spiral, struct kr_json *json);

#endif
