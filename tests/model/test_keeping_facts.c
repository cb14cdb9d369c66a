// Facts about policies that keep people and change contracts (P16, P20-P24, P43, P47-P50,
// P53, P54): which way they push, that they push nobody outside their target, that places
// run out, and what they cost.
#include "base/math.h"
#include "scenarios/policies/policies.h"
#include "sim/programmes.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

// A policy for everybody from the first quarter on, which does nothing yet.
static struct kr_policy idle(const struct kr_policy_kind *kind)
{
    struct kr_policy p = test_policy_of(kind, TEST_FIRST, INT16_MAX);
    (void)snprintf(p.name, sizeof p.name, "%s", kind->name);
    for (size_t i = 0; i < kind->parameter_count; i++) {
        const struct kr_policy_parameter *parameter = &kind->parameters[i];
        const bool factor = strcmp(parameter->unit, "ratio") == 0;
        p.parameter[i] = factor ? 1.0 : kr_max(parameter->low, 0.0);
    }
    return p;
}

// One with a single parameter set.
static struct kr_policy with(const struct kr_policy_kind *kind, const char *name,
                             double value)
{
    struct kr_policy p = idle(kind);
    for (size_t i = 0; i < kind->parameter_count; i++) {
        if (strcmp(kind->parameters[i].name, name) == 0) {
            assert_between(value, kind->parameters[i].low, kind->parameters[i].high);
            p.parameter[i] = value;
            return p;
        }
    }
    fail_msg("%s has no %s", kind->name, name);
    return p;
}

// Two worlds that differ by policies.
struct pair {
    struct test_world base;
    struct test_world variant;
};

static void open_country(struct test_world *w, const struct kr_policy *policies,
                         int count)
{
    static const struct kr_policy NOTHING;
    test_world_open(w, &(struct test_world_options){
                           .scenario = TEST_NL,
                           .scale = TEST_NL_SCALE,
                           .policies = policies != NULL ? policies : &NOTHING,
                           .policy_count = count});
}

static void open_pair(struct pair *pair, const struct kr_policy *policy)
{
    open_country(&pair->base, NULL, 0);
    open_country(&pair->variant, policy, 1);
}

static void close_pair(struct pair *pair)
{
    test_world_close(&pair->base);
    test_world_close(&pair->variant);
}

static void live_pair(struct pair *pair, int quarters)
{
    test_world_live(&pair->base, quarters);
    test_world_live(&pair->variant, quarters);
}

static int64_t ledger(const struct test_world *w, int policy, int column)
{
    return *kr_tally_at(&w->world.tallies, KR_TALLY_policy_events, policy, column);
}

// ---------------------------------------------------------------- which way

static int64_t quits(const struct test_world *w)
{
    return w->world.tallies.events.quits_to_search +
           w->world.tallies.events.quits_to_nonwork;
}

static int64_t absences(const struct test_world *w)
{
    return w->world.tallies.events.short_absences +
           w->world.tallies.events.long_absences_begun;
}

static int64_t job_searchers(const struct test_world *w)
{
    return w->world.tallies.events.seekers_employed;
}

static int64_t seekers(const struct test_world *w)
{
    return w->world.tallies.events.seekers;
}

static int64_t retirements(const struct test_world *w)
{
    return w->world.tallies.events.retirements;
}

static int64_t begun(const struct test_world *w)
{
    return w->world.tallies.events.self_employment_starts;
}

static int64_t stopped(const struct test_world *w)
{
    return w->world.tallies.events.self_employment_ends;
}

static int64_t made_permanent(const struct test_world *w)
{
    return w->world.tallies.events.conversions;
}

static int64_t long_begun(const struct test_world *w)
{
    return w->world.tallies.events.long_absences_begun;
}

// Permanent staff told that the job ends.
static int64_t dismissed(const struct test_world *w)
{
    const struct kr_persons *p = &w->world.persons;
    int64_t count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        count += p->notice[i] == KR_NOTICE_GIVEN;
    }
    return count;
}

static int64_t in_state(const struct test_world *w, int health, int contract)
{
    const struct kr_persons *p = &w->world.persons;
    int64_t count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        const bool job = p->status[i] == KR_EMPLOYEE;
        count += job && (health == KR_NONE || p->health[i] == health) &&
                 (contract == KR_NONE || p->contract[i] == contract);
    }
    return count;
}

