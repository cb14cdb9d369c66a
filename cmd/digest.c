// krapte digest: hashes of what is in a result file.
#include "cmd/command.h"
#include "cmd/files.h"
#include "cmd/options.h"
#include "output/contents.h"
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
    kr_options_parse(&argp, argc, argv, &file);
    struct kr_result *result;
    enum kr_exit status = KR_EXIT_FAILED;
    if (kr_result_open(&result, file) != KR_OK) {
        status = kr_tell_unopened(file, kr_result_error(result));
    } else if (kr_file_kind_of(result) == KR_FILE_OTHER) {
        fprintf(stderr,
                "krapte: %s: an HDF5 file, but not one of Krapte; digest reads what "
                "'krapte show' reads\n",
                file);
    } else if (kr_result_digest(result, print_line, NULL) != KR_OK) {
        fprintf(stderr, "krapte: %s\n", kr_result_error(result));
    } else {
        status = KR_EXIT_DONE;
    }
    kr_result_close(result);
    return (int)status;
}
