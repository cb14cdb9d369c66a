#include "tests/unit/scenarios/population_checks.h"

#include "agents/rules/taste.h"
#include "scenarios/population.h"
#include "scenarios/scenario.h"
#include "tests/support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AGES = KR_MAX_AGE - KR_MIN_AGE, BANDS = 12, FULL_TIME_MINUTES = 35 * 60 };

void build_world(struct built *self, const char *pack, double scale, int threads)
{
    memset(self, 0, sizeof *self);
    char folder[512];
    snprintf(folder, sizeof folder, "%s/scenarios/%s", KR_SOURCE_DIR, pack);
    struct kr_diag diag;
    kr_diag_init(&diag);
    uint64_t hash = 0;
    assert_int_equal(kr_country_load(folder, &self->country, &hash, &diag), KR_OK);
    kr_diag_free(&diag);
    self->model = (struct kr_model){.country = &self->country,
                                    .seed = 1,
                                    .key = kr_random_key_of(1, 0),
                                    .scale = scale,
                                    .quarters = 8,
                                    .threads = threads};
    kr_parameters_default(&self->model.parameters);
    assert_int_equal(kr_population_build(&self->model, &self->world), KR_OK);
}

void free_world(struct built *self)
{
    kr_world_free(&self->world);
    kr_country_free(&self->country);
}

// Counts against expected values, cell by cell, within `most` (exclusive).
static void assert_cells(const char *what, const double *counted, const double *expected,
                         int cells, double most)
{
    for (int i = 0; i < cells; i++) {
        if (fabs(counted[i] - expected[i]) >= most) {
            print_error("%s, cell %d: %.1f, expected %.3f\n", what, i, counted[i],
                        expected[i]);
            fail();
        }
    }
}

static double *new_cells(int cells)
{
    double *memory = calloc((size_t)cells, sizeof *memory);
    assert_non_null(memory);
    return memory;
}

static int pack_status(const struct kr_persons *p, kr_row i)
{
    if (p->status[i] == KR_EMPLOYEE) {
        return p->contract[i] == KR_PERMANENT ? KR_PACK_PERMANENT : KR_PACK_FLEXIBLE;
    }
    return p->status[i] == KR_SELF_EMPLOYED
               ? KR_PACK_SELF_EMPLOYED
               : p->status[i] - KR_UNEMPLOYED + KR_PACK_UNEMPLOYED;
}

static int age_of(const struct built *b, kr_row i)
{
    return kr_age(b->world.persons.birth_quarter[i], b->world.now) - KR_MIN_AGE;
}

static void check_people(const struct built *b)
{
    const struct kr_persons *p = &b->world.persons;
    const int regions = b->country.regions;
    const int cells = regions * AGES * KR_SEX_COUNT;
    double *counted = new_cells(cells);
    double *expected = new_cells(cells);
    double *line = new_cells(4 * (regions + AGES));
    for (kr_row i = 0; i < p->rows; i++) {
        counted[(p->region[i] * AGES + age_of(b, i)) * KR_SEX_COUNT + p->sex[i]]++;
    }
    double *by_age = line + 2 * (size_t)regions;
    for (int i = 0; i < cells; i++) {
        expected[i] = b->country.population[i] * b->model.scale;
        const int region = i / (AGES * KR_SEX_COUNT);
        const int age = i / KR_SEX_COUNT % AGES;
        line[region] += counted[i];
        line[regions + region] += expected[i];
        by_age[age] += counted[i];
        by_age[AGES + age] += expected[i];
    }
    const int whole = b->model.scale == 1.0;
    assert_cells("region", line, line + regions, regions, 1.0);
    assert_cells("age", by_age, by_age + AGES, AGES, whole != 0 ? 0.5 : 2.0);
    assert_cells("region, age, sex", counted, expected, cells, whole != 0 ? 0.5 : 2.0);
    free(counted);
    free(expected);
    free(line);
}

