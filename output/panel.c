#include "output/panel.h"

#include "base/hash.h"
#include "base/parallel.h"

#include <hdf5_hl.h>
#include <stdlib.h>
#include <string.h>

enum {
    ID_CHUNK = 4096, // persons in a chunk of `id`
    PER_BLOCK = 96,  // of 4,096 rows, 41 are expected
    FIRST_ROOM = 4096,
    WIDEST = 8,
};

// A person of the sample and the row in which he or she stands.
struct found {
    uint64_t id;
    kr_row row;
};

bool kr_panel_has(uint64_t id)
{
    return kr_mix64(id) < UINT64_MAX / KR_PANEL_SHARE;
}

static int by_id(const void *a, const void *b)
{
    const uint64_t x = ((const struct found *)a)->id;
    const uint64_t y = ((const struct found *)b)->id;
    return x < y ? -1 : x > y;
}

static int member_by_id(const void *a, const void *b)
{
    const uint64_t x = ((const struct kr_panel_member *)a)->id;
    const uint64_t y = ((const struct kr_panel_member *)b)->id;
    return x < y ? -1 : x > y;
}

static void fail_memory(struct kr_h5 *h5)
{
    kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory for the panel",
                    h5->name);
}

static void open_columns(struct kr_h5 *h5, struct kr_panel *self,
                         const struct kr_rows_options *options)
{
    const struct kr_h5_plan storage = {
        .rank = 2,
        .most = {H5S_UNLIMITED, H5S_UNLIMITED},
        .chunk = {1, kr_rows_chunk(options->capacity / KR_PANEL_SHARE)},
        .deflate = options->deflate};
    for (size_t c = 0; c < kr_kept_count(KR_KEPT_PERSONS); c++) {
        const struct kr_kept_column column = kr_kept_at(KR_KEPT_PERSONS, c);
        if (strcmp(column.name, "id") == 0) {
            continue;
        }
        struct kr_rows_column *to = &self->column[self->columns++];
        to->column = column;
        to->dataset =
            kr_rows_dataset(h5, self->group.id, &column, &storage, options->model);
        kr_h5_attach(h5, to->dataset, self->group.time, 0);
        kr_h5_attach(h5, to->dataset, self->axis, 1);
    }
}

void kr_panel_open(struct kr_h5 *h5, struct kr_panel *self,
                   const struct kr_rows_options *options)
{
    *self = (struct kr_panel){.on = true, .axis = -1, .id = -1};
    if (kr_buffer_init(&self->found, sizeof(struct found), options->capacity,
                       PER_BLOCK) != KR_OK) {
        fail_memory(h5);
        return;
    }
    const struct kr_timeline_titles titles = {
        "panel", "a keyed 1% sample of persons, all columns",
        "The starting world. Who is not (yet, or any longer) in the population has "
        "status 0, absent, and 0 in every other column."};
    kr_timeline_open(h5, &self->group, &titles);
    self->axis = kr_h5_axis(h5, self->group.id, "person", 0, H5S_UNLIMITED);
    const struct kr_h5_plan id = {
        .name = "id",
        .type = H5T_STD_U64LE,
        .rank = 1,
        .most = {H5S_UNLIMITED},
        .chunk = {ID_CHUNK},
        .unit = "1",
        .long_name = "permanent identity",
        .comment = "Those of the start come first, then who entered, by quarter."};
    self->id = kr_h5_dataset(h5, self->group.id, &id);
    kr_h5_attach(h5, self->id, self->axis, 0);
    open_columns(h5, self, options);
}

struct search {
    const struct kr_persons *persons;
    struct kr_buffer *found;
    int failed;
};

static void search_block(void *context, kr_row first, kr_row last, int worker)
{
    (void)worker;
    struct search *search = context;
    for (kr_row row = first; row < last; row++) {
        const uint64_t id = search->persons->id[row];
        if (!kr_panel_has(id) || search->persons->status[row] == KR_ABSENT) {
            continue;
        }
        struct found *found = kr_buffer_append(search->found, kr_block_of(row));
        if (found == NULL) {
            __atomic_store_n(&search->failed, 1, __ATOMIC_RELAXED);
            return;
        }
        *found = (struct found){id, row};
    }
}

// Room for `count` members in all arrays.
static bool make_room(struct kr_panel *self, int64_t count)
{
    if (count <= self->capacity) {
        return true;
    }
    int64_t capacity = self->capacity > 0 ? self->capacity : FIRST_ROOM;
    while (capacity < count) {
        capacity += capacity / 2;
    }
    const size_t room = (size_t)capacity;
    void *member = realloc(self->member, room * sizeof *self->member);
    self->member = member != NULL ? member : self->member;
    void *row = realloc(self->row, room * sizeof *self->row);
    self->row = row != NULL ? row : self->row;
    void *values = realloc(self->values, room * WIDEST);
    self->values = values != NULL ? values : self->values;
    if (member == NULL || row == NULL || values == NULL) {
        return false;
    }
    self->capacity = (int32_t)capacity;
    return true;
}

