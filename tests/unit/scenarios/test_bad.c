// Every mistake that reading can report is provoked: by the scenario files in tests/bad/
// and by country packs broken here, one cell at a time.
#include "scenarios/diagnostics.h"
#include "scenarios/file.h"
#include "tests/support/test.h"
#include "tests/unit/scenarios/sandbox.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BAD_FOLDER KR_SOURCE_DIR "/tests/bad"
#define LONG_NAME                                                                      \
    "a name that is longer than the ninety-five bytes there is room for since nobody " \
    "needs one of this kind anywhere"

enum { MOST = 64 };

// Where a mistake must be reported, relative to the cell that was changed.
enum where { AT_CELL, AT_ROW, AT_HEADER, AT_FILE };

// Special values of `cell`.
enum { DELETE_ROW = -1, DELETE_FILE = -2, MANY_ROWS = -3 };

// One change to the village: cell number `cell` (from 0) of the first line of `file` that
// starts with `row` becomes `put`.
struct breakage {
    const char *code;
    const char *file;
    const char *row;
    const char *put;
    int cell;
    enum where where;
    int lines, columns; // beyond `where`
    const char *expected;
};

static const struct breakage BREAKAGES[] = {
    {"no-file", "regions.csv", "", "", DELETE_FILE, AT_FILE, 0, 0, "expected one of the"},
    {"bad-text", "regions.csv", "hill,", "\xff", 1, AT_CELL, 0, 0, "UTF-8"},
    {"csv-syntax", "sectors.csv", "care,", "Ca\"re", 1, AT_CELL, 0, 2, "a comma"},
    {"csv-syntax", "sectors.csv", "care,", "\"Care", 1, AT_CELL, 0, 0, "a second"},
    {"cell-count", "regions.csv", "hill,", "1,2", 8, AT_ROW, 0, 0, "expected 11"},
    {"unknown-column", "commuting.csv", "home,", "kms", 3, AT_CELL, 0, 0,
     "did you mean \"km\"?"},
    {"missing-column", "commuting.csv", "home,", "kms", 3, AT_ROW, 0, 0,
     "expected one: mean distance"},
    {"duplicate-column", "commuting.csv", "home,", "share", 3, AT_CELL, 0, 0, "once"},
    {"empty-cell", "regions.csv", "hill,", "", 1, AT_CELL, 0, 0, "name for people"},
    {"empty-cell", "regions.csv", "hill,", "", 3, AT_CELL, 0, 0, "from -90 to 90"},
    {"bad-number", "regions.csv", "hill,", "north", 3, AT_CELL, 0, 0, "from -90 to 90"},
    {"bad-number", "regions.csv", "hill,", "0x10", 3, AT_CELL, 0, 0, "number"},
    {"bad-number", "regions.csv", "hill,", "nan", 3, AT_CELL, 0, 0, "number"},
    {"bad-number", "sectors.csv", "care,", "741.5", 5, AT_CELL, 0, 0, "whole number"},
    {"bad-number", "constants.csv", "start_quarter,", "3.5", 1, AT_HEADER, 0, 0, "whole"},
    {"out-of-range", "regions.csv", "hill,", "99", 3, AT_CELL, 0, 0, "from -90 to 90"},
    {"out-of-range", "constants.csv", "start_year,", "1066", 1, AT_CELL, 0, 0,
     "from 1990 to 2100 year"},
    {"out-of-range", "hours.csv", "m,15-24,permanent,4,", "5", 3, AT_CELL, 0, 0,
     "multiple of 4"},
    {"out-of-range", "migration.csv", "2024,work,", "2023", 0, AT_CELL, 0, 0,
     "from the start year 2024 to 2039"},
    {"out-of-range", "demand.csv", "care,2024Q4,", "2024Q3", 1, AT_CELL, 0, 0,
     "the start 2024Q4 or a later"},
    {"bad-quarter", "demand.csv", "care,2025Q1,", "2025-1", 1, AT_CELL, 0, 0, "2024Q4"},
    {"bad-unit", "constants.csv", "start_year,", "years", 2, AT_CELL, 0, 0, "\"year\""},
    {"bad-name", "regions.csv", "hill,", "hi ll", 0, AT_CELL, 0, 0, "letters, digits"},
    {"unknown-name", "sectors.csv", "care,", "carre", 2, AT_CELL, 0, 0,
     "did you mean \"care\"?"},
    {"unknown-name", "staffing.csv", "care,nurse,", "nurs", 1, AT_CELL, 0, 0,
     "did you mean \"nurse\"?"},
    {"unknown-name", "occupations.csv", "care_helper,", "nurs", 12, AT_CELL, 0, 0,
     "did you mean \"nurse\"?"},
    {"unknown-name", "status.csv", "15,19,m,permanent,", "x", 2, AT_CELL, 0, 0, "m or f"},
    {"too-long", "regions.csv", "hill,", LONG_NAME, 1, AT_CELL, 0, 0, "at most 95"},
    {"too-many", "regions.csv", "hill,", "", MANY_ROWS, AT_ROW, 250, 0, "at most 250"},
    {"duplicate-row", "commuting.csv", "hill,shore,", "hill", 1, AT_ROW, 0, 0,
     "the first is on line 2"},
    {"duplicate-row", "regions.csv", "shore,", "hill", 0, AT_ROW, 0, 0, "id hill"},
    {"missing-row", "population.csv", "hill,3,f,", "", DELETE_ROW, AT_HEADER, 0, 0,
     "for region hill, age 3, sex f, expected one (1 rows"},
    {"missing-row", "constants.csv", "legal_hours,", "", DELETE_ROW, AT_HEADER, 0, 0,
     "name legal_hours"},
    {"missing-row", "occupation_distance.csv", "nurse,teacher,", "", DELETE_ROW,
     AT_HEADER, 0, 0, "from nurse, to teacher"},
    {"missing-row", "net_income.csv", "single,14,4,", "", DELETE_ROW, AT_HEADER, 0, 0,
     "household single, wage 14, hours 4"},
    {"missing-row", "migration.csv", "2026,work,", "", DELETE_ROW, AT_HEADER, 0, 0,
     "kind work, expected the start year 2024"},
    {"missing-row", "demand.csv", "care,2026Q1,", "", DELETE_ROW, AT_HEADER, 0, 0,
     "path care, quarter 2026Q1"},
    {"shares-sum", "commuting.csv", "hill,hill,", "0.5", 2, AT_CELL, 0, 0,
     "home hill that sum to 0.66, expected 1"},
    {"shares-sum", "education.csv", "15,19,m,", "0.9", 3, AT_CELL, 0, 0,
     "columns low to high"},
    {"shares-sum", "households.csv", "15,19,f,", "1", 3, AT_CELL, 0, 0, "at most 1"},
    {"shares-sum", "pipeline_occupations.csv", "nursing,nurse,", "0.99", 2, AT_CELL, 0, 0,
     "at most 1"},
    {"bad-bands", "education.csv", "15,19,m,", "24", 1, AT_ROW, 2, 0, "do not overlap"},
    {"bad-bands", "education.csv", "15,19,m,", "17", 1, AT_HEADER, 0, 0,
     "no band with age 18 for sex m"},
    {"bad-bands", "mortality.csv", "0,4,m,", "", DELETE_ROW, AT_HEADER, 0, 0, "0 to 100"},
    {"bad-bands", "status.csv", "15,19,m,permanent,", "", DELETE_ROW, AT_HEADER, 0, 0,
     "sex m, status permanent"},
    {"bad-start", "demand.csv", "care,2024Q4,", "1.1", 2, AT_CELL, 0, 0, "expected 1"},
    {"bad-mark", "regions.csv", "hill,", "asumed", 9, AT_CELL, 0, 0,
     "did you mean \"assumed\"?"},
    {"empty-source", "regions.csv", "hill,", " ", 10, AT_CELL, 0, 0,
     "facts.csv or words"},
    {"unknown-fact", "regions.csv", "hill,", "F99999", 10, AT_CELL, 0, 0, "facts.csv"},
    {"unknown-fact", "regions.csv", "hill,", "F99999; and more", 10, AT_CELL, 0, 0,
     "\"F99999\""},
};

