// Working memory of a quarter: sized once, without meaning between quarters. Private to
// sim/: phases share it, nobody else sees it.
#ifndef KR_SIM_SCRATCH_H
#define KR_SIM_SCRATCH_H

#include "agents/rules/taste.h"
#include "base/buffer.h"
#include "sim/event_log.h"
#include "sim/model.h"
#include "sim/policy.h"
#include "sim/tallies.h"
#include "sim/world.h"

// How a person stood at the end of the last quarter, in one byte.
enum {
    KR_BEFORE_STATUS = 0x0f,
    KR_BEFORE_CONTRACT = 0x70,
    KR_BEFORE_CONTRACT_SHIFT = 4,
    KR_BEFORE_SHORT_TENURE = 0x80,
};

enum {
    KR_WORK_AGES = KR_MAX_AGE - KR_MIN_AGE,
    KR_HOUSEHOLDS = 4, // single or not, giving informal care or not
};

// Hazards of this quarter: effective parameters and state of the market folded in.
struct kr_rates {
    double death[KR_AGES][KR_SEX_COUNT];
    double departure[KR_MIGRANT_CLASSES][KR_AGES][KR_SEX_COUNT];
    double birth[KR_WORK_AGES];
    // at least the sum of all rates of demography; by household, see kr_household_of
    double demography_bound[KR_MIGRANT_CLASSES][KR_WORK_AGES][KR_SEX_COUNT]
                           [KR_HOUSEHOLDS];
    // the hazards of one kind of person lie together
    double table[KR_STATUS_COUNT][KR_CONTRACT_COUNT][KR_AGE_GROUPS][KR_SEX_COUNT]
                [KR_HAZARD_COUNT];
    double retirement[KR_WORK_AGES];
    int pension_age; // quarters of age
};

// Factors of rule R1 on entry and exit, by [age group][sex][household kind][wage class];
// 1 at the prices of the start.
struct kr_returns {
    double *entry, *exit;
    bool entry_moved, exit_moved; // whether any differs from 1
    double most_entry, most_exit; // the largest, to thin with
    double exit_health, exit_care;
};

// Cumulative weights in the order of codes, with a guide to where a search begins: a draw
// takes a step or two, and a small change of weights changes few draws.
enum { KR_GUIDE_BITS = 8, KR_GUIDES = 1 << KR_GUIDE_BITS };

struct kr_draw_table {
    int rows, codes;
    uint32_t *cumulative; // [rows][codes] of 2^32; the last is the largest word
    uint8_t *guide;       // [rows][KR_GUIDES] first code that a word so begun can draw
};

struct kr_opening { // a point of a ring: all that a seeker looks at, in half a line
    uint64_t key;
    uint32_t position;
    int32_t unit;     // post with openings
    float log_wage;   // scale of sector and occupation plus premium, log euro an hour
    float attraction; // amenity, visibility and crowding in units of utility
    float standard;   // score needed, standard deviations
    uint8_t hours;
    uint8_t sector;
    uint8_t region;
    uint8_t occupation;
};

_Static_assert(sizeof(struct kr_opening) == 32, "two points fill a cache line");

// A post with openings, as the market sees it: its card, and the state of the round.
struct kr_unit {
    int32_t post;
    int32_t start;    // of its acceptable applicants in `order`
    int32_t open;     // openings that are not filled
    int32_t hired;    // in this round, of which openings are still to be taken off
    float log_wage;   // scale of sector and occupation plus premium, log euro an hour
    float attraction; // amenity, visibility and crowding in units of utility
    int8_t amenity, visibility;         // SD/32
    uint8_t sector, region, occupation; // codes
    uint8_t applicants; // in the last round that it had openings in, at most 255
};

_Static_assert(sizeof(struct kr_unit) <= 32, "two units fill a cache line");

struct kr_application {
    int32_t opening; // in the ring
    int32_t unit;    // of the post, -1 when there is none or it would not accept
    int32_t place;   // among the acceptable applicants of the post
    float score;     // employer's view
};

// A seeker packed for the rounds: read once from the columns, then in sequence.
struct kr_packed_seeker {
    uint64_t id;
    double log_wage;
    uint8_t occupation, other_occupation, region, sector; // sector 255: none
    uint8_t desired_hours, education, rung, age;
    uint8_t experience;   // quarters, at most 255
    uint8_t quarters_out; // at most 255
    uint8_t permanent, inactive, migrant, learned;
};

_Static_assert(sizeof(struct kr_packed_seeker) == 32, "two seekers fill a cache line");

