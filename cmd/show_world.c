// krapte show of a world between two quarters: prepared for runs, or saved on the way.
#include "agents/persons.h"
#include "cmd/json.h"
#include "cmd/show.h"
#include "output/target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CODES = 256, CODE_NAME = 64, MOST_LINES = 12, LABEL_WIDTH = 34 };

// Persons or employers counted by a code.
struct tally {
    const char *name; // "sector"
    char code[MOST_CODES][CODE_NAME];
    int codes;
    double persons[MOST_CODES];
    double employers[MOST_CODES];
    bool has_employers;
};

enum { STATUS, SECTOR, REGION, TALLIES };

// What is shown of a world.
struct shown {
    char scenario[128];
    char country[128];
    char seed[32];
    char replicate[32];
    char world[64];
    double scale;
    kr_quarter quarter;
    int elapsed;
    double persons;
    double employers;
    struct tally tally[TALLIES];
};

// All numbers of a column; NULL when the file does not have it.
static double *column(const struct kr_show *show, const char *path, size_t *count)
{
    const struct kr_result_variable *variable = kr_result_find(show->result, path);
    double *values = NULL;
    *count = 0;
    if (variable == NULL || variable->is_text ||
        kr_result_numbers(show->result, variable, &values, count) != KR_OK) {
        *count = 0;
        return NULL;
    }
    return values;
}

// The names of codes, written with spaces between.
static void read_codes(const struct kr_show *show, const char *attribute,
                       struct tally *tally)
{
    char words[8192];
    kr_show_attribute(show, "/", attribute, words, sizeof words);
    char *rest = words;
    for (char *word; (word = strsep(&rest, " ")) != NULL && tally->codes < MOST_CODES;) {
        if (word[0] != '\0') {
            snprintf(tally->code[tally->codes++], CODE_NAME, "%s", word);
        }
    }
}

// The place of a code; codes without a name get their number.
static int place_of(struct tally *tally, double code)
{
    const int place = code >= 0.0 && code < MOST_CODES ? (int)code : 0;
    for (; tally->codes <= place; tally->codes++) {
        snprintf(tally->code[tally->codes], CODE_NAME, "%s %d", tally->name,
                 tally->codes);
    }
    return place;
}

// Whoever is there: a row without a status is free.
static void count_persons(const struct kr_show *show, struct shown *shown)
{
    size_t rows;
    size_t regions;
    double *status = column(show, "/persons/status", &rows);
    double *region = column(show, "/persons/region", &regions);
    for (size_t i = 0; i < rows; i++) {
        if (status[i] > 0.0) {
            shown->persons++;
            struct tally *tally = &shown->tally[STATUS];
            tally->persons[place_of(tally, status[i])]++;
            tally = &shown->tally[REGION];
            tally->persons[place_of(tally, i < regions ? region[i] : 0.0)]++;
        }
    }
    free(status);
    free(region);
}

static void count_employers(const struct kr_show *show, struct shown *shown)
{
    size_t rows;
    double *id = column(show, "/employers/id", &rows);
    static const char *const PATHS[TALLIES] = {NULL, "/employers/sector",
                                               "/employers/region"};
    size_t headcounts;
    double *heads = column(show, "/employers/heads", &headcounts);
    for (int t = SECTOR; t < TALLIES; t++) {
        size_t count;
        double *code = column(show, PATHS[t], &count);
        struct tally *tally = &shown->tally[t];
        tally->has_employers = true;
        for (size_t i = 0; i < count && i < rows; i++) {
            // Free rows have neither an id nor heads.
            if (id[i] > 0.0) {
                const int place = place_of(tally, code[i]);
                tally->employers[place]++;
                tally->persons[place] += t == SECTOR && i < headcounts ? heads[i] : 0.0;
                shown->employers += t == SECTOR;
            }
        }
        free(code);
    }
    free(heads);
    free(id);
}

