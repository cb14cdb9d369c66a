// Hash of the whole state of a world.
#include "base/hash.h"

#include "sim/programmes.h"
#include "sim/world.h"

#include <stdlib.h>
#include <string.h>

static uint64_t bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

// Field by field, so that padding does not enter.
static uint64_t hash_record(const void *record, const struct kr_column *fields,
                            size_t count)
{
    uint64_t h = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t word = 0;
        memcpy(&word, (const char *)record + fields[i].offset,
               kr_type_size(fields[i].type));
        h = kr_hash_word(h, word);
    }
    return h;
}

// Rows of posts mean nothing outside a process: a post is its employer's id and
// occupation.
static uint64_t post_key_at(const struct kr_world *world, kr_row post)
{
    const struct kr_post *record = &world->posts.at[post];
    return record->employer == KR_NONE
               ? 0
               : kr_post_key(&world->employers.at[record->employer], record->occupation);
}

static uint64_t hash_employers(const struct kr_world *world)
{
    size_t fields;
    const struct kr_column *list = kr_employer_fields(&fields);
    uint64_t sum = 0; // a sum commutes: the order of rows does not enter
    for (kr_row i = 0; i < world->employers.rows; i++) {
        struct kr_employer e = world->employers.at[i];
        if (e.id != 0) {
            const struct kr_employer *group = &world->employers.at[e.group];
            const uint64_t group_id = group->id;
            e.group = 0;
            e.first_post = 0;
            sum += kr_hash_word(hash_record(&e, list, fields), group_id);
        }
    }
    return sum;
}

static uint64_t hash_posts(const struct kr_world *world)
{
    size_t fields;
    const struct kr_column *list = kr_post_fields(&fields);
    uint64_t sum = 0;
    for (kr_row i = 0; i < world->posts.rows; i++) {
        struct kr_post post = world->posts.at[i];
        if (post.employer != KR_NONE) {
            post.employer = 0;
            post.helper_post = 0; // its employer and occupation say it all
            sum += kr_hash_word(hash_record(&post, list, fields), post_key_at(world, i));
        }
    }
    return sum;
}

static uint64_t hash_vacancies(const struct kr_world *world)
{
    const struct kr_vacancies *v = &world->vacancies;
    uint64_t sum = 0;
    for (kr_row i = 0; i < v->rows; i++) {
        uint64_t h = kr_hash_word(v->key[i], post_key_at(world, v->post[i]));
        h = kr_hash_word(h, (uint64_t)v->minutes[i] << 32 | (uint16_t)v->opened[i]);
        h = kr_hash_word(h, (uint64_t)(uint8_t)v->standard[i] << 8 | v->posted[i]);
        sum += kr_hash_word(h, v->ordinal[i]);
    }
    return sum;
}

// Members of programmes; notes for look-back rules are bookkeeping, not state.
static uint64_t hash_memories(const struct kr_memories *m)
{
    uint64_t sum = 0;
    for (kr_row i = 0; i < m->rows; i++) {
        if (m->policy[i] != KR_MEMORY_CUT) {
            uint64_t h = kr_hash_word(m->person[i], (uint64_t)(uint16_t)m->from[i] << 16 |
                                                        (uint16_t)m->to[i]);
            sum += kr_hash_word(h, (uint64_t)m->reference_minutes[i] << 8 | m->policy[i]);
        }
    }
    return sum;
}

static uint64_t hash_second_jobs(const struct kr_world *world)
{
    const struct kr_second_jobs *jobs = &world->second_jobs;
    uint64_t sum = 0;
    for (kr_row i = 0; i < jobs->rows; i++) {
        const uint64_t h =
            kr_hash_word(jobs->person[i], post_key_at(world, jobs->post[i]));
        sum +=
            kr_hash_word(h, (uint64_t)jobs->minutes[i] << 16 | (uint16_t)jobs->since[i]);
    }
    return sum;
}

static uint64_t hash_scalars(const struct kr_world *world)
{
    uint64_t h = kr_hash_word((uint64_t)(uint16_t)world->now, (uint64_t)world->elapsed);
    for (int i = 0; i < world->regions * KR_SEX_COUNT * 60; i++) {
        h = kr_hash_word(h, (uint64_t)world->children[i]);
    }
    for (int i = 0; i < world->regions * KR_SEX_COUNT; i++) {
        h = kr_hash_word(h, (uint64_t)world->elderly[i]);
    }
    for (int g = 0; g < world->wage_groups; g++) {
        h = kr_hash_word(h, bits_of(world->wage_level[g]));
    }
    for (int s = 0; s < world->sectors; s++) {
        h = kr_hash_word(h, bits_of(world->sector[s].budget_ratio));
        h = kr_hash_word(h, bits_of(world->sector[s].waiting));
        h = kr_hash_word(h, bits_of(world->sector[s].waiting_start));
        h = kr_hash_word(h, bits_of(world->sector[s].given_up));
        h = kr_hash_word(h, bits_of(world->sector[s].normal_unmet));
        h = kr_hash_word(h, bits_of(world->sector[s].base_minutes));
    }
    for (int r = 0; r < world->regions; r++) {
        h = kr_hash_word(h, bits_of(world->region_tightness[r]));
    }
    for (int c = 0; c < KR_MIGRANT_CLASSES; c++) { // none without such a policy
        const uint64_t extra = bits_of(world->extra_migrants[c]);
        h = extra != 0 ? kr_hash_word(h, extra ^ (uint64_t)c) : h;
    }
    h = kr_hash_word(h, bits_of(world->tightness));
    h = kr_hash_word(h, bits_of(world->childcare_start_ratio));
    return kr_hash_word(h, bits_of(world->child_care_queue));
}

uint64_t kr_world_hash(const struct kr_world *world)
{
    uint64_t *keys = calloc((size_t)world->posts.rows + 1, sizeof *keys);
    if (keys == NULL) {
        return 0;
    }
    for (kr_row i = 0; i < world->posts.rows; i++) {
        keys[i] = post_key_at(world, i);
    }
    uint64_t h = kr_persons_hash(&world->persons, keys);
    free(keys);
    h = kr_hash_word(h, hash_employers(world));
    h = kr_hash_word(h, hash_posts(world));
    h = kr_hash_word(h, hash_vacancies(world));
    h = kr_hash_word(h, hash_memories(&world->memories));
    h = kr_hash_word(h, hash_second_jobs(world));
    return kr_hash_word(h, hash_scalars(world));
}
