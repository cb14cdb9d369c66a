// Facts about jobs: who leaves them, what a heavy workload leaves behind, contracts and
// openings (rules R8, R9, R11, R17, R18).
#include "base/math.h"
#include "sim/phases/phases.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdlib.h>

static void open_village(struct test_world *w, const char *const *sets)
{
    test_world_open(w, &(struct test_world_options){.sets = sets});
}

// ---------------------------------------------------------------- leaving (R8)

// Employers of odd identity are treated in a test, those of even identity are not.
static int arm_of(const struct test_world *w, kr_row person)
{
    const struct kr_persons *p = &w->world.persons;
    return (
        int)(kr_mix64(
                 w->world.employers.at[w->world.posts.at[p->post[person]].employer].id) &
             1);
}

struct moves {
    int64_t jobs[2];
    int64_t moved[2];
    int64_t stopped[2];
};

// Lives a quarter and counts, by arm of the old employer, who moved and who stopped.
static void count_moves(struct test_world *w, struct moves *m)
{
    const struct kr_persons *p = &w->world.persons;
    const kr_row rows = p->rows;
    kr_id *who = test_malloc((size_t)rows * sizeof *who);
    int *arm = test_malloc((size_t)rows * sizeof *arm);
    for (kr_row i = 0; i < rows; i++) {
        who[i] = p->id[i];
        arm[i] = p->status[i] == KR_EMPLOYEE ? arm_of(w, i) : -1;
    }
    test_world_live(w, 1);
    for (kr_row i = 0; i < rows; i++) {
        if (arm[i] >= 0 && p->id[i] == who[i]) {
            const bool works = p->status[i] == KR_EMPLOYEE;
            m->jobs[arm[i]]++;
            m->moved[arm[i]] += works && p->job_since[i] == w->world.now;
            m->stopped[arm[i]] += !works;
        }
    }
    test_free(who);
    test_free(arm);
}

static double rate(const int64_t *part, const int64_t *all, int arm)
{
    return (double)part[arm] / (double)all[arm];
}

// A village has some 250 moves in six quarters: too few for an elasticity, so worlds are
// pooled.
static void a_higher_wage_at_one_employer_lowers_quits_there(void **state)
{
    (void)state;
    enum { PREMIUM = 2000, WORLDS = 8 }; // a fifth of pay
    struct moves m = {{0}, {0}, {0}};
    for (uint64_t replicate = 0; replicate < WORLDS; replicate++) {
        struct test_world w;
        test_world_open(&w, &(struct test_world_options){.replicate = replicate});
        for (kr_row i = 0; i < w.world.employers.rows; i++) {
            struct kr_employer *e = &w.world.employers.at[i];
            e->wage_premium = (int16_t)((kr_mix64(e->id) & 1) != 0 ? PREMIUM : 0);
        }
        for (int q = 0; q < 6; q++) {
            count_moves(&w, &m);
        }
        test_world_close(&w);
    }
    const double elasticity =
        kr_log(rate(m.moved, m.jobs, 1) / rate(m.moved, m.jobs, 0)) * 10000.0 / PREMIUM;
    assert_true(m.moved[0] > INT64_C(200) * WORLDS);
    // of moves to another employer: -2 to -3, and what chance adds
    assert_true(elasticity < -1.5);
    assert_true(elasticity > -4.0);
}

static void without_weight_on_pay_a_wage_does_not_keep_anybody(void **state)
{
    (void)state;
    const char *const sets[] = {"parameters.quit.search_wage=0",
                                "parameters.quit.wage_elasticity=0", NULL};
    struct test_world w;
    open_village(&w, sets);
    for (kr_row i = 0; i < w.world.employers.rows; i++) {
        w.world.employers.at[i].manager = 0;
        w.world.employers.at[i].wage_premium = (int16_t)(i % 2 == 0 ? 3000 : -3000);
    }
    test_world_live(&w, 1);
    for (kr_row i = 0; i < w.world.posts.rows; i++) {
        const struct kr_post *post = &w.world.posts.at[i];
        if (post->employer != KR_NONE && post->log_load == 0) {
            assert_int_equal(post->search_factor, KR_FACTOR_UNIT);
            assert_int_equal(post->leave_factor, KR_FACTOR_UNIT);
        }
    }
    test_world_close(&w);
}

