#include "study/comparison_file.h"

#include "study/result_labels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTES_PER_HOUR = 60, CENTS = 100 };

static const char PATH_OF_CELLS[] = "/effects/%s%s%s_%s";

bool kr_is_comparison_file(const struct kr_result *result)
{
    return kr_result_find(result, "/effects/full_time_base") != NULL;
}

// ---------------------------------------------------------------- cells

// The name of the labels that a split has, as the file is written.
static const char *axis_of(enum kr_split split)
{
    static const char *const NAMES[KR_SPLIT_COUNT] = {[KR_SPLIT_total] = "",
                                                      [KR_SPLIT_sector] = "sector",
                                                      [KR_SPLIT_region] = "region",
                                                      [KR_SPLIT_age] = "age_group",
                                                      [KR_SPLIT_sex] = "sex",
                                                      [KR_SPLIT_hours] = "hours_class",
                                                      [KR_SPLIT_occupation] =
                                                          "occupation"};
    return NAMES[split];
}

// The numbers of one outcome by one split in one world: (time, replicate, code).
static int read_cells(struct kr_comparison_file *self, struct kr_result *result,
                      enum kr_outcome outcome, enum kr_split split, enum kr_side side)
{
    char path[KR_RESULT_PATH];
    (void)snprintf(path, sizeof path, PATH_OF_CELLS, kr_outcome_info(outcome)->name,
                   split == KR_SPLIT_total ? "" : "_by_", axis_of(split),
                   side == KR_BASE ? "base" : "variant");
    struct kr_effects *effects = &self->effects;
    const struct kr_result_variable *variable = kr_result_find(result, path);
    const int codes = effects->space.codes[split];
    const size_t wanted =
        (size_t)effects->quarters * (size_t)effects->replicates * (size_t)codes;
    double *values = NULL;
    size_t count = 0;
    if (variable == NULL) {
        effects->space.first[outcome][split] = KR_NONE;
        return KR_OK;
    }
    int code = kr_result_numbers(result, variable, &values, &count);
    if (code == KR_OK && count != wanted) {
        code = KR_ERROR(KR_ERR_FORMAT);
    }
    const int first = effects->space.first[outcome][split];
    for (int q = 0; q < effects->quarters && code == KR_OK; q++) {
        for (int r = 0; r < effects->replicates; r++) {
            const size_t row = (size_t)q * (size_t)effects->replicates + (size_t)r;
            const double *from = &values[row * (size_t)codes];
            memcpy(kr_effects_at(effects, r, q, side) + first, from,
                   (size_t)codes * sizeof *from);
        }
    }
    free(values);
    return code;
}

// Ratios are kept as what stands above: times what they are divided by.
static void undo_ratio(struct kr_effects *effects, enum kr_outcome outcome,
                       enum kr_split split, enum kr_side side)
{
    const int above = effects->space.first[outcome][split];
    const int below = effects->space.first[kr_outcome_info(outcome)->below][split];
    if (below == KR_NONE) {
        effects->space.first[outcome][split] = KR_NONE;
        return;
    }
    for (int r = 0; r < effects->replicates; r++) {
        for (int q = 0; q < effects->quarters; q++) {
            double *cell = kr_effects_at(effects, r, q, side);
            for (int c = 0; c < effects->space.codes[split]; c++) {
                const double value = cell[above + c] * cell[below + c];
                cell[above + c] = isfinite(value) ? value : 0.0;
            }
        }
    }
}

// One step for an outcome, a split and a side.
typedef int step(struct kr_comparison_file *self, struct kr_result *result,
                 enum kr_outcome outcome, enum kr_split split, enum kr_side side);

static int undo(struct kr_comparison_file *self, struct kr_result *result,
                enum kr_outcome outcome, enum kr_split split, enum kr_side side)
{
    (void)result;
    if (kr_outcome_info(outcome)->kind == KR_RATIO) {
        undo_ratio(&self->effects, outcome, split, side);
    }
    return KR_OK;
}

static int for_all(struct kr_comparison_file *self, struct kr_result *result, step *take)
{
    int code = KR_OK;
    for (int i = 0; i < KR_OUTCOME_COUNT * KR_SPLIT_COUNT * KR_SIDES && code == KR_OK;
         i++) {
        const enum kr_outcome outcome =
            (enum kr_outcome)(i / (KR_SPLIT_COUNT * KR_SIDES));
        const enum kr_split split = (enum kr_split)(i / KR_SIDES % KR_SPLIT_COUNT);
        if (kr_outcome_has(&self->effects.space, outcome, split)) {
            code = take(self, result, outcome, split, (enum kr_side)(i % KR_SIDES));
        }
    }
    return code;
}

