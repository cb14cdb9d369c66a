#include "sim/order.h"

#include "base/table.h"

#include <stdlib.h>
#include <string.h>

// Where a row belongs: by the first word, then the second, then where it stood.
struct place {
    uint64_t first;
    uint64_t second;
    kr_row row;
};

// A new order of one table: row i of it stood at place[i].row.
struct order {
    struct place *place;
    kr_row *now; // [row before] row now
    kr_row rows;
};

// Free rows come last, whatever they hold.
static const uint64_t LAST = UINT64_MAX;

static struct place place_of_person(const struct kr_world *world, kr_row row)
{
    const struct kr_persons *p = &world->persons;
    const bool free_row = p->status[row] == KR_ABSENT;
    return (struct place){free_row ? LAST : p->region[row], p->id[row], row};
}

static struct place place_of_employer(const struct kr_world *world, kr_row row)
{
    const struct kr_employer *e = &world->employers.at[row];
    return (struct place){e->id == 0 ? LAST : e->region, e->id, row};
}

static struct place place_of_post(const struct kr_world *world, kr_row row)
{
    const struct kr_post *post = &world->posts.at[row];
    const bool free_row = post->employer == KR_NONE;
    return (struct place){free_row ? LAST : (uint64_t)post->employer, post->occupation,
                          row};
}

static struct place place_of_vacancy(const struct kr_world *world, kr_row row)
{
    const struct kr_vacancies *v = &world->vacancies;
    const uint64_t opened = (uint64_t)((int)v->opened[row] - INT16_MIN);
    return (struct place){(uint64_t)v->post[row], opened << 16 | v->ordinal[row], row};
}

typedef struct place place_of(const struct kr_world *world, kr_row row);

static int compare(const void *a, const void *b)
{
    const struct place *x = a;
    const struct place *y = b;
    if (x->first != y->first) {
        return x->first < y->first ? -1 : 1;
    }
    if (x->second != y->second) {
        return x->second < y->second ? -1 : 1;
    }
    return x->row < y->row ? -1 : x->row > y->row;
}

static bool is_ordered(const struct kr_world *world, kr_row rows, place_of *place)
{
    for (kr_row i = 1; i < rows; i++) {
        const struct place before = place(world, i - 1);
        const struct place here = place(world, i);
        if (compare(&before, &here) > 0) {
            return false;
        }
    }
    return true;
}

bool kr_world_is_ordered(const struct kr_world *world)
{
    return is_ordered(world, world->employers.rows, place_of_employer) &&
           is_ordered(world, world->posts.rows, place_of_post) &&
           is_ordered(world, world->vacancies.rows, place_of_vacancy) &&
           is_ordered(world, world->persons.rows, place_of_person);
}

static void order_free(struct order *self)
{
    free(self->place);
    free(self->now);
    *self = (struct order){NULL, NULL, 0};
}

