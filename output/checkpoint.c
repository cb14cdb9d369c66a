#include "output/checkpoint.h"

#include "base/hash.h"
#include "output/breakdowns_file.h"
#include "output/pay_file.h"
#include "output/population_file.h"
#include "output/roll_file.h"
#include "output/world_file.h"
#include "sim/programmes.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MADE_BY "krapte run --checkpoint-every"

enum { FORMAT_VERSION = 1, NAMES_SIZE = 1 << 16, LEAST_TEXT = 512 };

// Rows of any table for each person: more is a mistake in the file.
static const double MOST_ROOM = 64;

// ---------------------------------------------------------------- what it was lived with

static uint64_t hash_policy(uint64_t hash, const struct kr_policy *policy)
{
    hash = kr_hash_bytes(hash, policy->kind->name, strlen(policy->kind->name));
    hash = kr_hash_bytes(hash, policy->name, strlen(policy->name));
    const struct kr_target *target = &policy->target;
    hash = kr_hash_bytes(hash, target, offsetof(struct kr_target, nobody));
    hash = kr_hash_word(hash, target->nobody);
    const int16_t dates[] = {policy->announced, policy->start, policy->end,
                             (int16_t)policy->ramp};
    hash = kr_hash_bytes(hash, dates, sizeof dates);
    const double amounts[] = {policy->strength, policy->reach, policy->awareness,
                              policy->capacity, policy->unit_cost};
    hash = kr_hash_bytes(hash, amounts, sizeof amounts);
    for (int i = 0; i < policy->steps; i++) {
        hash = kr_hash_word(hash, (uint64_t)policy->step[i].from);
        hash = kr_hash_bytes(hash, &policy->step[i].strength, sizeof(double));
    }
    hash = kr_hash_word(hash, (uint64_t)policy->payer);
    return kr_hash_bytes(hash, policy->parameter, sizeof policy->parameter);
}

// A target ends with what is hashed apart, so that no padding enters.
_Static_assert(offsetof(struct kr_target, nobody) ==
                   (3 * KR_TARGET_WORDS + 8) * sizeof(uint64_t) +
                       6 * sizeof(struct kr_span),
               "a target is words and spans, then a flag");

static uint64_t policies_hash(const struct kr_model *model)
{
    uint64_t hash = 0;
    for (int i = 0; i < model->policy_count; i++) {
        hash = hash_policy(hash, &model->policies[i]);
    }
    return hash;
}

// X(name, value of a run, words): what a world that goes on must have the same of. Those
// with words "" are numbers that people gave.
#define INPUT_LIST(X)                                                                   \
    X(pack_hash, run->pack_hash, "another country pack")                                \
    X(parameters_hash, kr_parameters_hash(&run->model->parameters), "other parameters") \
    X(policies_hash, policies_hash(run->model), "other policies")                       \
    X(drivers_frozen, run->model->freeze_drivers, "another freeze_drivers")             \
    X(origin, run->origin, "another start")                                             \
    X(seed, run->model->seed, "")                                                       \
    X(replicate, run->model->replicate, "")

#define INPUT_ENUM(name, value, words) IN_##name,
enum input { INPUT_LIST(INPUT_ENUM) INPUTS };
#undef INPUT_ENUM

static const char *const INPUT_NAME[INPUTS] = {
#define INPUT_TEXT(name, value, words) #name,
    INPUT_LIST(INPUT_TEXT)
#undef INPUT_TEXT
};

static const char *const INPUT_WORDS[INPUTS] = {
#define INPUT_TEXT(name, value, words) words,
    INPUT_LIST(INPUT_TEXT)
#undef INPUT_TEXT
};

static void find_inputs(const struct kr_checkpoint_run *run, uint64_t input[INPUTS])
{
#define INPUT_VALUE(name, value, words) input[IN_##name] = (uint64_t)(value);
    INPUT_LIST(INPUT_VALUE)
#undef INPUT_VALUE
}

uint64_t kr_inputs_hash(const struct kr_checkpoint_run *run)
{
    uint64_t input[INPUTS];
    find_inputs(run, input);
    uint64_t hash = kr_hash_bytes(0, KR_VERSION, strlen(KR_VERSION));
    for (int i = 0; i < INPUTS; i++) {
        hash = kr_hash_word(hash, input[i]);
    }
    return kr_hash_bytes(hash, &run->model->scale, sizeof run->model->scale);
}

