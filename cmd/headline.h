// The headline table of a path, as text and as JSON.
#ifndef KR_CMD_HEADLINE_H
#define KR_CMD_HEADLINE_H

#include "cmd/json.h"
#include "study/path.h"
#include "study/targets.h"

#include <stdio.h>

// The figures people ask for first, or all of them, in the first and the last quarter,
// with their path in between, beside the published ones.
void kr_headline_print(const struct kr_path *path, const struct kr_targets *targets,
                       bool all, FILE *out);

// The shortage of public sectors, likewise, after an empty line.
void kr_shortage_print(const struct kr_path *path, FILE *out);

// Members "time", "indicators" and "shortage" of the object that is open.
void kr_path_json(const struct kr_path *path, const struct kr_targets *targets,
                  struct kr_json *json);

// One row per quarter, one column per indicator and shortage.
void kr_path_csv(const struct kr_path *path, FILE *out);

#endif
