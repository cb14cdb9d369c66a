#include "agents/employers.h"

#include <stddef.h>

#define RECORD_ROW(table, type_, name_, unit_, meaning_) \
    {.name = #name_,                                     \
     .type = KR_TYPE_OF(type_),                          \
     .offset = offsetof(struct table, name_),            \
     .unit = (unit_),                                    \
     .meaning = (meaning_)},
#define EMPLOYER_ROW(type, name, unit, meaning) \
    RECORD_ROW(kr_employer, type, name, unit, meaning)
#define POST_ROW(type, name, unit, meaning) RECORD_ROW(kr_post, type, name, unit, meaning)
#define VACANCY_ROW(type, name, unit, meaning) \
    RECORD_ROW(kr_vacancies, type, name, unit, meaning)
static const struct kr_column employer_fields[] = {KR_EMPLOYER_FIELDS(EMPLOYER_ROW)};
static const struct kr_column post_fields[] = {KR_POST_FIELDS(POST_ROW)};
static const struct kr_column vacancy_columns[] = {KR_VACANCY_COLUMNS(VACANCY_ROW)};
#undef EMPLOYER_ROW
#undef POST_ROW
#undef VACANCY_ROW
#undef RECORD_ROW

enum {
    EMPLOYER_FIELDS = sizeof employer_fields / sizeof employer_fields[0],
    POST_FIELDS = sizeof post_fields / sizeof post_fields[0],
    VACANCY_COLUMNS = sizeof vacancy_columns / sizeof vacancy_columns[0],
};

const struct kr_column *kr_employer_fields(size_t *count)
{
    *count = EMPLOYER_FIELDS;
    return employer_fields;
}

const struct kr_column *kr_post_fields(size_t *count)
{
    *count = POST_FIELDS;
    return post_fields;
}

const struct kr_column *kr_vacancy_columns(size_t *count)
{
    *count = VACANCY_COLUMNS;
    return vacancy_columns;
}

int kr_employers_init(struct kr_employers *self, kr_row capacity)
{
    *self = (struct kr_employers){0};
    if (capacity < 0) {
        return KR_ERROR(KR_ERR_RANGE);
    }
    self->at = kr_allocate((size_t)capacity * sizeof *self->at);
    if (self->at == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->capacity = capacity;
    return KR_OK;
}

void kr_employers_free(struct kr_employers *self)
{
    kr_release(self->at, (size_t)self->capacity * sizeof *self->at);
    *self = (struct kr_employers){0};
}

int kr_posts_init(struct kr_posts *self, kr_row capacity)
{
    *self = (struct kr_posts){0};
    if (capacity < 0) {
        return KR_ERROR(KR_ERR_RANGE);
    }
    self->at = kr_allocate((size_t)capacity * sizeof *self->at);
    if (self->at == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    self->capacity = capacity;
    return KR_OK;
}

void kr_posts_free(struct kr_posts *self)
{
    kr_release(self->at, (size_t)self->capacity * sizeof *self->at);
    *self = (struct kr_posts){0};
}

int kr_vacancies_init(struct kr_vacancies *self, kr_row capacity)
{
    const int result =
        kr_columns_allocate(self, vacancy_columns, VACANCY_COLUMNS, capacity);
    self->rows = 0;
    self->capacity = result == KR_OK ? capacity : 0;
    return result;
}

void kr_vacancies_free(struct kr_vacancies *self)
{
    kr_columns_free(self, vacancy_columns, VACANCY_COLUMNS);
    self->rows = 0;
    self->capacity = 0;
}