static int64_t long_ill(const struct test_world *w)
{
    return in_state(w, KR_LONG_ABSENCE, KR_NONE);
}

static int64_t on_call(const struct test_world *w)
{
    return in_state(w, KR_NONE, KR_ON_CALL);
}

static int64_t agency(const struct test_world *w)
{
    return in_state(w, KR_NONE, KR_AGENCY);
}

struct push {
    const struct kr_policy_kind *kind;
    const char *parameter;
    double value;
    int64_t (*figure)(const struct test_world *w);
    int sign;
};

static void every_lever_pushes_its_own_way(void **state)
{
    (void)state;
    const struct push list[] = {
        {&kr_job_quality, "quit", 0.5, quits, -1},
        {&kr_job_quality, "search", 0.5, job_searchers, -1},
        {&kr_job_quality, "search", 1.5, job_searchers, 1},
        {&kr_job_to_job, "effort", 0.5, seekers, -1},
        {&kr_job_quality, "absence", 0.5, absences, -1},
        {&kr_job_quality, "absence", 1.5, absences, 1},
        {&kr_management, "better", 2.0, job_searchers, -1},
        {&kr_mentoring, "quit", 0.5, quits, -1},
        {&kr_own_account_rules, "stop", 2.0, stopped, 1},
        {&kr_own_account_rules, "begin", 0.5, begun, -1},
        {&kr_later_retirement, "retire", 0.5, retirements, -1},
        {&kr_early_exit, "retire", 2.0, retirements, 1},
        {&kr_permanent_contracts, "permanent", 2.0, made_permanent, 1},
        {&kr_permanent_contracts, "fixed", 3.0, on_call, -1},
        {&kr_permanent_contracts, "recovery", 0.3, long_ill, 1},
        {&kr_contract_rules, "on_call_hires", 1.0, on_call, -1},
        {&kr_contract_rules, "sooner_offer", 3.0, on_call, -1},
        {&kr_contract_rules, "more_taken", 1.0, on_call, -1},
        {&kr_contract_rules, "shorter_agency", 4.0, agency, -1},
        {&kr_contract_rules, "shorter_chain", 6.0, made_permanent, 1},
    };
    struct test_world base;
    open_country(&base, NULL, 0);
    test_world_live(&base, 2);
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        struct kr_policy p = with(list[i].kind, list[i].parameter, list[i].value);
        struct test_world w;
        open_country(&w, &p, 1);
        test_world_live(&w, 2);
        const int64_t change = list[i].figure(&w) - list[i].figure(&base);
        if (change * list[i].sign <= 0) {
            fail_msg("%s with %s %g: change %d", list[i].kind->name, list[i].parameter,
                     list[i].value, (int)change);
        }
        test_world_close(&w);
    }
    test_world_close(&base);
}

// Dismissals, for persons and by employers: no kind pushes the first.
static void push_dismissals(const struct kr_policy *policy, int index, double strength,
                            kr_quarter now, struct kr_effective *terms)
{
    (void)now;
    kr_lever_add(terms, KR_LEVER_dismissal, policy, index, strength);
    kr_lever_add(terms, KR_LEVER_layoff, policy, index, strength);
}

static const struct kr_policy_kind DISMISSALS = {.name = "dismissals",
                                                 .apply = push_dismissals};

// Rows that cannot be hit are passed over by limits. Limits that do not rise with a lever
// would hold figures down to about what they were.
static void figures_rise_as_much_as_levers_say(void **state)
{
    (void)state;
    const struct push list[] = {
        {&kr_job_quality, "quit", 3.0, quits, 1},
        {&kr_job_quality, "absence", 2.0, long_begun, 1},
        {&kr_own_account_rules, "stop", 5.0, stopped,
         1}, // others retire, or stop to care
        {&kr_own_account_rules, "begin", 3.0, begun, 1},
        {&kr_early_exit, "retire", 3.0, retirements, 1},
    };
    struct test_world base;
    open_country(&base, NULL, 0);
    test_world_live(&base, 1);
    int wrong = 0;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        struct kr_policy p = with(list[i].kind, list[i].parameter, list[i].value);
        struct test_world w;
        open_country(&w, &p, 1);
        test_world_live(&w, 1);
        const double rise = (double)list[i].figure(&w) / (double)list[i].figure(&base);
        if (rise < 0.55 * list[i].value || rise > 1.1 * list[i].value) {
            print_error("%s %g: %g\n", list[i].parameter, list[i].value, rise);
            wrong++;
        }
        test_world_close(&w);
    }
    assert_int_equal(wrong, 0);
    test_world_close(&base);
}

