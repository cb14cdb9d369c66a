// world_hash SCENARIO SCALE QUARTERS [THREADS]
// Prints "quarter hash" for the start and every quarter of a run: what the golden files
// hold, and what must be the same for every compiler and number of threads.
#include "scenarios/population.h"
#include "scenarios/scenario.h"
#include "sim/run.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int print_hash(void *context, const struct kr_model *model,
                      const struct kr_world *world)
{
    (void)context;
    (void)model;
    printf("%d %016" PRIx64 "\n", world->elapsed, kr_world_hash(world));
    return KR_OK;
}

static int run(const struct kr_model *model)
{
    struct kr_world world = {0};
    struct kr_breach breach = {""};
    const struct kr_observer observer = {.begin = print_hash, .quarter = print_hash};
    const struct kr_run_options options = {
        .observers = &observer, .observer_count = 1, .breach = &breach};
    int code = kr_population_build(model, &world);
    if (code == KR_OK) {
        code = kr_world_prepare(model, &world);
    }
    if (code == KR_OK) {
        code = kr_run(model, &world, &options);
    }
    fputs(breach.text, stderr);
    kr_world_free(&world);
    return code;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fputs("world_hash SCENARIO SCALE QUARTERS [THREADS]\n", stderr);
        return 2;
    }
    struct kr_scenario scenario;
    struct kr_country country;
    struct kr_diag diag;
    kr_diag_init(&diag);
    int code = kr_scenario_read(argv[1], NULL, 0, &scenario, &country, &diag);
    for (size_t i = 0; i < diag.count; i++) {
        fprintf(stderr, "%s:%d: %s\n", diag.entries[i].file, diag.entries[i].line,
                diag.entries[i].text);
    }
    if (code == KR_OK) {
        const struct kr_model model = {
            .country = &country,
            .parameters = scenario.parameters,
            .policies = scenario.policies,
            .policy_count = scenario.policy_count,
            .seed = scenario.seed,
            .replicate = scenario.replicate,
            .key = kr_random_key_of(scenario.seed, scenario.replicate),
            .scale = strtod(argv[2], NULL),
            .quarters = (int)strtol(argv[3], NULL, 10),
            .threads = argc > 4 ? (int)strtol(argv[4], NULL, 10) : 2,
            .freeze_drivers = scenario.freeze_drivers};
        code = run(&model);
        kr_scenario_free(&scenario);
        kr_country_free(&country);
    }
    if (code != KR_OK) {
        fprintf(stderr, "%s: %s\n", argv[1], kr_error_message(code));
    }
    kr_diag_free(&diag);
    return code == KR_OK ? 0 : 1;
}
