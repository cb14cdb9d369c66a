// What a comparison found, ready to be told: as text, one page, JSON, CSV or a file.
#ifndef KR_CMD_COMPARE_REPORT_H
#define KR_CMD_COMPARE_REPORT_H

#include "cmd/setup.h"
#include "cmd/text.h"
#include "output/labels.h"
#include "study/compare.h"
#include "study/effects.h"

#include <stdbool.h>
#include <stdio.h>

// Some of the quarters lived, with a name.
struct kr_period {
    char name[KR_NUMBER_SIZE];
    int from;
    int to; // exclusive
};

struct kr_compare_report {
    const char *file[KR_SIDES];
    const struct kr_setup *setup[KR_SIDES]; // NULL when result files are compared
    const struct kr_comparison *comparison; // NULL then too: files hold no pairs
    const struct kr_model *model;           // for the words of cells
    const struct kr_effects *effects;       // of the comparison, or read from files
    kr_quarter first;                       // the first quarter lived
    struct kr_period force;                 // in which what differs is in force
    unsigned splits;                        // bits of kr_split, to be told cell by cell
    const char *differences;                // in words, or NULL
    double until_error;                     // asked for by --until-se, or 0
};

struct kr_period kr_period_all(const struct kr_compare_report *report);
// The calendar year that begins with quarter `from` of the run, or what is left of it.
struct kr_period kr_period_year(const struct kr_compare_report *report, int from);
// From `start` until before `end`, as far as it was lived; all quarters when none was.
struct kr_period kr_period_between(const struct kr_compare_report *report,
                                   kr_quarter start, kr_quarter end);
// The quarters in which some policy is in force that only one scenario has, or in which
// parameters differ.
struct kr_period kr_period_in_force(const struct kr_compare_report *report);
// "2026Q1 to 2028Q4"
void kr_period_text(const struct kr_compare_report *report,
                    const struct kr_period *period, char *text, size_t size);

// The words of the cells of a split, or KR_LABELS_NONE for the total.
enum kr_labels kr_split_labels(enum kr_split split);

// Whether an interval leaves out zero; never for one replicate.
bool kr_is_distinct(const struct kr_estimate *estimate);

// Whether two worlds without any difference were compared.
bool kr_is_still(const struct kr_estimate *estimate);

void kr_compare_print(const struct kr_compare_report *report, FILE *out);
// The tables of effects alone: totals, sectors that stand out, and the splits asked for.
void kr_compare_print_effects(const struct kr_compare_report *report, FILE *out);
// The ledger, who pays, and what happens afterwards.
void kr_compare_print_ledger(const struct kr_compare_report *report, FILE *out);
void kr_compare_json(const struct kr_compare_report *report, FILE *out);
// One row per period and measure.
void kr_compare_csv(const struct kr_compare_report *report, FILE *out);

#endif