void check_persons(const struct built *b)
{
    const struct kr_persons *p = &b->world.persons;
    enum { CELLS = BANDS * KR_SEX_COUNT * KR_PACK_STATUS_COUNT };
    double counted[CELLS] = {0};
    double expected[CELLS];
    double line[2][KR_PACK_STATUS_COUNT] = {{0}};
    for (kr_row i = 0; i < p->rows; i++) {
        const int band = age_of(b, i) / 5;
        const int line_of = band * KR_SEX_COUNT + p->sex[i];
        counted[line_of * KR_PACK_STATUS_COUNT + pack_status(p, i)]++;
    }
    for (int i = 0; i < CELLS; i++) {
        expected[i] = b->country.status[i] * b->model.scale;
        line[0][i % KR_PACK_STATUS_COUNT] += counted[i];
        line[1][i % KR_PACK_STATUS_COUNT] += expected[i];
    }
    check_people(b);
    const int whole = b->model.scale == 1.0;
    assert_cells("status", line[0], line[1], KR_PACK_STATUS_COUNT, 1.0);
    assert_cells("age, sex, status", counted, expected, CELLS, whole != 0 ? 0.5 : 2.5);
}

static const struct kr_employer *employer_of(const struct built *b, kr_row post)
{
    return &b->world.employers.at[b->world.posts.at[post].employer];
}

static void check_sectors(const struct built *b)
{
    const struct kr_persons *p = &b->world.persons;
    const struct kr_country *c = &b->country;
    const int sectors = c->sectors;
    double *counted = new_cells(6 * sectors);
    double *expected = counted + 3 * (size_t)sectors;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] == KR_EMPLOYEE) {
            counted[employer_of(b, p->post[i])->sector]++;
        }
    }
    for (kr_row v = 0; v < b->world.vacancies.rows; v++) {
        counted[sectors + employer_of(b, b->world.vacancies.post[v])->sector]++;
    }
    for (kr_row e = 0; e < b->world.employers.rows; e++) {
        counted[2 * sectors + b->world.employers.at[e].sector]++;
    }
    for (int s = 0; s < sectors; s++) {
        expected[s] = (double)c->sector[s].employees * b->model.scale;
        expected[sectors + s] = (double)c->sector[s].vacancies * b->model.scale;
        expected[2 * sectors + s] = (double)c->sector[s].employers * b->model.scale;
    }
    assert_cells("employees by sector", counted, expected, sectors, 1.0);
    assert_cells("vacancies by sector", counted + sectors, expected + sectors, sectors,
                 1.0);
    if (b->model.scale == 1.0) {
        assert_cells("employers by sector", counted + 2 * (size_t)sectors,
                     expected + 2 * (size_t)sectors, sectors, 0.5);
    }
    free(counted);
}

static void check_occupations(const struct built *b)
{
    const struct kr_persons *p = &b->world.persons;
    const struct kr_country *c = &b->country;
    double *counted = new_cells(2 * c->occupations);
    double *expected = counted + c->occupations;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->contract[i] != KR_NO_CONTRACT) {
            counted[p->occupation[i]]++;
        }
    }
    for (int i = 0; i < c->staffing_rows; i++) {
        expected[c->staffing[i].occupation] += c->staffing[i].persons * b->model.scale;
    }
    assert_cells("workers by occupation", counted, expected, c->occupations, 1.0);
    free(counted);
}

// Workers of the country by hours: shares of the pack by sex, age and contract, times
// workers.
static void check_hours(const struct built *b)
{
    const struct kr_persons *p = &b->world.persons;
    double counted[KR_HOURS_GRID] = {0};
    double expected[KR_HOURS_GRID] = {0};
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->contract[i] == KR_NO_CONTRACT) {
            continue;
        }
        const int group = kr_age_group(age_of(b, i) + KR_MIN_AGE);
        const int third = group == 0 ? 0 : group < 4 ? 1 : 2;
        const int line = (p->sex[i] * 3 + third) * KR_CONTRACT_COUNT + p->contract[i];
        assert_int_equal(p->contract_minutes[i] % (KR_HOURS_STEP * 60), 0);
        counted[p->contract_minutes[i] / (KR_HOURS_STEP * 60)]++;
        for (int k = 0; k < KR_HOURS_GRID; k++) {
            expected[k] += b->country.hours_share[line * KR_HOURS_GRID + k];
        }
    }
    assert_cells("workers by hours", counted, expected, KR_HOURS_GRID, 1.0);
}

