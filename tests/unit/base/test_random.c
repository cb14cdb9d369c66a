#include "base/random.h"
#include "tests/support/statistics.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

enum { LIMIT = 5 }; // of a standard normal score

// Known answers of pcg32 (XSH-RR 64/32), made with O'Neill's reference implementation
// pcg-cpp 0.98.1.
static void check_outputs(uint64_t seed, uint64_t stream, const uint32_t expected[8])
{
    struct kr_pcg pcg = kr_pcg_seed(seed, stream);
    for (int i = 0; i < 8; i++) {
        assert_int_equal(kr_pcg_next(&pcg), expected[i]);
    }
}

static void pcg_gives_the_known_answers(void **state)
{
    (void)state;
    const uint32_t of_42[8] = {0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293,
                               0xbfa4784b, 0xcbed606e, 0xbfc6a3ad, 0x812fff6d};
    check_outputs(42, 54, of_42);
    const uint32_t of_0[8] = {0xe4c14788, 0x379c6516, 0x5c4ab3bb, 0x601d23e0,
                              0x1c382b8c, 0xd1faab16, 0x67680a2d, 0x92014a6e};
    check_outputs(0, 0, of_0);
    const uint32_t of_large[8] = {0x872effc8, 0xd7953126, 0xf6208639, 0x34361288,
                                  0x88034f99, 0x484a9fcb, 0x4f2bdf50, 0xc40c8027};
    check_outputs(UINT64_C(16045690984503111693), UINT64_C(9223372036854775807),
                  of_large);
}

static void pcg_streams_give_the_known_answers(void **state)
{
    (void)state;
    const uint32_t expected[8][2] = {
        {0x21b756ee, 0xc15ef750}, {0x4df1ccf9, 0xe5838752}, {0xff85ecc9, 0x4de4d2f6},
        {0x5f0a808f, 0x3a3913fa}, {0x0c4aa14e, 0xd9894a7b}, {0xd38f79f5, 0x513ea01d},
        {0x66d2f76a, 0xb30b37f0}, {0x7499da3f, 0x3c421650},
    };
    for (uint64_t stream = 0; stream < 8; stream++) {
        struct kr_pcg pcg = kr_pcg_seed(42, stream);
        assert_int_equal(kr_pcg_next(&pcg), expected[stream][0]);
        assert_int_equal(kr_pcg_next(&pcg), expected[stream][1]);
    }
}

static void keyed_draws_never_change(void **state)
{
    (void)state;
    // Computed apart from this program, from the formulas; a change changes every result.
    const struct kr_random_key key = kr_random_key_of(1, 0);
    const uint64_t tag = kr_random_tag(7, kr_quarter_of(2026, 1), 3);
    struct kr_pcg stream = kr_random(key, tag, 123456789);
    assert_int_equal(kr_pcg_next(&stream), 0xc5b987c9);
    assert_int_equal(kr_pcg_next(&stream), 0xf16d5183);
    const uint64_t word = kr_random_word(kr_random_salt(key, tag), 123456789);
    assert_true(word == UINT64_C(0x33abd484df7071c5));
}

static void tags_keep_their_parts_apart(void **state)
{
    (void)state;
    const uint64_t tag = kr_random_tag(0xabcdef, 0x1234, 0x567890);
    assert_true(tag == UINT64_C(0xabcdef1234567890));
    assert_true(kr_random_tag(0, 0, 0xffffffff) == 0xffffff);
    assert_true(kr_random_tag(0, -1, 0) == UINT64_C(0xffff000000));
}

static void seed_and_replicate_both_change_both_words(void **state)
{
    (void)state;
    const struct kr_random_key key = kr_random_key_of(1, 2);
    const struct kr_random_key others[] = {kr_random_key_of(2, 1), kr_random_key_of(1, 3),
                                           kr_random_key_of(2, 2),
                                           kr_random_key_of(0, 0)};
    assert_true(key.k0 != key.k1);
    for (int i = 0; i < 4; i++) {
        assert_true(key.k0 != others[i].k0);
        assert_true(key.k1 != others[i].k1);
    }
}

// The facts that a draw is keyed on.
struct facts {
    uint64_t seed;
    uint64_t replicate;
    unsigned use;
    kr_id id;
    kr_quarter quarter;
    uint32_t ordinal;
};

typedef double drawing(const struct facts *facts);

static double stream_draw(const struct facts *facts)
{
    const struct kr_random_key key = kr_random_key_of(facts->seed, facts->replicate);
    const uint64_t tag = kr_random_tag(facts->use, facts->quarter, facts->ordinal);
    struct kr_pcg stream = kr_random(key, tag, facts->id);
    return kr_pcg_uniform(&stream);
}

static double word_draw(const struct facts *facts)
{
    const struct kr_random_key key = kr_random_key_of(facts->seed, facts->replicate);
    const uint64_t tag = kr_random_tag(facts->use, facts->quarter, facts->ordinal);
    return kr_uniform(kr_random_word(kr_random_salt(key, tag), facts->id));
}

