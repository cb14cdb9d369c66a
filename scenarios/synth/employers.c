// The employers, and what makes one different from the next.
#include "base/math.h"
#include "base/parallel.h"
#include "scenarios/synth/rounding.h"
#include "scenarios/synth/synthesis.h"

#include <stdlib.h>

enum { CHAIN_FACTOR = 4 };

// The identity of an employer of the start: quarter, region, sector, ordinal.
static kr_id employer_id(kr_quarter start, int region, int sector, kr_row ordinal)
{
    return (uint64_t)(uint16_t)start << 40 | (uint64_t)region << 32 |
           (uint64_t)sector << 24 | (uint64_t)ordinal;
}

// A standard normal from a uniform.
static double normal(double uniform)
{
    return kr_normal_quantile(kr_clamp(uniform, 1e-9, 1.0 - 1e-9));
}

// A trait in 1/32 of a standard deviation, from eight bits up of a word.
static int8_t trait(uint64_t word, int shift)
{
    const double uniform = ((double)(word >> shift & 0xffff) + 0.5) * 0x1p-16;
    return (int8_t)kr_clamp(__builtin_floor(32.0 * normal(uniform) + 0.5), -127.0, 127.0);
}

static double set_demand(const struct kr_synthesis *self, const struct kr_employer *e)
{
    // The spread to which the own shocks of the demand rule lead in the long run.
    const struct kr_demand_parameters *rule = &self->model->parameters.demand;
    const double memory = rule->shock_persistence;
    const double spread = rule->shock_sd / __builtin_sqrt(1.0 - memory * memory);
    const double heads = __builtin_fmax(1.0, (double)e->start_heads);
    const double damped = spread * kr_exp(-rule->size_damping * kr_log(heads));
    return damped * normal(kr_draw(self, KR_POPULATION_EMPLOYER_DEMAND, e->id));
}

// Age in quarters: a geometric law with the exit rate of the smallest employers.
static int age_quarters(const struct kr_synthesis *self, const struct kr_employer *e)
{
    const double rate =
        __builtin_fmax(self->country->sector[e->sector].firm_exit_rate, 0.004);
    const double u = kr_draw(self, KR_POPULATION_EMPLOYER_AGE, e->id);
    return (int)kr_clamp(-kr_log(1.0 - u) / rate, 1.0, 400.0);
}

static void describe(const struct kr_synthesis *self, struct kr_employer *e)
{
    const struct kr_sector *sector = &self->country->sector[e->sector];
    const uint64_t quality = kr_draw_word(self, KR_POPULATION_EMPLOYER_QUALITY, e->id);
    const uint64_t habits = kr_draw_word(self, KR_POPULATION_EMPLOYER_HABITS, e->id);
    e->demand_level = (float)set_demand(self, e);
    e->productivity = (float)kr_exp(
        0.1 * normal(kr_draw(self, KR_POPULATION_EMPLOYER_PRODUCTIVITY, e->id)));
    e->load = 1.0F;
    e->load_memory = 0.0F;
    e->liquidity = (float)(1.0 + 3.0 * kr_high_half(habits));
    e->since = (int16_t)(self->start - age_quarters(self, e));
    e->wage_premium = (int16_t)kr_clamp(
        400.0 * normal(kr_draw(self, KR_POPULATION_EMPLOYER_PAY, e->id)), -1500, 1500);
    e->wage_group = (uint8_t)sector->wage_group;
    e->admin_share = (uint8_t)kr_whole_number(100.0 * sector->admin_share);
    e->tender = sector->kind != KR_MARKET && kr_low_half(habits) < 0.3 ? 1 : 0;
    e->roster_fit = trait(quality, 0);
    e->manager = trait(quality, 16);
    e->amenity = trait(quality, 32);
    // Large employers are seen more often.
    const int seen = trait(quality, 48) / 2 + 16 * ((int)e->size_class - 1);
    e->visibility = (int8_t)(seen < -127 ? -127 : seen > 127 ? 127 : seen);
    const double rate = self->model->parameters.hours.conversation_rate;
    const double spread = 0.5 + kr_low_half(kr_mix64(habits));
    e->conversations =
        (uint8_t)kr_clamp(__builtin_floor(100.0 * rate * spread + 0.5), 0.0, 100.0);
}