// Names of the policies in order of code, a line each. The caller frees.
static char *policy_names(const struct kr_model *model)
{
    char *names = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&names, &size);
    for (int i = 0; i < model->policy_count && stream != NULL; i++) {
        (void)fprintf(stream, "%s\n", model->policies[i].name);
    }
    if (stream != NULL && fclose(stream) != 0) {
        free(names);
        names = NULL;
    }
    return names;
}

// ---------------------------------------------------------------- writing

char *kr_checkpoint_name(const char *result, bool previous)
{
    const size_t length = strlen(result);
    const bool h5 = length > 3 && strcmp(result + length - 3, ".h5") == 0;
    char *name;
    const int made =
        asprintf(&name, "%.*s.checkpoint%s.h5", (int)(h5 ? length - 3 : length), result,
                 previous ? ".previous" : "");
    return made < 0 ? NULL : name;
}

static void write_run(struct kr_h5 *h5, hid_t root, const struct kr_checkpoint_run *run)
{
    char *names = policy_names(run->model);
    if (names == NULL) {
        kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
    }
    kr_h5_text(h5, root, "scenario", run->scenario);
    kr_h5_text(h5, root, "krapte_version", KR_VERSION);
    kr_h5_text(h5, root, "keep", run->keep);
    kr_breakdowns_write(h5, root, run->breakdowns);
    kr_h5_text(h5, root, "policies", names);
    free(names);
    uint64_t input[INPUTS];
    find_inputs(run, input);
    for (int i = 0; i < INPUTS; i++) {
        kr_h5_hash(h5, root, INPUT_NAME[i], input[i]);
    }
    kr_h5_real(h5, root, "scale", run->model->scale);
}

static void write_world(struct kr_h5 *h5, const struct kr_checkpoint_run *run,
                        const struct kr_world *world)
{
    if (h5->code != KR_OK) {
        return;
    }
    const hid_t root = H5Gopen2(h5->file, "/", H5P_DEFAULT);
    kr_h5_text(h5, root, "format", KR_CHECKPOINT_FORMAT);
    kr_h5_integer(h5, root, "format_version", FORMAT_VERSION);
    write_run(h5, root, run);
    kr_h5_hash(h5, root, "world_hash", kr_world_hash(world));
    kr_h5_integer(h5, root, "quarter", world->now);
    kr_h5_integer(h5, root, "elapsed", world->elapsed);
    // Room is state: helpers' posts open as long as there is some.
    kr_h5_integer(h5, root, "room_persons", world->persons.capacity);
    kr_h5_integer(h5, root, "room_employers", world->employers.capacity);
    kr_h5_integer(h5, root, "room_posts", world->posts.capacity);
    kr_h5_integer(h5, root, "room_vacancies", world->vacancies.capacity);
    kr_h5_group_close(h5, root);
    kr_world_file_write(h5, world, true);
}

// Makes sure that a file or folder is on the disk.
static bool settle(const char *name, int how)
{
    const int file = open(name, how | O_CLOEXEC);
    const bool settled = file >= 0 && fsync(file) == 0;
    const int number = errno;
    if (file >= 0) {
        (void)close(file);
    }
    errno = number;
    return settled;
}

static bool settle_folder(const char *file)
{
    char *copy = strdup(file);
    const bool settled = copy != NULL && settle(dirname(copy), O_RDONLY | O_DIRECTORY);
    free(copy);
    return settled;
}

// Puts a complete file in its place, one step at a time: whenever it is interrupted, at
// least one of the two names is that of a complete checkpoint.
static bool put_in_place(const char *temporary, const char *file, const char *previous)
{
    return settle(temporary, O_RDWR) &&
           (rename(file, previous) == 0 || errno == ENOENT) &&
           rename(temporary, file) == 0 && settle_folder(file);
}

static void write_file(struct kr_h5 *h5, const char *temporary,
                       const struct kr_checkpoint_run *run, const struct kr_world *world,
                       const struct kr_rolls *rolls)
{
    kr_h5_create(h5, temporary, true);
    const int64_t bytes = kr_world_file_bytes(world) + kr_rolls_bytes(rolls);
    kr_h5_reserve(h5, bytes);
    if (h5->code == KR_ERR_DISK_FULL) {
        (void)snprintf(h5->error, sizeof h5->error,
                       "%s: there is no room for a checkpoint of %.1f MB", h5->name,
                       (double)bytes / 1e6);
    }
    write_world(h5, run, world);
    kr_rolls_write(h5, rolls);
    kr_pay_write(h5, run->model, world);
    kr_h5_close(h5);
}