// The line of a file that starts with `row`, and its number.
static const char *find_row(const char *text, const char *row, int *line)
{
    *line = 1;
    while (strncmp(text, row, strlen(row)) != 0) {
        text = strchr(text, '\n');
        assert_non_null(text);
        text++;
        (*line)++;
    }
    return text;
}

static const char *find_cell(const char *row, int cell)
{
    for (; cell > 0; cell--) {
        row = strchr(row, ',') + 1;
    }
    return row;
}

// Writes the broken file; returns line and column of the cell that was changed.
static struct kr_place write_broken(const struct sandbox *box, const struct breakage *how)
{
    char path[512];
    sandbox_path(box, how->file, path);
    size_t size;
    char *text = sandbox_text(path, &size);
    struct kr_place place = {how->file, 0, 1};
    const char *row = find_row(text, how->row, &place.line);
    const char *row_end = strchr(row, '\n') + 1;

    size_t room = size + 20000;
    char *broken = malloc(room);
    assert_non_null(broken);
    int used = snprintf(broken, room, "%.*s", (int)(row - text), text);
    if (how->cell == MANY_ROWS) {
        for (int i = 0; i < 300; i++) {
            used += snprintf(broken + used, room - (size_t)used, "r%d,%s", i,
                             find_cell("r,R,a,50,5,0,0,1,1,assumed,x\n", 1));
        }
    } else if (how->cell != DELETE_ROW) {
        const char *cell = find_cell(row, how->cell);
        place.column = (int)(cell - row) + 1;
        used +=
            snprintf(broken + used, room - (size_t)used, "%.*s%s%.*s", (int)(cell - row),
                     row, how->put, (int)(row_end - cell - (int)strcspn(cell, ",\n")),
                     cell + strcspn(cell, ",\n"));
    }
    used += snprintf(broken + used, room - (size_t)used, "%s", row_end);
    sandbox_write(box, how->file, broken, (size_t)used);
    free(broken);
    free(text);
    return place;
}

