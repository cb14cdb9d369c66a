// The ledger of two worlds of a handful of persons: what is deadweight, gaming, relapse,
// substitution and displacement, and who is paired with whom.
#include "study/findings.h"
#include "study/ledger.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

// Three employers with one post each: A and B of sector 0, C of sector 1.
enum { A, B, C, EMPLOYERS, SECTORS = 2, ROOM = 16, NOW = 8100, POLICY_ENDS = NOW + 3 };

static struct kr_sector sectors[SECTORS];
static const struct kr_policy_kind KIND = {.name = "kind"};

struct worlds {
    struct kr_country country;
    struct kr_policy policy;
    struct kr_model model[KR_SIDES];
    struct kr_world world[KR_SIDES];
    struct kr_ledger_taker *taker;
    struct kr_ledger ledger;
    struct kr_account account;
};

static void make_employers(struct kr_world *world)
{
    static const uint8_t SECTOR[EMPLOYERS] = {0, 0, 1};
    for (int e = 0; e < EMPLOYERS; e++) {
        world->employers.at[e] = (struct kr_employer){
            .id = (uint64_t)e + 1, .first_post = e, .posts = 1, .sector = SECTOR[e]};
        world->posts.at[e] = (struct kr_post){.employer = e};
    }
    world->employers.rows = EMPLOYERS;
    world->posts.rows = EMPLOYERS;
    world->helper_posts = EMPLOYERS;
}

// The policy is the variant's, and targeted at sector 0.
static void make_worlds(struct worlds *w)
{
    memset(w, 0, sizeof *w);
    w->country = (struct kr_country){.regions = 1, .sectors = SECTORS, .sector = sectors};
    w->country.constants.full_time_hours = 40.0;
    w->policy = (struct kr_policy){.kind = &KIND,
                                   .start = NOW,
                                   .end = POLICY_ENDS,
                                   .strength = 1.0,
                                   .payer = KR_FUND};
    w->policy.target.sectors[0] = 1;
    for (int side = 0; side < KR_SIDES; side++) {
        w->model[side] =
            (struct kr_model){.country = &w->country, .scale = 1.0, .threads = 1};
        assert_int_equal(
            kr_world_init(&w->world[side], &w->country, ROOM, EMPLOYERS, EMPLOYERS, 1),
            KR_OK);
        w->world[side].now = NOW;
        make_employers(&w->world[side]);
    }
    w->model[KR_VARIANT].policies = &w->policy;
    w->model[KR_VARIANT].policy_count = 1;
    for (int side = 0; side < KR_SIDES; side++) {
        assert_int_equal(kr_tallies_init(&w->world[side].tallies, &w->country,
                                         w->model[side].policy_count),
                         KR_OK);
    }
    const struct kr_model *const models[KR_SIDES] = {&w->model[KR_BASE],
                                                     &w->model[KR_VARIANT]};
    assert_int_equal(kr_ledger_begin(&w->taker, models), KR_OK);
    assert_int_equal(
        kr_ledger_init(&w->ledger, &w->model[KR_BASE], &w->model[KR_VARIANT], 1, 16),
        KR_OK);
    w->account = kr_ledger_at(&w->ledger, 0, 0);
}

static void free_worlds(struct worlds *w)
{
    kr_ledger_end(w->taker);
    kr_ledger_free(&w->ledger);
    kr_world_free(&w->world[KR_BASE]);
    kr_world_free(&w->world[KR_VARIANT]);
}

static kr_row add_person(struct kr_world *world, uint64_t id, kr_row post,
                         uint16_t minutes)
{
    struct kr_persons *p = &world->persons;
    const kr_row row = p->rows++;
    kr_persons_clear_row(p, row);
    p->id[row] = id;
    p->status[row] = post == KR_NONE ? KR_UNEMPLOYED : KR_EMPLOYEE;
    p->post[row] = post;
    p->contract_minutes[row] = minutes;
    return row;
}

static void remember(struct kr_world *world, kr_row row, uint16_t reference, int from)
{
    struct kr_memories *m = &world->memories;
    const kr_row at = m->rows++;
    m->person[at] = world->persons.id[row];
    m->row[at] = row;
    m->policy[at] = 0;
    m->reference_minutes[at] = reference;
    m->from[at] = (int16_t)from;
    m->to[at] = POLICY_ENDS;
}

