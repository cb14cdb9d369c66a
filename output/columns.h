// The columns of persons and employers that can be kept: those of the tables that mean
// something outside the process, and some that are looked up.
#ifndef KR_OUTPUT_COLUMNS_H
#define KR_OUTPUT_COLUMNS_H

#include "base/table.h"
#include "output/labels.h"
#include "output/workplaces.h"
#include "sim/model.h"
#include "sim/world.h"

#include <stdbool.h>
#include <stddef.h>

enum kr_kept_table { KR_KEPT_PERSONS, KR_KEPT_EMPLOYERS, KR_KEPT_TABLES };

// Where values are looked up: `count` rows of a table, KR_NONE for who is not there.
struct kr_kept_choice {
    const struct kr_model *model;
    const struct kr_world *world;
    const int32_t *employer_number; // [employer row]; NULL when nobody asks for it
    const struct kr_workplaces *workplaces; // up to date; NULL when nobody asks for it
    const kr_row *row;
    int32_t count;
    const uint8_t *gone; // as in struct kr_chosen_rows
    const kr_row *first;
};

// Puts the values of the chosen rows into `values`, of the column's type.
typedef void kr_kept_fill(const struct kr_kept_choice *choice, void *values);

// How the words of a coded column answer to its values.
enum kr_codes {
    KR_CODES_NONE,       // numbers
    KR_CODES_FROM_ZERO,  // 0 is the first word
    KR_CODES_AFTER_NONE, // 0 is "none", 1 the first word
    KR_CODES_MASKS,      // the first word is bit 1, the next bit 2 ...
};

struct kr_kept_column {
    const char *name;
    const char *words; // of its codes when they are in no list, with blanks between
    const char *unit;
    const char *long_name;
    const char *comment;           // the definition
    const struct kr_column *plain; // a column of the table, or NULL
    kr_kept_fill *fill;            // when it is not
    enum kr_type type;
    enum kr_codes codes;
    enum kr_labels labels; // of its codes, or KR_LABELS_NONE
    int32_t blank;         // what stands for nothing, and for who is not there
    int most_bits;         // that every value fits in; 0: as many as the type has
    bool is_record;        // the table is one of records
    bool by_number;        // `fill` reads numbers of employers
    bool by_post;          // `fill` reads workplaces
};

const char *kr_kept_table_name(enum kr_kept_table table);
size_t kr_kept_count(enum kr_kept_table table);
struct kr_kept_column kr_kept_at(enum kr_kept_table table, size_t index);
kr_row kr_kept_row_count(enum kr_kept_table table, const struct kr_world *world);

// Position of a column, or KR_NONE.
int kr_kept_find(enum kr_kept_table table, const char *name);

// The unit of a column of a world as files have it: codes, flags, rows and identities
// have none, which is "1"; so have quarters, which are numbered from year 0.
const char *kr_file_unit(const struct kr_column *column);

// The fewest bits that hold every value; without a model, those of the longest list.
int kr_kept_bits(const struct kr_kept_column *column, const struct kr_model *model);

// The words of a coded column with the values they stand for.
enum { KR_KEPT_WORDS = 258, KR_KEPT_WORD = 64 };
struct kr_kept_words {
    char word[KR_KEPT_WORDS][KR_KEPT_WORD];
    int32_t value[KR_KEPT_WORDS];
    int count;
};
void kr_kept_words_of(const struct kr_kept_column *column, const struct kr_model *model,
                      struct kr_kept_words *words);

// The blank of a column, in its type.
void kr_kept_blank(const struct kr_kept_column *column, void *value);

// Values of a column in chosen rows; the column's blank where the row is KR_NONE.
void kr_kept_gather(const struct kr_kept_column *column,
                    const struct kr_kept_choice *choice, void *values);

// The lists, in columns_persons.c and columns_employers.c.
const struct kr_kept_column *kr_kept_persons(size_t *count);
const struct kr_kept_column *kr_kept_employers(size_t *count);

#endif
