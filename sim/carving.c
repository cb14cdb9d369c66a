#include "sim/carving.h"

#include "base/math.h"
#include "sim/jobs.h"
#include "sim/targets.h"
#include "sim/uses.h"

bool kr_is_helper(const struct kr_country *country, int occupation)
{
    for (int o = 0; o < country->occupations; o++) {
        if (country->occupation[o].helper == occupation) {
            return true;
        }
    }
    return false;
}

kr_row kr_helper_posts_begin(const struct kr_world *world)
{
    kr_row end = 0;
    for (kr_row i = 0; i < world->employers.rows; i++) {
        const struct kr_employer *e = &world->employers.at[i];
        const kr_row last = e->first_post + e->posts;
        end = e->id != 0 && last > end ? last : end;
    }
    return end;
}

// ---------------------------------------------------------------- which posts

// The rule for one post as policies have changed it.
static struct kr_carving_parameters rule_of(const struct kr_live *live,
                                            const struct kr_post *post)
{
    struct kr_carving_parameters rule = live->scratch->terms.parameters.carving;
    const double told = kr_post_addend(live, KR_LEVER_carving, post);
    const double paid = kr_post_addend(live, KR_LEVER_carving_subsidy, post);
    const double coached = kr_post_addend(live, KR_LEVER_carving_coaching, post);
    rule.awareness += (1.0 - rule.awareness) * kr_clamp(told, 0.0, 1.0);
    rule.subsidy = kr_clamp(rule.subsidy + paid, 0.0, 1.0);
    rule.coaching *= 1.0 - kr_clamp(coached, 0.0, 1.0);
    rule.task_share *= kr_post_factor(live, KR_LEVER_carving_tasks, post);
    rule.supervision *= kr_post_factor(live, KR_LEVER_carving_guidance, post);
    return rule;
}

double kr_carving_ratio_share(const struct kr_live *live,
                              const struct kr_employer *employer)
{
    const double rule = live->scratch->terms.parameters.carving.ratio_share;
    return kr_clamp(rule + kr_employer_addend(live, KR_LEVER_carving_ratio, employer),
                    0.0, 1.0);
}

static double wage_of(const struct kr_live *live, const struct kr_employer *e,
                      int occupation)
{
    const int at = e->sector * live->model->country->occupations + occupation;
    return live->scratch->scale_cents[at] / 100.0 *
           (1.0 + (double)e->wage_premium / 10000.0);
}

static bool in_childcare(const struct kr_live *live, const struct kr_employer *e)
{
    return live->model->country->sector[e->sector].kind == KR_CHILDCARE;
}

// What carving a post is worth, euro per hour of helper. Where staff is counted in a
// ratio, hours that do not count are worth what lighter work is worth.
static double gain_of(const struct kr_live *live, const struct kr_employer *e,
                      const struct kr_post *post,
                      const struct kr_carving_parameters *rule)
{
    const int helper = live->model->country->occupation[post->occupation].helper;
    const double counts = in_childcare(live, e) ? kr_carving_ratio_share(live, e) : 1.0;
    return kr_carving_gain(wage_of(live, e, post->occupation), wage_of(live, e, helper),
                           counts, rule);
}

// Percent of the tasks of an occupation that would be carved out.
static int tasks_of(const struct kr_live *live, int occupation,
                    const struct kr_carving_parameters *rule)
{
    const struct kr_occupation *o = &live->model->country->occupation[occupation];
    const double share = kr_min(o->carvable_share * rule->task_share, 1.0);
    return o->helper == KR_NONE ? 0 : (int)(100.0 * share + 0.5);
}

// Knowing is a trait of the employer: who knows at a low awareness knows at a higher one.
static bool knows(const struct kr_live *live, const struct kr_employer *e,
                  const struct kr_carving_parameters *rule)
{
    const uint64_t salt = kr_random_salt(
        live->model->key, kr_random_tag(KR_USE_CARVING, 0, KR_CARVING_KNOWS));
    return kr_uniform(kr_random_word(salt, e->id)) < rule->awareness;
}

// The post of the helpers: that of the occupation, or one opened for another post.
static kr_row find_helpers(const struct kr_world *world, const struct kr_employer *e,
                           int occupation)
{
    for (int k = 0; k < e->posts; k++) {
        const struct kr_post *post = &world->posts.at[e->first_post + k];
        if (post->occupation == occupation) {
            return e->first_post + k;
        }
        if (post->helper_post != KR_NONE &&
            world->posts.at[post->helper_post].occupation == occupation) {
            return post->helper_post;
        }
    }
    return KR_NONE;
}

