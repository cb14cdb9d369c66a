#include "output/roll_file.h"

#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>

const char *kr_rolls_name(int roll)
{
    return roll == KR_ROLL_NUMBERS ? "employer_numbers"
                                   : kr_keep_section_name((enum kr_keep_section)roll);
}

void kr_rolls_free(struct kr_rolls *self)
{
    for (int i = 0; i < KR_ROLLS; i++) {
        free(self->of[i].id);
    }
    *self = (struct kr_rolls){0};
}

int64_t kr_rolls_bytes(const struct kr_rolls *self)
{
    int64_t places = 0;
    for (int i = 0; i < KR_ROLLS; i++) {
        places += self->of[i].places;
    }
    return places * (int64_t)sizeof(uint64_t);
}

static uint64_t hash_of(const struct kr_roll_ids *ids)
{
    return kr_hash_bytes(0, ids->id, (size_t)ids->places * sizeof *ids->id);
}

// Places of a roll, as an attribute of the group says them.
static void places_name(int roll, char text[64])
{
    (void)snprintf(text, 64, "%s_places", kr_rolls_name(roll));
}

static void write_roll(struct kr_h5 *h5, hid_t group, int roll,
                       const struct kr_roll_ids *ids)
{
    char name[64];
    places_name(roll, name);
    kr_h5_integer(h5, group, name, ids->places);
    if (ids->places == 0) {
        return;
    }
    const hsize_t places = (hsize_t)ids->places;
    hid_t axis = kr_h5_axis(h5, group, name, places, places);
    const struct kr_h5_plan plan = {
        .name = kr_rolls_name(roll),
        .type = H5T_STD_U64LE,
        .rank = 1,
        .size = {places},
        .most = {places},
        .unit = "1",
        .long_name = "permanent identity",
        .comment = "By place on the axis of the result file, or by number of employer."};
    hid_t dataset = kr_h5_dataset(h5, group, &plan);
    kr_h5_attach(h5, dataset, axis, 0);
    const struct kr_h5_box all = {{0}, {places}};
    kr_h5_write(h5, dataset, &all, H5T_NATIVE_UINT64, ids->id);
    kr_h5_hash(h5, dataset, "hash", hash_of(ids));
    kr_h5_dataset_close(h5, &dataset);
    kr_h5_dataset_close(h5, &axis);
}

void kr_rolls_write(struct kr_h5 *h5, const struct kr_rolls *rolls)
{
    const hid_t group = kr_h5_group(h5, KR_ROLLS_GROUP);
    kr_h5_text(h5, group, "title", "who has which place in the tables of the result");
    for (int i = 0; i < KR_ROLLS; i++) {
        write_roll(h5, group, i, &rolls->of[i]);
    }
    kr_h5_group_close(h5, group);
}

static int read_ids(const struct kr_world_reading *self, const char *path,
                    struct kr_roll_ids *ids)
{
    struct kr_h5 *h5 = &self->file->h5;
    const struct kr_h5_box all = {{0}, {(hsize_t)ids->places}};
    ids->id = malloc((size_t)ids->places * sizeof *ids->id);
    if (ids->id == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    hid_t dataset = kr_result_object(self->file, path);
    kr_h5_read(h5, dataset, &all, H5T_NATIVE_UINT64, ids->id);
    kr_h5_dataset_close(h5, &dataset);
    if (h5->code == KR_OK && kr_world_file_hash(self, path, "hash") != hash_of(ids)) {
        KR_MISTAKE(self, "'%s' is damaged: its values are not those that were written",
                   path);
    }
    return h5->code;
}

static int read_roll(const struct kr_world_reading *self, int roll,
                     struct kr_roll_ids *ids)
{
    char name[64];
    char path[KR_RESULT_PATH];
    places_name(roll, name);
    const double places = kr_world_file_real(self, "/" KR_ROLLS_GROUP, name);
    (void)snprintf(path, sizeof path, "/" KR_ROLLS_GROUP "/%s", kr_rolls_name(roll));
    const struct kr_result_variable *variable = kr_result_find(self->file, path);
    const double found = variable != NULL ? (double)variable->size[0] : 0.0;
    if (!(places >= 0 && places < INT32_MAX) || found < places || found > places) {
        KR_MISTAKE(self, "'%s' has %.10g places, its group says %.10g", path, found,
                   places);
        return KR_OK;
    }
    ids->places = (int32_t)places;
    return ids->places > 0 ? read_ids(self, path, ids) : KR_OK;
}

int kr_rolls_read(const struct kr_world_reading *self, struct kr_rolls *rolls)
{
    *rolls = (struct kr_rolls){0};
    int code = KR_OK;
    for (int i = 0; i < KR_ROLLS && code == KR_OK; i++) {
        code = read_roll(self, i, &rolls->of[i]);
    }
    return code == KR_OK && !kr_diag_is_empty(self->diag) ? KR_ERROR(KR_ERR_INPUT) : code;
}
