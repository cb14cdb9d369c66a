// Reading result files: series, labels and attributes by name, and the digest.
#ifndef KR_OUTPUT_READER_H
#define KR_OUTPUT_READER_H

#include "base/error.h"
#include "base/types.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KR_RESULT_RANK = 5, KR_RESULT_NAME = 96, KR_RESULT_PATH = 200 };

struct kr_result; // an open file

// A data set of the file. Records that a run had not finished do not count.
struct kr_result_variable {
    char path[KR_RESULT_PATH]; // "/quarterly/heads_by_sector"
    const char *name;          // its last part
    bool is_text;
    bool has_time; // the first axis is time
    int rank;
    size_t size[KR_RESULT_RANK];
    double scale_factor; // stored numbers times this are those of the country; mostly 1
    char axis[KR_RESULT_RANK][KR_RESULT_NAME]; // "time", "sector" ...
};

// Opens a file and lists what is in it. After a failure *result (NULL when memory ran
// out) still has the text of it; close it.
KR_MUST_CHECK int kr_result_open(struct kr_result **result, const char *file);
void kr_result_close(struct kr_result *result);

// The text of the last failure.
const char *kr_result_error(const struct kr_result *result);

// All variables, in order of path.
const struct kr_result_variable *kr_result_variables(const struct kr_result *result,
                                                     size_t *count);

// The variable with that path, or with that name in /quarterly, /flows or /ledger; NULL
// when there is none.
const struct kr_result_variable *kr_result_find(const struct kr_result *result,
                                                const char *name);

// Complete records of a group such as "quarterly", the starting quarter included; 0 when
// the group is not there.
int kr_result_complete(const struct kr_result *result, const char *group);

// The quarter of a record of a group.
KR_MUST_CHECK int kr_result_quarter(struct kr_result *result, const char *group,
                                    int record, kr_quarter *quarter);

// All values of a variable as doubles, times its scale factor, the last axis fastest;
// free
// `*values`.
KR_MUST_CHECK int kr_result_numbers(struct kr_result *result,
                                    const struct kr_result_variable *variable,
                                    double **values, size_t *count);

// All values of a text variable; free with kr_result_texts_free.
KR_MUST_CHECK int kr_result_texts(struct kr_result *result,
                                  const struct kr_result_variable *variable,
                                  char ***texts, size_t *count);
void kr_result_texts_free(char **texts, size_t count);

// An attribute of "/", of a group or of a variable. Text is cut to `size`.
KR_MUST_CHECK int kr_result_attribute_text(struct kr_result *result, const char *path,
                                           const char *name, char *text, size_t size);
KR_MUST_CHECK int kr_result_attribute_number(struct kr_result *result, const char *path,
                                             const char *name, double *value);

// Tells the name of each attribute of "/", of a group or of a variable, in order.
typedef void kr_result_attribute_seen(void *context, const char *name);
KR_MUST_CHECK int kr_result_attributes(struct kr_result *result, const char *path,
                                       kr_result_attribute_seen *seen, void *context);

// Tells one line per thing: "world", "/" (the attributes of the file) and each group but
// /provenance. The hashes do not depend on how the values are stored.
typedef void kr_result_digest_line(void *context, const char *name, uint64_t hash);
KR_MUST_CHECK int kr_result_digest(struct kr_result *result, kr_result_digest_line *line,
                                   void *context);

#endif
