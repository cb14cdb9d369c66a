// How large the employers of a sector are, and in which region each stands.
//
// At scale 1 the sizes in a region are two workers and a Pareto tail. At another scale
// every size class keeps its share of heads and its number times the scale; the sizes of
// a class are then the means of equal parts of the full list. No employer may fill much
// of a region, or else commuting would change with the scale: classes that are too few
// for that keep more of their number and lose heads, but not their class.
#include "scenarios/synth/sizes.h"

#include "base/math.h"
#include "scenarios/synth/rounding.h"

#include <stdlib.h>

enum { CLASSES = 4, LEAST_HEADS = 2 };

// Most of the staff of the largest region that one employer may be when the scale is not
// one to one. Assumed.
#define MOST_OF_REGION 0.5
#define ANY_HEADS      1e9 // no limit

// The full list of a sector, one to one.
struct full {
    double *size; // falling
    int count;
    int first[CLASSES + 1]; // of each class; the largest come first
    double heads[CLASSES];
    double number[CLASSES];
};

// One size class at this scale.
struct class
{
    const struct full *full;
    int code;
    int64_t heads;
    int64_t number;
    double most; // heads of an employer
};

static int class_of(double size)
{
    // 250 and more, 50-249, 10-49, 2-9.
    return size >= 250 ? 0 : size >= 50 ? 1 : size >= 10 ? 2 : 3;
}

static int compare_falling(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return x > y ? -1 : x < y;
}

// Sizes in one region: two workers and a tail whose scale makes the sum `staff`.
static void list_region(double *size, int count, double staff, double exponent)
{
    double sum = 0;
    for (int i = 0; i < count; i++) {
        const double rank = (i + 0.5) / (double)count;
        size[i] = kr_exp(-kr_log(rank) / exponent) - 1.0;
        sum += size[i];
    }
    const double extra = __builtin_fmax(staff - LEAST_HEADS * (double)count, 0.0);
    const double factor = sum > 0 ? extra / sum : 0.0;
    for (int i = 0; i < count; i++) {
        size[i] = LEAST_HEADS + factor * size[i];
    }
    if (count == 1) {
        size[0] = __builtin_fmax(staff, LEAST_HEADS);
    }
}

static int list_full(const struct kr_sizing *z, struct full *full)
{
    const struct kr_country *country = z->self->country;
    const struct kr_sector *sector = &country->sector[z->sector];
    const double exponent = kr_clamp(sector->zipf_exponent, 0.3, 5.0);
    int64_t *count = malloc((size_t)country->regions * sizeof *count);
    full->count = (int)(sector->employers > 0 ? sector->employers : 1);
    full->size = malloc((size_t)full->count * sizeof *full->size);
    int result = KR_ERR_NO_MEMORY;
    if (count != NULL && full->size != NULL) {
        result = kr_apportion(z->expected, country->regions, full->count, count);
    }
    int next = 0;
    for (int w = 0; result == KR_OK && w < country->regions; w++) {
        const double staff = z->expected[w] / z->self->model->scale;
        list_region(&full->size[next], (int)count[w], staff, exponent);
        next += (int)count[w];
    }
    free(count);
    if (result != KR_OK) {
        return result;
    }
    qsort(full->size, (size_t)full->count, sizeof *full->size, compare_falling);
    for (int i = 0; i < full->count; i++) {
        const int class = class_of(full->size[i]);
        full->heads[class] += full->size[i];
        full->number[class] += 1.0;
        full->first[class + 1] = i + 1;
    }
    for (int class = 0; class < CLASSES; class ++) {
        if (full->first[class + 1] < full->first[class]) {
            full->first[class + 1] = full->first[class];
        }
    }
    return KR_OK;
}

// Employers of a sector at this scale: its number times the scale, but no fewer than one
// for each region as long as it has them, nor more than one for two workers.
static int64_t employers_wanted(const struct kr_sizing *z)
{
    const struct kr_country *country = z->self->country;
    const int64_t all = country->sector[z->sector].employers;
    const int64_t few = all < country->regions ? all : country->regions;
    int64_t wanted = kr_whole_number((double)all * z->self->model->scale);
    wanted = wanted < few ? few : wanted;
    wanted = wanted > z->total / LEAST_HEADS ? z->total / LEAST_HEADS : wanted;
    return wanted < 1 && z->total > 0 ? 1 : wanted;
}

