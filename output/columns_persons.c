// The columns of persons that can be kept.
#include "output/columns.h"
#include "output/gather.h"
#include "output/pay.h"
#include "sim/scratch.h"

enum {
    MINUTES_PER_HOUR = 60,
    MOST_CENTS = UINT16_MAX,
    MOST_YEARS = 255,
    STRETCH = KR_GATHER_STRETCH
};

// The loops below go over a few persons at a time, first looking up and then reckoning,
// so that the compiler can reckon several values at once. They have no branches: whether
// there is somebody, and with an employer, cannot be foreseen, and a wrong guess takes
// longer than a look.

// The part of a choice that begins at number `first`.
static struct kr_chosen_rows part_of(const struct kr_kept_choice *choice, int32_t first)
{
    const int32_t left = choice->count - first;
    return (struct kr_chosen_rows){
        choice->row + first, left < STRETCH ? left : STRETCH, choice->world->persons.rows,
        choice->gone != NULL ? choice->gone + first : NULL,
        choice->first != NULL ? choice->first + first / STRETCH : NULL};
}

static void fill_age(const struct kr_kept_choice *choice, void *values)
{
    uint8_t *age = values;
    const kr_quarter now = choice->world->now;
    int16_t birth[STRETCH];
    for (int32_t first = 0; first < choice->count; first += STRETCH) {
        const struct kr_chosen_rows part = part_of(choice, first);
        kr_gather(&part, choice->world->persons.birth_quarter, sizeof *birth, &now,
                  birth);
        for (int32_t i = 0; i < part.count; i++) {
            // In 16 bits, of which a processor takes many at a time; below 0 is far
            // above.
            const uint16_t quarters = (uint16_t)(now - birth[i]);
            const uint16_t years = quarters / 4;
            age[first + i] = (uint8_t)(years < MOST_YEARS ? years : 0);
        }
    }
}

// Where the employers of a few persons stand in the arrays by post: 0 for none.
static void read_workplaces(const struct kr_kept_choice *choice,
                            const struct kr_chosen_rows *part, int32_t *workplace)
{
    static const int32_t NOWHERE = KR_NONE;
    kr_gather(part, choice->world->persons.post, sizeof *workplace, &NOWHERE, workplace);
    for (int32_t i = 0; i < part->count; i++) {
        workplace[i] = workplace[i] < 0 ? 0 : workplace[i] + 1;
    }
}

static void fill_employer(const struct kr_kept_choice *choice, void *values)
{
    int32_t *number = values;
    int32_t workplace[STRETCH];
    for (int32_t first = 0; first < choice->count; first += STRETCH) {
        const struct kr_chosen_rows part = part_of(choice, first);
        read_workplaces(choice, &part, workplace);
        for (int32_t i = 0; i < part.count; i++) {
            number[first + i] = choice->workplaces->number[workplace[i]];
        }
    }
}

// A code by post.
static void fill_code(const struct kr_kept_choice *choice, const uint8_t *code,
                      uint8_t *values)
{
    int32_t workplace[STRETCH];
    for (int32_t first = 0; first < choice->count; first += STRETCH) {
        const struct kr_chosen_rows part = part_of(choice, first);
        read_workplaces(choice, &part, workplace);
        for (int32_t i = 0; i < part.count; i++) {
            values[first + i] = code[workplace[i]];
        }
    }
}

static void fill_sector(const struct kr_kept_choice *choice, void *values)
{
    fill_code(choice, choice->workplaces->sector, values);
}

static void fill_work_region(const struct kr_kept_choice *choice, void *values)
{
    fill_code(choice, choice->workplaces->region, values);
}

// What the pay of a few persons follows from.
struct pay {
    double scale[STRETCH];    // 0 without employer
    int16_t premium[STRETCH]; // personal and of the employer together
};

static void read_premiums(const struct kr_kept_choice *choice,
                          const struct kr_chosen_rows *part, const int32_t *workplace,
                          struct pay *pay)
{
    static const int16_t NOTHING = 0;
    const int16_t *of_employers = choice->workplaces->wage_premium;
    kr_gather(part, choice->world->persons.wage_premium, sizeof *pay->premium, &NOTHING,
              pay->premium);
    for (int32_t i = 0; i < part->count; i++) {
        pay->premium[i] = (int16_t)(pay->premium[i] + of_employers[workplace[i]]);
    }
}

