#include "output/census.h"

#include "base/parallel.h"
#include "base/table.h"
#include "output/census_strip.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_WORKERS = 16 }; // each has tables of its own

static const struct kr_counted_info MEASURES[] = {
#define KR_INFO(name, word, whom, whole, unit, long_name, comment) \
    {word, KR_WHOM_##whom, whole, unit, long_name, comment},
    KR_COUNTED_LIST(KR_INFO)
#undef KR_INFO
};

const struct kr_counted_info *kr_counted(enum kr_counted measure)
{
    return &MEASURES[measure];
}

static bool has_axis(const struct kr_breakdown *breakdown, enum kr_breakdown_whom whom)
{
    for (int i = 0; i < breakdown->axes; i++) {
        if (kr_breakdown_axis(breakdown->axis[i])->whom == whom) {
            return true;
        }
    }
    return false;
}

unsigned kr_breakdown_measures(const struct kr_breakdown *breakdown)
{
    if (breakdown->flow || has_axis(breakdown, KR_WHOM_STATUS)) {
        return KR_COUNTED_BIT(PERSONS);
    }
    const bool jobs = has_axis(breakdown, KR_WHOM_EMPLOYEES);
    unsigned bits = 0;
    for (int m = 0; m < KR_COUNTED_COUNT; m++) {
        if (MEASURES[m].whom == KR_WHOM_EMPLOYEES || !jobs) {
            bits |= 1U << m;
        }
    }
    return bits;
}

bool kr_breakdown_has_vacancies(const struct kr_breakdown *breakdown)
{
    for (int i = 0; i < breakdown->axes; i++) {
        if (!kr_breakdown_axis(breakdown->axis[i])->vacancy) {
            return false;
        }
    }
    return !breakdown->flow;
}

// ---------------------------------------------------------------- tables

static int add_table(struct kr_census *self, const struct kr_model *model,
                     enum kr_census_kind kind, const struct kr_breakdown *by,
                     unsigned measures)
{
    struct kr_census_table *table = &self->table[self->count];
    table->kind = kind;
    table->by = *by;
    table->measures = measures;
    table->cells = kr_breakdown_cells(by, model->country);
    for (int m = 0; m < KR_COUNTED_COUNT; m++) {
        const bool has = (measures >> m & 1U) != 0;
        table->slot[m] = has ? table->width : KR_NONE;
        table->width += has;
    }
    const size_t size = (size_t)table->cells * (size_t)table->width;
    table->sums = calloc(size * (size_t)self->workers + 1, sizeof *table->sums);
    self->count++;
    return table->sums == NULL ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}

static const struct own {
    unsigned measures;
    struct kr_breakdown by;
} OWN[] = {
#define KR_OWN(name, measures, axes, a, b, c) \
    {measures, {false, axes, {KR_BREAK_##a, KR_BREAK_##b, KR_BREAK_##c}}},
    KR_CENSUS_LIST(KR_OWN)
#undef KR_OWN
};

static int add_breakdown(struct kr_census *self, const struct kr_model *model,
                         const struct kr_breakdown *by)
{
    int code = add_table(self, model, by->flow ? KR_CENSUS_FLOWS : KR_CENSUS_PERSONS, by,
                         kr_breakdown_measures(by));
    if (code == KR_OK && kr_breakdown_has_vacancies(by)) {
        code = add_table(self, model, KR_CENSUS_VACANCIES, by, KR_COUNTED_BIT(PERSONS));
    }
    return code;
}

int kr_census_init(struct kr_census *self, const struct kr_model *model, kr_row persons,
                   const struct kr_breakdown *breakdowns, int count)
{
    memset(self, 0, sizeof *self);
    self->workers = model->threads < 1              ? 1
                    : model->threads < MOST_WORKERS ? model->threads
                                                    : MOST_WORKERS;
    self->before = calloc((size_t)persons + 1, sizeof *self->before);
    self->occupation = calloc((size_t)persons + 1, sizeof *self->occupation);
    int code = self->before == NULL || self->occupation == NULL
                   ? KR_ERROR(KR_ERR_NO_MEMORY)
                   : KR_OK;
    for (int t = 0; t < KR_CENSUS_OWN && code == KR_OK; t++) {
        code = add_table(self, model, KR_CENSUS_PERSONS, &OWN[t].by, OWN[t].measures);
    }
    for (int b = 0; b < count && b < KR_BREAKDOWNS && code == KR_OK; b++) {
        code = add_breakdown(self, model, &breakdowns[b]);
    }
    return code;
}

void kr_census_free(struct kr_census *self)
{
    for (int t = 0; t < self->count; t++) {
        free(self->table[t].sums);
    }
    free(self->before);
    free(self->occupation);
    memset(self, 0, sizeof *self);
}

int64_t kr_census_sum(const struct kr_census_table *table, int64_t cell,
                      enum kr_counted measure)
{
    const int slot = table->slot[measure];
    return slot == KR_NONE ? 0 : table->sums[cell * table->width + slot];
}

// ---------------------------------------------------------------- counting

struct reading {
    struct kr_census *census;
    const struct kr_model *model;
    const struct kr_world *world;
    unsigned axes; // bits of those in use
};

static int64_t *sums_of(const struct kr_census_table *table, int worker)
{
    return table->sums + (int64_t)worker * table->cells * table->width;
}

// The cell of every row of a strip; -1 for who is not in the table.
static void find_cells(const struct kr_census_table *table,
                       const struct kr_census_strip *s, int32_t *cell)
{
    const uint8_t *status = &s->world->persons.status[s->first];
    for (int i = 0; i < s->rows; i++) {
        cell[i] = status[i] == KR_ABSENT ? -1 : 0;
    }
    for (int k = 0; k < table->by.axes; k++) {
        const enum kr_breakdown_axis axis = table->by.axis[k];
        const int32_t size = kr_breakdown_size(axis, s->model->country);
        const uint16_t *code = s->code[axis];
        for (int i = 0; i < s->rows; i++) {
            cell[i] = cell[i] < 0 || code[i] >= size ? -1 : cell[i] * size + code[i];
        }
    }
}

static void count_persons(const struct kr_census_table *table,
                          const struct kr_census_strip *s, int64_t *sums)
{
    int32_t cell[KR_STRIP_ROWS];
    find_cells(table, s, cell);
    for (int m = 0; m < KR_COUNTED_COUNT; m++) {
        const int slot = table->slot[m];
        for (int i = 0; slot != KR_NONE && i < s->rows; i++) {
            if (cell[i] >= 0) {
                sums[(int64_t)cell[i] * table->width + slot] += s->value[m][i];
            }
        }
    }
}

// Adds one person who went from one status to another, by the axes of a stand.
static void count_flow(const struct kr_census_table *table, const struct kr_model *model,
                       int from, uint16_t stand, int to, int64_t *sums)
{
    int64_t cell = 0;
    for (int k = 0; k < table->by.axes; k++) {
        const enum kr_breakdown_axis axis = table->by.axis[k];
        cell = cell * kr_breakdown_size(axis, model->country) +
               kr_census_stand_code(stand, axis);
    }
    sums[(cell * KR_STATUS_COUNT + from) * KR_STATUS_COUNT + to]++;
}

// Who left is counted where she stood last, all others where they stand now.
static void count_flows(const struct kr_census_table *table,
                        const struct kr_census_strip *s, int64_t *sums)
{
    for (int i = 0; s->census->started && i < s->rows; i++) {
        const kr_row row = s->first + i;
        const uint16_t before = s->census->before[row];
        const uint16_t stand = kr_census_stand(s->world, row);
        const int from = kr_census_stand_status(before);
        const int to = kr_census_stand_status(stand);
        const bool other = to == KR_ABSENT || kr_census_is_new(s->world, row);
        if (other && from != KR_ABSENT) {
            count_flow(table, s->model, from, before, KR_ABSENT, sums);
        }
        if (to != KR_ABSENT) {
            count_flow(table, s->model, other ? KR_ABSENT : from, stand, to, sums);
        }
    }
}

static void note_stands(struct kr_census *census, const struct kr_world *world,
                        kr_row first, kr_row last)
{
    for (kr_row row = first; row < last; row++) {
        census->before[row] = kr_census_stand(world, row);
        census->occupation[row] = world->persons.occupation[row];
    }
}

static void person_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct reading *reading = context;
    struct kr_census *census = reading->census;
    struct kr_census_strip strip;
    strip.census = census;
    strip.model = reading->model;
    strip.world = reading->world;
    for (kr_row at = first; at < last; at += KR_STRIP_ROWS) {
        const int rows = last - at < KR_STRIP_ROWS ? last - at : KR_STRIP_ROWS;
        kr_census_strip_read(&strip, at, rows, reading->axes);
        for (int t = 0; t < census->count; t++) {
            const struct kr_census_table *table = &census->table[t];
            if (table->kind == KR_CENSUS_PERSONS) {
                count_persons(table, &strip, sums_of(table, worker));
            } else if (table->kind == KR_CENSUS_FLOWS) {
                count_flows(table, &strip, sums_of(table, worker));
            }
        }
    }
    note_stands(census, reading->world, first, last);
}

static int vacancy_code(const struct kr_employer *employer, const struct kr_post *post,
                        enum kr_breakdown_axis axis)
{
    return axis == KR_BREAK_SECTOR       ? employer->sector
           : axis == KR_BREAK_OCCUPATION ? post->occupation
                                         : employer->region;
}

static void vacancy_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct reading *reading = context;
    const struct kr_world *world = reading->world;
    for (kr_row v = first; v < last; v++) {
        if (world->vacancies.posted[v] == 0) {
            continue;
        }
        const struct kr_post *post = &world->posts.at[world->vacancies.post[v]];
        const struct kr_employer *employer = &world->employers.at[post->employer];
        for (int t = KR_CENSUS_OWN; t < reading->census->count; t++) {
            const struct kr_census_table *table = &reading->census->table[t];
            int64_t cell = 0;
            for (int k = 0; table->kind == KR_CENSUS_VACANCIES && k < table->by.axes;
                 k++) {
                const enum kr_breakdown_axis axis = table->by.axis[k];
                cell = cell * kr_breakdown_size(axis, reading->model->country) +
                       vacancy_code(employer, post, axis);
            }
            if (table->kind == KR_CENSUS_VACANCIES) {
                sums_of(table, worker)[cell]++;
            }
        }
    }
}

// Adds the sums of all workers to those of the first.
static void gather(const struct kr_census *self)
{
    for (int t = 0; t < self->count; t++) {
        const struct kr_census_table *table = &self->table[t];
        const int64_t size = table->cells * table->width;
        for (int w = 1; w < self->workers; w++) {
            const int64_t *from = sums_of(table, w);
            for (int64_t i = 0; i < size; i++) {
                table->sums[i] += from[i];
            }
        }
    }
}

static unsigned used_axes(const struct kr_census *self)
{
    unsigned axes = 0;
    for (int t = 0; t < self->count; t++) {
        const struct kr_breakdown *by = &self->table[t].by;
        for (int k = 0; k < by->axes && self->table[t].kind == KR_CENSUS_PERSONS; k++) {
            axes |= 1U << by->axis[k];
        }
    }
    return axes;
}

void kr_census_take(struct kr_census *self, const struct kr_model *model,
                    const struct kr_world *world)
{
    for (int t = 0; t < self->count; t++) {
        const struct kr_census_table *table = &self->table[t];
        const size_t size = (size_t)(table->cells * table->width);
        memset(table->sums, 0, size * (size_t)self->workers * sizeof *table->sums);
    }
    struct reading reading = {self, model, world, used_axes(self)};
    kr_parallel_rows(self->workers, world->persons.rows, person_block, &reading);
    kr_parallel_rows(self->workers, world->vacancies.rows, vacancy_block, &reading);
    gather(self);
    self->started = true;
}