// Books quarter `q` and goes on to the next.
static void take(struct worlds *w, int q)
{
    struct kr_world *const world[KR_SIDES] = {&w->world[KR_BASE], &w->world[KR_VARIANT]};
    w->account = kr_ledger_at(&w->ledger, 0, q);
    assert_int_equal(kr_ledger_take(w->taker, world, w->account), KR_OK);
    w->ledger.replicates = 1;
    w->world[KR_BASE].now++;
    w->world[KR_VARIANT].now++;
}

static int64_t line(const struct worlds *w, enum kr_recipient_line which)
{
    assert_int_equal(kr_account_recipient(w->account, KR_VARIANT, 0, which),
                     kr_account_recipient(w->account, KR_VARIANT, KR_NONE, which));
    return kr_account_recipient(w->account, KR_VARIANT, 0, which);
}

static int64_t part(const struct worlds *w, enum kr_part which)
{
    return kr_account_part(w->account, which);
}

// ---------------------------------------------------------------- deadweight

// Somebody at A in both worlds, paid for what is above 20 hours.
static void book_one(uint16_t in_base, uint16_t in_variant, int64_t gross, int64_t anyway,
                     int64_t unmoved)
{
    struct worlds w;
    make_worlds(&w);
    add_person(&w.world[KR_BASE], 11, A, in_base);
    add_person(&w.world[KR_VARIANT], 11, A, in_variant);
    remember(&w.world[KR_VARIANT], 0, 1200, NOW);
    take(&w, 0);
    assert_int_equal(line(&w, KR_RECIPIENT_heads), 1);
    assert_int_equal(line(&w, KR_RECIPIENT_unmoved), unmoved);
    assert_int_equal(line(&w, KR_RECIPIENT_gross), gross);
    assert_int_equal(line(&w, KR_RECIPIENT_anyway), anyway);
    assert_int_equal(line(&w, KR_RECIPIENT_additional), gross - anyway);
    assert_int_equal(part(&w, KR_PART_gross), gross);
    assert_int_equal(part(&w, KR_PART_deadweight), -anyway);
    assert_int_equal(part(&w, KR_PART_gross) + part(&w, KR_PART_deadweight) +
                         part(&w, KR_PART_rest),
                     in_variant - in_base);
    free_worlds(&w);
}

static void deadweight_is_what_the_same_person_adds_anyway(void **state)
{
    (void)state;
    book_one(1200, 1680, 480, 0, 0);   // stays at the reference without the policy
    book_one(1680, 1680, 480, 480, 1); // adds as much
    book_one(1440, 1680, 480, 240, 0); // adds half
    book_one(2400, 1680, 480, 480, 1); // adds more: not more than was paid for
    book_one(600, 1680, 480, 0, 0);    // would have cut: the rest says so
    book_one(1200, 1000, 0, 0, 1);     // works less than before all the same
}

// ---------------------------------------------------------------- who did what

static void every_change_has_its_place(void **state)
{
    (void)state;
    struct worlds w;
    make_worlds(&w);
    // base: where they work and how much; variant likewise
    static const struct {
        kr_row post[KR_SIDES];
        uint16_t minutes[KR_SIDES];
    } PERSONS[] = {
        {{A, A}, {1200, 1800}},   // the recipient
        {{A, A}, {1500, 1400}},   // next to the recipient
        {{B, B}, {1000, 970}},    // another employer of the sector
        {{C, C}, {2000, 1990}},   // another sector
        {{C, B}, {700, 700}},     // leaves it for the sector of the policy
        {{KR_NONE, A}, {0, 300}}, // a new hand next to the recipient
    };
    for (size_t i = 0; i < sizeof PERSONS / sizeof PERSONS[0]; i++) {
        for (int side = 0; side < KR_SIDES; side++) {
            add_person(&w.world[side], 11 + i, PERSONS[i].post[side],
                       PERSONS[i].minutes[side]);
        }
    }
    remember(&w.world[KR_VARIANT], 0, 1200, NOW);
    take(&w, 0);
    assert_int_equal(part(&w, KR_PART_gross), 600);
    assert_int_equal(part(&w, KR_PART_deadweight), 0);
    assert_int_equal(part(&w, KR_PART_rest), 0);
    assert_int_equal(part(&w, KR_PART_substitution), -100 + 300);
    assert_int_equal(part(&w, KR_PART_same_sectors), -30 + 700);
    assert_int_equal(part(&w, KR_PART_other_sectors), -10 - 700);
    assert_int_equal(part(&w, KR_PART_total), 600 - 100 - 30 - 10 + 300);
    assert_int_equal(kr_account_place(w.account, 0, KR_PLACE_treated), 1);
    assert_int_equal(kr_account_place(w.account, 1, KR_PLACE_treated), 0);
    assert_int_equal(kr_account_joint(w.account, 1, 0, KR_JOINT_HEADS), 1);
    assert_int_equal(
        kr_account_joint(w.account, SECTORS + KR_STATE_unemployed, 0, KR_JOINT_VARIANT),
        300);
    free_worlds(&w);
}

