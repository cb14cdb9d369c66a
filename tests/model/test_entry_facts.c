// Facts about policies that bring people in and bring seekers and jobs together: who
// reacts, what places bound, whom it costs a job.
#include "scenarios/policies/policies.h"
#include "sim/jobs.h"
#include "sim/rates.h"
#include "sim/targets.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

// A policy of a kind at its defaults, from the first quarter on.
static struct kr_policy policy_of(const struct kr_policy_kind *kind)
{
    struct kr_policy p = test_policy_of(kind, TEST_FIRST, INT16_MAX);
    for (size_t i = 0; i < kind->parameter_count; i++) {
        p.parameter[i] = kind->parameters[i].initial;
    }
    return p;
}

static void set(struct kr_policy *p, const char *name, double value)
{
    for (size_t i = 0; i < p->kind->parameter_count; i++) {
        if (strcmp(p->kind->parameters[i].name, name) == 0) {
            p->parameter[i] = value;
            return;
        }
    }
    fail_msg("%s has no parameter %s", p->kind->name, name);
}

// A small Netherlands with a policy, or without one.
static void open_with(struct test_world *w, const struct kr_policy *policy)
{
    test_world_open(w, &(struct test_world_options){.scenario = TEST_NL,
                                                    .scale = TEST_NL_SCALE,
                                                    .policies = policy,
                                                    .policy_count = policy != NULL});
}

static void open_pair(struct test_world pair[2], const struct kr_policy *policy)
{
    open_with(&pair[0], NULL);
    open_with(&pair[1], policy);
}

static void close_pair(struct test_world pair[2])
{
    test_world_close(&pair[0]);
    test_world_close(&pair[1]);
}

// ---------------------------------------------------------------- coming in

static int64_t searching(const struct test_world *w, int sex)
{
    const struct kr_persons *p = &w->world.persons;
    int64_t count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        count += p->status[i] == KR_UNEMPLOYED && p->sex[i] == sex;
    }
    return count;
}

static void outreach_brings_those_in_its_target_to_search_and_nobody_else(void **state)
{
    (void)state;
    for (int sex = 0; sex < KR_SEX_COUNT; sex++) {
        struct kr_policy p = policy_of(&kr_activation);
        p.target.sexes = UINT64_C(1) << sex;
        set(&p, "entry", 2.0);
        struct test_world pair[2];
        open_pair(pair, &p);
        (void)test_world_to_matching(&pair[0]);
        (void)test_world_to_matching(&pair[1]);
        assert_true(searching(&pair[1], sex) > searching(&pair[0], sex));
        assert_int_equal(searching(&pair[1], 1 - sex), searching(&pair[0], 1 - sex));
        close_pair(pair);
    }
}

static void everybody_reached_who_begins_to_search_is_followed(void **state)
{
    (void)state;
    struct kr_policy p = policy_of(&kr_activation);
    p.target.statuses = UINT64_C(1) << KR_AVAILABLE;
    struct test_world w;
    open_with(&w, &p);
    const struct kr_live live = test_world_to_matching(&w);
    const struct kr_persons *persons = &w.world.persons;
    int64_t began = 0;
    for (kr_row i = 0; i < persons->rows; i++) {
        began += persons->status[i] == KR_UNEMPLOYED &&
                 (live.scratch->before[i] & KR_BEFORE_STATUS) == KR_AVAILABLE;
    }
    test_world_from_matching(&w);
    int64_t followed = 0;
    for (kr_row i = 0; i < w.world.memories.rows; i++) {
        followed += w.world.memories.policy[i] == 0;
    }
    // some arrived in this quarter, or became available in it
    assert_true(began > 0);
    assert_between((double)followed, (double)began,
                   (double)(began + w.world.tallies.events.arrived));
    test_world_close(&w);
}

