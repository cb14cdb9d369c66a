#include "sim/counts.h"

#include "base/parallel.h"

#include <stddef.h>
#include <string.h>

enum {
    STRIP = 512,      // rows whose keys are made side by side, so that loops vectorise
    FULL_WEEK = 35,   // hours
    HIRED_NOW = 0x80, // in a stand of the flows
};

_Static_assert((int)KR_STATUS_COUNT <= (int)KR_COUNT_STATUSES, "statuses fit");
_Static_assert((int)KR_CONTRACT_COUNT <= (int)KR_COUNT_CONTRACTS, "contracts fit");
_Static_assert((int)KR_WISH_COUNT <= (int)KR_COUNT_WISHES, "wishes fit");
_Static_assert((int)KR_BENEFIT_COUNT <= (int)KR_COUNT_BENEFITS, "benefits fit");
_Static_assert((int)KR_HOURS_CLASSES <= (int)KR_COUNT_CLASSES, "classes fit");
_Static_assert((int)KR_HOURS_GRID <= (int)KR_COUNT_GRID, "the grid fits");

// ---------------------------------------------------------------- rows into cells

// Everything about the rows of a strip that their keys are made from. All of it is
// arithmetic of 16 bits without branches.
struct strip {
    const struct kr_world *world;
    kr_row first;
    int rows;
    uint16_t age[STRIP];   // years above the youngest
    uint16_t works[STRIP]; // 1 for those who work
    uint16_t key[STRIP];
};

static inline uint16_t at_most(uint16_t x, uint16_t most)
{
    return x < most ? x : most;
}

// Where demography is fixed people grow older than 74; free rows count as old.
static void read_strip(struct strip *s)
{
    const int16_t *birth = &s->world->persons.birth_quarter[s->first];
    const uint8_t *status = &s->world->persons.status[s->first];
    const uint16_t youngest = (uint16_t)(s->world->now - KR_MIN_AGE * 4);
    for (int i = 0; i < s->rows; i++) {
        const uint16_t years = (uint16_t)(youngest - birth[i]) / 4;
        s->age[i] = at_most(years, KR_WORK_AGES - 1);
        s->works[i] = status[i] == KR_EMPLOYEE || status[i] == KR_SELF_EMPLOYED;
    }
}

// Adds one to the cell of every key. Rows take turns in two sets of cells, so that an
// addition need not wait for the one before.
static void add_keys(const struct strip *s, int32_t *even, int32_t *odd)
{
    for (int i = 0; i < s->rows - 1; i += 2) {
        even[s->key[i]]++;
        odd[s->key[i + 1]]++;
    }
    if (s->rows % 2 != 0) {
        even[s->key[s->rows - 1]]++;
    }
}

// The cells of one table in both lanes.
#define ADD_KEYS(strip, lanes, table) \
    add_keys((strip), (int32_t *)(lanes)[0].table, (int32_t *)(lanes)[1].table)

static void add_people(struct strip *s, struct kr_counts *lanes)
{
    const struct kr_persons *p = &s->world->persons;
    const uint8_t *status = &p->status[s->first];
    const uint8_t *sex = &p->sex[s->first];
    const uint8_t *region = &p->region[s->first];
    const uint8_t *benefit = &p->benefit[s->first];
    const uint8_t *occupation = &p->occupation[s->first];
    for (int i = 0; i < s->rows; i++) {
        s->key[i] = (uint16_t)((s->age[i] * KR_SEX_COUNT + sex[i]) * KR_COUNT_STATUSES +
                               status[i]);
    }
    ADD_KEYS(s, lanes, people);
    for (int i = 0; i < s->rows; i++) {
        s->key[i] = (uint16_t)(region[i] * KR_COUNT_STATUSES + status[i]);
    }
    ADD_KEYS(s, lanes, regions);
    for (int i = 0; i < s->rows; i++) {
        s->key[i] = (uint16_t)(benefit[i] * KR_COUNT_CODES + occupation[i]);
    }
    ADD_KEYS(s, lanes, benefits);
}

