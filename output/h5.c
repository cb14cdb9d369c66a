#include "output/h5.h"

#include <errno.h>
#include <hdf5_hl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ATTRIBUTES = 256, CACHE_SLOTS = 7 };

// What netCDF expects of an axis without coordinates.
#define NO_VARIABLE "This is a netCDF dimension but not a netCDF variable."

void kr_h5_quiet(void)
{
    // Both may fail only when the library cannot start, which the first use reports.
    (void)H5dont_atexit();
    (void)H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

// The innermost reason on the library's stack, and the system's error number in it.
struct reason {
    int number;
    char text[256];
};

static herr_t look_for_reason(unsigned level, const H5E_error2_t *entry, void *context)
{
    (void)level;
    struct reason *reason = context;
    if (entry->desc == NULL) {
        return 0;
    }
    const char *number = strstr(entry->desc, "errno = ");
    if (number != NULL && reason->number == 0) {
        reason->number = (int)strtol(number + strlen("errno = "), NULL, 10);
    }
    // The first entry is where the library noticed; it says most.
    if (reason->text[0] == '\0') {
        (void)snprintf(reason->text, sizeof reason->text, "%s", entry->desc);
    }
    return 0;
}

static int code_of_number(int number, bool writing)
{
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return KR_ERR_DISK_FULL;
    case ENOENT:
    case ENOTDIR:
    case EACCES:
    case EPERM:
        return KR_ERR_NO_FILE;
    case EEXIST:
        return KR_ERR_EXISTS;
    default:
        return number == 0 && !writing ? KR_ERR_FORMAT : KR_ERR_IO;
    }
}

void kr_h5_fail(struct kr_h5 *self, const char *doing, const char *what)
{
    if (self->code != KR_OK) {
        return;
    }
    struct reason reason = {0};
    (void)H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, look_for_reason, &reason);
    (void)H5Eclear2(H5E_DEFAULT);
    const char *text = reason.number != 0 ? strerror(reason.number) : reason.text;
    self->broken = self->writing;
    self->code = KR_ERROR(code_of_number(reason.number, self->writing));
    (void)snprintf(self->error, sizeof self->error, "%s: %s %s: %s", self->name, doing,
                   what, text[0] != '\0' ? text : "no reason given");
}

void kr_h5_fail_code(struct kr_h5 *self, int code, const char *format, ...)
{
    if (self->code != KR_OK) {
        return;
    }
    self->code = KR_ERROR(code);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(self->error, sizeof self->error, format, arguments);
    va_end(arguments);
}

// Creation orders let netCDF append; without times two equal runs give equal files.
static void set_orders(hid_t properties)
{
    const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    (void)H5Pset_attr_creation_order(properties, order);
    // Attributes stay in the header of their object, which is written in one piece.
    (void)H5Pset_attr_phase_change(properties, MOST_ATTRIBUTES, 0);
    (void)H5Pset_obj_track_times(properties, false);
}

static void set_group_orders(hid_t properties)
{
    const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    (void)H5Pset_link_creation_order(properties, order);
    set_orders(properties);
}

static hid_t access_properties(void)
{
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    // Not "latest": a file of that format cannot be opened after a crash.
    (void)H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V110);
    return access;
}

void kr_h5_create(struct kr_h5 *self, const char *file, bool force)
{
    kr_h5_quiet();
    *self = (struct kr_h5){.file = -1, .writing = true};
    (void)snprintf(self->name, sizeof self->name, "%s", file);
    // The library empties a file before it finds that it is locked.
    if (force) {
        kr_h5_refuse_in_use(self, file);
    }
    if (self->code != KR_OK) {
        return;
    }
    const hid_t creation = H5Pcreate(H5P_FILE_CREATE);
    const hid_t access = access_properties();
    set_group_orders(creation);
    const unsigned how = force ? H5F_ACC_TRUNC : H5F_ACC_EXCL;
    self->file = H5Fcreate(file, how, creation, access);
    if (self->file < 0) {
        kr_h5_fail(self, "creating", "the file");
    }
    H5Pclose(access);
    H5Pclose(creation);
}

void kr_h5_open_for(struct kr_h5 *self, const char *file, bool writing)
{
    kr_h5_quiet();
    *self = (struct kr_h5){.file = -1};
    (void)snprintf(self->name, sizeof self->name, "%s", file);
    const hid_t access = access_properties();
    self->file = H5Fopen(file, writing ? H5F_ACC_RDWR : H5F_ACC_RDONLY, access);
    // Before anything else is called: that would forget the reason.
    if (self->file < 0) {
        kr_h5_fail(self, "opening", "the file");
        kr_h5_explain_foreign(self);
    }
    H5Pclose(access);
    self->writing = writing;
}

