// Hashes of what a result file says, whatever the way it is stored.
#include "base/hash.h"
#include "output/describe.h"
#include "output/result.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 65536 }; // values of the second axis that are read at a time

static void fail_memory(struct kr_result *self)
{
    kr_h5_fail_code(&self->h5, KR_ERR_NO_MEMORY, "%s: not enough memory", self->h5.name);
}

static uint64_t hash_text(uint64_t hash, const char *text)
{
    const char *known = text != NULL ? text : "";
    const size_t length = strlen(known);
    return kr_hash_bytes(kr_hash_word(hash, length), known, length);
}

// An attribute: its name and value, of any type.
static void hash_attribute(struct kr_result *self, hid_t object, const char *name,
                           uint64_t *hash)
{
    const hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
    const hid_t stored = H5Aget_type(attribute);
    const hid_t space = H5Aget_space(attribute);
    const hssize_t count = H5Sget_simple_extent_npoints(space);
    *hash = hash_text(*hash, name);
    if (H5Tget_class(stored) == H5T_STRING && H5Tis_variable_str(stored) > 0) {
        char *text = NULL;
        const hid_t type = kr_h5_text_type();
        if (count != 1 || H5Aread(attribute, type, &text) < 0) {
            kr_h5_fail(&self->h5, "reading attribute", name);
        }
        *hash = hash_text(*hash, text);
        (void)H5free_memory(text);
        H5Tclose(type);
    } else {
        const hid_t type = H5Tget_native_type(stored, H5T_DIR_ASCEND);
        const size_t bytes = (size_t)count * H5Tget_size(type);
        void *values = calloc(1, bytes + 1);
        if (values == NULL || H5Aread(attribute, type, values) < 0) {
            kr_h5_fail(&self->h5, "reading attribute", name);
        } else {
            *hash = kr_hash_bytes(kr_hash_word(*hash, bytes), values, bytes);
        }
        free(values);
        H5Tclose(type);
    }
    H5Sclose(space);
    H5Tclose(stored);
    H5Aclose(attribute);
}

struct attributes {
    struct kr_result *result;
    hid_t object;
    const char *except;
    uint64_t hash;
};

static void add_attribute(void *context, const char *name)
{
    struct attributes *all = context;
    if (all->result->h5.code == KR_OK && strcmp(name, all->except) != 0) {
        hash_attribute(all->result, all->object, name, &all->hash);
    }
}

static uint64_t hash_attributes(struct kr_result *self, const char *path,
                                const char *except, uint64_t hash)
{
    const hid_t object = kr_result_object(self, path);
    struct attributes all = {self, object, except, hash};
    if (object < 0) {
        return hash;
    }
    // A failure stays in self->h5.code, which every caller looks at.
    const int code = kr_result_attributes(self, path, add_attribute, &all);
    H5Oclose(object);
    return code == KR_OK ? all.hash : hash;
}

static uint64_t hash_texts(struct kr_result *self,
                           const struct kr_result_variable *variable, uint64_t hash)
{
    char **texts = NULL;
    size_t count = 0;
    if (kr_result_texts(self, variable, &texts, &count) == KR_OK) {
        for (size_t i = 0; i < count; i++) {
            hash = hash_text(hash, texts[i]);
        }
        kr_result_texts_free(texts, count);
    }
    return hash;
}

// A data set as (first axis, all others): numbers and bytes of one.
struct table {
    const struct kr_result_variable *variable;
    hid_t dataset;
    hid_t type;
    size_t value_size;
    size_t records;
    size_t width; // of the second axis, 1 when there is none
    size_t depth; // values behind one place of the second axis
};

// Each record has a hash of its own, so that the file may be read in the order in which
// it is stored: by record, or by person.
static void hash_block(struct kr_result *self, const struct table *table, size_t first,
                       char *values, uint64_t *hashes)
{
    const size_t rest = table->width - first;
    const size_t count = rest < BLOCK ? rest : BLOCK;
    struct kr_h5_box box = {{0, first}, {table->records, count}};
    for (int i = 2; i < table->variable->rank; i++) {
        box.size[i] = table->variable->size[i];
    }
    kr_h5_read(&self->h5, table->dataset, &box, table->type, values);
    const size_t bytes = count * table->depth * table->value_size;
    for (size_t r = 0; r < table->records; r++) {
        hashes[r] = kr_hash_bytes(hashes[r], values + r * bytes, bytes);
    }
}

