#include "output/population_file.h"

#include "base/hash.h"
#include "output/contents.h"
#include "output/describe.h"
#include "output/result.h"
#include "output/world_file.h"
#include "sim/order.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FORMAT "krapte population"

enum { FORMAT_VERSION = 2 };

uint64_t kr_parameters_hash(const struct kr_parameters *parameters)
{
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    struct kr_parameters copy = *parameters;
    uint64_t hash = 0;
    for (size_t i = 0; i < count; i++) {
        hash = kr_hash_bytes(hash, list[i].path, strlen(list[i].path));
        hash = kr_hash_bytes(hash, kr_parameter_at(&copy, &list[i]), sizeof(double));
    }
    return hash;
}

// ---------------------------------------------------------------- writing

static void write_origin(struct kr_h5 *h5, const struct kr_population_origin *origin,
                         const struct kr_world *world)
{
    if (h5->code != KR_OK) {
        return;
    }
    const hid_t root = H5Gopen2(h5->file, "/", H5P_DEFAULT);
    kr_h5_text(h5, root, KR_FILE_KIND_ATTRIBUTE, kr_file_kind_name(KR_FILE_POPULATION));
    kr_h5_text(h5, root, "format", FORMAT);
    kr_h5_integer(h5, root, "format_version", FORMAT_VERSION);
    kr_h5_hash(h5, root, "pack_hash", origin->pack_hash);
    kr_h5_hash(h5, root, "parameters_hash", origin->parameters_hash);
    kr_h5_hash(h5, root, "seed", origin->seed);
    kr_h5_hash(h5, root, "replicate", origin->replicate);
    kr_h5_real(h5, root, "scale", origin->scale);
    kr_h5_integer(h5, root, "quarter", world->now);
    kr_describe_codes(h5, root, origin->country);
    kr_h5_group_close(h5, root);
}

int kr_population_write(const char *file, const struct kr_population_origin *origin,
                        const struct kr_world *world, bool force, char error[1024])
{
    error[0] = '\0';
    if (!force && access(file, F_OK) == 0) {
        (void)snprintf(error, 1024, "%s: the file exists already", file);
        return KR_ERROR(KR_ERR_EXISTS);
    }
    // Under another name until it is complete.
    char *temporary;
    if (asprintf(&temporary, "%s.tmp", file) < 0) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    struct kr_h5 h5;
    kr_h5_create(&h5, temporary, true);
    write_origin(&h5, origin, world);
    kr_world_file_write(&h5, world, false);
    const int code = kr_h5_publish(&h5, temporary, file, error);
    free(temporary);
    return code;
}

// ---------------------------------------------------------------- reading

static void check_origin(const struct kr_world_reading *self, uint64_t pack_hash,
                         struct kr_population_origin *origin)
{
    *origin = (struct kr_population_origin){
        .pack_hash = kr_world_file_hash(self, "/", "pack_hash"),
        .parameters_hash = kr_world_file_hash(self, "/", "parameters_hash"),
        .seed = kr_world_file_hash(self, "/", "seed"),
        .replicate = kr_world_file_hash(self, "/", "replicate"),
        .scale = kr_world_file_real(self, "/", "scale"),
    };
    if (origin->pack_hash != pack_hash) {
        KR_MISTAKE(self,
                   "the population was made from another country pack (hash %016" PRIx64
                   ", the scenario's pack has %016" PRIx64 "): make it anew",
                   origin->pack_hash, pack_hash);
    }
    const double scale = self->model->scale;
    if (origin->scale < scale || origin->scale > scale) {
        KR_MISTAKE(self, "the population was made at scale %.10g, the run has %.10g",
                   origin->scale, scale);
    }
}

// A starting world has lived nothing: what comes of living is not there.
static void check_start(const struct kr_world_reading *self)
{
    if (self->world->elapsed != 0 || self->world->second_jobs.rows != 0 ||
        self->world->memories.rows != 0) {
        KR_MISTAKE(self, "this is not a starting world");
    }
}

static int read_world(const struct kr_world_reading *self,
                      const struct kr_population_want *want,
                      struct kr_population_origin *origin)
{
    if (!kr_world_file_is(self, FORMAT, FORMAT_VERSION, "krapte population")) {
        return KR_ERROR(KR_ERR_INPUT);
    }
    check_origin(self, want->pack_hash, origin);
    if (!kr_diag_is_empty(self->diag)) {
        // Another pack or scale: every field would be wrong.
        return KR_ERROR(KR_ERR_INPUT);
    }
    // Posts open for helpers, behind those that are there.
    const kr_row posts = kr_world_file_rows(self, KR_WORLD_POSTS);
    const struct kr_world_room room = {want->persons, want->employers,
                                       2 * posts > want->posts ? 2 * posts : want->posts,
                                       want->vacancies};
    int code = kr_world_file_read(self, &room);
    if (code == KR_OK) {
        check_start(self);
        code = kr_diag_is_empty(self->diag) ? KR_OK : KR_ERROR(KR_ERR_INPUT);
    }
    // Whatever the order of rows in the file, the run is the same.
    if (code == KR_OK) {
        code = kr_world_order(self->world);
    }
    if (code == KR_ERR_RANGE) {
        KR_MISTAKE(self, "an employer has another number of posts than name it");
    }
    return code;
}

int kr_population_read(const char *file, const struct kr_population_want *want,
                       struct kr_population_origin *origin, struct kr_world *world,
                       struct kr_diag *diag)
{
    memset(world, 0, sizeof *world);
    *origin = (struct kr_population_origin){0};
    struct kr_world_reading reading = {.model = want->model,
                                       .world = world,
                                       .diag = diag,
                                       .place = {file, 0, 0},
                                       .diagnostic = "population-file"};
    int code = kr_result_open(&reading.file, file);
    if (code == KR_OK) {
        code = read_world(&reading, want, origin);
    }
    if (code != KR_OK && code != KR_ERR_NO_MEMORY && kr_diag_is_empty(diag)) {
        kr_world_file_unread(&reading);
        code = KR_ERROR(KR_ERR_INPUT);
    }
    kr_result_close(reading.file);
    if (code != KR_OK) {
        kr_world_free(world);
    }
    return code;
}