static int order_of(const struct kr_world *world, kr_row rows, place_of *place,
                    struct order *order)
{
    order->rows = rows;
    order->place = calloc((size_t)rows + 1, sizeof *order->place);
    order->now = calloc((size_t)rows + 1, sizeof *order->now);
    if (order->place == NULL || order->now == NULL) {
        order_free(order);
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    for (kr_row i = 0; i < rows; i++) {
        order->place[i] = place(world, i);
    }
    qsort(order->place, (size_t)rows, sizeof *order->place, compare);
    for (kr_row i = 0; i < rows; i++) {
        order->now[order->place[i].row] = i;
    }
    return KR_OK;
}

// Moves records of `size` bytes to where they belong.
static int move(const struct order *order, void *records, size_t size)
{
    char *copy = malloc((size_t)order->rows * size + 1);
    if (copy == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    memcpy(copy, records, (size_t)order->rows * size);
    for (kr_row i = 0; i < order->rows; i++) {
        memcpy((char *)records + (size_t)i * size,
               copy + (size_t)order->place[i].row * size, size);
    }
    free(copy);
    return KR_OK;
}

// Moves every column of a table whose struct holds a pointer per column.
static int move_columns(const struct order *order, void *table,
                        const struct kr_column *column, size_t count)
{
    int code = KR_OK;
    for (size_t c = 0; c < count && code == KR_OK; c++) {
        void *values;
        memcpy(&values, (char *)table + column[c].offset, sizeof values);
        code = move(order, values, kr_type_size(column[c].type));
    }
    return code;
}

// Follows a reference to a row of a table that was put in order.
static void follow(const struct order *order, int32_t *row)
{
    if (*row >= 0 && *row < order->rows) {
        *row = order->now[*row];
    }
}

static int order_employers(struct kr_world *world)
{
    struct order order;
    int code = order_of(world, world->employers.rows, place_of_employer, &order);
    if (code != KR_OK) {
        return code;
    }
    code = move(&order, world->employers.at, sizeof *world->employers.at);
    for (kr_row i = 0; i < world->employers.rows; i++) {
        follow(&order, &world->employers.at[i].group);
    }
    for (kr_row i = 0; i < world->posts.rows; i++) {
        follow(&order, &world->posts.at[i].employer);
    }
    order_free(&order);
    return code;
}

// The posts of an employer follow one another; which they are is said by the posts.
static int find_posts(struct kr_world *world)
{
    kr_row post = 0;
    for (kr_row i = 0; i < world->employers.rows; i++) {
        struct kr_employer *e = &world->employers.at[i];
        const kr_row first = post;
        while (post < world->posts.rows && world->posts.at[post].employer == i) {
            post++;
        }
        if (e->posts != post - first) {
            return KR_ERROR(KR_ERR_RANGE);
        }
        e->first_post = e->posts > 0 ? first : e->first_post;
    }
    return KR_OK;
}

static int order_posts(struct kr_world *world)
{
    struct order order;
    int code = order_of(world, world->posts.rows, place_of_post, &order);
    if (code != KR_OK) {
        return code;
    }
    code = move(&order, world->posts.at, sizeof *world->posts.at);
    for (kr_row i = 0; i < world->posts.rows; i++) {
        follow(&order, &world->posts.at[i].helper_post);
    }
    for (kr_row i = 0; i < world->persons.rows; i++) {
        follow(&order, &world->persons.post[i]);
    }
    for (kr_row i = 0; i < world->vacancies.rows; i++) {
        follow(&order, &world->vacancies.post[i]);
    }
    for (kr_row i = 0; i < world->second_jobs.rows; i++) {
        follow(&order, &world->second_jobs.post[i]);
    }
    order_free(&order);
    return code;
}

static int order_columns(struct kr_world *world, kr_row rows, place_of *place,
                         void *table, const struct kr_column *columns, size_t count)
{
    if (is_ordered(world, rows, place)) {
        return KR_OK;
    }
    struct order order;
    int code = order_of(world, rows, place, &order);
    if (code == KR_OK) {
        code = move_columns(&order, table, columns, count);
        order_free(&order);
    }
    return code;
}

int kr_vacancies_order(struct kr_world *world)
{
    size_t count;
    const struct kr_column *columns = kr_vacancy_columns(&count);
    return order_columns(world, world->vacancies.rows, place_of_vacancy,
                         &world->vacancies, columns, count);
}

int kr_world_order(struct kr_world *world)
{
    int code = KR_OK;
    if (!is_ordered(world, world->employers.rows, place_of_employer)) {
        code = order_employers(world);
    }
    if (code == KR_OK && !is_ordered(world, world->posts.rows, place_of_post)) {
        code = order_posts(world);
    }
    if (code == KR_OK) {
        code = find_posts(world);
    }
    if (code == KR_OK) {
        code = kr_vacancies_order(world);
    }
    if (code != KR_OK) {
        return code;
    }
    size_t count;
    const struct kr_column *columns = kr_person_columns(&count);
    return order_columns(world, world->persons.rows, place_of_person, &world->persons,
                         columns, count);
}