// The recipient and somebody else have each other's jobs in the other world.
static void who_changed_places_took_nothing_from_anybody(void **state)
{
    (void)state;
    struct worlds w;
    make_worlds(&w);
    add_person(&w.world[KR_BASE], 11, C, 1000);
    add_person(&w.world[KR_VARIANT], 11, A, 1200);
    add_person(&w.world[KR_BASE], 12, A, 1000);
    add_person(&w.world[KR_VARIANT], 12, C, 1000);
    remember(&w.world[KR_VARIANT], 0, 1000, NOW);
    take(&w, 0);
    assert_int_equal(part(&w, KR_PART_gross), 200);
    assert_int_equal(part(&w, KR_PART_rest), 0);
    assert_int_equal(part(&w, KR_PART_substitution), 0);
    assert_int_equal(part(&w, KR_PART_other_sectors), 0);
    assert_int_equal(part(&w, KR_PART_total), 200);
    assert_int_equal(kr_account_place(w.account, 0, KR_PLACE_recipients), 200);
    assert_int_equal(kr_account_place(w.account, 1, KR_PLACE_recipients), 0);
    free_worlds(&w);
}

static void an_employer_founded_anew_is_another_one(void **state)
{
    (void)state;
    struct worlds w;
    make_worlds(&w);
    w.world[KR_BASE].employers.at[A].id = 99; // closed in the base world, and followed
    add_person(&w.world[KR_BASE], 11, KR_NONE, 0);
    add_person(&w.world[KR_VARIANT], 11, A, 1800);
    add_person(&w.world[KR_BASE], 12, A, 500);
    add_person(&w.world[KR_VARIANT], 12, A, 1500);
    remember(&w.world[KR_VARIANT], 0, 0, NOW);
    take(&w, 0);
    assert_int_equal(part(&w, KR_PART_substitution), 1500);
    assert_int_equal(part(&w, KR_PART_same_sectors), -500);
    free_worlds(&w);
}

// ---------------------------------------------------------------- identities

static void persons_are_paired_by_identity_not_by_row(void **state)
{
    (void)state;
    struct worlds w;
    make_worlds(&w);
    static const uint64_t IDS[KR_SIDES][3] = {{11, 20, 21}, {11, 21, 30}};
    for (int side = 0; side < KR_SIDES; side++) {
        for (int i = 0; i < 3; i++) {
            add_person(&w.world[side], IDS[side][i], C,
                       (uint16_t)(IDS[side][i] * 10 + (uint64_t)side));
        }
    }
    const int elsewhere = SECTORS + KR_STATE_elsewhere;
    for (int q = 0; q < 2; q++) {
        take(&w, q);
        assert_int_equal(kr_account_joint(w.account, 1, 1, KR_JOINT_HEADS), 2);
        assert_int_equal(kr_account_joint(w.account, 1, 1, KR_JOINT_BASE), 110 + 210);
        assert_int_equal(kr_account_joint(w.account, 1, 1, KR_JOINT_VARIANT), 111 + 211);
        assert_int_equal(kr_account_joint(w.account, 1, elsewhere, KR_JOINT_BASE), 200);
        assert_int_equal(kr_account_joint(w.account, elsewhere, 1, KR_JOINT_VARIANT),
                         301);
    }
    // rows are used again: 20 stays, 21 leaves the base world and 30 enters it
    w.world[KR_BASE].persons.id[2] = 30;
    take(&w, 2);
    assert_int_equal(kr_account_joint(w.account, 1, 1, KR_JOINT_HEADS), 2);
    assert_int_equal(kr_account_joint(w.account, elsewhere, 1, KR_JOINT_VARIANT), 211);
    free_worlds(&w);
}

// ---------------------------------------------------------------- gaming

