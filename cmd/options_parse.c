// Parses a command line: argp does, but it knows no "did you mean".
#include "base/diag.h"
#include "cmd/command.h"
#include "cmd/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPTIONS = 64 };

struct names {
    const struct argp_option *option[MOST_OPTIONS];
    int count;
};

static void add_names(struct names *names, const struct argp *argp)
{
    for (const struct argp_option *o = argp->options;
         o != NULL && o->name != NULL && names->count < MOST_OPTIONS; o++) {
        names->option[names->count++] = o;
    }
    for (const struct argp_child *c = argp->children; c != NULL && c->argp != NULL; c++) {
        add_names(names, c->argp);
    }
}

// The option that `word` ("--name" or "--name=value") means; a beginning of its name will
// do, as argp takes that too.
static const struct argp_option *find_option(const struct names *names, const char *word)
{
    const size_t length = strcspn(word + 2, "=");
    const struct argp_option *found = NULL;
    for (int i = 0; i < names->count; i++) {
        const struct argp_option *option = names->option[i];
        if (strncmp(option->name, word + 2, length) == 0 &&
            (found == NULL || option->name[length] == '\0')) {
            found = option;
        }
    }
    return found;
}

static void refuse_unknown(const struct names *names, const char *program,
                           const char *word)
{
    static const char *const STANDARD[] = {"help", "usage", "version"};
    enum { STANDARDS = sizeof STANDARD / sizeof STANDARD[0] };
    const char *all[MOST_OPTIONS + STANDARDS];
    const int length = (int)strcspn(word + 2, "=");
    for (int i = 0; i < STANDARDS; i++) {
        if (strncmp(STANDARD[i], word + 2, (size_t)length) == 0) {
            return;
        }
        all[names->count + i] = STANDARD[i];
    }
    for (int i = 0; i < names->count; i++) {
        all[i] = names->option[i]->name;
    }
    char name[64];
    (void)snprintf(name, sizeof name, "%.*s", length, word + 2);
    const char *near = kr_nearest(name, all, (size_t)names->count + STANDARDS);
    fprintf(stderr, "%s: there is no option --%s%s%s%s\n", program, name,
            near != NULL ? "; did you mean --" : "", near != NULL ? near : "",
            near != NULL ? "?" : "");
    fprintf(stderr, "Try '%s --help'.\n", program);
    exit(KR_EXIT_USAGE);
}

void kr_options_parse(const struct argp *argp, int argc, char **argv, void *input)
{
    static char help[] = "--help";
    struct names names = {.count = 0};
    add_names(&names, argp);
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "-h") == 0) {
            argv[i] = help;
        }
        const bool is_long = strncmp(argv[i], "--", 2) == 0;
        const struct argp_option *option = is_long ? find_option(&names, argv[i]) : NULL;
        if (is_long && option == NULL) {
            refuse_unknown(&names, argv[0], argv[i]);
        }
        // The word behind an option that takes one is its value.
        const bool takes = option != NULL && option->arg != NULL;
        i += (takes && strchr(argv[i], '=') == NULL) || strcmp(argv[i], "-o") == 0;
    }
    argp_parse(argp, argc, argv, 0, NULL, input);
}
