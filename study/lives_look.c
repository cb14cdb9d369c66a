#include "study/lives_look.h"

#include <math.h>

enum { MOST_POLICIES = 64 };

static kr_row row_of(const struct kr_persons *persons, kr_id person)
{
    for (kr_row row = 0; row < persons->rows; row++) {
        if (persons->id[row] == person && persons->status[row] != KR_ABSENT) {
            return row;
        }
    }
    return KR_NONE;
}

struct kr_workplace kr_workplace_of(const struct kr_world *world, kr_row row)
{
    const kr_row post = world->persons.post[row];
    if (post == KR_NONE) {
        return (struct kr_workplace){.employer = 0};
    }
    const struct kr_employer *employer =
        &world->employers.at[world->posts.at[post].employer];
    return (struct kr_workplace){employer->id, world->posts.at[post].occupation,
                                 employer->sector, employer->region};
}

bool kr_workplaces_equal(const struct kr_workplace *a, const struct kr_workplace *b)
{
    return a->employer == b->employer &&
           (a->employer == 0 || a->occupation == b->occupation);
}

static uint64_t programmes_of(const struct kr_world *world, kr_id person)
{
    const struct kr_memories *memories = &world->memories;
    uint64_t programmes = 0;
    for (kr_row m = 0; m < memories->rows; m++) {
        if (memories->person[m] == person && memories->policy[m] < MOST_POLICIES &&
            memories->from[m] <= world->now && world->now < memories->to[m]) {
            programmes |= UINT64_C(1) << memories->policy[m];
        }
    }
    return programmes;
}

static int second_minutes_of(const struct kr_world *world, kr_id person)
{
    int minutes = 0;
    for (kr_row s = 0; s < world->second_jobs.rows; s++) {
        if (world->second_jobs.person[s] == person) {
            minutes += world->second_jobs.minutes[s];
        }
    }
    return minutes;
}

// What stands around her rather than in her life.
static void look_around(const struct kr_world *world, kr_row row, struct kr_life *life)
{
    life->tightness = world->region_tightness[world->persons.region[row]];
    const kr_row post = world->persons.post[row];
    if (post != KR_NONE) {
        const struct kr_post *at = &world->posts.at[post];
        life->load = (double)world->employers.at[at->employer].load;
    }
}

struct kr_life kr_life_look(const struct kr_world *world, kr_id person)
{
    const struct kr_persons *persons = &world->persons;
    const kr_row row = row_of(persons, person);
    if (row == KR_NONE) {
        return (struct kr_life){.present = false};
    }
    struct kr_life life = {
        .present = true,
        .age = kr_age(persons->birth_quarter[row], world->now),
        .sex = persons->sex[row],
        .education = persons->education[row],
        .region = persons->region[row],
        .status = persons->status[row],
        .contract = persons->contract[row],
        .minutes = persons->contract_minutes[row],
        .second_minutes = second_minutes_of(world, person),
        .wish = persons->wish[row],
        .leave = persons->leave[row],
        .notice = persons->notice[row],
        .health = persons->health[row],
        .benefit = persons->benefit[row],
        .rung = persons->rung[row],
        .study = persons->study[row],
        .course = persons->course[row],
        .wage_premium = persons->wage_premium[row],
        .job_since = persons->job_since[row],
        .place = kr_workplace_of(world, row),
        .programmes = programmes_of(world, person),
    };
    look_around(world, row, &life);
    return life;
}

// The bits of what two states of the same job, or of no job, differ in.
static uint32_t job_bits(const struct kr_life *a, const struct kr_life *b)
{
    const bool in_a = a->place.employer != 0;
    const bool in_b = b->place.employer != 0;
    if (in_a != in_b) {
        return 1U << (in_b ? KR_LIFE_JOB_BEGAN : KR_LIFE_JOB_ENDED);
    }
    uint32_t bits = 0;
    if (in_a && a->place.employer != b->place.employer) {
        bits |= 1U << KR_LIFE_JOB_CHANGED;
    } else if (in_a && a->place.occupation != b->place.occupation) {
        bits |= 1U << KR_LIFE_POST_CHANGED;
    } else {
        bits |= (uint32_t)(a->minutes != b->minutes) << KR_LIFE_HOURS;
        bits |= (uint32_t)(a->contract != b->contract) << KR_LIFE_CONTRACT;
        bits |= (uint32_t)(a->wage_premium != b->wage_premium) << KR_LIFE_PAY;
    }
    return bits;
}