static void who_works_less_before_she_enters_is_gaming(void **state)
{
    (void)state;
    struct worlds w;
    make_worlds(&w);
    for (int side = 0; side < KR_SIDES; side++) {
        for (uint64_t id = 11; id <= 12; id++) {
            add_person(&w.world[side], id, A, 1800);
        }
    }
    w.world[KR_VARIANT].persons.contract_minutes[0] = 1300; // cuts before
    take(&w, 0);
    assert_int_equal(line(&w, KR_RECIPIENT_entered), 0);
    w.world[KR_VARIANT].persons.contract_minutes[0] = 1800;
    remember(&w.world[KR_VARIANT], 0, 1300, NOW + 1);
    remember(&w.world[KR_VARIANT], 1, 1800, NOW + 1);
    take(&w, 1);
    assert_int_equal(line(&w, KR_RECIPIENT_entered), 2);
    assert_int_equal(line(&w, KR_RECIPIENT_gamed), 1);
    assert_int_equal(line(&w, KR_RECIPIENT_gamed_minutes), 500);
    take(&w, 2);
    assert_int_equal(line(&w, KR_RECIPIENT_gamed), 0);
    free_worlds(&w);
}

// Somebody who came in this quarter did not cut anything: whoever had the row did.
static void newcomers_do_not_answer_for_their_row(void **state)
{
    (void)state;
    struct worlds w;
    make_worlds(&w);
    add_person(&w.world[KR_BASE], 11, A, 1800);
    add_person(&w.world[KR_VARIANT], 11, A, 1300);
    take(&w, 0);
    const kr_id id = kr_person_id(2, NOW + 1, 0, KR_MAN, 5);
    w.world[KR_BASE].persons.id[0] = id;
    w.world[KR_VARIANT].persons.id[0] = id;
    remember(&w.world[KR_VARIANT], 0, 0, NOW + 1);
    take(&w, 1);
    assert_int_equal(line(&w, KR_RECIPIENT_entered), 1);
    assert_int_equal(line(&w, KR_RECIPIENT_gamed), 0);
    free_worlds(&w);
}

// ---------------------------------------------------------------- relapse

static void after_the_end(struct worlds *w, int since)
{
    struct kr_persons *p = &w->world[KR_VARIANT].persons;
    if (since == 0) {
        w->world[KR_VARIANT].memories.rows = 0;
        p->contract_minutes[0] = 1200; // back at once
    } else if (since == 2) {
        kr_persons_clear_row(p, 1); // gone
        p->contract_minutes[2] = 1500;
    } else if (since == 5) {
        p->contract_minutes[2] = 1100; // back later
    }
}

static void relapse_is_seen_four_and_eight_quarters_after_the_end(void **state)
{
    (void)state;
    enum { PERSONS = 4 };
    struct worlds w;
    make_worlds(&w);
    for (int i = 0; i < PERSONS; i++) {
        add_person(&w.world[KR_BASE], 11 + (uint64_t)i, A, 1200);
        add_person(&w.world[KR_VARIANT], 11 + (uint64_t)i, A, 1800);
        remember(&w.world[KR_VARIANT], i, 1200, NOW);
    }
    for (int q = 0; q < 12; q++) {
        after_the_end(&w, w.world[KR_VARIANT].now - POLICY_ENDS);
        take(&w, q);
        const int since = w.world[KR_VARIANT].now - POLICY_ENDS;
        assert_int_equal(line(&w, KR_RECIPIENT_followed), PERSONS * (since == 0));
        assert_int_equal(line(&w, KR_RECIPIENT_seen_4), PERSONS * (since == 4));
        assert_int_equal(line(&w, KR_RECIPIENT_back_4), 1 * (since == 4));
        assert_int_equal(line(&w, KR_RECIPIENT_gone_4), 1 * (since == 4));
        assert_int_equal(line(&w, KR_RECIPIENT_kept_4), (300 + 600) * (since == 4));
        assert_int_equal(line(&w, KR_RECIPIENT_back_8), 2 * (since == 8));
        assert_int_equal(line(&w, KR_RECIPIENT_kept_8), (600 - 100) * (since == 8));
    }
    const struct kr_relapse after =
        kr_ledger_relapse(&w.ledger, &w.country, KR_VARIANT, 0, 4);
    assert_close(after.followed.mean, 4.0, 0.0);
    assert_close(after.back.mean, 0.25, 1e-12);
    assert_close(after.gone.mean, 0.25, 1e-12);
    assert_close(after.kept.mean, 900.0 / 60.0 / 4.0, 1e-12);
    free_worlds(&w);
}

