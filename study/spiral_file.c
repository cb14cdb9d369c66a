// The workload spiral out of a result file.
#include "output/reader.h"
#include "study/spiral.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The variables of the columns of KR_BY_LOAD.
static const char *const NAMES[KR_BY_LOAD_COUNT] = {
    [KR_BY_LOAD_HEADS] = "heads_by_kind_load",
    [KR_BY_LOAD_WEIGHTED] = "load_by_kind_load",
    [KR_BY_LOAD_SEPARATIONS] = "separations_by_kind_load",
    [KR_BY_LOAD_DISMISSED] = "dismissals_by_kind_load",
    [KR_BY_LOAD_CONTRACT] = "contract_minutes_by_kind_load",
    [KR_BY_LOAD_ABSENT] = "absent_minutes_by_kind_load",
    [KR_BY_LOAD_SPELLS] = "absences_by_kind_load",
    [KR_BY_LOAD_CHANGED] = "changed_minutes_by_kind_load",
};

// Sums a variable of /flows over its quarters without the starting one, in which nothing
// happened yet: `cells` numbers per quarter. KR_ERR_FORMAT when the file has it not, or
// otherwise.
static int read_sum(struct kr_result *result, const char *name, size_t cells, double *sum)
{
    char path[KR_RESULT_PATH];
    (void)snprintf(path, sizeof path, "/flows/%s", name);
    const struct kr_result_variable *variable = kr_result_find(result, path);
    memset(sum, 0, cells * sizeof *sum);
    if (variable == NULL) {
        return KR_ERR_FORMAT;
    }
    double *values;
    size_t count;
    int code = kr_result_numbers(result, variable, &values, &count);
    if (code == KR_OK && count % cells != 0) {
        code = KR_ERR_FORMAT;
    }
    for (size_t i = cells; code == KR_OK && i < count; i++) {
        sum[i % cells] += values[i];
    }
    free(values);
    return code;
}

static int read_sums(struct kr_load_sums *sums, struct kr_result *result)
{
    enum { CELLS = KR_SECTOR_KIND_COUNT * KR_LOAD_CLASSES };
    double cells[CELLS];
    int code = KR_OK;
    for (int column = 0; column < KR_BY_LOAD_COUNT && code == KR_OK; column++) {
        code = read_sum(result, NAMES[column], CELLS, cells);
        for (int i = 0; i < CELLS; i++) {
            sums->cell[i / KR_LOAD_CLASSES][i % KR_LOAD_CLASSES][column] = cells[i];
        }
    }
    const int complete = kr_result_complete(result, "flows");
    sums->quarters = complete > 1 ? complete - 1 : 0;
    return code;
}

// ---------------------------------------------------------------- parameters

struct parameters {
    char **name;
    double *value;
    size_t names;
    size_t values;
};

static int read_parameters(struct parameters *self, struct kr_result *result)
{
    *self = (struct parameters){0};
    const struct kr_result_variable *name = kr_result_find(result, "/parameters/name");
    const struct kr_result_variable *value = kr_result_find(result, "/parameters/value");
    if (name == NULL || value == NULL) {
        return KR_ERR_FORMAT;
    }
    int code = kr_result_texts(result, name, &self->name, &self->names);
    if (code == KR_OK) {
        code = kr_result_numbers(result, value, &self->value, &self->values);
    }
    return code;
}

static void free_parameters(struct parameters *self)
{
    kr_result_texts_free(self->name, self->names);
    free(self->value);
}

// The value of a parameter, or `otherwise` when the run had none of that name.
static double value_of(const struct parameters *self, const char *name, double otherwise)
{
    for (size_t i = 0; i < self->names && i < self->values; i++) {
        if (strcmp(self->name[i], name) == 0) {
            return self->value[i];
        }
    }
    return otherwise;
}

// ---------------------------------------------------------------- events by kind

// How the jobs of a kind of sector ended.
struct ends {
    double all, moves, own_account, quits;
};

static int kind_of(const char *word)
{
    int kind = 0;
    while (kind < KR_SECTOR_KIND_COUNT && strcmp(kr_sector_kind_word(kind), word) != 0) {
        kind++;
    }
    return kind;
}

