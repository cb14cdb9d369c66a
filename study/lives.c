#include "study/lives.h"

#include "scenarios/population.h"
#include "study/compare.h"
#include "study/lives_look.h"

#include <stdlib.h>
#include <string.h>

// Both worlds of the pair.
struct pair {
    const struct kr_model *model[2]; // base, variant
    struct kr_world world[2];
};

static void pair_free(struct pair *pair)
{
    kr_world_free(&pair->world[0]);
    kr_world_free(&pair->world[1]);
}

static int pair_start(struct pair *pair, const struct kr_model *base,
                      const struct kr_model *variant)
{
    *pair = (struct pair){.model = {base, variant}};
    int code = KR_OK;
    for (int w = 0; w < 2 && code == KR_OK; w++) {
        code = kr_population_build(pair->model[w], &pair->world[w]);
        if (code == KR_OK) {
            code = kr_world_prepare(pair->model[w], &pair->world[w]);
        }
    }
    return code;
}

static int pair_live(struct pair *pair, const struct kr_lives_options *options, int pass,
                     int quarter)
{
    int code = KR_OK;
    for (int w = 0; w < 2 && code == KR_OK; w++) {
        code = kr_quarter_live(pair->model[w], &pair->world[w], NULL, options->breach);
    }
    if (code == KR_OK && options->progress != NULL) {
        options->progress(options->context, pass, quarter);
    }
    if (code == KR_OK && options->stop != NULL && *options->stop != 0) {
        code = KR_ERR_STOPPED;
    }
    return code;
}

// Policies that the other world does not have in the same form.
static uint64_t own_policies(const struct kr_model *model, const struct kr_model *other)
{
    uint64_t own = 0;
    for (int p = 0; p < model->policy_count && p < 64; p++) {
        bool shared = false;
        for (int o = 0; o < other->policy_count; o++) {
            shared =
                shared || kr_policies_equal(&model->policies[p], &other->policies[o]);
        }
        own |= shared ? 0 : UINT64_C(1) << p;
    }
    return own;
}

// Looking for somebody: who has been a recipient so far, by row.
struct search {
    bool *recipient;
    kr_row rows;
    uint64_t counted;
};

static int note_recipients(struct search *search, const struct kr_world *variant)
{
    const kr_row rows = variant->persons.capacity;
    if (rows > search->rows) {
        bool *larger = realloc(search->recipient, (size_t)rows * sizeof *larger);
        if (larger == NULL) {
            return KR_ERROR(KR_ERR_NO_MEMORY);
        }
        memset(larger + search->rows, 0, (size_t)(rows - search->rows) * sizeof *larger);
        search->recipient = larger;
        search->rows = rows;
    }
    const struct kr_memories *memories = &variant->memories;
    for (kr_row m = 0; m < memories->rows; m++) {
        const int policy = memories->policy[m];
        const kr_row row = memories->row[m];
        if (policy < 64 && (search->counted >> policy & 1) != 0 && row >= 0 &&
            row < rows) {
            search->recipient[row] = true;
        }
    }
    return KR_OK;
}

static bool works(const struct kr_persons *persons, kr_row row)
{
    return persons->status[row] == KR_EMPLOYEE ||
           persons->status[row] == KR_SELF_EMPLOYED;
}

static bool is_wanted(const struct pair *pair, kr_row row, enum kr_lives_choice choice)
{
    const struct kr_workplace in_base = kr_workplace_of(&pair->world[0], row);
    const struct kr_workplace in_variant = kr_workplace_of(&pair->world[1], row);
    const struct kr_persons *base = &pair->world[0].persons;
    const struct kr_persons *variant = &pair->world[1].persons;
    if (choice == KR_LIVES_DISPLACED) {
        return works(base, row) && !works(variant, row);
    }
    return base->status[row] != variant->status[row] ||
           base->contract_minutes[row] != variant->contract_minutes[row] ||
           !kr_workplaces_equal(&in_base, &in_variant);
}

