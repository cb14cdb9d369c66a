// Where to apply, whom to hire, what to accept: the formulas of docs/model/matching.md.
#include "agents/parameters.h"
#include "agents/rules/match.h"
#include "base/random.h"
#include "tests/support/test.h"

enum { NURSE, CLERK, COOK };

static const struct kr_occupation OCCUPATIONS[] = {
    [NURSE] = {.education = KR_HIGH, .legal = true},
    [CLERK] = {.education = KR_MIDDLE},
    [COOK] = {.education = KR_LOW},
};

static struct kr_parameters defaults(void)
{
    struct kr_parameters p;
    kr_parameters_default(&p);
    return p;
}

// A clerk who earns what is usual and wants 32 hours.
static struct kr_seeker clerk(bool employed)
{
    return (struct kr_seeker){.log_wage = 3.0,
                              .occupation = CLERK,
                              .other_occupation = COOK,
                              .sector = employed ? 0 : KR_NONE,
                              .desired_hours = 32,
                              .education = KR_MIDDLE,
                              .rung = KR_RUNG_QUALIFIED,
                              .experience = 8,
                              .quarters_out = employed ? 0 : 2,
                              .age = 40};
}

static struct kr_offer office_job(void)
{
    return (struct kr_offer){
        .log_wage = 3.0, .km = 10.0, .hours = 32, .occupation = CLERK};
}

static double utility(const struct kr_seeker *seeker, const struct kr_offer *offer)
{
    const struct kr_parameters p = defaults();
    return kr_offer_utility(seeker, offer, &p.search);
}

static double score(const struct kr_seeker *seeker, const struct kr_offer *offer)
{
    const struct kr_parameters p = defaults();
    return kr_applicant_score(seeker, offer, &OCCUPATIONS[offer->occupation], &p.hiring,
                              0.0);
}

static double acceptance(const struct kr_seeker *seeker, double log_wage)
{
    const struct kr_parameters p = defaults();
    return kr_accept_chance(seeker, log_wage, &p.hiring);
}

// ---------------------------------------------------------------- acceptance

static void a_higher_wage_raises_the_chance_to_accept(void **state)
{
    (void)state;
    for (int employed = 0; employed < 2; employed++) {
        const struct kr_seeker s = clerk(employed != 0);
        double before = 0.0;
        for (int step = 0; step < 40; step++) {
            const double chance = acceptance(&s, 2.0 + 0.05 * step);
            assert_true(chance > before);
            assert_between(chance, 0.0, 1.0);
            before = chance;
        }
    }
}

static void the_employed_want_a_gain_and_the_permanent_a_larger_one(void **state)
{
    (void)state;
    struct kr_seeker s = clerk(true);
    const double temporary = acceptance(&s, 3.0);
    s.permanent = true;
    const double permanent = acceptance(&s, 3.0);
    const struct kr_seeker out = clerk(false);
    assert_true(permanent < temporary);
    assert_true(temporary < 0.5);
    assert_true(acceptance(&out, 3.0) > 0.5);
}

static void the_chance_to_accept_rises_with_quarters_without_work(void **state)
{
    (void)state;
    struct kr_seeker s = clerk(false);
    s.quarters_out = 0;
    double before = acceptance(&s, 3.0);
    for (s.quarters_out = 1; s.quarters_out < 12; s.quarters_out++) {
        const double chance = acceptance(&s, 3.0);
        assert_true(chance > before);
        before = chance;
    }
}

static void at_equal_pay_the_chance_to_accept_is_that_of_the_surplus(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    struct kr_seeker s = clerk(false);
    s.quarters_out = 0;
    assert_close(acceptance(&s, 3.0),
                 kr_logistic(p.hiring.reservation / p.hiring.accept_noise), 1e-12);
    s = clerk(true);
    assert_close(acceptance(&s, 3.0),
                 kr_logistic(-p.hiring.employed_surplus / p.hiring.accept_noise), 1e-12);
}

// ---------------------------------------------------------------- qualification

static void a_protected_job_is_open_only_to_those_who_have_the_occupation(void **state)
{
    (void)state;
    struct kr_offer ward = office_job();
    ward.occupation = NURSE;
    struct kr_seeker s = clerk(true);
    assert_false(kr_may_apply(&s, &ward, &OCCUPATIONS[NURSE]));
    s.other_occupation = NURSE; // trained for it
    assert_true(kr_may_apply(&s, &ward, &OCCUPATIONS[NURSE]));
    s.occupation = NURSE;
    s.other_occupation = COOK;
    assert_true(kr_may_apply(&s, &ward, &OCCUPATIONS[NURSE]));
    s.rung = KR_RUNG_PARTIAL; // still learning it
    assert_false(kr_may_apply(&s, &ward, &OCCUPATIONS[NURSE]));
    s.other_occupation = NURSE;
    assert_false(kr_may_apply(&s, &ward, &OCCUPATIONS[NURSE]));
}

static void an_unprotected_job_is_open_to_everybody(void **state)
{
    (void)state;
    struct kr_offer kitchen = office_job();
    kitchen.occupation = COOK;
    struct kr_seeker s = clerk(true);
    s.other_occupation = CLERK;
    assert_true(kr_may_apply(&s, &kitchen, &OCCUPATIONS[COOK]));
}

// ---------------------------------------------------------------- utility

static void pay_attracts_and_distance_repels(void **state)
{
    (void)state;
    const struct kr_seeker s = clerk(true);
    const struct kr_offer job = office_job();
    struct kr_offer rich = job;
    rich.log_wage += 0.1;
    struct kr_offer far = job;
    far.km += 20.0;
    struct kr_offer strange = job;
    strange.occupation_distance = 0.5;
    assert_true(utility(&s, &rich) > utility(&s, &job));
    assert_true(utility(&s, &far) < utility(&s, &job));
    assert_true(utility(&s, &strange) < utility(&s, &job));
}