static void read_hash(const struct kr_show *show, const char *name, char *text,
                      size_t size)
{
    char hexadecimal[64];
    kr_show_attribute(show, "/", name, hexadecimal, sizeof hexadecimal);
    snprintf(text, size, "%llu", strtoull(hexadecimal, NULL, 16));
}

static void read_world(const struct kr_show *show, struct shown *shown)
{
    kr_show_attribute(show, "/", "scenario", shown->scenario, sizeof shown->scenario);
    kr_show_attribute(show, "/", "country", shown->country, sizeof shown->country);
    kr_show_attribute(show, "/", "world_hash", shown->world, sizeof shown->world);
    read_hash(show, "seed", shown->seed, sizeof shown->seed);
    read_hash(show, "replicate", shown->replicate, sizeof shown->replicate);
    shown->scale = kr_show_number(show, "scale", 0.0);
    shown->quarter = (kr_quarter)kr_show_number(show, "quarter", 0.0);
    shown->elapsed = (int)kr_show_number(show, "elapsed", 0.0);
    shown->tally[STATUS].name = "status";
    shown->tally[SECTOR].name = "sector";
    shown->tally[REGION].name = "region";
    static const char *const WORDS[] = {
#define STATUS_WORD(name, word, meaning) word,
        KR_STATUS_LIST(STATUS_WORD)
#undef STATUS_WORD
    };
    for (int s = 0; s < KR_STATUS_COUNT; s++) {
        snprintf(shown->tally[STATUS].code[s], CODE_NAME, "%s", WORDS[s]);
    }
    shown->tally[STATUS].codes = KR_STATUS_COUNT;
    read_codes(show, "sectors", &shown->tally[SECTOR]);
    read_codes(show, "regions", &shown->tally[REGION]);
    count_persons(show, shown);
    count_employers(show, shown);
}

static void put_count(struct kr_text_table *table, double count)
{
    char text[KR_NUMBER_SIZE];
    kr_number_text(text, count);
    text[strcspn(text, ".")] = '\0';
    kr_text_cell(table, text);
}

static void print_tally(const struct kr_show *show, const struct tally *tally)
{
    struct kr_text_table table;
    kr_text_table_init(&table, tally->has_employers ? 3 : 2,
                       tally->has_employers ? "lrr" : "lr");
    kr_text_cell(&table, tally->name);
    // At employers: main jobs, not who lives there.
    kr_text_cell(&table, strcmp(tally->name, "sector") == 0 ? "jobs" : "persons");
    if (tally->has_employers) {
        kr_text_cell(&table, "employers");
    }
    int lines = 0;
    int left_out = 0;
    for (int c = 0; c < tally->codes; c++) {
        if (!(tally->persons[c] > 0.0) && !(tally->employers[c] > 0.0)) {
            continue;
        }
        if (!show->all && lines >= MOST_LINES) {
            left_out++;
            continue;
        }
        char label[4 * LABEL_WIDTH];
        kr_text_cut(label, sizeof label, tally->code[c], LABEL_WIDTH);
        kr_text_cell(&table, label);
        put_count(&table, tally->persons[c]);
        if (tally->has_employers) {
            put_count(&table, tally->employers[c]);
        }
        lines++;
    }
    putchar('\n');
    kr_text_table_print(&table, true, stdout);
    kr_text_table_free(&table);
    if (left_out > 0) {
        printf("and %d more; --all shows them\n", left_out);
    }
}

