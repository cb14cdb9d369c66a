#include "sim/openings.h"

#include "base/math.h"
#include "base/parallel.h"
#include "sim/uses.h"

#include <stdlib.h>

double kr_post_hours(const struct kr_live *live, const struct kr_post *post)
{
    if (post->heads > 0 && post->contract_minutes > 0) {
        return (double)post->contract_minutes / (double)post->heads;
    }
    const double hours = live->model->country->occupation[post->occupation].mean_hours;
    return kr_max(hours, 8.0) * 60.0;
}

// The hiring standard falls with tightness; it falls further with the age of the opening,
// which matching adds (rule R16).
static int8_t standard_of(const struct kr_live *live, const struct kr_post *post)
{
    const struct kr_parameters *rule = &live->scratch->terms.parameters;
    const int region = live->world->employers.at[post->employer].region;
    const double standard =
        rule->hiring.standard -
        rule->vacancies.standard_tightness * live->scratch->region_log_tightness[region];
    return (int8_t)(kr_clamp(standard, -3.9, 3.9) * 32.0);
}

struct kr_new_opening kr_opening_of(const struct kr_live *live, kr_row post,
                                    uint16_t ordinal, bool posted)
{
    const struct kr_world *world = live->world;
    const struct kr_post *record = &world->posts.at[post];
    const struct kr_employer *e = &world->employers.at[record->employer];
    const uint64_t key =
        kr_hash_word(kr_post_key(e, record->occupation), (uint64_t)ordinal);
    const uint64_t salt =
        kr_random_salt(live->model->key, kr_random_tag(KR_USE_OPENING, world->now, 1));
    // jobs differ around the mean of the post: a triangular spread, mean zero
    const uint64_t word = kr_random_word(salt, key);
    const double spread = kr_uniform(word) + kr_uniform(kr_mix64(word)) - 1.0;
    const double hours = kr_post_hours(live, record) / 60.0 +
                         spread * live->scratch->terms.parameters.search.hours_spread;
    // whole grid steps of four hours
    const double grid = __builtin_floor(hours / KR_HOURS_STEP + 0.5) * KR_HOURS_STEP;
    return (struct kr_new_opening){.post = post,
                                   .minutes =
                                       (uint16_t)(kr_clamp(grid, 4.0, 40.0) * 60.0),
                                   .ordinal = ordinal,
                                   .standard = standard_of(live, record),
                                   .posted = posted ? 1 : 0};
}

void kr_opening_note(const struct kr_live *live, const struct kr_new_opening *opening)
{
    struct kr_new_opening *item =
        kr_buffer_append(&live->scratch->openings, kr_block_of(opening->post));
    if (item != NULL) {
        *item = *opening;
    }
}

void kr_opening_write(const struct kr_live *live, struct kr_tallies *tallies, kr_row row,
                      const struct kr_new_opening *opening)
{
    const struct kr_world *world = live->world;
    const struct kr_vacancies *v = &world->vacancies;
    const struct kr_post *post = &world->posts.at[opening->post];
    const struct kr_employer *e = &world->employers.at[post->employer];
    const uint64_t when = (uint64_t)(uint16_t)world->now << 16 | opening->ordinal;
    v->key[row] = kr_hash_word(kr_post_key(e, post->occupation), when);
    v->post[row] = opening->post;
    v->opened[row] = world->now;
    v->minutes[row] = opening->minutes;
    v->ordinal[row] = opening->ordinal;
    v->standard[row] = opening->standard;
    v->posted[row] = opening->posted;
    tallies->events.openings_new++;
    if (opening->posted != 0) {
        tallies->events.vacancies_opened++;
        kr_vacancy_tally(live, tallies, post, KR_VACANCY_OPENED);
    }
}

int kr_opening_add(struct kr_live *live, const struct kr_new_opening *opening)
{
    struct kr_vacancies *v = &live->world->vacancies;
    if (v->rows >= v->capacity) {
        return KR_ERROR(KR_ERR_FULL);
    }
    kr_opening_write(live, &live->world->tallies, v->rows++, opening);
    live->world->posts.at[opening->post].openings++;
    return KR_OK;
}

int kr_openings_apply(struct kr_live *live)
{
    struct kr_buffer *buffer = &live->scratch->openings;
    const int64_t count = kr_buffer_count(buffer);
    struct kr_new_opening *items = malloc((size_t)(count + 1) * sizeof *items);
    if (items == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    kr_buffer_join(buffer, items);
    int code = KR_OK;
    for (int64_t i = 0; code == KR_OK && i < count; i++) {
        code = kr_opening_add(live, &items[i]);
    }
    free(items);
    return code;
}

void kr_vacancy_tally(const struct kr_live *live, struct kr_tallies *tallies,
                      const struct kr_post *post, int column)
{
    const struct kr_employer *e = &live->world->employers.at[post->employer];
    ++*kr_tally_at(tallies, KR_TALLY_sector_vacancies, e->sector, column);
    ++*kr_tally_at(tallies, KR_TALLY_region_vacancies, e->region, column);
    ++*kr_tally_at(tallies, KR_TALLY_occupation_vacancies, post->occupation, column);
}

void kr_vacancy_move(struct kr_vacancies *vacancies, kr_row to, kr_row from)
{
    vacancies->key[to] = vacancies->key[from];
    vacancies->post[to] = vacancies->post[from];
    vacancies->opened[to] = vacancies->opened[from];
    vacancies->minutes[to] = vacancies->minutes[from];
    vacancies->ordinal[to] = vacancies->ordinal[from];
    vacancies->standard[to] = vacancies->standard[from];
    vacancies->posted[to] = vacancies->posted[from];
}
