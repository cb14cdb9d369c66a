#include "study/result_pair.h"

#include "study/result_cells.h"
#include "study/result_labels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 256 };

static int refuse(struct kr_result_pair *self, const char *what, const char *base,
                  const char *variant)
{
    snprintf(self->why, sizeof self->why, "different %s: %s and %s", what, base, variant);
    return KR_ERROR(KR_ERR_UNPAIRED);
}

// A number of "/" that both must have and share.
static int check_number(struct kr_result_pair *self,
                        struct kr_result *const result[KR_SIDES], const char *name,
                        const char *what)
{
    double of[KR_SIDES] = {0.0, 0.0};
    for (int side = 0; side < KR_SIDES; side++) {
        if (kr_result_attribute_number(result[side], "/", name, &of[side]) != KR_OK) {
            snprintf(self->why, sizeof self->why,
                     "one of them says no %s: is it the result of a run?", what);
            return KR_ERROR(KR_ERR_UNPAIRED);
        }
    }
    if (of[KR_BASE] < of[KR_VARIANT] || of[KR_BASE] > of[KR_VARIANT]) {
        char text[KR_SIDES][64];
        snprintf(text[0], sizeof text[0], "%.12g", of[0]);
        snprintf(text[1], sizeof text[1], "%.12g", of[1]);
        return refuse(self, what, text[0], text[1]);
    }
    return KR_OK;
}

// A text that must be the same where both have it: files without provenance lack some.
static int check_text(struct kr_result_pair *self,
                      struct kr_result *const result[KR_SIDES], const char *path,
                      const char *name, const char *what)
{
    char text[KR_SIDES][TEXT];
    for (int side = 0; side < KR_SIDES; side++) {
        if (kr_result_attribute_text(result[side], path, name, text[side],
                                     sizeof text[side]) != KR_OK) {
            return KR_OK;
        }
    }
    return strcmp(text[0], text[1]) == 0 ? KR_OK : refuse(self, what, text[0], text[1]);
}

static int check_origin(struct kr_result_pair *self,
                        struct kr_result *const result[KR_SIDES])
{
    int code = check_number(self, result, "schema_version", "version of the file layout");
    if (code == KR_OK) {
        code = check_text(self, result, "/", "country", "country");
    }
    if (code == KR_OK) {
        code =
            check_text(self, result, "/provenance", "pack_hash", "country pack (hash)");
    }
    if (code == KR_OK) {
        code = check_number(self, result, "scale", "scale");
    }
    if (code == KR_OK) {
        code = check_number(self, result, "seed", "seed");
    }
    if (code == KR_OK) {
        code = check_number(self, result, "replicate", "replicate");
    }
    return code;
}

static int check_quarters(struct kr_result_pair *self,
                          struct kr_result *const result[KR_SIDES])
{
    kr_quarter start[KR_SIDES] = {0, 0};
    for (int side = 0; side < KR_SIDES; side++) {
        const int complete = kr_result_complete(result[side], "quarterly");
        self->lived[side] = complete > 0 ? complete - 1 : 0;
        if (complete == 0 ||
            kr_result_quarter(result[side], "quarterly", 0, &start[side]) != KR_OK) {
            snprintf(self->why, sizeof self->why, "%s of them has no quarterly tables",
                     side == KR_BASE ? "the first" : "the second");
            return KR_ERROR(KR_ERR_UNPAIRED);
        }
    }
    if (start[KR_BASE] != start[KR_VARIANT]) {
        char text[KR_SIDES][32];
        for (int side = 0; side < KR_SIDES; side++) {
            snprintf(text[side], sizeof text[side], "%dQ%d", kr_quarter_year(start[side]),
                     kr_quarter_number(start[side]));
        }
        return refuse(self, "starting quarter", text[0], text[1]);
    }
    if (self->lived[KR_BASE] == 0 || self->lived[KR_VARIANT] == 0) {
        snprintf(self->why, sizeof self->why, "no quarter that both have lived");
        return KR_ERROR(KR_ERR_UNPAIRED);
    }
    self->first = (kr_quarter)(start[KR_BASE] + 1);
    return KR_OK;
}

// Both must have the same numbers at the start: the same people in the same jobs.
static int check_start(struct kr_result_pair *self,
                       struct kr_result *const result[KR_SIDES])
{
    static const char *const TABLES[] = {
        "persons_by_region_status", "persons_by_age_status", "heads_by_sector_region",
        "contract_minutes_by_sector", "contract_minutes_by_occupation"};
    int code = KR_OK;
    for (size_t t = 0; t < sizeof TABLES / sizeof TABLES[0] && code == KR_OK; t++) {
        double *values[KR_SIDES] = {NULL, NULL};
        size_t cells[KR_SIDES] = {0, 0};
        for (int side = 0; side < KR_SIDES && code == KR_OK; side++) {
            code = kr_result_record(result[side], TABLES[t], &values[side], &cells[side]);
        }
        const bool same = code == KR_OK && cells[0] == cells[1] &&
                          memcmp(values[0], values[1], cells[0] * sizeof *values[0]) == 0;
        if (code == KR_OK && !same) {
            snprintf(self->why, sizeof self->why,
                     "different starting worlds: the starting quarter differs in %s",
                     TABLES[t]);
            code = KR_ERROR(KR_ERR_UNPAIRED);
        }
        free(values[0]);
        free(values[1]);
    }
    return code;
}

// The first quarter in which any cell differs.
static int first_difference(const struct kr_effects *effects)
{
    const size_t bytes = (size_t)effects->space.cells * sizeof *effects->cell;
    for (int q = 0; q < effects->quarters; q++) {
        if (memcmp(kr_effects_at(effects, 0, q, KR_BASE),
                   kr_effects_at(effects, 0, q, KR_VARIANT), bytes) != 0) {
            return q;
        }
    }
    return KR_NONE;
}

int kr_result_pair_read(struct kr_result_pair *self,
                        struct kr_result *const result[KR_SIDES])
{
    memset(self, 0, sizeof *self);
    self->differ = KR_NONE;
    int code = check_origin(self, result);
    if (code == KR_OK) {
        code = check_quarters(self, result);
    }
    if (code == KR_OK) {
        code = check_start(self, result);
    }
    if (code == KR_OK) {
        code = kr_result_country(result[KR_BASE], "labels", &self->country);
    }
    if (code == KR_OK) {
        code = kr_result_attribute_number(result[KR_BASE], "/", "scale", &self->scale);
    }
    if (code == KR_OK) {
        const int quarters =
            self->lived[0] < self->lived[1] ? self->lived[0] : self->lived[1];
        code = kr_effects_init(&self->effects, &self->country, 1, quarters);
    }
    if (code == KR_OK) {
        code = kr_result_cells(&self->effects, result);
    }
    self->differ = code == KR_OK ? first_difference(&self->effects) : KR_NONE;
    return code;
}

void kr_result_pair_free(struct kr_result_pair *self)
{
    kr_effects_free(&self->effects);
    free(self->country.sector);
    free(self->country.region);
    free(self->country.occupation);
    memset(self, 0, sizeof *self);
}