// Gives every found person a place; newcomers get the next ones, in order of identity.
static bool place_members(struct kr_panel *self, struct found *found, int64_t count)
{
    if (!make_room(self, self->members + count)) {
        return false;
    }
    qsort(found, (size_t)count, sizeof *found, by_id);
    const int32_t before = self->members;
    for (int32_t i = 0; i < before; i++) {
        self->row[i] = KR_NONE;
    }
    // Both lists are in order of identity.
    int32_t known = 0;
    for (int64_t i = 0; i < count; i++) {
        while (known < before && self->member[known].id < found[i].id) {
            known++;
        }
        const bool is_known = known < before && self->member[known].id == found[i].id;
        const int32_t place = is_known ? self->member[known].place : self->members;
        if (!is_known) {
            self->member[self->members++] = (struct kr_panel_member){found[i].id, place};
        }
        self->row[place] = found[i].row;
    }
    return true;
}

static void write_newcomers(struct kr_h5 *h5, struct kr_panel *self, int32_t before)
{
    uint64_t *ids = self->values;
    for (int32_t i = before; i < self->members; i++) {
        ids[i - before] = self->member[i].id;
    }
    const hsize_t size = (hsize_t)self->members;
    kr_h5_extend(h5, self->axis, &size);
    kr_h5_extend(h5, self->id, &size);
    const struct kr_h5_box box = {{(hsize_t)before}, {(hsize_t)(self->members - before)}};
    kr_h5_write(h5, self->id, &box, H5T_NATIVE_UINT64, ids);
    qsort(self->member, (size_t)self->members, sizeof *self->member, member_by_id);
}

// Finds who is in the sample now, and where.
static void find_members(struct kr_h5 *h5, struct kr_panel *self,
                         const struct kr_model *model, const struct kr_world *world)
{
    kr_buffer_clear(&self->found);
    struct search search = {&world->persons, &self->found, 0};
    kr_parallel_rows(model->threads, world->persons.rows, search_block, &search);
    const int64_t count = kr_buffer_count(&self->found);
    struct found *found = malloc(((size_t)count + 1) * sizeof *found);
    if (found == NULL || search.failed) {
        free(found);
        fail_memory(h5);
        return;
    }
    kr_buffer_join(&self->found, found);
    const int32_t before = self->members;
    if (!place_members(self, found, count)) {
        fail_memory(h5);
    } else {
        write_newcomers(h5, self, before);
    }
    free(found);
}

static void write_column(struct kr_h5 *h5, const struct kr_panel *self,
                         const struct kr_rows_column *column,
                         const struct kr_kept_choice *members)
{
    kr_kept_gather(&column->column, members, self->values);
    const hsize_t extent[] = {self->group.records, (hsize_t)self->members};
    kr_h5_extend(h5, column->dataset, extent);
    const struct kr_h5_box box = {{self->group.records - 1}, {1, (hsize_t)self->members}};
    kr_h5_write(h5, column->dataset, &box, kr_h5_type(column->column.type), self->values);
}

void kr_panel_write(struct kr_h5 *h5, struct kr_panel *self, const struct kr_model *model,
                    const struct kr_world *world)
{
    if (!self->on || h5->code != KR_OK) {
        return;
    }
    kr_timeline_next(h5, &self->group, world->now);
    find_members(h5, self, model, world);
    const struct kr_kept_choice members = {model, world, self->row, self->members};
    for (int c = 0; c < self->columns && h5->code == KR_OK; c++) {
        write_column(h5, self, &self->column[c], &members);
    }
}

void kr_panel_close(const struct kr_h5 *h5, struct kr_panel *self)
{
    for (int c = 0; c < self->columns; c++) {
        kr_h5_dataset_close(h5, &self->column[c].dataset);
    }
    if (self->on) {
        kr_h5_dataset_close(h5, &self->id);
        kr_h5_dataset_close(h5, &self->axis);
        kr_timeline_close(h5, &self->group);
        kr_buffer_free(&self->found);
    }
    free(self->member);
    free(self->row);
    free(self->values);
    *self = (struct kr_panel){0};
}

int64_t kr_panel_bytes(int64_t persons)
{
    int64_t width = 0;
    for (size_t c = 0; c < kr_kept_count(KR_KEPT_PERSONS); c++) {
        width += (int64_t)kr_type_size(kr_kept_at(KR_KEPT_PERSONS, c).type);
    }
    const int64_t members = persons / KR_PANEL_SHARE;
    return width * (members + (int64_t)kr_rows_chunk(members));
}