static kr_row open_helpers(struct kr_world *world, int32_t employer, int occupation)
{
    struct kr_posts *posts = &world->posts;
    if (posts->rows >= posts->capacity) {
        return KR_NONE;
    }
    posts->at[posts->rows] = (struct kr_post){.employer = employer,
                                              .occupation = (uint8_t)occupation,
                                              .load = 1.0F,
                                              .search_factor = KR_FACTOR_UNIT,
                                              .leave_factor = KR_FACTOR_UNIT,
                                              .sick_factor = KR_FACTOR_UNIT,
                                              .helper_post = KR_NONE};
    return posts->rows++;
}

static int carve(struct kr_live *live, kr_row row)
{
    struct kr_world *world = live->world;
    struct kr_post *post = &world->posts.at[row];
    const struct kr_employer *e = &world->employers.at[post->employer];
    const int helper = live->model->country->occupation[post->occupation].helper;
    kr_row helpers = find_helpers(world, e, helper);
    if (helpers == KR_NONE) {
        helpers = open_helpers(world, post->employer, helper);
    }
    if (helpers == KR_NONE) {
        return KR_ERROR(KR_ERR_FULL);
    }
    post->helper_post = helpers;
    const struct kr_carving_parameters rule = rule_of(live, post);
    post->carved = (uint8_t)tasks_of(live, post->occupation, &rule);
    world->tallies.events.posts_carved++;
    return KR_OK;
}

static bool will_carve(const struct kr_live *live, const struct kr_post *post,
                       uint64_t salt)
{
    const struct kr_employer *e = &live->world->employers.at[post->employer];
    const struct kr_carving_parameters rule = rule_of(live, post);
    if (post->carved != 0 || tasks_of(live, post->occupation, &rule) == 0 ||
        !knows(live, e, &rule)) {
        return false;
    }
    const double chance = kr_carving_chance(gain_of(live, e, post, &rule), &rule);
    return kr_uniform(kr_random_word(salt, kr_post_key(e, post->occupation))) < chance;
}

int kr_carving_adopt(struct kr_live *live)
{
    const struct kr_world *world = live->world;
    const struct kr_vacancies *v = &world->vacancies;
    const int standing = (int)live->scratch->terms.parameters.carving.standing;
    const uint64_t salt = kr_random_salt(
        live->model->key, kr_random_tag(KR_USE_CARVING, world->now, KR_CARVING_STARTS));
    int code = KR_OK;
    for (kr_row i = 0; code == KR_OK && i < v->rows; i++) {
        if (world->now - v->opened[i] >= standing &&
            will_carve(live, &world->posts.at[v->post[i]], salt)) {
            code = carve(live, v->post[i]);
        }
    }
    return code;
}

// ---------------------------------------------------------------- what helpers do

kr_row kr_carving_helpers(const struct kr_world *world,
                          const struct kr_employer *employer, int k)
{
    const kr_row first = employer->first_post;
    const kr_row helpers = world->posts.at[first + k].helper_post;
    if (helpers == KR_NONE ||
        (helpers >= first && helpers < first + (kr_row)employer->posts)) {
        return KR_NONE;
    }
    for (int j = 0; j < k; j++) {
        if (world->posts.at[first + j].helper_post == helpers) {
            return KR_NONE;
        }
    }
    return helpers;
}

static double carved_share(const struct kr_post *post)
{
    return (double)post->carved / 100.0;
}

// Where it does not pay, carving is given up in time: the helpers are no longer required.
static void make_whole(const struct kr_live *live, struct kr_tallies *t,
                       const struct kr_employer *e, struct kr_post *post, uint64_t salt)
{
    const struct kr_carving_parameters rule = rule_of(live, post);
    const double chance = kr_carving_end_chance(gain_of(live, e, post, &rule), &rule);
    if (e->closing != 0 ||
        kr_uniform(kr_random_word(salt, kr_post_key(e, post->occupation))) < chance) {
        post->carved = 0;
        t->events.carvings_ended++;
    }
}

static void require_helpers(const struct kr_live *live, struct kr_world *world,
                            const struct kr_post *post)
{
    struct kr_post *helpers = &world->posts.at[post->helper_post];
    const double need =
        kr_carving_need((double)post->required_minutes, carved_share(post),
                        &live->scratch->terms.parameters.carving);
    helpers->required_minutes += (int32_t)need;
}

