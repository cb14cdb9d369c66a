#include "output/h5.h"

#include <hdf5_hl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void kr_h5_hash(struct kr_h5 *self, hid_t object, const char *name, uint64_t value)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%016" PRIx64, value);
    kr_h5_text(self, object, name, text);
}

hid_t kr_h5_type(enum kr_type type)
{
    switch (type) {
    case KR_U8:
        return H5T_STD_U8LE;
    case KR_I8:
        return H5T_STD_I8LE;
    case KR_U16:
        return H5T_STD_U16LE;
    case KR_I16:
        return H5T_STD_I16LE;
    case KR_U32:
        return H5T_STD_U32LE;
    case KR_I32:
        return H5T_STD_I32LE;
    case KR_U64:
        return H5T_STD_U64LE;
    case KR_I64:
        return H5T_STD_I64LE;
    case KR_F32:
        return H5T_IEEE_F32LE;
    case KR_F64:
        return H5T_IEEE_F64LE;
    }
    return -1;
}

// An axis of length zero can only be one that may grow.
static hsize_t most_of(size_t count)
{
    return count == 0 ? H5S_UNLIMITED : (hsize_t)count;
}

static hid_t one_axis(struct kr_h5 *self, hid_t group, const struct kr_h5_plan *wanted,
                      hid_t scale)
{
    struct kr_h5_plan plan = *wanted;
    plan.rank = 1;
    plan.most[0] = most_of(plan.size[0]);
    plan.chunk[0] = plan.size[0] == 0 ? 64 : 0;
    const hid_t dataset = kr_h5_dataset(self, group, &plan);
    if (scale < 0) {
        kr_h5_make_scale(self, dataset, plan.name);
    } else {
        kr_h5_attach(self, dataset, scale, 0);
    }
    return dataset;
}

hid_t kr_h5_texts(struct kr_h5 *self, hid_t group, const struct kr_h5_texts *texts)
{
    const hid_t type = kr_h5_text_type();
    const struct kr_h5_plan plan = {.name = texts->name,
                                    .type = type,
                                    .size = {texts->count},
                                    .unit = "1",
                                    .long_name = texts->long_name,
                                    .comment = texts->comment};
    const hid_t dataset = one_axis(self, group, &plan, texts->scale);
    const struct kr_h5_box all = {{0}, {texts->count}};
    kr_h5_write(self, dataset, &all, type, texts->words);
    H5Tclose(type);
    return dataset;
}

hid_t kr_h5_numbers(struct kr_h5 *self, hid_t group, const struct kr_h5_numbers *numbers)
{
    const struct kr_h5_plan plan = {.name = numbers->name,
                                    .type =
                                        numbers->whole ? H5T_STD_I32LE : H5T_IEEE_F64LE,
                                    .size = {numbers->count},
                                    .unit = numbers->unit,
                                    .long_name = numbers->long_name,
                                    .comment = numbers->comment};
    const hid_t dataset = one_axis(self, group, &plan, numbers->scale);
    const struct kr_h5_box all = {{0}, {numbers->count}};
    kr_h5_write(self, dataset, &all, H5T_NATIVE_DOUBLE, numbers->values);
    return dataset;
}

void kr_h5_extend(struct kr_h5 *self, hid_t dataset, const hsize_t *size)
{
    if (self->code == KR_OK && H5Dset_extent(dataset, size) < 0) {
        kr_h5_fail(self, "making room in", "the file");
    }
}

// Selects the box in the file, and gives the space of the values in memory; -1 when there
// is nothing to move, -2 when it failed.
static hid_t select_box(hid_t space, const struct kr_h5_box *box)
{
    const int rank = H5Sget_simple_extent_ndims(space);
    if (rank == 0) {
        return H5Screate(H5S_SCALAR);
    }
    // Not what this program made.
    if (rank < 0 || rank > KR_H5_RANK || box == NULL) {
        return -2;
    }
    for (int i = 0; i < rank; i++) {
        if (box->size[i] == 0) {
            return -1;
        }
    }
    if (H5Sselect_hyperslab(space, H5S_SELECT_SET, box->start, NULL, box->size, NULL) <
        0) {
        return -2;
    }
    return H5Screate_simple(rank, box->size, NULL);
}

void kr_h5_write(struct kr_h5 *self, hid_t dataset, const struct kr_h5_box *box,
                 hid_t type, const void *values)
{
    if (self->code != KR_OK) {
        return;
    }
    const hid_t space = H5Dget_space(dataset);
    const hid_t memory = select_box(space, box);
    if (memory == -2 || (memory >= 0 && H5Dwrite(dataset, type, memory, space,
                                                 H5P_DEFAULT, values) < 0)) {
        kr_h5_fail(self, "writing", "values");
    }
    if (memory >= 0) {
        H5Sclose(memory);
    }
    H5Sclose(space);
}

void kr_h5_read(struct kr_h5 *self, hid_t dataset, const struct kr_h5_box *box,
                hid_t type, void *values)
{
    if (self->code != KR_OK) {
        return;
    }
    const hid_t space = H5Dget_space(dataset);
    const hid_t memory = select_box(space, box);
    if (memory == -2) {
        (void)H5Eclear2(H5E_DEFAULT);
        kr_h5_fail_code(self, KR_ERR_FORMAT,
                        "%s: a data set has other axes than this program gives it",
                        self->name);
    } else if (memory >= 0 &&
               H5Dread(dataset, type, memory, space, H5P_DEFAULT, values) < 0) {
        kr_h5_fail(self, "reading", "values");
    }
    if (memory >= 0) {
        H5Sclose(memory);
    }
    H5Sclose(space);
}

struct kr_h5_storage kr_h5_storage_of(struct kr_h5 *self, hid_t dataset)
{
    struct kr_h5_storage storage = {.bits = 8};
    if (self->code != KR_OK) {
        return storage;
    }
    const hid_t type = H5Dget_type(dataset);
    storage.bits = (int)H5Tget_precision(type);
    H5Tclose(type);
    const hid_t properties = H5Dget_create_plist(dataset);
    const int filters = H5Pget_nfilters(properties);
    for (unsigned f = 0; f < (unsigned)filters; f++) {
        size_t values = 0;
        unsigned flags = 0;
        const H5Z_filter_t filter =
            H5Pget_filter2(properties, f, &flags, &values, NULL, 0, NULL, NULL);
        storage.shuffled = storage.shuffled || filter == H5Z_FILTER_SHUFFLE;
        storage.deflated = storage.deflated || filter == H5Z_FILTER_DEFLATE;
    }
    H5Pclose(properties);
    return storage;
}

void kr_h5_write_chunk(struct kr_h5 *self, hid_t dataset, const hsize_t *start,
                       const void *bytes, size_t size)
{
    if (self->code == KR_OK &&
        H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, start, size, bytes) < 0) {
        kr_h5_fail(self, "writing", "values");
    }
}
