#include "output/contents.h"

#include "output/result.h"

#include <stdio.h>
#include <string.h>

static const char *const NAMES[KR_FILE_KINDS] = {[KR_FILE_OTHER] = "other",
#define KR_FILE_KIND_NAME(name, word, meaning) [KR_FILE_##name] = (word),
                                                 KR_FILE_KIND_LIST(KR_FILE_KIND_NAME)
#undef KR_FILE_KIND_NAME
};

static const char *const MEANINGS[KR_FILE_KINDS] = {
    [KR_FILE_OTHER] = "a file of another program",
#define KR_FILE_KIND_MEANING(name, word, meaning) [KR_FILE_##name] = (meaning),
    KR_FILE_KIND_LIST(KR_FILE_KIND_MEANING)
#undef KR_FILE_KIND_MEANING
};

const char *kr_file_kind_name(enum kr_file_kind kind)
{
    return NAMES[kind];
}

const char *kr_file_kind_meaning(enum kr_file_kind kind)
{
    return MEANINGS[kind];
}

static bool has_group(const struct kr_result *result, const char *name)
{
    for (size_t g = 0; g < result->group_count; g++) {
        if (strcmp(result->groups[g].name, name) == 0) {
            return true;
        }
    }
    return false;
}

enum kr_file_kind kr_file_kind_of(struct kr_result *result)
{
    char text[64] = "";
    if (kr_result_attribute_text(result, "/", KR_FILE_KIND_ATTRIBUTE, text,
                                 sizeof text) == KR_OK) {
        for (int kind = 1; kind < KR_FILE_KINDS; kind++) {
            if (strcmp(text, NAMES[kind]) == 0) {
                return (enum kr_file_kind)kind;
            }
        }
        return KR_FILE_OTHER;
    }
    // Worlds say it by their format; results of earlier versions not at all.
    if (kr_result_attribute_text(result, "/", "format", text, sizeof text) == KR_OK) {
        return strcmp(text, "krapte population") == 0   ? KR_FILE_POPULATION
               : strcmp(text, "krapte checkpoint") == 0 ? KR_FILE_CHECKPOINT
                                                        : KR_FILE_OTHER;
    }
    if (kr_result_attribute_text(result, "/", "krapte_version", text, sizeof text) !=
        KR_OK) {
        return KR_FILE_OTHER;
    }
    return has_group(result, "estimates") ? KR_FILE_EFFECTS : KR_FILE_RESULT;
}

bool kr_variable_is_axis(const struct kr_result_variable *variable)
{
    static const char *const PARTS[] = {"time", "year", "quarter", "quarters_complete"};
    for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0]; i++) {
        if (strcmp(variable->name, PARTS[i]) == 0) {
            return true;
        }
    }
    return variable->rank == 1 && strcmp(variable->axis[0], variable->name) == 0;
}

static bool is_in_group(const struct kr_result_variable *variable, const char *group)
{
    const size_t length = strlen(group);
    return strncmp(variable->path + 1, group, length) == 0 &&
           variable->path[length + 1] == '/';
}

static int64_t stored_bytes(struct kr_result *result, const char *path)
{
    const hid_t dataset = H5Dopen2(result->h5.file, path, H5P_DEFAULT);
    if (dataset < 0) {
        (void)H5Eclear2(H5E_DEFAULT);
        return 0;
    }
    const hsize_t bytes = H5Dget_storage_size(dataset);
    H5Dclose(dataset);
    return (int64_t)bytes;
}

bool kr_group_info(struct kr_result *result, size_t at, struct kr_group_info *info)
{
    if (at >= result->group_count) {
        return false;
    }
    const struct kr_result_group *group = &result->groups[at];
    *info = (struct kr_group_info){.has_time = group->complete != KR_NONE};
    info->records = info->has_time ? group->complete : 0;
    (void)snprintf(info->name, sizeof info->name, "%s", group->name);
    for (size_t v = 0; v < result->count; v++) {
        const struct kr_result_variable *variable = &result->variables[v];
        if (is_in_group(variable, group->name)) {
            info->variables += !kr_variable_is_axis(variable);
            info->bytes += stored_bytes(result, variable->path);
        }
    }
    return true;
}

const struct kr_result_variable *kr_variable_anywhere(const struct kr_result *result,
                                                      const char *name)
{
    // Estimates before the quarters and replicates they were made of.
    char path[KR_RESULT_PATH];
    (void)snprintf(path, sizeof path, "/estimates/%s", name);
    const struct kr_result_variable *found = kr_result_find(result, name);
    if (found == NULL) {
        found = kr_result_find(result, path);
    }
    for (size_t v = 0; found == NULL && v < result->count; v++) {
        const char *words = result->variables[v].path;
        // "persons/status" as well as "status".
        if (strcmp(result->variables[v].name, name) == 0 ||
            strcmp(words + 1, name) == 0) {
            found = &result->variables[v];
        }
    }
    return found;
}

int kr_result_part(struct kr_result *result, const struct kr_result_variable *variable,
                   size_t first, size_t count, double *values)
{
    struct kr_h5 *h5 = &result->h5;
    h5->code = KR_OK;
    h5->error[0] = '\0';
    struct kr_h5_box box = {{first}, {count}};
    for (int i = 1; i < variable->rank; i++) {
        box.size[i] = variable->size[i];
    }
    hid_t dataset = kr_result_object(result, variable->path);
    kr_h5_read(h5, dataset, variable->rank > 0 ? &box : NULL, H5T_NATIVE_DOUBLE, values);
    kr_h5_dataset_close(h5, &dataset);
    size_t cells = count;
    for (int i = 1; i < variable->rank; i++) {
        cells *= variable->size[i];
    }
    kr_result_decode(variable, values, cells);
    return h5->code;
}