// The one with the smallest id, so that the order of rows does not matter; 0 for nobody.
static kr_id look_for(const struct search *search, const struct pair *pair,
                      enum kr_lives_choice choice)
{
    const struct kr_persons *base = &pair->world[0].persons;
    const struct kr_persons *variant = &pair->world[1].persons;
    kr_id found = 0;
    if (search->recipient == NULL) {
        return 0;
    }
    for (kr_row row = 0; row < base->rows && row < variant->rows; row++) {
        const kr_id id = base->id[row];
        const bool same = id == variant->id[row] && base->status[row] != KR_ABSENT &&
                          variant->status[row] != KR_ABSENT;
        if (same && search->recipient[row] == (choice == KR_LIVES_RECIPIENT) &&
            is_wanted(pair, row, choice) && (found == 0 || id < found)) {
            found = id;
        }
    }
    return found;
}

static int find_somebody(const struct kr_model *base, const struct kr_model *variant,
                         const struct kr_lives_options *options, kr_id *person)
{
    struct pair pair;
    struct search search = {.counted = own_policies(variant, base)};
    int code = pair_start(&pair, base, variant);
    *person = 0;
    for (int q = 0; q < base->quarters && *person == 0 && code == KR_OK; q++) {
        code = pair_live(&pair, options, 0, q);
        if (code == KR_OK) {
            code = note_recipients(&search, &pair.world[1]);
        }
        if (code == KR_OK) {
            *person = look_for(&search, &pair, options->choice);
        }
    }
    free(search.recipient);
    pair_free(&pair);
    return code;
}

static void keep(struct kr_lives *result, const struct pair *pair)
{
    struct kr_life_quarter *quarter = &result->quarter[result->count];
    const struct kr_world *base = &pair->world[0];
    const struct kr_world *variant = &pair->world[1];
    *quarter = (struct kr_life_quarter){
        .now = variant->now,
        .base = kr_life_look(base, result->person),
        .variant = kr_life_look(variant, result->person),
    };
    result->found = result->found || quarter->base.present || quarter->variant.present;
    if (kr_life_differences(&quarter->base, &quarter->variant) != 0 &&
        result->parted == KR_NONE) {
        result->parted = result->count;
    }
    if (result->count > 0) {
        const struct kr_life_worlds worlds = {
            base, variant, own_policies(pair->model[1], pair->model[0])};
        quarter->cause = kr_life_cause_of(&worlds, quarter - 1, quarter);
    }
    result->count++;
}

static int follow(const struct kr_model *base, const struct kr_model *variant,
                  const struct kr_lives_options *options, struct kr_lives *result)
{
    struct pair pair;
    result->quarter = calloc((size_t)base->quarters + 1, sizeof *result->quarter);
    if (result->quarter == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    int code = pair_start(&pair, base, variant);
    if (code == KR_OK) {
        keep(result, &pair);
    }
    for (int q = 0; q < base->quarters && code == KR_OK; q++) {
        code = pair_live(&pair, options, 1, q);
        if (code == KR_OK || code == KR_ERR_STOPPED) {
            keep(result, &pair);
        }
    }
    pair_free(&pair);
    return code;
}

int kr_lives_run(const struct kr_model *base, const struct kr_model *variant,
                 const struct kr_lives_options *options, struct kr_lives *result)
{
    *result = (struct kr_lives){.person = options->person, .parted = KR_NONE};
    int code = KR_OK;
    if (options->choice != KR_LIVES_PERSON) {
        code = find_somebody(base, variant, options, &result->person);
    }
    if (code == KR_OK && result->person != 0) {
        code = follow(base, variant, options, result);
    }
    return code;
}

void kr_lives_free(struct kr_lives *self)
{
    free(self->quarter);
    *self = (struct kr_lives){.parted = KR_NONE};
}
