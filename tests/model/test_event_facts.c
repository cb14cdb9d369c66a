// Facts about the log of events: it says what the counts say, and changes nothing.
#include "scenarios/policies/policies.h"
#include "sim/event_log.h"
#include "tests/model/world.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

enum { QUARTERS = 6 };

static const kr_event_kinds ALL = ~(kr_event_kinds)1;

// The events of a quarter.
struct list {
    struct kr_event *at;
    int64_t count;
};

static struct list list_of(const struct kr_world *world)
{
    struct list list = {NULL, kr_event_log_count(world)};
    list.at = calloc((size_t)list.count + 1, sizeof *list.at);
    assert_non_null(list.at);
    assert_int_equal(kr_event_log_read(world, list.at), KR_OK);
    return list;
}

static int64_t count_of(const struct list *list, enum kr_event_kind kind)
{
    int64_t count = 0;
    for (int64_t i = 0; i < list->count; i++) {
        count += list->at[i].kind == kind;
    }
    return count;
}

// Of these, of people with an employer until then.
static int64_t left_jobs(const struct list *list, enum kr_event_kind kind)
{
    int64_t count = 0;
    for (int64_t i = 0; i < list->count; i++) {
        count += list->at[i].kind == kind && list->at[i].status_from == KR_EMPLOYEE;
    }
    return count;
}

// Of these, of people who were not searching and are now.
static int64_t to_search(const struct list *list, enum kr_event_kind kind)
{
    int64_t count = 0;
    for (int64_t i = 0; i < list->count; i++) {
        count += list->at[i].kind == kind && list->at[i].status_to == KR_UNEMPLOYED &&
                 list->at[i].status_from != KR_UNEMPLOYED;
    }
    return count;
}

// Kinds that one count counts, and no other.
static void check_plain(const struct list *list, const struct kr_events *e)
{
    const struct {
        enum kr_event_kind kind;
        int64_t count;
    } same[] = {{KR_EVENT_TURNED_15, e->turned_15},
                {KR_EVENT_ARRIVED, e->arrived},
                {KR_EVENT_GRADUATED, e->graduated},
                {KR_EVENT_STUDY_DROPPED, e->study_dropouts},
                {KR_EVENT_DIED, e->died},
                {KR_EVENT_DEPARTED, e->departed},
                {KR_EVENT_TURNED_75, e->turned_75},
                {KR_EVENT_BIRTH, e->births},
                {KR_EVENT_SEARCH_ENDED, e->discouraged},
                {KR_EVENT_MORE_ASKED, e->wish_voiced},
                {KR_EVENT_FEWER_ASKED, e->fewer_voiced},
                {KR_EVENT_CONTRACT_END, e->contract_ends},
                {KR_EVENT_CONVERTED, e->conversions},
                {KR_EVENT_MORE_GRANTED, e->wish_granted},
                {KR_EVENT_MORE_REFUSED, e->wish_refused},
                {KR_EVENT_FEWER_GRANTED, e->fewer_granted},
                {KR_EVENT_ABSENCE_BEGUN, e->long_absences_begun},
                {KR_EVENT_DISABILITY, e->disability_inflow},
                {KR_EVENT_RETIREMENT, e->retirements},
                {KR_EVENT_OWN_ACCOUNT_BEGUN, e->self_employment_starts},
                {KR_EVENT_OWN_ACCOUNT_ENDED, e->self_employment_ends},
                {KR_EVENT_SECOND_JOB_ENDED, e->second_jobs_ended},
                {KR_EVENT_SECOND_JOB_PROMOTED, e->second_jobs_promoted},
                {KR_EVENT_SECOND_JOB_BEGUN, e->second_jobs_begun},
                {KR_EVENT_JOB_LEFT, e->separations_to_employer},
                {KR_EVENT_HIRE, e->hires},
                {KR_EVENT_COURSE_FINISHED, e->trainings_finished},
                {KR_EVENT_COURSE_DROPPED, e->trainings_dropped},
                {KR_EVENT_COURSE_STARTED, e->trainings_started}};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        if (count_of(list, same[i].kind) != same[i].count) {
            fail_msg("%s: %lld events, counted %lld", kr_event_kind_name(same[i].kind),
                     (long long)count_of(list, same[i].kind), (long long)same[i].count);
        }
    }
}