static void fewer_give_up_where_they_are_kept_at_it(void **state)
{
    (void)state;
    struct kr_policy p = policy_of(&kr_activation);
    set(&p, "entry", 1.0);
    set(&p, "giving_up", 0.3);
    struct test_world pair[2];
    open_pair(pair, &p);
    test_world_live(&pair[0], 1);
    test_world_live(&pair[1], 1);
    assert_true(pair[1].world.tallies.events.discouraged <
                pair[0].world.tallies.events.discouraged);
    close_pair(pair);
}

static int64_t activated_with(double capacity)
{
    struct kr_policy p = policy_of(&kr_activation);
    p.target.statuses = UINT64_C(1) << KR_AVAILABLE;
    set(&p, "entry", 3.0);
    p.capacity = capacity;
    struct test_world w;
    open_with(&w, &p);
    test_world_live(&w, 1);
    const int64_t activated = w.world.tallies.events.activated;
    test_world_close(&w);
    return activated;
}

static void places_bound_what_outreach_does_until_there_is_one_for_everybody(void **state)
{
    (void)state;
    struct test_world w;
    open_with(&w, NULL);
    int64_t available = 0;
    for (kr_row i = 0; i < w.world.persons.rows; i++) {
        available += w.world.persons.status[i] == KR_AVAILABLE;
    }
    test_world_close(&w);
    // births and deaths come between the count of places and that of people
    const double all = 1.05 * (double)available / TEST_NL_SCALE;
    const int64_t quarter = activated_with(0.25 * all);
    const int64_t half = activated_with(0.5 * all);
    const int64_t whole = activated_with(all);
    assert_true(quarter < half);
    assert_true(half < whole);
    assert_int_equal(activated_with(2.0 * all), whole);
}

static void security_to_step_back_brings_people_on_benefits_to_search(void **state)
{
    (void)state;
    struct kr_policy p = policy_of(&kr_step_back);
    set(&p, "security", 1.0);
    struct test_world pair[2];
    open_pair(pair, &p);
    test_world_live(&pair[0], 1);
    test_world_live(&pair[1], 1);
    assert_true(pair[1].world.tallies.events.activated >
                pair[0].world.tallies.events.activated);
    close_pair(pair);
}

static bool is_lone_parent_of_older(const struct kr_world *world, kr_row row)
{
    const struct kr_persons *p = &world->persons;
    const int age = (world->now - p->youngest_birth[row]) / 4;
    return p->partner[row] == KR_SINGLE && p->youngest_birth[row] != KR_NEVER &&
           age >= 12 && age < 18;
}

static void a_credit_for_single_parents_moves_nobody_else_to_search(void **state)
{
    (void)state;
    struct kr_policy p = policy_of(&kr_net_pay);
    set(&p, "all", 0.0);
    set(&p, "lone_older", 1.0);
    struct test_world pair[2];
    open_pair(pair, &p);
    (void)test_world_to_matching(&pair[0]);
    (void)test_world_to_matching(&pair[1]);
    int64_t moved = 0;
    for (kr_row i = 0; i < pair[0].world.persons.rows; i++) {
        const bool differs =
            pair[0].world.persons.status[i] != pair[1].world.persons.status[i] &&
            (pair[0].world.scratch->before[i] & KR_BEFORE_STATUS) > KR_UNEMPLOYED;
        moved += differs;
        assert_true(!differs || is_lone_parent_of_older(&pair[0].world, i));
    }
    assert_true(moved > 0);
    close_pair(pair);
}

static void
cheaper_childcare_draws_those_who_have_somebody_behind_the_others(void **state)
{
    (void)state;
    const struct kr_policy p = policy_of(&kr_childcare_price);
    struct test_world pair[2];
    open_pair(pair, &p);
    test_world_live(&pair[0], 1);
    test_world_live(&pair[1], 1);
    const struct kr_events *base = &pair[0].world.tallies.events;
    const struct kr_events *cheap = &pair[1].world.tallies.events;
    assert_int_equal(base->childcare_drawn, 0);
    assert_true(5 * cheap->childcare_drawn > base->childcare_wanted);
    assert_true(cheap->childcare_used + cheap->childcare_formal <=
                cheap->childcare_places);
    assert_true(cheap->childcare_formal < cheap->childcare_drawn);
    close_pair(pair);
}

