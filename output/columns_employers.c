// The columns of employers that can be kept.
#include "output/columns.h"
#include "sim/carving.h"

enum { MINUTES_PER_HOUR = 60 };

// What is added up over the posts of an employer, those that opened for helpers too.
enum post_sum { POST_CONTRACT, POST_REQUIRED, POST_ABSENT, POST_OPENINGS };

static inline int64_t of_post(const struct kr_post *post, enum post_sum which)
{
    switch (which) {
    case POST_CONTRACT:
        return post->contract_minutes;
    case POST_REQUIRED:
        return post->required_minutes;
    case POST_ABSENT:
        return post->absent_minutes;
    case POST_OPENINGS:
        return post->openings;
    }
    return 0;
}

static int64_t of_helpers(const struct kr_world *world,
                          const struct kr_employer *employer, int k, enum post_sum which)
{
    const kr_row helpers = kr_carving_helpers(world, employer, k);
    return helpers != KR_NONE ? of_post(&world->posts.at[helpers], which) : 0;
}

static inline int64_t sum_posts(const struct kr_world *world, kr_row employer,
                                enum post_sum which)
{
    if (employer == KR_NONE || world->employers.at[employer].id == 0) {
        return 0;
    }
    const struct kr_employer *at = &world->employers.at[employer];
    const struct kr_post *posts = &world->posts.at[at->first_post];
    int64_t sum = 0;
    for (int k = 0; k < at->posts; k++) {
        sum += of_post(&posts[k], which);
        if (posts[k].helper_post != KR_NONE) {
            sum += of_helpers(world, at, k, which);
        }
    }
    return sum;
}

static inline void fill_posts(const struct kr_kept_choice *choice, enum post_sum which,
                              int32_t *values)
{
    for (int32_t i = 0; i < choice->count; i++) {
        const int64_t sum = sum_posts(choice->world, choice->row[i], which);
        values[i] = (int32_t)(sum < INT32_MAX ? sum : INT32_MAX);
    }
}

static void fill_contract(const struct kr_kept_choice *choice, void *values)
{
    fill_posts(choice, POST_CONTRACT, values);
}

static void fill_required(const struct kr_kept_choice *choice, void *values)
{
    fill_posts(choice, POST_REQUIRED, values);
}

static void fill_absent(const struct kr_kept_choice *choice, void *values)
{
    fill_posts(choice, POST_ABSENT, values);
}

static void fill_openings(const struct kr_kept_choice *choice, void *values)
{
    fill_posts(choice, POST_OPENINGS, values);
}

static void fill_fte(const struct kr_kept_choice *choice, void *values)
{
    const double full =
        choice->model->country->constants.full_time_hours * MINUTES_PER_HOUR;
    float *fte = values;
    for (int32_t i = 0; i < choice->count; i++) {
        const int64_t sum = sum_posts(choice->world, choice->row[i], POST_CONTRACT);
        fte[i] = (float)((double)sum / full);
    }
}

static void fill_group(const struct kr_kept_choice *choice, void *values)
{
    int32_t *group = values;
    for (int32_t i = 0; i < choice->count; i++) {
        const kr_row row = choice->row[i];
        group[i] = row == KR_NONE
                       ? KR_NONE
                       : choice->employer_number[choice->world->employers.at[row].group];
    }
}

#define NO_RULE "No rule reads it yet. "

// Of the table; type and unit are those of the list in agents/employers.h.
#define NUMBER(id, title, text)                               \
    {                                                         \
        .name = (id), .long_name = (title), .comment = (text) \
    }
#define CODE(id, list, title, text)                                            \
    {                                                                          \
        .name = (id), .codes = KR_CODES_FROM_ZERO, .labels = KR_LABELS_##list, \
        .long_name = (title), .comment = (text)                                \
    }
#define WORDS(id, list, title, text)                                \
    {                                                               \
        .name = (id), .codes = KR_CODES_FROM_ZERO, .words = (list), \
        .long_name = (title), .comment = (text)                     \
    }