// Breaks the village in one way; false when that is not reported as it must be.
static bool is_reported(const struct breakage *how)
{
    struct sandbox box;
    sandbox_open(&box);
    sandbox_copy_village(&box);
    struct kr_place place = {how->file, 0, 0};
    if (how->cell == DELETE_FILE) {
        sandbox_remove(&box, how->file);
    } else {
        place = write_broken(&box, how);
    }
    if (how->where == AT_HEADER) {
        place.line = 1;
    }
    if (how->where == AT_HEADER || how->where == AT_ROW) {
        place.column = 1;
    }
    sandbox_load(&box);
    const bool reported = box.code == KR_ERR_INPUT &&
                          sandbox_found(&box, how->code, place.line + how->lines,
                                        place.column + how->columns, how->expected);
    if (!reported) {
        print_error("%s in %s at %d:%d with \"%s\" was not reported, but:\n", how->code,
                    how->file, place.line + how->lines, place.column + how->columns,
                    how->expected);
        sandbox_print(&box);
    }
    sandbox_close(&box);
    return reported;
}

static void every_broken_pack_is_reported_with_its_place(void **state)
{
    (void)state;
    size_t silent = 0;
    for (size_t i = 0; i < sizeof BREAKAGES / sizeof BREAKAGES[0]; i++) {
        silent += !is_reported(&BREAKAGES[i]);
    }
    assert_int_equal(silent, 0);
}

// What a bad scenario file says of itself.
struct notes {
    char *text;
    const char *sets[MOST];
    struct {
        char code[64];
        int line, column;
        const char *fragment;
    } expects[MOST];
    size_t set_count, expect_count;
};

// Reads the `# set:` and `# expect:` lines at the top of a file.
static void read_notes(const char *path, struct notes *notes)
{
    *notes = (struct notes){0};
    size_t size;
    notes->text = sandbox_text(path, &size);
    for (char *line = notes->text; line != NULL && *line == '#';) {
        char *end = strchr(line, '\n');
        assert_non_null(end);
        *end = '\0';
        if (strncmp(line, "# set: ", 7) == 0) {
            assert_true(notes->set_count < MOST - 1);
            notes->sets[notes->set_count++] = line + 7;
        } else if (strncmp(line, "# expect: ", 10) == 0) {
            assert_true(notes->expect_count < MOST);
            const size_t at = notes->expect_count++;
            int used = 0;
            assert_int_equal(sscanf(line, "# expect: %63s %d:%d %n",
                                    notes->expects[at].code, &notes->expects[at].line,
                                    &notes->expects[at].column, &used),
                             3);
            notes->expects[at].fragment = line + used;
        }
        line = end + 1;
    }
}

// Every expected mistake is there, and no other.
static bool says_what_it_expects(const char *path)
{
    struct notes notes;
    read_notes(path, &notes);
    struct sandbox box;
    sandbox_open(&box);
    sandbox_read(&box, path, notes.sets);
    bool fine = box.code == KR_ERR_INPUT && box.diag.count == notes.expect_count;
    for (size_t i = 0; i < notes.expect_count; i++) {
        fine = fine && sandbox_found(&box, notes.expects[i].code, notes.expects[i].line,
                                     notes.expects[i].column, notes.expects[i].fragment);
    }
    for (size_t i = 0; i < box.diag.count; i++) {
        fine = fine && strstr(box.diag.entries[i].text, "expected") != NULL;
    }
    if (!fine) {
        print_error("%s was not reported as it says, but:\n", path);
        sandbox_print(&box);
    }
    sandbox_close(&box);
    free(notes.text);
    return fine;
}