// ---------------------------------------------------------------- who is hired

struct hires {
    int64_t target, others, sector, unqualified, changed;
    double km;
};

// Hires of the quarter: of people of 55 and over and others, by sector 0, and of which
// kind.
static struct hires hires_of(const struct test_world *w)
{
    const struct kr_world *world = &w->world;
    const struct kr_persons *p = &world->persons;
    struct hires h = {0};
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] != KR_EMPLOYEE || p->job_since[i] != world->now) {
            continue;
        }
        const bool old = kr_age(p->birth_quarter[i], world->now) >= 55;
        const struct kr_employer *e = kr_employer_of(world, i);
        h.target += old;
        h.others += !old;
        h.sector += e->sector == 0;
        h.unqualified += w->country.occupation[p->occupation[i]].legal &&
                         p->rung[i] < KR_RUNG_QUALIFIED;
        h.changed += p->occupation_since[i] == world->now;
        h.km += w->country.distance_km[p->region[i] * w->country.regions + e->region];
    }
    return h;
}

// Hires of one quarter without and with a policy.
static void compare_hires(const struct kr_policy *policy, struct hires h[2])
{
    struct test_world pair[2];
    open_pair(pair, policy);
    for (int i = 0; i < 2; i++) {
        test_world_live(&pair[i], 1);
        h[i] = hires_of(&pair[i]);
    }
    close_pair(pair);
}

static struct kr_policy support_of_the_old(double preference)
{
    struct kr_policy p = policy_of(&kr_hiring_support);
    p.target.age = (struct kr_span){55, 75};
    set(&p, "preference", preference);
    return p;
}

static void support_for_some_costs_others_a_job(void **state)
{
    (void)state;
    const struct kr_policy p = support_of_the_old(1.0);
    struct hires h[2];
    compare_hires(&p, h);
    const int64_t gained = h[1].target - h[0].target;
    const int64_t lost = h[0].others - h[1].others;
    assert_true(gained > 0);
    assert_true(lost > 0);
    assert_true(lost <= gained);
}

static void support_for_the_young_is_not_support_for_the_old(void **state)
{
    (void)state;
    struct kr_policy p = support_of_the_old(1.0);
    p.target.age = (struct kr_span){15, 55};
    struct hires h[2];
    compare_hires(&p, h);
    assert_true(h[1].target < h[0].target);
    assert_true(h[1].others > h[0].others);
}

static void employers_who_do_not_know_of_support_choose_as_before(void **state)
{
    (void)state;
    struct kr_policy p = support_of_the_old(1.0);
    p.awareness = 0.0;
    struct test_world pair[2];
    open_pair(pair, &p);
    test_world_live(&pair[0], 2);
    test_world_live(&pair[1], 2);
    assert_true(kr_world_hash(&pair[0].world) == kr_world_hash(&pair[1].world));
    close_pair(pair);
}

static void a_hire_is_paid_for_as_long_as_it_lasts(void **state)
{
    (void)state;
    struct kr_policy p = support_of_the_old(0.2);
    p.unit_cost = 1000.0;
    set(&p, "quarters", 3.0);
    struct test_world w;
    open_with(&w, &p);
    bool ended = false;
    for (int q = 0; q < 5; q++) {
        test_world_live(&w, 1);
        const struct kr_memories *m = &w.world.memories;
        const struct kr_persons *persons = &w.world.persons;
        int64_t due = 0;
        for (kr_row i = 0; i < m->rows; i++) {
            if (m->policy[i] != 0) {
                continue;
            }
            const bool keeps = persons->status[m->row[i]] == KR_EMPLOYEE &&
                               persons->job_since[m->row[i]] == m->from[i];
            const bool young = w.world.now - m->from[i] < 3;
            due += keeps && young;
            ended = ended || (young && !keeps);
        }
        assert_true(due > 0);
        assert_int_equal(
            *kr_tally_at(&w.world.tallies, KR_TALLY_policy_events, 0, KR_LEDGER_CENTS),
            due * 100000);
    }
    assert_true(ended);
    test_world_close(&w);
}

