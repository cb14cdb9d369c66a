#include "tests/model/matching_oracle.h"

#include "tests/model/oracle_market.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *take(size_t count, size_t size)
{
    void *memory = calloc(count + 1, size);
    assert_non_null(memory);
    return memory;
}

// ---------------------------------------------------------------- copies

static void copy_columns(void *to, const void *from, const struct kr_column *column,
                         size_t columns, kr_row rows)
{
    for (size_t c = 0; c < columns; c++) {
        memcpy(*(char **)(void *)((char *)to + column[c].offset),
               *(char *const *)(const void *)((const char *)from + column[c].offset),
               (size_t)rows * kr_type_size(column[c].type));
    }
}

static void *copy_records(const void *from, kr_row rows, size_t size)
{
    void *copy = take((size_t)rows, size);
    memcpy(copy, from, (size_t)rows * size);
    return copy;
}

void oracle_copy(struct oracle_state *self, const struct kr_live *live)
{
    const struct kr_world *world = live->world;
    size_t columns;
    memset(self, 0, sizeof *self);
    assert_int_equal(kr_persons_init(&self->persons, world->persons.rows), KR_OK);
    self->persons.rows = world->persons.rows;
    const struct kr_column *column = kr_person_columns(&columns);
    copy_columns(&self->persons, &world->persons, column, columns, world->persons.rows);
    assert_int_equal(kr_vacancies_init(&self->vacancies, world->vacancies.capacity),
                     KR_OK);
    self->vacancies.rows = world->vacancies.rows;
    column = kr_vacancy_columns(&columns);
    copy_columns(&self->vacancies, &world->vacancies, column, columns,
                 world->vacancies.rows);
    self->employers =
        copy_records(world->employers.at, world->employers.rows, sizeof *self->employers);
    self->posts = copy_records(world->posts.at, world->posts.rows, sizeof *self->posts);
    assert_int_equal(
        kr_tallies_init(&self->tallies, live->model->country, live->model->policy_count),
        KR_OK);
    kr_tallies_add(&self->tallies, &world->tallies);
    self->seeker_count = (kr_row)kr_buffer_count(&live->scratch->seekers);
    self->seekers = take((size_t)self->seeker_count, sizeof *self->seekers);
    kr_buffer_join(&live->scratch->seekers, self->seekers);
}

void oracle_free(struct oracle_state *self)
{
    kr_persons_free(&self->persons);
    kr_vacancies_free(&self->vacancies);
    kr_tallies_free(&self->tallies);
    free(self->employers);
    free(self->posts);
    free(self->seekers);
}

// ---------------------------------------------------------------- comparing

// Where a difference is written.
struct finding {
    char *text;
    size_t size;
};

// A table to compare; for records `columns` is their size.
struct table {
    const char *name;
    const struct kr_column *column;
    size_t columns;
    kr_row rows;
};

static bool columns_equal(struct finding *f, const void *expected, const void *actual,
                          const struct table *table)
{
    for (size_t c = 0; c < table->columns; c++) {
        const size_t size = kr_type_size(table->column[c].type);
        const size_t offset = table->column[c].offset;
        const char *x = *(char *const *)(const void *)((const char *)expected + offset);
        const char *y = *(char *const *)(const void *)((const char *)actual + offset);
        for (kr_row i = 0; i < table->rows; i++) {
            if (memcmp(x + (size_t)i * size, y + (size_t)i * size, size) != 0) {
                (void)snprintf(f->text, f->size, "%s row %d differs in %s", table->name,
                               i, table->column[c].name);
                return false;
            }
        }
    }
    return true;
}

static bool records_equal(struct finding *f, const void *expected, const void *actual,
                          const struct table *table)
{
    const char *x = expected;
    const char *y = actual;
    for (kr_row i = 0; i < table->rows; i++) {
        if (memcmp(x + (size_t)i * table->columns, y + (size_t)i * table->columns,
                   table->columns) != 0) {
            (void)snprintf(f->text, f->size, "%s row %d differs", table->name, i);
            return false;
        }
    }
    return true;
}

static bool tallies_equal(struct finding *f, const struct kr_tallies *expected,
                          const struct kr_tallies *actual)
{
    static const char *const NAMES[] = {
#define NAME(name, unit, meaning) #name,
        KR_EVENT_LIST(NAME)
#undef NAME
    };
    const int64_t *x = (const int64_t *)&expected->events;
    const int64_t *y = (const int64_t *)&actual->events;
    for (int i = 0; i < (int)KR_EVENT_COUNT; i++) {
        if (x[i] != y[i]) {
            (void)snprintf(f->text, f->size, "event %s: expected %lld, found %lld",
                           NAMES[i], (long long)x[i], (long long)y[i]);
            return false;
        }
    }
    for (int t = 0; t < KR_TALLY_COUNT; t++) {
        const size_t first = expected->offset[t];
        const size_t cells = (size_t)expected->rows[t] * (size_t)expected->columns[t];
        if (memcmp(&expected->cells[first], &actual->cells[first],
                   cells * sizeof *actual->cells) != 0) {
            (void)snprintf(f->text, f->size, "table %s differs",
                           kr_tally_info((enum kr_tally)t)->name);
            return false;
        }
    }
    return true;
}