// Counts of which several kinds are part.
static void check_sums(const struct list *list, const struct kr_events *e)
{
    static const enum kr_event_kind ENDS[] = {KR_EVENT_DIED,
                                              KR_EVENT_DEPARTED,
                                              KR_EVENT_TURNED_75,
                                              KR_EVENT_LAYOFF,
                                              KR_EVENT_EMPLOYER_CLOSED,
                                              KR_EVENT_CONTRACT_END,
                                              KR_EVENT_DISABILITY,
                                              KR_EVENT_QUIT,
                                              KR_EVENT_RETIREMENT,
                                              KR_EVENT_JOB_LEFT,
                                              KR_EVENT_OWN_ACCOUNT_BEGUN};
    int64_t ends = 0;
    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++) {
        ends += left_jobs(list, ENDS[i]);
    }
    const int64_t quits_to_search = to_search(list, KR_EVENT_QUIT);
    assert_int_equal(ends, e->separations);
    assert_int_equal(to_search(list, KR_EVENT_SEARCH_BEGUN) +
                         to_search(list, KR_EVENT_GRADUATED) +
                         to_search(list, KR_EVENT_STUDY_DROPPED),
                     e->activated);
    assert_int_equal(count_of(list, KR_EVENT_STUDY_STARTED) +
                         count_of(list, KR_EVENT_ADULT_STUDY),
                     e->studies_started);
    assert_int_equal(quits_to_search, e->quits_to_search);
    assert_int_equal(count_of(list, KR_EVENT_QUIT) - quits_to_search +
                         count_of(list, KR_EVENT_DISABILITY),
                     e->quits_to_nonwork);
    assert_int_equal(count_of(list, KR_EVENT_LAYOFF) +
                         count_of(list, KR_EVENT_EMPLOYER_CLOSED),
                     e->layoffs);
    assert_int_equal(left_jobs(list, KR_EVENT_RETIREMENT), e->employee_retirements);
}

static void check_minutes(const struct list *list, const struct kr_events *e)
{
    int64_t granted = 0;
    int64_t given_up = 0;
    for (int64_t i = 0; i < list->count; i++) {
        const struct kr_event *event = &list->at[i];
        const int more = (int)event->minutes_after - (int)event->minutes_before;
        granted += event->kind == KR_EVENT_MORE_GRANTED ? more : 0;
        given_up -= event->kind == KR_EVENT_FEWER_GRANTED ? more : 0;
    }
    assert_int_equal(granted, e->minutes_granted);
    assert_int_equal(given_up, e->minutes_given_up);
}

static void open_logged(struct test_world *w, const struct test_world_options *options)
{
    test_world_open(w, options);
    assert_int_equal(kr_event_log_keep(&w->world, ALL), KR_OK);
}

static void events_are_as_many_as_are_counted(void **state)
{
    (void)state;
    struct test_world w;
    open_logged(&w, &(struct test_world_options){.scenario = "village/frozen.yaml"});
    int64_t seen = 0;
    for (int q = 0; q < QUARTERS; q++) {
        test_world_live(&w, 1);
        struct list list = list_of(&w.world);
        check_plain(&list, &w.world.tallies.events);
        check_sums(&list, &w.world.tallies.events);
        check_minutes(&list, &w.world.tallies.events);
        seen += list.count;
        free(list.at);
    }
    assert_true(seen > 1000);
    test_world_close(&w);
}

// ---------------------------------------------------------------- payments

