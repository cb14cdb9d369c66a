// The making of a starting world, step by step: what the steps share. Private to
// scenarios/population.c and scenarios/synth/.
//
// Counts come first, persons after: nested tables of whole numbers say how many persons
// there are of every kind (kr_runs), how many of every class hold which job with which
// hours, and who commutes where. Then rows are filled, and persons are dealt to jobs by
// keyed permutations, which is exact, linear and the same for any number of threads.
#ifndef KR_SCENARIOS_SYNTH_SYNTHESIS_H
#define KR_SCENARIOS_SYNTH_SYNTHESIS_H

#include "agents/rules/taste.h"
#include "base/error.h"
#include "base/random.h"
#include "scenarios/population_uses.h"
#include "sim/model.h"
#include "sim/world.h"

#include <stddef.h>
#include <stdint.h>

enum {
    KR_SINGLE_AGES = KR_MAX_AGE - KR_MIN_AGE,
    KR_BANDS = 12,     // age bands of five years
    KR_BAND_YEARS = 5, //
    KR_STATUSES = KR_PACK_STATUS_COUNT,
    KR_JOB_KINDS = 3, // permanent, flexible, self-employed: the first pack statuses
    KR_AGE_THIRDS = 3,
    KR_CLASSES = KR_AGE_GROUPS * KR_SEX_COUNT * KR_EDUCATION_COUNT * KR_JOB_KINDS,
    KR_HOUR_GROUPS = KR_SEX_COUNT * KR_AGE_THIRDS * KR_JOB_KINDS,
    KR_GRID_HOURS = KR_HOURS_GRID - 1, // 4, 8 ... 48
    KR_OWNED = 64,
};

// Persons alike in region, sex, age, status and education: rows first .. first + count -
// 1. Runs are in this order, so rows are too.
struct kr_run {
    kr_row first;
    int32_t count;
    int32_t rank; // of its first person among those of its class, when at work
};

// A job: sector and occupation, with its workers.
struct kr_cell {
    int sector;
    int occupation;
    int64_t workers[2]; // employees, self-employed
};

// An employer to be. Its size class is that of an employer one to one: where the scale
// is small an employer may have lost heads, but not its class.
struct kr_size {
    int32_t heads;
    int32_t full_heads; // those it would have one to one
    int16_t region;
    int16_t size_class;
};

struct kr_synthesis {
    const struct kr_model *model;
    const struct kr_country *country;
    struct kr_world *world;
    kr_quarter start;
    int threads;
    uint64_t salt[KR_POPULATION_USES]; // by use less KR_POPULATION_FIRST

    kr_row persons;
    struct kr_run *run;    // [region][sex][single age][status][education]
    int64_t *status_total; // [sex][band][status]
    int64_t class_total[KR_CLASSES];

    int cells;
    struct kr_cell *cell;     // by sector, then occupation
    int *sector_first;        // [sectors + 1] first cell
    int32_t *class_start;     // [class][cells + 1] places of the class, cumulative
    int32_t *hours_offset;    // [class][cell] place of the class within its hours group
    int32_t *hours_start;     // [hours group][cell][grid + 1] cumulative
    int32_t *hours_stride;    // [hours group][cell] step that visits all its places
    uint16_t *person_cell;    // [person] job, for those at work
    uint8_t *person_place;    // [person] region of work
    int32_t *region_cell;     // [region][cell] employees by home
    double *sector_factor;    // [sector] pay relative to the medians of its occupations
    double *job_occupation;   // [sex][education][occupation] cumulative share, workers
    double *youth_occupation; // [occupation] cumulative share, open jobs of 15-24

    int32_t *commuters;       // [sector][home][work] employees
    int32_t *place_staff;     // [work][sector] employees
    struct kr_size *size;     // of all sectors, one after the other
    kr_row *size_first;       // [sectors + 1] first size of a sector
    int32_t *place_employers; // [work][sector] employers
    kr_row *place_slot;       // [work][sector] first slot
    kr_row *place_first;      // [work][sector] first employer
    int32_t *rank;            // [home][work][cell] employees, then rank of the first
    kr_row employees;
    kr_row *employer_slot; // [employers + 1] first slot of an employer
    uint8_t *slot_occupation;
    uint16_t *slot_minutes;
    int16_t *slot_premium;
    int32_t *slot_post;