// Minutes of its helpers at work that go to a carved post that wants `need` of them.
static double at_work_for(const struct kr_live *live, const struct kr_post *post,
                          double need)
{
    const struct kr_post *helpers = &live->world->posts.at[post->helper_post];
    const double present =
        kr_max(0.0, (double)helpers->contract_minutes - (double)helpers->absent_minutes -
                        (double)helpers->learning_minutes);
    return present * kr_min(need / kr_max(1.0, (double)helpers->required_minutes), 1.0);
}

// Takes off what helpers at work set free. Helpers that several posts share are divided
// by what each wants of them. Returns what is still wanted: the post does it itself.
static double take_off(const struct kr_live *live, struct kr_tallies *t,
                       double ratio_share, struct kr_post *post)
{
    const struct kr_carving_parameters rule = rule_of(live, post);
    const double required = (double)post->required_minutes;
    const double need = kr_carving_need(required, carved_share(post), &rule);
    const double at_work = at_work_for(live, post, need);
    const int32_t freed =
        (int32_t)kr_carving_freed(required, carved_share(post), at_work, &rule);
    const int32_t counted = (int32_t)((double)freed * ratio_share);
    post->required_minutes -= counted;
    // what does not count in a ratio lightens the work: as if so much more were present
    post->learning_minutes -= freed - counted;
    t->events.carved_posts++;
    t->events.helper_minutes += (int64_t)at_work;
    t->events.freed_minutes += freed;
    return need - at_work;
}

void kr_carving_share(const struct kr_live *live, struct kr_tallies *tallies,
                      const struct kr_employer *employer, uint64_t salt)
{
    struct kr_world *world = live->world;
    struct kr_post *posts = &world->posts.at[employer->first_post];
    const double ratio_share =
        in_childcare(live, employer) ? kr_carving_ratio_share(live, employer) : 1.0;
    for (int k = 0; k < employer->posts; k++) {
        const kr_row helpers = kr_carving_helpers(world, employer, k);
        if (helpers != KR_NONE) {
            world->posts.at[helpers].required_minutes = 0;
        }
    }
    for (int k = 0; k < employer->posts; k++) {
        if (posts[k].carved != 0) {
            make_whole(live, tallies, employer, &posts[k], salt);
        }
        if (posts[k].carved != 0) {
            require_helpers(live, world, &posts[k]);
        }
    }
    double wanted[256] = {0.0};
    for (int k = 0; k < employer->posts; k++) {
        if (posts[k].carved != 0) {
            wanted[k] = take_off(live, tallies, ratio_share, &posts[k]);
        }
    }
    // tasks that no helper takes over do not weigh on those who hold the helpers' post
    for (int k = 0; k < employer->posts; k++) {
        if (posts[k].carved != 0) {
            world->posts.at[posts[k].helper_post].learning_minutes -= (int32_t)wanted[k];
        }
    }
}

int64_t kr_carving_unfilled(const struct kr_live *live,
                            const struct kr_employer *employer)
{
    const struct kr_world *world = live->world;
    double sum = 0.0;
    for (int k = 0; k < employer->posts; k++) {
        const struct kr_post *post = &world->posts.at[employer->first_post + k];
        if (post->carved != 0 && post->helper_post < world->helper_posts) {
            const struct kr_carving_parameters rule = rule_of(live, post);
            const double need = kr_carving_need((double)post->required_minutes,
                                                carved_share(post), &rule);
            sum += kr_max(0.0, need - at_work_for(live, post, need));
        }
    }
    return (int64_t)sum;
}

// ---------------------------------------------------------------- who is paid for

double kr_carving_part(const struct kr_live *live, int policy, kr_row row)
{
    const struct kr_world *world = live->world;
    const kr_row helpers = world->persons.post[row];
    if (world->persons.status[row] != KR_EMPLOYEE) {
        return 0.0;
    }
    const struct kr_employer *e = kr_employer_of(world, row);
    double aided = 0.0;
    double carved = 0.0;
    for (int k = 0; k < e->posts; k++) {
        const struct kr_post *post = &world->posts.at[e->first_post + k];
        if (post->carved == 0 || post->helper_post != helpers) {
            continue;
        }
        const double need =
            kr_carving_need((double)post->required_minutes, carved_share(post),
                            &live->scratch->terms.parameters.carving);
        carved += need;
        aided += kr_policy_reaches_post(live, policy, post) ? need : 0.0;
    }
    // a post of other work too, which helpers of the employer held before
    const double all = helpers >= world->helper_posts
                           ? carved
                           : (double)world->posts.at[helpers].required_minutes;
    return aided > 0.0 ? kr_min(1.0, aided / kr_max(all, 1.0)) : 0.0;
}