// In a fall of demand.
static int64_t dismissed_with(double factor)
{
    struct kr_policy p[2] = {with(&kr_demand_wedge, "change", 0.0), idle(&DISMISSALS)};
    p[0].parameter[0] = -0.3;
    p[0].target.sectors[0] = ~UINT64_C(0);
    p[1].strength = factor;
    struct test_world w;
    open_country(&w, p, 2);
    test_world_live(&w, 1);
    const int64_t count = dismissed(&w);
    test_world_close(&w);
    return count;
}

static void dismissals_for_want_of_work_follow_their_levers(void **state)
{
    (void)state;
    const double none = (double)dismissed_with(1e-9);
    const double usual = (double)dismissed_with(1.0);
    const double twice = (double)dismissed_with(1.4142135623730951); // by either lever
    assert_true(usual > 1.2 * none);
    assert_between((twice - none) / (usual - none), 1.7, 2.1);
}

// Twice the rate of search on the job is what twice the contacts of those who search are,
// to the bit.
static void search_is_pushed_as_a_parameter_would_push_it(void **state)
{
    (void)state;
    struct kr_policy p = with(&kr_job_quality, "search", 2.0);
    const char *const sets[] = {"parameters.search.contact_on_job=0.1", NULL};
    struct test_world w;
    test_world_open(&w, &(struct test_world_options){.policies = &p, .policy_count = 1});
    assert_close(2.0 * w.model.parameters.search.contact_on_job, 0.1, 0.0);
    test_world_live(&w, 4);
    assert_true(kr_world_hash(&w.world) ==
                test_world_hash_after(&(struct test_world_options){.sets = sets}, 4));
    test_world_close(&w);
}

static void a_kind_that_is_set_to_nothing_changes_nothing(void **state)
{
    (void)state;
    const struct kr_policy_kind *const kinds[] = {
        &kr_contract_rules, &kr_cover_staff,         &kr_early_exit,
        &kr_job_quality,    &kr_later_retirement,    &kr_management,
        &kr_mentoring,      &kr_job_to_job,          &kr_own_account_rules,
        &kr_pay_raise,      &kr_permanent_contracts, &kr_short_time_work};
    const uint64_t base = test_world_hash_after(&(struct test_world_options){0}, 4);
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        struct kr_policy p = idle(kinds[k]);
        struct test_world w;
        test_world_open(&w,
                        &(struct test_world_options){.policies = &p, .policy_count = 1});
        test_world_live(&w, 4);
        w.world.memories.rows = 0; // it remembers whom it would have paid
        if (kr_world_hash(&w.world) != base) {
            fail_msg("%s", kinds[k]->name);
        }
        test_world_close(&w);
    }
}

static void every_kind_that_ends_leaves_nothing_on_the_terms(void **state)
{
    (void)state;
    size_t count;
    const struct kr_policy_kind *const *kinds = kr_policy_kinds(&count);
    for (size_t k = 0; k < count; k++) {
        struct kr_policy p = idle(kinds[k]);
        for (size_t i = 0; i < kinds[k]->parameter_count; i++) {
            p.parameter[i] = kinds[k]->parameters[i].initial;
        }
        p.end = (kr_quarter)(TEST_FIRST + 2);
        struct test_world w;
        test_world_open(&w,
                        &(struct test_world_options){.policies = &p, .policy_count = 1});
        test_world_live(&w, 3);
        const struct kr_effective *terms = &w.world.scratch->terms;
        for (int l = 0; l < KR_LEVER_COUNT; l++) {
            assert_int_equal(terms->lever[l].count, 0);
        }
        assert_int_equal(terms->charge_count, 0);
        assert_int_equal(terms->bonus_count, 0);
        assert_memory_equal(&terms->parameters, &w.model.parameters,
                            sizeof w.model.parameters);
        for (int i = 0; i < w.country.sectors * w.country.occupations; i++) {
            assert_close(terms->pay_log[i], 0.0, 0.0);
        }
        test_world_close(&w);
    }
}

