// A world in a file: one group per table and one plain data set per field, by the list in
// world_fields.c. What prepared populations and checkpoints have in common. Private to
// output/.
#ifndef KR_OUTPUT_WORLD_FILE_H
#define KR_OUTPUT_WORLD_FILE_H

#include "base/diag.h"
#include "output/result.h"
#include "output/world_fields.h"
#include "sim/model.h"

// Writes every table. When `hashed` each field keeps a hash of its values, so that damage
// is noticed.
void kr_world_file_write(struct kr_h5 *h5, const struct kr_world *world, bool hashed);

// Bytes that the tables take in a file.
int64_t kr_world_file_bytes(const struct kr_world *world);

// Where a file is complete under another name: closes it and gives it its own name, or
// removes it. On failure `error` says why.
KR_MUST_CHECK int kr_h5_publish(struct kr_h5 *h5, const char *temporary, const char *file,
                                char error[1024]);

enum { KR_WORLD_BESIDE = 2 };

// What is read, and where mistakes go.
struct kr_world_reading {
    struct kr_result *file;
    const struct kr_model *model;
    struct kr_world *world;
    struct kr_diag *diag;
    struct kr_place place;
    const char *diagnostic;              // class of the mistakes, "population-file"
    const char *beside[KR_WORLD_BESIDE]; // starts of the paths that the caller reads
    bool hashed;                         // values must have the hashes that the file says
};

// Allocates the world and fills it in. The file must have every field and no other, of
// the right type and length, undamaged, with codes in their ranges; mistakes go to `diag`
// with KR_ERR_INPUT. Rows stand as they stood.
KR_MUST_CHECK int kr_world_file_read(const struct kr_world_reading *self,
                                     const struct kr_world_room *room);

// Rows of a table of the file.
kr_row kr_world_file_rows(const struct kr_world_reading *self, enum kr_world_table table);

// Attributes that must be there; what is missing is a mistake, and 0.
double kr_world_file_real(const struct kr_world_reading *self, const char *path,
                          const char *name);
uint64_t kr_world_file_hash(const struct kr_world_reading *self, const char *path,
                            const char *name);

// Adds why the file could not be opened or read as a mistake.
void kr_world_file_unread(const struct kr_world_reading *self);

// Tells whether the file says that it has this format and version; a mistake if not.
// `made_by` names the command that makes such files.
bool kr_world_file_is(const struct kr_world_reading *self, const char *format,
                      int version, const char *made_by);

#define KR_MISTAKE(reading, ...) \
    kr_diag_add((reading)->diag, (reading)->diagnostic, (reading)->place, __VA_ARGS__)

#endif
