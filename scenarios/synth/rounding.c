#include "scenarios/synth/rounding.h"

#include "base/hash.h"
#include "base/math.h"
#include "base/random.h"

#include <stdbool.h>
#include <stdlib.h>

int64_t kr_whole_number(double value)
{
    return (int64_t)__builtin_floor(value + 0.5);
}

// A part with its claim on the next unit, for sorting.
struct claim {
    double key;
    int index;
};

// Smallest key first; ties by index, so that the order is total.
static int compare_claims(const void *a, const void *b)
{
    const struct claim *x = a;
    const struct claim *y = b;
    if (x->key != y->key) {
        return x->key < y->key ? -1 : 1;
    }
    return x->index < y->index ? -1 : x->index > y->index;
}

int kr_apportion(const double *weight, int n, int64_t total, int64_t *part)
{
    struct claim *claim = malloc(((size_t)n + 1) * sizeof *claim);
    if (claim == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
        sum += weight[i];
    }
    int64_t given = 0;
    for (int i = 0; i < n; i++) {
        const double quota =
            sum > 0 ? (double)total * (weight[i] / sum) : (double)total / (double)n;
        // A hair above, so that what should be whole is not lost to representation.
        part[i] = (int64_t)__builtin_floor(quota + 1e-9);
        given += part[i];
        claim[i] = (struct claim){-(quota - (double)part[i]), i};
    }
    qsort(claim, (size_t)n, sizeof *claim, compare_claims);
    for (int i = 0; given < total; i = (i + 1) % n, given++) {
        part[claim[i].index]++;
    }
    for (int i = n - 1; given > total; i = i > 0 ? i - 1 : n - 1) {
        if (part[claim[i].index] > 0) {
            part[claim[i].index]--;
            given--;
        }
    }
    free(claim);
    return KR_OK;
}

void kr_fit_rows(double *cell, int rows, int columns, const int64_t *margin)
{
    for (int i = 0; i < rows; i++) {
        double *row = &cell[(size_t)i * (size_t)columns];
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            sum += row[j];
        }
        const double factor = sum > 0 ? (double)margin[i] / sum : 0.0;
        for (int j = 0; j < columns; j++) {
            row[j] *= factor;
        }
    }
}

// Columns fitted at a time, so that their sums stay at hand.
enum { STRIP = 16 };

// Adds up `count` columns from `cell` on.
static void sum_columns(const double *cell, int rows, int columns, int count,
                        double sum[STRIP])
{
    for (int i = 0; i < rows; i++) {
        const double *row = &cell[(size_t)i * (size_t)columns];
        for (int j = 0; j < count; j++) {
            sum[j] += row[j];
        }
    }
}

void kr_fit_columns(double *cell, int rows, int columns, const int64_t *margin)
{
    for (int first = 0; first < columns; first += STRIP) {
        const int left = columns - first;
        const int count = left < STRIP ? left : STRIP;
        double factor[STRIP] = {0};
        sum_columns(cell + first, rows, columns, count, factor);
        for (int j = 0; j < count; j++) {
            factor[j] = factor[j] > 0 ? (double)margin[first + j] / factor[j] : 0.0;
        }
        for (int i = 0; i < rows; i++) {
            double *row = &cell[(size_t)i * (size_t)columns + (size_t)first];
            for (int j = 0; j < count; j++) {
                row[j] *= factor[j];
            }
        }
    }
}

// What rounding works with: units that rows and columns still miss.
struct work {
    const struct kr_rounding *table;
    int64_t *row_missing;
    int64_t *column_missing;
    struct claim *claim;
    int *from_row;    // search: column that led to a row, -1 for the start, -2 unseen
    int *from_column; // search: row that led to a column, -2 unseen
    int *queue;
};

static int64_t *whole_at(const struct work *w, int i, int j)
{
    return &w->table->whole[(size_t)i * (size_t)w->table->columns + (size_t)j];
}

static double cell_at(const struct work *w, int i, int j)
{
    return w->table->cell[(size_t)i * (size_t)w->table->columns + (size_t)j];
}

// Takes one unit out of row i or column j where they have too many: from a cell that
// has one.
static void take_back(struct work *w)
{
    const struct kr_rounding *t = w->table;
    for (int i = 0; i < t->rows; i++) {
        for (int j = 0; j < t->columns; j++) {
            int64_t *cell = whole_at(w, i, j);
            while (*cell > 0 && (w->row_missing[i] < 0 || w->column_missing[j] < 0)) {
                (*cell)--;
                w->row_missing[i]++;
                w->column_missing[j]++;
            }
        }
    }
}

