// Hours wanted: how the taste of rule R2 meets a person's household, pay and workload.
#ifndef KR_SIM_HOURS_H
#define KR_SIM_HOURS_H

#include "base/random.h"
#include "sim/scratch.h"

// Quarters of age of the youngest child at which its mother may want other hours.
enum { KR_SCHOOL_BEGINS = 4 * 4, KR_SCHOOL_ENDS = 12 * 4 };

// What makes somebody think again about hours, besides nothing in particular.
enum kr_hours_event {
    KR_HOURS_NO_EVENT,
    KR_HOURS_BIRTH,      // of a child this quarter
    KR_HOURS_CHILD_AGED, // the youngest turned 4 or 12
    KR_HOURS_NEW_JOB,    // begun last quarter
    KR_HOURS_PRICES,     // net pay of a step of hours moved
};

// The taste of somebody who enters: hours wanted as by sex and age, premium as R2 draws.
void kr_hours_newcomer(const struct kr_live *live, kr_row row, struct kr_pcg *stream);

// At 25 the hours of a student's job are outgrown: drawn from what those of 25 to 54
// work, most of them with a permanent contract, whatever the present one.
void kr_hours_grow_up(const struct kr_live *live, kr_row row, struct kr_pcg *stream);

// The event of this quarter, if any.
enum kr_hours_event kr_hours_event(const struct kr_live *live, kr_row row);

// Perhaps another taste: after a first birth, as children grow, else a walk of a step or
// two over the hours that people like her work.
void kr_hours_rethink(const struct kr_live *live, kr_row row, enum kr_hours_event event,
                      struct kr_pcg *stream);

// A partner moved in, or is gone.
void kr_hours_partner(const struct kr_live *live, kr_row row, bool gained);

// Somebody asked about hours by the employer turns out to want a step more.
void kr_hours_persuade(const struct kr_live *live, kr_row row);

// Hours added on request are too many after all: the taste falls by as much as makes the
// hours before them the ones wanted.
void kr_hours_regret(const struct kr_live *live, kr_row row);

// Hours wanted at present pay and workload, and the wish that follows for an employee.
void kr_wish_update(const struct kr_live *live, kr_row row);

// Euro a year that would make `steps` steps of the grid above `from` hours worth taking;
// steps that are wanted anyway cost nothing, and pay for no others.
double kr_price_of_steps(const struct kr_live *live, kr_row row, int from, int steps);

// Euro a year that she is worse off without `steps` steps above `from` that she wants:
// their net pay less what the free time is worth to her, which is at least nothing.
double kr_loss_of_steps(const struct kr_live *live, kr_row row, int from, int steps);

// Of pay for these steps, the share that is left to the household: what is left of a
// bonus for them too.
double kr_net_share(const struct kr_live *live, kr_row row, int from, int steps);

// Which of the menus is the person's: household kind times wage classes plus wage class.
int kr_hours_menu_row(const struct kr_live *live, kr_row row);

// Mean hours of occupations: taken at the start; how far the norm has moved since.
void kr_norms_start(const struct kr_model *model, struct kr_world *world);
void kr_norms_build(const struct kr_model *model, struct kr_world *world);

#endif
