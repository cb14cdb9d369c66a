#include "study/loops.h"

#include "base/hash.h"
#include "base/math.h"
#include "scenarios/policies/policies.h"
#include "scenarios/population.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Pulses: none, up in one kind of sector, in all up or down, or of the one lever there
// is.
enum pulse {
    NO_PULSE,
    FIRST_KIND,
    ALL_UP = FIRST_KIND + KR_SECTOR_KIND_COUNT,
    ALL_DOWN,
    LEVER,
    PULSES
};

enum { MOST_POLICIES = 128, PERCENT = 100 };

#define SPIRAL(kind_, word)                                                          \
    {                                                                                \
        .id = "L1",                                                                  \
        .meaning = "workload spiral, " word ": load, absence, leavers, hours, load", \
        .kind = (kind_), .sign = 1.0, .outcome = KR_LOOP_load, .cut = {              \
            "quit.load_elasticity",                                                  \
            "quit.search_load",                                                      \
            "sickness.load_elasticity",                                              \
            "sickness.burnout_effect",                                               \
            "hours.load_effect"                                                      \
        }                                                                            \
    }

static const struct kr_loop LOOPS[] = {
    SPIRAL(KR_CARE, "care"),
    SPIRAL(KR_TEACHING, "education"),
    SPIRAL(KR_CHILDCARE, "childcare"),
    SPIRAL(KR_PUBLIC, "public"),
    SPIRAL(KR_MARKET, "market"),
    {.id = "L6",
     .meaning = "tightness, hiring standards, composition, later quits, vacancies",
     .kind = KR_NONE,
     .sign = 1.0,
     .outcome = KR_LOOP_vacancies,
     .cut = {"vacancies.standard_tightness", "vacancies.standard_age"}},
    {.id = "L8",
     .meaning = "flexible shell and hoarding: who goes when demand falls",
     .kind = KR_NONE,
     .sign = -1.0,
     .outcome = KR_LOOP_employees,
     .cut = {"demand.hoarding", "contracts.surplus_no_renewal",
             "contracts.conversion_tightness"}},
    {.id = "L9",
     .meaning = "norms: hours of others in the occupation, hours wanted",
     .kind = KR_NONE,
     .sign = 1.0,
     .outcome = KR_LOOP_hours,
     .cut = {"hours.norm_weight"}},
    {.id = "L12",
     .meaning = "freelance exodus: own account draws, those who stay have more load",
     .kind = KR_NONE,
     .sign = 10.0,
     .lever = "quit.own_account_pull",
     .outcome = KR_LOOP_load,
     .cut = {"quit.load_elasticity", "quit.search_load"}},
};

enum { LOOPS_COUNT = sizeof LOOPS / sizeof LOOPS[0] };

const struct kr_loop *kr_loop_list(size_t *count)
{
    *count = LOOPS_COUNT;
    return LOOPS;
}

const char *kr_loop_outcome_word(enum kr_loop_outcome outcome)
{
#define KR_WORD(name, meaning) #name,
    static const char *const WORDS[] = {KR_LOOP_OUTCOME_LIST(KR_WORD)};
#undef KR_WORD
    return WORDS[outcome];
}

static const struct kr_parameter *find_parameter(const char *path)
{
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].path, path) == 0) {
            return &list[i];
        }
    }
    return NULL;
}

// ---------------------------------------------------------------- one world

// What is kept of a world: logs of the outcomes, workload by kind too.
struct kept {
    bool lived;
    double outcome[KR_LOOP_OUTCOME_COUNT], load[KR_SECTOR_KIND_COUNT];
    struct kr_load_sums sums;
};

// Which loop is cut (KR_NONE for none) and what happens.
struct life {
    const struct kr_model *model;
    const struct kr_loops_options *options;
    const struct kr_loop *cut;
    const struct kr_loop *lever;
    enum pulse pulse;
    int replicate;
};

static double log_or_nothing(double value)
{
    return value > 0.0 ? kr_log(value) : (double)NAN;
}

// Sums of the quarters so far, of which kept->outcome holds logs in the end.
struct sums {
    double vacancies, heads, minutes;
};

static void observe(const struct kr_model *model, const struct kr_world *world,
                    struct kept *kept, struct sums *sums)
{
    const struct kr_tallies *t = &world->tallies;
    kr_load_sums_add(&kept->sums, t);
    for (int s = 0; s < model->country->sectors; s++) {
        sums->vacancies +=
            (double)*kr_tally_at(t, KR_TALLY_sector_vacancies, s, KR_VACANCY_OPEN);
        sums->heads += (double)*kr_tally_at(t, KR_TALLY_sector_heads, s, KR_HEADS_HEADS);
        sums->minutes +=
            (double)*kr_tally_at(t, KR_TALLY_sector_heads, s, KR_HEADS_CONTRACT);
    }
}

