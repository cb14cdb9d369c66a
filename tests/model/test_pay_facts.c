// Facts about higher pay in public sectors (P25): it moves people between employers, and
// hardly out of or into what they do (R8, R20, loop L4).
#include "base/math.h"
#include "scenarios/policies/policies.h"
#include "sim/programmes.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <string.h>

enum { RAISE, CHARGES, SPILL };

static struct kr_policy raise_of(double share, double spill)
{
    struct kr_policy p =
        test_policy_of(&kr_pay_raise, (kr_quarter)(TEST_FIRST + 1), INT16_MAX);
    p.parameter[RAISE] = share;
    p.parameter[CHARGES] = 0.25;
    p.parameter[SPILL] = spill;
    return p;
}

static uint64_t sector_of(const struct kr_country *country, const char *name)
{
    for (int s = 0; s < country->sectors; s++) {
        if (strcmp(country->sector[s].label.id, name) == 0) {
            return UINT64_C(1) << s;
        }
    }
    fail_msg("no sector %s", name);
    return 0;
}

// Sectors whose pay is agreed in public.
static uint64_t public_sectors(const struct kr_country *country)
{
    uint64_t set = 0;
    for (int s = 0; s < country->sectors; s++) {
        if (country->wage_group[country->sector[s].wage_group].is_public) {
            set |= UINT64_C(1) << s;
        }
    }
    return set;
}

static bool works_in(const struct test_world *w, uint64_t sectors, kr_row row)
{
    const struct kr_persons *p = &w->world.persons;
    if (p->status[row] != KR_EMPLOYEE) {
        return false;
    }
    const struct kr_post *post = &w->world.posts.at[p->post[row]];
    return (sectors >> w->world.employers.at[post->employer].sector & 1) != 0;
}

struct flows {
    double staff;      // person-quarters in the sectors
    double moved;      // of these, to an employer of other sectors in the quarter
    double profession; // of these, out of the occupation or out of work as an employee
};

static void live_and_count(struct test_world *w, uint64_t sectors, struct flows *f)
{
    const struct kr_persons *p = &w->world.persons;
    const kr_row rows = p->rows;
    kr_id *who = test_malloc((size_t)rows * sizeof *who);
    int *job = test_malloc((size_t)rows * sizeof *job);
    for (kr_row i = 0; i < rows; i++) {
        who[i] = p->id[i];
        job[i] = works_in(w, sectors, i) ? p->occupation[i] : KR_NONE;
    }
    test_world_live(w, 1);
    for (kr_row i = 0; i < rows; i++) {
        if (job[i] != KR_NONE && p->id[i] == who[i]) {
            const bool works = p->status[i] == KR_EMPLOYEE;
            f->staff += 1.0;
            f->moved += works && !works_in(w, sectors, i);
            f->profession += !works || p->occupation[i] != job[i];
        }
    }
    test_free(who);
    test_free(job);
}

static double heads_in(const struct test_world *w, uint64_t sectors)
{
    double heads = 0.0;
    for (kr_row i = 0; i < w->world.employers.rows; i++) {
        const struct kr_employer *e = &w->world.employers.at[i];
        heads += (sectors >> e->sector & 1) != 0 ? (double)e->heads : 0.0;
    }
    return heads;
}

// Two worlds of the Netherlands, one with the raise in one sector.
struct raised {
    struct test_world world[2];
    struct kr_policy policy[2];
    uint64_t sector, others; // public ones
    struct flows flows[2];
};

static void open_raised(struct raised *r, const char *sector, double share, uint64_t seed)
{
    for (int v = 0; v < 2; v++) {
        r->policy[v] = raise_of(v == 0 ? 0.0 : share, 0.0);
        test_world_open(&r->world[v],
                        &(struct test_world_options){.scenario = TEST_NL,
                                                     .scale = 2 * TEST_NL_SCALE,
                                                     .seed = seed,
                                                     .policies = &r->policy[v],
                                                     .policy_count = 1});
        r->sector = sector_of(&r->world[v].country, sector);
        r->others = public_sectors(&r->world[v].country) & ~r->sector;
        r->policy[v].target.sectors[0] = r->sector;
        r->flows[v] = (struct flows){0};
    }
}