static void good_managers_keep_their_staff(void **state)
{
    (void)state;
    const char *const sets[] = {"parameters.quit.manager_effect=0.4",
                                "parameters.quit.leave_manager=0.3", NULL};
    struct test_world w;
    open_village(&w, sets);
    for (kr_row i = 0; i < w.world.employers.rows; i++) {
        struct kr_employer *e = &w.world.employers.at[i];
        e->wage_premium = 0;
        e->manager = (int8_t)((kr_mix64(e->id) & 1) != 0 ? 64 : -64);
    }
    struct moves m = {{0}, {0}, {0}};
    for (int q = 0; q < 6; q++) {
        count_moves(&w, &m);
    }
    assert_true(rate(m.moved, m.jobs, 1) < 0.8 * rate(m.moved, m.jobs, 0));
    assert_true(rate(m.stopped, m.jobs, 1) < rate(m.stopped, m.jobs, 0));
    test_world_close(&w);
}

// Sum of an event over quarters of a village with parameters changed.
#define SUM_OF(event, quarters, ...)                           \
    __extension__({                                            \
        const char *const summed_sets[] = {__VA_ARGS__, NULL}; \
        struct test_world summed_world;                        \
        open_village(&summed_world, summed_sets);              \
        int64_t summed = 0;                                    \
        for (int q = 0; q < (quarters); q++) {                 \
            test_world_live(&summed_world, 1);                 \
            summed += summed_world.world.tallies.events.event; \
        }                                                      \
        test_world_close(&summed_world);                       \
        summed;                                                \
    })

static void those_new_in_a_job_leave_sooner(void **state)
{
    (void)state;
    const int64_t as_others =
        SUM_OF(quits_to_search, 4, "parameters.quit.starter_extra=0");
    const int64_t sooner = SUM_OF(quits_to_search, 4, "parameters.quit.starter_extra=2");
    assert_true(sooner > as_others + as_others / 5);
}

static void own_account_draws_and_holds_when_it_pays(void **state)
{
    (void)state;
    const int64_t starts =
        SUM_OF(self_employment_starts, 4, "parameters.quit.own_account_pull=0");
    const int64_t ends =
        SUM_OF(self_employment_ends, 4, "parameters.quit.own_account_pull=0");
    assert_true(SUM_OF(self_employment_starts, 4,
                       "parameters.quit.own_account_pull=0.7") > starts);
    assert_true(SUM_OF(self_employment_ends, 4, "parameters.quit.own_account_pull=0.7") <
                ends);
    // enforcement reverses both
    assert_true(SUM_OF(self_employment_starts, 4,
                       "parameters.quit.own_account_pull=-0.7") < starts);
    assert_true(SUM_OF(self_employment_ends, 4, "parameters.quit.own_account_pull=-0.7") >
                ends);
}

static void who_starts_on_own_account_works_the_hours_she_wants(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, (const char *const[]){"parameters.quit.own_account_pull=3", NULL});
    test_world_live(&w, 1);
    const struct kr_persons *p = &w.world.persons;
    int64_t started = 0;
    for (kr_row i = 0; i < p->rows; i++) {
        if (p->status[i] == KR_SELF_EMPLOYED && p->job_since[i] == w.world.now) {
            started++;
            assert_true(p->usual_minutes[i] >= p->desired_hours[i] * 60);
        }
    }
    assert_true(started > 0);
    test_world_close(&w);
}

// ---------------------------------------------------------------- absence (R9)

// Absences that begin in the first and the second year, with a quarter more to do or not.
struct absences {
    int64_t brief[2];
    int64_t lasting[2];
};

static struct absences live_two_years(bool heavy)
{
    struct absences a = {{0}, {0}};
    struct test_world w;
    open_village(&w, (const char *const[]){"parameters.demand.shock_sd=0",
                                           "parameters.sickness.load_elasticity=2",
                                           "parameters.sickness.burnout_effect=3", NULL});
    for (kr_row i = 0; heavy && i < w.world.posts.rows; i++) {
        struct kr_post *post = &w.world.posts.at[i];
        post->base_minutes = post->base_minutes * 5 / 4;
    }
    for (int q = 0; q < 8; q++) {
        test_world_live(&w, 1);
        a.brief[q / 4] += w.world.tallies.events.short_absences;
        a.lasting[q / 4] += w.world.tallies.events.long_absences_begun;
    }
    test_world_close(&w);
    return a;
}