static void finish(struct kept *kept, const struct sums *sums)
{
    double all = 0.0;
    double weighted = 0.0;
    for (int k = 0; k < KR_SECTOR_KIND_COUNT; k++) {
        double heads = 0.0;
        double load = 0.0;
        for (int c = 0; c < KR_LOAD_CLASSES; c++) {
            heads += kept->sums.cell[k][c][KR_BY_LOAD_HEADS];
            load += kept->sums.cell[k][c][KR_BY_LOAD_WEIGHTED];
        }
        kept->load[k] = heads > 0.0 ? log_or_nothing(load / heads) : (double)NAN;
        all += heads;
        weighted += load;
    }
    kept->outcome[KR_LOOP_load] = log_or_nothing(weighted / all);
    kept->outcome[KR_LOOP_vacancies] = log_or_nothing(sums->vacancies);
    kept->outcome[KR_LOOP_employees] = log_or_nothing(sums->heads);
    kept->outcome[KR_LOOP_hours] = log_or_nothing(sums->minutes / sums->heads);
    kept->lived = true;
}

// A demand wedge from the first quarter on, in one kind of sector or in all.
static struct kr_policy wedge_of(const struct kr_model *model, int kind, double change)
{
    const struct kr_constants *c = &model->country->constants;
    const kr_quarter first = kr_quarter_of((int)c->start_year, (int)c->start_quarter);
    struct kr_policy policy = {.kind = &kr_demand_wedge,
                               .name = "pulse",
                               .announced = (kr_quarter)(first + 1),
                               .start = (kr_quarter)(first + 1),
                               .end = INT16_MAX,
                               .strength = 1.0,
                               .reach = 1.0,
                               .awareness = 1.0};
    policy.id = kr_hash_bytes(0, policy.name, strlen(policy.name));
    policy.parameter[0] = change;
    for (int s = 0; s < model->country->sectors; s++) {
        if (kind == KR_NONE || (int)model->country->sector[s].kind == kind) {
            policy.target.sectors[s / 64] |= UINT64_C(1) << (s % 64);
        }
    }
    return policy;
}

// The policies of the model with the pulse among them, in order of id.
static int with_wedge(const struct kr_model *model, const struct kr_policy *wedge,
                      struct kr_policy policies[MOST_POLICIES])
{
    int at = 0;
    while (at < model->policy_count && model->policies[at].id < wedge->id) {
        policies[at] = model->policies[at];
        at++;
    }
    policies[at] = *wedge;
    for (int p = at; p < model->policy_count; p++) {
        policies[p + 1] = model->policies[p];
    }
    return model->policy_count + 1;
}

static void cut_links(struct kr_parameters *parameters, const struct kr_loop *loop)
{
    for (int i = 0; i < KR_LOOP_CUTS && loop->cut[i] != NULL; i++) {
        const struct kr_parameter *parameter = find_parameter(loop->cut[i]);
        if (parameter != NULL) {
            *kr_parameter_at(parameters, parameter) = 0.0;
        }
    }
}

static void set_pulse(struct kr_model *model, const struct life *life,
                      struct kr_policy policies[MOST_POLICIES])
{
    if (life->pulse == LEVER) {
        const struct kr_parameter *lever = find_parameter(life->lever->lever);
        *kr_parameter_at(&model->parameters, lever) +=
            life->lever->sign * life->options->pulse;
    } else if (life->pulse != NO_PULSE) {
        const double change =
            life->options->pulse * (life->pulse == ALL_DOWN ? -1.0 : 1.0);
        const int kind =
            life->pulse < ALL_UP ? (int)life->pulse - (int)FIRST_KIND : KR_NONE;
        const struct kr_policy wedge = wedge_of(model, kind, change);
        model->policy_count = with_wedge(model, &wedge, policies);
        model->policies = policies;
    }
}

static int live_quarters(const struct kr_model *model, const struct life *life,
                         struct kept *kept)
{
    struct kr_world world;
    struct sums sums = {0.0, 0.0, 0.0};
    memset(&world, 0, sizeof world);
    int code = kr_population_build(model, &world);
    if (code == KR_OK) {
        code = kr_world_prepare(model, &world);
    }
    for (int q = 0; q < model->quarters && code == KR_OK; q++) {
        code = kr_quarter_live(model, &world, NULL, life->options->breach);
        if (code == KR_OK) {
            observe(model, &world, kept, &sums);
        }
        if (code == KR_OK && life->options->stop != NULL && *life->options->stop != 0) {
            code = KR_ERR_STOPPED;
        }
    }
    kr_world_free(&world);
    if (code == KR_OK) {
        finish(kept, &sums);
    }
    return code;
}