// Room that a class has for giving (up > 0) or taking (up < 0) an employer.
static int64_t room_of(const int64_t heads[CLASSES], const int64_t number[CLASSES],
                       int class, int up)
{
    return up > 0 ? number[class] - 1 : heads[class] / LEAST_HEADS - number[class];
}

// Gives a class an employer more (up > 0) or fewer; the class with most room makes up
// for it.
static void move_one(const int64_t heads[CLASSES], int64_t number[CLASSES], int class,
                     int up)
{
    int best = -1;
    for (int other = 0; other < CLASSES; other++) {
        const int64_t room = room_of(heads, number, other, up);
        if (other != class && room > 0 &&
            (best < 0 || room > room_of(heads, number, best, up))) {
            best = other;
        }
    }
    number[class] += up;
    if (best >= 0) {
        number[best] -= up;
    }
}

// Numbers of a class: at least one where it has heads for it, at most one for two heads.
static void settle_numbers(const int64_t heads[CLASSES], int64_t number[CLASSES])
{
    for (int class = 0; class < CLASSES; class ++) {
        while (number[class] < 1 && heads[class] >= LEAST_HEADS) {
            move_one(heads, number, class, 1);
        }
        while (number[class] > heads[class] / LEAST_HEADS) {
            move_one(heads, number, class, -1);
        }
    }
}

// Most heads of an employer of a class.
static double most_heads(const struct kr_sizing *z, const struct full *full, int class,
                         int64_t heads)
{
    double largest = 0;
    for (int w = 0; w < z->self->country->regions; w++) {
        largest = __builtin_fmax(largest, z->expected[w]);
    }
    // Never so few that the full number of the class could not carry its heads.
    const double mean = (double)heads / __builtin_fmax(full->number[class], 1.0);
    return __builtin_fmax(MOST_OF_REGION * largest,
                          __builtin_fmax(mean, (double)LEAST_HEADS));
}

// Classes whose employers would be too large get more of them, from the smallest class.
static void spread_heads(const struct kr_sizing *z, const struct full *full,
                         const int64_t heads[CLASSES], int64_t number[CLASSES])
{
    for (int class = 0; class < CLASSES - 1; class ++) {
        const double most = most_heads(z, full, class, heads[class]);
        const int64_t least = (int64_t)__builtin_ceil((double)heads[class] / most - 1e-9);
        if (number[class] < least) {
            number[CLASSES - 1] -= least - number[class];
            number[class] = least;
        }
    }
    if (number[CLASSES - 1] < 0) {
        number[CLASSES - 1] = 0;
    }
}

// Heads and numbers by class at this scale.
static int plan_classes(const struct kr_sizing *z, const struct full *full,
                        int64_t heads[CLASSES], int64_t number[CLASSES])
{
    int result = kr_apportion(full->heads, CLASSES, z->total, heads);
    // A class with a single head cannot have an employer: the smallest takes it.
    for (int class = 0; class < CLASSES - 1; class ++) {
        if (heads[class] < LEAST_HEADS) {
            heads[CLASSES - 1] += heads[class];
            heads[class] = 0;
        }
    }
    if (heads[CLASSES - 1] < LEAST_HEADS && z->total >= LEAST_HEADS) {
        for (int class = 0; class < CLASSES - 1; class ++) {
            if (heads[class] > 0) {
                heads[class] += heads[CLASSES - 1];
                heads[CLASSES - 1] = 0;
                break;
            }
        }
    }
    if (result == KR_OK) {
        result = kr_apportion(full->number, CLASSES, employers_wanted(z), number);
    }
    if (z->self->model->scale < 1.0) {
        spread_heads(z, full, heads, number);
    }
    settle_numbers(heads, number);
    return result;
}

// Mean size of part `i` of `parts` of a class in the full list.
static double part_mean(const struct full *full, int class, int64_t i, int64_t parts)
{
    const int64_t all = full->first[class + 1] - full->first[class];
    const int64_t from = i * all / parts;
    int64_t to = (i + 1) * all / parts;
    to = to > from ? to : from + 1;
    double sum = 0;
    for (int64_t k = from; k < to && k < all; k++) {
        sum += full->size[full->first[class] + k];
    }
    return all > 0 ? sum / (double)(to - from) : LEAST_HEADS;
}

