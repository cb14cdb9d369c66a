#include "output/population_file.h"

#include "base/hash.h"
#include "output/contents.h"
#include "output/describe.h"
#include "output/result.h"
#include "output/world_fields.h"
#include "sim/order.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FORMAT "krapte population"

enum { FORMAT_VERSION = 1 };

// The single numbers of a world that are written one by one below: a new one shows here.
_Static_assert(
    offsetof(struct kr_world, tallies) - offsetof(struct kr_world, sector) ==
        5 * sizeof(double),
    "tightness, child_care_queue and childcare_start_ratio, beside two arrays");

static const char DIAGNOSTIC[] = "population-file";

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

static void write_hash(struct kr_h5 *h5, hid_t root, const char *name, uint64_t value)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%016" PRIx64, value);
    kr_h5_text(h5, root, name, text);
}

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
    write_hash(h5, root, "pack_hash", origin->pack_hash);
    write_hash(h5, root, "parameters_hash", origin->parameters_hash);
    write_hash(h5, root, "seed", origin->seed);
    write_hash(h5, root, "replicate", origin->replicate);
    kr_h5_real(h5, root, "scale", origin->scale);
    kr_h5_integer(h5, root, "quarter", world->now);
    kr_h5_integer(h5, root, "elapsed", world->elapsed);
    kr_h5_real(h5, root, "tightness", world->tightness);
    kr_h5_real(h5, root, "child_care_queue", world->child_care_queue);
    kr_h5_real(h5, root, "childcare_start_ratio", world->childcare_start_ratio);
    kr_describe_codes(h5, root, origin->country);
    kr_h5_group_close(h5, root);
}

// The values of a column side by side: where they are, or gathered in `buffer`.
static const void *gather(const struct kr_world_values *from, size_t rows, size_t size,
                          char *buffer)
{
    if (from->stride == size) {
        return from->values;
    }
    for (size_t r = 0; r < rows; r++) {
        memcpy(buffer + r * size, from->values + r * from->stride, size);
    }
    return buffer;
}

static void scatter(const struct kr_world_values *to, size_t rows, size_t size,
                    const char *buffer)
{
    for (size_t r = 0; r < rows; r++) {
        memcpy(to->values + r * to->stride, buffer + r * size, size);
    }
}

static void write_column(struct kr_h5 *h5, hid_t group, enum kr_world_table table,
                         const struct kr_column *column, const struct kr_world *world)
{
    const size_t rows = kr_world_table_rows(table, world);
    const size_t size = kr_type_size(column->type);
    const struct kr_world_values from = kr_world_values_of(table, column, world);
    char *buffer = malloc(rows * size + 1);
    if (buffer == NULL) {
        kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
        return;
    }
    // An axis of length zero can only be one that may grow.
    const struct kr_h5_plan plan = {.name = column->name,
                                    .type = kr_h5_type(column->type),
                                    .rank = 1,
                                    .size = {rows},
                                    .most = {rows > 0 ? rows : H5S_UNLIMITED},
                                    .chunk = {rows > 0 ? 0 : 64},
                                    .unit = column->unit,
                                    .long_name = column->meaning,
                                    .comment = ""};
    hid_t dataset = kr_h5_dataset(h5, group, &plan);
    const struct kr_h5_box all = {{0}, {rows}};
    kr_h5_write(h5, dataset, &all, kr_h5_type(column->type),
                gather(&from, rows, size, buffer));
    kr_h5_dataset_close(h5, &dataset);
    free(buffer);
}

static void write_table(struct kr_h5 *h5, enum kr_world_table table,
                        const struct kr_world *world)
{
    const hid_t group = kr_h5_group(h5, kr_world_table_name(table));
    kr_h5_text(h5, group, "title", kr_world_table_meaning(table));
    kr_h5_integer(h5, group, "rows", (int64_t)kr_world_table_rows(table, world));
    size_t count;
    const struct kr_column *columns = kr_world_table_columns(table, &count);
    for (size_t c = 0; c < count; c++) {
        write_column(h5, group, table, &columns[c], world);
    }
    kr_h5_group_close(h5, group);
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
    for (int t = 0; t < KR_WORLD_TABLES; t++) {
        write_table(&h5, (enum kr_world_table)t, world);
    }
    kr_h5_close(&h5);
    int code = h5.code;
    if (code == KR_OK && rename(temporary, file) != 0) {
        code = KR_ERROR(KR_ERR_IO);
        (void)snprintf(h5.error, sizeof h5.error, "%s: cannot be renamed to %s",
                       temporary, file);
    }
    if (code != KR_OK) {
        (void)unlink(temporary);
        (void)snprintf(error, 1024, "%s", h5.error);
    }
    free(temporary);
    return code;
}

