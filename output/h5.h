// A thin layer over HDF5: what this program writes of it, with one place for errors.
// Private to output/ (it is the only header that includes hdf5.h).
//
// Errors are sticky: the first failure fills in `struct kr_h5` and every later call on it
// does nothing, so a sequence of writes is checked once, at its end.
#ifndef KR_OUTPUT_H5_H
#define KR_OUTPUT_H5_H

#include "base/error.h"
#include "base/table.h"

#include <hdf5.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kr_h5 {
    hid_t file;
    bool writing;
    bool broken;      // a write failed: the file must be left alone
    int code;         // of the first failure
    char error[1024]; // what was being done, and the system's reason
    char name[512];   // the file, for messages
};

enum { KR_H5_RANK = 5 };

// A data set to be made. The first axis may grow when `most` says H5S_UNLIMITED.
struct kr_h5_plan {
    const char *name;
    hid_t type;                // as stored
    int rank;                  // 0 for one number
    hsize_t size[KR_H5_RANK];  // now
    hsize_t most[KR_H5_RANK];  // at most
    hsize_t chunk[KR_H5_RANK]; // all 0: not chunked
    bool deflate;              // shuffle, deflate level 1, fletcher32
    const void *fill;          // what was never written reads as; NULL: 0
    bool unshuffled;           // bytes stay in their order
    int bits;                  // of a value: 1, 2 or 4 of an 8-bit type; 0: all
    const char *unit;
    const char *long_name;
    const char *comment;
};

// Makes the library silent, and keeps it from touching files when the program exits.
void kr_h5_quiet(void);

