// A YAML file as a small tree that knows where everything stands. libfyaml does the
// reading; anchors and merges (`<<`) are resolved, values stay text, duplicate keys are
// reported.
#ifndef KR_SCENARIOS_YAML_H
#define KR_SCENARIOS_YAML_H

#include "base/diag.h"
#include "base/error.h"

#include <stddef.h>

enum kr_yaml_kind { KR_YAML_TEXT, KR_YAML_MAP, KR_YAML_LIST };

struct kr_yaml_entry {
    const char *key; // NULL in lists
    struct kr_place key_place;
    struct kr_yaml *value;
};

// A node. Texts, nodes and the file name belong to the document.
struct kr_yaml {
    enum kr_yaml_kind kind;
    const char *text; // of KR_YAML_TEXT; "" for nothing
    struct kr_place place;
    struct kr_yaml_entry *entries; // of maps and lists
    size_t count;
    size_t room;
};

struct kr_yaml_document {
    char *path;
    struct kr_yaml *root; // NULL when the file is empty or has mistakes
    void **owned;         // everything that is freed with the document
    size_t owned_count;
    size_t owned_room;
};

// Reads text of `size` bytes. Mistakes go to `diag`; the return value only tells about
// memory. The struct must be freed in any case.
KR_MUST_CHECK int kr_yaml_parse(struct kr_yaml_document *self, const char *path,
                                const char *text, size_t size, struct kr_diag *diag);
void kr_yaml_free(struct kr_yaml_document *self);

// The value of a key in a map, or NULL.
const struct kr_yaml *kr_yaml_find(const struct kr_yaml *map, const char *key);

// What a node is, in words.
const char *kr_yaml_kind_word(const struct kr_yaml *node);

#endif