// ---------------------------------------------------------------- reading

// What is read and where mistakes go.
struct reading {
    struct kr_result *file;
    const struct kr_population_want *want;
    struct kr_world *world;
    struct kr_diag *diag;
    struct kr_place place;
};

#define MISTAKE(reading, ...) \
    kr_diag_add((reading)->diag, DIAGNOSTIC, (reading)->place, __VA_ARGS__)

static double read_real(const struct reading *self, const char *path, const char *name)
{
    double value = 0.0;
    if (kr_result_attribute_number(self->file, path, name, &value) != KR_OK) {
        MISTAKE(self, "'%s' has no attribute '%s'", path, name);
    }
    return value;
}

static uint64_t read_hash(const struct reading *self, const char *name)
{
    char text[64];
    char *end = text;
    uint64_t value = 0;
    if (kr_result_attribute_text(self->file, "/", name, text, sizeof text) == KR_OK) {
        value = strtoull(text, &end, 16);
    }
    if (end == text || *end != '\0') {
        MISTAKE(self, "the file has no attribute '%s' of 16 hexadecimal digits", name);
    }
    return value;
}

// False when the file is something else altogether.
static bool check_format(const struct reading *self)
{
    char text[64];
    if (kr_result_attribute_text(self->file, "/", "format", text, sizeof text) != KR_OK ||
        strcmp(text, FORMAT) != 0) {
        MISTAKE(self, "this is not a population made by 'krapte population'");
        return false;
    }
    const int version = (int)read_real(self, "/", "format_version");
    if (version != FORMAT_VERSION) {
        MISTAKE(self, "the file has format version %d, this program reads %d", version,
                FORMAT_VERSION);
        return false;
    }
    return true;
}

static void check_origin(const struct reading *self, struct kr_population_origin *origin)
{
    *origin = (struct kr_population_origin){
        .pack_hash = read_hash(self, "pack_hash"),
        .parameters_hash = read_hash(self, "parameters_hash"),
        .seed = read_hash(self, "seed"),
        .replicate = read_hash(self, "replicate"),
        .scale = read_real(self, "/", "scale"),
    };
    if (origin->pack_hash != self->want->pack_hash) {
        MISTAKE(self,
                "the population was made from another country pack (hash %016" PRIx64
                ", the scenario's pack has %016" PRIx64 "): make it anew",
                origin->pack_hash, self->want->pack_hash);
    }
    const double scale = self->want->model->scale;
    if (origin->scale < scale || origin->scale > scale) {
        MISTAKE(self, "the population was made at scale %.10g, the run has %.10g",
                origin->scale, scale);
    }
}

static kr_row read_rows(const struct reading *self, enum kr_world_table table)
{
    char path[KR_RESULT_PATH];
    (void)snprintf(path, sizeof path, "/%s", kr_world_table_name(table));
    const double rows = read_real(self, path, "rows");
    if (!(rows >= 0.0 && rows <= (double)INT32_MAX)) {
        MISTAKE(self, "'%s': %.10g rows are not possible", path, rows);
        return 0;
    }
    return (kr_row)rows;
}

static kr_row larger(kr_row a, kr_row b)
{
    return a > b ? a : b;
}