static void a_heavy_load_shows_first_in_short_absence_then_in_long(void **state)
{
    (void)state;
    const struct absences usual = live_two_years(false);
    const struct absences heavy = live_two_years(true);
    assert_true(heavy.brief[0] > usual.brief[0] + usual.brief[0] / 10);
    const double at_first = (double)heavy.lasting[0] / (double)usual.lasting[0];
    const double later = (double)heavy.lasting[1] / (double)usual.lasting[1];
    assert_true(later > at_first);
    assert_true(later > 1.1);
}

static void the_memory_of_a_workload_belongs_to_the_worker(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    struct kr_persons *p = &w.world.persons;
    kr_id *who = test_malloc((size_t)p->rows * sizeof *who);
    const kr_row rows = p->rows;
    for (kr_row i = 0; i < rows; i++) {
        who[i] = p->id[i];
        p->burnout[i] = 100;
    }
    test_world_live(&w, 1);
    int64_t movers = 0;
    for (kr_row i = 0; i < rows; i++) {
        if (p->id[i] == who[i] && p->status[i] == KR_EMPLOYEE) {
            movers += p->job_since[i] == w.world.now;
            // 85 and what a quarter of load adds, wherever she works now
            assert_true(p->burnout[i] > 70 || p->job_since[i] == w.world.now);
            assert_true(p->burnout[i] >= 70);
        }
    }
    assert_true(movers > 0);
    test_free(who);
    test_world_close(&w);
}

// ---------------------------------------------------------------- contracts (R11)

// Quarters for which the same person has been seen without a study, by row.
struct watch {
    kr_id *who;
    int *quarters;
};

static void watch_studies(const struct kr_persons *p, struct watch *watch)
{
    for (kr_row i = 0; i < p->rows; i++) {
        const bool same = watch->who[i] == p->id[i] && p->study[i] == 0;
        watch->quarters[i] = same ? watch->quarters[i] + 1 : 0;
        watch->who[i] = p->id[i];
    }
}

static void a_chain_of_contracts_ends_within_the_limit(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    const struct kr_persons *p = &w.world.persons;
    const struct kr_contracts_parameters *rule = &w.model.parameters.contracts;
    const size_t room = (size_t)p->capacity;
    struct watch watch = {calloc(room, sizeof(kr_id)), calloc(room, sizeof(int))};
    assert_non_null(watch.who);
    assert_non_null(watch.quarters);
    const double limit =
        kr_min(rule->chain_quarters, rule->chain_contracts * rule->length_quarters);
    int64_t seen = 0;
    for (int q = 0; q < 16; q++) {
        test_world_live(&w, 1);
        watch_studies(p, &watch);
        for (kr_row i = 0; i < p->rows; i++) {
            // a contract that began beside a study may still run
            const bool bound = watch.quarters[i] > (int)rule->length_quarters;
            if (bound && p->status[i] == KR_EMPLOYEE && p->contract[i] == KR_TEMPORARY) {
                seen++;
                assert_true((double)(w.world.now - p->job_since[i]) <= limit);
            }
        }
    }
    assert_true(seen > 0);
    free(watch.who);
    free(watch.quarters);
    test_world_close(&w);
}

static void a_shorter_chain_binds_more_people_or_lets_them_go(void **state)
{
    (void)state;
    const char *const brief = "parameters.contracts.chain_quarters=3";
    const char *const usual = "parameters.contracts.chain_quarters=12";
    assert_true(SUM_OF(conversions, 6, brief) > SUM_OF(conversions, 6, usual));
    assert_true(SUM_OF(contract_ends, 6, brief) > SUM_OF(contract_ends, 6, usual));
}

