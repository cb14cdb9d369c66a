// Writes sample result files into the folder it is given, for the tests in other
// languages (tests/output/*.py).
#include "tests/unit/output/small_world.h"

#include <stdio.h>

static int write_sample(const char *folder, const char *name,
                        struct kr_output_options options, int policies)
{
    static struct small small;
    char file[512];
    (void)snprintf(file, sizeof file, "%s/%s", folder, name);
    options.file = file;
    small_init(&small, 70000, policies);
    const int code = small_run(&small, &options, 8);
    small_free(&small);
    if (code != KR_OK) {
        fprintf(stderr, "%s: %s\n", file, kr_error_message(code));
    }
    return code;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: sample FOLDER\n");
        return 2;
    }
    static const struct kr_text_item provenance[] = {
        {"git_commit", "0123abc"}, {"scenario_text", "name: small\nscale: 0.5\n"}};
    struct kr_output_options options = small_options("");
    options.provenance = provenance;
    options.provenance_count = 2;
    options.panel = true;
    options.keep =
        "persons:status,contract_minutes,age,sector@4;employers:heads,fte,load";
    int code = write_sample(argv[1], "full.h5", options, 2);
    options.compress = false;
    code |= write_sample(argv[1], "plain.h5", options, 2);
    options = small_options("");
    code |= write_sample(argv[1], "bare.h5", options, 0);
    return code == KR_OK ? 0 : 1;
}