static void payments_add_up_to_the_ledger(void **state)
{
    (void)state;
    struct kr_policy policies[2] = {test_policy_from_start(&kr_extra_hours_bonus),
                                    test_policy_from_start(&kr_hiring_support)};
    policies[1].id = policies[0].id + 1;
    struct test_world w;
    open_logged(&w, &(struct test_world_options){.scenario = "village/frozen.yaml",
                                                 .policies = policies,
                                                 .policy_count = 2});
    int64_t paid = 0;
    for (int q = 0; q < QUARTERS; q++) {
        test_world_live(&w, 1);
        struct list list = list_of(&w.world);
        int64_t cents[2] = {0};
        int64_t payments[2] = {0};
        for (int64_t i = 0; i < list.count; i++) {
            if (list.at[i].kind == KR_EVENT_PAYMENT) {
                assert_true(list.at[i].policy < 2);
                assert_int_equal(list.at[i].payer, policies[list.at[i].policy].payer);
                cents[list.at[i].policy] += list.at[i].cents;
                payments[list.at[i].policy]++;
            }
        }
        for (int p = 0; p < 2; p++) {
            assert_int_equal(cents[p],
                             *kr_tally_at(&w.world.tallies, KR_TALLY_policy_events, p,
                                          KR_LEDGER_CENTS));
            assert_int_equal(payments[p],
                             *kr_tally_at(&w.world.tallies, KR_TALLY_policy_events, p,
                                          KR_LEDGER_RECIPIENTS));
        }
        paid += cents[0] + cents[1];
        free(list.at);
    }
    assert_true(paid > 0);
    test_world_close(&w);
}

// ---------------------------------------------------------------- lives

// Persons by identity, as they were.
struct stand {
    kr_id id;
    uint8_t status, contract;
    uint16_t minutes;
};

static int by_id(const void *a, const void *b)
{
    const kr_id x = ((const struct stand *)a)->id;
    const kr_id y = ((const struct stand *)b)->id;
    return x < y ? -1 : x > y;
}

static struct stand *stands_of(const struct kr_world *world, size_t *count)
{
    const struct kr_persons *p = &world->persons;
    struct stand *stands = calloc((size_t)p->rows + 1, sizeof *stands);
    assert_non_null(stands);
    *count = 0;
    for (kr_row row = 0; row < p->rows; row++) {
        if (p->status[row] != KR_ABSENT) {
            stands[(*count)++] = (struct stand){
                p->id[row], p->status[row], p->contract[row], p->contract_minutes[row]};
        }
    }
    qsort(stands, *count, sizeof *stands, by_id);
    return stands;
}

static struct stand stand_of(const struct stand *stands, size_t count, kr_id id)
{
    const struct stand key = {.id = id};
    const struct stand *found = bsearch(&key, stands, count, sizeof key, by_id);
    return found != NULL ? *found : key;
}

// What the events of a person say of jobs: from the state before to the state after, one
// beginning where the last one ended. Kinds of non-work may change without an event, and
// hours of those on call.
static bool works(int status)
{
    return status == KR_EMPLOYEE || status == KR_SELF_EMPLOYED;
}

static int side(int status)
{
    return works(status) || status == KR_UNEMPLOYED || status == KR_ABSENT ? status
                                                                           : KR_OTHER;
}

// Whether the events of a person lead from `before` to `after`: status, and minutes where
// they are fixed.
static void follow(const struct kr_event *events, int64_t count, struct stand before,
                   struct stand after)
{
    int status = side(before.status);
    int minutes = before.minutes;
    for (int64_t i = 0; i < count; i++) {
        const struct kr_event *event = &events[i];
        const bool twice = event->kind == KR_EVENT_OWN_ACCOUNT_ENDED && i > 0 &&
                           events[i - 1].kind == KR_EVENT_RETIREMENT;
        if (event->kind == KR_EVENT_SECOND_JOB_ENDED || twice) {
            continue; // retiring ends the own account too
        }
        if (side(event->status_from) != status) {
            fail_msg("%s: from status %d, was %d", kr_event_kind_name(event->kind),
                     event->status_from, status);
        }
        assert_true(works(event->status_from) || event->minutes_before == 0);
        assert_true(works(event->status_to) || event->minutes_after == 0);
        status = side(event->status_to);
        minutes = event->minutes_after;
    }
    assert_int_equal(status, side(after.status));
    assert_true(minutes == after.minutes || before.contract == KR_ON_CALL ||
                after.contract == KR_ON_CALL);
}