static void live_raised(struct raised *r, int quarters)
{
    for (int v = 0; v < 2; v++) {
        for (int q = 0; q < quarters; q++) {
            live_and_count(&r->world[v], r->sector, &r->flows[v]);
        }
    }
}

static void close_raised(struct raised *r)
{
    test_world_close(&r->world[0]);
    test_world_close(&r->world[1]);
}

// Log change of a rate between the two worlds.
static double change(double base, double base_all, double variant, double variant_all)
{
    return kr_log(variant / variant_all) - kr_log(base / base_all);
}

static void a_raise_keeps_staff_with_employers_and_hardly_in_the_profession(void **state)
{
    (void)state;
    const char *const sectors[] = {"vvt", "primary"};
    for (int k = 0; k < 2; k++) {
        struct raised r; // by as much as the prospects of teachers rose
        open_raised(&r, sectors[k], 0.17, 0);
        live_raised(&r, 9);
        const struct flows *b = &r.flows[0];
        const struct flows *v = &r.flows[1];
        const double moves = change(b->moved, b->staff, v->moved, v->staff);
        const double leaves = change(b->profession, b->staff, v->profession, v->staff);
        assert_between(moves, -0.5, -0.05);
        assert_between(leaves, -0.08, 0.02);
        assert_true(leaves > moves / 2.0);
        close_raised(&r);
    }
}

static void pay_in_one_public_sector_draws_staff_from_the_others(void **state)
{
    (void)state;
    double own = 0.0;
    double others = 0.0;
    double all = 0.0;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct raised r;
        open_raised(&r, "vvt", 0.17, seed);
        live_raised(&r, 9);
        own += heads_in(&r.world[1], r.sector) - heads_in(&r.world[0], r.sector);
        others += heads_in(&r.world[1], r.others) - heads_in(&r.world[0], r.others);
        all += heads_in(&r.world[1], ~UINT64_C(0)) - heads_in(&r.world[0], ~UINT64_C(0));
        close_raised(&r);
    }
    assert_true(own > 0.0);
    assert_true(others < 0.0);
    assert_true(all < own / 2.0); // a gain of one sector is hardly one of the country
}

// ---------------------------------------------------------------- terms

static void open_village(struct test_world *w, const struct kr_policy *p)
{
    test_world_open(w, &(struct test_world_options){.policies = p, .policy_count = 1});
}

static double log_scale(const struct test_world *w, int sector, int occupation)
{
    return w->world.scratch->log_wage[sector * w->country.occupations + occupation];
}

// Part of the raise that the scale of an occupation in a sector has.
static double raised_share(const struct kr_policy *policy, uint64_t follow, int sector,
                           int occupation, double behind)
{
    if ((policy->target.sectors[0] >> sector & 1) != 0 && occupation > 0) {
        return 1.0;
    }
    return (follow >> sector & 1) != 0 ? 0.5 * (1.0 - behind) : 0.0;
}

static void only_the_scales_named_rise_and_public_ones_follow_in_time(void **state)
{
    (void)state;
    struct kr_policy p = raise_of(0.1, 0.5);
    p.start = TEST_FIRST;
    struct test_world base;
    struct test_world w;
    test_world_open(&base, &(struct test_world_options){0});
    open_village(&w, &p);
    const uint64_t open = public_sectors(&w.country);
    assert_true(open != 0);
    p.target.sectors[0] = open & (~open + 1); // the first of them
    p.target.occupations[0] = ~UINT64_C(1);
    double behind = 1.0; // of those who follow, by the quarters since
    for (int q = 0; q < 3; q++) {
        test_begin_quarter(&base);
        test_begin_quarter(&w);
        for (int i = 0; i < w.country.sectors * w.country.occupations; i++) {
            const int s = i / w.country.occupations;
            const int o = i % w.country.occupations;
            assert_close(log_scale(&w, s, o) - log_scale(&base, s, o),
                         raised_share(&p, open, s, o, behind) * kr_log(1.1), 1e-12);
        }
        behind *= 1.0 - w.model.parameters.wages.public_follow;
    }
    test_world_close(&base);
    test_world_close(&w);
}