    struct kr_hours_menus menus;
    struct {
        void *memory;
        size_t bytes;
    } owned[KR_OWNED];
    int owned_count;
};

// Zeroed memory that is released with the synthesis; NULL when there is none.
void *kr_synthesis_new(struct kr_synthesis *self, size_t count, size_t size);

// Whole numbers of persons, from which runs are made.
struct kr_people_counts {
    const int64_t *people;    // [region][sex][single age]
    const int64_t *status;    // [region][sex][band][status]
    const int64_t *education; // [region][sex][band][education]
};
KR_MUST_CHECK int kr_synthesis_runs(struct kr_synthesis *self,
                                    const struct kr_people_counts *counts);

// Steps, in this order.
KR_MUST_CHECK int kr_synthesis_counts(struct kr_synthesis *self);    // runs of persons
KR_MUST_CHECK int kr_synthesis_jobs(struct kr_synthesis *self);      // classes by job
KR_MUST_CHECK int kr_synthesis_hours(struct kr_synthesis *self);     // hours by job
void kr_synthesis_persons(struct kr_synthesis *self);                // rows, jobs, hours
KR_MUST_CHECK int kr_synthesis_life(struct kr_synthesis *self);      // all other columns
KR_MUST_CHECK int kr_synthesis_places(struct kr_synthesis *self);    // commuting, sizes
KR_MUST_CHECK int kr_synthesis_employers(struct kr_synthesis *self); // the employers
KR_MUST_CHECK int kr_synthesis_deal(struct kr_synthesis *self);  // persons to employers
KR_MUST_CHECK int kr_synthesis_posts(struct kr_synthesis *self); // posts, vacancies

// Where line `line` of a table with `width` columns begins.
static inline size_t kr_line(int line, int width)
{
    return (size_t)line * (size_t)width;
}

static inline uint64_t kr_salt(const struct kr_synthesis *self,
                               enum kr_population_use use)
{
    return self->salt[use - KR_POPULATION_FIRST];
}

// The draw of person or employer `id`.
static inline uint64_t kr_draw_word(const struct kr_synthesis *self,
                                    enum kr_population_use use, kr_id id)
{
    return kr_random_word(kr_salt(self, use), id);
}

static inline double kr_draw(const struct kr_synthesis *self, enum kr_population_use use,
                             kr_id id)
{
    return kr_uniform(kr_draw_word(self, use, id));
}

// Two uniforms of 32 bits from one word.
static inline double kr_high_half(uint64_t word)
{
    return (double)(int64_t)(word >> 32) * 0x1p-32;
}

static inline double kr_low_half(uint64_t word)
{
    return (double)(int64_t)(word & UINT64_C(0xffffffff)) * 0x1p-32;
}

static inline struct kr_run *kr_run_at(const struct kr_synthesis *self, int region,
                                       int sex, int age, int status)
{
    const int i = ((region * KR_SEX_COUNT + sex) * KR_SINGLE_AGES + age) * KR_STATUSES;
    return &self->run[(size_t)(i + status) * KR_EDUCATION_COUNT];
}

// Class of a worker; `age` is in years since 15, `kind` one of the first pack statuses.
static inline int kr_class_of(int age, int sex, int education, int kind)
{
    const int group = kr_age_group(age + KR_MIN_AGE);
    return ((group * KR_SEX_COUNT + sex) * KR_EDUCATION_COUNT + education) *
               KR_JOB_KINDS +
           kind;
}

static inline int kr_class_age(int class)
{
    return class / (KR_JOB_KINDS * KR_EDUCATION_COUNT * KR_SEX_COUNT);
}

static inline int kr_class_sex(int class)
{
    return class / (KR_JOB_KINDS * KR_EDUCATION_COUNT) % KR_SEX_COUNT;
}

static inline int kr_class_education(int class)
{
    return class / KR_JOB_KINDS % KR_EDUCATION_COUNT;
}

static inline int kr_class_kind(int class)
{
    return class % KR_JOB_KINDS;
}

// 15-24, 25-54, 55-74 of an age group of ten years.
static inline int kr_age_third(int age_group)
{
    return age_group == 0 ? 0 : age_group < 4 ? 1 : 2;
}

// Group of a class in the table of hours.
static inline int kr_hour_group(int class)
{
    return (kr_class_sex(class) * KR_AGE_THIRDS + kr_age_third(kr_class_age(class))) *
               KR_JOB_KINDS +
           kr_class_kind(class);
}

#endif