int kr_checkpoint_write(const char *file, const char *previous,
                        const struct kr_checkpoint_run *run, const struct kr_world *world,
                        const struct kr_rolls *rolls, char error[1024])
{
    char *temporary;
    error[0] = '\0';
    if (asprintf(&temporary, "%s.tmp", file) < 0) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    struct kr_h5 h5;
    write_file(&h5, temporary, run, world, rolls);
    if (h5.code == KR_OK && !put_in_place(temporary, file, previous)) {
        h5.code = KR_ERROR(KR_ERR_IO);
        (void)snprintf(h5.error, sizeof h5.error, "%s: %s", file, strerror(errno));
    }
    if (h5.code != KR_OK) {
        (void)unlink(temporary);
        (void)snprintf(error, 1024, "%s", h5.error);
    }
    free(temporary);
    return h5.code;
}

// ---------------------------------------------------------------- reading

static const char *text_of(const struct kr_world_reading *self, const char *name,
                           char *text, size_t size)
{
    text[0] = '\0';
    if (kr_result_attribute_text(self->file, "/", name, text, size) != KR_OK) {
        KR_MISTAKE(self, "'/' has no attribute '%s'", name);
    }
    return text;
}

static void check_input(const struct kr_world_reading *self, int i, uint64_t wanted)
{
    const uint64_t found = kr_world_file_hash(self, "/", INPUT_NAME[i]);
    if (found == wanted) {
        return;
    }
    if (INPUT_WORDS[i][0] == '\0') {
        KR_MISTAKE(self, "the checkpoint has %s %" PRIu64 ", the run has %" PRIu64,
                   INPUT_NAME[i], found, wanted);
    } else {
        KR_MISTAKE(self,
                   "the checkpoint was lived with %s (hash %016" PRIx64
                   ", the run has %016" PRIx64
                   "); krapte fork goes on under other policies and parameters",
                   INPUT_WORDS[i], found, wanted);
    }
}

// One letter more than is wanted is enough to see that a text is another one.
static void check_keep(const struct kr_world_reading *self, const char *keep)
{
    const size_t size = strlen(keep) + 2 > LEAST_TEXT ? strlen(keep) + 2 : LEAST_TEXT;
    char *text = malloc(size);
    if (text == NULL) {
        KR_MISTAKE(self, "there is not enough memory to read what the run kept");
    } else if (strcmp(text_of(self, "keep", text, size), keep) != 0) {
        KR_MISTAKE(self, "the run kept '%s', --keep says '%s'", text, keep);
    }
    free(text);
}

// What the result holds is settled when its run begins.
static void check_output(const struct kr_world_reading *self,
                         const struct kr_checkpoint_run *run)
{
    check_keep(self, run->keep);
    kr_breakdowns_check(self, run->breakdowns);
}

// The world must have been lived with what the run says; under other policies and
// parameters it may go on, but not with another pack or scale, nor by another program.
static void check_run(const struct kr_world_reading *self,
                      const struct kr_checkpoint_run *run, enum kr_checkpoint_use use)
{
    char text[512];
    if (strcmp(text_of(self, "krapte_version", text, sizeof text), KR_VERSION) != 0) {
        KR_MISTAKE(
            self,
            "the checkpoint was written by version %s, this is %s: go on with that "
            "version",
            text, KR_VERSION);
    }
    uint64_t input[INPUTS];
    find_inputs(run, input);
    for (int i = 0; i < INPUTS; i++) {
        if (use == KR_CHECKPOINT_RESUME || i == IN_pack_hash) {
            check_input(self, i, input[i]);
        }
    }
    const double scale = kr_world_file_real(self, "/", "scale");
    if (scale < run->model->scale || scale > run->model->scale) {
        KR_MISTAKE(self, "the checkpoint has scale %.10g, the run has %.10g", scale,
                   run->model->scale);
    }
    if (use == KR_CHECKPOINT_RESUME) {
        check_output(self, run);
    }
}

static kr_row room_of(const struct kr_world_reading *self, const char *name, kr_row least)
{
    const double room = kr_world_file_real(self, "/", name);
    const double persons = (double)kr_world_file_rows(self, KR_WORLD_PERSONS);
    const double most = fmin((double)INT32_MAX, MOST_ROOM * (persons + 1.0));
    if (!(room >= 0.0 && room <= most)) {
        KR_MISTAKE(self, "'%s': room for %.10g rows is not possible", name, room);
        return least;
    }
    return (kr_row)room > least ? (kr_row)room : least;
}