// ---------------------------------------------------------------- whom

// Where worlds were equal before, only those in the target may have acted otherwise by
// the time that matching begins.
static int64_t reactions(const struct pair *pair, int sex, bool *others)
{
    const struct kr_persons *p = &pair->base.world.persons;
    const struct kr_persons *v = &pair->variant.world.persons;
    int64_t count = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] != v->status[i] || p->contract[i] != v->contract[i] ||
            p->health[i] != v->health[i]) {
            count += p->sex[i] == sex;
            *others = *others || p->sex[i] != sex;
        }
    }
    return count;
}

static void nobody_outside_the_target_reacts_and_swapping_it_swaps_who_does(void **state)
{
    (void)state;
    const struct kr_policy list[] = {
        with(&kr_mentoring, "quit", 0.2),
        with(&kr_own_account_rules, "stop", 3.0),
        with(&kr_early_exit, "retire", 3.0),
        with(&kr_permanent_contracts, "permanent", 2.0),
        with(&kr_permanent_contracts, "recovery", 0.2),
    };
    for (size_t k = 0; k < sizeof list / sizeof list[0]; k++) {
        for (int sex = KR_MAN; sex < KR_SEX_COUNT; sex++) {
            struct kr_policy p = list[k];
            p.target.sexes = UINT64_C(1) << sex;
            struct pair pair;
            open_pair(&pair, &p);
            (void)test_world_to_matching(&pair.base);
            (void)test_world_to_matching(&pair.variant);
            bool others = false;
            assert_true(reactions(&pair, sex, &others) > 0);
            assert_false(others);
            close_pair(&pair);
        }
    }
}

static void heads_of_employers_in_a_target_are_those_of_the_quarters_start(void **state)
{
    (void)state;
    struct kr_policy p = with(&kr_permanent_contracts, "permanent", 3.0);
    p.target.employer_size = (struct kr_span){1, 20};
    uint64_t hash[2];
    for (int t = 0; t < 2; t++) {
        hash[t] =
            test_world_hash_after(&(struct test_world_options){.scenario = TEST_NL,
                                                               .scale = TEST_NL_SCALE,
                                                               .threads = 1 + 3 * t,
                                                               .policies = &p,
                                                               .policy_count = 1},
                                  3);
    }
    assert_true(hash[0] == hash[1]);
}

// ---------------------------------------------------------------- mentors

// Hours at work in sectors of a kind: contracts less absence and time of mentors and
// newcomers.
static double net_minutes(const struct test_world *w)
{
    double sum = 0.0;
    for (kr_row i = 0; i < w->world.posts.rows; i++) {
        const struct kr_post *post = &w->world.posts.at[i];
        if (post->employer != KR_NONE) {
            sum += (double)post->contract_minutes - (double)post->absent_minutes -
                   (double)post->learning_minutes;
        }
    }
    return sum;
}

static struct kr_policy guidance(double leaving, double time)
{
    struct kr_policy p = with(&kr_mentoring, "quit", leaving);
    p.parameter[1] = leaving;
    p.parameter[2] = time;
    p.target.tenure = (struct kr_span){0, 8};
    return p;
}

static void guidance_gains_hours_only_while_mentors_need_little_time(void **state)
{
    (void)state;
    const double times[] = {0.0, 0.1, 1.0};
    double gain[3];
    for (int k = 0; k < 3; k++) {
        struct kr_policy p = guidance(0.5, times[k]);
        struct pair pair;
        open_pair(&pair, &p);
        live_pair(&pair, 6);
        gain[k] = net_minutes(&pair.variant) / net_minutes(&pair.base) - 1.0;
        close_pair(&pair);
    }
    assert_true(gain[0] > 0.0);
    assert_true(gain[1] < gain[0]);
    assert_true(gain[2] < 0.0);
}

