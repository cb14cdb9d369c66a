#include "study/spiral.h"

#include "base/math.h"

#include <math.h>
#include <string.h>

const char *kr_sector_kind_word(int kind)
{
#define KR_WORD(name, word, meaning) word,
    static const char *const WORDS[] = {KR_SECTOR_KIND_LIST(KR_WORD)};
#undef KR_WORD
    return WORDS[kind];
}

void kr_load_sums_add(struct kr_load_sums *self, const struct kr_tallies *tallies)
{
    for (int k = 0; k < KR_SECTOR_KIND_COUNT; k++) {
        for (int c = 0; c < KR_LOAD_CLASSES; c++) {
            for (int column = 0; column < KR_BY_LOAD_COUNT; column++) {
                self->cell[k][c][column] += (double)*kr_tally_at(
                    tallies, KR_TALLY_load_class, k * KR_LOAD_CLASSES + c, column);
            }
        }
    }
    self->quarters++;
}

// A rate by class of workload: events over weight, at the log of the mean load.
struct points {
    double log_load[KR_LOAD_CLASSES];
    double weight[KR_LOAD_CLASSES];
    double events[KR_LOAD_CLASSES];
};

static double sum_of(const double *value)
{
    double sum = 0.0;
    for (int c = 0; c < KR_LOAD_CLASSES; c++) {
        sum += value[c];
    }
    return sum;
}

// Slope of the rate on log load, weighted; not a number when all have the same load.
static double slope_of(const struct points *p)
{
    const double all = sum_of(p->weight);
    double mean = 0.0;
    for (int c = 0; c < KR_LOAD_CLASSES; c++) {
        mean += p->weight[c] * p->log_load[c] / all;
    }
    double together = 0.0;
    double spread = 0.0;
    for (int c = 0; c < KR_LOAD_CLASSES; c++) {
        const double off = p->log_load[c] - mean;
        spread += p->weight[c] * off * off;
        together += off * p->events[c];
    }
    return spread > 0.0 ? together / spread : (double)NAN;
}

static struct points points_of(const struct kr_load_sums *sums, int kind, int weight)
{
    struct points p = {{0}, {0}, {0}};
    for (int c = 0; c < KR_LOAD_CLASSES; c++) {
        const double *cell = sums->cell[kind][c];
        const double heads = cell[KR_BY_LOAD_HEADS];
        if (heads > 0.0) {
            p.log_load[c] = kr_log(cell[KR_BY_LOAD_WEIGHTED] / heads / 1000.0);
            p.weight[c] = cell[weight];
        }
    }
    return p;
}

static double slope(const struct kr_load_sums *sums, int kind, int weight, int plus,
                    int minus)
{
    struct points p = points_of(sums, kind, weight);
    for (int c = 0; c < KR_LOAD_CLASSES; c++) {
        const double *cell = sums->cell[kind][c];
        p.events[c] =
            p.weight[c] > 0.0 ? cell[plus] - (minus >= 0 ? cell[minus] : 0.0) : 0.0;
    }
    return slope_of(&p);
}

static double total(const struct kr_load_sums *sums, int kind, int column)
{
    double sum = 0.0;
    for (int c = 0; c < KR_LOAD_CLASSES; c++) {
        sum += sums->cell[kind][c][column];
    }
    return sum;
}

double kr_spiral_gain(const struct kr_spiral *spiral)
{
    const double absence = spiral->absence;
    return 1.0 / (1.0 - spiral->e_quit - spiral->e_dismissal -
                  spiral->e_absence * absence / (1.0 - absence) - spiral->e_hours);
}

bool kr_spiral_across(const struct kr_load_sums *sums, int kind, struct kr_spiral *spiral)
{
    *spiral = (struct kr_spiral){0};
    const double heads = total(sums, kind, KR_BY_LOAD_HEADS);
    const double contract = total(sums, kind, KR_BY_LOAD_CONTRACT);
    const double ended = total(sums, kind, KR_BY_LOAD_SEPARATIONS);
    const double began = total(sums, kind, KR_BY_LOAD_SPELLS);
    const double quits =
        slope(sums, kind, KR_BY_LOAD_HEADS, KR_BY_LOAD_SEPARATIONS, KR_BY_LOAD_DISMISSED);
    if (heads <= 0.0 || contract <= 0.0 || ended <= 0.0 || began <= 0.0 || isnan(quits)) {
        return false;
    }
    spiral->heads = heads / (sums->quarters > 0 ? sums->quarters : 1);
    spiral->load = total(sums, kind, KR_BY_LOAD_WEIGHTED) / heads / 1000.0;
    spiral->outflow = ended / heads;
    spiral->absence = total(sums, kind, KR_BY_LOAD_ABSENT) / contract;
    spiral->e_quit = quits / spiral->outflow;
    spiral->e_dismissal =
        slope(sums, kind, KR_BY_LOAD_HEADS, KR_BY_LOAD_DISMISSED, -1) / spiral->outflow;
    spiral->e_absence =
        slope(sums, kind, KR_BY_LOAD_HEADS, KR_BY_LOAD_SPELLS, -1) / (began / heads);
    // hours that fall while somebody stays lower those of a job by as much as it lasts
    spiral->e_hours =
        -slope(sums, kind, KR_BY_LOAD_CONTRACT, KR_BY_LOAD_CHANGED, -1) / spiral->outflow;
    spiral->gain = kr_spiral_gain(spiral);
    return true;
}

struct kr_spiral kr_spiral_less(const struct kr_spiral *open,
                                const struct kr_spiral *closed)
{
    struct kr_spiral result = *open;
    result.e_quit -= closed->e_quit;
    result.e_dismissal -= closed->e_dismissal;
    result.e_absence -= closed->e_absence;
    result.e_hours -= closed->e_hours;
    result.gain = kr_spiral_gain(&result);
    return result;
}