// Allocates the world with the rows of the file in use.
static int make_world(const struct reading *self)
{
    const size_t mistakes = self->diag->count;
    const kr_row persons = read_rows(self, KR_WORLD_PERSONS);
    const kr_row employers = read_rows(self, KR_WORLD_EMPLOYERS);
    const kr_row posts = read_rows(self, KR_WORLD_POSTS);
    const kr_row vacancies = read_rows(self, KR_WORLD_VACANCIES);
    if (self->diag->count > mistakes) {
        return KR_ERROR(KR_ERR_INPUT);
    }
    const struct kr_population_want *want = self->want;
    struct kr_world *world = self->world;
    const int code =
        kr_world_init(world, want->model->country, larger(persons, want->persons),
                      larger(employers, want->employers), larger(2 * posts, want->posts),
                      larger(vacancies, want->vacancies));
    if (code != KR_OK) {
        return code;
    }
    world->persons.rows = persons;
    world->employers.rows = employers;
    world->posts.rows = posts;
    world->vacancies.rows = vacancies;
    world->now = (kr_quarter)read_real(self, "/", "quarter");
    world->elapsed = (int)read_real(self, "/", "elapsed");
    world->tightness = read_real(self, "/", "tightness");
    world->child_care_queue = read_real(self, "/", "child_care_queue");
    world->childcare_start_ratio = read_real(self, "/", "childcare_start_ratio");
    // A starting world has neither: their rows would need room that is not there.
    if (read_rows(self, KR_WORLD_SECOND_JOBS) != 0 ||
        read_rows(self, KR_WORLD_MEMORIES) != 0 || world->elapsed != 0) {
        MISTAKE(self, "this is not a starting world");
    }
    return self->diag->count > mistakes ? KR_ERROR(KR_ERR_INPUT) : KR_OK;
}

// The type in the file must be that of the column, to the byte.
static bool has_type(hid_t dataset, enum kr_type type)
{
    const hid_t stored = H5Dget_type(dataset);
    const bool same = H5Tequal(stored, kr_h5_type(type)) > 0;
    H5Tclose(stored);
    return same;
}

static int64_t whole_number(enum kr_type type, const char *value)
{
#define KR_CASE(name, c_type)                  \
    case name: {                               \
        c_type number;                         \
        memcpy(&number, value, sizeof number); \
        return (int64_t)number;                \
    }
    switch (type) {
        KR_CASE(KR_U8, uint8_t)
        KR_CASE(KR_I8, int8_t)
        KR_CASE(KR_U16, uint16_t)
        KR_CASE(KR_I16, int16_t)
        KR_CASE(KR_U32, uint32_t)
        KR_CASE(KR_I32, int32_t)
        KR_CASE(KR_U64, uint64_t)
        KR_CASE(KR_I64, int64_t)
    case KR_F32:
    case KR_F64:
        break;
    }
#undef KR_CASE
    return 0;
}

static void check_range(const struct reading *self, enum kr_world_table table,
                        const struct kr_column *column)
{
    struct kr_world_range range;
    if (!kr_world_range_of(table, column->name, self->world, self->want->model->country,
                           &range)) {
        return;
    }
    const struct kr_world_values at = kr_world_values_of(table, column, self->world);
    const size_t rows = kr_world_table_rows(table, self->world);
    for (size_t r = 0; r < rows; r++) {
        const int64_t value = whole_number(column->type, at.values + r * at.stride);
        if (value < range.low || value > range.high) {
            MISTAKE(self,
                    "'/%s/%s': row %zu holds %" PRId64 ", expected %" PRId64
                    " to %" PRId64,
                    kr_world_table_name(table), column->name, r, value, range.low,
                    range.high);
            return;
        }
    }
}