enum { PUBLIC_SECTORS = 0xffff }; // care, education and some of the government

// Heads of employers: of those sectors, and all.
static void heads_of(const struct test_world *w, int64_t heads[2])
{
    heads[0] = 0;
    heads[1] = 0;
    for (kr_row i = 0; i < w->world.employers.rows; i++) {
        const struct kr_employer *e = &w->world.employers.at[i];
        const bool stands_out = e->sector < 64 && (PUBLIC_SECTORS >> e->sector & 1) != 0;
        heads[0] += stands_out && e->id != 0 ? e->heads : 0;
        heads[1] += e->id != 0 ? e->heads : 0;
    }
}

static void a_sector_that_stands_out_takes_its_staff_from_others(void **state)
{
    (void)state;
    struct kr_policy p = policy_of(&kr_attraction);
    p.target.sectors[0] = PUBLIC_SECTORS;
    set(&p, "worth", 1.0);
    struct test_world pair[2];
    int64_t heads[2][2];
    open_pair(pair, &p);
    for (int k = 0; k < 2; k++) {
        test_world_live(&pair[k], 4);
        heads_of(&pair[k], heads[k]);
    }
    const int64_t gained = heads[1][0] - heads[0][0];
    const int64_t all = heads[1][1] - heads[0][1];
    assert_true(gained > 0);
    assert_true(2 * llabs(all) < gained);
    close_pair(pair);
}

static void a_lower_standard_fills_more_openings(void **state)
{
    (void)state;
    struct kr_policy p = policy_of(&kr_qualification);
    p.target.sectors[0] = 1;
    set(&p, "standard", -1.0);
    struct hires h[2];
    compare_hires(&p, h);
    assert_true(h[1].sector > h[0].sector);
}

static void the_unqualified_enter_protected_work_only_where_admitted(void **state)
{
    (void)state;
    struct kr_policy p = policy_of(&kr_qualification);
    set(&p, "admission", 0.5);
    struct hires h[2];
    compare_hires(&p, h);
    assert_int_equal(h[0].unqualified, 0);
    assert_true(h[1].unqualified > 0);
}

static void matching_by_skills_leads_to_other_occupations(void **state)
{
    (void)state;
    struct kr_policy p = policy_of(&kr_skills_matching);
    set(&p, "distance", 0.2);
    set(&p, "screening", 0.2);
    struct hires h[2];
    compare_hires(&p, h);
    assert_true(h[1].changed > h[0].changed);
}

static void shorter_journeys_lead_further(void **state)
{
    (void)state;
    struct kr_policy p = policy_of(&kr_mobility);
    set(&p, "distance", 0.0);
    struct hires h[2];
    compare_hires(&p, h);
    const double before = h[0].km / (double)(h[0].target + h[0].others);
    const double after = h[1].km / (double)(h[1].target + h[1].others);
    assert_true(after > before * 1.05);
}

// ---------------------------------------------------------------- work centres

static struct kr_policy centre(double capacity)
{
    struct kr_policy p = policy_of(&kr_work_centre);
    p.target.statuses = UINT64_C(1) << KR_UNEMPLOYED;
    p.capacity = capacity;
    set(&p, "openings", 2.0);
    set(&p, "introduction", 1.0);
    set(&p, "effort", 1.0);
    set(&p, "giving_up", 1.0);
    return p;
}

