// krapte digest: hashes of what is in a result file.
#include "cmd/command.h"
#include "cmd/options.h"
#include "output/reader.h"

#include <inttypes.h>
#include <stdio.h>

static error_t parse(int key, char *text, struct argp_state *state)
{
    const char **file = state->input;
    if (key == ARGP_KEY_ARG) {
        kr_option_file(state, file, text);
        return 0;
    }
    if (key == ARGP_KEY_END && *file == NULL) {
        argp_error(state, "name a result file");
    }
    return key == ARGP_KEY_END ? 0 : ARGP_ERR_UNKNOWN;
}

static void print_line(void *context, const char *name, uint64_t hash)
{
    (void)context;
    printf("%s %016" PRIx64 "\n", name, hash);
}

int kr_digest_main(int argc, char **argv)
{
    static const char DOC[] =
        "Prints one line per part of a result file: its name and a hash of its values.\v"
        "Example: krapte digest results/baseline.h5\n\n"
        "The first line, 'world', is the hash of the state of everybody at the end. "
        "Equal "
        "scenario, seed and replicate give equal lines, whatever the number of threads, "
        "the compression or the machine; where the file came from (/provenance) does not "
        "count.\n\n"
        "Exit status: 0 done; 1 the file cannot be read; 2 wrong usage.";
    const struct argp argp = {NULL, parse, "FILE", DOC, NULL, NULL, NULL};
    const char *file = NULL;
    argp_parse(&argp, argc, argv, 0, NULL, &file);
    struct kr_result *result;
    int code = kr_result_open(&result, file);
    if (code == KR_OK) {
        code = kr_result_digest(result, print_line, NULL);
    }
    if (code != KR_OK) {
        fprintf(stderr, "krapte: %s\n", kr_result_error(result));
    }
    kr_result_close(result);
    return code == KR_OK ? KR_EXIT_DONE : KR_EXIT_FAILED;
}