// Ratios need what they are divided by, so they come after all has been read.
static int read_effects(struct kr_comparison_file *self, struct kr_result *result)
{
    const int code = for_all(self, result, read_cells);
    return code == KR_OK ? for_all(self, result, undo) : code;
}

// Hours of a full-time week, as the file reckoned with them.
static double full_time_hours(const struct kr_effects *effects)
{
    const struct kr_cell hours = {KR_OUTCOME_hours, KR_SPLIT_total, 0};
    const struct kr_cell full_time = {KR_OUTCOME_full_time, KR_SPLIT_total, 0};
    const double week = kr_effects_value(effects, hours, 0, KR_BASE, 0, 1) /
                        kr_effects_value(effects, full_time, 0, KR_BASE, 0, 1);
    // The division gave back a tenth of an hour but for rounding.
    return floor(week * 1000.0 + 0.5) / 1000.0;
}

// ---------------------------------------------------------------- ledger

// A line of the ledger in the file: (time, replicate) or (time, replicate, code), into
// entries that are `stride` apart by code.
struct place {
    size_t first;
    size_t stride;
    int codes;
    double unit; // entries of the ledger per unit of the file
};

static int read_line(struct kr_comparison_file *self, struct kr_result *result,
                     const char *prefix, const char *name, struct place place)
{
    char path[KR_RESULT_PATH];
    (void)snprintf(path, sizeof path, "/ledger/%s%s", prefix, name);
    const struct kr_result_variable *variable = kr_result_find(result, path);
    if (variable == NULL) {
        return KR_ERROR(KR_ERR_FORMAT);
    }
    const int replicates = self->ledger.replicates;
    const size_t wanted =
        (size_t)self->ledger.quarters * (size_t)replicates * (size_t)place.codes;
    double *values = NULL;
    size_t count = 0;
    int code = kr_result_numbers(result, variable, &values, &count);
    if (code == KR_OK && count != wanted) {
        code = KR_ERROR(KR_ERR_FORMAT);
    }
    for (size_t i = 0; i < wanted && code == KR_OK; i++) {
        const int at = (int)(i / (size_t)place.codes);
        const size_t of = i % (size_t)place.codes;
        int64_t *entry =
            kr_ledger_at(&self->ledger, at % replicates, at / replicates).entry;
        // Entries are whole: the division by the scale is undone but for rounding.
        entry[place.first + of * place.stride] = llround(values[i] * place.unit);
    }
    free(values);
    return code;
}

static double unit_of(const struct kr_comparison_file *self,
                      const struct kr_ledger_info *info)
{
    if (strcmp(info->unit, "minutes/week") == 0) {
        return self->scale * MINUTES_PER_HOUR * self->country.constants.full_time_hours;
    }
    return strcmp(info->unit, "cents") == 0 ? self->scale * CENTS : self->scale;
}

static int read_lines(struct kr_comparison_file *self, struct kr_result *result)
{
    const struct kr_ledger_space *space = &self->ledger.space;
    int code = KR_OK;
    for (int i = 0; i < KR_RECIPIENT_COUNT && code == KR_OK; i++) {
        const struct kr_ledger_info *info = kr_recipient_info((enum kr_recipient_line)i);
        const size_t first = space->recipients[self->side] + (size_t)i;
        const double unit = unit_of(self, info);
        code = read_line(self, result, "recipients_", info->stored,
                         (struct place){first, 0, 1, unit});
        if (code == KR_OK && self->policies > 0) {
            code =
                read_line(self, result, "policy_", info->stored,
                          (struct place){first + KR_RECIPIENT_COUNT, KR_RECIPIENT_COUNT,
                                         (int)self->policies, unit});
        }
    }
    for (int i = 0; i < KR_PART_COUNT && code == KR_OK; i++) {
        const struct kr_ledger_info *info = kr_part_info((enum kr_part)i);
        code = read_line(
            self, result, KR_PART_PREFIX, info->stored,
            (struct place){space->parts + (size_t)i, 0, 1, unit_of(self, info)});
    }
    for (int i = 0; i < KR_PLACE_COUNT && code == KR_OK; i++) {
        const struct kr_ledger_info *info = kr_place_info((enum kr_place_line)i);
        const double unit = i == KR_PLACE_treated ? 1.0 : unit_of(self, info);
        code = read_line(self, result, "place_", info->name,
                         (struct place){space->place + (size_t)i, KR_PLACE_COUNT,
                                        space->places, unit});
    }
    for (int i = 0; i < KR_MONEY_COUNT && code == KR_OK; i++) {
        // The file has the difference: the base's side stays nothing.
        const struct kr_ledger_info *info = kr_money_info((enum kr_money)i);
        const size_t first = space->money + (size_t)KR_VARIANT * KR_MONEY_COUNT;
        code = read_line(self, result, "money_", info->name,
                         (struct place){first + (size_t)i, 0, 1, unit_of(self, info)});
    }
    return code;
}

