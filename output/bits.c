#include "output/bits.h"

#include <string.h>

enum { BITS_PER_BYTE = 8 };

static const double MARGIN = 1.25;

// Bits of a value after compression: scenarios/nl/baseline.yaml at scale 0.02, mean of
// the start and six quarters, libdeflate level 1. Rows of other tables have more digits
// in a larger world: for these the figure is the most that any world takes.
struct measured {
    const char *name;
    double bits;
};

static const struct measured MEASURED[] = {
    {"age", 1.75},
    {"arrival_quarter", 1.22},
    {"benefit", 0.56},
    {"birth_quarter", 4.67},
    {"burnout", 2.51},
    {"children", 0.95},
    {"contract", 1.57},
    {"contract_end", 1.22},
    {"contract_hours", 3.32},
    {"contract_minutes", 4.25},
    {"course", 0.39},
    {"course_left", 0.37},
    {"course_provider", 0.30},
    {"desired_hours", 3.83},
    {"education", 1.04},
    {"eldest_birth", 3.52},
    {"employer", 20},
    {"groups", 1.26},
    {"health", 1.08},
    {"hourly_wage", 8.87},
    {"informal_care", 1.64},
    {"job_since", 5.96},
    {"leave", 0.06},
    {"notice", 0.03},
    {"occupation", 5.25},
    {"occupation_since", 6.91},
    {"partner", 1.62},
    {"pay_level", 15.52},
    {"previous_experience", 5.25},
    {"previous_occupation", 5.25},
    {"raised", 0.49},
    {"region", 0.34},
    {"rung", 1.10},
    {"sector", 3.70},
    {"sex", 0.12},
    {"status", 1.36},
    {"status_since", 6.40},
    {"study", 1.32},
    {"study_since", 1.60},
    {"taste", 14.39},
    {"usual_hours", 3.52},
    {"usual_minutes", 5.13},
    {"wage_premium", 12.16},
    {"wish", 0.95},
    {"work_capacity", 0.43},
    {"work_region", 2.92},
    {"youngest_birth", 3.51},
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
                                 const struct kr_model *model)
{
    const double stored = kr_stored_bits(column->type, kr_kept_bits(column, model));
    for (size_t i = 0; i < sizeof MEASURED / sizeof MEASURED[0]; i++) {
        const double foreseen = MARGIN * MEASURED[i].bits;
        if (strcmp(column->name, MEASURED[i].name) == 0 && foreseen < stored) {
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