static int read_values(const struct reading *self, enum kr_world_table table,
                       const struct kr_column *column, hid_t dataset)
{
    const size_t rows = kr_world_table_rows(table, self->world);
    const size_t size = kr_type_size(column->type);
    const struct kr_world_values to = kr_world_values_of(table, column, self->world);
    const struct kr_h5_box all = {{0}, {rows}};
    struct kr_h5 *h5 = &self->file->h5;
    if (to.stride == size) {
        kr_h5_read(h5, dataset, &all, kr_h5_type(column->type), to.values);
        return h5->code;
    }
    char *buffer = malloc(rows * size + 1);
    if (buffer == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    kr_h5_read(h5, dataset, &all, kr_h5_type(column->type), buffer);
    scatter(&to, rows, size, buffer);
    free(buffer);
    return h5->code;
}

static int read_column(const struct reading *self, enum kr_world_table table,
                       const struct kr_column *column)
{
    char path[KR_RESULT_PATH];
    (void)snprintf(path, sizeof path, "/%s/%s", kr_world_table_name(table), column->name);
    const struct kr_result_variable *variable = kr_result_find(self->file, path);
    const size_t rows = kr_world_table_rows(table, self->world);
    if (variable == NULL) {
        MISTAKE(self, "the field '%s' is missing", path);
        return KR_OK;
    }
    if (variable->rank != 1 || variable->size[0] != rows) {
        MISTAKE(self, "'%s' must have one axis of %zu rows", path, rows);
        return KR_OK;
    }
    hid_t dataset = kr_result_object(self->file, path);
    int code = self->file->h5.code;
    if (code == KR_OK && !has_type(dataset, column->type)) {
        MISTAKE(self, "'%s' must be of type %s", path, kr_type_name(column->type));
    } else if (code == KR_OK) {
        code = read_values(self, table, column, dataset);
        if (code == KR_OK) {
            check_range(self, table, column);
        }
    }
    kr_h5_dataset_close(&self->file->h5, &dataset);
    return code;
}

// Fields of the file that no table has.
static void check_unknown(const struct reading *self)
{
    size_t count;
    const struct kr_result_variable *variables = kr_result_variables(self->file, &count);
    for (size_t v = 0; v < count; v++) {
        bool known = false;
        for (int t = 0; t < KR_WORLD_TABLES && !known; t++) {
            size_t columns;
            const struct kr_column *column =
                kr_world_table_columns((enum kr_world_table)t, &columns);
            for (size_t c = 0; c < columns && !known; c++) {
                char path[KR_RESULT_PATH];
                (void)snprintf(path, sizeof path, "/%s/%s",
                               kr_world_table_name((enum kr_world_table)t),
                               column[c].name);
                known = strcmp(path, variables[v].path) == 0;
            }
        }
        if (!known) {
            MISTAKE(self, "the field '%s' is unknown", variables[v].path);
        }
    }
}

static int read_world(const struct reading *self, struct kr_population_origin *origin)
{
    if (!check_format(self)) {
        return KR_ERROR(KR_ERR_INPUT);
    }
    check_origin(self, origin);
    if (!kr_diag_is_empty(self->diag)) {
        // Another pack or scale: every field would be wrong.
        return KR_ERROR(KR_ERR_INPUT);
    }
    check_unknown(self);
    int code = make_world(self);
    for (int t = 0; t < KR_WORLD_TABLES && code == KR_OK; t++) {
        size_t count;
        const struct kr_column *columns =
            kr_world_table_columns((enum kr_world_table)t, &count);
        for (size_t c = 0; c < count && code == KR_OK; c++) {
            code = read_column(self, (enum kr_world_table)t, &columns[c]);
        }
    }
    if (code == KR_OK && !kr_diag_is_empty(self->diag)) {
        code = KR_ERROR(KR_ERR_INPUT);
    }
    // Whatever the order of rows in the file, the run is the same.
    if (code == KR_OK) {
        code = kr_world_order(self->world);
    }
    if (code == KR_ERR_RANGE) {
        MISTAKE(self, "an employer has another number of posts than name it");
    }
    return code;
}

int kr_population_read(const char *file, const struct kr_population_want *want,
                       struct kr_population_origin *origin, struct kr_world *world,
                       struct kr_diag *diag)
{
    memset(world, 0, sizeof *world);
    *origin = (struct kr_population_origin){0};
    struct reading reading = {
        .want = want, .world = world, .diag = diag, .place = {file, 0, 0}};
    int code = kr_result_open(&reading.file, file);
    if (code == KR_OK) {
        code = read_world(&reading, origin);
    }
    if (code != KR_OK && code != KR_ERR_NO_MEMORY && kr_diag_is_empty(diag)) {
        MISTAKE(&reading, "%s", kr_result_error(reading.file));
        code = KR_ERROR(KR_ERR_INPUT);
    }
    kr_result_close(reading.file);
    if (code != KR_OK) {
        kr_world_free(world);
    }
    return code;
}