// Class of usual hours: under 12, 12-19, 20-27, 28-34, 35 and more.
static inline uint16_t class_of(uint16_t minutes)
{
    return (uint16_t)((minutes >= 12 * 60) + (minutes >= 20 * 60) + (minutes >= 28 * 60) +
                      (minutes >= FULL_WEEK * 60));
}

static void add_hours(struct strip *s, struct kr_counts *lanes)
{
    const struct kr_persons *p = &s->world->persons;
    const uint8_t *status = &p->status[s->first];
    const uint8_t *sex = &p->sex[s->first];
    const uint8_t *wish = &p->wish[s->first];
    const uint16_t *contract = &p->contract_minutes[s->first];
    const uint16_t *usual = &p->usual_minutes[s->first];
    for (int i = 0; i < s->rows; i++) {
        const uint16_t grid = contract[i] / (60 * KR_HOURS_STEP);
        const uint16_t wants = (uint16_t)(wish[i] * (status[i] == KR_EMPLOYEE));
        const int who = (s->works[i] * KR_SEX_COUNT + sex[i]) * KR_COUNT_WISHES + wants;
        s->key[i] =
            (uint16_t)((who * KR_COUNT_CLASSES + class_of(usual[i])) * KR_COUNT_GRID +
                       at_most(grid, KR_HOURS_GRID - 1));
    }
    ADD_KEYS(s, lanes, hours);
}

static void add_work(struct strip *s, struct kr_counts *counts)
{
    const struct kr_persons *p = &s->world->persons;
    const uint8_t *sex = &p->sex[s->first];
    const uint8_t *contract = &p->contract[s->first];
    const uint16_t *minutes = &p->contract_minutes[s->first];
    const uint16_t *usual = &p->usual_minutes[s->first];
    struct kr_work_sums *cells = (struct kr_work_sums *)counts->work;
    for (int i = 0; i < s->rows; i++) {
        const int who = s->works[i] * KR_AGE_GROUPS + s->age[i] / 10;
        s->key[i] =
            (uint16_t)((who * KR_COUNT_CONTRACTS + contract[i]) * KR_SEX_COUNT + sex[i]);
    }
    for (int i = 0; i < s->rows; i++) {
        struct kr_work_sums *sums = &cells[s->key[i]];
        sums->heads++;
        sums->contract += minutes[i];
        sums->usual += usual[i];
    }
}

// How people stood and stand. In the flows a stand tells who was hired just now; in what
// is kept for the next quarter, who has not been in the job for long.
static void add_flows(struct strip *s, struct kr_counts *lanes)
{
    const struct kr_persons *p = &s->world->persons;
    const uint8_t *status = &p->status[s->first];
    const uint8_t *contract = &p->contract[s->first];
    const int16_t *since = &p->job_since[s->first];
    uint8_t *before = &s->world->scratch->before[s->first];
    const int16_t now = s->world->now;
    const int16_t long_ago = (int16_t)(now + 1 - 8); // never is longer ago
    for (int i = 0; i < s->rows; i++) {
        const int stand = status[i] | contract[i] << KR_BEFORE_CONTRACT_SHIFT;
        const int hired = since[i] == now ? HIRED_NOW : 0;
        s->key[i] = (uint16_t)(before[i] * KR_COUNT_CODES + (stand | hired));
    }
    for (int i = 0; i < s->rows; i++) {
        const int stand = status[i] | contract[i] << KR_BEFORE_CONTRACT_SHIFT;
        const int is_short = since[i] >= long_ago ? KR_BEFORE_SHORT_TENURE : 0;
        before[i] = status[i] == KR_ABSENT ? 0 : (uint8_t)(stand | is_short);
    }
    ADD_KEYS(s, lanes, flows);
}