// Size of part `i` when the class is stretched by `factor`, at most `most`.
static double stretched(const struct class *class, int64_t i, double factor)
{
    const double size =
        LEAST_HEADS + factor * (part_mean(class->full, class->code, i, class->number) -
                                LEAST_HEADS + 1e-6);
    return size < class->most ? size : class->most;
}

// The factor by which the sizes of a class sum to its heads.
static double solve_factor(const struct class *class)
{
    double low = 0;
    double high = 1e6;
    for (int round = 0; round < 60; round++) {
        // Halves of the exponent first: factors are small or large.
        const double factor = low > 0 ? __builtin_sqrt(low * high) : high * 1e-3;
        double sum = 0;
        for (int64_t i = 0; i < class->number; i++) {
            sum += stretched(class, i, factor);
        }
        const int more = sum < (double)class->heads;
        low = more != 0 ? factor : low;
        high = more != 0 ? high : factor;
    }
    return high;
}

// Sizes of a class: the parts, stretched so that they sum to its heads, and rounded along
// the cumulative sum.
static void fill_class(const struct class *class, struct kr_size *size)
{
    const double factor = solve_factor(class);
    double sum = 0;
    for (int64_t i = 0; i < class->number; i++) {
        sum += stretched(class, i, factor) - LEAST_HEADS;
    }
    const int64_t extra = class->heads - LEAST_HEADS * class->number;
    double running = 0;
    int64_t given = 0;
    for (int64_t i = 0; i < class->number; i++) {
        running += sum > 0 ? (stretched(class, i, factor) - LEAST_HEADS) / sum
                           : 1.0 / (double)class->number;
        const int64_t so_far =
            i == class->number - 1 ? extra : kr_whole_number((double)extra * running);
        size[i].heads = (int32_t)(LEAST_HEADS + so_far - given);
        // One to one, the class follows from the heads; rounding may move them over.
        const int code = class->most < ANY_HEADS ? class->code : class_of(size[i].heads);
        size[i].size_class = (int16_t)(CLASSES - 1 - code);
        const double full = part_mean(class->full, class->code, i, class->number);
        size[i].full_heads = (int32_t)kr_whole_number(full);
        given = so_far;
    }
}

// The largest go first, each to the region that still misses most of its staff.
static void place_sizes(const struct kr_sizing *z)
{
    const int regions = z->self->country->regions;
    for (int w = 0; w < regions; w++) {
        z->staff[w] = 0;
        z->employers[w] = 0;
    }
    for (int i = 0; i < z->count; i++) {
        int best = 0;
        for (int w = 1; w < regions; w++) {
            if (z->expected[w] - (double)z->staff[w] >
                z->expected[best] - (double)z->staff[best]) {
                best = w;
            }
        }
        z->size[i].region = (int16_t)best;
        z->staff[best] += z->size[i].heads;
        z->employers[best]++;
    }
}

int64_t kr_sizes_most(const struct kr_synthesis *self, int sector, int64_t total)
{
    const struct kr_sizing z = {.self = self, .sector = sector, .total = total};
    // spread_heads adds as many as carry all heads at the most heads, and one per class.
    const int64_t carriers = (int64_t)(self->country->regions / MOST_OF_REGION);
    return employers_wanted(&z) + carriers + INT64_C(2) * CLASSES;
}

int kr_sizes_make(struct kr_sizing *z)
{
    struct full full = {0};
    int64_t heads[CLASSES] = {0};
    int64_t number[CLASSES] = {0};
    int result = list_full(z, &full);
    if (result == KR_OK) {
        result = plan_classes(z, &full, heads, number);
    }
    z->count = 0;
    for (int class = 0; result == KR_OK && class < CLASSES; class ++) {
        const double most =
            z->self->model->scale < 1.0 ? most_heads(z, &full, class, heads[class]) : 1e9;
        const struct class one = {&full, class, heads[class], number[class], most};
        fill_class(&one, &z->size[z->count]);
        z->count += (int)number[class];
    }
    if (z->count == 0 && z->total > 0) {
        z->size[z->count++].heads = (int32_t)z->total; // a single worker
    }
    free(full.size);
    if (result == KR_OK) {
        place_sizes(z);
    }
    return result;
}
