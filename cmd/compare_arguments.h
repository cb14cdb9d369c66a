// What was asked of krapte compare.
#ifndef KR_CMD_COMPARE_ARGUMENTS_H
#define KR_CMD_COMPARE_ARGUMENTS_H

#include "cmd/command.h"
#include "cmd/options.h"
#include "cmd/setup.h"
#include "study/sides.h"

#include <stdbool.h>

struct kr_compare_arguments {
    struct kr_options options;
    const char *file[KR_SIDES]; // base, variant
    int files;
    const char *output; // .json, .csv, .txt or .h5
    const char *page;   // file of the one-page text
    const char *why;    // a person's id, "any" or "displaced"
    int replicates;     // 0: not said
    double until_error; // fte; 0: not asked
    unsigned splits;    // bits of kr_split to be told cell by cell
    bool force;
    bool quiet;
    bool json;
    int argc;
    char **argv;
};

// The whole comparison of two scenarios, of two result files, and the lives of one
// person.
enum kr_exit kr_compare_scenarios(const struct kr_compare_arguments *arguments,
                                  struct kr_setup setups[KR_SIDES]);
enum kr_exit kr_compare_files(const struct kr_compare_arguments *arguments);
enum kr_exit kr_compare_lives(const struct kr_compare_arguments *arguments,
                              struct kr_setup setups[KR_SIDES]);

// Whether a name ends like this: ".h5".
bool kr_ends_with(const char *text, const char *end);

#endif
