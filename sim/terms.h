// The memory of a quarter's terms: sized once for the policies of a model.
#ifndef KR_SIM_TERMS_H
#define KR_SIM_TERMS_H

#include "base/error.h"
#include "sim/policy.h"

KR_MUST_CHECK int kr_terms_init(struct kr_effective *terms,
                                const struct kr_country *country, int policies);
void kr_terms_free(struct kr_effective *terms);

#endif
