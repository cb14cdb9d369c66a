#include "output/bits.h"

#include <string.h>

enum { BITS_PER_BYTE = 8 };

static const double MARGIN = 1.15;

// Bits of a value after compression: scenarios/nl/baseline.yaml, libdeflate level 1, mean
// of a run of 7 quarters at scale 0.02 or 0.2, or of 40 at scale 0.02, whichever has
// most. Rows of other tables have more digits in a larger world: for these the figure is
// the most that any world takes.
struct measured {
    const char *name;
    double bits;
};

static const struct measured PERSONS[] = {
    {"age", 1.86},
    {"arrival_quarter", 1.01},
    {"benefit", 0.55},
    {"birth_quarter", 4.42},
    {"burnout", 3.37},
    {"children", 0.91},
    {"contract", 1.66},
    {"contract_end", 1.18},
    {"contract_hours", 3.31},
    {"contract_minutes", 4.10},
    {"course", 0.37},
    {"course_left", 0.36},
    {"course_provider", 0.28},
    {"desired_hours", 3.77},
    {"education", 1.04},
    {"eldest_birth", 3.35},
    {"employer", 12},
    {"groups", 1.15},
    {"health", 1.04},
    {"hourly_wage", 8.86},
    {"informal_care", 1.55},
    {"job_since", 5.75},
    {"leave", 0.05},
    {"notice", 0.02},
    {"occupation", 5.11},
    {"occupation_since", 6.81},
    {"partner", 1.55},
    {"pay_level", 14.78},
    {"previous_experience", 4.99},
    {"previous_occupation", 5.10},
    {"raised", 0.76},
    {"region", 1.08},
    {"rung", 1.14},
    {"sector", 3.56},
    {"sex", 0.26},
    {"status", 1.67},
    {"status_since", 6.38},
    {"study", 1.17},
    {"study_since", 1.36},
    {"taste", 13.88},
    {"usual_hours", 3.50},
    {"usual_minutes", 4.88},
    {"wage_premium", 10.10},
    {"wish", 0.78},
    {"work_capacity", 0.86},
    {"work_region", 2.97},
    {"youngest_birth", 3.35},
    {NULL, 0},
};

static const struct measured EMPLOYERS[] = {
    {"absent_minutes", 7.55},
    {"admin_share", 1.18},
    {"amenity", 6.73},
    {"closing", 0.02},
    {"contract_minutes", 12.25},
    {"conversations", 5.23},
    {"demand_level", 27.08},
    {"fte", 19.07},
    {"group", 8},
    {"heads", 4.65},
    {"liquidity", 25.32},
    {"load", 20.09},
    {"load_memory", 23.15},
    {"manager", 6.72},
    {"openings", 2.34},
    {"posts", 3.05},
    {"practices", 0.03},
    {"productivity", 23.10},
    {"region", 1.94},
    {"required_minutes", 15.21},
    {"roster_fit", 6.74},
    {"sector", 2.18},
    {"since", 8.31},
    {"size_class", 0.82},
    {"start_heads", 3.99},
    {"technology", 2.38},
    {"tender", 0.23},
    {"visibility", 6.03},
    {"wage_group", 2.14},
    {"wage_premium", 11.14},
    {NULL, 0},
};

// Columns of more bytes that compress better as they are: few values occur, so that whole
// values repeat. Measured with libdeflate level 1.
static const char *const UNSHUFFLED[] = {
    "contract_minutes", "usual_minutes",   "birth_quarter",
    "youngest_birth",   "eldest_birth",    "study_since",
    "contract_end",     "arrival_quarter", "pay_level",
};

int kr_stored_bits(enum kr_type type, int bits)
{
    const int all = BITS_PER_BYTE * (int)kr_type_size(type);
    if (type != KR_U8 || bits > 4) {
        return all;
    }
    return bits <= 2 ? bits : 4;
}

double kr_column_compressed_bits(const struct kr_kept_column *column,
                                 enum kr_kept_table table, const struct kr_model *model)
{
    const double stored = kr_stored_bits(column->type, kr_kept_bits(column, model));
    const struct measured *measured = table == KR_KEPT_PERSONS ? PERSONS : EMPLOYERS;
    for (; measured->name != NULL; measured++) {
        const double foreseen = MARGIN * measured->bits;
        if (strcmp(column->name, measured->name) == 0 && foreseen < stored) {
            return foreseen;
        }
    }
    return stored;
}

bool kr_column_shuffled(const struct kr_kept_column *column)
{
    for (size_t i = 0; i < sizeof UNSHUFFLED / sizeof UNSHUFFLED[0]; i++) {
        if (strcmp(column->name, UNSHUFFLED[i]) == 0) {
            return false;
        }
    }
    return kr_type_size(column->type) > 1;
}
