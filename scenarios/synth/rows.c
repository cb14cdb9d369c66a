// Fills the rows of persons: who they are, and for workers their job and hours.
#include "base/parallel.h"
#include "scenarios/synth/synthesis.h"

static const uint8_t status_of[KR_STATUSES] = {
    [KR_PACK_PERMANENT] = KR_EMPLOYEE,
    [KR_PACK_FLEXIBLE] = KR_EMPLOYEE,
    [KR_PACK_SELF_EMPLOYED] = KR_SELF_EMPLOYED,
    [KR_PACK_UNEMPLOYED] = KR_UNEMPLOYED,
    [KR_PACK_AVAILABLE] = KR_AVAILABLE,
    [KR_PACK_SEARCHING] = KR_SEARCHING,
    [KR_PACK_STUDENT] = KR_STUDENT,
    [KR_PACK_CARER] = KR_CARER,
    [KR_PACK_ILL] = KR_ILL,
    [KR_PACK_RETIRED] = KR_RETIRED,
    [KR_PACK_OTHER] = KR_OTHER,
};

static const uint8_t contract_of[KR_JOB_KINDS] = {
    [KR_PACK_PERMANENT] = KR_PERMANENT,
    [KR_PACK_FLEXIBLE] = KR_TEMPORARY, // kr_synthesis_life sets the others apart
    [KR_PACK_SELF_EMPLOYED] = KR_OWN_ACCOUNT,
};

// What a run of persons has in common.
struct run_kind {
    int region, sex, age, status, education;
};

static void fill_run(const struct kr_synthesis *self, const struct kr_run *run,
                     const struct run_kind *kind)
{
    struct kr_persons *p = &self->world->persons;
    // Ordinals count within region and sex, in order of rows.
    const kr_row origin = kr_run_at(self, kind->region, kind->sex, 0, 0)->first;
    for (kr_row i = run->first; i < run->first + run->count; i++) {
        kr_persons_clear_row(p, i);
        const kr_id id =
            kr_person_id(0, self->start, kind->region, kind->sex, (uint32_t)(i - origin));
        const uint64_t quarter = kr_draw_word(self, KR_POPULATION_BIRTH, id) >> 62;
        p->id[i] = id;
        p->birth_quarter[i] =
            (int16_t)(self->start - 4 * (kind->age + KR_MIN_AGE) - (int)quarter);
        p->sex[i] = (uint8_t)kind->sex;
        p->education[i] = (uint8_t)kind->education;
        p->region[i] = (uint8_t)kind->region;
        p->status[i] = status_of[kind->status];
        p->work_capacity[i] = 100;
    }
}

// Last index of `start` whose value is at most `place`; `start` rises over `n` steps.
static int find_place(const int32_t *start, int n, int32_t place)
{
    int low = 0;
    while (n > 1) {
        const int half = n / 2;
        low += start[low + half] <= place ? half : 0;
        n -= half;
    }
    return low;
}

// Deals jobs and hours to a run of workers: the place of a person in a random order of
// her class gives the job, her place among those in the job the hours (in even strides,
// so that classes who share a job share its hours).
static void deal_jobs(const struct kr_synthesis *self, const struct kr_run *run,
                      const struct run_kind *kind)
{
    struct kr_persons *p = &self->world->persons;
    const int class = kr_class_of(kind->age, kind->sex, kind->education, kind->status);
    const int group = kr_hour_group(class);
    const int32_t *start = &self->class_start[kr_line(class, self->cells + 1)];
    const uint64_t total = (uint64_t)self->class_total[class];
    const uint64_t job_key =
        kr_mix64(kr_salt(self, KR_POPULATION_DEAL_JOB) + (uint64_t) class);
    for (int32_t i = 0; i < run->count; i++) {
        const int32_t place =
            (int32_t)kr_permute(job_key, (uint64_t)run->rank + (uint64_t)i, total);
        const int cell = find_place(start, self->cells, place);
        const int32_t *hours =
            &self->hours_start[kr_line(group * self->cells + cell, KR_GRID_HOURS + 1)];
        const int32_t in_cell =
            self->hours_offset[class * self->cells + cell] + place - start[cell];
        const uint64_t stride = (uint64_t)self->hours_stride[group * self->cells + cell];
        const int32_t turn =
            (int32_t)((uint64_t)in_cell * stride % (uint64_t)hours[KR_GRID_HOURS]);
        const int step = find_place(hours, KR_GRID_HOURS, turn) + 1;
        const kr_row row = run->first + i;
        self->person_cell[row] = (uint16_t)cell;
        p->occupation[row] = (uint8_t)self->cell[cell].occupation;
        p->contract[row] = contract_of[kind->status];
        p->contract_minutes[row] = (uint16_t)(step * KR_HOURS_STEP * 60);
    }
}

// All runs of a region, sex and single age.
static void fill_age(void *context, int task, int worker)
{
    (void)worker;
    const struct kr_synthesis *self = context;
    struct run_kind kind = {.region = task / (KR_SEX_COUNT * KR_SINGLE_AGES),
                            .sex = task / KR_SINGLE_AGES % KR_SEX_COUNT,
                            .age = task % KR_SINGLE_AGES};
    for (kind.status = 0; kind.status < KR_STATUSES; kind.status++) {
        const struct kr_run *run =
            kr_run_at(self, kind.region, kind.sex, kind.age, kind.status);
        for (int e = 0; e < KR_EDUCATION_COUNT; e++) {
            kind.education = e;
            fill_run(self, &run[e], &kind);
            if (kind.status < KR_JOB_KINDS) {
                deal_jobs(self, &run[e], &kind);
            }
        }
    }
}

void kr_synthesis_persons(struct kr_synthesis *self)
{
    self->world->persons.rows = self->persons;
    kr_parallel_tasks(self->threads,
                      self->country->regions * KR_SEX_COUNT * KR_SINGLE_AGES, fill_age,
                      self);
}