// Sum over the posts.
#define SUM(id, fill_posts, of, title, text)                              \
    {                                                                     \
        .name = (id), .type = KR_I32, .unit = (of), .long_name = (title), \
        .comment = (text), .fill = (fill_posts)                           \
    }

static const struct kr_kept_column COLUMNS[] = {
    NUMBER("heads", "employees",
           "By their main job, at the end of the quarter; may be 0 while it is there."),
    {.name = "fte",
     .type = KR_F32,
     .unit = "fte",
     .long_name = "full-time equivalents",
     .comment = "Contract minutes of all posts, second jobs included, over those of a "
                "full week.",
     .fill = fill_fte},
    SUM("openings", fill_openings, "vacancies", "open vacancies",
        "Of all posts, at the end of the quarter."),
    NUMBER("load", "workload", "Hours required over effective hours."),
    NUMBER("load_memory", "smoothed workload", "Logarithm."),
    SUM("contract_minutes", fill_contract, "minutes/week", "contract minutes",
        "Of all posts, second jobs included."),
    SUM("required_minutes", fill_required, "minutes/week", "minutes required",
        "In all posts, this quarter."),
    SUM("absent_minutes", fill_absent, "minutes/week", "minutes lost to absence",
        "Contract minutes of those who were ill or on leave."),
    CODE("sector", SECTOR, "sector", "Branch of industry it works in; constant."),
    CODE("region", REGION, "region of work", "Constant: an establishment has one place."),
    CODE("wage_group", WAGE_GROUP, "agreed-wage group",
         "The collective agreement whose scales it pays."),
    WORDS("size_class", "2-9 10-49 50-249 250+", "class of size",
          "By its heads when it began."),
    {.name = "group",
     .codes = KR_CODES_NONE,
     .type = KR_I32,
     .blank = KR_NONE,
     .unit = "1",
     .long_name = "first establishment of its group",
     .comment = "Its permanent number; establishments of a group share pay and policy. "
                "-1 when there is none.",
     .fill = fill_group,
     .by_number = true},
    NUMBER("wage_premium", "pay above the agreed scale", "Of all who work there."),
    NUMBER("start_heads", "employees when it began",
           "Heads in its first quarter, or at the start of the run; constant."),
    NUMBER("posts", "posts", "Occupations in which it employs, or would."),
    NUMBER("demand_level", "own level of demand",
           "Logarithm, deviation from the sector."),
    NUMBER("productivity", "output per effective hour",
           NO_RULE "Relative to the sector."),
    NUMBER("liquidity", "payroll it can bear without revenue", NO_RULE "In quarters."),
    {.name = "since",
     .blank = KR_NEVER,
     .long_name = "quarter in which it began",
     .comment = "Quarters since year 0: year * 4 + quarter - 1; -32768 is never."},
    NUMBER("technology", "labour-saving technology",
           "Quarters since it was adopted, plus 1; 0 not yet, 255 long ago."),
    NUMBER("admin_share", "administration",
           "Share of working time that staff spend on it."),
    WORDS("tender", "no yes", "services put out to tender",
          NO_RULE "Whether clients buy its services by tender."),
    {.name = "practices",
     .codes = KR_CODES_MASKS,
     .words = "carving mentoring pool",
     .long_name = "adopted practices",
     .comment = NO_RULE "Bits."},
    NUMBER("roster_fit", "fit of rosters",
           "How well rosters fit the wishes of staff, against the mean of employers."),
    NUMBER("manager", "quality of management",
           "How well staff is led, against the mean of employers."),
    NUMBER("amenity", "other qualities of the job",
           "What makes it liked beside pay and hours, against the mean of employers."),
    NUMBER("visibility", "visibility",
           "How often seekers see its openings, against the mean of employers."),
    NUMBER("conversations", "conversations about hours",
           "Share of staff asked about hours in a year."),
    WORDS("closing", "no yes", "closes this quarter",
          "Whether it is in its last quarter: staff leave and it is gone in the next."),
};

const struct kr_kept_column *kr_kept_employers(size_t *count)
{
    *count = sizeof COLUMNS / sizeof COLUMNS[0];
    return COLUMNS;
}