void check_jobs(const struct built *b)
{
    check_sectors(b);
    check_occupations(b);
    check_hours(b);
}

// What persons say of a post, against what it says itself.
static void check_posts(const struct built *b)
{
    const struct kr_persons *p = &b->world.persons;
    const struct kr_posts *posts = &b->world.posts;
    struct kr_post *sum = calloc((size_t)posts->rows, sizeof *sum);
    assert_non_null(sum);
    for (kr_row i = 0; i < p->rows; i++) {
        assert_int_equal(p->post[i] >= 0, p->status[i] == KR_EMPLOYEE);
        if (p->post[i] >= 0) {
            assert_true(p->post[i] < posts->rows);
            assert_int_equal(posts->at[p->post[i]].occupation, p->occupation[i]);
            sum[p->post[i]].heads++;
            sum[p->post[i]].contract_minutes += p->contract_minutes[i];
            sum[p->post[i]].premium_minutes +=
                (int64_t)p->contract_minutes[i] * p->wage_premium[i];
        }
    }
    for (kr_row v = 0; v < b->world.vacancies.rows; v++) {
        sum[b->world.vacancies.post[v]].openings++;
        sum[b->world.vacancies.post[v]].required_minutes += b->world.vacancies.minutes[v];
    }
    for (kr_row i = 0; i < posts->rows; i++) {
        const struct kr_post *post = &posts->at[i];
        assert_true(post->heads > 0);
        assert_int_equal(post->heads, sum[i].heads);
        assert_int_equal(post->contract_minutes, sum[i].contract_minutes);
        assert_int_equal(post->premium_minutes, sum[i].premium_minutes);
        assert_int_equal(post->openings, sum[i].openings);
        assert_int_equal(post->required_minutes,
                         post->contract_minutes + sum[i].required_minutes);
    }
    free(sum);
}

static void check_employers(const struct built *b)
{
    const struct kr_employers *employers = &b->world.employers;
    kr_row next = 0;
    for (kr_row i = 0; i < employers->rows; i++) {
        const struct kr_employer *e = &employers->at[i];
        assert_true(e->id != 0);
        assert_int_equal(e->first_post, next);
        int32_t heads = 0;
        for (int k = 0; k < e->posts; k++) {
            assert_int_equal(b->world.posts.at[next + k].employer, i);
            heads += b->world.posts.at[next + k].heads;
        }
        assert_int_equal(e->heads, heads);
        assert_true(e->heads >= 1);
        assert_int_equal(employers->at[e->group].group, e->group);
        assert_int_equal(employers->at[e->group].wage_premium, e->wage_premium);
        assert_int_equal(employers->at[e->group].conversations, e->conversations);
        next += e->posts;
        if (i > 0) {
            const struct kr_employer *before = &employers->at[i - 1];
            assert_true(before->region < e->region ||
                        (before->region == e->region && before->id < e->id));
        }
    }
    assert_int_equal(next, b->world.posts.rows);
}

void check_books(const struct built *b)
{
    const struct kr_persons *p = &b->world.persons;
    for (kr_row i = 1; i < p->rows; i++) {
        assert_true(p->region[i - 1] < p->region[i] ||
                    (p->region[i - 1] == p->region[i] && p->id[i - 1] < p->id[i]));
    }
    check_posts(b);
    check_employers(b);
    double expected[2] = {0, 0};
    int64_t counted[2] = {0, 0};
    for (int i = 0; i < b->country.regions * 16 * KR_SEX_COUNT; i++) {
        expected[i / KR_SEX_COUNT % 16 == 15] +=
            b->country.dependants[i] * b->model.scale;
    }
    for (int i = 0; i < b->country.regions * KR_SEX_COUNT * 60; i++) {
        counted[0] += b->world.children[i];
    }
    for (int i = 0; i < b->country.regions * KR_SEX_COUNT; i++) {
        counted[1] += b->world.elderly[i];
    }
    assert_close((double)counted[0], expected[0], 0.51);
    assert_close((double)counted[1], expected[1], 0.51);
}

