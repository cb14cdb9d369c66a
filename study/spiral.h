// Loop L1, the workload spiral: more load, more absence and more leavers, more load. Its
// gain in each kind of sector, from what a run counted (docs/model/loop-gains.md).
#ifndef KR_STUDY_SPIRAL_H
#define KR_STUDY_SPIRAL_H

#include "agents/country.h"
#include "base/error.h"
#include "sim/tallies.h"

#include <stdbool.h>

// Sums over quarters by kind of sector, class of workload and column of KR_BY_LOAD.
struct kr_load_sums {
    double cell[KR_SECTOR_KIND_COUNT][KR_LOAD_CLASSES][KR_BY_LOAD_COUNT];
    int quarters;
};

void kr_load_sums_add(struct kr_load_sums *self, const struct kr_tallies *tallies);

// What the links of the spiral are in one kind of sector.
struct kr_spiral {
    double heads;       // employees, mean over the quarters
    double load;        // mean workload
    double outflow;     // jobs ended per quarter, share; deaths and departures apart
    double absence;     // share of contract time
    double e_quit;      // outflow by the worker's will, elasticity of the whole outflow
    double e_dismissal; // the same of ends by the employer's will
    double e_absence;   // absences that begin
    double e_hours;     // minus that of hours per head
    double gain;
};

// How staff under more load differ from staff under less, at the mean. Who works under
// more load also differs otherwise, so this is no effect of load by itself. False when
// nobody works in that kind or all under the same load.
bool kr_spiral_across(const struct kr_load_sums *sums, int kind,
                      struct kr_spiral *spiral);

// What load does: `open` less what `closed`, a run of the same world in which nobody
// responds to load, shows all the same.
struct kr_spiral kr_spiral_less(const struct kr_spiral *open,
                                const struct kr_spiral *closed);

// 1 / (1 - e_q - e_s s / (1 - s) - e_h); negative or infinite where the spiral diverges.
double kr_spiral_gain(const struct kr_spiral *spiral);

// The same for each kind of sector of a result file, the elasticities reckoned from the
// file's parameters and the shares of load-sensitive events that it counted. Kinds that
// the country does not have come back with no heads.
struct kr_result;
struct kr_spiral_file {
    struct kr_spiral reckoned[KR_SECTOR_KIND_COUNT];
    struct kr_spiral across[KR_SECTOR_KIND_COUNT];
    int quarters;
};
KR_MUST_CHECK int kr_spiral_read(struct kr_spiral_file *self, struct kr_result *result);

const char *kr_sector_kind_word(int kind);

#endif