void kr_h5_open(struct kr_h5 *self, const char *file)
{
    kr_h5_open_for(self, file, false);
}

void kr_h5_flush(struct kr_h5 *self)
{
    if (self->code == KR_OK && self->writing &&
        H5Fflush(self->file, H5F_SCOPE_GLOBAL) < 0) {
        kr_h5_fail(self, "writing", "to disk");
    }
}

void kr_h5_close(struct kr_h5 *self)
{
    // After a failed write closing would try to write again what could not be written,
    // and could spoil what was flushed: the file is left alone until the process ends.
    if (self->file >= 0 && !self->broken) {
        if (self->writing && H5Fflush(self->file, H5F_SCOPE_GLOBAL) < 0) {
            kr_h5_fail(self, "writing", "to disk");
        } else if (self->writing) {
            kr_h5_release(self);
        }
        if (!self->broken && H5Fclose(self->file) < 0) {
            kr_h5_fail(self, "closing", "the file");
        }
    }
    self->file = -1;
}

hid_t kr_h5_group(struct kr_h5 *self, const char *name)
{
    if (self->code != KR_OK) {
        return -1;
    }
    const hid_t properties = H5Pcreate(H5P_GROUP_CREATE);
    set_group_orders(properties);
    const hid_t group =
        H5Gcreate2(self->file, name, H5P_DEFAULT, properties, H5P_DEFAULT);
    H5Pclose(properties);
    if (group < 0) {
        kr_h5_fail(self, "creating group", name);
    }
    return group;
}

void kr_h5_group_close(const struct kr_h5 *self, hid_t group)
{
    if (group >= 0 && !self->broken) {
        H5Gclose(group);
    }
}

