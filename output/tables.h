// The kept tables of a file together: /persons, /employers and /panel, and the numbers of
// all employers that they share.
#ifndef KR_OUTPUT_TABLES_H
#define KR_OUTPUT_TABLES_H

#include "output/rolls.h"
#include "output/rows.h"

struct kr_tables {
    struct kr_keep keep;
    struct kr_rows_writer rows[KR_KEEP_TABLES];
    struct kr_roll employers; // everybody; numbers are places here
    bool by_number;           // somebody asks for numbers of employers
    struct kr_workplaces workplaces;
    bool by_post;              // somebody asks for workplaces
    bool turn[KR_KEEP_TABLES]; // whether the last record has the table
};

// What is kept; nothing of the panel unless it is `panel` or named in `keep`. Returns 0
// or KR_ERR_INPUT with the mistake in `error`.
KR_MUST_CHECK int kr_tables_init(struct kr_tables *self, const char *keep, bool panel,
                                 char *error, size_t error_size);
// Finds the words of filters; the same errors.
KR_MUST_CHECK int kr_tables_check(struct kr_tables *self, const struct kr_model *model,
                                  char *error, size_t error_size);

void kr_tables_open(struct kr_h5 *h5, struct kr_tables *self,
                    const struct kr_model *model, const struct kr_world *world,
                    bool deflate);

// Goes on with the groups of a file and with the rolls, after the quarters from `first`
// to that of the world.
void kr_tables_reopen(struct kr_h5 *h5, struct kr_tables *self,
                      const struct kr_world *world, const struct kr_rolls *rolls,
                      kr_quarter first);
// Gives up what is beyond the records that are gone on from.
void kr_tables_cut(struct kr_h5 *h5, struct kr_tables *self);

// The rolls as they are; the ids stay those of the tables.
struct kr_rolls kr_tables_rolls(const struct kr_tables *self);

// Once a quarter, before the record is written: who has which place now.
void kr_tables_update(struct kr_h5 *h5, struct kr_tables *self,
                      const struct kr_model *model, const struct kr_world *world);
// Bytes of the record at most; after the update.
int64_t kr_tables_next_bytes(const struct kr_tables *self, const struct kr_model *model,
                             const struct kr_world *world);
// Makes room for the record in all data sets, and says who is new.
void kr_tables_extend(struct kr_h5 *h5, struct kr_tables *self,
                      const struct kr_world *world);
// Hands over the values of the record; the file is the thread's from here on.
void kr_tables_write(struct kr_tables *self, struct kr_chunks *chunks);
// Promises the record, by the thread.
void kr_tables_promise(struct kr_h5 *h5, struct kr_tables *self);
void kr_tables_close(const struct kr_h5 *h5, struct kr_tables *self);

// Bytes of memory for who has which place and which employer.
int64_t kr_tables_memory(const struct kr_tables *self);

// Bytes of all records of a run: at most, since nobody knows how many pass a filter.
struct kr_tables_size {
    int64_t persons, employers;
    bool compressed; // as compression usually leaves them
};
double kr_tables_bytes(const struct kr_tables *self, const struct kr_model *model,
                       const struct kr_tables_size *size);

#endif