static uint64_t hash_numbers(struct kr_result *self, const struct table *table,
                             uint64_t hash)
{
    const size_t widest = table->width < BLOCK ? table->width : BLOCK;
    char *values = malloc(table->records * widest * table->depth * table->value_size + 1);
    uint64_t *hashes = calloc(table->records + 1, sizeof *hashes);
    if (values == NULL || hashes == NULL) {
        fail_memory(self);
        free(values);
        free(hashes);
        return hash;
    }
    for (size_t first = 0; first < table->width && self->h5.code == KR_OK;
         first += BLOCK) {
        hash_block(self, table, first, values, hashes);
    }
    for (size_t r = 0; r < table->records && self->h5.code == KR_OK; r++) {
        hash = kr_hash_word(hash, hashes[r]);
    }
    free(values);
    free(hashes);
    return hash;
}

static uint64_t hash_variable(struct kr_result *self,
                              const struct kr_result_variable *variable, uint64_t hash)
{
    hash = hash_text(hash, variable->name);
    for (int i = 0; i < variable->rank; i++) {
        hash = kr_hash_word(hash_text(hash, variable->axis[i]), variable->size[i]);
    }
    hash = hash_attributes(self, variable->path, "", hash);
    if (self->h5.code != KR_OK) {
        return hash;
    }
    if (variable->is_text) {
        return hash_texts(self, variable, hash);
    }
    hid_t dataset = kr_result_object(self, variable->path);
    const hid_t stored = H5Dget_type(dataset);
    const hid_t type = H5Tget_native_type(stored, H5T_DIR_ASCEND);
    const int rank = variable->rank;
    size_t depth = 1;
    for (int i = 2; i < rank; i++) {
        depth *= variable->size[i];
    }
    const struct table table = {variable,
                                dataset,
                                type,
                                H5Tget_size(type),
                                rank > 0 ? variable->size[0] : 1,
                                rank > 1 ? variable->size[1] : 1,
                                depth};
    hash = hash_numbers(self, &table, kr_hash_word(hash, table.value_size));
    H5Tclose(type);
    H5Tclose(stored);
    kr_h5_dataset_close(&self->h5, &dataset);
    return hash;
}

static uint64_t hash_group(struct kr_result *self, const struct kr_result_group *group)
{
    char path[KR_RESULT_PATH];
    (void)snprintf(path, sizeof path, "/%s", group->name);
    uint64_t hash = hash_attributes(self, path, "", 0);
    (void)snprintf(path, sizeof path, "/%s/", group->name);
    for (size_t i = 0; i < self->count && self->h5.code == KR_OK; i++) {
        if (strncmp(self->variables[i].path, path, strlen(path)) == 0) {
            hash = hash_variable(self, &self->variables[i], hash);
        }
    }
    return hash;
}

int kr_result_digest(struct kr_result *result, kr_result_digest_line *line, void *context)
{
    char text[32];
    if (kr_result_attribute_text(result, "/", "world_hash", text, sizeof text) == KR_OK &&
        strcmp(text, KR_UNFINISHED) != 0) {
        line(context, "world", strtoull(text, NULL, 16));
    }
    result->h5.code = KR_OK;
    line(context, "/", hash_attributes(result, "/", "world_hash", 0));
    for (size_t g = 0; g < result->group_count && result->h5.code == KR_OK; g++) {
        const struct kr_result_group *group = &result->groups[g];
        if (strcmp(group->name, "provenance") == 0) {
            continue;
        }
        const uint64_t hash = hash_group(result, group);
        char name[KR_RESULT_PATH];
        (void)snprintf(name, sizeof name, "/%s", group->name);
        if (result->h5.code == KR_OK) {
            line(context, name, hash);
        }
    }
    return result->h5.code;
}
