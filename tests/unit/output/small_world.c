#include "tests/unit/output/small_world.h"

#include "base/parallel.h"
#include "sim/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { START = 2024 * 4 + 3, CHILD_QUARTERS = 60, LEAVERS = 10, ENTRANTS = 20 };

static void name(struct kr_label *label, const char *id)
{
    (void)snprintf(label->id, sizeof label->id, "%s", id);
    (void)snprintf(label->name, sizeof label->name, "The %s, \xc3\xa9\xc3\xa9n", id);
}

static void make_country(struct small *self)
{
    name(&self->region[0].label, "north");
    name(&self->region[1].label, "south");
    name(&self->sector[0].label, "care");
    name(&self->sector[1].label, "market");
    name(&self->sector[2].label, "school");
    name(&self->occupation[0].label, "nurse");
    name(&self->occupation[1].label, "clerk");
    name(&self->wage_group[0].label, "all");
    name(&self->field[0].label, "general");
    self->country = (struct kr_country){.name = "Small",
                                        .constants = {.full_time_hours = 36},
                                        .regions = SMALL_REGIONS,
                                        .sectors = SMALL_SECTORS,
                                        .occupations = SMALL_OCCUPATIONS,
                                        .wage_groups = 1,
                                        .fields = 1,
                                        .region = self->region,
                                        .sector = self->sector,
                                        .occupation = self->occupation,
                                        .wage_group = self->wage_group,
                                        .field = self->field};
}

static const struct kr_policy_parameter PARAMETERS[] = {
    {"euro", 100, 0, 1000, "euro/month", "what is paid"}};

static void make_policies(struct small *self)
{
    self->kind = (struct kr_policy_kind){.name = "bonus_kind",
                                         .meaning = "pays for hours",
                                         .documents = "P01",
                                         .levers = "pay",
                                         .cost_rule = "per month",
                                         .parameters = PARAMETERS,
                                         .parameter_count = 1};
    for (int p = 0; p < 2; p++) {
        self->policy[p] = (struct kr_policy){.kind = &self->kind,
                                             .id = (uint64_t)p,
                                             .announced = START + 1,
                                             .start = START + 2,
                                             .end = p == 0 ? START + 10 : KR_NEVER,
                                             .ramp = p,
                                             .strength = 1,
                                             .payer = p == 0 ? KR_STATE : KR_FUND,
                                             .parameter = {250.5}};
        self->policy[p].reach = 1.0;
        self->policy[p].awareness = 1.0;
        (void)snprintf(self->policy[p].name, sizeof self->policy[p].name, "%s",
                       p == 0 ? "bonus" : "places");
    }
    self->policy[0].target.sectors[0] = 5; // care and school
    self->policy[0].target.sexes = 2;
    self->policy[0].target.age = (struct kr_span){0, KR_MAX_AGE};
}

static void enter(struct kr_persons *persons, kr_row row, uint64_t id)
{
    persons->id[row] = id;
    persons->birth_quarter[row] = (kr_quarter)(START - 4 * (20 + row % 50));
    persons->sex[row] = (uint8_t)(row % 2);
    persons->region[row] = (uint8_t)(row % SMALL_REGIONS);
    persons->status[row] = row % 2 == 1 ? KR_EMPLOYEE : KR_UNEMPLOYED;
    persons->contract[row] = row % 2 == 1 ? KR_PERMANENT : KR_NO_CONTRACT;
    persons->post[row] = row % 2 == 1 ? row % SMALL_SECTORS : KR_NONE;
    persons->contract_minutes[row] = (uint16_t)(row % 2 == 1 ? 1200 + row % 1000 : 0);
    persons->contract_end[row] = KR_NEVER;
}

static void make_persons(struct small *self, kr_row rows)
{
    struct kr_persons *persons = &self->world.persons;
    if (kr_persons_init(persons, rows) != KR_OK) {
        abort();
    }
    persons->rows = rows - rows / 10;
    for (kr_row row = 0; row < persons->rows; row++) {
        enter(persons, row, 1000 + (uint64_t)row);
    }
}

static void make_employers(struct small *self)
{
    struct kr_world *world = &self->world;
    if (kr_employers_init(&world->employers, SMALL_EMPLOYERS) != KR_OK ||
        kr_posts_init(&world->posts, SMALL_EMPLOYERS) != KR_OK) {
        abort();
    }
    world->employers.rows = SMALL_EMPLOYERS;
    world->posts.rows = SMALL_SECTORS;
    for (int i = 0; i < SMALL_SECTORS; i++) {
        world->employers.at[i] = (struct kr_employer){.id = (uint64_t)i + 1,
                                                      .first_post = i,
                                                      .posts = 1,
                                                      .heads = 100 + i,
                                                      .load = 1.25F,
                                                      .sector = (uint8_t)i,
                                                      .region = (uint8_t)(i % 2)};
        world->posts.at[i] = (struct kr_post){.employer = i,
                                              .heads = 100 + i,
                                              .contract_minutes = 216000,
                                              .helper_post = KR_NONE,
                                              .openings = (uint16_t)(7 + i)};
    }
}