// Hires of those served, who are the same persons in both worlds, and of all others.
static void compare_served(double capacity, int64_t served[2], int64_t others[2])
{
    const struct kr_policy p = centre(capacity);
    struct test_world pair[2];
    open_pair(pair, &p);
    (void)test_world_to_matching(&pair[0]);
    const struct kr_live live = test_world_to_matching(&pair[1]);
    const kr_row rows = live.world->persons.rows;
    bool *is_served = test_calloc((size_t)rows, sizeof *is_served);
    for (kr_row i = 0; i < rows; i++) {
        is_served[i] = kr_policy_reaches(&live, 0, i);
    }
    for (int k = 0; k < 2; k++) {
        test_world_from_matching(&pair[k]);
        const struct kr_persons *persons = &pair[k].world.persons;
        served[k] = 0;
        others[k] = 0;
        for (kr_row i = 0; i < rows; i++) {
            const bool hired = persons->status[i] == KR_EMPLOYEE &&
                               persons->job_since[i] == pair[k].world.now;
            served[k] += hired && is_served[i];
            others[k] += hired && !is_served[i];
        }
    }
    test_free(is_served);
    close_pair(pair);
}

static void work_centres_place_whom_they_serve_partly_before_others(void **state)
{
    (void)state;
    int64_t served[2];
    int64_t others[2];
    compare_served(200000.0, served, others);
    assert_true(served[1] > served[0]);
    assert_true(others[1] < others[0]);
    assert_true(others[0] - others[1] < served[1] - served[0]);
}

static void work_centres_without_places_for_more_do_no_more(void **state)
{
    (void)state;
    int64_t gain[3];
    const double places[] = {100000.0, 3e6, 6e6};
    for (int i = 0; i < 3; i++) {
        int64_t served[2];
        int64_t others[2];
        compare_served(places[i], served, others);
        gain[i] = served[1] - served[0];
    }
    assert_true(gain[0] < gain[1]);
    assert_int_equal(gain[1], gain[2]);
}

static void every_place_of_a_work_centre_is_paid_for(void **state)
{
    (void)state;
    struct kr_policy p = centre(100000.0);
    set(&p, "introduction", 0.1);
    p.unit_cost = 500.0;
    struct test_world w;
    open_with(&w, &p);
    test_world_live(&w, 2);
    const int64_t cents =
        *kr_tally_at(&w.world.tallies, KR_TALLY_policy_events, 0, KR_LEDGER_CENTS);
    // places are counted as a quarter begins and paid for as it ends
    assert_between((double)cents / 50000.0, 700.0, 1100.0);
    test_world_close(&w);
}

// ---------------------------------------------------------------- migration

// Persons of a who are in b too, and whether all who arrived are labour migrants in
// occupation `job`.
static int64_t common(const struct kr_persons *a, const struct kr_persons *b)
{
    int64_t count = 0;
    for (kr_row i = 0; i < a->rows; i++) {
        bool there = a->status[i] == KR_ABSENT || (i < b->rows && b->id[i] == a->id[i]);
        for (kr_row k = 0; k < b->rows && !there; k++) {
            there = b->id[k] == a->id[i] && b->status[k] != KR_ABSENT;
        }
        count += there && a->status[i] != KR_ABSENT;
    }
    return count;
}

static int64_t present(const struct kr_persons *p)
{
    int64_t count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        count += p->status[i] != KR_ABSENT;
    }
    return count;
}

static void migrants_let_in_come_beside_the_others_with_the_occupation_asked(void **state)
{
    (void)state;
    enum { JOB = 40 };
    struct kr_policy p = policy_of(&kr_migration);
    p.target.groups = KR_GROUP_LABOUR_MIGRANT;
    p.target.occupations[0] = UINT64_C(1) << JOB;
    set(&p, "arrivals", 1.0);
    struct test_world pair[2];
    open_pair(pair, &p);
    (void)test_world_to_matching(&pair[0]);
    (void)test_world_to_matching(&pair[1]);
    const struct kr_persons *a = &pair[0].world.persons;
    const struct kr_persons *b = &pair[1].world.persons;
    assert_int_equal(common(a, b), present(a)); // the others come as before
    int64_t there = 0;
    for (kr_row i = 0; i < b->rows; i++) {
        const bool is_new = b->status[i] != KR_ABSENT &&
                            b->arrival_quarter[i] == pair[1].world.now &&
                            (b->id[i] & 0xffffffffU) >= 1U << 20;
        there += is_new;
        assert_true(!is_new ||
                    (b->occupation[i] == JOB && b->groups[i] == KR_GROUP_LABOUR_MIGRANT));
    }
    assert_int_equal(there, present(b) - present(a));
    assert_true(there > 0);
    close_pair(pair);
}