static int add_ends(struct kr_result *result, char **kinds, size_t sectors,
                    struct ends ends[KR_SECTOR_KIND_COUNT])
{
    const size_t cells = sectors * KR_DESTINATION_COUNT;
    double *gone = calloc(cells + 1, sizeof *gone);
    double *quits = calloc(sectors + 1, sizeof *quits);
    if (gone == NULL || quits == NULL) {
        free(gone);
        free(quits);
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    int code = read_sum(result, "separations_by_sector_destination", cells, gone);
    if (code == KR_OK) {
        code = read_sum(result, "load_quits_by_sector", sectors, quits);
    }
    for (size_t s = 0; code == KR_OK && s < sectors; s++) {
        const int kind = kind_of(kinds[s]);
        if (kind < KR_SECTOR_KIND_COUNT) {
            const double *to = &gone[s * KR_DESTINATION_COUNT];
            for (int d = 0; d < KR_DESTINATION_COUNT; d++) {
                ends[kind].all += d == KR_TO_END ? 0.0 : to[d];
            }
            ends[kind].moves += to[KR_TO_EMPLOYER];
            ends[kind].own_account += to[KR_TO_SELF_EMPLOYMENT];
            ends[kind].quits += quits[s];
        }
    }
    free(gone);
    free(quits);
    return code;
}

static int read_ends(struct kr_result *result, struct ends ends[KR_SECTOR_KIND_COUNT])
{
    memset(ends, 0, KR_SECTOR_KIND_COUNT * sizeof *ends);
    const struct kr_result_variable *variable =
        kr_result_find(result, "/labels/sector_kind");
    if (variable == NULL) {
        return KR_ERR_FORMAT;
    }
    char **kinds;
    size_t sectors;
    int code = kr_result_texts(result, variable, &kinds, &sectors);
    if (code == KR_OK) {
        code = add_ends(result, kinds, sectors, ends);
    }
    kr_result_texts_free(kinds, sectors);
    return code;
}

// Of those who move to another employer, the part that searched for it: only these
// respond to load.
static int read_searchers(struct kr_result *result, const struct kr_load_sums *sums,
                          const struct parameters *parameters, double *share)
{
    double employed = 0.0;
    for (int k = 0; k < KR_SECTOR_KIND_COUNT; k++) {
        for (int c = 0; c < KR_LOAD_CLASSES; c++) {
            employed += sums->cell[k][c][KR_BY_LOAD_HEADS];
        }
    }
    double seekers = 0.0;
    const int code = read_sum(result, "seekers_employed", 1, &seekers);
    const double approached = value_of(parameters, "search.unsolicited", 0.0) * employed;
    *share = seekers > approached ? 1.0 - approached / seekers : 0.0;
    return code;
}

// ---------------------------------------------------------------- the whole

static void reckon(struct kr_spiral *spiral, const struct parameters *parameters,
                   const struct ends *ends, double searchers)
{
    const double leave = value_of(parameters, "quit.load_elasticity", 0.0);
    // one elasticity for all quits, unless the run has one for search and leaving each
    const double search = value_of(parameters, "quit.search_load", NAN);
    const double moved = isnan(search) ? leave : search;
    const double own = isnan(search) ? 0.0 : leave;
    spiral->e_dismissal = 0.0;
    spiral->e_quit = ends->all > 0.0 ? (leave * ends->quits + own * ends->own_account +
                                        moved * searchers * ends->moves) /
                                           ends->all
                                     : 0.0;
    // short absence answers to the load of now, long absence to the one remembered: a
    // load that lasts raises each by its own; the result does not tell them apart
    spiral->e_absence = 0.5 * (value_of(parameters, "sickness.load_elasticity", 0.0) +
                               value_of(parameters, "sickness.burnout_effect", 0.0));
    spiral->e_hours = 0.0;
    spiral->gain = kr_spiral_gain(spiral);
}

static int fill(struct kr_spiral_file *self, struct kr_result *result,
                const struct parameters *parameters)
{
    struct kr_load_sums sums = {.quarters = 0};
    struct ends ends[KR_SECTOR_KIND_COUNT];
    double searchers = 0.0;
    int code = read_sums(&sums, result);
    if (code == KR_OK) {
        code = read_ends(result, ends);
    }
    if (code == KR_OK) {
        code = read_searchers(result, &sums, parameters, &searchers);
    }
    self->quarters = sums.quarters;
    for (int k = 0; k < KR_SECTOR_KIND_COUNT && code == KR_OK; k++) {
        if (kr_spiral_across(&sums, k, &self->across[k])) {
            self->reckoned[k] = self->across[k];
            reckon(&self->reckoned[k], parameters, &ends[k], searchers);
        }
    }
    return code;
}

int kr_spiral_read(struct kr_spiral_file *self, struct kr_result *result)
{
    *self = (struct kr_spiral_file){.quarters = 0};
    struct parameters parameters;
    int code = read_parameters(&parameters, result);
    if (code == KR_OK) {
        code = fill(self, result, &parameters);
    }
    free_parameters(&parameters);
    return code;
}