bool oracle_equals(const struct oracle_state *self, const struct kr_live *live,
                   char *text, size_t size)
{
    const struct kr_world *w = live->world;
    struct finding f = {text, size};
    struct table persons = {.name = "persons", .rows = w->persons.rows};
    struct table vacancies = {.name = "vacancies", .rows = w->vacancies.rows};
    const struct table posts = {"posts", NULL, sizeof *w->posts.at, w->posts.rows};
    const struct table employers = {"employers", NULL, sizeof *w->employers.at,
                                    w->employers.rows};
    persons.column = kr_person_columns(&persons.columns);
    vacancies.column = kr_vacancy_columns(&vacancies.columns);
    if (self->vacancies.rows != w->vacancies.rows) {
        (void)snprintf(text, size, "%d openings are left, expected %d", w->vacancies.rows,
                       self->vacancies.rows);
        return false;
    }
    return tallies_equal(&f, &self->tallies, &w->tallies) &&
           columns_equal(&f, &self->persons, &w->persons, &persons) &&
           columns_equal(&f, &self->vacancies, &w->vacancies, &vacancies) &&
           records_equal(&f, self->posts, w->posts.at, &posts) &&
           records_equal(&f, self->employers, w->employers.at, &employers);
}

// ---------------------------------------------------------------- the phase

static void live_round(struct oracle_market *m)
{
    const kr_row seekers = m->state->seeker_count;
    for (kr_row s = 0; s < seekers; s++) {
        m->application_count[s] = 0;
        if (!m->hired[s]) {
            oracle_apply(m, s);
        }
    }
    for (kr_row post = 0; post < m->live->world->posts.rows; post++) {
        if (m->state->posts[post].openings > 0) {
            oracle_offer_jobs(m, post);
        }
    }
    // backwards: the order of seekers must not matter
    for (kr_row s = seekers - 1; s >= 0; s--) {
        if (!m->hired[s]) {
            oracle_choose(m, s);
        }
    }
    oracle_close_round(m);
}

// Filled openings leave the table.
static void keep_the_rest(struct oracle_market *m)
{
    struct kr_vacancies *v = &m->state->vacancies;
    size_t columns;
    const struct kr_column *column = kr_vacancy_columns(&columns);
    kr_row kept = 0;
    for (kr_row i = 0; i < v->rows; i++) {
        for (size_t c = 0; c < columns && !m->filled[i]; c++) {
            char *data = *(char **)(void *)((char *)v + column[c].offset);
            const size_t size = kr_type_size(column[c].type);
            memmove(data + (size_t)kept * size, data + (size_t)i * size, size);
        }
        kept += !m->filled[i];
    }
    v->rows = kept;
}

void oracle_match(struct oracle_state *self, const struct kr_live *live)
{
    const size_t posts = (size_t)live->world->posts.rows;
    const size_t seekers = (size_t)self->seeker_count;
    struct oracle_market m = {.state = self,
                              .live = live,
                              .country = live->model->country,
                              .rule = &live->scratch->terms.parameters};
    oracle_lay_out(&m);
    m.filled = take((size_t)self->vacancies.capacity, sizeof *m.filled);
    m.applicants = take(posts, sizeof *m.applicants);
    m.hired_by_post = take(posts, sizeof *m.hired_by_post);
    m.hired = take(seekers, sizeof *m.hired);
    m.application = take(seekers * ORACLE_APPLICATIONS, sizeof *m.application);
    m.application_count = take(seekers, sizeof *m.application_count);
    m.leaver = take(seekers, sizeof *m.leaver);
    self->tallies.events.seekers = self->seeker_count;
    for (kr_row s = 0; s < self->seeker_count; s++) {
        self->tallies.events.seekers_employed +=
            self->persons.status[self->seekers[s]] == KR_EMPLOYEE;
    }
    for (m.round = 0; m.round < (int)m.rule->search.rounds; m.round++) {
        live_round(&m);
    }
    keep_the_rest(&m);
    oracle_post_rest(&m);
    free(m.filled);
    free(m.applicants);
    free(m.hired_by_post);
    free(m.hired);
    free(m.application);
    free(m.application_count);
    free(m.leaver);
}
