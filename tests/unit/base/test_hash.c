#include "base/hash.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

static void mixing_gives_the_known_answers(void **state)
{
    (void)state;
    // First outputs of SplitMix64 (Steele, Lea and Flood 2014) from state 0.
    const uint64_t golden = UINT64_C(0x9e3779b97f4a7c15);
    assert_true(kr_mix64(golden) == UINT64_C(0xe220a8397b1dcdaf));
    assert_true(kr_mix64(golden * 2) == UINT64_C(0x6e789e6aa1b965f4));
    assert_true(kr_mix64(golden * 3) == UINT64_C(0x06c45d188009454f));
}

static void each_input_bit_changes_about_half_of_the_output(void **state)
{
    (void)state;
    enum { WORDS = 2000 };
    for (int bit = 0; bit < 64; bit++) {
        int changed = 0;
        for (uint64_t i = 0; i < WORDS; i++) {
            const uint64_t x = i * UINT64_C(0x9e3779b97f4a7c15);
            changed +=
                __builtin_popcountll(kr_mix64(x) ^ kr_mix64(x ^ UINT64_C(1) << bit));
        }
        assert_between(changed / (double)WORDS, 31.0, 33.0);
    }
}

static void the_order_of_words_matters(void **state)
{
    (void)state;
    const uint64_t ab = kr_hash_word(kr_hash_word(0, 1), 2);
    const uint64_t ba = kr_hash_word(kr_hash_word(0, 2), 1);
    assert_true(ab != ba);
}

static void the_hash_of_bytes_does_not_depend_on_where_they_stand(void **state)
{
    (void)state;
    unsigned char bytes[64 + 8];
    for (size_t count = 0; count <= 64; count++) {
        uint64_t first = 0;
        for (size_t offset = 0; offset < 8; offset++) {
            memset(bytes, 0xee, sizeof bytes);
            for (size_t i = 0; i < count; i++) {
                bytes[offset + i] = (unsigned char)(i * 37 + 11);
            }
            const uint64_t hash = kr_hash_bytes(7, bytes + offset, count);
            if (offset == 0) {
                first = hash;
            }
            assert_true(hash == first);
        }
    }
}

static void every_byte_and_the_count_change_the_hash(void **state)
{
    (void)state;
    unsigned char bytes[33] = {0};
    const uint64_t zeros = kr_hash_bytes(0, bytes, 32);
    assert_true(zeros != kr_hash_bytes(0, bytes, 33));
    assert_true(zeros != kr_hash_bytes(0, bytes, 31));
    assert_true(zeros != kr_hash_bytes(1, bytes, 32));
    for (size_t i = 0; i < 32; i++) {
        bytes[i] = 1;
        assert_true(zeros != kr_hash_bytes(0, bytes, 32));
        bytes[i] = 0;
    }
}

static void the_hash_of_bytes_never_changes(void **state)
{
    (void)state;
    // Stored in result files: a change here makes all older digests useless.
    const char text[] = "Krapte: 1 quarter, 18 million people";
    assert_true(kr_hash_bytes(0, text, sizeof text - 1) == UINT64_C(0xcfc8cb173642de60));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mixing_gives_the_known_answers),
        cmocka_unit_test(each_input_bit_changes_about_half_of_the_output),
        cmocka_unit_test(the_order_of_words_matters),
        cmocka_unit_test(the_hash_of_bytes_does_not_depend_on_where_they_stand),
        cmocka_unit_test(every_byte_and_the_count_change_the_hash),
        cmocka_unit_test(the_hash_of_bytes_never_changes),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