static int read_fields(const struct kr_world_reading *self,
                       const struct kr_checkpoint_run *run)
{
    const struct kr_world_room room = {
        room_of(self, "room_persons", run->room.persons),
        room_of(self, "room_employers", run->room.employers),
        room_of(self, "room_posts", run->room.posts),
        room_of(self, "room_vacancies", run->room.vacancies)};
    const uint64_t hash = kr_world_file_hash(self, "/", "world_hash");
    if (!kr_diag_is_empty(self->diag)) {
        return KR_ERROR(KR_ERR_INPUT);
    }
    const int code = kr_world_file_read(self, &room);
    if (code == KR_OK && kr_world_hash(self->world) != hash) {
        KR_MISTAKE(self,
                   "the world that was read has hash %016" PRIx64
                   ", the file says %016" PRIx64 ": it is damaged",
                   kr_world_hash(self->world), hash);
        return KR_ERROR(KR_ERR_INPUT);
    }
    return code;
}

static int index_of_policy(const struct kr_model *model, const char *name)
{
    for (int i = 0; i < model->policy_count; i++) {
        if (strcmp(model->policies[i].name, name) == 0) {
            return i;
        }
    }
    return KR_NONE;
}

// Codes of policies in `names` as codes of the model: code[i], KR_NONE for one that is no
// more.
static void match_policies(char *names, const struct kr_model *model, int code[256])
{
    int count = 0;
    for (char *rest = NULL, *name = strtok_r(names, "\n", &rest);
         name != NULL && count < 256; name = strtok_r(NULL, "\n", &rest)) {
        code[count++] = index_of_policy(model, name);
    }
}

static void copy_memory(struct kr_memories *memories, kr_row from, kr_row to)
{
#define COPY(type, name, unit, meaning) memories->name[to] = memories->name[from];
    KR_MEMORY_COLUMNS(COPY)
#undef COPY
}

// Members stay members of a policy of the same name; those of others are forgotten.
static int rename_policies(const struct kr_world_reading *self)
{
    char *names = malloc(NAMES_SIZE);
    if (names == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    int code[256];
    for (int i = 0; i < 256; i++) {
        code[i] = KR_NONE;
    }
    (void)text_of(self, "policies", names, NAMES_SIZE);
    match_policies(names, self->model, code);
    free(names);
    code[KR_MEMORY_CUT] = KR_MEMORY_CUT;
    struct kr_memories *memories = &self->world->memories;
    kr_row kept = 0;
    for (kr_row i = 0; i < memories->rows; i++) {
        const int now = code[memories->policy[i]];
        if (now != KR_NONE) {
            copy_memory(memories, i, kept);
            memories->policy[kept++] = (uint8_t)now;
        }
    }
    memories->rows = kept;
    return KR_OK;
}

static int read_checkpoint(const struct kr_world_reading *self,
                           const struct kr_checkpoint_run *run,
                           enum kr_checkpoint_use use)
{
    if (!kr_world_file_is(self, KR_CHECKPOINT_FORMAT, FORMAT_VERSION, MADE_BY)) {
        return KR_ERROR(KR_ERR_INPUT);
    }
    check_run(self, run, use);
    if (!kr_diag_is_empty(self->diag)) {
        return KR_ERROR(KR_ERR_INPUT);
    }
    const int code = read_fields(self, run);
    return code == KR_OK && use == KR_CHECKPOINT_FORK ? rename_policies(self) : code;
}

int kr_checkpoint_read(const char *file, const struct kr_checkpoint_run *run,
                       enum kr_checkpoint_use use, struct kr_world *world,
                       struct kr_rolls *rolls, struct kr_diag *diag)
{
    memset(world, 0, sizeof *world);
    *rolls = (struct kr_rolls){0};
    struct kr_world_reading reading = {
        .model = run->model,
        .world = world,
        .diag = diag,
        .place = {file, 0, 0},
        .diagnostic = "checkpoint",
        .beside = {"/" KR_ROLLS_GROUP "/", "/" KR_PAY_GROUP "/"},
        .hashed = true};
    int code = kr_result_open(&reading.file, file);
    if (code == KR_OK) {
        code = read_checkpoint(&reading, run, use);
    }
    if (code == KR_OK) {
        code = kr_pay_read(&reading);
    }
    if (code == KR_OK) {
        code = kr_rolls_read(&reading, rolls);
    }
    if (code != KR_OK && code != KR_ERR_NO_MEMORY && kr_diag_is_empty(diag)) {
        kr_world_file_unread(&reading);
        code = KR_ERROR(KR_ERR_INPUT);
    }
    kr_result_close(reading.file);
    if (code != KR_OK) {
        kr_world_free(world);
        kr_rolls_free(rolls);
    }
    return code;
}