static uint32_t life_bits(const struct kr_life *a, const struct kr_life *b)
{
    if (a->present != b->present) {
        return 1U << (b->present ? KR_LIFE_CAME : KR_LIFE_WENT);
    }
    if (!a->present) {
        return 0;
    }
    uint32_t bits = job_bits(a, b);
    bits |= (uint32_t)(a->status != b->status) << KR_LIFE_STATUS;
    bits |= (uint32_t)((b->programmes & ~a->programmes) != 0) << KR_LIFE_JOINED;
    bits |= (uint32_t)((a->programmes & ~b->programmes) != 0) << KR_LIFE_LEFT;
    bits |= (uint32_t)(a->wish != b->wish) << KR_LIFE_WISH;
    bits |= (uint32_t)(a->second_minutes != b->second_minutes) << KR_LIFE_SECOND_JOB;
    bits |= (uint32_t)(a->notice != b->notice) << KR_LIFE_NOTICE;
    bits |= (uint32_t)(a->health != b->health) << KR_LIFE_HEALTH;
    bits |= (uint32_t)(a->leave != b->leave) << KR_LIFE_LEAVE;
    bits |= (uint32_t)(a->study != b->study) << KR_LIFE_STUDY;
    bits |= (uint32_t)(a->course != b->course) << KR_LIFE_COURSE;
    bits |= (uint32_t)(a->rung != b->rung) << KR_LIFE_RUNG;
    bits |= (uint32_t)(a->benefit != b->benefit) << KR_LIFE_BENEFIT;
    bits |= (uint32_t)(a->region != b->region) << KR_LIFE_MOVED;
    return bits;
}

uint32_t kr_life_events(const struct kr_life *before, const struct kr_life *after)
{
    return life_bits(before, after);
}

uint32_t kr_life_differences(const struct kr_life *a, const struct kr_life *b)
{
    return life_bits(a, b);
}

// Who was hired at a place in `here` this quarter and does not work there in `there`.
static void look_for_hire(const struct kr_world *here, const struct kr_world *there,
                          struct kr_life_cause *cause)
{
    const struct kr_persons *persons = &here->persons;
    for (kr_row row = 0; row < persons->rows; row++) {
        if (persons->status[row] != KR_EMPLOYEE || persons->job_since[row] != here->now) {
            continue;
        }
        const struct kr_workplace place = kr_workplace_of(here, row);
        if (!kr_workplaces_equal(&place, &cause->place)) {
            continue;
        }
        const struct kr_life elsewhere = kr_life_look(there, persons->id[row]);
        if (!kr_workplaces_equal(&elsewhere.place, &cause->place)) {
            cause->others++;
            // The smallest id, so that the order of rows does not matter.
            cause->other = cause->other == 0 || persons->id[row] < cause->other
                               ? persons->id[row]
                               : cause->other;
        }
    }
}

static struct kr_post_state post_state(const struct kr_world *world,
                                       const struct kr_workplace *place, uint64_t own)
{
    struct kr_post_state state = {.heads = 0};
    for (kr_row p = 0; p < world->posts.rows; p++) {
        const struct kr_post *post = &world->posts.at[p];
        if (post->employer != KR_NONE && post->occupation == place->occupation &&
            world->employers.at[post->employer].id == place->employer) {
            state.heads += post->heads;
            state.minutes += post->contract_minutes;
            state.required += post->required_minutes;
            state.openings += post->openings;
        }
    }
    const struct kr_memories *memories = &world->memories;
    for (kr_row m = 0; m < memories->rows; m++) {
        const kr_row row = memories->row[m];
        if (memories->policy[m] < MOST_POLICIES &&
            (own >> memories->policy[m] & 1) != 0 && world->now < memories->to[m] &&
            row >= 0 && row < world->persons.rows &&
            world->persons.id[row] == memories->person[m]) {
            const struct kr_workplace at = kr_workplace_of(world, row);
            state.recipients += kr_workplaces_equal(&at, place);
        }
    }
    return state;
}

static bool exists(const struct kr_world *world, kr_id employer)
{
    for (kr_row e = 0; e < world->employers.rows; e++) {
        if (world->employers.at[e].id == employer) {
            return true;
        }
    }
    return false;
}

