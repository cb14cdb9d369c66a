// Going on with a file that a run had begun.
#include "output/h5.h"

#include <hdf5_hl.h>
#include <stdio.h>
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

struct stranger {
    kr_h5_known *known;
    const void *context;
    char name[128];
};

static herr_t look_for_stranger(hid_t group, const char *name, const H5L_info_t *info,
                                void *context)
{
    (void)info;
    struct stranger *stranger = context;
    const hid_t object = H5Oopen(group, name, H5P_DEFAULT);
    const bool is_axis =
        object >= 0 && H5Iget_type(object) == H5I_DATASET && H5DSis_scale(object) > 0;
    if (object >= 0) {
        H5Oclose(object);
    }
    if (is_axis || stranger->known(stranger->context, name)) {
        return 0;
    }
    (void)snprintf(stranger->name, sizeof stranger->name, "%s", name);
    return 1;
}

void kr_h5_only(struct kr_h5 *self, hid_t group, kr_h5_known *known, const void *context)
{
    struct stranger stranger = {known, context, ""};
    if (self->code == KR_OK && H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, NULL,
                                          look_for_stranger, &stranger) < 0) {
        kr_h5_fail(self, "listing", "the file");
    } else if (stranger.name[0] != '\0') {
        kr_h5_fail_code(self, KR_ERR_INPUT,
                        "%s: it has '%s', which this run would not write: go on with "
                        "the same --keep and breakdowns",
                        self->name, stranger.name);
    }
}

void kr_h5_without(struct kr_h5 *self, const char *name)
{
    if (self->code == KR_OK && H5Lexists(self->file, name, H5P_DEFAULT) > 0) {
        kr_h5_fail_code(self, KR_ERR_INPUT,
                        "%s: it has /%s, which this run would not write: go on with the "
                        "same --keep",
                        self->name, name);
    }
}

// Whether the filters of a data set are those that go with its type and with each other.
static bool are_our_filters(hid_t properties, bool packed)
{
    static const H5Z_filter_t OURS[] = {H5Z_FILTER_NBIT, H5Z_FILTER_SHUFFLE,
                                        H5Z_FILTER_DEFLATE, H5Z_FILTER_FLETCHER32};
    enum { NBIT, SHUFFLE, DEFLATE, FLETCHER, FILTERS };
    bool has[FILTERS] = {false};
    const int count = H5Pget_nfilters(properties);
    int next = 0;
    for (unsigned f = 0; f < (unsigned)(count > 0 ? count : 0); f++) {
        size_t values = 0;
        unsigned flags = 0;
        const H5Z_filter_t filter =
            H5Pget_filter2(properties, f, &flags, &values, NULL, 0, NULL, NULL);
        while (next < FILTERS && OURS[next] != filter) {
            next++;
        }
        if (next == FILTERS) {
            return false;
        }
        has[next++] = true;
    }
    return has[DEFLATE] == has[FLETCHER] && (has[NBIT] || !packed) &&
           !(has[SHUFFLE] && packed);
}

// The chunk of a data set along its last axis, 0 when it is not stored as this program
// stores values of that type.
static hsize_t chunk_of(hid_t dataset, enum kr_type wanted)
{
    const hid_t type = H5Dget_type(dataset);
    const hid_t properties = H5Dget_create_plist(dataset);
    const size_t bits = H5Tget_precision(type);
    const bool packed = bits < 8 * kr_type_size(wanted);
    const hid_t whole = H5Tcopy(kr_h5_type(wanted));
    if (packed && (bits == 1 || bits == 2 || bits == 4)) {
        (void)H5Tset_precision(whole, bits);
    }
    hsize_t chunk[H5S_MAX_RANK] = {0};
    const bool same = H5Tequal(type, whole) > 0 && are_our_filters(properties, packed) &&
                      H5Pget_layout(properties) == H5D_CHUNKED;
    const int rank = same ? H5Pget_chunk(properties, H5S_MAX_RANK, chunk) : 0;
    (void)H5Eclear2(H5E_DEFAULT);
    H5Tclose(whole);
    H5Pclose(properties);
    H5Tclose(type);
    for (int i = 0; i + 1 < rank; i++) {
        if (chunk[i] != 1) {
            return 0;
        }
    }
    return rank > 0 ? chunk[rank - 1] : 0;
}

hsize_t kr_h5_chunk_of(struct kr_h5 *self, hid_t dataset, enum kr_type type)
{
    const hsize_t chunk = self->code == KR_OK ? chunk_of(dataset, type) : 0;
    if (self->code == KR_OK && chunk == 0) {
        char name[128] = "";
        (void)H5Iget_name(dataset, name, sizeof name);
        kr_h5_fail_code(self, KR_ERR_FORMAT,
                        "%s: '%s' is not stored as this program stores it, so the file "
                        "cannot be gone on with",
                        self->name, name);
    }
    return chunk;
}

void kr_h5_cut(struct kr_h5 *self, hid_t dataset, const struct kr_h5_plan *plan,
               hsize_t records)
{
    hsize_t size[KR_H5_RANK];
    memcpy(size, plan->size, sizeof size);
    size[0] = records;
    kr_h5_extend(self, dataset, size);
}