hid_t kr_h5_text_type(void)
{
    const hid_t type = H5Tcopy(H5T_C_S1);
    (void)H5Tset_size(type, H5T_VARIABLE);
    (void)H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

static void write_attribute(struct kr_h5 *self, hid_t object, const char *name,
                            const hid_t types[2], const void *value)
{
    if (self->code != KR_OK) {
        return;
    }
    const hid_t space = H5Screate(H5S_SCALAR);
    const hid_t attribute =
        H5Acreate2(object, name, types[0], space, H5P_DEFAULT, H5P_DEFAULT);
    if (attribute < 0 || H5Awrite(attribute, types[1], value) < 0) {
        kr_h5_fail(self, "writing attribute", name);
    }
    if (attribute >= 0) {
        H5Aclose(attribute);
    }
    H5Sclose(space);
}

void kr_h5_text(struct kr_h5 *self, hid_t object, const char *name, const char *value)
{
    const hid_t type = kr_h5_text_type();
    const char *text = value != NULL ? value : "";
    write_attribute(self, object, name, (hid_t[2]){type, type}, &text);
    H5Tclose(type);
}

void kr_h5_integer(struct kr_h5 *self, hid_t object, const char *name, int64_t value)
{
    write_attribute(self, object, name, (hid_t[2]){H5T_STD_I64LE, H5T_NATIVE_INT64},
                    &value);
}

void kr_h5_real(struct kr_h5 *self, hid_t object, const char *name, double value)
{
    write_attribute(self, object, name, (hid_t[2]){H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE},
                    &value);
}

void kr_h5_fixed_text(struct kr_h5 *self, hid_t object, const char *name,
                      const char *value, size_t size)
{
    char text[256] = "";
    KR_BUG_IF(size > sizeof text);
    memcpy(text, value, strnlen(value, size));
    const hid_t type = H5Tcopy(H5T_C_S1);
    (void)H5Tset_size(type, size);
    (void)H5Tset_strpad(type, H5T_STR_NULLPAD);
    write_attribute(self, object, name, (hid_t[2]){type, type}, text);
    H5Tclose(type);
}

void kr_h5_change(struct kr_h5 *self, hid_t object, const char *name, const void *value)
{
    if (self->code != KR_OK) {
        return;
    }
    const hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
    const hid_t type = H5Aget_type(attribute);
    if (attribute < 0 || H5Awrite(attribute, type, value) < 0) {
        kr_h5_fail(self, "writing attribute", name);
    }
    H5Tclose(type);
    if (attribute >= 0) {
        H5Aclose(attribute);
    }
}

void kr_h5_codes(struct kr_h5 *self, hid_t object, const char *name,
                 const struct kr_h5_codes *codes)
{
    if (self->code != KR_OK) {
        return;
    }
    const hsize_t size = (hsize_t)codes->count;
    const hid_t space = H5Screate_simple(1, &size, NULL);
    const hid_t attribute = H5Acreate2(object, name, kr_h5_type(codes->type), space,
                                       H5P_DEFAULT, H5P_DEFAULT);
    if (attribute < 0 || H5Awrite(attribute, H5T_NATIVE_INT32, codes->values) < 0) {
        kr_h5_fail(self, "writing attribute", name);
    }
    if (attribute >= 0) {
        H5Aclose(attribute);
    }
    H5Sclose(space);
}

static void set_storage(const struct kr_h5_plan *plan, hid_t properties)
{
    set_orders(properties);
    if (plan->rank == 0) {
        // The counter must have its place in the file from the beginning.
        (void)H5Pset_alloc_time(properties, H5D_ALLOC_TIME_EARLY);
    }
    if (plan->fill != NULL) {
        (void)H5Pset_fill_value(properties, plan->type, plan->fill);
    }
    if (plan->rank == 0 || plan->chunk[0] == 0) {
        return;
    }
    (void)H5Pset_chunk(properties, plan->rank, plan->chunk);
    if (plan->bits > 0) {
        (void)H5Pset_nbit(properties);
    }
    if (plan->deflate) {
        if (H5Tget_size(plan->type) > 1 && !plan->unshuffled) {
            (void)H5Pset_shuffle(properties);
        }
        (void)H5Pset_deflate(properties, 1);
        (void)H5Pset_fletcher32(properties);
    }
}

// Room in memory for one chunk: every chunk is written once, or again and again until the
// next one begins. The library's own choice would keep a megabyte per data set.
static hid_t cache_of(const struct kr_h5_plan *plan)
{
    const hid_t access = H5Pcreate(H5P_DATASET_ACCESS);
    size_t bytes = H5Tget_size(plan->type);
    for (int i = 0; i < plan->rank; i++) {
        bytes *= plan->chunk[i];
    }
    (void)H5Pset_chunk_cache(access, CACHE_SLOTS, bytes, 1.0);
    return access;
}

// The type in the file: with fewer bits where the plan says so.
static hid_t stored_type(const struct kr_h5_plan *plan)
{
    const hid_t type = H5Tcopy(plan->type);
    if (plan->bits > 0) {
        (void)H5Tset_precision(type, (size_t)plan->bits);
    }
    return type;
}

hid_t kr_h5_dataset(struct kr_h5 *self, hid_t group, const struct kr_h5_plan *plan)
{
    if (self->code != KR_OK) {
        return -1;
    }
    const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
    set_storage(plan, properties);
    const hid_t space = plan->rank == 0
                            ? H5Screate(H5S_SCALAR)
                            : H5Screate_simple(plan->rank, plan->size, plan->most);
    const hid_t access = cache_of(plan);
    const hid_t type = stored_type(plan);
    const hid_t dataset =
        H5Dcreate2(group, plan->name, type, space, H5P_DEFAULT, properties, access);
    H5Tclose(type);
    H5Pclose(access);
    H5Sclose(space);
    H5Pclose(properties);
    if (dataset < 0) {
        kr_h5_fail(self, "creating", plan->name);
        return -1;
    }
    kr_h5_text(self, dataset, "units", plan->unit);
    kr_h5_text(self, dataset, "long_name", plan->long_name);
    kr_h5_text(self, dataset, "comment", plan->comment);
    return dataset;
}

void kr_h5_dataset_close(const struct kr_h5 *self, hid_t *dataset)
{
    if (*dataset > 0 && !self->broken) {
        H5Dclose(*dataset);
    }
    *dataset = -1;
}

void kr_h5_make_scale(struct kr_h5 *self, hid_t dataset, const char *name)
{
    if (self->code == KR_OK && H5DSset_scale(dataset, name) < 0) {
        kr_h5_fail(self, "making an axis of", name);
    }
}

hid_t kr_h5_axis(struct kr_h5 *self, hid_t group, const char *name, hsize_t size,
                 hsize_t most)
{
    if (self->code != KR_OK) {
        return -1;
    }
    const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
    set_orders(properties);
    if (most == H5S_UNLIMITED) {
        const hsize_t chunk = 65536;
        (void)H5Pset_chunk(properties, 1, &chunk);
    }
    const hid_t space = H5Screate_simple(1, &size, &most);
    const hid_t axis = H5Dcreate2(group, name, H5T_IEEE_F32BE, space, H5P_DEFAULT,
                                  properties, H5P_DEFAULT);
    char text[128];
    (void)snprintf(text, sizeof text, NO_VARIABLE "%10d", (int)size);
    if (axis < 0 || H5DSset_scale(axis, text) < 0) {
        kr_h5_fail(self, "making axis", name);
    }
    H5Sclose(space);
    H5Pclose(properties);
    return axis;
}

void kr_h5_attach(struct kr_h5 *self, hid_t dataset, hid_t scale, unsigned axis)
{
    if (self->code == KR_OK && H5DSattach_scale(dataset, scale, axis) < 0) {
        kr_h5_fail(self, "attaching", "an axis");
    }
}
