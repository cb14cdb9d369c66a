#include "sim/scratch.h"

#include "base/math.h"
#include "base/parallel.h"
#include "base/table.h"
#include "sim/counts.h"
#include "sim/matching.h"
#include "sim/returns.h"
#include "sim/terms.h"

#include <stdlib.h>
#include <string.h>

enum {
    SEEKERS_PER_BLOCK = KR_BLOCK_ROWS / 4,
    OPENINGS_PER_BLOCK = KR_BLOCK_ROWS / 4,
    LEAVERS_PER_BLOCK = KR_BLOCK_ROWS / 8,
    FREED_PER_BLOCK = 96,
    MEMORIES_PER_BLOCK = 16,
    SECOND_PER_BLOCK = KR_BLOCK_ROWS / 16,
};

// ---------------------------------------------------------------- draw tables

static int draw_table_init(struct kr_draw_table *self, int rows, int codes)
{
    self->rows = rows;
    self->codes = codes;
    self->cumulative = calloc((size_t)rows * (size_t)codes, sizeof *self->cumulative);
    self->guide = calloc((size_t)rows * KR_GUIDES, sizeof *self->guide);
    const bool failed = self->cumulative == NULL || self->guide == NULL;
    return failed ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}

static void draw_table_free(struct kr_draw_table *self)
{
    free(self->cumulative);
    free(self->guide);
}

static void set_guide(struct kr_draw_table *self, int row)
{
    const uint32_t *cumulative = &self->cumulative[(size_t)row * (size_t)self->codes];
    uint8_t *guide = &self->guide[(size_t)row * KR_GUIDES];
    int code = 0;
    for (uint32_t g = 0; g < KR_GUIDES; g++) {
        const uint32_t first = g << (32 - KR_GUIDE_BITS);
        while (first > cumulative[code]) {
            code++;
        }
        guide[g] = (uint8_t)code;
    }
}

// Share of every code in a row: weights times pull (NULL: 1). A row without weight draws
// its own index where that is a code, else code 0.
static void set_shares(double *share, int row, int codes, const double *weights,
                       const double *pull)
{
    double total = 0.0;
    for (int c = 0; c < codes; c++) {
        share[c] = weights[c] * (pull == NULL ? 1.0 : pull[c]);
        total += share[c];
    }
    for (int c = 0; c < codes && total > 0.0; c++) {
        share[c] /= total;
    }
    if (total <= 0.0) {
        share[row < codes ? row : 0] = 1.0;
    }
}

static void draw_table_set(struct kr_draw_table *self, int row, const double *weights,
                           const double *pull)
{
    const int codes = self->codes;
    uint32_t *cumulative = &self->cumulative[(size_t)row * (size_t)codes];
    double share[256];
    set_shares(share, row, codes, weights, pull);
    double sum = 0.0;
    int last = 0; // with a share: codes after it are never drawn
    for (int c = 0; c < codes; c++) {
        sum += share[c];
        cumulative[c] = (uint32_t)(kr_min(sum, 1.0) * 4294967295.0);
        last = share[c] > 0.0 ? c : last;
    }
    for (int c = last; c < codes; c++) {
        cumulative[c] = UINT32_MAX;
    }
    set_guide(self, row);
}

static int matrix_table(struct kr_draw_table *table, int rows, int codes,
                        const double *weights)
{
    const int code = draw_table_init(table, rows, codes);
    for (int r = 0; code == KR_OK && r < rows; r++) {
        draw_table_set(table, r, &weights[(size_t)r * (size_t)codes], NULL);
    }
    return code;
}

void kr_draw_table_pull(struct kr_draw_table *table, const double *weights,
                        const double *pull)
{
    for (int r = 0; r < table->rows; r++) {
        draw_table_set(table, r, &weights[(size_t)r * (size_t)table->codes], pull);
    }
}

