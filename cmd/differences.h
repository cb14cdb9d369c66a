// What two scenarios, or a scenario and the defaults, say differently: as text.
#ifndef KR_CMD_DIFFERENCES_H
#define KR_CMD_DIFFERENCES_H

#include "cmd/setup.h"

#include <stdio.h>

// Parameters that differ from their defaults, with where that was said.
void kr_print_settings(const struct kr_setup *setup, FILE *out);

// The calendar of policies.
void kr_print_policies(const struct kr_model *model, FILE *out);

// Parameters and policies in which `variant` differs from `base`.
void kr_print_differences(const struct kr_setup *base, const struct kr_setup *variant,
                          FILE *out);

#endif
