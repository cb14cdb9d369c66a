// Facts about policies that bring seekers and jobs together: who is hired, whom it costs
// a job.
#include "scenarios/policies/policies.h"
#include "sim/jobs.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdlib.h>

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
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, TEST_NL, policy);
    for (int i = 0; i < 2; i++) {
        test_world_live(&pair[i], 1);
        h[i] = hires_of(&pair[i]);
    }
    test_pair_close(pair);
}

static struct kr_policy support_of_the_old(double preference)
{
    struct kr_policy p = test_policy_from_start(&kr_hiring_support);
    p.target.age = (struct kr_span){55, 75};
    test_policy_set(&p, "preference", preference);
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
    struct test_world pair[TEST_PAIR];
    test_pair_open(pair, TEST_NL, &p);
    test_world_live(&pair[TEST_BASE], 2);
    test_world_live(&pair[TEST_VARIANT], 2);
    assert_true(kr_world_hash(&pair[TEST_BASE].world) ==
                kr_world_hash(&pair[TEST_VARIANT].world));
    test_pair_close(pair);
}

static void a_hire_is_paid_for_as_long_as_it_lasts(void **state)
{
    (void)state;
    struct kr_policy p = support_of_the_old(0.2);
    p.unit_cost = 1000.0;
    test_policy_set(&p, "quarters", 3.0);
    struct test_world w;
    test_world_open_nl(&w, &p, 1);
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
    struct kr_policy p = test_policy_from_start(&kr_attraction);
    p.target.sectors[0] = PUBLIC_SECTORS;
    test_policy_set(&p, "worth", 1.0);
    struct test_world pair[TEST_PAIR];
    int64_t heads[2][2];
    test_pair_open(pair, TEST_NL, &p);
    for (int k = 0; k < 2; k++) {
        test_world_live(&pair[k], 4);
        heads_of(&pair[k], heads[k]);
    }
    const int64_t gained = heads[1][0] - heads[0][0];
    const int64_t all = heads[1][1] - heads[0][1];
    assert_true(gained > 0);
    assert_true(2 * llabs(all) < gained);
    test_pair_close(pair);
}

static void a_lower_standard_fills_more_openings(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_qualification);
    p.target.sectors[0] = 1;
    test_policy_set(&p, "standard", -1.0);
    struct hires h[2];
    compare_hires(&p, h);
    assert_true(h[1].sector > h[0].sector);
}

static void the_unqualified_enter_protected_work_only_where_admitted(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_qualification);
    test_policy_set(&p, "admission", 0.5);
    struct hires h[2];
    compare_hires(&p, h);
    assert_int_equal(h[0].unqualified, 0);
    assert_true(h[1].unqualified > 0);
}

static void matching_by_skills_leads_to_other_occupations(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_skills_matching);
    test_policy_set(&p, "distance", 0.2);
    test_policy_set(&p, "screening", 0.2);
    struct hires h[2];
    compare_hires(&p, h);
    assert_true(h[1].changed > h[0].changed);
}

static void shorter_journeys_lead_further(void **state)
{
    (void)state;
    struct kr_policy p = test_policy_from_start(&kr_mobility);
    test_policy_set(&p, "distance", 0.0);
    struct hires h[2];
    compare_hires(&p, h);
    const double before = h[0].km / (double)(h[0].target + h[0].others);
    const double after = h[1].km / (double)(h[1].target + h[1].others);
    assert_true(after > before * 1.05);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(support_for_some_costs_others_a_job),
        cmocka_unit_test(support_for_the_young_is_not_support_for_the_old),
        cmocka_unit_test(employers_who_do_not_know_of_support_choose_as_before),
        cmocka_unit_test(a_hire_is_paid_for_as_long_as_it_lasts),
        cmocka_unit_test(a_sector_that_stands_out_takes_its_staff_from_others),
        cmocka_unit_test(a_lower_standard_fills_more_openings),
        cmocka_unit_test(the_unqualified_enter_protected_work_only_where_admitted),
        cmocka_unit_test(matching_by_skills_leads_to_other_occupations),
        cmocka_unit_test(shorter_journeys_lead_further),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
