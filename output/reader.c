#include "output/reader.h"

#include "output/result.h"

#include <hdf5_hl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What the library says of an axis without coordinates begins so.
#define NO_VARIABLE "This is a netCDF dimension but not a netCDF variable"

enum { LAST_YEAR = 8000 }; // that a quarter can be of

static void fail_memory(struct kr_result *self)
{
    kr_h5_fail_code(&self->h5, KR_ERR_NO_MEMORY, "%s: not enough memory", self->h5.name);
}

// The last part of a path.
static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static herr_t take_axis_name(hid_t dataset, unsigned axis, hid_t scale, void *context)
{
    (void)dataset;
    (void)axis;
    char path[KR_RESULT_PATH] = "";
    if (H5Iget_name(scale, path, sizeof path) > 0) {
        (void)snprintf(context, KR_RESULT_NAME, "%.*s", KR_RESULT_NAME - 1,
                       last_part(path));
    }
    return 1;
}

static void describe_axes(hid_t dataset, struct kr_result_variable *variable)
{
    const bool is_scale = H5DSis_scale(dataset) > 0;
    for (int i = 0; i < variable->rank; i++) {
        if (is_scale) {
            (void)snprintf(variable->axis[i], KR_RESULT_NAME, "%.*s", KR_RESULT_NAME - 1,
                           variable->name);
        } else {
            (void)H5DSiterate_scales(dataset, (unsigned)i, NULL, take_axis_name,
                                     variable->axis[i]);
        }
    }
}

static bool is_bare_axis(hid_t dataset)
{
    char name[sizeof NO_VARIABLE] = "";
    return H5DSis_scale(dataset) > 0 &&
           H5DSget_scale_name(dataset, name, sizeof name) > 0 &&
           strncmp(name, NO_VARIABLE, sizeof name - 1) == 0;
}

// As the CF conventions have it: 1 without the attribute.
static double read_scale_factor(hid_t dataset)
{
    double factor = 1.0;
    if (H5Aexists(dataset, "scale_factor") > 0) {
        const hid_t attribute = H5Aopen(dataset, "scale_factor", H5P_DEFAULT);
        if (!kr_result_is_single(H5Aget_space(attribute)) ||
            H5Aread(attribute, H5T_NATIVE_DOUBLE, &factor) < 0) {
            factor = 1.0;
        }
        H5Aclose(attribute);
    }
    return factor;
}

void kr_result_decode(const struct kr_result_variable *variable, double *values,
                      size_t count)
{
    if (variable->scale_factor < 1.0 || variable->scale_factor > 1.0) {
        for (size_t i = 0; i < count; i++) {
            values[i] *= variable->scale_factor;
        }
    }
}

static void describe_dataset(hid_t dataset, const struct kr_result_group *group,
                             struct kr_result_variable *variable)
{
    const int complete = group->complete;
    const hid_t space = H5Dget_space(dataset);
    const hid_t type = H5Dget_type(dataset);
    hsize_t size[H5S_MAX_RANK] = {0};
    const int rank = H5Sget_simple_extent_dims(space, size, NULL);
    variable->rank = rank < 0 || rank > KR_RESULT_RANK ? 0 : rank;
    variable->is_text = H5Tget_class(type) == H5T_STRING;
    variable->scale_factor = read_scale_factor(dataset);
    for (int i = 0; i < variable->rank; i++) {
        variable->size[i] = size[i];
    }
    describe_axes(dataset, variable);
    variable->has_time =
        complete >= 0 && variable->rank > 0 && strcmp(variable->axis[0], "time") == 0;
    if (variable->has_time && variable->size[0] > (size_t)complete) {
        variable->size[0] = (size_t)complete;
    }
    // What a killed run wrote of a quarter that was not finished may be unreadable.
    if (group->events >= 0 && variable->rank > 0 &&
        strcmp(variable->axis[0], "event") == 0 &&
        variable->size[0] > (size_t)group->events) {
        variable->size[0] = (size_t)group->events;
    }
    H5Tclose(type);
    H5Sclose(space);
}