// With the scales of the wage groups of their employers.
static void read_levels(const struct kr_kept_choice *choice,
                        const struct kr_chosen_rows *part, struct pay *pay)
{
    const double *levels = choice->world->wage_level;
    const uint8_t *groups = choice->workplaces->wage_group;
    int32_t workplace[STRETCH];
    read_workplaces(choice, part, workplace);
    read_premiums(choice, part, workplace, pay);
    for (int32_t i = 0; i < part->count; i++) {
        const bool employed = workplace[i] > 0;
        const double scale = levels[employed ? groups[workplace[i]] : 0];
        pay->scale[i] = employed ? scale : 0;
    }
}

// With the scales of their occupations in the sectors.
static void read_scales(const struct kr_kept_choice *choice,
                        const struct kr_chosen_rows *part, struct pay *pay)
{
    static const uint8_t NOTHING = 0;
    const struct kr_world *world = choice->world;
    const double *scales = world->scratch->scale_cents;
    const uint8_t *sectors = choice->workplaces->sector;
    const int occupations = choice->model->country->occupations;
    int32_t workplace[STRETCH];
    uint8_t occupation[STRETCH];
    read_workplaces(choice, part, workplace);
    kr_gather(part, world->persons.occupation, sizeof *occupation, &NOTHING, occupation);
    read_premiums(choice, part, workplace, pay);
    for (int32_t i = 0; i < part->count; i++) {
        const bool employed = workplace[i] > 0;
        const int sector = employed ? sectors[workplace[i]] : 0;
        const double scale = scales[sector * occupations + occupation[i]];
        pay->scale[i] = employed ? scale : 0;
    }
}

static void fill_pay_level(const struct kr_kept_choice *choice, void *values)
{
    float *level = values;
    struct pay pay;
    for (int32_t first = 0; first < choice->count; first += STRETCH) {
        const struct kr_chosen_rows part = part_of(choice, first);
        read_levels(choice, &part, &pay);
        for (int32_t i = 0; i < part.count; i++) {
            const double premium = pay.premium[i] / 10000.0;
            level[first + i] = (float)(pay.scale[i] * (1 + premium));
        }
    }
}

static void fill_hourly_wage(const struct kr_kept_choice *choice, void *values)
{
    uint16_t *wage = values;
    struct pay pay;
    for (int32_t first = 0; first < choice->count; first += STRETCH) {
        const struct kr_chosen_rows part = part_of(choice, first);
        read_scales(choice, &part, &pay);
        for (int32_t i = 0; i < part.count; i++) {
            const int32_t cents = kr_hourly_cents(pay.scale[i], pay.premium[i]);
            wage[first + i] = (uint16_t)(cents < MOST_CENTS ? cents : MOST_CENTS);
        }
    }
}

// Whole hours a week of minutes a week.
static void fill_hours(const struct kr_kept_choice *choice, const uint16_t *minutes,
                       uint8_t *hours)
{
    static const uint16_t NOTHING = 0;
    uint16_t found[STRETCH];
    for (int32_t first = 0; first < choice->count; first += STRETCH) {
        const struct kr_chosen_rows part = part_of(choice, first);
        kr_gather(&part, minutes, sizeof *found, &NOTHING, found);
        for (int32_t i = 0; i < part.count; i++) {
            const unsigned rounded = found[i] + MINUTES_PER_HOUR / 2U;
            hours[first + i] = (uint8_t)(rounded / MINUTES_PER_HOUR);
        }
    }
}

static void fill_contract_hours(const struct kr_kept_choice *choice, void *values)
{
    fill_hours(choice, choice->world->persons.contract_minutes, values);
}

static void fill_usual_hours(const struct kr_kept_choice *choice, void *values)
{
    fill_hours(choice, choice->world->persons.usual_minutes, values);
}

#define QUARTERS "Quarters since year 0: year * 4 + quarter - 1; -32768 is never. "
#define NO_RULE  "No rule reads it yet. "

// Of the table; type and unit are those of the list in agents/persons.h.
#define NUMBER(id, title, text)                               \
    {                                                         \
        .name = (id), .long_name = (title), .comment = (text) \
    }
