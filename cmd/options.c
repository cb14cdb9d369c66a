#include "cmd/options.h"

#include "base/parallel.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCALE = 0x100, QUARTERS, SEED, THREADS, SET };

enum { MOST_QUARTERS = 400 };

static const struct argp_option OPTIONS[] = {
    {"scale", SCALE, "X", 0,
     "Persons simulated per person: 1 is one to one, 0.01 one in "
     "a hundred (default: as the scenario says, else 1)",
     1},
    {"quarters", QUARTERS, "N", 0,
     "Quarters to live (default: as the scenario says, else "
     "40)",
     1},
    {"seed", SEED, "N", 0,
     "Seed of all random draws (default: as the scenario says, else "
     "1)",
     1},
    {"threads", THREADS, "N", 0, "Threads; changes no result (default: all processors)",
     1},
    {"set", SET, "PATH=VALUE", 0,
     "Change one parameter, as in --set quit.load_elasticity=0.2; may "
     "be given more than once",
     1},
    {0}};

long kr_option_integer(struct argp_state *state, const char *name, const char *text,
                       long low, long high)
{
    char *end;
    errno = 0;
    const long value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || value < low || value > high) {
        argp_error(state, "--%s: '%s' is not a whole number from %ld to %ld", name, text,
                   low, high);
    }
    return value;
}

uint64_t kr_option_word(struct argp_state *state, const char *name, const char *text)
{
    char *end;
    errno = 0;
    const unsigned long long value = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0) {
        argp_error(state, "--%s: '%s' is not a whole number of at least 0", name, text);
    }
    return value;
}

double kr_option_number(struct argp_state *state, const char *name, const char *text,
                        double low, double high)
{
    char *end;
    const double value = strtod(text, &end);
    if (end == text || *end != '\0' || !(value >= low && value <= high)) {
        argp_error(state, "--%s: '%s' is not a number from %g to %g", name, text, low,
                   high);
    }
    return value;
}

void kr_option_file(struct argp_state *state, const char **file, char *text)
{
    if (*file != NULL) {
        argp_error(state, "'%s': only one file can be given", text);
    }
    *file = text;
}

static void add_set(struct argp_state *state, struct kr_options *options, char *set)
{
    const size_t room = (options->set_count + 1) * sizeof *options->sets;
    char **larger = set == NULL ? NULL : realloc(options->sets, room);
    if (larger == NULL) {
        free(set);
        argp_failure(state, EXIT_FAILURE, errno, "not enough memory");
        return;
    }
    options->sets = larger;
    options->sets[options->set_count++] = set;
}

void kr_options_set(struct argp_state *state, struct kr_options *self, const char *name,
                    const char *text)
{
    char *set;
    if (asprintf(&set, "%s=%s", name, text) < 0) {
        set = NULL;
    }
    add_set(state, self, set);
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct kr_options *options = state->input;
    switch (key) {
    case SCALE:
        (void)kr_option_number(state, "scale", text, 1e-6, 100.0);
        kr_options_set(state, options, "scale", text);
        return 0;
    case QUARTERS:
        (void)kr_option_integer(state, "quarters", text, 1, MOST_QUARTERS);
        kr_options_set(state, options, "quarters", text);
        return 0;
    case SEED:
        (void)kr_option_word(state, "seed", text);
        kr_options_set(state, options, "seed", text);
        return 0;
    case THREADS:
        options->threads =
            (int)kr_option_integer(state, "threads", text, 1, KR_MAX_THREADS);
        return 0;
    case SET:
        add_set(state, options, strdup(text));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp kr_options_argp = {.options = OPTIONS, .parser = parse};

void kr_options_free(struct kr_options *self)
{
    for (size_t i = 0; i < self->set_count; i++) {
        free(self->sets[i]);
    }
    free(self->sets);
    *self = (struct kr_options){0};
}
