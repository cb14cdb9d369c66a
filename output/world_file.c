#include "output/world_file.h"

#include "base/hash.h"
#include "output/columns.h"
#include "output/contents.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// No table has a field of this name.
#define AXIS "place"

enum { SKELETON_BYTES = 1 << 18 }; // groups, names and units

// ---------------------------------------------------------------- writing

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

// A table as it is written: its group, and the axis of its rows.
struct written {
    enum kr_world_table table;
    hid_t group;
    hid_t axis;
    bool hashed; // columns say what their values were
};

static void write_column(struct kr_h5 *h5, const struct written *to,
                         const struct kr_column *column, const struct kr_world *world)
{
    const enum kr_world_table table = to->table;
    const size_t rows = kr_world_table_rows(table, world);
    const size_t size = kr_type_size(column->type);
    const struct kr_world_values from = kr_world_values_of(table, column, world);
    char *buffer = malloc(from.stride == size ? 1 : rows * size + 1);
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
                                    .unit = kr_file_unit(column),
                                    .long_name = column->meaning,
                                    .comment = "A field of the world as the program "
                                               "holds it, by row of its table."};
    hid_t dataset = kr_h5_dataset(h5, to->group, &plan);
    kr_h5_attach(h5, dataset, to->axis, 0);
    const struct kr_h5_box all = {{0}, {rows}};
    const void *values = gather(&from, rows, size, buffer);
    kr_h5_write(h5, dataset, &all, kr_h5_type(column->type), values);
    if (to->hashed) {
        kr_h5_hash(h5, dataset, "hash", kr_hash_bytes(0, values, rows * size));
    }
    kr_h5_dataset_close(h5, &dataset);
    free(buffer);
}

static void write_table(struct kr_h5 *h5, enum kr_world_table table,
                        const struct kr_world *world, bool hashed)
{
    const hid_t group = kr_h5_group(h5, kr_world_table_name(table));
    kr_h5_text(h5, group, "title", kr_world_table_meaning(table));
    kr_h5_integer(h5, group, "rows", (int64_t)kr_world_table_rows(table, world));
    const hsize_t rows = kr_world_table_rows(table, world);
    struct written to = {
        table, group, kr_h5_axis(h5, group, AXIS, rows, rows > 0 ? rows : H5S_UNLIMITED),
        hashed};
    size_t count;
    const struct kr_column *columns = kr_world_table_columns(table, &count);
    for (size_t c = 0; c < count; c++) {
        write_column(h5, &to, &columns[c], world);
    }
    kr_h5_dataset_close(h5, &to.axis);
    kr_h5_group_close(h5, group);
}

void kr_world_file_write(struct kr_h5 *h5, const struct kr_world *world, bool hashed)
{
    for (int t = 0; t < KR_WORLD_TABLES; t++) {
        write_table(h5, (enum kr_world_table)t, world, hashed);
    }
}

int64_t kr_world_file_bytes(const struct kr_world *world)
{
    size_t bytes = 0;
    for (int t = 0; t < KR_WORLD_TABLES; t++) {
        size_t count;
        const struct kr_column *columns =
            kr_world_table_columns((enum kr_world_table)t, &count);
        for (size_t c = 0; c < count; c++) {
            bytes += kr_world_table_rows((enum kr_world_table)t, world) *
                     kr_type_size(columns[c].type);
        }
    }
    return (int64_t)bytes + SKELETON_BYTES;
}

int kr_h5_publish(struct kr_h5 *h5, const char *temporary, const char *file,
                  char error[1024])
{
    kr_h5_close(h5);
    int code = h5->code;
    if (code == KR_OK && rename(temporary, file) != 0) {
        code = KR_ERROR(KR_ERR_IO);
        (void)snprintf(h5->error, sizeof h5->error, "%s: cannot be renamed to %s",
                       temporary, file);
    }
    if (code != KR_OK) {
        (void)unlink(temporary);
        (void)snprintf(error, 1024, "%s", h5->error);
    }
    return code;
}

void kr_world_file_unread(const struct kr_world_reading *self)
{
    // The place of the mistake names the file already.
    const char *words = kr_result_error(self->file);
    const size_t length = strlen(self->place.file);
    const bool named = strncmp(words, self->place.file, length) == 0 &&
                       strncmp(words + length, ": ", 2) == 0;
    KR_MISTAKE(self, "%s", named ? words + length + 2 : words);
}

// ---------------------------------------------------------------- attributes

double kr_world_file_real(const struct kr_world_reading *self, const char *path,
                          const char *name)
{
    double value = 0.0;
    if (kr_result_attribute_number(self->file, path, name, &value) != KR_OK) {
        KR_MISTAKE(self, "'%s' has no attribute '%s'", path, name);
    }
    return value;
}