#define QUARTER(id, title, text)                                                        \
    {                                                                                   \
        .name = (id), .blank = KR_NEVER, .long_name = (title), .comment = QUARTERS text \
    }
#define CODE(id, list, title, text)                                            \
    {                                                                          \
        .name = (id), .codes = KR_CODES_FROM_ZERO, .labels = KR_LABELS_##list, \
        .long_name = (title), .comment = (text)                                \
    }
#define CODE_OR_NONE(id, list, title, text)                                     \
    {                                                                           \
        .name = (id), .codes = KR_CODES_AFTER_NONE, .labels = KR_LABELS_##list, \
        .long_name = (title), .comment = (text)                                 \
    }

static const struct kr_kept_column COLUMNS[] = {
    CODE("status", STATUS, "labour status",
         "As the labour force survey counts it; 0, absent, is somebody who is not yet, "
         "or no longer, in the population of 15 to 74."),
    {.name = "age",
     .type = KR_U8,
     .most_bits = 7,
     .unit = "years",
     .long_name = "age in whole years",
     .comment = "Completed years of age; 0 when absent.",
     .fill = fill_age},
    CODE("sex", SEX, "sex",
         "As registered; constant. When absent 0, which stands for nothing."),
    QUARTER("birth_quarter", "quarter of birth", "Constant; `age` follows from it."),
    CODE("region", REGION, "home region", "Labour-market region where the person lives."),
    CODE("education", EDUCATION, "level of education", "Highest level attained."),
    CODE("partner", PARTNER, "partner",
         "Whether there is a partner in the household, and the class of the partner's "
         "net income."),
    NUMBER("children", "children in the household",
           "Children under 18 that the model holds with this person, the mother."),
    QUARTER("youngest_birth", "quarter of birth of the youngest child at home",
            "Of children under 18 whom the mother holds; never: there is none."),
    QUARTER("eldest_birth", "quarter of birth of the eldest child at home",
            "Of children under 18 whom the mother holds; never: there is none."),
    NUMBER("informal_care", "informal care given",
           "Hours a week of unpaid care for others."),
    CODE("health", HEALTH, "state of health",
         "Of employees: absence this quarter by its length. Of others what it was when "
         "they last were, or at the start. Disability: of everybody."),
    NUMBER("burnout", "memory of workload",
           "Smoothed logarithm of the workload felt, in hundredths."),
    {.name = "groups",
     .codes = KR_CODES_MASKS,
     .words = "permit labour_migrant jobs_agreement study_migrant second_job",
     .long_name = "groups that policies address",
     .comment = "Bits: asylum permit; came to work; target group of the jobs agreement; "
                "came to study; has a second job."},
    CODE("benefit", BENEFIT, "benefit received", "The main one, this quarter."),
    QUARTER("arrival_quarter", "quarter of arrival from abroad",
            "Never: there since before the run or born in the country."),
    QUARTER("status_since", "quarter in which the labour status began",
            "Of the unbroken spell in the present status."),
    CODE_OR_NONE("study", FIELD, "field of study followed",
                 "Education at school, not courses for an occupation; 0 is none."),
    QUARTER("study_since", "quarter in which the study began",
            "Of the field of study followed now; never: follows none."),
    {.name = "employer",
     .type = KR_I32,
     .blank = KR_NONE,
     .unit = "1",
     .long_name = "employer of the main job",
     .comment = "The employer's permanent number, -1 for none: its place on the axis of "
                "/employers where all employers are kept, and the value of `number` "
                "there in any case.",
     .fill = fill_employer,
     .by_number = true,
     .by_post = true},
    {.name = "sector",
     .type = KR_U8,
     .codes = KR_CODES_FROM_ZERO,
     .labels = KR_LABELS_SECTOR,
     .blank = KR_NO_WORKPLACE,
     .unit = "1",
     .long_name = "sector of the employer",
     .comment = "Of the main job; 255 without employer.",
     .fill = fill_sector,
     .by_post = true},
    {.name = "work_region",
     .type = KR_U8,
     .codes = KR_CODES_FROM_ZERO,
     .labels = KR_LABELS_REGION,
     .blank = KR_NO_WORKPLACE,
     .unit = "1",
     .long_name = "region of work",
     .comment = "Region of the employer; 255 without employer.",
     .fill = fill_work_region,
     .by_post = true},
    CODE("occupation", OCCUPATION, "occupation",
         "Of the job, of the last one, or learned for when there never was one."),
    CODE("previous_occupation", OCCUPATION, "occupation before this one",
         "Or one learned and not used yet."),
    QUARTER("occupation_since", "quarter in which the occupation began",
            "When the present occupation, or the last one, was taken up."),
    NUMBER("previous_experience", "experience in the previous occupation",
           "Quarters worked in it; at most 255."),
    CODE("rung", RUNG, "qualification for the occupation", "From trainee to senior."),
    CODE("contract", CONTRACT, "kind of contract",
         "Of the main job; CBS: positie in de werkkring."),
    QUARTER("contract_end", "quarter in which the temporary contract ends",
            "Never: no contract, or one without an end."),
    {.name = "contract_hours",
     .type = KR_U8,
     .unit = "hours/week",
     .long_name = "hours of the contract",
     .comment = "Of the main job, rounded to whole hours; `contract_minutes` is exact.",
     .fill = fill_contract_hours},
    {.name = "contract_minutes",
     .most_bits = 14,
     .long_name = "minutes of the contract",
     .comment = "Weekly minutes agreed in the main job."},
    {.name = "usual_hours",
     .type = KR_U8,
     .unit = "hours/week",
     .long_name = "hours usually worked",
     .comment = "In the main job, rounded to whole hours; `usual_minutes` is exact.",
     .fill = fill_usual_hours},
    {.name = "usual_minutes",
     .most_bits = 14,
     .long_name = "minutes usually worked",
     .comment = "Weekly minutes in the main job, overtime included."},
    QUARTER("job_since", "quarter in which the job began",
            "Of the main job, with the present employer or on own account; never: none."),
    {.name = "hourly_wage",
     .type = KR_U16,
     .unit = "cents/hour",
     .long_name = "gross hourly wage",
     .comment = "Of the main job at present pay, in whole cents: the agreed scale of "
                "the occupation in the sector with the premiums of the person and the "
                "employer, without holiday pay, overtime and payments of policies. What "
                "`hourly_wage`, `wage_gini` and their like in /quarterly are made of. 0 "
                "without employer.",
     .fill = fill_hourly_wage,
     .by_post = true},
    {.name = "pay_level",
     .type = KR_F32,
     .unit = "1",
     .long_name = "pay against the start",
     .comment = "Hourly pay over the scale of the post at the start: agreed scale of "
                "the wage group with the premiums of the person and the employer; 0 "
                "without employer.",
     .fill = fill_pay_level,
     .by_post = true},
    NUMBER("wage_premium", "hourly wage above the agreed scale",
           "Personal premium on the agreed pay of the post of the main job, in ten "
           "thousandths; "
           "0 without job."),
    NUMBER("taste", "taste for hours",
           "How many hours a week the person would like to work, all else equal: 0 "
           "stands for "
           "32, 512 for an hour more."),
    NUMBER("desired_hours", "hours wanted",
           "Hours a week that the person wants to work at present pay and circumstances, "
           "in steps of four. Who has a second job has no wish for more all the same."),
    CODE("wish", WISH, "wish for other hours",
         "How far it has come: none, silent, asked for, waiting for an answer. Wishes "
         "for more are at least four hours above the contract, without a second job."),
    NUMBER("work_capacity", "productive capacity",
           NO_RULE "Below 100 for target groups."),
    CODE("leave", LEAVE, "leave taken", "Kind of leave from the job in this quarter."),
    CODE("notice", NOTICE, "notice of dismissal",
         "Whether the employer has told that the job ends."),
    CODE_OR_NONE("course", OCCUPATION, "occupation trained for",
                 "Of the course that is followed now; 0 is none."),
    CODE_OR_NONE("course_provider", REGION, "region of the training place",
                 NO_RULE "0 is none."),
    NUMBER("course_left", "training left",
           "Quarters until the course for another occupation ends; 0 without one."),
    NUMBER("raised", "quarters since hours were added on request",
           "Counted while it is not settled whether they are kept; 0 when kept, or never "
           "added."),
};

const struct kr_kept_column *kr_kept_persons(size_t *count)
{
    *count = sizeof COLUMNS / sizeof COLUMNS[0];
    return COLUMNS;
}