struct kr_applicant { // an application as its post sees it
    float score;
    int32_t slot; // of the application
};

struct kr_leaver { // a mover whose old post may open again
    uint64_t person;
    int32_t post;
    int32_t minutes;
};

// A new opening on its way to the vacancy table.
struct kr_new_opening {
    int32_t post;
    uint16_t minutes;
    uint16_t ordinal;
    int8_t standard;
    uint8_t posted;
};

// A point of the rings of second jobs: all that a seeker looks at, in half a line. It has
// the size of kr_opening and stands in its memory.
struct kr_second_opening {
    uint64_t key;
    uint32_t position;
    kr_row vacancy;
    kr_row employer;
    int16_t opened;       // quarter
    int16_t wage_premium; // 1/10000
    uint8_t hours;
    int8_t standard; // SD/32
    uint8_t sector;
    uint8_t region;
    uint8_t occupation;
};

_Static_assert(sizeof(struct kr_second_opening) == sizeof(struct kr_opening),
               "they share memory");

// What somebody asks for who looks for a second job.
struct kr_proposal {
    uint64_t person;
    float score;
    uint32_t tie; // decides between equal scores
    kr_row row;
    int32_t place; // on a ring, KR_NONE for none
    int32_t hours;
};

_Static_assert(sizeof(struct kr_proposal) == sizeof(struct kr_packed_seeker),
               "they share memory");

struct kr_matching {
    // market cells
    uint8_t is_legal[256]; // by occupation: 1 when protected by law
    int32_t *cell_of;      // [occupation][region] cell
    int cells;
    int32_t *cell_start; // [cells + 1] into `ring`
    struct kr_opening *ring;
    int32_t *stretch_start;   // [openings + 1] into `ring`: as many stretches as openings
    int32_t *vacancy_stretch; // by vacancy row, -1 for one that was filled
    uint32_t *position;       // by place in `ring`: all that a search reads
    kr_row ring_capacity;
    // posts with openings
    struct kr_unit *unit;
    int64_t *arrivals; // by unit: applicants, and above 32 bits the acceptable ones
    int32_t units;
    int32_t *vacancy_unit; // by vacancy row
    int32_t *unit_of_post; // by post row; holds when the unit agrees
    int64_t *recount;      // by post row, for the books
    uint8_t *filled;       // by vacancy row
    // seekers
    kr_row *seeker;
    struct kr_packed_seeker *packed; // by seeker
    uint8_t *hired;
    kr_row seekers;
    kr_row seeker_capacity;
    // applications, `per_seeker` slots each
    struct kr_application *application;
    uint8_t *offered; // by slot of application: 1 while an offer stands; whole words
    struct kr_applicant *order; // acceptable applicants by unit
    int per_seeker;
    // those who left a post for another one in this round
    struct kr_buffer leavers;
    struct kr_leaver *leaver_joined; // in the order of seekers
    struct kr_leaver *leaver;        // in the order of posts
    struct kr_new_opening *chain;    // openings that take their places
    kr_row leaver_capacity;
    // second jobs, after the rounds
    struct kr_second_opening *second; // points of their rings
    int32_t *winner;                  // by point: the best proposal
    struct kr_proposal *proposal;     // by who looks for one
    // the memory of all arrays by post, vacancy, seeker, slot and leaver
    char *block;
    size_t block_bytes;
    size_t posts; // capacity that it is laid out for
    bool borrows; // the block is another world's
};

// A person who enters a bonus programme, or cuts hours: on its way to the memories.
struct kr_new_memory {
    uint64_t person;
    int32_t row;
    uint16_t reference_minutes;
    uint16_t minutes_after;
    uint16_t overtime_minutes; // of the hours added, those worked already
    uint8_t policy;
    bool is_in; // in the programme already
};

// A memory as decisions about bonuses look it up: in order of row, then of age.
struct kr_bonus_memory {
    int32_t row;
    kr_quarter from;
    uint16_t reference_minutes;
    uint8_t policy;
};

// Stocks that the books carry from quarter to quarter.
struct kr_stocks {
    int64_t persons;
    int64_t status[KR_STATUS_COUNT];
    int64_t children;
    int64_t elderly;
    int64_t employees;
    int64_t openings; // of all kinds
    int64_t posted;
    int64_t second_jobs;
    int64_t by_age[KR_WORK_AGES];
    int64_t migrants[KR_MIGRANT_CLASSES];
    double openness[256]; // by occupation: openings per worker
    double unmet[256];    // by sector: share of hours required that posts are short of
    double hours[256];    // by occupation: mean contract hours
};