// Flags, all at once; a free row has none.
static void add_groups(const struct strip *s, struct kr_events *events)
{
    const uint8_t *groups = &s->world->persons.groups[s->first];
    const uint8_t *course = &s->world->persons.course[s->first];
    uint16_t labour = 0;
    uint16_t study = 0;
    uint16_t permit = 0;
    uint16_t courses = 0;
    for (int i = 0; i < s->rows; i++) {
        labour = (uint16_t)(labour + ((groups[i] & KR_GROUP_LABOUR_MIGRANT) != 0));
        study = (uint16_t)(study + ((groups[i] & KR_GROUP_STUDY_MIGRANT) != 0));
        permit = (uint16_t)(permit + ((groups[i] & KR_GROUP_PERMIT) != 0));
        courses = (uint16_t)(courses + (course[i] != 0));
    }
    events->labour_migrants += labour;
    events->study_migrants += study;
    events->permit_holders += permit;
    events->in_training += courses;
}

void kr_counts_add(const struct kr_live *live, int worker, kr_row first, kr_row last)
{
    struct kr_counts *lanes = live->scratch->counts + (ptrdiff_t)worker * KR_COUNT_LANES;
    struct strip s = {.world = live->world};
    for (kr_row at = first; at < last; at += STRIP) {
        s.first = at;
        s.rows = last - at < STRIP ? last - at : STRIP;
        read_strip(&s);
        add_people(&s, lanes);
        add_hours(&s, lanes);
        add_work(&s, lanes);
        add_flows(&s, lanes);
        add_groups(&s, &live->scratch->worker[worker].events);
    }
}

// ---------------------------------------------------------------- cells into tables

static void settle_people(const struct kr_counts *counts, struct kr_tallies *t,
                          int regions)
{
    for (int s = KR_EMPLOYEE; s < KR_STATUS_COUNT; s++) {
        for (int r = 0; r < regions; r++) {
            *kr_tally_at(t, KR_TALLY_status_region, r, s) += counts->regions[r][s];
        }
        for (int a = 0; a < KR_WORK_AGES; a++) {
            for (int x = 0; x < KR_SEX_COUNT; x++) {
                const int64_t heads = counts->people[a][x][s];
                *kr_tally_at(t, KR_TALLY_status_sex, x, s) += heads;
                *kr_tally_at(t, KR_TALLY_status_age, a / 10, s) += heads;
                *kr_tally_at(t, KR_TALLY_status_single_age, a, s) += heads;
            }
        }
    }
}

// Benefit of a quarter in whole cents, at the amounts of the pack; insured benefits by
// the median pay and usual hours of the occupation.
static int64_t benefit_of(const struct kr_country *country, int benefit, int occupation)
{
    const struct kr_constants *c = &country->constants;
    const struct kr_occupation *o = &country->occupation[occupation];
    const double month = benefit == KR_ASSISTANCE           ? c->assistance_euro_per_month
                         : benefit == KR_DISABILITY_BENEFIT ? c->disability_euro_per_month
                         : benefit == KR_STATE_PENSION      ? c->pension_euro_per_month
                                                            : 0.0;
    const double insured =
        benefit == KR_UNEMPLOYMENT_BENEFIT
            ? c->unemployment_benefit_rate * o->wage_euro_per_hour * o->mean_hours * 13.0
            : 0.0;
    return (int64_t)((month * 3.0 + insured) * 100.0);
}

static void settle_benefits(const struct kr_counts *counts, struct kr_tallies *t,
                            const struct kr_country *country)
{
    for (int b = KR_NO_BENEFIT + 1; b < KR_BENEFIT_COUNT; b++) {
        for (int o = 0; o < country->occupations; o++) {
            t->events.benefits_cents +=
                counts->benefits[b][o] * benefit_of(country, b, o);
        }
    }
}

static void add_sums(struct kr_tallies *t, enum kr_tally table, int row,
                     const struct kr_work_sums *sums)
{
    int64_t *cell = kr_tally_at(t, table, row, 0);
    cell[KR_SUM_HEADS] += sums->heads;
    cell[KR_SUM_CONTRACT] += sums->contract;
    cell[KR_SUM_USUAL] += sums->usual;
}

static void settle_sums(const struct kr_counts *counts, struct kr_tallies *t)
{
    for (int a = 0; a < KR_AGE_GROUPS; a++) {
        for (int c = 0; c < KR_CONTRACT_COUNT; c++) {
            for (int x = 0; x < KR_SEX_COUNT; x++) {
                const struct kr_work_sums *sums = &counts->work[true][a][c][x];
                add_sums(t, KR_TALLY_hours_contract, c, sums);
                add_sums(t, KR_TALLY_hours_age, a, sums);
                add_sums(t, KR_TALLY_hours_sex, x, sums);
            }
        }
    }
}