// Steps along which draws must have nothing to do with each other.
enum axis { SEED, REPLICATE, USE, ID, HIGH_ID, QUARTER, ORDINAL, USE_AND_QUARTER, AXES };

static struct facts step(struct facts facts, enum axis axis)
{
    switch (axis) {
    case SEED:
        facts.seed++;
        break;
    case REPLICATE:
        facts.replicate++;
        break;
    case USE:
        facts.use++;
        break;
    case ID:
        facts.id++;
        break;
    case HIGH_ID:
        facts.id += UINT64_C(1) << 32;
        break;
    case QUARTER:
        facts.quarter++;
        break;
    case ORDINAL:
        facts.ordinal++;
        break;
    case USE_AND_QUARTER:
        facts.use++;
        facts.quarter--;
        break;
    case AXES:
        break;
    }
    return facts;
}

// Draws of many people and of the same people one step further: each must be uniform, and
// the pairs must fill a square evenly.
static void check_axis(drawing *draw, enum axis axis)
{
    enum { PEOPLE = 40000, SIDE = 16 };
    double *here = malloc((size_t)PEOPLE * sizeof *here);
    double *there = malloc((size_t)PEOPLE * sizeof *there);
    assert_non_null(here);
    assert_non_null(there);
    int64_t cells[SIDE][SIDE] = {{0}};
    for (int i = 0; i < PEOPLE; i++) {
        // Two apart, so that a step in id is no other person's draw.
        const struct facts facts = {1, 0, 5, (kr_id)i * 2, 8104, 0};
        const struct facts further = step(facts, axis);
        here[i] = draw(&facts);
        there[i] = draw(&further);
        cells[(int)(here[i] * SIDE)][(int)(there[i] * SIDE)]++;
    }
    assert_between(kr_correlation_score(here, there, PEOPLE), -LIMIT, LIMIT);
    assert_between(kr_chi_square_score(&cells[0][0], (size_t)SIDE * SIDE), -LIMIT, LIMIT);
    free(here);
    free(there);
}

static void first_draws_of_streams_are_unrelated_along_every_key(void **state)
{
    (void)state;
    for (enum axis axis = SEED; axis < AXES; axis++) {
        check_axis(stream_draw, axis);
    }
}

static void draws_by_word_are_unrelated_along_every_key(void **state)
{
    (void)state;
    for (enum axis axis = SEED; axis < AXES; axis++) {
        check_axis(word_draw, axis);
    }
}

// One person over the quarters, uses and so on: a sequence must be uniform in itself.
static void check_sequence(drawing *draw, enum axis axis)
{
    enum { STEPS = 20000, CELLS = 100 };
    int64_t cells[CELLS] = {0};
    struct facts facts = {1, 0, 5, 99, -10000, 0};
    for (int i = 0; i < STEPS; i++) {
        cells[(int)(draw(&facts) * CELLS)]++;
        facts = step(facts, axis);
    }
    assert_between(kr_chi_square_score(cells, CELLS), -LIMIT, LIMIT);
}

static void draws_are_uniform_along_every_key(void **state)
{
    (void)state;
    for (enum axis axis = SEED; axis < AXES; axis++) {
        check_sequence(stream_draw, axis);
        check_sequence(word_draw, axis);
    }
}

static void every_bit_of_a_word_is_a_fair_coin(void **state)
{
    (void)state;
    enum { PEOPLE = 100000 };
    const struct kr_random_key key = kr_random_key_of(3, 1);
    const uint64_t salt = kr_random_salt(key, kr_random_tag(2, 8104, 0));
    for (int bit = 0; bit < 64; bit++) {
        int64_t sides[2] = {0};
        for (kr_id id = 0; id < PEOPLE; id++) {
            sides[kr_random_word(salt, id) >> bit & 1]++;
        }
        // One degree of freedom: the score is that of a coin.
        assert_between(kr_chi_square_score(sides, 2), -LIMIT, LIMIT);
    }
}

