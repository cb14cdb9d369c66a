#include "output/columns.h"

#include <string.h>

enum { MINUTES_PER_HOUR = 60, NOBODY = 255 };

// Employer row of a person, or KR_NONE.
static int32_t employer_of(const struct kr_world *world, kr_row person)
{
    const int32_t post = world->persons.post[person];
    return post < 0 ? KR_NONE : world->posts.at[post].employer;
}

static void fill_age(const struct kr_model *model, const struct kr_world *world,
                     kr_row first, kr_row last, void *values)
{
    (void)model;
    uint8_t *age = values;
    const struct kr_persons *persons = &world->persons;
    for (kr_row row = first; row < last; row++) {
        const int years = kr_age(persons->birth_quarter[row], world->now);
        const bool somebody = persons->status[row] != KR_ABSENT;
        *age++ = (uint8_t)(somebody && years >= 0 && years < NOBODY ? years : 0);
    }
}

static void fill_employer(const struct kr_model *model, const struct kr_world *world,
                          kr_row first, kr_row last, void *values)
{
    (void)model;
    int32_t *employer = values;
    for (kr_row row = first; row < last; row++) {
        *employer++ = employer_of(world, row);
    }
}

static void fill_sector(const struct kr_model *model, const struct kr_world *world,
                        kr_row first, kr_row last, void *values)
{
    (void)model;
    uint8_t *sector = values;
    for (kr_row row = first; row < last; row++) {
        const int32_t employer = employer_of(world, row);
        *sector++ = employer < 0 ? NOBODY : world->employers.at[employer].sector;
    }
}

static void fill_work_region(const struct kr_model *model, const struct kr_world *world,
                             kr_row first, kr_row last, void *values)
{
    (void)model;
    uint8_t *region = values;
    for (kr_row row = first; row < last; row++) {
        const int32_t employer = employer_of(world, row);
        *region++ = employer < 0 ? NOBODY : world->employers.at[employer].region;
    }
}

static void fill_wage_level(const struct kr_model *model, const struct kr_world *world,
                            kr_row first, kr_row last, void *values)
{
    (void)model;
    float *level = values;
    for (kr_row row = first; row < last; row++) {
        const int32_t employer = employer_of(world, row);
        const double scale =
            employer < 0 ? 0
                         : world->wage_level[world->employers.at[employer].wage_group];
        const double premium = world->persons.wage_premium[row] / 10000.0;
        *level++ = (float)(scale * (1 + premium));
    }
}

// Sum over the posts of an employer.
enum post_sum { POST_CONTRACT, POST_REQUIRED, POST_ABSENT, POST_OPENINGS };

static int64_t sum_posts(const struct kr_world *world, kr_row employer,
                         enum post_sum which)
{
    const struct kr_employer *at = &world->employers.at[employer];
    int64_t sum = 0;
    for (int32_t p = at->first_post; at->id != 0 && p < at->first_post + at->posts; p++) {
        const struct kr_post *post = &world->posts.at[p];
        switch (which) {
        case POST_CONTRACT:
            sum += post->contract_minutes;
            break;
        case POST_REQUIRED:
            sum += post->required_minutes;
            break;
        case POST_ABSENT:
            sum += post->absent_minutes;
            break;
        case POST_OPENINGS:
            sum += post->openings;
            break;
        }
    }
    return sum;
}

static void fill_posts(const struct kr_world *world, kr_row first, kr_row last,
                       enum post_sum which, int32_t *values)
{
    for (kr_row row = first; row < last; row++) {
        const int64_t sum = sum_posts(world, row, which);
        *values++ = (int32_t)(sum < INT32_MAX ? sum : INT32_MAX);
    }
}

static void fill_contract(const struct kr_model *model, const struct kr_world *world,
                          kr_row first, kr_row last, void *values)
{
    (void)model;
    fill_posts(world, first, last, POST_CONTRACT, values);
}

static void fill_required(const struct kr_model *model, const struct kr_world *world,
                          kr_row first, kr_row last, void *values)
{
    (void)model;
    fill_posts(world, first, last, POST_REQUIRED, values);
}

