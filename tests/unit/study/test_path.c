#include "study/path.h"
#include "tests/support/test.h"

#include <stdio.h>

static void labels_are_names_with_spaces(void **state)
{
    (void)state;
    struct kr_figure figure = {.name = "unemployment_rate"};
    kr_path_label(&figure);
    assert_string_equal(figure.label, "unemployment rate");
}

static void figures_are_found_by_name(void **state)
{
    (void)state;
    struct kr_path path;
    assert_int_equal(kr_path_allocate(&path, 3, 2, 8), KR_OK);
    for (int i = 0; i < 3; i++) {
        snprintf(path.indicator[i].name, sizeof path.indicator[i].name, "figure_%d", i);
    }
    assert_ptr_equal(kr_path_find(&path, "figure_1"), &path.indicator[1]);
    assert_null(kr_path_find(&path, "figure_3"));
    assert_int_equal(path.quarters, 0);
    kr_path_free(&path);
    assert_null(kr_path_find(&path, "figure_1"));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_are_names_with_spaces),
        cmocka_unit_test(figures_are_found_by_name),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