static int read_ledger(struct kr_comparison_file *self, struct kr_result *result)
{
    if (kr_result_find(result, "/ledger/" KR_PART_PREFIX "total") == NULL) {
        return KR_OK;
    }
    self->has_ledger = true;
    char title[160] = "";
    if (kr_result_attribute_text(result, "/ledger", "title", title, sizeof title) ==
        KR_OK) {
        self->side = strstr(title, "variant lacks") != NULL ? KR_BASE : KR_VARIANT;
    }
    const struct kr_result_variable *names = kr_result_find(result, "/ledger/policy");
    int code = KR_OK;
    if (names != NULL && names->is_text) {
        code = kr_result_texts(result, names, &self->policy_name, &self->policies);
    }
    struct kr_model model[KR_SIDES] = {{.country = &self->country, .scale = self->scale},
                                       {.country = &self->country, .scale = self->scale}};
    model[self->side].policy_count = (int)self->policies;
    if (code == KR_OK) {
        code = kr_ledger_init(&self->ledger, &model[KR_BASE], &model[KR_VARIANT],
                              self->effects.replicates, self->effects.quarters);
    }
    if (code == KR_OK) {
        self->ledger.replicates = self->effects.replicates;
        code = read_lines(self, result);
    }
    return code;
}

// ---------------------------------------------------------------- the file

// The quarters of the period "in_force"; all when the file does not say.
static int read_period(struct kr_comparison_file *self, struct kr_result *result)
{
    static const char *const PATHS[2] = {"/estimates/period_from",
                                         "/estimates/period_to"};
    int *const ends[2] = {&self->from, &self->to};
    self->from = 0;
    self->to = self->effects.quarters;
    int code = KR_OK;
    for (int i = 0; i < 2 && code == KR_OK; i++) {
        const struct kr_result_variable *variable = kr_result_find(result, PATHS[i]);
        double *values = NULL;
        size_t count = 0;
        if (variable != NULL) {
            code = kr_result_numbers(result, variable, &values, &count);
        }
        if (code == KR_OK && count > 1) {
            *ends[i] = (int)values[1];
        }
        free(values);
    }
    if (self->from < 0 || self->to > self->effects.quarters || self->from >= self->to) {
        self->from = 0;
        self->to = self->effects.quarters;
    }
    return code;
}

static int read_size(struct kr_comparison_file *self, struct kr_result *result)
{
    const struct kr_result_variable *cells =
        kr_result_find(result, "/effects/full_time_base");
    if (cells == NULL || cells->rank != 2 || cells->size[0] == 0 || cells->size[1] == 0) {
        return KR_ERROR(KR_ERR_FORMAT);
    }
    int code = kr_result_attribute_number(result, "/", "scale", &self->scale);
    if (code == KR_OK) {
        code = kr_result_quarter(result, "effects", 0, &self->first);
    }
    if (code == KR_OK) {
        code = kr_effects_init(&self->effects, &self->country, (int)cells->size[1],
                               (int)cells->size[0]);
        self->effects.replicates = code == KR_OK ? (int)cells->size[1] : 0;
    }
    return code;
}

int kr_comparison_file_read(struct kr_comparison_file *self, struct kr_result *result)
{
    memset(self, 0, sizeof *self);
    self->side = KR_VARIANT;
    int code = kr_result_country(result, "effects", &self->country);
    if (code == KR_OK) {
        code = read_size(self, result);
    }
    if (code == KR_OK) {
        code = read_effects(self, result);
    }
    if (code == KR_OK &&
        !kr_outcome_has(&self->effects.space, KR_OUTCOME_hours, KR_SPLIT_total)) {
        code = KR_ERROR(KR_ERR_FORMAT);
    }
    if (code == KR_OK) {
        self->country.constants.full_time_hours = full_time_hours(&self->effects);
        code = read_period(self, result);
    }
    if (code == KR_OK) {
        code = read_ledger(self, result);
    }
    return code;
}

void kr_comparison_file_free(struct kr_comparison_file *self)
{
    kr_effects_free(&self->effects);
    kr_ledger_free(&self->ledger);
    kr_result_texts_free(self->policy_name, self->policies);
    free(self->country.sector);
    free(self->country.region);
    free(self->country.occupation);
    memset(self, 0, sizeof *self);
}