static void fill_absent(const struct kr_model *model, const struct kr_world *world,
                        kr_row first, kr_row last, void *values)
{
    (void)model;
    fill_posts(world, first, last, POST_ABSENT, values);
}

static void fill_openings(const struct kr_model *model, const struct kr_world *world,
                          kr_row first, kr_row last, void *values)
{
    (void)model;
    fill_posts(world, first, last, POST_OPENINGS, values);
}

static void fill_fte(const struct kr_model *model, const struct kr_world *world,
                     kr_row first, kr_row last, void *values)
{
    const double full = model->country->constants.full_time_hours * MINUTES_PER_HOUR;
    float *fte = values;
    for (kr_row row = first; row < last; row++) {
        *fte++ = (float)((double)sum_posts(world, row, POST_CONTRACT) / full);
    }
}

// Looked-up columns, after those of the table.
static const struct kr_kept_column PERSON_EXTRA[] = {
    {"age", KR_U8, KR_LABELS_NONE, "years", "age in whole years, 0 for a free row", NULL,
     fill_age},
    {"employer", KR_I32, KR_LABELS_NONE, "row",
     "row of the employer in /employers, -1 for none", NULL, fill_employer},
    {"sector", KR_U8, KR_LABELS_SECTOR, "code", "sector of the employer, 255 for none",
     NULL, fill_sector},
    {"work_region", KR_U8, KR_LABELS_REGION, "code",
     "region of the employer, 255 for none", NULL, fill_work_region},
    {"pay_level", KR_F32, KR_LABELS_NONE, "1",
     "hourly pay over the scale of the post at the start: agreed scale of the wage group "
     "times personal premium, 0 without employer",
     NULL, fill_wage_level},
};

static const struct kr_kept_column EMPLOYER_EXTRA[] = {
    {"contract_minutes", KR_I32, KR_LABELS_NONE, "minutes/week",
     "contract minutes of all posts", NULL, fill_contract},
    {"required_minutes", KR_I32, KR_LABELS_NONE, "minutes/week",
     "minutes required in all posts", NULL, fill_required},
    {"absent_minutes", KR_I32, KR_LABELS_NONE, "minutes/week",
     "contract minutes lost to absence", NULL, fill_absent},
    {"openings", KR_I32, KR_LABELS_NONE, "vacancies", "open vacancies of all posts", NULL,
     fill_openings},
    {"fte", KR_F32, KR_LABELS_NONE, "fte", "contract minutes in full-time equivalents",
     NULL, fill_fte},
};

// Columns of the tables that hold codes of a list.
struct coded {
    const char *name;
    enum kr_labels labels;
};

static const struct coded CODED[] = {
    {"sex", KR_LABELS_SEX},
    {"education", KR_LABELS_EDUCATION},
    {"region", KR_LABELS_REGION},
    {"partner", KR_LABELS_PARTNER},
    {"health", KR_LABELS_HEALTH},
    {"benefit", KR_LABELS_BENEFIT},
    {"status", KR_LABELS_STATUS},
    {"occupation", KR_LABELS_OCCUPATION},
    {"previous_occupation", KR_LABELS_OCCUPATION},
    {"rung", KR_LABELS_RUNG},
    {"contract", KR_LABELS_CONTRACT},
    {"wish", KR_LABELS_WISH},
    {"leave", KR_LABELS_LEAVE},
    {"notice", KR_LABELS_NOTICE},
    {"sector", KR_LABELS_SECTOR},
    {"wage_group", KR_LABELS_WAGE_GROUP},
};

static enum kr_labels labels_of(const char *column)
{
    for (size_t i = 0; i < sizeof CODED / sizeof CODED[0]; i++) {
        if (strcmp(CODED[i].name, column) == 0) {
            return CODED[i].labels;
        }
    }
    return KR_LABELS_NONE;
}

const char *kr_kept_table_name(enum kr_kept_table table)
{
    return table == KR_KEPT_PERSONS ? "persons" : "employers";
}