// ---------------------------------------------------------------- costs

static void costs_are_by_payer_and_per_additional_year(void **state)
{
    (void)state;
    struct worlds w;
    make_worlds(&w);
    add_person(&w.world[KR_BASE], 11, A, 1200);
    add_person(&w.world[KR_VARIANT], 11, A, 2400); // half a full-time week more
    remember(&w.world[KR_VARIANT], 0, 1200, NOW);
    *kr_tally_at(&w.world[KR_VARIANT].tallies, KR_TALLY_policy_events, 0,
                 KR_LEDGER_CENTS) = 100000;
    w.world[KR_VARIANT].tallies.events.withheld_cents = 30000;
    w.world[KR_BASE].tallies.events.benefits_cents = 5000;
    take(&w, 0);
    const struct kr_costs costs = kr_ledger_costs(&w.ledger, &w.country, 0, 1);
    assert_close(costs.gross.mean, 1000.0, 1e-9);
    assert_close(costs.by_payer[KR_FUND].mean, 1000.0, 1e-9);
    assert_close(costs.by_payer[KR_STATE].mean, 0.0, 0.0);
    assert_close(costs.net.mean, -50.0 - 300.0, 1e-9);
    assert_close(costs.full_time_years.mean, 0.5 / 4.0, 1e-12);
    assert_close(costs.gross_per_year.mean, 8000.0, 1e-6);
    assert_close(costs.per_taker_year.mean, 8000.0, 1e-6);
    free_worlds(&w);
}

// ---------------------------------------------------------------- zero sum

// Three replicates: what moves from C to A, and what is added at A.
static struct kr_zero_sum zero_sum_of(const int64_t moved[3], const int64_t added[3])
{
    struct worlds w;
    make_worlds(&w);
    struct kr_ledger ledger;
    assert_int_equal(
        kr_ledger_init(&ledger, &w.model[KR_BASE], &w.model[KR_VARIANT], 3, 1), KR_OK);
    ledger.replicates = 3;
    for (int r = 0; r < 3; r++) {
        int64_t *entry = kr_ledger_at(&ledger, r, 0).entry;
        entry[ledger.space.place + KR_PLACE_variant] = moved[r] + added[r];
        entry[ledger.space.place + KR_PLACE_COUNT + KR_PLACE_variant] = -moved[r];
        entry[ledger.space.parts + KR_PART_total] = added[r];
    }
    const struct kr_zero_sum result = kr_ledger_zero_sum(&ledger, &w.country, 0, 1);
    kr_ledger_free(&ledger);
    free_worlds(&w);
    return result;
}

static void hours_that_only_move_are_no_net_gain(void **state)
{
    (void)state;
    const int64_t moved[3] = {24000, 26400, 21600};
    const struct kr_zero_sum none = zero_sum_of(moved, (const int64_t[3]){240, -480, 0});
    assert_true(none.some_sector_gains);
    assert_true(none.no_net_gain);
    assert_close(none.gained.mean + none.lost.mean, none.total.mean, 1e-9);
    assert_close(none.lost.mean, -10.0, 1e-9);
    const struct kr_zero_sum gain =
        zero_sum_of(moved, (const int64_t[3]){24000, 24240, 23760});
    assert_true(gain.some_sector_gains);
    assert_false(gain.no_net_gain);
    const struct kr_zero_sum nothing =
        zero_sum_of((const int64_t[3]){240, -240, 0}, (const int64_t[3]){0, 240, -240});
    assert_false(nothing.some_sector_gains);
    // Neither a sector nor the total: that is no gain either.
    assert_true(nothing.no_net_gain);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deadweight_is_what_the_same_person_adds_anyway),
        cmocka_unit_test(every_change_has_its_place),
        cmocka_unit_test(who_changed_places_took_nothing_from_anybody),
        cmocka_unit_test(an_employer_founded_anew_is_another_one),
        cmocka_unit_test(persons_are_paired_by_identity_not_by_row),
        cmocka_unit_test(who_works_less_before_she_enters_is_gaming),
        cmocka_unit_test(newcomers_do_not_answer_for_their_row),
        cmocka_unit_test(relapse_is_seen_four_and_eight_quarters_after_the_end),
        cmocka_unit_test(costs_are_by_payer_and_per_additional_year),
        cmocka_unit_test(hours_that_only_move_are_no_net_gain),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
