#include "sim/terms.h"

#include <stdlib.h>

int kr_terms_init(struct kr_effective *terms, const struct kr_country *country,
                  int policies)
{
    const size_t sectors = (size_t)country->sectors;
    const size_t occupations = (size_t)country->occupations;
    const size_t most = (size_t)policies * KR_TERMS_PER_POLICY + 1;
    terms->country = country;
    terms->sectors = country->sectors;
    terms->occupations = country->occupations;
    terms->demand_factor = calloc(sectors, sizeof(double));
    terms->admin_factor = calloc(sectors, sizeof(double));
    terms->swing_factor = calloc(sectors, sizeof(double));
    terms->study_log = calloc(occupations, sizeof(double));
    terms->pay_log = calloc(sectors * occupations, sizeof(double));
    terms->bonuses = calloc((size_t)policies * 2 + 1, sizeof *terms->bonuses);
    terms->charges = calloc(most, sizeof *terms->charges);
    terms->arrivals = calloc((size_t)policies + 1, sizeof *terms->arrivals);
    bool whole = terms->demand_factor != NULL && terms->admin_factor != NULL &&
                 terms->swing_factor != NULL && terms->study_log != NULL &&
                 terms->pay_log != NULL && terms->bonuses != NULL &&
                 terms->charges != NULL && terms->arrivals != NULL;
    for (int l = 0; l < KR_LEVER_COUNT; l++) {
        terms->lever[l].term = calloc(most, sizeof *terms->lever[l].term);
        whole = whole && terms->lever[l].term != NULL;
    }
    return whole ? KR_OK : KR_ERROR(KR_ERR_NO_MEMORY);
}

void kr_terms_free(struct kr_effective *terms)
{
    free(terms->demand_factor);
    free(terms->admin_factor);
    free(terms->swing_factor);
    free(terms->study_log);
    free(terms->pay_log);
    free(terms->bonuses);
    free(terms->charges);
    free(terms->arrivals);
    for (int l = 0; l < KR_LEVER_COUNT; l++) {
        free(terms->lever[l].term);
    }
}