// Fields open to those of an education and sex, in proportion to their places.
static int field_table(struct kr_scratch *self, const struct kr_country *country)
{
    const size_t fields = (size_t)country->fields;
    const size_t rows = (size_t)KR_EDUCATION_COUNT * KR_SEX_COUNT;
    self->field_weights = calloc(rows * fields + 1, sizeof(double));
    self->field_pull = calloc(fields + 1, sizeof(double));
    if (self->field_weights == NULL || self->field_pull == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    for (int f = 0; f < country->fields; f++) {
        const struct kr_field *field = &country->field[f];
        const size_t row = (size_t)field->entry_education * KR_SEX_COUNT;
        const double places = field->entrants_per_quarter;
        self->field_weights[(row + KR_WOMAN) * fields + (size_t)f] =
            places * field->share_women;
        self->field_weights[(row + KR_MAN) * fields + (size_t)f] =
            places * (1.0 - field->share_women);
        self->field_places[field->entry_education] += places;
    }
    return matrix_table(&self->field, (int)rows, country->fields, self->field_weights);
}

// Hours that people of a sex, age and kind of contract work: where tastes are drawn from.
// Flexible contracts of all kinds share one row of the pack.
static int taste_table(struct kr_scratch *self, const struct kr_country *country)
{
    enum { GROUPS = KR_SEX_COUNT * 3, KINDS = 3 };
    static const int CONTRACT[KINDS] = {KR_PERMANENT, KR_TEMPORARY, KR_OWN_ACCOUNT};
    double rows[GROUPS * KINDS][KR_HOURS_GRID];
    for (int g = 0; g < GROUPS; g++) {
        for (int k = 0; k < KINDS; k++) {
            const double *share =
                &country->hours_share[(size_t)(g * KR_CONTRACT_COUNT + CONTRACT[k]) *
                                      KR_HOURS_GRID];
            memcpy(rows[g * KINDS + k], share, sizeof rows[0]);
        }
    }
    return matrix_table(&self->taste_hours, GROUPS * KINDS, KR_HOURS_GRID, &rows[0][0]);
}

// Kinds of non-work that people of an age group of five years and sex go to: in
// proportion to stock times outflow, so that the mix of stocks is stationary. The kinds
// that few leave receive few.
static int nonwork_table(struct kr_scratch *self, const struct kr_country *country)
{
    enum { GROUPS = 12 * KR_SEX_COUNT };
    double rows[GROUPS][KR_STATUS_COUNT] = {{0}};
    for (int g = 0; g < GROUPS; g++) {
        const int ten = g / KR_SEX_COUNT / 2;
        const int sex = g % KR_SEX_COUNT;
        for (int s = KR_PACK_AVAILABLE; s < KR_PACK_STATUS_COUNT; s++) {
            const int at = (s * KR_AGE_GROUPS + ten) * KR_SEX_COUNT + sex;
            const int cells = KR_PACK_STATUS_COUNT * KR_AGE_GROUPS * KR_SEX_COUNT;
            const double outflow = country->hazard[KR_H_ACTIVATE * cells + at] +
                                   country->hazard[KR_H_MOVE * cells + at];
            // pack statuses from "available" on follow those of a person, one further
            rows[g][s - KR_PACK_AVAILABLE + KR_AVAILABLE] =
                country->status[g * KR_PACK_STATUS_COUNT + s] * outflow;
        }
    }
    return matrix_table(&self->nonwork, GROUPS, KR_STATUS_COUNT, &rows[0][0]);
}

// Occupations open to newcomers, by the education they bring: as staffed in the pack, the
// legally protected ones apart.
static int newcomer_table(struct kr_scratch *self, const struct kr_country *country)
{
    // a quarter to a third of educated migrants work below their level (assumed)
    static const double UNDER_LEVEL[KR_EDUCATION_COUNT] = {1.0, 0.35, 0.12};
    double rows[KR_EDUCATION_COUNT][256] = {{0}};
    double packed[KR_EDUCATION_COUNT * 256];
    for (int i = 0; i < country->staffing_rows; i++) {
        const struct kr_staffing *s = &country->staffing[i];
        const struct kr_occupation *o = &country->occupation[s->occupation];
        for (int e = 0; e < KR_EDUCATION_COUNT; e++) {
            const int below = e - (int)o->education;
            const bool fits = below >= 0 && !o->legal;
            rows[e][s->occupation] += fits ? s->persons * UNDER_LEVEL[below] : 0.0;
        }
    }
    for (int e = 0; e < KR_EDUCATION_COUNT; e++) {
        memcpy(&packed[(size_t)e * (size_t)country->occupations], rows[e],
               (size_t)country->occupations * sizeof(double));
    }
    self->newcomer_weights = malloc(sizeof packed);
    self->pull = calloc((size_t)country->occupations, sizeof(double));
    if (self->newcomer_weights == NULL || self->pull == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    memcpy(self->newcomer_weights, packed, sizeof packed);
    return matrix_table(&self->education_job, KR_EDUCATION_COUNT, country->occupations,
                        packed);
}

static int draw_tables(struct kr_scratch *self, const struct kr_country *country)
{
    int code = matrix_table(&self->commuting, country->regions, country->regions,
                            country->commuting);
    if (code == KR_OK) {
        code = matrix_table(&self->transition, country->occupations, country->occupations,
                            country->transition);
    }
    if (code == KR_OK) {
        code = matrix_table(&self->field_job, country->fields, country->occupations,
                            country->field_occupation);
    }
    if (code == KR_OK) {
        code = field_table(self, country);
    }
    if (code == KR_OK) {
        code = newcomer_table(self, country);
    }
    if (code == KR_OK) {
        code = taste_table(self, country);
    }
    return code == KR_OK ? nonwork_table(self, country) : code;
}

// ---------------------------------------------------------------- tables of the market

// Pay of a sector relative to what its occupations earn at the median.
static void set_sector_factors(struct kr_scratch *self, const struct kr_country *country)
{
    for (int s = 0; s < country->sectors; s++) {
        double persons = 0.0;
        double pay = 0.0;
        for (int i = 0; i < country->staffing_rows; i++) {
            const struct kr_staffing *row = &country->staffing[i];
            if (row->sector == s) {
                persons += row->persons;
                pay += row->persons *
                       country->occupation[row->occupation].wage_euro_per_hour;
            }
        }
        const double mean = persons > 0.0 ? pay / persons : 0.0;
        self->sector_factor[s] =
            mean > 0.0 ? country->sector[s].wage_euro_per_hour / mean : 1.0;
    }
}

static int market_tables(struct kr_scratch *self, const struct kr_country *country)
{
    const size_t cells = (size_t)country->sectors * (size_t)country->occupations;
    self->occupation_log_wage = calloc((size_t)country->occupations, sizeof(double));
    self->log_wage = calloc(cells, sizeof(double));
    self->scale_cents = calloc(cells, sizeof(double));
    self->sector_factor = calloc((size_t)country->sectors, sizeof(double));
    self->region_log_tightness = calloc((size_t)country->regions, sizeof(double));
    self->occupation_trainees = calloc((size_t)country->occupations, sizeof(double));
    if (self->log_wage == NULL || self->occupation_log_wage == NULL ||
        self->scale_cents == NULL || self->sector_factor == NULL ||
        self->region_log_tightness == NULL || self->occupation_trainees == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    set_sector_factors(self, country);
    return KR_OK;
}

// ---------------------------------------------------------------- the whole

static int buffers_init(struct kr_scratch *self, const struct kr_world *world)
{
    const kr_row persons = world->persons.capacity;
    const kr_row posts = world->posts.capacity;
    int code = kr_buffer_init(&self->freed, sizeof(kr_row), persons, FREED_PER_BLOCK);
    if (code == KR_OK) {
        code = kr_buffer_init(&self->seekers, sizeof(kr_row), persons, SEEKERS_PER_BLOCK);
    }
    if (code == KR_OK) {
        code = kr_buffer_init(&self->openings, sizeof(struct kr_new_opening), posts,
                              OPENINGS_PER_BLOCK);
    }
    if (code == KR_OK) {
        code = kr_buffer_init(&self->memories, sizeof(struct kr_new_memory), persons,
                              MEMORIES_PER_BLOCK);
    }
    if (code == KR_OK) {
        code = kr_buffer_init(&self->second_seekers, sizeof(kr_row), persons,
                              SECOND_PER_BLOCK);
    }
    if (code == KR_OK) {
        code = kr_buffer_init(&self->matching.leavers, sizeof(struct kr_leaver),
                              self->matching.seeker_capacity, LEAVERS_PER_BLOCK);
    }
    return code;
}

static int workers_init(struct kr_scratch *self, const struct kr_model *model)
{
    self->workers = model->threads;
    self->worker = kr_allocate((size_t)self->workers * sizeof *self->worker);
    self->counts =
        kr_allocate((size_t)self->workers * KR_COUNT_LANES * sizeof *self->counts);
    if (self->worker == NULL || self->counts == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    int code = KR_OK;
    for (int w = 0; code == KR_OK && w < self->workers; w++) {
        code = kr_tallies_init(&self->worker[w], model->country, model->policy_count);
    }
    return code;
}

// Heads at the start of a quarter, where the target of some policy asks for them.
static int heads_init(struct kr_scratch *self, const struct kr_model *model,
                      const struct kr_world *world)
{
    unsigned asks = 0;
    for (int i = 0; i < model->policy_count; i++) {
        asks |= kr_target_asks(&model->policies[i].target);
    }
    if ((asks & KR_BY_EMPLOYER_SIZE) == 0) {
        return KR_OK;
    }
    self->employer_heads = calloc((size_t)world->employers.rows + 1, sizeof(int32_t));
    return self->employer_heads != NULL ? KR_OK : KR_ERROR(KR_ERR_NO_MEMORY);
}

int kr_scratch_new(const struct kr_model *model, struct kr_world *world)
{
    struct kr_scratch *self = calloc(1, sizeof *self);
    if (self == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    world->scratch = self;
    self->persons = (size_t)world->persons.capacity;
    self->free_capacity = world->persons.capacity / 8 + 4096;
    self->before = kr_allocate(self->persons);
    self->free_rows = kr_allocate((size_t)self->free_capacity * sizeof(kr_row));
    if (self->before == NULL || self->free_rows == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->served = calloc((size_t)model->policy_count + 1, sizeof *self->served);
    if (self->served == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    int code = kr_terms_init(&self->terms, model->country, model->policy_count);
    code = code == KR_OK ? heads_init(self, model, world) : code;
    if (code == KR_OK) {
        code = workers_init(self, model);
    }
    if (code == KR_OK) {
        code = kr_hours_menus_init(&self->menus, model->country);
    }
    if (code == KR_OK) {
        code = kr_returns_init(&self->returns, model->country);
    }
    if (code == KR_OK) {
        code = market_tables(self, model->country);
    }
    if (code == KR_OK) {
        code = draw_tables(self, model->country);
    }
    if (code == KR_OK) {
        code = kr_matching_init(&self->matching, model, world);
    }
    return code == KR_OK ? buffers_init(self, world) : code;
}

// ---------------------------------------------------------------- sharing

// Buffers that are filled and emptied within a quarter.
enum { PASSING = 5 };

static void passing_buffers(struct kr_scratch *self, struct kr_buffer *buffers[PASSING])
{
    buffers[0] = &self->seekers;
    buffers[1] = &self->openings;
    buffers[2] = &self->memories;
    buffers[3] = &self->second_seekers;
    buffers[4] = &self->matching.leavers;
}

static bool are_alike(const struct kr_buffer *a, const struct kr_buffer *b)
{
    return a->item_size == b->item_size && a->per_block == b->per_block &&
           a->blocks == b->blocks;
}

void kr_scratch_share(struct kr_scratch *self, struct kr_scratch *owner)
{
    struct kr_buffer *own[PASSING];
    struct kr_buffer *owners[PASSING];
    passing_buffers(self, own);
    passing_buffers(owner, owners);
    bool alike = !self->borrows;
    for (int i = 0; i < PASSING; i++) {
        alike = alike && are_alike(own[i], owners[i]);
    }
    for (int i = 0; i < PASSING && alike; i++) {
        kr_buffer_free(own[i]);
        *own[i] = *owners[i];
    }
    self->borrows = alike;
    kr_matching_share(&self->matching, &owner->matching);
}

void kr_scratch_free(struct kr_scratch *self)
{
    if (self == NULL) {
        return;
    }
    struct kr_buffer *passing[PASSING];
    passing_buffers(self, passing);
    for (int i = 0; i < PASSING && !self->borrows; i++) {
        kr_buffer_free(passing[i]);
    }
    for (int w = 0; w < self->workers && self->worker != NULL; w++) {
        kr_tallies_free(&self->worker[w]);
    }
    kr_release(self->worker, (size_t)self->workers * sizeof *self->worker);
    kr_release(self->counts,
               (size_t)self->workers * KR_COUNT_LANES * sizeof *self->counts);
    kr_hours_menus_free(&self->menus);
    kr_returns_free(&self->returns);
    kr_terms_free(&self->terms);
    kr_event_log_free(&self->log);
    free(self->served);
    free(self->bonus_memory);
    free(self->employer_heads);
    free(self->log_wage);
    free(self->newcomer_weights);
    free(self->field_weights);
    free(self->field_pull);
    free(self->pull);
    free(self->occupation_log_wage);
    free(self->scale_cents);
    free(self->sector_factor);
    free(self->region_log_tightness);
    free(self->occupation_trainees);
    kr_release(self->before, self->persons);
    kr_release(self->free_rows, (size_t)self->free_capacity * sizeof(kr_row));
    kr_buffer_free(&self->freed);
    kr_matching_free(&self->matching);
    draw_table_free(&self->commuting);
    draw_table_free(&self->transition);
    draw_table_free(&self->education_job);
    draw_table_free(&self->field_job);
    draw_table_free(&self->field);
    draw_table_free(&self->taste_hours);
    draw_table_free(&self->nonwork);
    free(self);
}

void kr_scratch_collect(struct kr_scratch *scratch, struct kr_world *world)
{
    for (int w = 0; w < scratch->workers; w++) {
        kr_tallies_add(&world->tallies, &scratch->worker[w]);
        kr_tallies_clear(&scratch->worker[w]);
    }
}
