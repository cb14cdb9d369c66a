#include "cmd/starting_world.h"

#include "scenarios/population.h"
#include "sim/run.h"

#include <stdio.h>
#include <string.h>

struct kr_population_origin kr_origin_of(const struct kr_setup *setup)
{
    return (struct kr_population_origin){
        .pack_hash = setup->scenario.pack_hash,
        .parameters_hash = kr_parameters_hash(&setup->model.parameters),
        .seed = setup->model.seed,
        .replicate = setup->model.replicate,
        .scale = setup->model.scale,
        .country = &setup->country,
    };
}

static kr_row row_count(int64_t rows)
{
    return rows < INT32_MAX ? (kr_row)rows : INT32_MAX;
}

// A population may be used with other draws and parameters than it was made with, but
// then the run is not the one that would build its own.
static void note_origin(const char *file, const struct kr_population_origin *made,
                        const struct kr_population_origin *wanted)
{
    if (made->seed != wanted->seed || made->replicate != wanted->replicate) {
        fprintf(stderr, "krapte: note: %s was made with another seed or replicate\n",
                file);
    }
    if (made->parameters_hash != wanted->parameters_hash) {
        fprintf(stderr, "krapte: note: %s was made with other parameters\n", file);
    }
}

static enum kr_exit read_population(const struct kr_setup *setup, const char *file,
                                    struct kr_world *world)
{
    const struct kr_model *model = &setup->model;
    const struct kr_population_size size =
        kr_population_size_of(model->country, model->scale, model->quarters);
    const struct kr_population_want want = {
        .model = model,
        .pack_hash = setup->scenario.pack_hash,
        .persons = row_count(size.persons),
        .employers = row_count(size.employers),
        .posts = row_count(size.posts),
        .vacancies = row_count(size.vacancies),
    };
    struct kr_diag diag;
    kr_diag_init(&diag);
    struct kr_population_origin made;
    const int code = kr_population_read(file, &want, &made, world, &diag);
    enum kr_exit status = KR_EXIT_DONE;
    if (!kr_diag_is_empty(&diag)) {
        kr_print_diagnostics(&diag);
        status = KR_EXIT_USAGE;
    } else if (code != KR_OK) {
        status = kr_fail(code, "%s", file);
    } else {
        const struct kr_population_origin wanted = kr_origin_of(setup);
        note_origin(file, &made, &wanted);
    }
    kr_diag_free(&diag);
    return status;
}

enum kr_exit kr_starting_world(const struct kr_setup *setup, const char *population,
                               struct kr_world *world)
{
    enum kr_exit status = KR_EXIT_DONE;
    memset(world, 0, sizeof *world);
    if (population != NULL) {
        status = read_population(setup, population, world);
    } else {
        const int code = kr_population_build(&setup->model, world);
        status = code == KR_OK ? KR_EXIT_DONE : kr_fail(code, "the starting world");
    }
    if (status == KR_EXIT_DONE) {
        const int code = kr_world_prepare(&setup->model, world);
        status = code == KR_OK ? KR_EXIT_DONE : kr_fail(code, "the starting world");
    }
    if (status != KR_EXIT_DONE) {
        kr_world_free(world);
    }
    return status;
}