// The arrays of a world beside its tables.
static void make_state(struct small *self, int policies)
{
    struct kr_world *world = &self->world;
    world->children = calloc((size_t)SMALL_REGIONS * KR_SEX_COUNT * CHILD_QUARTERS,
                             sizeof *world->children);
    world->elderly = calloc((size_t)SMALL_REGIONS * KR_SEX_COUNT, sizeof *world->elderly);
    world->wage_level = calloc(1, sizeof *world->wage_level);
    world->sector = calloc(SMALL_SECTORS, sizeof *world->sector);
    world->region_tightness = calloc(SMALL_REGIONS, sizeof *world->region_tightness);
    world->scratch = calloc(1, sizeof *world->scratch);
    if (world->scratch == NULL || world->children == NULL || world->elderly == NULL ||
        world->wage_level == NULL || world->sector == NULL ||
        world->region_tightness == NULL ||
        kr_tallies_init(&world->tallies, &self->country, policies) != KR_OK) {
        abort();
    }
    static double scales[SMALL_SECTORS * SMALL_OCCUPATIONS];
    for (int i = 0; i < SMALL_SECTORS * SMALL_OCCUPATIONS; i++) {
        scales[i] = 2000 + 100 * i;
    }
    world->scratch->scale_cents = scales;
    world->children[0] = 5;
    world->children[1] = 6;
    world->elderly[3] = 9;
    world->wage_level[0] = 1.5;
    world->tightness = 1.06;
}

static void fill_tallies(struct small *self)
{
    struct kr_tallies *tallies = &self->world.tallies;
    for (int t = 0; t < KR_TALLY_COUNT; t++) {
        const int cells = tallies->rows[t] * tallies->columns[t];
        for (int i = 0; i < cells; i++) {
            tallies->cells[tallies->offset[t] + (size_t)i] =
                1000 * t + i + self->world.elapsed;
        }
    }
    int64_t *events = (int64_t *)&tallies->events;
    for (int e = 0; e < (int)KR_EVENT_COUNT; e++) {
        events[e] = e * 100 + self->world.elapsed;
    }
}

double small_cell(const struct small *self, enum kr_tally tally, int row, int column)
{
    return 1000 * (int)tally + row * self->world.tallies.columns[tally] + column +
           self->world.elapsed;
}

void small_init(struct small *self, kr_row rows, int policies)
{
    memset(self, 0, sizeof *self);
    make_country(self);
    make_policies(self);
    self->model = (struct kr_model){.country = &self->country,
                                    .policies = self->policy,
                                    .policy_count = policies,
                                    .seed = 42,
                                    .replicate = 3,
                                    .scale = 0.5,
                                    .quarters = 8,
                                    .threads = 2};
    self->world.now = START;
    make_persons(self, rows);
    make_employers(self);
    make_state(self, policies);
    fill_tallies(self);
}

void small_free(struct small *self)
{
    struct kr_world *world = &self->world;
    kr_persons_free(&world->persons);
    kr_employers_free(&world->employers);
    kr_posts_free(&world->posts);
    kr_tallies_free(&world->tallies);
    free(world->scratch);
    free(world->children);
    free(world->elderly);
    free(world->wage_level);
    free(world->sector);
    free(world->region_tightness);
}

void small_live(struct small *self)
{
    struct kr_world *world = &self->world;
    struct kr_persons *persons = &world->persons;
    world->now++;
    world->elapsed++;
    for (int i = 0; i < LEAVERS; i++) {
        kr_persons_clear_row(persons, world->elapsed * LEAVERS + i);
    }
    // Entrants take first the rows of this quarter's leavers, then new ones.
    for (int i = 0; i < ENTRANTS; i++) {
        const uint64_t id = 1000000 + (uint64_t)(world->elapsed * 1000 + i);
        if (i < LEAVERS / 2) {
            enter(persons, world->elapsed * LEAVERS + i, id);
        } else if (persons->rows < persons->capacity) {
            enter(persons, persons->rows++, id);
        }
    }
    fill_tallies(self);
}

struct kr_output_options small_options(const char *file)
{
    static const struct kr_used_parameter parameters[] = {
        {"hours.full", 36, "hours/week", "a law", "sourced", "hours of a full week"},
        {"quit.base", 0.01, "per quarter", "", "assumed", "quits"}};
    static const struct kr_published published[] = {
        {"T01", "unemployment rate", "%", "2024Q1", "calibrate", "primary", "the start",
         "a bureau", 3.65, 3.35, 3.95},
        {"T99", "what no series tells", "days", "2023", "check", "secondary", "", "", 2,
         1, 3}};
    return (struct kr_output_options){.file = file,
                                      .title = "A small run",
                                      .scenario_name = "small",
                                      .parameters = parameters,
                                      .parameter_count = 2,
                                      .published = published,
                                      .published_count = 2,
                                      .keep = "",
                                      .compress = true};
}

int small_run(struct small *self, const struct kr_output_options *options, int quarters)
{
    struct kr_writer *writer = NULL;
    struct kr_observer observer;
    int code = kr_writer_open(&writer, options, true, &observer);
    code = code == KR_OK ? observer.begin(observer.context, &self->model, &self->world)
                         : code;
    for (int q = 0; q < quarters && code == KR_OK; q++) {
        small_live(self);
        code = observer.quarter(observer.context, &self->model, &self->world);
    }
    const int closed = kr_writer_close(writer, 0x1234abcdU, 1.5);
    return code != KR_OK ? code : closed;
}