uint64_t kr_world_file_hash(const struct kr_world_reading *self, const char *path,
                            const char *name)
{
    char text[64];
    char *end = text;
    uint64_t value = 0;
    if (kr_result_attribute_text(self->file, path, name, text, sizeof text) == KR_OK) {
        value = strtoull(text, &end, 16);
    }
    if (end == text || *end != '\0') {
        KR_MISTAKE(self, "'%s' has no attribute '%s' of 16 hexadecimal digits", path,
                   name);
    }
    return value;
}

bool kr_world_file_is(const struct kr_world_reading *self, const char *format,
                      int version, const char *made_by)
{
    char text[64];
    if (kr_result_attribute_text(self->file, "/", "format", text, sizeof text) != KR_OK ||
        strcmp(text, format) != 0) {
        const enum kr_file_kind kind = kr_file_kind_of(self->file);
        const bool ours = kind != KR_FILE_OTHER;
        KR_MISTAKE(self, "this is not a file made by '%s'%s%s", made_by,
                   ours ? ", but a " : "", ours ? kr_file_kind_meaning(kind) : "");
        return false;
    }
    const int found = (int)kr_world_file_real(self, "/", "format_version");
    if (found != version) {
        KR_MISTAKE(self,
                   "the file has format version %d, this program reads %d: make it anew "
                   "with '%s'",
                   found, version, made_by);
        return false;
    }
    return true;
}

// ---------------------------------------------------------------- fields

// Whether the first column of a table has so many rows: memory is taken for as many as
// the table is said to have.
static bool has_rows(const struct kr_world_reading *self, enum kr_world_table table,
                     size_t rows)
{
    size_t count;
    char path[KR_RESULT_PATH];
    (void)snprintf(path, sizeof path, "/%s/%s", kr_world_table_name(table),
                   kr_world_table_columns(table, &count)[0].name);
    const struct kr_result_variable *variable = kr_result_find(self->file, path);
    if (variable == NULL) {
        KR_MISTAKE(self, "the field '%s' is missing", path);
    } else if (variable->rank != 1 || variable->size[0] != rows) {
        KR_MISTAKE(self, "'%s' must have one axis of %zu rows", path, rows);
    }
    return variable != NULL && variable->rank == 1 && variable->size[0] == rows;
}

kr_row kr_world_file_rows(const struct kr_world_reading *self, enum kr_world_table table)
{
    char path[KR_RESULT_PATH];
    (void)snprintf(path, sizeof path, "/%s", kr_world_table_name(table));
    const double rows = kr_world_file_real(self, path, "rows");
    if (!(rows >= 0.0 && rows <= (double)INT32_MAX)) {
        KR_MISTAKE(self, "'%s': %.10g rows are not possible", path, rows);
        return 0;
    }
    return has_rows(self, table, (size_t)rows) ? (kr_row)rows : 0;
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

static void check_range(const struct kr_world_reading *self, enum kr_world_table table,
                        const struct kr_column *column)
{
    struct kr_world_range range;
    if (!kr_world_range_of(table, column->name, self->world, self->model->country,
                           &range)) {
        return;
    }
    const struct kr_world_values at = kr_world_values_of(table, column, self->world);
    const size_t rows = kr_world_table_rows(table, self->world);
    for (size_t r = 0; r < rows; r++) {
        const int64_t value = whole_number(column->type, at.values + r * at.stride);
        if (value < range.low || value > range.high) {
            KR_MISTAKE(self,
                       "'/%s/%s': row %zu holds %" PRId64 ", expected %" PRId64
                       " to %" PRId64,
                       kr_world_table_name(table), column->name, r, value, range.low,
                       range.high);
            return;
        }
    }
}

static void scatter(char *place, size_t stride, size_t rows, size_t size,
                    const char *buffer)
{
    for (size_t r = 0; r < rows; r++) {
        memcpy(place + r * stride, buffer + r * size, size);
    }
}

// Values must be those that were written, where the file says what they were.
static void check_hash(const struct kr_world_reading *self, const char *path,
                       uint64_t hash)
{
    if (self->hashed && kr_world_file_hash(self, path, "hash") != hash) {
        KR_MISTAKE(self, "'%s' is damaged: its values are not those that were written",
                   path);
    }
}

static int read_values(const struct kr_world_reading *self, enum kr_world_table table,
                       const struct kr_column *column, hid_t dataset)
{
    char path[KR_RESULT_PATH];
    (void)snprintf(path, sizeof path, "/%s/%s", kr_world_table_name(table), column->name);
    const size_t rows = kr_world_table_rows(table, self->world);
    const size_t size = kr_type_size(column->type);
    const size_t stride = kr_world_values_of(table, column, self->world).stride;
    char *place = kr_world_place_of(table, column, self->world);
    const struct kr_h5_box all = {{0}, {rows}};
    struct kr_h5 *h5 = &self->file->h5;
    char *buffer = stride == size ? place : malloc(rows * size + 1);
    if (buffer == NULL && rows > 0) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    kr_h5_read(h5, dataset, &all, kr_h5_type(column->type), buffer);
    if (h5->code == KR_OK) {
        check_hash(self, path, kr_hash_bytes(0, buffer, rows * size));
    }
    if (buffer != place) {
        scatter(place, stride, rows, size, buffer);
        free(buffer);
    }
    return h5->code;
}

static int read_column(const struct kr_world_reading *self, enum kr_world_table table,
                       const struct kr_column *column)
{
    char path[KR_RESULT_PATH];
    (void)snprintf(path, sizeof path, "/%s/%s", kr_world_table_name(table), column->name);
    const struct kr_result_variable *variable = kr_result_find(self->file, path);
    const size_t rows = kr_world_table_rows(table, self->world);
    if (variable == NULL) {
        KR_MISTAKE(self, "the field '%s' is missing", path);
        return KR_OK;
    }
    if (variable->rank != 1 || variable->size[0] != rows) {
        KR_MISTAKE(self, "'%s' must have one axis of %zu rows", path, rows);
        return KR_OK;
    }
    hid_t dataset = kr_result_object(self->file, path);
    int code = self->file->h5.code;
    if (code == KR_OK && !has_type(dataset, column->type)) {
        KR_MISTAKE(self, "'%s' must be of type %s", path, kr_type_name(column->type));
    } else if (code == KR_OK) {
        code = read_values(self, table, column, dataset);
        if (code == KR_OK) {
            check_range(self, table, column);
        }
    }
    kr_h5_dataset_close(&self->file->h5, &dataset);
    return code;
}

static bool is_beside(const struct kr_world_reading *self, const char *path)
{
    for (int i = 0; i < KR_WORLD_BESIDE && self->beside[i] != NULL; i++) {
        if (strncmp(path, self->beside[i], strlen(self->beside[i])) == 0) {
            return true;
        }
    }
    return false;
}

// Fields of the file that no table has.
static void check_unknown(const struct kr_world_reading *self)
{
    size_t count;
    const struct kr_result_variable *variables = kr_result_variables(self->file, &count);
    for (size_t v = 0; v < count; v++) {
        bool known = is_beside(self, variables[v].path);
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
            KR_MISTAKE(self, "the field '%s' is unknown", variables[v].path);
        }
    }
}