static void time_of_mentors_is_lost_to_the_post_and_to_service(void **state)
{
    (void)state;
    struct kr_policy p = guidance(1.0, 0.5);
    struct pair pair;
    open_pair(&pair, &p);
    live_pair(&pair, 1);
    int64_t guided = 0;
    const struct kr_persons *who = &pair.variant.world.persons;
    for (kr_row i = 0; i < who->rows; i++) {
        if (who->status[i] == KR_EMPLOYEE && TEST_FIRST - who->job_since[i] < 8) {
            guided += who->contract_minutes[i] / 2;
        }
    }
    const double lost = net_minutes(&pair.base) - net_minutes(&pair.variant);
    assert_true(guided > 0);
    assert_close(lost, (double)guided, 0.0);
    int64_t output = 0;
    for (int s = 0; s < pair.base.country.sectors; s++) {
        const int64_t less = pair.base.world.sector[s].output_minutes -
                             pair.variant.world.sector[s].output_minutes;
        assert_true(less >= 0);
        output += less;
    }
    assert_true(output > guided / 2 && output < guided);
    close_pair(&pair);
}

static int64_t guided_with(double capacity)
{
    struct kr_policy p = guidance(0.9, 0.1);
    p.capacity = capacity;
    struct test_world w;
    open_country(&w, &p, 1);
    test_world_live(&w, 2);
    const int64_t count = ledger(&w, 0, KR_LEDGER_RECIPIENTS);
    test_world_close(&w);
    return count;
}

static void places_for_starters_run_out(void **state)
{
    (void)state;
    const int64_t all = guided_with(0.0);
    const int64_t few = guided_with(200000.0);
    const int64_t enough = guided_with(20e6);
    assert_int_equal(enough, all);
    // two hundred thousand places are two thousand at this scale; those who start during
    // the quarter come on top
    assert_between((double)few, 1800.0, 2500.0);
    assert_true(all > 2 * few);
}

// ---------------------------------------------------------------- costs

static void a_way_out_pays_everybody_who_retires_for_as_long_as_it_says(void **state)
{
    (void)state;
    struct kr_policy p = idle(&kr_early_exit);
    p.parameter[1] = 2.0; // quarters paid
    p.unit_cost = 1000.0;
    struct test_world w;
    open_country(&w, &p, 1);
    int64_t before = 0;
    for (int q = 0; q < 4; q++) {
        test_world_live(&w, 1);
        const int64_t now = w.world.tallies.events.retirements;
        assert_true(now > 0);
        // who died or left since is not paid
        assert_between((double)ledger(&w, 0, KR_LEDGER_CENTS) / 100000.0,
                       0.95 * (double)(now + before), (double)(now + before));
        before = now;
    }
    test_world_close(&w);
}

static void guidance_to_a_job_is_paid_once_for_every_notice(void **state)
{
    (void)state;
    struct kr_policy p = idle(&kr_job_to_job);
    p.parameter[2] = 8.0; // quarters in which they are followed
    p.unit_cost = 1000.0;
    p.target.notices = UINT64_C(1) << KR_NOTICE_GIVEN;
    struct test_world w;
    open_country(&w, &p, 1);
    (void)test_world_to_matching(&w);
    int64_t told = 0;
    for (kr_row i = 0; i < w.world.persons.rows; i++) {
        told += w.world.persons.notice[i] == KR_NOTICE_GIVEN;
    }
    test_world_from_matching(&w);
    assert_true(told > 0);
    // some of those who were told have left already by themselves
    assert_between((double)ledger(&w, 0, KR_LEDGER_CENTS) / 100000.0, (double)told,
                   1.05 * (double)told);
    // they stay recipients, and are paid no more
    test_world_live(&w, 1);
    assert_true(ledger(&w, 0, KR_LEDGER_RECIPIENTS) >= told);
    test_world_close(&w);
}

static void a_contract_made_permanent_is_paid_for_once(void **state)
{
    (void)state;
    struct kr_policy p = idle(&kr_permanent_contracts);
    p.parameter[3] = 1.0; // quarters in which they are followed
    p.unit_cost = 1000.0;
    struct test_world w;
    open_country(&w, &p, 1);
    for (int q = 0; q < 3; q++) {
        test_world_live(&w, 1);
        const int64_t made = w.world.tallies.events.conversions;
        assert_true(made > 0);
        assert_int_equal(ledger(&w, 0, KR_LEDGER_CENTS), made * 100000);
    }
    test_world_close(&w);
}