static void check_worker(const struct built *b, kr_row i)
{
    const struct kr_persons *p = &b->world.persons;
    const kr_quarter now = b->world.now;
    const int of_age = p->birth_quarter[i] + KR_MIN_AGE * 4;
    assert_true(p->contract_minutes[i] >= 240 && p->contract_minutes[i] <= 48 * 60);
    assert_true(p->usual_minutes[i] > 0);
    assert_true(p->usual_minutes[i] <= b->country.constants.legal_hours * 60);
    assert_true(p->job_since[i] <= now && p->job_since[i] >= of_age);
    assert_true(p->status_since[i] <= p->job_since[i]);
    assert_int_equal(p->contract_end[i] != KR_NEVER, p->contract[i] == KR_TEMPORARY);
    if (p->contract[i] == KR_TEMPORARY) {
        assert_true(p->contract_end[i] > now);
    }
    assert_true(p->wage_premium[i] > -10000);
}

void check_lives(const struct built *b)
{
    const struct kr_persons *p = &b->world.persons;
    const kr_quarter now = b->world.now;
    for (kr_row i = 0; i < p->rows; i++) {
        assert_int_equal(p->contract[i] != KR_NO_CONTRACT,
                         p->status[i] == KR_EMPLOYEE || p->status[i] == KR_SELF_EMPLOYED);
        if (p->contract[i] != KR_NO_CONTRACT) {
            check_worker(b, i);
        } else {
            assert_int_equal(p->contract_minutes[i], 0);
            assert_int_equal(p->job_since[i], KR_NEVER);
        }
        assert_true(p->status_since[i] <= now);
        assert_true(p->status_since[i] >= p->birth_quarter[i] + KR_MIN_AGE * 4);
        assert_true(p->occupation[i] < b->country.occupations);
        assert_true(p->occupation_since[i] <= now);
        assert_int_equal(p->study[i] > 0, p->study_since[i] != KR_NEVER);
        assert_true(p->study[i] <= b->country.fields);
        assert_int_equal(p->study[i] > 0 || p->status[i] != KR_STUDENT, 1);
        assert_int_equal(p->youngest_birth[i] == KR_NEVER,
                         p->eldest_birth[i] == KR_NEVER);
        if (p->youngest_birth[i] != KR_NEVER) {
            assert_true(p->eldest_birth[i] <= p->youngest_birth[i]);
            assert_true(now - p->eldest_birth[i] < 18 * 4);
        }
        assert_true(p->children[i] == 0 || p->youngest_birth[i] != KR_NEVER);
        // A father with a partner leaves the children to her.
        assert_true(p->children[i] == 0 || p->sex[i] == KR_WOMAN ||
                    p->partner[i] == KR_SINGLE);
        assert_int_equal(p->arrival_quarter[i] != KR_NEVER,
                         (p->groups[i] & ~KR_GROUP_JOBS_AGREEMENT) != 0);
        assert_int_equal(p->work_capacity[i] < 100,
                         (p->groups[i] & KR_GROUP_JOBS_AGREEMENT) != 0);
    }
}

void check_wishes(const struct built *b, double tolerance)
{
    const struct kr_persons *p = &b->world.persons;
    double part_time = 0;
    double more = 0;
    double gap = 0;
    double employees = 0;
    double fewer = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->contract[i] == KR_NO_CONTRACT) {
            assert_int_equal(p->wish[i], KR_NO_WISH);
            continue;
        }
        const int over = p->desired_hours[i] - p->contract_minutes[i] / 60;
        part_time += p->contract_minutes[i] < FULL_TIME_MINUTES;
        more += over > 0;
        gap += over > 0 ? over : 0;
        if (p->status[i] == KR_EMPLOYEE) {
            employees++;
            fewer += over < 0;
            assert_int_equal(p->wish[i], over > 0   ? KR_LATENT_MORE
                                         : over < 0 ? KR_LATENT_FEWER
                                                    : KR_NO_WISH);
        }
    }
    const struct kr_constants *constants = &b->country.constants;
    assert_close_relative(more / part_time, constants->under_employed_share, tolerance);
    assert_close_relative(fewer / employees, constants->over_employed_share,
                          2 * tolerance);
    assert_close_relative(gap / more, b->model.parameters.hours.gap_hours, 2 * tolerance);
}