static bool make_room(struct kr_result *self)
{
    if (self->count < self->capacity) {
        return true;
    }
    const size_t capacity = self->capacity == 0 ? 256 : 2 * self->capacity;
    void *grown = realloc(self->variables, capacity * sizeof *self->variables);
    if (grown == NULL) {
        fail_memory(self);
        return false;
    }
    self->variables = grown;
    self->capacity = capacity;
    return true;
}

// The group whose members are being listed.
struct listing {
    struct kr_result *result;
    const struct kr_result_group *group;
};

static herr_t list_dataset(hid_t parent, const char *name, const H5L_info_t *info,
                           void *context)
{
    (void)info;
    const struct listing *listing = context;
    struct kr_result *self = listing->result;
    H5O_info_t object;
    if (H5Oget_info_by_name(parent, name, &object, H5P_DEFAULT) < 0 ||
        object.type != H5O_TYPE_DATASET) {
        return 0;
    }
    const hid_t dataset = H5Dopen2(parent, name, H5P_DEFAULT);
    if (dataset >= 0 && !is_bare_axis(dataset) && make_room(self)) {
        struct kr_result_variable *variable = &self->variables[self->count++];
        *variable = (struct kr_result_variable){0};
        (void)snprintf(variable->path, sizeof variable->path, "/%s/%.*s",
                       listing->group->name, KR_RESULT_NAME - 1, name);
        variable->name = name;
        describe_dataset(dataset, listing->group, variable);
        variable->name = NULL;
    }
    if (dataset >= 0) {
        H5Dclose(dataset);
    }
    return self->h5.code == KR_OK ? 0 : -1;
}

// Complete records that a group promises, or KR_NONE.
static int read_complete(hid_t group)
{
    if (H5Lexists(group, "quarters_complete", H5P_DEFAULT) <= 0) {
        return KR_NONE;
    }
    const hid_t dataset = H5Dopen2(group, "quarters_complete", H5P_DEFAULT);
    int32_t complete = 0;
    if (dataset < 0 || !kr_result_is_single(H5Dget_space(dataset)) ||
        H5Dread(dataset, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, &complete) <
            0) {
        complete = 0;
    }
    if (dataset >= 0) {
        H5Dclose(dataset);
    }
    return complete < 0 ? 0 : complete;
}

// One number of a series of whole numbers, or KR_NONE.
static int64_t read_number(hid_t group, const char *name, hsize_t at)
{
    int64_t value = KR_NONE;
    const hsize_t one = 1;
    const hid_t dataset =
        H5Lexists(group, name, H5P_DEFAULT) > 0 ? H5Dopen2(group, name, H5P_DEFAULT) : -1;
    if (dataset < 0) {
        return KR_NONE;
    }
    const hid_t space = H5Dget_space(dataset);
    const hid_t memory = H5Screate_simple(1, &one, NULL);
    if (H5Sget_simple_extent_ndims(space) != 1 ||
        H5Sselect_hyperslab(space, H5S_SELECT_SET, &at, NULL, &one, NULL) < 0 ||
        H5Dread(dataset, H5T_NATIVE_INT64, memory, space, H5P_DEFAULT, &value) < 0) {
        value = KR_NONE;
    }
    H5Sclose(memory);
    H5Sclose(space);
    H5Dclose(dataset);
    return value;
}

// Rows of events that belong to complete records, or KR_NONE where there are no events.
static int64_t read_events(hid_t group, int complete)
{
    if (complete <= 0 || H5Lexists(group, "row_start", H5P_DEFAULT) <= 0) {
        return complete == 0 ? 0 : KR_NONE;
    }
    const int64_t start = read_number(group, "row_start", (hsize_t)complete - 1);
    const int64_t count = read_number(group, "row_count", (hsize_t)complete - 1);
    return start < 0 || count < 0 ? 0 : start + count;
}

