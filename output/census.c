#include "output/census.h"

#include "base/parallel.h"
#include "base/table.h"
#include "output/census_strip.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_WORKERS = 16 }; // each has tables of its own

static bool has_axis(const struct kr_breakdown *breakdown, enum kr_breakdown_whom whom)
{
    for (int i = 0; i < breakdown->axes; i++) {
        if (kr_breakdown_axis(breakdown->axis[i])->whom == whom) {
            return true;
        }
    }
    return false;
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
    table->whom = has_axis(by, KR_WHOM_EMPLOYEES) || has_axis(by, KR_WHOM_MOVES)
                      ? KR_CENSUS_STAFF
                      : KR_CENSUS_EVERYBODY;
    for (int k = 0; k < by->axes; k++) {
        table->size[k] = kr_breakdown_size(by->axis[k], model->country);
    }
    for (int m = 0; m < KR_COUNTED_COUNT; m++) {
        const bool has = (measures >> m & 1U) != 0;
        table->slot[m] = has ? table->width : KR_NONE;
        table->of[table->width] = (enum kr_counted)m;
        table->width += has;
    }
    // whoever moves from nowhere has a code behind those of the first axis
    const int64_t behind =
        has_axis(by, KR_WHOM_MOVES) ? table->cells / table->size[0] : 0;
    table->room = (table->cells + behind) * table->width;
    const size_t numbers = (size_t)table->room * (size_t)self->workers;
    table->sums = calloc(numbers + 1, sizeof *table->sums);
    self->count++;
    return table->sums == NULL ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}

