// Reading the attributes of a result file.
#include "output/result.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Opens an attribute; -1 after a failure.
static hid_t open_attribute(struct kr_result *self, hid_t object, const char *path,
                            const char *name)
{
    if (self->h5.code != KR_OK) {
        return -1;
    }
    const hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
    if (attribute < 0) {
        (void)H5Eclear2(H5E_DEFAULT);
        kr_h5_fail_code(&self->h5, KR_ERR_FORMAT, "%s: %s has no attribute %s",
                        self->h5.name, path, name);
    }
    return attribute;
}

bool kr_result_is_single(hid_t space)
{
    const bool single = H5Sget_simple_extent_type(space) != H5S_NULL &&
                        H5Sget_simple_extent_npoints(space) == 1;
    H5Sclose(space);
    return single;
}

static void start(struct kr_result *result)
{
    result->h5.code = KR_OK;
    result->h5.error[0] = '\0';
}

// Text of variable or fixed length.
static void read_text(struct kr_result *self, hid_t attribute, const char *name,
                      char *text, size_t size)
{
    const hid_t stored = H5Aget_type(attribute);
    const hid_t type = kr_h5_text_type();
    char *value = NULL;
    char fixed[256] = "";
    if (H5Tget_class(stored) != H5T_STRING ||
        !kr_result_is_single(H5Aget_space(attribute))) {
        kr_h5_fail_code(&self->h5, KR_ERR_FORMAT, "%s: attribute %s is no text",
                        self->h5.name, name);
    } else if (H5Tis_variable_str(stored) > 0) {
        if (H5Aread(attribute, type, &value) < 0) {
            kr_h5_fail(&self->h5, "reading attribute", name);
        } else if (value != NULL) {
            (void)snprintf(text, size, "%s", value);
            (void)H5free_memory(value);
        }
    } else if (H5Tget_size(stored) < sizeof fixed) {
        if (H5Aread(attribute, stored, fixed) < 0) {
            kr_h5_fail(&self->h5, "reading attribute", name);
        }
        (void)snprintf(text, size, "%s", fixed);
    }
    H5Tclose(type);
    H5Tclose(stored);
}

int kr_result_attribute_text(struct kr_result *result, const char *path, const char *name,
                             char *text, size_t size)
{
    start(result);
    text[0] = '\0';
    const hid_t object = kr_result_object(result, path);
    const hid_t attribute = open_attribute(result, object, path, name);
    if (attribute >= 0) {
        read_text(result, attribute, name, text, size);
        H5Aclose(attribute);
    }
    if (object >= 0) {
        H5Oclose(object);
    }
    return result->h5.code;
}

int kr_result_attribute_number(struct kr_result *result, const char *path,
                               const char *name, double *value)
{
    start(result);
    *value = 0;
    const hid_t object = kr_result_object(result, path);
    const hid_t attribute = open_attribute(result, object, path, name);
    if (attribute >= 0) {
        if (!kr_result_is_single(H5Aget_space(attribute))) {
            kr_h5_fail_code(&result->h5, KR_ERR_FORMAT,
                            "%s: attribute %s is not one number", result->h5.name, name);
        } else if (H5Aread(attribute, H5T_NATIVE_DOUBLE, value) < 0) {
            kr_h5_fail(&result->h5, "reading attribute", name);
        }
        H5Aclose(attribute);
    }
    if (object >= 0) {
        H5Oclose(object);
    }
    return result->h5.code;
}

struct seen {
    kr_result_attribute_seen *tell;
    void *context;
};

// What links data sets to their axes is no attribute for people.
static bool is_internal(const char *name)
{
    static const char *const internal[] = {"CLASS", "NAME", "REFERENCE_LIST",
                                           "DIMENSION_LIST", "DIMENSION_LABELS"};
    for (size_t i = 0; i < sizeof internal / sizeof internal[0]; i++) {
        if (strcmp(name, internal[i]) == 0) {
            return true;
        }
    }
    return strncmp(name, "_N", 2) == 0; // _Netcdf4Dimid, _NCProperties
}

static herr_t tell_name(hid_t object, const char *name, const H5A_info_t *info,
                        void *context)
{
    (void)object;
    (void)info;
    const struct seen *seen = context;
    if (!is_internal(name)) {
        seen->tell(seen->context, name);
    }
    return 0;
}

int kr_result_attributes(struct kr_result *result, const char *path,
                         kr_result_attribute_seen *seen, void *context)
{
    start(result);
    const hid_t object = kr_result_object(result, path);
    if (object < 0) {
        return result->h5.code;
    }
    struct seen tell = {seen, context};
    if (H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, NULL, tell_name, &tell) < 0) {
        kr_h5_fail(&result->h5, "listing attributes of", path);
    }
    H5Oclose(object);
    return result->h5.code;
}