// ---------------------------------------------------------------- own account

// Where those who worked on own account at first are now.
static void those_who_stop_own_account_end_in_jobs_of_both_kinds_and_in_none(void **state)
{
    (void)state;
    struct kr_policy p = with(&kr_own_account_rules, "stop", 3.0);
    struct pair pair;
    open_pair(&pair, &p);
    live_pair(&pair, 1);
    const struct kr_persons *b = &pair.base.world.persons;
    const struct kr_persons *v = &pair.variant.world.persons;
    const kr_row rows = b->rows;
    uint8_t *kept = test_malloc((size_t)rows); // went on in the base world only
    kr_id *who = test_malloc((size_t)rows * sizeof *who);
    for (kr_row i = 0; i < rows; i++) {
        who[i] = v->id[i];
        kept[i] = b->id[i] == v->id[i] && b->status[i] == KR_SELF_EMPLOYED &&
                  v->status[i] != KR_SELF_EMPLOYED;
    }
    live_pair(&pair, 3);
    int64_t permanent = 0;
    int64_t flexible = 0;
    int64_t none = 0;
    for (kr_row i = 0; i < rows; i++) {
        if (kept[i] != 0 && v->id[i] == who[i]) {
            const bool job = v->status[i] == KR_EMPLOYEE;
            permanent += job && v->contract[i] == KR_PERMANENT;
            flexible += job && v->contract[i] != KR_PERMANENT;
            none += v->status[i] >= KR_UNEMPLOYED;
        }
    }
    assert_true(permanent > 0);
    assert_true(flexible > permanent);
    assert_true(none > 0);
    test_free(kept);
    test_free(who);
    close_pair(&pair);
}

// ---------------------------------------------------------------- cover staff

static double mean_load(const struct test_world *w, bool care)
{
    double load = 0.0;
    double heads = 0.0;
    for (kr_row i = 0; i < w->world.posts.rows; i++) {
        const struct kr_post *post = &w->world.posts.at[i];
        if (post->employer != KR_NONE &&
            (w->country.sector[w->world.employers.at[post->employer].sector].kind ==
             KR_CARE) == care) {
            load += (double)post->load * (double)post->heads;
            heads += (double)post->heads;
        }
    }
    return load / heads;
}

static void cover_staff_lowers_load_where_it_works_and_raises_it_elsewhere(void **state)
{
    (void)state;
    struct kr_policy p = with(&kr_cover_staff, "cover", 0.1);
    struct pair pair;
    open_country(&pair.base, NULL, 0);
    for (int s = 0; s < pair.base.country.sectors; s++) {
        const bool care = pair.base.country.sector[s].kind == KR_CARE;
        p.target.sectors[0] |= (uint64_t)care << s;
    }
    open_country(&pair.variant, &p, 1);
    live_pair(&pair, 8);
    assert_true(mean_load(&pair.variant, true) < mean_load(&pair.base, true) - 0.005);
    assert_true(mean_load(&pair.variant, false) > mean_load(&pair.base, false));
    close_pair(&pair);
}

// ---------------------------------------------------------------- short-time work

// A fall of market demand for two years, and short-time work beside it.
static void set_recession(struct kr_policy policies[2], const struct test_world *w)
{
    struct kr_policy *fall = &policies[0];
    *fall = with(&kr_demand_wedge, "change", 0.0);
    fall->parameter[0] = -0.05;
    policies[1] = with(&kr_short_time_work, "kept", 0.8);
    policies[1].parameter[1] = 0.75;
    for (int k = 0; k < 2; k++) {
        policies[k].end = (kr_quarter)(TEST_FIRST + 8);
        policies[k].target.sectors[0] = 0;
        for (int s = 0; s < w->country.sectors; s++) {
            const bool market = w->country.sector[s].kind == KR_MARKET;
            policies[k].target.sectors[0] |= (uint64_t)market << s;
        }
    }
}

struct slump {
    double permanent, temporary; // jobs after a year
    double dismissed, moves, paid, ends;
};