// Rounds down and says who claims the next unit: a race in which a fraction f wins like
// odds f / (1 - f).
static int round_down(struct work *w)
{
    const struct kr_rounding *t = w->table;
    int claims = 0;
    for (int i = 0; i < t->rows; i++) {
        w->row_missing[i] = t->row[i];
    }
    for (int j = 0; j < t->columns; j++) {
        w->column_missing[j] = t->column[j];
    }
    for (int c = 0; c < t->rows * t->columns; c++) {
        const double down = __builtin_floor(t->cell[c] + 1e-7);
        const double fraction = t->cell[c] - down;
        t->whole[c] = (int64_t)down;
        w->row_missing[c / t->columns] -= t->whole[c];
        w->column_missing[c % t->columns] -= t->whole[c];
        if (fraction > 1e-7) {
            const double u = kr_uniform(kr_random_word(t->salt, (uint64_t)c)) + 0x1p-54;
            const double odds = fraction / (1.0 - __builtin_fmin(fraction, 0.999999));
            w->claim[claims++] = (struct claim){-kr_log(u) / odds, c};
        }
    }
    return claims;
}

// Rows reached from row `i` through column `j`: those that can give up a unit there.
static int spread(const struct work *w, int j, int tail)
{
    for (int i = 0; i < w->table->rows; i++) {
        if (w->from_row[i] == -2 && *whole_at(w, i, j) > 0) {
            w->from_row[i] = j;
            w->queue[tail++] = i;
        }
    }
    return tail;
}

// Breadth-first search for a chain of cells, one up and one down in turn, from row
// `start` to a column that misses a unit; the column, or -1.
static int search(struct work *w, int start, bool any_cell)
{
    const struct kr_rounding *t = w->table;
    for (int i = 0; i < t->rows; i++) {
        w->from_row[i] = -2;
    }
    for (int j = 0; j < t->columns; j++) {
        w->from_column[j] = -2;
    }
    int tail = 0;
    w->from_row[start] = -1;
    w->queue[tail++] = start;
    for (int head = 0; head < tail; head++) {
        const int i = w->queue[head];
        for (int j = 0; j < t->columns; j++) {
            if (w->from_column[j] != -2 || !(any_cell || cell_at(w, i, j) > 0)) {
                continue;
            }
            w->from_column[j] = i;
            if (w->column_missing[j] > 0) {
                return j;
            }
            tail = spread(w, j, tail);
        }
    }
    return -1;
}

// Gives row `start` its missing unit through the chain that ends in column `j`.
static void move_along(struct work *w, int j)
{
    w->column_missing[j]--;
    for (;;) {
        const int i = w->from_column[j];
        (*whole_at(w, i, j))++;
        const int back = w->from_row[i];
        if (back == -1) {
            w->row_missing[i]--;
            return;
        }
        (*whole_at(w, i, back))--;
        j = back;
    }
}

static void place_units(struct work *w)
{
    const struct kr_rounding *t = w->table;
    const int claims = round_down(w);
    take_back(w);
    qsort(w->claim, (size_t)claims, sizeof *w->claim, compare_claims);
    for (int k = 0; k < claims; k++) {
        const int i = w->claim[k].index / t->columns;
        const int j = w->claim[k].index % t->columns;
        if (w->row_missing[i] > 0 && w->column_missing[j] > 0) {
            (*whole_at(w, i, j))++;
            w->row_missing[i]--;
            w->column_missing[j]--;
        }
    }
    // What is left over finds its place by chains; the last resort is any cell.
    for (int i = 0; i < t->rows; i++) {
        while (w->row_missing[i] > 0) {
            int j = search(w, i, false);
            j = j >= 0 ? j : search(w, i, true);
            KR_BUG_IF(j < 0);
            move_along(w, j);
        }
    }
}

int kr_round_table(const struct kr_rounding *table)
{
    const size_t rows = (size_t)table->rows;
    const size_t columns = (size_t)table->columns;
    struct work work = {
        .table = table,
        .row_missing = calloc(rows, sizeof(int64_t)),
        .column_missing = calloc(columns, sizeof(int64_t)),
        .claim = malloc(rows * columns * sizeof(struct claim)),
        .from_row = malloc(rows * sizeof(int)),
        .from_column = malloc(columns * sizeof(int)),
        .queue = malloc((rows + 1) * sizeof(int)),
    };
    const bool failed = work.row_missing == NULL || work.column_missing == NULL ||
                        work.claim == NULL || work.from_row == NULL ||
                        work.from_column == NULL || work.queue == NULL;
    if (!failed) {
        for (int round = 0; round < table->fits; round++) {
            kr_fit_columns(table->cell, table->rows, table->columns, table->column);
            kr_fit_rows(table->cell, table->rows, table->columns, table->row);
        }
        place_units(&work);
    }
    free(work.row_missing);
    free(work.column_missing);
    free(work.claim);
    free(work.from_row);
    free(work.from_column);
    free(work.queue);
    return failed ? KR_ERROR(KR_ERR_NO_MEMORY) : KR_OK;
}
