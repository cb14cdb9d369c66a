// Studies: which field somebody starts, and what its end brings.
#ifndef KR_SIM_STUDIES_H
#define KR_SIM_STUDIES_H

#include "sim/scratch.h"

// Chooses a field open to those who have attained `level`; it starts `wait` quarters from
// now. Without such a field nothing happens.
void kr_study_begin(const struct kr_live *live, kr_row row, int level, int wait,
                    struct kr_pcg *stream);

// Whether the study begins or ends this quarter; `uniform` decides on drop-out.
bool kr_study_moves(const struct kr_live *live, kr_row row, double uniform);

// Another quarter of the study that a person follows; `uniform` decides on drop-out.
void kr_study_progress(const struct kr_live *live, struct kr_tallies *tallies, kr_row row,
                       double uniform);

// How much more each field draws than at first: pay and openings of where it leads.
void kr_field_pull(const struct kr_model *model, const struct kr_world *world,
                   double *pull);

#endif