static int compare_words(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void keys_give_distinct_streams(void **state)
{
    (void)state;
    // 100 people x 100 uses x 100 quarters; the slow test takes a hundred times as many.
    enum { KEYS = 1000000 };
    const struct kr_random_key key = kr_random_key_of(1, 0);
    uint64_t *states = malloc((size_t)KEYS * sizeof *states);
    assert_non_null(states);
    for (int i = 0; i < KEYS; i++) {
        const uint64_t tag =
            kr_random_tag((unsigned)(i / 100 % 100), (kr_quarter)(8000 + i / 10000), 0);
        states[i] = kr_random(key, tag, (kr_id)(i % 100)).state;
    }
    qsort(states, KEYS, sizeof *states, compare_words);
    for (int i = 1; i < KEYS; i++) {
        assert_true(states[i] != states[i - 1]);
    }
    free(states);
}

static void uniforms_are_at_least_zero_and_below_one(void **state)
{
    (void)state;
    assert_true(kr_uniform(0) == 0.0);
    assert_true(kr_uniform(UINT64_MAX) < 1.0);
    assert_true(kr_uniform(UINT64_C(1) << 63) == 0.5);
}

static void bounded_draws_stay_below_and_are_even(void **state)
{
    (void)state;
    struct kr_pcg pcg = kr_pcg_seed(42, 54);
    int64_t cells[7] = {0};
    for (int i = 0; i < 70000; i++) {
        const uint32_t below = kr_pcg_below(&pcg, 7);
        assert_true(below < 7);
        cells[below]++;
    }
    assert_between(kr_chi_square_score(cells, 7), -LIMIT, LIMIT);
    assert_int_equal(kr_pcg_below(&pcg, 1), 0);
}

static void rounding_keeps_the_mean(void **state)
{
    (void)state;
    assert_int_equal(kr_round_by(2.25, 0.2), 3);
    assert_int_equal(kr_round_by(2.25, 0.25), 2);
    assert_int_equal(kr_round_by(2.0, 0.0), 2);
    assert_int_equal(kr_round_by(-0.25, 0.5), 0);
    assert_int_equal(kr_round_by(-0.25, 0.8), -1);
}

static void check_bijection(uint64_t key, uint64_t count)
{
    unsigned char *taken = calloc(count, 1);
    assert_non_null(taken);
    for (uint64_t item = 0; item < count; item++) {
        const uint64_t place = kr_permute(key, item, count);
        assert_true(place < count);
        assert_int_equal(taken[place], 0);
        taken[place] = 1;
    }
    free(taken);
}

static void a_permutation_uses_every_place_once(void **state)
{
    (void)state;
    for (uint64_t count = 1; count <= 300; count++) {
        check_bijection(count * 12345, count);
    }
    static const uint64_t counts[] = {1023, 1024, 1025, 4096, 4097, 65537, 300007};
    for (int i = 0; i < 7; i++) {
        check_bijection(77, counts[i]);
    }
}

static void every_place_is_as_likely_for_every_item(void **state)
{
    (void)state;
    static const uint64_t counts[] = {2, 3, 4, 5, 7, 16, 17, 64, 65, 100};
    for (int i = 0; i < 10; i++) {
        const uint64_t count = counts[i];
        for (uint64_t item = 0; item < count; item += count / 2) {
            int64_t cells[100] = {0};
            for (uint64_t key = 0; key < 200 * count; key++) {
                cells[kr_permute(key, item, count)]++;
            }
            assert_between(kr_chi_square_score(cells, count), -LIMIT, LIMIT);
        }
    }
}

static void every_pair_of_places_is_as_likely(void **state)
{
    (void)state;
    // Places of the first two items, for counts where a weak network would show.
    static const uint64_t counts[] = {3, 4, 5, 8, 15, 16, 17, 20, 33, 64, 65};
    for (int i = 0; i < 11; i++) {
        const uint64_t count = counts[i];
        static int64_t cells[65 * 64];
        memset(cells, 0, sizeof cells);
        const uint64_t pairs = count * (count - 1);
        for (uint64_t key = 0; key < 150 * pairs; key++) {
            const uint64_t first = kr_permute(key, 0, count);
            const uint64_t second = kr_permute(key, 1, count);
            cells[first * (count - 1) + second - (second > first)]++;
        }
        assert_between(kr_chi_square_score(cells, pairs), -LIMIT, LIMIT);
    }
}

static void keys_give_unrelated_permutations(void **state)
{
    (void)state;
    enum { COUNT = 10000 };
    static double here[COUNT];
    static double there[COUNT];
    for (uint64_t item = 0; item < COUNT; item++) {
        here[item] = (double)kr_permute(1, item, COUNT);
        there[item] = (double)kr_permute(2, item, COUNT);
    }
    assert_between(kr_correlation_score(here, there, COUNT), -LIMIT, LIMIT);
    // Neighbours do not stay neighbours.
    assert_between(kr_correlation_score(here, here + 1, COUNT - 1), -LIMIT, LIMIT);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pcg_gives_the_known_answers),
        cmocka_unit_test(pcg_streams_give_the_known_answers),
        cmocka_unit_test(keyed_draws_never_change),
        cmocka_unit_test(tags_keep_their_parts_apart),
        cmocka_unit_test(seed_and_replicate_both_change_both_words),
        cmocka_unit_test(first_draws_of_streams_are_unrelated_along_every_key),
        cmocka_unit_test(draws_by_word_are_unrelated_along_every_key),
        cmocka_unit_test(draws_are_uniform_along_every_key),
        cmocka_unit_test(every_bit_of_a_word_is_a_fair_coin),
        cmocka_unit_test(keys_give_distinct_streams),
        cmocka_unit_test(uniforms_are_at_least_zero_and_below_one),
        cmocka_unit_test(bounded_draws_stay_below_and_are_even),
        cmocka_unit_test(rounding_keeps_the_mean),
        cmocka_unit_test(a_permutation_uses_every_place_once),
        cmocka_unit_test(every_place_is_as_likely_for_every_item),
        cmocka_unit_test(every_pair_of_places_is_as_likely),
        cmocka_unit_test(keys_give_unrelated_permutations),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