// Records a failure with the library's own reason; `doing` is "writing", "creating" ...
void kr_h5_fail(struct kr_h5 *self, const char *doing, const char *what);
void kr_h5_fail_code(struct kr_h5 *self, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void kr_h5_create(struct kr_h5 *self, const char *file, bool force);
void kr_h5_open(struct kr_h5 *self, const char *file);
// Refuses a file that another program has open: making it anew would spoil it for both.
void kr_h5_refuse_in_use(struct kr_h5 *self, const char *file);
// After a file could not be opened: says what it is instead of what the library says.
void kr_h5_explain_foreign(struct kr_h5 *self);
void kr_h5_open_for(struct kr_h5 *self, const char *file, bool writing);
// Opens a file to go on with, also after its writer was killed.
void kr_h5_reopen(struct kr_h5 *self, const char *file);
// Closes the file; after a failed write it is left as the last flush left it.
void kr_h5_close(struct kr_h5 *self);
void kr_h5_flush(struct kr_h5 *self);
// Reserves room on disk for `bytes` more, where the file system can, so that no write can
// fail for want of it: the library goes on after a failed write and spoils the file.
void kr_h5_reserve(struct kr_h5 *self, int64_t bytes);
// Gives back what was reserved and not used.
void kr_h5_release(const struct kr_h5 *self);

hid_t kr_h5_group(struct kr_h5 *self, const char *name);
hid_t kr_h5_group_reopen(struct kr_h5 *self, const char *name);
// Closing a part does nothing after a failed write: closing writes.
void kr_h5_group_close(const struct kr_h5 *self, hid_t group);

void kr_h5_text(struct kr_h5 *self, hid_t object, const char *name, const char *value);
void kr_h5_integer(struct kr_h5 *self, hid_t object, const char *name, int64_t value);
void kr_h5_real(struct kr_h5 *self, hid_t object, const char *name, double value);
// A word as 16 hexadecimal digits.
void kr_h5_hash(struct kr_h5 *self, hid_t object, const char *name, uint64_t value);
// A text of fixed length, which can be changed later without moving anything: a kill in
// the middle of it cannot hurt the file.
void kr_h5_fixed_text(struct kr_h5 *self, hid_t object, const char *name,
                      const char *value, size_t size);
void kr_h5_change(struct kr_h5 *self, hid_t object, const char *name, const void *value);
// A list of small codes of the type of the data set (flag_values).
struct kr_h5_codes {
    enum kr_type type;
    const int32_t *values;
    int count;
};
void kr_h5_codes(struct kr_h5 *self, hid_t object, const char *name,
                 const struct kr_h5_codes *codes);

hid_t kr_h5_dataset(struct kr_h5 *self, hid_t group, const struct kr_h5_plan *plan);
// A data set that a plan made before, with at least so many records.
hid_t kr_h5_dataset_reopen(struct kr_h5 *self, hid_t group, const struct kr_h5_plan *plan,
                           hsize_t records);
// A data set as it was left, whatever its size; -1 after a failure.
hid_t kr_h5_open_dataset(struct kr_h5 *self, hid_t group, const char *name);
// Its number of axes, and their sizes; 0 after a failure.
int kr_h5_size_of(struct kr_h5 *self, hid_t group, const char *name, hsize_t *size);
// Whether a run writes a data set of that name.
typedef bool kr_h5_known(const void *context, const char *name);
// Refuses a group that has data sets, other than coordinates, that are not known.
void kr_h5_only(struct kr_h5 *self, hid_t group, kr_h5_known *known, const void *context);
// Refuses a file that has a group of that name.
void kr_h5_without(struct kr_h5 *self, const char *name);
// Values in a chunk along the last axis of a data set as kr_h5_dataset made it: for all
// axes but the last one value in a chunk. 0 after a failure.
hsize_t kr_h5_chunk_of(struct kr_h5 *self, hid_t dataset, enum kr_type type);
// Cuts it to its first `records`.
void kr_h5_cut(struct kr_h5 *self, hid_t dataset, const struct kr_h5_plan *plan,
               hsize_t records);
void kr_h5_dataset_close(const struct kr_h5 *self, hid_t *dataset);

// A scale: the data set is the coordinate of an axis called like it.
void kr_h5_make_scale(struct kr_h5 *self, hid_t dataset, const char *name);
// An axis without coordinates: a data set that takes no room.
hid_t kr_h5_axis(struct kr_h5 *self, hid_t group, const char *name, hsize_t size,
                 hsize_t most);
void kr_h5_attach(struct kr_h5 *self, hid_t dataset, hid_t scale, unsigned axis);

// Texts over one axis; `scale` is its coordinate, or -1 when the data set is the scale.
struct kr_h5_texts {
    const char *name;
    const char *const *words;
    size_t count;
    const char *long_name;
    const char *comment;
    hid_t scale;
};
hid_t kr_h5_texts(struct kr_h5 *self, hid_t group, const struct kr_h5_texts *texts);

// Numbers over one axis, stored as float64 (or int32 when `whole`).
struct kr_h5_numbers {
    const char *name;
    const double *values;
    size_t count;
    bool whole;
    const char *unit;
    const char *long_name;
    const char *comment;
    hid_t scale;
};
hid_t kr_h5_numbers(struct kr_h5 *self, hid_t group, const struct kr_h5_numbers *numbers);

// Makes the data set `size` large.
void kr_h5_extend(struct kr_h5 *self, hid_t dataset, const hsize_t *size);
// A box of a data set that begins at `start`.
struct kr_h5_box {
    hsize_t start[KR_H5_RANK];
    hsize_t size[KR_H5_RANK];
};
void kr_h5_write(struct kr_h5 *self, hid_t dataset, const struct kr_h5_box *box,
                 hid_t type, const void *values);
void kr_h5_read(struct kr_h5 *self, hid_t dataset, const struct kr_h5_box *box,
                hid_t type, void *values);

// How the values of a data set are stored: what to do with a chunk that does not go
// through the library's filters.
struct kr_h5_storage {
    int bits; // of a value
    bool shuffled;
    bool deflated; // and summed by fletcher32
};
struct kr_h5_storage kr_h5_storage_of(struct kr_h5 *self, hid_t dataset);
// Writes a chunk that has been through the filters already.
void kr_h5_write_chunk(struct kr_h5 *self, hid_t dataset, const hsize_t *start,
                       const void *bytes, size_t size);

// The type in memory and in the file of a column.
hid_t kr_h5_type(enum kr_type type);
// Text of any length in UTF-8; close with H5Tclose.
hid_t kr_h5_text_type(void);

#endif