static void live_slump(struct test_world *w, int quarters, struct slump *sum)
{
    for (int q = 0; q < quarters; q++) {
        test_world_live(w, 1);
        const struct kr_events *e = &w->world.tallies.events;
        sum->dismissed += (double)e->layoffs;
        sum->ends += (double)e->contract_ends;
        sum->paid += (double)e->policy_cents;
        for (int s = 0; s < w->country.sectors; s++) {
            sum->moves += (double)*kr_tally_at(
                &w->world.tallies, KR_TALLY_sector_separations, s, KR_TO_EMPLOYER);
        }
    }
    sum->permanent = (double)in_state(w, KR_NONE, KR_PERMANENT);
    sum->temporary = (double)in_state(w, KR_NONE, KR_TEMPORARY);
}

static void
short_time_work_keeps_permanent_jobs_in_a_recession_and_slows_moves(void **state)
{
    (void)state;
    struct kr_policy policies[2] = {idle(&kr_demand_wedge), idle(&kr_short_time_work)};
    struct pair pair;
    open_country(&pair.base, policies, 1);
    open_country(&pair.variant, policies, 2);
    set_recession(policies, &pair.base);
    struct slump base = {0};
    struct slump variant = {0};
    live_slump(&pair.base, 4, &base);
    live_slump(&pair.variant, 4, &variant);
    assert_true(variant.dismissed < base.dismissed);
    assert_true(variant.permanent > base.permanent);
    assert_true(variant.moves < base.moves);
    assert_true(variant.ends > 0.95 * base.ends); // those on temporary contracts go
    assert_true(variant.paid > 0.0);
    live_slump(&pair.variant, 4, &variant);
    const double paid = variant.paid;
    live_slump(&pair.variant, 1, &variant); // it is over
    assert_close(variant.paid, paid, 0.0);
    close_pair(&pair);
}

static void the_fund_pays_for_hours_without_work_and_no_more(void **state)
{
    (void)state;
    struct kr_policy p = with(&kr_short_time_work, "hours_paid", 1.0);
    struct test_world w;
    open_country(&w, &p, 1);
    test_world_live(&w, 1);
    double idle_minutes = 0.0;
    for (kr_row i = 0; i < w.world.posts.rows; i++) {
        const struct kr_post *post = &w.world.posts.at[i];
        if (post->employer != KR_NONE) {
            idle_minutes += kr_max(0.0, (double)post->contract_minutes -
                                            (double)post->required_minutes);
        }
    }
    // staff changed between the reckoning and the end of the quarter
    const double paid = (double)ledger(&w, 0, KR_LEDGER_MINUTES);
    assert_true(paid > 0.0);
    assert_true(paid < 1.2 * idle_minutes);
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_lever_pushes_its_own_way),
        cmocka_unit_test(figures_rise_as_much_as_levers_say),
        cmocka_unit_test(dismissals_for_want_of_work_follow_their_levers),
        cmocka_unit_test(search_is_pushed_as_a_parameter_would_push_it),
        cmocka_unit_test(a_kind_that_is_set_to_nothing_changes_nothing),
        cmocka_unit_test(every_kind_that_ends_leaves_nothing_on_the_terms),
        cmocka_unit_test(nobody_outside_the_target_reacts_and_swapping_it_swaps_who_does),
        cmocka_unit_test(heads_of_employers_in_a_target_are_those_of_the_quarters_start),
        cmocka_unit_test(guidance_gains_hours_only_while_mentors_need_little_time),
        cmocka_unit_test(time_of_mentors_is_lost_to_the_post_and_to_service),
        cmocka_unit_test(places_for_starters_run_out),
        cmocka_unit_test(a_way_out_pays_everybody_who_retires_for_as_long_as_it_says),
        cmocka_unit_test(guidance_to_a_job_is_paid_once_for_every_notice),
        cmocka_unit_test(a_contract_made_permanent_is_paid_for_once),
        cmocka_unit_test(
            those_who_stop_own_account_end_in_jobs_of_both_kinds_and_in_none),
        cmocka_unit_test(cover_staff_lowers_load_where_it_works_and_raises_it_elsewhere),
        cmocka_unit_test(
            short_time_work_keeps_permanent_jobs_in_a_recession_and_slows_moves),
        cmocka_unit_test(the_fund_pays_for_hours_without_work_and_no_more),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