static kr_row larger(kr_row a, kr_row b)
{
    return a > b ? a : b;
}

static void set_rows(const struct kr_world_reading *self)
{
    struct kr_world *world = self->world;
    world->persons.rows = kr_world_file_rows(self, KR_WORLD_PERSONS);
    world->employers.rows = kr_world_file_rows(self, KR_WORLD_EMPLOYERS);
    world->posts.rows = kr_world_file_rows(self, KR_WORLD_POSTS);
    world->vacancies.rows = kr_world_file_rows(self, KR_WORLD_VACANCIES);
    world->second_jobs.rows = kr_world_file_rows(self, KR_WORLD_SECOND_JOBS);
    world->memories.rows = kr_world_file_rows(self, KR_WORLD_MEMORIES);
}

// Allocates the world with the rows of the file in use.
static int make_world(const struct kr_world_reading *self,
                      const struct kr_world_room *room)
{
    const size_t mistakes = self->diag->count;
    const kr_row persons = kr_world_file_rows(self, KR_WORLD_PERSONS);
    const kr_row employers = kr_world_file_rows(self, KR_WORLD_EMPLOYERS);
    const kr_row posts = kr_world_file_rows(self, KR_WORLD_POSTS);
    const kr_row vacancies = kr_world_file_rows(self, KR_WORLD_VACANCIES);
    const kr_row second_jobs = kr_world_file_rows(self, KR_WORLD_SECOND_JOBS);
    const kr_row memories = kr_world_file_rows(self, KR_WORLD_MEMORIES);
    if (self->diag->count > mistakes) {
        return KR_ERROR(KR_ERR_INPUT);
    }
    struct kr_world *world = self->world;
    int code =
        kr_world_init(world, self->model->country, larger(persons, room->persons),
                      larger(employers, room->employers), larger(posts, room->posts),
                      larger(vacancies, room->vacancies));
    if (code == KR_OK) {
        code = kr_second_jobs_reserve(&world->second_jobs, second_jobs);
    }
    if (code == KR_OK) {
        code = kr_memories_reserve(&world->memories, memories);
    }
    if (code == KR_OK) {
        set_rows(self);
    }
    return code;
}

int kr_world_file_read(const struct kr_world_reading *self,
                       const struct kr_world_room *room)
{
    int code = make_world(self, room);
    if (code != KR_OK) {
        return code;
    }
    check_unknown(self);
    for (int t = 0; t < KR_WORLD_TABLES && code == KR_OK; t++) {
        size_t count;
        const struct kr_column *columns =
            kr_world_table_columns((enum kr_world_table)t, &count);
        for (size_t c = 0; c < count && code == KR_OK; c++) {
            code = read_column(self, (enum kr_world_table)t, &columns[c]);
        }
    }
    return code == KR_OK && !kr_diag_is_empty(self->diag) ? KR_ERROR(KR_ERR_INPUT) : code;
}