static void those_turned_away_are_of_the_group_and_the_rest_come_as_before(void **state)
{
    (void)state;
    struct kr_policy p = policy_of(&kr_migration);
    p.target.groups = KR_GROUP_STUDY_MIGRANT;
    set(&p, "arrivals", -0.5);
    struct test_world pair[2];
    open_pair(pair, &p);
    (void)test_world_to_matching(&pair[0]);
    (void)test_world_to_matching(&pair[1]);
    const struct kr_persons *a = &pair[0].world.persons;
    const struct kr_persons *b = &pair[1].world.persons;
    assert_true(present(b) < present(a));
    assert_int_equal(common(b, a), present(b)); // nobody came who would not have
    close_pair(pair);
}

// Whoever a policy brings leaves again as others do, and nobody stays instead.
static void migrants_let_in_leave_as_others_do(void **state)
{
    (void)state;
    struct kr_policy p = policy_of(&kr_migration);
    p.target.groups = KR_GROUP_LABOUR_MIGRANT;
    set(&p, "arrivals", 2.0);
    struct test_world pair[2];
    open_pair(pair, &p);
    int64_t departed[2] = {0, 0};
    double expected = 0.0;
    for (int q = 0; q < 12; q++) {
        expected += pair[1].world.extra_migrants[1] *
                    pair[0].world.scratch->rates.departure[1][30][KR_MAN];
        for (int k = 0; k < 2; k++) {
            test_world_live(&pair[k], 1);
            departed[k] += pair[k].world.tallies.events.departed;
        }
    }
    // some have no work and leave sooner
    assert_true(expected > 100.0);
    assert_between((double)(departed[1] - departed[0]), 0.8 * expected, 3.0 * expected);
    assert_close(pair[0].world.extra_migrants[1], 0.0, 0.0);
    close_pair(pair);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outreach_brings_those_in_its_target_to_search_and_nobody_else),
        cmocka_unit_test(everybody_reached_who_begins_to_search_is_followed),
        cmocka_unit_test(fewer_give_up_where_they_are_kept_at_it),
        cmocka_unit_test(
            places_bound_what_outreach_does_until_there_is_one_for_everybody),
        cmocka_unit_test(security_to_step_back_brings_people_on_benefits_to_search),
        cmocka_unit_test(a_credit_for_single_parents_moves_nobody_else_to_search),
        cmocka_unit_test(
            cheaper_childcare_draws_those_who_have_somebody_behind_the_others),
        cmocka_unit_test(support_for_some_costs_others_a_job),
        cmocka_unit_test(support_for_the_young_is_not_support_for_the_old),
        cmocka_unit_test(employers_who_do_not_know_of_support_choose_as_before),
        cmocka_unit_test(a_hire_is_paid_for_as_long_as_it_lasts),
        cmocka_unit_test(a_sector_that_stands_out_takes_its_staff_from_others),
        cmocka_unit_test(a_lower_standard_fills_more_openings),
        cmocka_unit_test(the_unqualified_enter_protected_work_only_where_admitted),
        cmocka_unit_test(matching_by_skills_leads_to_other_occupations),
        cmocka_unit_test(shorter_journeys_lead_further),
        cmocka_unit_test(work_centres_place_whom_they_serve_partly_before_others),
        cmocka_unit_test(work_centres_without_places_for_more_do_no_more),
        cmocka_unit_test(every_place_of_a_work_centre_is_paid_for),
        cmocka_unit_test(
            migrants_let_in_come_beside_the_others_with_the_occupation_asked),
        cmocka_unit_test(those_turned_away_are_of_the_group_and_the_rest_come_as_before),
        cmocka_unit_test(migrants_let_in_leave_as_others_do),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