static void hours_above_and_below_those_wanted_repel_alike(void **state)
{
    (void)state;
    const struct kr_seeker s = clerk(true);
    struct kr_offer more = office_job();
    struct kr_offer fewer = office_job();
    more.hours += 8;
    fewer.hours -= 8;
    const struct kr_offer job = office_job();
    assert_close(utility(&s, &more), utility(&s, &fewer), 1e-12);
    assert_true(utility(&s, &more) < utility(&s, &job));
}

static void only_workers_mind_another_sector(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    struct kr_offer other = office_job();
    other.sector = 1;
    const struct kr_offer job = office_job();
    const struct kr_seeker worker = clerk(true);
    const struct kr_seeker jobless = clerk(false);
    assert_close(utility(&worker, &job) - utility(&worker, &other),
                 p.search.sector_weight, 1e-12);
    assert_close(utility(&jobless, &job), utility(&jobless, &other), 1e-12);
}

// ---------------------------------------------------------------- score

static void a_missing_qualification_costs_and_a_surplus_does_not_pay(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    const struct kr_offer job = office_job();
    struct kr_seeker s = clerk(true);
    const double fits = score(&s, &job);
    s.education = KR_HIGH;
    assert_close(score(&s, &job), fits, 1e-12);
    s.education = KR_LOW;
    assert_close(score(&s, &job), fits - p.hiring.qualification_weight, 1e-12);
}

static void experience_counts_in_the_same_occupation_up_to_five_years(void **state)
{
    (void)state;
    const struct kr_offer job = office_job();
    struct kr_seeker s = clerk(true);
    s.experience = 19;
    const double almost = score(&s, &job);
    s.experience = 20;
    const double five_years = score(&s, &job);
    s.experience = 80;
    assert_true(five_years > almost);
    assert_close(score(&s, &job), five_years, 1e-12);
    struct kr_offer kitchen = job;
    kitchen.occupation = COOK;
    const double long_ago = score(&s, &kitchen);
    s.experience = 0;
    assert_close(score(&s, &kitchen), long_ago, 1e-12);
}

static void distance_counts_less_to_an_occupation_that_is_known(void **state)
{
    (void)state;
    struct kr_offer kitchen = office_job();
    kitchen.occupation = COOK;
    kitchen.occupation_distance = 0.8;
    struct kr_seeker s = clerk(true);
    const double known = score(&s, &kitchen);
    s.other_occupation = NURSE;
    const struct kr_parameters p = defaults();
    assert_close(known - score(&s, &kitchen), 0.7 * 0.8 * p.hiring.distance_weight,
                 1e-12);
}

static void quarters_without_work_cost_up_to_three_years(void **state)
{
    (void)state;
    const struct kr_offer job = office_job();
    struct kr_seeker s = clerk(false);
    double before = 1e9;
    for (s.quarters_out = 0; s.quarters_out <= 12; s.quarters_out++) {
        assert_true(score(&s, &job) < before);
        before = score(&s, &job);
    }
    s.quarters_out = 40;
    assert_close(score(&s, &job), before, 1e-12);
}

static void unequal_treatment_lowers_scores_by_its_weights(void **state)
{
    (void)state;
    const struct kr_parameters p = defaults();
    const struct kr_offer job = office_job();
    struct kr_seeker s = clerk(true);
    const double plain = score(&s, &job);
    s.age = 55;
    assert_close(plain - score(&s, &job), p.hiring.age_weight, 1e-12);
    s.age = 54;
    s.migrant = true;
    assert_close(plain - score(&s, &job), p.hiring.migrant_weight, 1e-12);
}

// ---------------------------------------------------------------- noise

static void the_noise_has_mean_zero_variance_one_and_bounds(void **state)
{
    (void)state;
    enum { N = 100000 };
    double sum = 0.0;
    double squares = 0.0;
    const uint64_t salt = kr_random_salt(kr_random_key_of(1, 0), 1);
    for (uint64_t i = 0; i < N; i++) {
        const double x = kr_near_normal(kr_random_word(salt, i));
        assert_between(x, -3.4642, 3.4642);
        sum += x;
        squares += x * x;
    }
    assert_close(sum / N, 0.0, 0.02);
    assert_close(squares / N, 1.0, 0.02);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_higher_wage_raises_the_chance_to_accept),
        cmocka_unit_test(the_employed_want_a_gain_and_the_permanent_a_larger_one),
        cmocka_unit_test(the_chance_to_accept_rises_with_quarters_without_work),
        cmocka_unit_test(at_equal_pay_the_chance_to_accept_is_that_of_the_surplus),
        cmocka_unit_test(a_protected_job_is_open_only_to_those_who_have_the_occupation),
        cmocka_unit_test(an_unprotected_job_is_open_to_everybody),
        cmocka_unit_test(pay_attracts_and_distance_repels),
        cmocka_unit_test(hours_above_and_below_those_wanted_repel_alike),
        cmocka_unit_test(only_workers_mind_another_sector),
        cmocka_unit_test(a_missing_qualification_costs_and_a_surplus_does_not_pay),
        cmocka_unit_test(experience_counts_in_the_same_occupation_up_to_five_years),
        cmocka_unit_test(distance_counts_less_to_an_occupation_that_is_known),
        cmocka_unit_test(quarters_without_work_cost_up_to_three_years),
        cmocka_unit_test(unequal_treatment_lowers_scores_by_its_weights),
        cmocka_unit_test(the_noise_has_mean_zero_variance_one_and_bounds),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