// Calls `visit` for each scenario file in tests/bad/; returns how many said false.
static size_t visit_files(bool (*visit)(const char *path))
{
    size_t count = 0;
    size_t refused = 0;
    DIR *folder = opendir(BAD_FOLDER);
    assert_non_null(folder);
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot != NULL && strcmp(dot, ".yaml") == 0) {
            char path[512];
            (void)snprintf(path, sizeof path, "%s/%s", BAD_FOLDER, entry->d_name);
            refused += !visit(path);
            count++;
        }
    }
    (void)closedir(folder);
    assert_true(count > 0);
    return refused;
}

static void every_bad_scenario_is_reported_with_its_places(void **state)
{
    (void)state;
    assert_int_equal(visit_files(says_what_it_expects), 0);
}

// Whether one of the table's breakages or the file tests/bad/CODE.yaml has this code.
static bool has_bad_input(const char *code)
{
    for (size_t i = 0; i < sizeof BREAKAGES / sizeof BREAKAGES[0]; i++) {
        if (strcmp(BREAKAGES[i].code, code) == 0) {
            return true;
        }
    }
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s.yaml", BAD_FOLDER, code);
    if (!kr_path_exists(path)) {
        print_error("there is no bad input for %s\n", code);
        return false;
    }
    struct notes notes;
    read_notes(path, &notes);
    const bool named = notes.expect_count > 0 && strcmp(notes.expects[0].code, code) == 0;
    free(notes.text);
    return named;
}

static void every_code_has_a_bad_input(void **state)
{
    (void)state;
    for (int i = 0; i < KR_DIAGNOSTIC_COUNT; i++) {
        assert_true(has_bad_input(kr_diagnostic_code((enum kr_diagnostic)i)));
        assert_true(kr_diagnostic_meaning((enum kr_diagnostic)i)[0] != '\0');
    }
    size_t count;
    const struct kr_parameter_rule *rules = kr_parameter_rules(&count);
    for (size_t i = 0; i < count; i++) {
        assert_true(has_bad_input(rules[i].code));
    }
}

static void codes_are_different(void **state)
{
    (void)state;
    for (int i = 0; i < KR_DIAGNOSTIC_COUNT; i++) {
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(kr_diagnostic_code((enum kr_diagnostic)i),
                                    kr_diagnostic_code((enum kr_diagnostic)j));
        }
    }
}

static void mistakes_of_the_pack_and_the_scenario_come_together(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_copy_village(&box);
    static const struct breakage MARK = {
        .file = "regions.csv", .row = "hill,", .put = "x", .cell = 9};
    static const struct breakage WAGE = {
        .file = "sectors.csv", .row = "care,", .put = "x", .cell = 13};
    (void)write_broken(&box, &MARK);
    (void)write_broken(&box, &WAGE);
    static const char TEXT[] = "pack: .\nsead: 1\nscale: x\n";
    sandbox_write(&box, "a.yaml", TEXT, sizeof TEXT - 1);
    char path[512];
    sandbox_path(&box, "a.yaml", path);
    sandbox_read(&box, path, NULL);
    assert_int_equal(box.code, KR_ERR_INPUT);
    assert_int_equal(box.diag.count, 4);
    sandbox_close(&box);
}

static void a_scenario_that_is_not_there_is_a_mistake(void **state)
{
    (void)state;
    struct sandbox box;
    sandbox_open(&box);
    sandbox_read(&box, "nowhere.yaml", NULL);
    assert_int_equal(box.code, KR_ERR_INPUT);
    assert_true(sandbox_found(&box, "no-file", 0, 0, "expected a scenario file"));
    assert_int_equal(box.diag.count, 1);
    sandbox_close(&box);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_broken_pack_is_reported_with_its_place),
        cmocka_unit_test(every_bad_scenario_is_reported_with_its_places),
        cmocka_unit_test(every_code_has_a_bad_input),
        cmocka_unit_test(codes_are_different),
        cmocka_unit_test(mistakes_of_the_pack_and_the_scenario_come_together),
        cmocka_unit_test(a_scenario_that_is_not_there_is_a_mistake),
    };
    return KR_RUN_TESTS(tests, argc, argv);
}