// Lives a world to its end, unless that was done for another loop.
static int live(const struct life *life, struct kept *kept)
{
    if (kept->lived) {
        return KR_OK;
    }
    struct kr_model model = *life->model;
    struct kr_policy *policies = calloc(MOST_POLICIES, sizeof *policies);
    if (policies == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    model.replicate = life->model->replicate + (uint64_t)life->replicate;
    model.key = kr_random_key_of(model.seed, model.replicate);
    if (life->cut != NULL) {
        cut_links(&model.parameters, life->cut);
    }
    set_pulse(&model, life, policies);
    const int code = live_quarters(&model, life, kept);
    free(policies);
    return code;
}

// ---------------------------------------------------------------- all worlds

// Effects per replicate of one loop.
struct effects {
    double *direct, *whole, *formula;
};

static enum pulse pulse_of(const struct kr_loop *loop)
{
    if (loop->lever != NULL) {
        return LEVER;
    }
    if (loop->kind != KR_NONE) {
        return (enum pulse)((int)FIRST_KIND + loop->kind);
    }
    return loop->sign < 0.0 ? ALL_DOWN : ALL_UP;
}

static bool has_kind(const struct kr_model *model, int kind)
{
    for (int s = 0; s < model->country->sectors; s++) {
        if (kind == KR_NONE || (int)model->country->sector[s].kind == kind) {
            return true;
        }
    }
    return false;
}

// Why a loop cannot be measured, or NULL. One link that can be cut is enough.
static const char *what_lacks(const struct kr_model *model, const struct kr_loop *loop)
{
    if (loop->lever != NULL && find_parameter(loop->lever) == NULL) {
        return loop->lever;
    }
    if (!has_kind(model, loop->kind)) {
        return "a sector of the kind";
    }
    for (int i = 0; i < KR_LOOP_CUTS && loop->cut[i] != NULL; i++) {
        if (find_parameter(loop->cut[i]) != NULL) {
            return NULL;
        }
    }
    return loop->cut[0];
}

static bool same_cut(const struct kr_loop *a, const struct kr_loop *b)
{
    for (int i = 0; i < KR_LOOP_CUTS; i++) {
        const char *x = a->cut[i] != NULL ? a->cut[i] : "";
        const char *y = b->cut[i] != NULL ? b->cut[i] : "";
        if (strcmp(x, y) != 0) {
            return false;
        }
    }
    return true;
}

// Loops with the same links cut share their worlds: the number of the first of them.
static int cut_number(int loop)
{
    int first = 0;
    while (!same_cut(&LOOPS[first], &LOOPS[loop])) {
        first++;
    }
    return first;
}

static double outcome_of(const struct kept *kept, const struct kr_loop *loop)
{
    return loop->outcome == KR_LOOP_load && loop->kind != KR_NONE
               ? kept->load[loop->kind]
               : kept->outcome[loop->outcome];
}

static void add_spiral(struct kr_spiral *sum, const struct kr_spiral *one, int replicates)
{
    sum->heads += one->heads / replicates;
    sum->load += one->load / replicates;
    sum->outflow += one->outflow / replicates;
    sum->absence += one->absence / replicates;
    sum->e_quit += one->e_quit / replicates;
    sum->e_dismissal += one->e_dismissal / replicates;
    sum->e_absence += one->e_absence / replicates;
    sum->e_hours += one->e_hours / replicates;
}

struct study {
    const struct kr_model *model;
    const struct kr_loops_options *options;
    struct kr_loop_result *results;
    struct kept (*kept)[PULSES]; // [cut + 1][pulse], of one replicate
    struct effects effects[LOOPS_COUNT];
    int done; // worlds
    int all;
};

// Lives one of the four worlds of a loop and hands out what is kept of it.
static int live_one(struct study *self, int loop, int replicate, bool cut, bool pulsed,
                    struct kept **kept)
{
    const enum pulse pulse = pulsed ? pulse_of(&LOOPS[loop]) : NO_PULSE;
    *kept = &self->kept[cut ? cut_number(loop) + 1 : 0][pulse];
    const bool lived = (*kept)->lived;
    const struct life life = {self->model,  self->options, cut ? &LOOPS[loop] : NULL,
                              &LOOPS[loop], pulse,         replicate};
    const int code = live(&life, *kept);
    if (code == KR_OK && !lived) {
        self->done++;
        if (self->options->progress != NULL) {
            self->options->progress(self->options->context, self->done, self->all);
        }
    }
    return code;
}

static int live_loop(struct study *self, int loop, int replicate)
{
    struct kept *kept[2][2]; // [cut][pulsed]
    int code = KR_OK;
    for (int i = 0; i < 4 && code == KR_OK; i++) {
        code =
            live_one(self, loop, replicate, i / 2 == 1, i % 2 == 1, &kept[i / 2][i % 2]);
    }
    if (code != KR_OK) {
        return code;
    }
    const struct kr_loop *what = &LOOPS[loop];
    struct effects *effects = &self->effects[loop];
    effects->whole[replicate] =
        PERCENT * (outcome_of(kept[0][1], what) - outcome_of(kept[0][0], what));
    effects->direct[replicate] =
        PERCENT * (outcome_of(kept[1][1], what) - outcome_of(kept[1][0], what));
    struct kr_spiral open;
    struct kr_spiral closed;
    effects->formula[replicate] = NAN;
    if (what->kind != KR_NONE && kr_spiral_across(&kept[0][0]->sums, what->kind, &open) &&
        kr_spiral_across(&kept[1][0]->sums, what->kind, &closed)) {
        const struct kr_spiral spiral = kr_spiral_less(&open, &closed);
        effects->formula[replicate] = spiral.gain;
        add_spiral(&self->results[loop].spiral, &spiral, self->options->replicates);
    }
    return KR_OK;
}

static int live_replicate(struct study *self, int replicate)
{
    memset(self->kept, 0, (LOOPS_COUNT + 1) * sizeof *self->kept);
    int code = KR_OK;
    for (int loop = 0; loop < LOOPS_COUNT && code == KR_OK; loop++) {
        if (self->results[loop].lacks == NULL) {
            code = live_loop(self, loop, replicate);
        }
    }
    return code;
}

// Worlds of one replicate, each counted once.
static int count_worlds(const struct study *self)
{
    bool seen[LOOPS_COUNT + 1][PULSES] = {{false}};
    int count = 0;
    for (int loop = 0; loop < LOOPS_COUNT; loop++) {
        const int cuts[] = {0, cut_number(loop) + 1};
        const enum pulse pulses[] = {NO_PULSE, pulse_of(&LOOPS[loop])};
        for (int i = 0; i < 4 && self->results[loop].lacks == NULL; i++) {
            bool *one = &seen[cuts[i / 2]][pulses[i % 2]];
            count += !*one;
            *one = true;
        }
    }
    return count;
}

static void conclude(struct study *self)
{
    const int count = self->options->replicates;
    for (int loop = 0; loop < LOOPS_COUNT; loop++) {
        struct kr_loop_result *result = &self->results[loop];
        if (result->lacks == NULL) {
            const struct effects *effects = &self->effects[loop];
            result->direct = kr_estimate_of(effects->direct, count);
            result->whole = kr_estimate_of(effects->whole, count);
            result->gain = kr_estimate_ratio(effects->whole, effects->direct, count);
            result->formula = kr_estimate_of(effects->formula, count);
            // the mean of a ratio is drawn up by replicates near divergence
            result->spiral.gain = kr_spiral_gain(&result->spiral);
            result->formula.mean = result->spiral.gain;
        }
    }
}

int kr_loops_measure(const struct kr_model *model, const struct kr_loops_options *options,
                     struct kr_loop_result *results)
{
    struct study self = {.model = model, .options = options, .results = results};
    const size_t replicates = (size_t)options->replicates;
    if (model->policy_count + 1 >= MOST_POLICIES) {
        return KR_ERROR(KR_ERR_FULL);
    }
    double *room = calloc((size_t)3 * LOOPS_COUNT * replicates + 1, sizeof *room);
    self.kept = calloc(LOOPS_COUNT + 1, sizeof *self.kept);
    int code = room == NULL || self.kept == NULL ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
    for (size_t loop = 0; loop < LOOPS_COUNT && code == KR_OK; loop++) {
        double *mine = room + 3 * loop * replicates;
        self.effects[loop] =
            (struct effects){mine, mine + replicates, mine + 2 * replicates};
        results[loop] = (struct kr_loop_result){.loop = &LOOPS[loop],
                                                .lacks = what_lacks(model, &LOOPS[loop])};
    }
    self.all = count_worlds(&self) * options->replicates;
    for (int r = 0; r < options->replicates && code == KR_OK; r++) {
        code = live_replicate(&self, r);
    }
    if (code == KR_OK) {
        conclude(&self);
    }
    free(room);
    free(self.kept);
    return code;
}
