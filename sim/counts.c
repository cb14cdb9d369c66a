#include "sim/counts.h"

#include "base/parallel.h"

#include <string.h>

enum { FULL_WEEK = 35, LONGEST_WEEK = 63, HIRED_NOW = 0x80 };

_Static_assert((int)KR_STATUS_COUNT <= (int)KR_COUNT_STATUSES, "statuses fit");
_Static_assert((int)KR_CONTRACT_COUNT <= (int)KR_COUNT_CONTRACTS, "contracts fit");
_Static_assert((int)KR_WISH_COUNT <= (int)KR_COUNT_WISHES, "wishes fit");
_Static_assert((int)KR_BENEFIT_COUNT <= (int)KR_COUNT_BENEFITS, "benefits fit");
_Static_assert((int)KR_HOURS_CLASSES <= (int)KR_COUNT_CLASSES, "classes fit");
_Static_assert((int)KR_HOURS_GRID <= (int)KR_COUNT_GRID, "the grid fits");

// ---------------------------------------------------------------- rows into cells

static inline int at_most(int x, int most)
{
    return x < most ? x : most;
}

static inline bool works(int status)
{
    return status == KR_EMPLOYEE || status == KR_SELF_EMPLOYED;
}

// Years above the youngest age; where demography is fixed people grow older than 74.
static inline int single_age(kr_quarter birth, kr_quarter now)
{
    return at_most(kr_age(birth, now) - KR_MIN_AGE, KR_WORK_AGES - 1);
}

static void add_people(const struct kr_world *world, struct kr_counts *counts,
                       kr_row first, kr_row last)
{
    const struct kr_persons *p = &world->persons;
    const kr_quarter now = world->now;
    for (kr_row i = first; i < last; i++) {
        const int status = p->status[i];
        counts->people[single_age(p->birth_quarter[i], now)][p->sex[i]][status]++;
        counts->regions[p->region[i]][status]++;
        counts->benefits[p->benefit[i]][p->occupation[i]]++;
    }
}

// Class of usual hours, by whole hours a week.
static void set_hours_classes(uint8_t class[LONGEST_WEEK + 1])
{
    for (int hours = 0; hours <= LONGEST_WEEK; hours++) {
        class[hours] = hours < 12          ? 0
                       : hours < 20        ? 1
                       : hours < 28        ? 2
                       : hours < FULL_WEEK ? 3
                                           : 4;
    }
}

static void add_work(const struct kr_world *world, struct kr_counts *counts, kr_row first,
                     kr_row last)
{
    const struct kr_persons *p = &world->persons;
    const kr_quarter now = world->now;
    uint8_t class[LONGEST_WEEK + 1];
    set_hours_classes(class);
    for (kr_row i = first; i < last; i++) {
        const int status = p->status[i];
        const int sex = p->sex[i];
        const int wish = status == KR_EMPLOYEE ? p->wish[i] : KR_NO_WISH;
        const int contract = p->contract_minutes[i];
        const int usual = p->usual_minutes[i];
        const int grid = at_most(contract / (60 * KR_HOURS_STEP), KR_HOURS_GRID - 1);
        const int hours = class[at_most(usual / 60, LONGEST_WEEK)];
        const int ten = single_age(p->birth_quarter[i], now) / 10;
        counts->hours[works(status)][sex][wish][hours][grid]++;
        struct kr_work_sums *sums =
            &counts->work[works(status)][ten][p->contract[i]][sex];
        sums->heads++;
        sums->contract += contract;
        sums->usual += usual;
    }
}

// How people stood and stand. In the flows a stand tells who was hired just now, in what
// is kept for the next quarter who has not been in the job for long.
static void add_flows(const struct kr_world *world, struct kr_counts *counts,
                      kr_row first, kr_row last)
{
    const struct kr_persons *p = &world->persons;
    uint8_t *before = world->scratch->before;
    const kr_quarter now = world->now;
    for (kr_row i = first; i < last; i++) {
        const int status = p->status[i];
        const int since = p->job_since[i];
        const int stand = status | p->contract[i] << KR_BEFORE_CONTRACT_SHIFT;
        const bool is_short = since != KR_NEVER && now + 1 - since <= 8;
        counts->flows[before[i]][stand | (since == now ? HIRED_NOW : 0)]++;
        before[i] = (uint8_t)(status == KR_ABSENT ? 0
                              : is_short          ? stand | KR_BEFORE_SHORT_TENURE
                                                  : stand);
    }
}

// Flags, all at once. A free row has none.
static void add_groups(const struct kr_persons *p, struct kr_events *events, kr_row first,
                       kr_row last)
{
    int32_t labour = 0;
    int32_t study = 0;
    int32_t permit = 0;
    int32_t courses = 0;
    for (kr_row i = first; i < last; i++) {
        labour += (p->groups[i] & KR_GROUP_LABOUR_MIGRANT) != 0;
        study += (p->groups[i] & KR_GROUP_STUDY_MIGRANT) != 0;
        permit += (p->groups[i] & KR_GROUP_PERMIT) != 0;
        courses += p->course[i] != 0;
    }
    events->labour_migrants += labour;
    events->study_migrants += study;
    events->permit_holders += permit;
    events->in_training += courses;
}

void kr_counts_add(const struct kr_live *live, int worker, kr_row first, kr_row last)
{
    struct kr_counts *counts = &live->scratch->counts[worker];
    add_people(live->world, counts, first, last);
    add_work(live->world, counts, first, last);
    add_flows(live->world, counts, first, last);
    add_groups(&live->world->persons, &live->scratch->worker[worker].events, first, last);
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
        const bool more = wish == KR_LATENT_MORE || wish == KR_VOICED_MORE;
        *kr_tally_at(t, KR_TALLY_under_employed, sex, 0) += heads;
        *kr_tally_at(t, KR_TALLY_under_employed, sex, 1) += more ? heads : 0;
        t->events.wish_latent += wish == KR_LATENT_MORE ? heads : 0;
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
    if (works(from)) {
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
    for (int w = 0; w < live->scratch->workers; w++) {
        struct kr_counts *counts = &live->scratch->counts[w];
        settle_people(counts, t, country->regions);
        settle_benefits(counts, t, country);
        settle_work(counts, t);
        settle_flows(counts, t);
        memset(counts, 0, sizeof *counts);
    }
}