static const struct own {
    unsigned measures;
    struct kr_breakdown by;
} OWN[] = {
#define KR_OWN(name, measures, axes, a, b, c) \
    {measures, {false, axes, {KR_BREAK_##a, KR_BREAK_##b, KR_BREAK_##c}, 0}},
    KR_CENSUS_LIST(KR_OWN)
#undef KR_OWN
};

static int add_breakdown(struct kr_census *self, const struct kr_model *model,
                         const struct kr_breakdown *by)
{
    const unsigned counted = kr_breakdown_counted(by);
    int code = KR_OK;
    if (counted != 0) {
        code = add_table(self, model, by->flow ? KR_CENSUS_FLOWS : KR_CENSUS_PERSONS, by,
                         counted);
    }
    if (code == KR_OK && kr_breakdown_has_vacancies(by)) {
        code = add_table(self, model, KR_CENSUS_VACANCIES, by, KR_COUNTED_BIT(PERSONS));
    }
    return code;
}

// Bits of what the tables of persons want to be read.
static void add_wants(struct kr_census *self)
{
    for (int t = 0; t < self->count; t++) {
        const struct kr_census_table *table = &self->table[t];
        if (table->kind != KR_CENSUS_PERSONS) {
            continue;
        }
        self->wants.measures[table->whom] |= table->measures;
        for (int k = 0; k < table->by.axes; k++) {
            self->wants.axes[table->whom] |= 1U << table->by.axis[k];
        }
    }
}

static bool has_kind(const struct kr_census *self, enum kr_census_kind kind)
{
    for (int t = 0; t < self->count; t++) {
        if (self->table[t].kind == kind) {
            return true;
        }
    }
    return false;
}

// What is known of posts now, and of persons at the last record.
static int make_notes(struct kr_census *self, const struct kr_world *world)
{
    const size_t persons = (size_t)world->persons.capacity + 1;
    const bool flows = has_kind(self, KR_CENSUS_FLOWS);
    self->job = calloc((size_t)world->posts.capacity + 1, sizeof *self->job);
    self->occupation = calloc(persons, sizeof *self->occupation);
    self->before = flows ? calloc(persons, sizeof *self->before) : NULL;
    return self->job == NULL || self->occupation == NULL ||
                   (flows && self->before == NULL)
               ? KR_ERROR(KR_ERR_NO_MEMORY)
               : KR_OK;
}

int kr_census_init(struct kr_census *self, const struct kr_model *model,
                   const struct kr_world *world, const struct kr_breakdown *breakdowns,
                   int count)
{
    memset(self, 0, sizeof *self);
    self->workers = model->threads < 1              ? 1
                    : model->threads < MOST_WORKERS ? model->threads
                                                    : MOST_WORKERS;
    int code = KR_OK;
    for (int t = 0; t < KR_CENSUS_OWN && code == KR_OK; t++) {
        code = add_table(self, model, KR_CENSUS_PERSONS, &OWN[t].by, OWN[t].measures);
    }
    for (int b = 0; b < count && b < KR_BREAKDOWNS && code == KR_OK; b++) {
        code = add_breakdown(self, model, &breakdowns[b]);
    }
    add_wants(self);
    return code == KR_OK ? make_notes(self, world) : code;
}

void kr_census_free(struct kr_census *self)
{
    for (int t = 0; t < self->count; t++) {
        free(self->table[t].sums);
    }
    free(self->job);
    free(self->before);
    free(self->occupation);
    memset(self, 0, sizeof *self);
}

int64_t kr_census_bytes(int64_t persons, int64_t posts,
                        const struct kr_breakdowns *breakdowns)
{
    const struct kr_census *census = NULL;
    size_t each = sizeof *census->occupation;
    for (int b = 0; b < breakdowns->count; b++) {
        if (breakdowns->at[b].flow) {
            each = sizeof *census->occupation + sizeof *census->before;
        }
    }
    return persons * (int64_t)each + posts * (int64_t)sizeof *census->job;
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
};

static int64_t *sums_of(const struct kr_census_table *table, int worker)
{
    return table->sums + (int64_t)worker * table->room;
}

// The place of the first measure of every row's cell.
static void find_cells(const struct kr_census_table *table,
                       const struct kr_census_rows *r, uint32_t *cell)
{
    const uint16_t *first = r->code[table->by.axis[0]];
    for (int i = 0; i < r->count; i++) {
        cell[i] = first[i];
    }
    for (int k = 1; k < table->by.axes; k++) {
        const uint16_t *code = r->code[table->by.axis[k]];
        const uint32_t size = (uint32_t)table->size[k];
        for (int i = 0; i < r->count; i++) {
            cell[i] = cell[i] * size + code[i];
        }
    }
    const uint32_t width = (uint32_t)table->width;
    for (int i = 0; width > 1 && i < r->count; i++) {
        cell[i] *= width;
    }
}

static void add_heads(const uint32_t *cell, int rows, int64_t *sums)
{
    for (int i = 0; i < rows; i++) {
        sums[cell[i]]++;
    }
}

static void add_values(const uint32_t *cell, const int32_t *value, int rows,
                       int64_t *sums)
{
    for (int i = 0; i < rows; i++) {
        sums[cell[i]] += value[i];
    }
}

// Two measures at once: one addition need not wait for the other.
static void add_pairs(const uint32_t *cell, const int32_t *a, const int32_t *b, int rows,
                      int64_t *sums)
{
    for (int i = 0; i < rows; i++) {
        int64_t *sum = &sums[cell[i]];
        sum[0] += a[i];
        sum[1] += b[i];
    }
}

// Whether a measure is 1 for everyone whose rows are counted.
static bool is_heads(enum kr_census_whom whom, enum kr_counted measure)
{
    return whom == KR_CENSUS_STAFF &&
           (measure == KR_COUNTED_PERSONS || measure == KR_COUNTED_EMPLOYEES);
}

static void count_persons(const struct kr_census_table *table,
                          const struct kr_census_strip *s, int64_t *sums)
{
    const struct kr_census_rows *r = &s->of[table->whom];
    uint32_t cell[KR_CENSUS_ROWS];
    find_cells(table, r, cell);
    int m = 0;
    if (is_heads(table->whom, table->of[0])) {
        add_heads(cell, r->count, sums);
        m++;
    }
    for (; m + 1 < table->width; m += 2) {
        add_pairs(cell, r->value[table->of[m]], r->value[table->of[m + 1]], r->count,
                  &sums[m]);
    }
    if (m < table->width) {
        add_values(cell, r->value[table->of[m]], r->count, &sums[m]);
    }
}

// Adds one person who went from one status to another, by the axes of a stand.
static void count_flow(const struct kr_census_table *table, int from, uint16_t stand,
                       int to, int64_t *sums)
{
    int64_t cell = 0;
    for (int k = 0; k < table->by.axes; k++) {
        const enum kr_breakdown_axis axis = table->by.axis[k];
        cell = cell * table->size[k] + kr_census_stand_code(stand, axis);
    }
    sums[(cell * KR_STATUS_COUNT + from) * KR_STATUS_COUNT + to]++;
}

// Who left is counted where she stood last, all others where they stand now.
static void count_flows(const struct kr_census_table *table,
                        const struct kr_census_strip *s, int64_t *sums)
{
    for (int i = 0; s->census->started && i < s->of[KR_CENSUS_EVERYBODY].count; i++) {
        const kr_row row = s->first + i;
        const uint16_t before = s->census->before[row];
        const uint16_t stand = kr_census_stand(s->world, row);
        const int from = kr_census_stand_status(before);
        const int to = kr_census_stand_status(stand);
        const bool other = to == KR_ABSENT || kr_census_is_new(s->world, row);
        if (other && from != KR_ABSENT) {
            count_flow(table, from, before, KR_ABSENT, sums);
        }
        if (to != KR_ABSENT) {
            count_flow(table, other ? KR_ABSENT : from, stand, to, sums);
        }
    }
}

static void census_block(void *context, kr_row first, kr_row last, int worker)
{
    const struct reading *reading = context;
    struct kr_census *census = reading->census;
    struct kr_census_strip strip;
    strip.census = census;
    strip.model = reading->model;
    strip.world = reading->world;
    for (kr_row at = first; at < last; at += KR_CENSUS_ROWS) {
        const int rows = last - at < KR_CENSUS_ROWS ? last - at : KR_CENSUS_ROWS;
        kr_census_strip_read(&strip, at, rows);
        for (int t = 0; t < census->count; t++) {
            const struct kr_census_table *table = &census->table[t];
            if (table->kind == KR_CENSUS_PERSONS) {
                count_persons(table, &strip, sums_of(table, worker));
            } else if (table->kind == KR_CENSUS_FLOWS) {
                count_flows(table, &strip, sums_of(table, worker));
            }
        }
        kr_census_strip_note(&strip);
    }
}

static void post_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    const struct reading *reading = context;
    const struct kr_world *world = reading->world;
    for (kr_row post = first; post < last; post++) {
        const kr_row row = world->posts.at[post].employer;
        if (row != KR_NONE) {
            const struct kr_employer *e = &world->employers.at[row];
            reading->census->job[post] =
                (struct kr_census_job){e->sector, e->region, e->wage_premium};
        }
    }
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

// Adds the sums of all workers to the first.
static void gather(const struct kr_census *self)
{
    for (int t = 0; t < self->count; t++) {
        const struct kr_census_table *table = &self->table[t];
        for (int set = 1; set < self->workers; set++) {
            const int64_t *from = table->sums + set * table->room;
            for (int64_t i = 0; i < table->room; i++) {
                table->sums[i] += from[i];
            }
        }
    }
}

void kr_census_take(struct kr_census *self, const struct kr_model *model,
                    const struct kr_world *world)
{
    for (int t = 0; t < self->count; t++) {
        const struct kr_census_table *table = &self->table[t];
        const size_t numbers = (size_t)table->room * (size_t)self->workers;
        memset(table->sums, 0, numbers * sizeof *table->sums);
    }
    struct reading reading = {self, model, world};
    kr_parallel_rows(self->workers, world->posts.rows, post_block, &reading);
    kr_parallel_rows(self->workers, world->persons.rows, census_block, &reading);
    if (has_kind(self, KR_CENSUS_VACANCIES)) {
        kr_parallel_rows(self->workers, world->vacancies.rows, vacancy_block, &reading);
    }
    gather(self);
    self->started = true;
}
