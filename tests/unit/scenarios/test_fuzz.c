// Files damaged at random, the same ways every time: reading must report or accept them,
// and never crash, hang or leak.
#include "base/hash.h"
#include "scenarios/pack_files.h"
#include "tests/support/test.h"
#include "tests/unit/scenarios/sandbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// More of them, of another kind: -DKR_FUZZ_ROUNDS=100 -DKR_FUZZ_SEED=7.
#ifndef KR_FUZZ_ROUNDS
#define KR_FUZZ_ROUNDS 1
#endif
#ifndef KR_FUZZ_SEED
#define KR_FUZZ_SEED 1
#endif

enum { SCENARIOS = 600 * KR_FUZZ_ROUNDS, PACKS = 100 * KR_FUZZ_ROUNDS, MOST_CHANGES = 6 };

// A stream of numbers that depends on nothing but where it starts.
struct dice {
    uint64_t state;
};

static size_t roll(struct dice *self, size_t below)
{
    self->state = kr_hash_word(self->state, 1);
    return below == 0 ? 0 : (size_t)(self->state % below);
}

// Text with room to grow.
struct text {
    char *bytes;
    size_t size;
    size_t room;
};

static void take_text(struct text *self, const char *path)
{
    char *read = sandbox_text(path, &self->size);
    self->room = self->size * 4 + 4096;
    self->bytes = malloc(self->room);
    assert_non_null(self->bytes);
    memcpy(self->bytes, read, self->size);
    free(read);
}

static void cut(struct text *self, size_t at, size_t count)
{
    count = count > self->size - at ? self->size - at : count;
    memmove(self->bytes + at, self->bytes + at + count, self->size - at - count);
    self->size -= count;
}

static void insert(struct text *self, size_t at, const char *bytes, size_t count)
{
    if (self->size + count <= self->room) {
        memmove(self->bytes + at + count, self->bytes + at, self->size - at);
        memcpy(self->bytes + at, bytes, count);
        self->size += count;
    }
}

// One change: bytes replaced, cut, doubled, or something put in that means something.
static void damage(struct text *self, struct dice *dice)
{
    static const char *const PIECES[] = {
        "\n",
        ":",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "<<: ",
        "\"",
        "'",
        ",",
        "\t",
        "#",
        "|\n",
        "?",
        "%",
        "---\n",
        "1e999",
        "-1",
        "nan",
        "\xff",
        "\x00",
        "any",
        "2024Q4",
        "none",
        "all",
        "!!int ",
        "\r",
        "..",
        "0",
        "1",
        "~",
        "9999999999999999999999",
        "extends: scenario.yaml\n",
    };
    const size_t at = roll(dice, self->size + 1);
    const size_t count = 1 + roll(dice, 12);
    switch (roll(dice, 5)) {
    case 0:
        if (at < self->size) {
            self->bytes[at] = (char)roll(dice, 256);
        }
        break;
    case 1:
        cut(self, at, count);
        break;
    case 2: {
        char copy[16] = {0};
        const size_t from = roll(dice, self->size);
        const size_t length = count > self->size - from ? self->size - from : count;
        memcpy(copy, self->bytes + from, length);
        insert(self, at, copy, length);
        break;
    }
    default: {
        const char *piece = PIECES[roll(dice, sizeof PIECES / sizeof PIECES[0])];
        const size_t length = strlen(piece);
        insert(self, at, piece, length > 0 ? length : 1);
        break;
    }
    }
}

static void damage_often(struct text *text, struct dice *dice)
{
    const size_t changes = 1 + roll(dice, MOST_CHANGES);
    for (size_t i = 0; i < changes; i++) {
        damage(text, dice);
    }
}

// Reading ends in success without a word, or in mistakes with words.
static void assert_sound(const struct sandbox *box)
{
    const bool silent = kr_diag_is_empty(&box->diag);
    assert_true(box->code == KR_OK || box->code == KR_ERR_INPUT);
    assert_int_equal(silent, box->code == KR_OK);
    for (size_t i = 0; i < box->diag.count; i++) {
        assert_true(box->diag.entries[i].text[0] != '\0');
        assert_true(box->diag.entries[i].line >= 0);
    }
}

static void damaged_scenarios_do_no_harm(void **state)
{
    (void)state;
    struct dice dice = {KR_FUZZ_SEED};
    struct sandbox box;
    sandbox_open(&box);
    static const char BASE[] = "pack: " KR_SOURCE_DIR "/scenarios/village\n";
    sandbox_write(&box, "baseline.yaml", BASE, sizeof BASE - 1);
    char path[512];
    sandbox_path(&box, "scenario.yaml", path);
    for (int i = 0; i < SCENARIOS; i++) {
        struct text text;
        take_text(&text, KR_SOURCE_DIR "/tests/unit/scenarios/fuzz.yaml");
        damage_often(&text, &dice);
        sandbox_write(&box, "scenario.yaml", text.bytes, text.size);
        sandbox_read(&box, path, NULL);
        assert_sound(&box);
        free(text.bytes);
    }
    sandbox_close(&box);
}

static void damaged_sets_do_no_harm(void **state)
{
    (void)state;
    static const char *const SETS[] = {"hours.voice_rate=0.1", "policies.P01.amount=3",
                                       "policies.P01.target.sectors=care", "seed=1",
                                       "policies.P01.start=2026Q1"};
    struct dice dice = {KR_FUZZ_SEED + 2};
    struct sandbox box;
    sandbox_open(&box);
    for (int i = 0; i < SCENARIOS / 10; i++) {
        char bytes[64] = {0};
        (void)snprintf(bytes, sizeof bytes, "%s",
                       SETS[roll(&dice, sizeof SETS / sizeof SETS[0])]);
        struct text text = {bytes, strlen(bytes), sizeof bytes - 1};
        damage(&text, &dice);
        bytes[text.size] = '\0';
        sandbox_scenario(&box, "policies: [{kind: extra_hours_bonus, name: P01}]\n",
                         (const char *const[]){bytes, NULL});
        assert_sound(&box);
    }
    sandbox_close(&box);
}

static void damaged_packs_do_no_harm(void **state)
{
    (void)state;
    struct dice dice = {KR_FUZZ_SEED + 1};
    struct sandbox box;
    sandbox_open(&box);
    sandbox_copy_village(&box);
    size_t files;
    const struct kr_pack_file *list = kr_pack_files(&files);
    for (int i = 0; i < PACKS; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%s.csv", list[roll(&dice, files)].name);
        char path[512];
        (void)snprintf(path, sizeof path, "%s/scenarios/village/%s", KR_SOURCE_DIR, name);
        struct text text;
        take_text(&text, path);
        struct text whole;
        take_text(&whole, path);
        damage_often(&text, &dice);
        sandbox_write(&box, name, text.bytes, text.size);
        sandbox_load(&box);
        assert_sound(&box);
        sandbox_write(&box, name, whole.bytes, whole.size);
        free(text.bytes);
        free(whole.bytes);
    }
    sandbox_close(&box);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_scenarios_do_no_harm),
        cmocka_unit_test(damaged_sets_do_no_harm),
        cmocka_unit_test(damaged_packs_do_no_harm),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