static void print_text(const struct kr_show *show, const struct shown *shown,
                       enum kr_file_kind kind)
{
    char quarter[KR_NUMBER_SIZE];
    char persons[KR_NUMBER_SIZE];
    char employers[KR_NUMBER_SIZE];
    kr_quarter_text(shown->quarter, quarter, sizeof quarter);
    kr_number_text(persons, shown->persons);
    kr_number_text(employers, shown->employers);
    persons[strcspn(persons, ".")] = '\0';
    employers[strcspn(employers, ".")] = '\0';
    kr_show_line(show, "%s: a %s", show->file, kr_file_kind_meaning(kind));
    printf("%s%sscale %g, seed %s, replicate %s, end of %s", shown->country,
           shown->country[0] != '\0' ? ", " : "", shown->scale, shown->seed,
           shown->replicate, quarter);
    if (kind == KR_FILE_CHECKPOINT) {
        printf("\nscenario %s, %d quarters lived", shown->scenario, shown->elapsed);
    }
    printf("\n%s persons of 15-74, %s employers, in agents%s\n", persons, employers,
           shown->scale < 1.0 ? ": divide by the scale for persons" : "");
    for (int t = 0; t < TALLIES; t++) {
        print_tally(show, &shown->tally[t]);
    }
    putchar('\n');
    kr_show_groups(show);
    if (shown->world[0] != '\0') {
        printf("\nworld %s\n", shown->world);
    }
}

static void tally_json(struct kr_json *json, const struct tally *tally)
{
    kr_json_object(json, tally->name);
    for (int c = 0; c < tally->codes; c++) {
        kr_json_object(json, tally->code[c]);
        kr_json_number(json, "persons", tally->persons[c]);
        if (tally->has_employers) {
            kr_json_number(json, "employers", tally->employers[c]);
        }
        kr_json_close(json);
    }
    kr_json_close(json);
}

static void print_json(const struct kr_show *show, const struct shown *shown,
                       enum kr_file_kind kind)
{
    struct kr_json json;
    char quarter[KR_NUMBER_SIZE];
    kr_quarter_text(shown->quarter, quarter, sizeof quarter);
    kr_json_init(&json, stdout);
    kr_json_object(&json, NULL);
    kr_json_text(&json, "file", show->file);
    kr_json_text(&json, "kind", kr_file_kind_name(kind));
    kr_json_text(&json, "title", kr_file_kind_meaning(kind));
    kr_json_text(&json, "country", shown->country);
    kr_json_text(&json, "scenario", shown->scenario);
    kr_json_number(&json, "scale", shown->scale);
    kr_json_text(&json, "seed", shown->seed);
    kr_json_text(&json, "replicate", shown->replicate);
    kr_json_text(&json, "quarter", quarter);
    kr_json_integer(&json, "quarters_lived", shown->elapsed);
    kr_json_number(&json, "persons", shown->persons);
    kr_json_number(&json, "employers", shown->employers);
    for (int t = 0; t < TALLIES; t++) {
        tally_json(&json, &shown->tally[t]);
    }
    kr_show_groups_json(show, &json);
    kr_json_text(&json, "world", shown->world);
    kr_json_close(&json);
}

static void print_csv(const struct shown *shown)
{
    puts("list,name,persons,employers");
    for (int t = 0; t < TALLIES; t++) {
        const struct tally *tally = &shown->tally[t];
        for (int c = 0; c < tally->codes; c++) {
            printf("%s,%s,%.0f,", tally->name, tally->code[c], tally->persons[c]);
            if (tally->has_employers) {
                printf("%.0f", tally->employers[c]);
            }
            putchar('\n');
        }
    }
}

static int show_world(const struct kr_show *show, enum kr_file_kind kind)
{
    struct shown *shown = calloc(1, sizeof *shown);
    if (shown == NULL) {
        return KR_ERROR(KR_ERR_NO_MEMORY);
    }
    read_world(show, shown);
    if (show->style == KR_SHOW_JSON) {
        print_json(show, shown, kind);
    } else if (show->style == KR_SHOW_CSV) {
        print_csv(shown);
    } else {
        print_text(show, shown, kind);
    }
    free(shown);
    return KR_OK;
}

int kr_show_population(const struct kr_show *show)
{
    return show_world(show, KR_FILE_POPULATION);
}

int kr_show_checkpoint(const struct kr_show *show)
{
    return show_world(show, KR_FILE_CHECKPOINT);
}