// She got a job in one world that she does not have in the other.
static bool place_cause(const struct kr_life_worlds *worlds,
                        const struct kr_life_quarter *before,
                        const struct kr_life_quarter *now, bool in_variant,
                        struct kr_life_cause *cause)
{
    const struct kr_life *was = in_variant ? &before->variant : &before->base;
    const struct kr_life *has = in_variant ? &now->variant : &now->base;
    const struct kr_life *lacks = in_variant ? &now->base : &now->variant;
    if (has->place.employer == 0 || kr_workplaces_equal(&was->place, &has->place) ||
        kr_workplaces_equal(&lacks->place, &has->place)) {
        return false;
    }
    const struct kr_world *here = in_variant ? worlds->base : worlds->variant;
    const struct kr_world *there = in_variant ? worlds->variant : worlds->base;
    cause->variant_has = in_variant;
    cause->place = has->place;
    look_for_hire(here, there, cause);
    cause->kind = cause->others > 0 ? KR_CAUSE_PLACE_TAKEN : KR_CAUSE_PLACE_MISSING;
    cause->in_base = post_state(worlds->base, &cause->place, 0);
    cause->in_variant = post_state(worlds->variant, &cause->place, worlds->own);
    if (cause->others > 0) {
        cause->other_base = kr_life_look(worlds->base, cause->other);
        cause->other_variant = kr_life_look(worlds->variant, cause->other);
        cause->other_is_recipient = (cause->other_variant.programmes & worlds->own) != 0;
    }
    return true;
}

// Her job ended in one world because the employer did.
static bool closing_cause(const struct kr_life_worlds *worlds,
                          const struct kr_life_quarter *before,
                          struct kr_life_cause *cause)
{
    const kr_id employer = before->base.place.employer;
    if (employer == 0 || before->variant.place.employer != employer) {
        return false;
    }
    const bool in_base = exists(worlds->base, employer);
    const bool in_variant = exists(worlds->variant, employer);
    if (in_base == in_variant) {
        return false;
    }
    cause->kind = KR_CAUSE_EMPLOYER_GONE;
    cause->variant_has = in_variant;
    cause->place = before->base.place;
    return true;
}

static int first_bit(uint64_t bits)
{
    int bit = 0;
    while (bit < MOST_POLICIES - 1 && (bits >> bit & 1) == 0) {
        bit++;
    }
    return bit;
}

static enum kr_life_cause_kind surroundings(const struct kr_life_quarter *before,
                                            const struct kr_life_quarter *now)
{
    if (kr_life_differences(&before->base, &before->variant) != 0) {
        return KR_CAUSE_EARLIER;
    }
    // What she saw while she lived this quarter is what stood at the end of the last one.
    const bool load = fabs(before->base.load - before->variant.load) > 0.0 ||
                      fabs(now->base.load - now->variant.load) > 0.0;
    return load && before->base.place.employer != 0 ? KR_CAUSE_LOAD : KR_CAUSE_MARKET;
}

struct kr_life_cause kr_life_cause_of(const struct kr_life_worlds *worlds,
                                      const struct kr_life_quarter *before,
                                      const struct kr_life_quarter *now)
{
    struct kr_life_cause cause = {.kind = KR_CAUSE_NONE};
    const uint32_t happened = kr_life_events(&before->base, &now->base) |
                              kr_life_events(&before->variant, &now->variant);
    if (kr_life_differences(&now->base, &now->variant) == 0 || happened == 0) {
        return cause;
    }
    const uint64_t joined =
        now->variant.programmes & ~before->variant.programmes & worlds->own;
    if (joined != 0) {
        cause.kind = KR_CAUSE_PROGRAMME;
        cause.variant_has = true;
        cause.policy = first_bit(joined);
        return cause;
    }
    if (now->variant.wish == KR_BONUS_MORE && now->base.wish != KR_BONUS_MORE &&
        before->variant.wish != KR_BONUS_MORE) {
        cause.kind = KR_CAUSE_OFFER;
        cause.variant_has = true;
        return cause;
    }
    if (!place_cause(worlds, before, now, true, &cause) &&
        !place_cause(worlds, before, now, false, &cause) &&
        !closing_cause(worlds, before, &cause)) {
        cause.kind = surroundings(before, now);
    }
    return cause;
}