// Passes over the events of persons before `id`: only second jobs end of those who left
// earlier.
static int64_t pass_over(const struct list *list, int64_t first, kr_id id)
{
    while (first < list->count && list->at[first].person < id) {
        assert_int_equal(list->at[first].kind, KR_EVENT_SECOND_JOB_ENDED);
        first++;
    }
    return first;
}

// Everybody who was there or is there now, with events or without.
static void follow_all(const struct list *list, const struct kr_world *world,
                       const struct stand *before, size_t count)
{
    size_t now_count = 0;
    struct stand *now = stands_of(world, &now_count);
    int64_t first = 0;
    for (size_t b = 0, n = 0; b < count || n < now_count;) {
        const bool was = n >= now_count || (b < count && before[b].id <= now[n].id);
        const kr_id id = was ? before[b].id : now[n].id;
        first = pass_over(list, first, id);
        int64_t last = first;
        while (last < list->count && list->at[last].person == id) {
            last++;
        }
        follow(&list->at[first], last - first, stand_of(before, count, id),
               stand_of(now, now_count, id));
        first = last;
        b += was;
        n += n < now_count && now[n].id == id;
    }
    assert_int_equal(pass_over(list, first, UINT64_MAX), list->count);
    free(now);
}

static void events_lead_from_one_state_to_the_next(void **state)
{
    (void)state;
    struct test_world w;
    open_logged(&w, &(struct test_world_options){.scenario = "village/frozen.yaml"});
    for (int q = 0; q < QUARTERS; q++) {
        size_t count = 0;
        struct stand *before = stands_of(&w.world, &count);
        test_world_live(&w, 1);
        struct list list = list_of(&w.world);
        follow_all(&list, &w.world, before, count);
        free(list.at);
        free(before);
    }
    test_world_close(&w);
}

// ---------------------------------------------------------------- no side effects

static void the_log_changes_no_world(void **state)
{
    (void)state;
    const struct test_world_options options = {.scenario = "village/frozen.yaml"};
    struct test_world w;
    open_logged(&w, &options);
    test_world_live(&w, QUARTERS);
    assert_true(kr_world_hash(&w.world) == test_world_hash_after(&options, QUARTERS));
    test_world_close(&w);
}

static bool are_equal(const struct kr_event *a, const struct kr_event *b)
{
    return a->person == b->person && a->employer == b->employer && a->cents == b->cents &&
           a->minutes_before == b->minutes_before &&
           a->minutes_after == b->minutes_after && a->kind == b->kind &&
           a->status_from == b->status_from && a->status_to == b->status_to &&
           a->region == b->region && a->sector == b->sector &&
           a->occupation == b->occupation && a->policy == b->policy &&
           a->payer == b->payer;
}

static void threads_log_the_same(void **state)
{
    (void)state;
    struct test_world one;
    struct test_world two;
    open_logged(&one, &(struct test_world_options){.scenario = "village/frozen.yaml",
                                                   .threads = 1});
    open_logged(&two, &(struct test_world_options){.scenario = "village/frozen.yaml",
                                                   .threads = 2});
    for (int q = 0; q < QUARTERS; q++) {
        test_world_live(&one, 1);
        test_world_live(&two, 1);
        struct list a = list_of(&one.world);
        struct list b = list_of(&two.world);
        assert_int_equal(a.count, b.count);
        for (int64_t i = 0; i < a.count; i++) {
            assert_true(are_equal(&a.at[i], &b.at[i]));
        }
        free(a.at);
        free(b.at);
    }
    test_world_close(&one);
    test_world_close(&two);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_are_as_many_as_are_counted),
        cmocka_unit_test(payments_add_up_to_the_ledger),
        cmocka_unit_test(events_lead_from_one_state_to_the_next),
        cmocka_unit_test(the_log_changes_no_world),
        cmocka_unit_test(threads_log_the_same),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