static void a_raise_costs_what_it_adds_to_pay_and_premiums(void **state)
{
    (void)state;
    struct kr_policy p = raise_of(0.1, 0.0);
    p.start = TEST_FIRST;
    struct test_world w;
    open_village(&w, &p);
    p.target.sectors[0] = public_sectors(&w.country);
    test_world_live(&w, 1);
    const struct kr_live live = test_live_of(&w);
    double pay = 0.0;
    for (kr_row i = 0; i < w.world.persons.rows; i++) {
        pay += works_in(&w, p.target.sectors[0], i) ? (double)kr_pay_of_quarter(&live, i)
                                                    : 0.0;
    }
    const double cents = (double)w.world.tallies.events.policy_cents;
    assert_close_relative(cents, pay * (1.0 - 1.0 / 1.1) * 1.25, 1e-6);
    test_world_close(&w);
}

static void a_raise_draws_students_to_where_it_leads(void **state)
{
    (void)state;
    struct kr_policy p = raise_of(0.2, 0.0);
    p.start = TEST_FIRST;
    struct test_world base;
    struct test_world w;
    test_world_open(&base, &(struct test_world_options){0});
    open_village(&w, &p);
    p.target.sectors[0] = public_sectors(&w.country);
    test_begin_quarter(&base);
    test_begin_quarter(&w);
    double most = 0.0;
    double least = 0.0;
    for (int f = 0; f < w.country.fields; f++) {
        const double gain = kr_log(w.world.scratch->field_pull[f]) -
                            kr_log(base.world.scratch->field_pull[f]);
        most = kr_max(most, gain);
        least = kr_min(least, gain);
    }
    // some fields gain, others lose; no more than the elasticity times the raise
    assert_true(most > 0.01);
    assert_true(least < -0.01);
    const double limit = w.model.parameters.training.field_wage * kr_log(1.2);
    assert_true(most <= limit && least >= -limit);
    test_world_close(&base);
    test_world_close(&w);
}

static void dearer_staff_is_needed_less_in_the_market_only(void **state)
{
    (void)state;
    struct kr_policy p = raise_of(0.2, 0.0);
    p.start = TEST_FIRST;
    struct test_world base;
    struct test_world w;
    test_world_open(&base, &(struct test_world_options){0});
    open_village(&w, &p);
    (void)test_world_to_matching(&base);
    (void)test_world_to_matching(&w);
    double need[2][2] = {{0.0, 0.0}, {0.0, 0.0}}; // market or not, base and variant
    for (kr_row i = 0; i < w.world.posts.rows; i++) {
        const struct kr_post *post = &w.world.posts.at[i];
        if (post->employer != KR_NONE) {
            const int sector = w.world.employers.at[post->employer].sector;
            const bool market = w.country.sector[sector].kind == KR_MARKET;
            need[market][0] += (double)base.world.posts.at[i].required_minutes;
            need[market][1] += (double)post->required_minutes;
        }
    }
    const double elasticity = w.model.parameters.demand.wage_elasticity;
    assert_close(need[0][1], need[0][0], 0.0);
    assert_close(kr_log(need[1][1] / need[1][0]), -elasticity * kr_log(1.2), 2e-3);
    test_world_close(&base);
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_raise_keeps_staff_with_employers_and_hardly_in_the_profession),
        cmocka_unit_test(pay_in_one_public_sector_draws_staff_from_the_others),
        cmocka_unit_test(only_the_scales_named_rise_and_public_ones_follow_in_time),
        cmocka_unit_test(a_raise_costs_what_it_adds_to_pay_and_premiums),
        cmocka_unit_test(a_raise_draws_students_to_where_it_leads),
        cmocka_unit_test(dearer_staff_is_needed_less_in_the_market_only),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
