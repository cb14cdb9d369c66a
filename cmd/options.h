// Options that several commands share: which world to live, and how. They are one argp
// child, so that they have the same names, checks and help everywhere.
#ifndef KR_CMD_OPTIONS_H
#define KR_CMD_OPTIONS_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kr_options {
    int threads; // 0: all processors
    // Settings "path=value" in the order given; --scale and the like are settings too, so
    // that they are checked like what a scenario says.
    char **sets;
    size_t set_count;
};

// Parses --scale --quarters --seed --threads --set; the parent's `child_inputs[0]` is the
// struct kr_options.
extern const struct argp kr_options_argp;

// Adds the setting NAME=TEXT.
void kr_options_set(struct argp_state *state, struct kr_options *self, const char *name,
                    const char *text);

void kr_options_free(struct kr_options *self);

// As argp_parse, with the nearest option for one that does not exist, and -h for help.
void kr_options_parse(const struct argp *argp, int argc, char **argv, void *input);

// Numbers on the command line; anything else than a number in the range is an error that
// names the option and ends the program with KR_EXIT_USAGE.
long kr_option_integer(struct argp_state *state, const char *name, const char *text,
                       long low, long high);
uint64_t kr_option_word(struct argp_state *state, const char *name, const char *text);
double kr_option_number(struct argp_state *state, const char *name, const char *text,
                        double low, double high);

// The only file argument of a command, or an error when there is none or a second one.
void kr_option_file(struct argp_state *state, const char **file, char *text);

#endif