struct kr_scratch {
    int workers;
    size_t persons;            // capacity, for freeing
    struct kr_tallies *worker; // one per thread, added up at the end of a phase
    struct kr_counts *counts;  // one per thread, for the stocks
    struct kr_effective terms; // this quarter's
    struct kr_event_log log;   // what happened to persons, when somebody asks
    int32_t *employer_heads;   // [employer] at the quarter's start; NULL where none asks
    int64_t mentor_minutes[256]; // [sector] that colleagues spend on guiding others
    int look_back;  // quarters that hours given up are remembered, KR_NONE for not at all
    double *served; // [policy] part of the persons in its target that places are for
    struct kr_bonus_memory *bonus_memory; // those that matter to bonuses
    kr_row bonus_memories, bonus_capacity;
    uint64_t gaming_salt;
    struct kr_rates rates;
    struct kr_hours_menus menus;
    struct kr_returns returns;
    // chances that wishes are voiced: with flexible hours or without, by steps missing
    double voice[2][KR_HOURS_GRID];
    double voice_fewer[2];
    double *occupation_log_wage;  // [occupation] log of the median at present levels
    double *log_wage;             // [sector][occupation] log of the scale, euro per hour
    double *scale_cents;          // [sector][occupation] cents per hour
    double *sector_factor;        // [sector] pay relative to the occupation's median
    double *region_log_tightness; // relative to the start
    double *occupation_trainees;  // share of workers on a course, by occupation goal
    struct kr_stocks opening;     // stocks at the last quarter's end, for the books
    uint8_t *before;              // by person row
    struct kr_buffer freed;       // rows that became free
    kr_row *free_rows;            // those not yet used again, ascending
    kr_row free_count, free_capacity;
    struct kr_buffer seekers;
    struct kr_buffer openings;       // kr_new_opening
    struct kr_buffer memories;       // kr_new_memory
    struct kr_buffer second_seekers; // rows of workers who look for a second job
    uint64_t second_salt;            // of their draws this quarter
    struct kr_draw_table commuting;
    struct kr_draw_table transition;
    struct kr_draw_table education_job; // occupation by education of newcomers
    struct kr_draw_table field_job;     // occupation by field
    struct kr_draw_table field; // [education attained * sexes + sex]: field begun next
    struct kr_draw_table taste_hours; // [(sex * 3 + age group) * 3 + kind]: hours wanted
    struct kr_draw_table nonwork; // kind of non-work by age group of five years and sex
    double *newcomer_weights;     // [education][occupation] behind education_job
    double *field_weights;        // [education][sex][field] behind field
    double field_places[KR_EDUCATION_COUNT]; // starters a quarter, all such fields
    double *field_pull; // [field] how much more it draws than at first
    double *pull;       // [occupation] how much more it draws than at first
    double norm[256];   // [occupation] hours that the norm moved since the start
    struct kr_matching matching;
    bool borrows; // buffers that are empty between quarters are another world's
};

// Everything a phase body needs, handed through the parallel loops.
struct kr_live {
    const struct kr_model *model;
    struct kr_world *world;
    struct kr_scratch *scratch;
};

KR_MUST_CHECK int kr_scratch_new(const struct kr_model *model, struct kr_world *world);

// Uses the memory of `owner` for all that has no meaning between quarters, where both are
// of a size. `owner` must outlive `self`, and the two are lived in turns.
void kr_scratch_share(struct kr_scratch *self, struct kr_scratch *owner);

// Makes shares of weights times the pull of each code; rows without weight stay.
void kr_draw_table_pull(struct kr_draw_table *table, const double *weights,
                        const double *pull);

// Draws a code of `row` by one word of 32 bits.
static inline int kr_draw_code32(const struct kr_draw_table *table, int row,
                                 uint32_t word)
{
    const uint32_t *cumulative = &table->cumulative[(size_t)row * (size_t)table->codes];
    int code = table->guide[(size_t)row * KR_GUIDES + (word >> (32 - KR_GUIDE_BITS))];
    while (word > cumulative[code]) {
        code++;
    }
    return code;
}

// The same by a uniform on [0, 1).
static inline int kr_draw_code(const struct kr_draw_table *table, int row, double uniform)
{
    return kr_draw_code32(table, row, (uint32_t)(uniform * 0x1p32));
}

// Adds up the tallies of all workers into the world's and clears them.
void kr_scratch_collect(struct kr_scratch *scratch, struct kr_world *world);

#endif