static void fixed_hours_are_offered_after_a_year_on_call(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, (const char *const[]){"parameters.contracts.fixed_hours_taken=1",
                                           "parameters.demand.on_call_response=0", NULL});
    test_world_live(&w, 1);
    struct kr_persons *p = &w.world.persons;
    const kr_row rows = p->rows;
    kr_id *on_call = test_malloc((size_t)rows * sizeof *on_call);
    for (kr_row i = 0; i < rows; i++) {
        const bool is = p->status[i] == KR_EMPLOYEE && p->contract[i] == KR_ON_CALL &&
                        p->study[i] == 0;
        on_call[i] = is ? p->id[i] : 0;
    }
    test_world_live(&w, 1);
    int64_t fixed = 0;
    for (kr_row i = 0; i < rows; i++) {
        const int tenure = w.world.now - p->job_since[i];
        if (on_call[i] == 0 || p->id[i] != on_call[i] || p->status[i] != KR_EMPLOYEE ||
            p->study[i] != 0 || tenure == 0) {
            continue;
        }
        const bool now_fixed = p->contract[i] != KR_ON_CALL;
        fixed += now_fixed;
        assert_int_equal(now_fixed, tenure % 4 == 0);
    }
    assert_true(fixed > 0);
    test_free(on_call);
    test_world_close(&w);
}

// ---------------------------------------------------------------- demand (R17, R18)

// Mean over pairs of the product of two employers' own demand, over the mean square.
static double likeness(const char *share)
{
    struct test_world w;
    const char *const sets[] = {share, "parameters.demand.shock_persistence=0",
                                "parameters.demand.size_damping=0", NULL};
    open_village(&w, sets);
    kr_row first = KR_NONE;
    for (kr_row i = 0; i < w.world.employers.rows; i++) {
        struct kr_employer *e = &w.world.employers.at[i];
        first = first == KR_NONE && e->id != 0 ? i : first;
        e->group = first;
    }
    test_world_live(&w, 1);
    double sum = 0.0;
    double square = 0.0;
    double count = 0.0;
    for (kr_row i = 0; i < w.world.employers.rows; i++) {
        if (w.world.employers.at[i].id != 0) {
            const double level = (double)w.world.employers.at[i].demand_level;
            sum += level;
            square += level * level;
            count += 1.0;
        }
    }
    test_world_close(&w);
    return sum * sum / count / square;
}

static void establishments_of_a_group_share_shocks(void **state)
{
    (void)state;
    assert_true(likeness("parameters.demand.group_share=1") > 0.95);
    assert_true(likeness("parameters.demand.group_share=0") < 0.1);
}

static void no_post_opens_more_than_it_misses(void **state)
{
    (void)state;
    struct test_world w;
    open_village(&w, NULL);
    test_world_live(&w, 2);
    (void)test_world_to_matching(&w);
    int64_t open = 0;
    for (kr_row i = 0; i < w.world.vacancies.rows; i++) {
        const struct kr_post *post = &w.world.posts.at[w.world.vacancies.post[i]];
        if (w.world.vacancies.opened[i] == w.world.now && post->heads > 0) {
            const int32_t gap = post->required_minutes - post->contract_minutes;
            const int32_t mean = post->contract_minutes / post->heads;
            open++;
            // a part of a job may be opened as a whole one
            assert_true(gap > 0);
            assert_true((int64_t)post->openings * mean < (int64_t)gap + mean);
        }
    }
    assert_true(open > 0);
    test_world_from_matching(&w);
    test_world_close(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_higher_wage_at_one_employer_lowers_quits_there),
        cmocka_unit_test(without_weight_on_pay_a_wage_does_not_keep_anybody),
        cmocka_unit_test(good_managers_keep_their_staff),
        cmocka_unit_test(those_new_in_a_job_leave_sooner),
        cmocka_unit_test(own_account_draws_and_holds_when_it_pays),
        cmocka_unit_test(who_starts_on_own_account_works_the_hours_she_wants),
        cmocka_unit_test(a_heavy_load_shows_first_in_short_absence_then_in_long),
        cmocka_unit_test(the_memory_of_a_workload_belongs_to_the_worker),
        cmocka_unit_test(a_chain_of_contracts_ends_within_the_limit),
        cmocka_unit_test(a_shorter_chain_binds_more_people_or_lets_them_go),
        cmocka_unit_test(fixed_hours_are_offered_after_a_year_on_call),
        cmocka_unit_test(establishments_of_a_group_share_shocks),
        cmocka_unit_test(no_post_opens_more_than_it_misses),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