// Workers of one sex, wish and class of usual hours; part-timers who want more.
static void settle_hours(const int32_t grid[KR_COUNT_GRID], struct kr_tallies *t, int sex,
                         int wish, int class)
{
    int64_t heads = 0;
    for (int g = 0; g < KR_HOURS_GRID; g++) {
        *kr_tally_at(t, KR_TALLY_hours_histogram, sex, g) += grid[g];
        heads += grid[g];
    }
    *kr_tally_at(t, KR_TALLY_hours_class_sex, sex, class) += heads;
    if (class < KR_HOURS_CLASSES - 1) {
        const bool silent = wish == KR_LATENT_MORE || wish == KR_HELD_MORE;
        const bool more = silent || wish == KR_VOICED_MORE;
        *kr_tally_at(t, KR_TALLY_under_employed, sex, 0) += heads;
        *kr_tally_at(t, KR_TALLY_under_employed, sex, 1) += more ? heads : 0;
        t->events.wish_latent += silent ? heads : 0;
    }
}

static void settle_work(const struct kr_counts *counts, struct kr_tallies *t)
{
    settle_sums(counts, t);
    for (int x = 0; x < KR_SEX_COUNT; x++) {
        for (int w = 0; w < KR_WISH_COUNT; w++) {
            for (int c = 0; c < KR_HOURS_CLASSES; c++) {
                settle_hours(counts->hours[true][x][w][c], t, x, w, c);
            }
        }
    }
}

static int contract_of(int stand)
{
    return (stand & KR_BEFORE_CONTRACT) >> KR_BEFORE_CONTRACT_SHIFT;
}

// Where people of one stand went since the last end of a quarter.
static void settle_flow(struct kr_tallies *t, int before, int stand, int64_t heads)
{
    const int from = before & KR_BEFORE_STATUS;
    const int to = stand & KR_BEFORE_STATUS;
    *kr_tally_at(t, KR_TALLY_status_flow, from, to) += heads;
    if (from == KR_EMPLOYEE || from == KR_SELF_EMPLOYED) {
        const int contract = contract_of(before);
        *kr_tally_at(t, KR_TALLY_contract_flow, contract, to) += heads;
        *kr_tally_at(t, KR_TALLY_contract_change, contract, contract_of(stand)) += heads;
    }
    if (from == KR_EMPLOYEE) {
        const int tenure =
            (before & KR_BEFORE_SHORT_TENURE) != 0 ? KR_TENURE_SHORT : KR_TENURE_LONG;
        const bool moved = to == KR_EMPLOYEE && (stand & HIRED_NOW) != 0;
        int64_t *cell = kr_tally_at(t, KR_TALLY_job_change_tenure, tenure, 0);
        cell[KR_MOVE_ALL] += heads;
        cell[KR_MOVE_MOVED] += moved ? heads : 0;
    }
}

// Free rows, before or now, are nobody's flow.
static void settle_flows(const struct kr_counts *counts, struct kr_tallies *t)
{
    for (int before = 1; before < KR_COUNT_CODES; before++) {
        for (int stand = 0; stand < KR_COUNT_CODES; stand++) {
            const int64_t heads = counts->flows[before][stand];
            if (heads != 0 && (stand & KR_BEFORE_STATUS) != KR_ABSENT) {
                settle_flow(t, before, stand, heads);
            }
        }
    }
}

void kr_counts_settle(const struct kr_live *live)
{
    struct kr_tallies *t = &live->world->tallies;
    const struct kr_country *country = live->model->country;
    for (int i = 0; i < live->scratch->workers * KR_COUNT_LANES; i++) {
        struct kr_counts *counts = &live->scratch->counts[i];
        settle_people(counts, t, country->regions);
        settle_benefits(counts, t, country);
        settle_work(counts, t);
        settle_flows(counts, t);
        memset(counts, 0, sizeof *counts);
    }
}
