// From a scenario file and options to a model, with all mistakes printed.
#ifndef KR_CMD_SETUP_H
#define KR_CMD_SETUP_H

#include "base/diag.h"
#include "cmd/command.h"
#include "cmd/options.h"
#include "scenarios/scenario.h"
#include "sim/model.h"
#include "study/targets.h"

struct kr_setup {
    struct kr_scenario scenario;
    struct kr_country country;
    struct kr_model model; // points into the two above
};

// Reads `file` and applies the options. Prints all mistakes; returns an exit status. On
// KR_EXIT_DONE the caller frees.
KR_MUST_CHECK enum kr_exit kr_setup_read(struct kr_setup *self, const char *file,
                                         const struct kr_options *options);
// As above, where `name` may also be a country pack: its folder, or a word NAME for
// scenarios/NAME. Then everything is at its defaults but for the options, and
// scenario.file is NULL. The caller frees, whatever is returned.
KR_MUST_CHECK enum kr_exit kr_setup_any(struct kr_setup *self, const char *name,
                                        const struct kr_options *options);

// The published figures of the scenario's pack; mistakes are printed.
KR_MUST_CHECK int kr_setup_targets(const struct kr_setup *self,
                                   struct kr_targets *targets);

// Checks `keep`, the text of --keep, or when that is NULL what the scenario says. Prints
// the mistake, at its place in the scenario when it is there.
KR_MUST_CHECK enum kr_exit kr_setup_check_keep(const struct kr_setup *self,
                                               const char *keep);
void kr_setup_free(struct kr_setup *self);

// Prints all mistakes to standard error as "file:line:col: error[code]: text", then
// their number.
void kr_print_diagnostics(const struct kr_diag *diag);

// Prints "krapte: TEXT: message of the code" to standard error and returns the exit
// status.
enum kr_exit kr_fail(int code, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