static herr_t list_group(hid_t root, const char *name, const H5L_info_t *info,
                         void *context)
{
    (void)info;
    struct kr_result *self = context;
    H5O_info_t object;
    if (H5Oget_info_by_name(root, name, &object, H5P_DEFAULT) < 0 ||
        object.type != H5O_TYPE_GROUP) {
        return 0;
    }
    void *grown = realloc(self->groups, (self->group_count + 1) * sizeof *self->groups);
    if (grown == NULL) {
        fail_memory(self);
        return -1;
    }
    self->groups = grown;
    struct kr_result_group *group = &self->groups[self->group_count++];
    *group = (struct kr_result_group){0};
    (void)snprintf(group->name, sizeof group->name, "%s", name);
    const hid_t opened = H5Gopen2(root, name, H5P_DEFAULT);
    group->complete = read_complete(opened);
    group->events = read_events(opened, group->complete);
    struct listing listing = {self, group};
    if (H5Literate(opened, H5_INDEX_NAME, H5_ITER_INC, NULL, list_dataset, &listing) <
        0) {
        kr_h5_fail(&self->h5, "listing", name);
    }
    H5Gclose(opened);
    return self->h5.code == KR_OK ? 0 : -1;
}

int kr_result_open(struct kr_result **result, const char *file)
{
    struct kr_result *self = calloc(1, sizeof *self);
    *result = self;
    if (self == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    kr_h5_open(&self->h5, file);
    if (self->h5.code != KR_OK) {
        return self->h5.code;
    }
    if (H5Literate(self->h5.file, H5_INDEX_NAME, H5_ITER_INC, NULL, list_group, self) <
        0) {
        kr_h5_fail(&self->h5, "listing", "the file");
    }
    // The array does not move from here on.
    for (size_t i = 0; i < self->count; i++) {
        self->variables[i].name = last_part(self->variables[i].path);
    }
    return self->h5.code;
}

void kr_result_close(struct kr_result *result)
{
    if (result == NULL) {
        return;
    }
    if (result->h5.file >= 0) {
        (void)H5Fclose(result->h5.file);
    }
    free(result->variables);
    free(result->groups);
    free(result);
}

const char *kr_result_error(const struct kr_result *result)
{
    return result == NULL ? kr_error_message(KR_ERR_NO_MEMORY) : result->h5.error;
}

const struct kr_result_variable *kr_result_variables(const struct kr_result *result,
                                                     size_t *count)
{
    *count = result->count;
    return result->variables;
}

static const struct kr_result_variable *find_path(const struct kr_result *result,
                                                  const char *path)
{
    for (size_t i = 0; i < result->count; i++) {
        if (strcmp(result->variables[i].path, path) == 0) {
            return &result->variables[i];
        }
    }
    return NULL;
}

const struct kr_result_variable *kr_result_find(const struct kr_result *result,
                                                const char *name)
{
    if (name[0] == '/') {
        return find_path(result, name);
    }
    static const char *const groups[] = {"", "quarterly/", "flows/", "ledger/"};
    const struct kr_result_variable *found = NULL;
    for (size_t g = 0; g < sizeof groups / sizeof groups[0] && found == NULL; g++) {
        char path[KR_RESULT_PATH];
        (void)snprintf(path, sizeof path, "/%s%s", groups[g], name);
        found = find_path(result, path);
    }
    return found;
}

int kr_result_complete(const struct kr_result *result, const char *group)
{
    for (size_t i = 0; i < result->group_count; i++) {
        if (strcmp(result->groups[i].name, group) == 0) {
            return result->groups[i].complete > 0 ? result->groups[i].complete : 0;
        }
    }
    return 0;
}

// Starts an operation anew: the failure of an earlier one is forgotten.
static struct kr_h5 *start(struct kr_result *result)
{
    result->h5.code = KR_OK;
    result->h5.error[0] = '\0';
    return &result->h5;
}

hid_t kr_result_object(struct kr_result *self, const char *path)
{
    const hid_t object = H5Oopen(self->h5.file, path, H5P_DEFAULT);
    if (object < 0) {
        (void)H5Eclear2(H5E_DEFAULT);
        kr_h5_fail_code(&self->h5, KR_ERR_FORMAT, "%s: there is no %s", self->h5.name,
                        path);
    }
    return object;
}

static size_t count_of(const struct kr_result_variable *variable)
{
    size_t count = 1;
    for (int i = 0; i < variable->rank; i++) {
        count *= variable->size[i];
    }
    return count;
}

static struct kr_h5_box box_of(const struct kr_result_variable *variable)
{
    struct kr_h5_box box = {{0}, {0}};
    for (int i = 0; i < variable->rank; i++) {
        box.size[i] = variable->size[i];
    }
    return box;
}

int kr_result_numbers(struct kr_result *result, const struct kr_result_variable *variable,
                      double **values, size_t *count)
{
    struct kr_h5 *h5 = start(result);
    *count = count_of(variable);
    *values = calloc(*count + 1, sizeof **values);
    if (*values == NULL) {
        fail_memory(result);
        return h5->code;
    }
    hid_t dataset = kr_result_object(result, variable->path);
    const struct kr_h5_box box = box_of(variable);
    kr_h5_read(h5, dataset, &box, H5T_NATIVE_DOUBLE, *values);
    kr_h5_dataset_close(h5, &dataset);
    kr_result_decode(variable, *values, *count);
    if (h5->code != KR_OK) {
        free(*values);
        *values = NULL;
        *count = 0;
    }
    return h5->code;
}

int kr_result_texts(struct kr_result *result, const struct kr_result_variable *variable,
                    char ***texts, size_t *count)
{
    struct kr_h5 *h5 = start(result);
    *count = count_of(variable);
    *texts = calloc(*count + 1, sizeof **texts);
    if (*texts == NULL) {
        fail_memory(result);
        return h5->code;
    }
    hid_t dataset = kr_result_object(result, variable->path);
    const hid_t type = kr_h5_text_type();
    const struct kr_h5_box box = box_of(variable);
    kr_h5_read(h5, dataset, &box, type, *texts);
    H5Tclose(type);
    kr_h5_dataset_close(h5, &dataset);
    // What was never written reads as no text at all.
    for (size_t i = 0; i < *count && h5->code == KR_OK; i++) {
        if ((*texts)[i] == NULL && ((*texts)[i] = H5allocate_memory(1, true)) == NULL) {
            fail_memory(result);
        }
    }
    if (h5->code != KR_OK) {
        free(*texts);
        *texts = NULL;
        *count = 0;
    }
    return h5->code;
}

void kr_result_texts_free(char **texts, size_t count)
{
    for (size_t i = 0; texts != NULL && i < count; i++) {
        (void)H5free_memory(texts[i]);
    }
    free(texts);
}

int kr_result_quarter(struct kr_result *result, const char *group, int record,
                      kr_quarter *quarter)
{
    *quarter = KR_NEVER;
    int parts[2] = {0, 0};
    static const char *const names[] = {"year", "quarter"};
    static const double most[] = {LAST_YEAR, 4};
    for (int i = 0; i < 2; i++) {
        char path[KR_RESULT_PATH];
        (void)snprintf(path, sizeof path, "/%s/%s", group, names[i]);
        const struct kr_result_variable *variable = find_path(result, path);
        double *values = NULL;
        size_t count = 0;
        if (variable == NULL) {
            return KR_ERROR(KR_ERR_FORMAT);
        }
        const int code = kr_result_numbers(result, variable, &values, &count);
        if (code != KR_OK) {
            return code;
        }
        const double value = record >= 0 && (size_t)record < count ? values[record] : 0.0;
        parts[i] = value >= 1.0 && value <= most[i] ? (int)value : 0;
        free(values);
    }
    if (parts[0] == 0 || parts[1] == 0) {
        return KR_ERROR(KR_ERR_RANGE);
    }
    *quarter = kr_quarter_of(parts[0], parts[1]);
    return KR_OK;
}