// A public sector with few employers is one chain: it shares pay and policy.
static bool is_chain(const struct kr_synthesis *self, int sector)
{
    const struct kr_sector *s = &self->country->sector[sector];
    return s->kind == KR_PUBLIC && s->employers / CHAIN_FACTOR < self->country->regions;
}

// All employers of a sector in a region.
static void fill_place(void *context, int place, int worker)
{
    (void)worker;
    const struct kr_synthesis *self = context;
    const int sectors = self->country->sectors;
    const int region = place / sectors;
    const int sector = place % sectors;
    if (self->place_employers[place] == 0) {
        return;
    }
    const kr_row first = self->place_first[place];
    const struct kr_size *size = &self->size[self->size_first[sector]];
    kr_row slot = self->place_slot[place];
    for (int32_t i = 0; i < self->place_employers[place]; i++, size++) {
        while (size->region != region) {
            size++;
        }
        struct kr_employer *e = &self->world->employers.at[first + i];
        e->heads = size->heads;
        // Volatility goes by the size one to one, so that it does not change with scale.
        e->start_heads = size->full_heads;
        e->size_class = (uint8_t)size->size_class;
        self->employer_slot[first + i] = slot;
        slot += e->heads;
        e->id = employer_id(self->start, region, sector, i);
        e->sector = (uint8_t)sector;
        e->region = (uint8_t)region;
        e->group = first + i;
        describe(self, e);
    }
}

// One personnel policy for a group: that of its first establishment.
static void share_policy(struct kr_employer *e, const struct kr_employer *first)
{
    e->wage_premium = first->wage_premium;
    e->conversations = first->conversations;
    e->tender = first->tender;
}

static void join_chains(const struct kr_synthesis *self)
{
    const int sectors = self->country->sectors;
    for (int s = 0; s < sectors; s++) {
        kr_row group = KR_NONE;
        for (int r = 0; is_chain(self, s) && r < self->country->regions; r++) {
            const int place = r * sectors + s;
            for (int32_t i = 0; i < self->place_employers[place]; i++) {
                const kr_row row = self->place_first[place] + i;
                group = group == KR_NONE ? row : group;
                self->world->employers.at[row].group = group;
                share_policy(&self->world->employers.at[row],
                             &self->world->employers.at[group]);
            }
        }
    }
}

int kr_synthesis_employers(struct kr_synthesis *self)
{
    const int places = self->country->regions * self->country->sectors;
    self->place_slot = kr_synthesis_new(self, (size_t)places, sizeof(kr_row));
    self->place_first = kr_synthesis_new(self, (size_t)places, sizeof(kr_row));
    if (self->place_slot == NULL || self->place_first == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    // Places are ordered by region, then sector: so are employers and their workers.
    kr_row employers = 0;
    self->employees = 0;
    for (int i = 0; i < places; i++) {
        self->place_first[i] = employers;
        self->place_slot[i] = self->employees;
        employers += self->place_employers[i];
        self->employees += self->place_staff[i];
    }
    struct kr_employers *table = &self->world->employers;
    if (employers > table->capacity) {
        kr_employers_free(table);
        const int result = kr_employers_init(table, employers);
        if (result != KR_OK) {
            return result;
        }
    }
    table->rows = employers;
    self->employer_slot =
        kr_synthesis_new(self, (size_t)employers + 1, sizeof *self->employer_slot);
    if (self->employer_slot == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->employer_slot[employers] = self->employees;
    kr_parallel_tasks(self->threads, places, fill_place, self);
    join_chains(self);
    return KR_OK;
}
