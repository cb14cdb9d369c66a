// The two lives of one person as text.
#ifndef KR_CMD_COMPARE_WHY_H
#define KR_CMD_COMPARE_WHY_H

#include "cmd/setup.h"
#include "study/lives.h"

#include <stdio.h>

// `words` is what was asked for: "any", "displaced" or an id.
void kr_why_print(const struct kr_setup setups[2], const struct kr_lives *lives,
                  const char *words, FILE *out);

#endif
