// Policies in words, for the calendar of a result file.
#ifndef KR_OUTPUT_TARGET_H
#define KR_OUTPUT_TARGET_H

#include "sim/model.h"

#include <stddef.h>

// "2026Q1"; empty for a quarter that does not exist.
void kr_quarter_text(kr_quarter quarter, char *text, size_t size);

// "sectors=hospitals,police; sexes=f; ages=15-54"; empty for everybody.
void kr_target_text(const struct kr_target *target, const struct kr_model *model,
                    char *text, size_t size);

// "euro_per_month=100; extra_hours=4"
void kr_policy_parameters_text(const struct kr_policy *policy, char *text, size_t size);

#endif