static const struct kr_column *plain_columns(enum kr_kept_table table, size_t *count)
{
    if (table == KR_KEPT_PERSONS) {
        return kr_person_columns(count);
    }
    const struct kr_column *fields = kr_employer_fields(count);
    // The last fields may be room for more.
    while (*count > 0 && strcmp(fields[*count - 1].name, "spare") == 0) {
        --*count;
    }
    return fields;
}

size_t kr_kept_count(enum kr_kept_table table)
{
    size_t plain = 0;
    (void)plain_columns(table, &plain);
    return plain + (table == KR_KEPT_PERSONS
                        ? sizeof PERSON_EXTRA / sizeof PERSON_EXTRA[0]
                        : sizeof EMPLOYER_EXTRA / sizeof EMPLOYER_EXTRA[0]);
}

struct kr_kept_column kr_kept_at(enum kr_kept_table table, size_t index)
{
    size_t count = 0;
    const struct kr_column *plain = plain_columns(table, &count);
    if (index < count) {
        plain += index;
        return (struct kr_kept_column){.name = plain->name,
                                       .type = plain->type,
                                       .unit = plain->unit,
                                       .meaning = plain->meaning,
                                       .labels = labels_of(plain->name),
                                       .plain = plain};
    }
    return table == KR_KEPT_PERSONS ? PERSON_EXTRA[index - count]
                                    : EMPLOYER_EXTRA[index - count];
}

kr_row kr_kept_row_count(enum kr_kept_table table, const struct kr_world *world)
{
    return table == KR_KEPT_PERSONS ? world->persons.rows : world->employers.rows;
}

// The array of a column of persons; copied as bytes since its type differs per column.
static const char *person_array(const struct kr_world *world,
                                const struct kr_column *column)
{
    const char *array = NULL;
    memcpy(&array, (const char *)&world->persons + column->offset, sizeof array);
    return array;
}

void kr_kept_get(const struct kr_kept_column *column, const struct kr_kept_rows *rows,
                 void *values)
{
    const struct kr_world *world = rows->world;
    const size_t size = kr_type_size(column->type);
    if (column->fill != NULL) {
        column->fill(rows->model, world, rows->first, rows->last, values);
    } else if (rows->table == KR_KEPT_PERSONS) {
        memcpy(values, person_array(world, column->plain) + (size_t)rows->first * size,
               (size_t)(rows->last - rows->first) * size);
    } else {
        char *to = values;
        for (kr_row row = rows->first; row < rows->last; row++, to += size) {
            memcpy(to, (const char *)&world->employers.at[row] + column->plain->offset,
                   size);
        }
    }
}

// Copies values of `size` bytes; the compiler makes a loop of its own for each size.
static inline void gather_sized(const struct kr_kept_choice *choice, const char *array,
                                size_t size, char *to)
{
    for (int32_t i = 0; i < choice->count; i++, to += size) {
        const kr_row row = choice->row[i];
        if (row == KR_NONE) {
            memset(to, 0, size);
        } else {
            memcpy(to, array + (size_t)row * size, size);
        }
    }
}

static void gather_plain(const struct kr_kept_choice *choice, const char *array,
                         size_t size, char *to)
{
    switch (size) {
    case 1:
        gather_sized(choice, array, 1, to);
        break;
    case 2:
        gather_sized(choice, array, 2, to);
        break;
    case 4:
        gather_sized(choice, array, 4, to);
        break;
    default:
        gather_sized(choice, array, size, to);
        break;
    }
}

void kr_kept_gather(const struct kr_kept_column *column,
                    const struct kr_kept_choice *choice, void *values)
{
    const size_t size = kr_type_size(column->type);
    char *to = values;
    if (column->plain != NULL) {
        gather_plain(choice, person_array(choice->world, column->plain), size, to);
        return;
    }
    for (int32_t i = 0; i < choice->count; i++, to += size) {
        const kr_row row = choice->row[i];
        if (row == KR_NONE) {
            memset(to, 0, size);
        } else {
            column->fill(choice->model, choice->world, row, row + 1, to);
        }
    }
}
