// Going on with a file that a run had begun.
#include "output/h5.h"

#include <string.h>

enum { CACHE_SLOTS = 7 };

void kr_h5_reopen(struct kr_h5 *self, const char *file)
{
    kr_h5_open_for(self, file, true);
    // A run that was killed may have written beyond what the file says is its end, and
    // pointed there: nothing new may be put in that place.
    if (self->code == KR_OK && H5Fincrement_filesize(self->file, 0) < 0) {
        kr_h5_fail(self, "opening", "the file");
    }
}

hid_t kr_h5_group_reopen(struct kr_h5 *self, const char *name)
{
    if (self->code != KR_OK) {
        return -1;
    }
    if (H5Lexists(self->file, name, H5P_DEFAULT) <= 0) {
        kr_h5_fail_code(self, KR_ERR_FORMAT, "%s: there is no group /%s to go on with",
                        self->name, name);
        return -1;
    }
    const hid_t group = H5Gopen2(self->file, name, H5P_DEFAULT);
    if (group < 0) {
        kr_h5_fail(self, "opening group", name);
    }
    return group;
}

// Room in memory for one chunk, as when the data set was made.
static hid_t open_with_cache(hid_t group, const struct kr_h5_plan *plan)
{
    const hid_t access = H5Pcreate(H5P_DATASET_ACCESS);
    size_t bytes = H5Tget_size(plan->type);
    for (int i = 0; i < plan->rank; i++) {
        bytes *= plan->chunk[i];
    }
    (void)H5Pset_chunk_cache(access, CACHE_SLOTS, bytes, 1.0);
    const hid_t dataset = H5Dopen2(group, plan->name, access);
    H5Pclose(access);
    return dataset;
}

// Whether a data set is what a plan would make, whatever its length in time.
static bool agrees(hid_t dataset, const struct kr_h5_plan *plan, hsize_t *records)
{
    hsize_t size[H5S_MAX_RANK] = {0};
    const hid_t space = H5Dget_space(dataset);
    const hid_t type = H5Dget_type(dataset);
    const int rank = H5Sget_simple_extent_dims(space, size, NULL);
    bool same = rank == plan->rank && H5Tequal(type, plan->type) > 0;
    for (int i = 1; i < rank && same; i++) {
        same = size[i] == plan->size[i];
    }
    *records = size[0];
    H5Tclose(type);
    H5Sclose(space);
    return same;
}

hid_t kr_h5_dataset_reopen(struct kr_h5 *self, hid_t group, const struct kr_h5_plan *plan,
                           hsize_t records)
{
    if (self->code != KR_OK) {
        return -1;
    }
    hid_t dataset =
        H5Lexists(group, plan->name, H5P_DEFAULT) > 0 ? open_with_cache(group, plan) : -1;
    hsize_t there = 0;
    if (dataset < 0 || !agrees(dataset, plan, &there) ||
        (plan->rank > 0 && there < records)) {
        kr_h5_fail_code(
            self, KR_ERR_FORMAT,
            "%s: '%s' is not what this run would write, so the file cannot be "
            "gone on with",
            self->name, plan->name);
        kr_h5_dataset_close(self, &dataset);
    }
    return dataset;
}

hid_t kr_h5_open_dataset(struct kr_h5 *self, hid_t group, const char *name)
{
    if (self->code != KR_OK) {
        return -1;
    }
    const hid_t dataset =
        H5Lexists(group, name, H5P_DEFAULT) > 0 ? H5Dopen2(group, name, H5P_DEFAULT) : -1;
    if (dataset < 0) {
        kr_h5_fail_code(self, KR_ERR_FORMAT,
                        "%s: there is no '%s', so the file cannot be gone on with",
                        self->name, name);
    }
    return dataset;
}

int kr_h5_size_of(struct kr_h5 *self, hid_t group, const char *name, hsize_t *size)
{
    hid_t dataset = kr_h5_open_dataset(self, group, name);
    if (dataset < 0) {
        return 0;
    }
    const hid_t space = H5Dget_space(dataset);
    const int rank = H5Sget_simple_extent_ndims(space);
    if (rank > 0 && rank <= KR_H5_RANK) {
        (void)H5Sget_simple_extent_dims(space, size, NULL);
    }
    H5Sclose(space);
    kr_h5_dataset_close(self, &dataset);
    return rank <= KR_H5_RANK ? rank : 0;
}

void kr_h5_cut(struct kr_h5 *self, hid_t dataset, const struct kr_h5_plan *plan,
               hsize_t records)
{
    hsize_t size[KR_H5_RANK];
    memcpy(size, plan->size, sizeof size);
    size[0] = records;
    kr_h5_extend(self, dataset, size);
}
