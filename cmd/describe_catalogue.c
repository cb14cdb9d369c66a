// The policy catalogue of a country pack: every row that policy documents propose, with
// the scenario files that play it, or what the model lacks to play it.
#include "cmd/describe.h"
#include "output/target.h"
#include "scenarios/csv.h"
#include "scenarios/file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FILES = 512, TEXT_ROOM = 4096 };

// Columns of catalogue.csv, in this order.
enum { ROW, FAMILY, NAME, PROPOSERS, DOCUMENTS, LACKS, CATALOGUE_COLUMNS };

struct catalogue {
    char *folder;
    struct kr_csv csv;
    struct dirent *files[MOST_FILES]; // in order of name
    int file_count;
    struct kr_setup *setups; // of the files
};

static int is_scenario(const struct dirent *entry)
{
    const size_t length = strlen(entry->d_name);
    return length > 5 && strcmp(entry->d_name + length - 5, ".yaml") == 0;
}

// The scenario files of the folder, read; those with mistakes have printed them.
static enum kr_exit read_files(struct catalogue *self)
{
    struct dirent **list = NULL;
    const int count = scandir(self->folder, &list, is_scenario, alphasort);
    enum kr_exit status = count < 0 ? KR_EXIT_USAGE : KR_EXIT_DONE;
    self->setups = calloc(MOST_FILES, sizeof *self->setups);
    if (self->setups == NULL) {
        status = KR_EXIT_USAGE;
    }
    const struct kr_options options = {.threads = 1};
    for (int i = 0; i < count; i++) {
        char *path = kr_path_join(self->folder, list[i]->d_name);
        if (status == KR_EXIT_DONE && path != NULL && self->file_count < MOST_FILES) {
            status = kr_setup_read(&self->setups[self->file_count], path, &options);
            self->files[self->file_count++] = list[i];
        } else {
            free(list[i]);
        }
        free(path);
    }
    free(list);
    return status;
}

static enum kr_exit read_catalogue(struct catalogue *self, const char *pack)
{
    *self = (struct catalogue){0};
    self->folder = kr_path_join(pack, "policies");
    char *path =
        self->folder != NULL ? kr_path_join(self->folder, "catalogue.csv") : NULL;
    if (path == NULL || !kr_path_exists(path)) {
        fprintf(stderr, "krapte: %s has no policies/catalogue.csv\n", pack);
        free(path);
        return KR_EXIT_USAGE;
    }
    struct kr_diag diag;
    kr_diag_init(&diag);
    const int code = kr_csv_read(&self->csv, path, &diag);
    if (!kr_diag_is_empty(&diag)) {
        kr_print_diagnostics(&diag);
    }
    kr_diag_free(&diag);
    free(path);
    if (code != KR_OK || self->csv.columns != CATALOGUE_COLUMNS) {
        fprintf(stderr, "krapte: the catalogue has %zu columns, expected %d\n",
                self->csv.columns, CATALOGUE_COLUMNS);
        return KR_EXIT_USAGE;
    }
    return read_files(self);
}

static void free_catalogue(struct catalogue *self)
{
    for (int i = 0; i < self->file_count; i++) {
        kr_setup_free(&self->setups[i]);
        free(self->files[i]);
    }
    free(self->setups);
    free(self->folder);
    kr_csv_free(&self->csv);
}

static const char *cell(const struct catalogue *self, size_t row, size_t column)
{
    return kr_csv_at(&self->csv, row, column)->text;
}

static bool plays(const struct catalogue *self, int file, const char *row)
{
    return strcmp(self->setups[file].scenario.row, row) == 0;
}

static void append(char *text, const char *word)
{
    const size_t used = strlen(text);
    if (strstr(text, word) == NULL) {
        (void)snprintf(text + used, TEXT_ROOM - used, "%s%s", used > 0 ? ", " : "", word);
    }
}

// Kinds and files that play a row.
static void gather(const struct catalogue *self, const char *row, char *kinds,
                   char *files)
{
    kinds[0] = '\0';
    files[0] = '\0';
    for (int f = 0; f < self->file_count; f++) {
        if (!plays(self, f, row)) {
            continue;
        }
        append(files, self->files[f]->d_name);
        const struct kr_model *model = &self->setups[f].model;
        for (int p = 0; p < model->policy_count; p++) {
            append(kinds, model->policies[p].kind->name);
        }
    }
}

static void list_rows(const struct catalogue *self, enum kr_listing_style style)
{
    static const char *const NAMES[] = {"row",       "policy", "proposers",
                                        "documents", "kinds",  "played by"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "llllll", style, stdout);
    for (size_t r = 0; r < self->csv.rows; r++) {
        char kinds[TEXT_ROOM];
        char files[TEXT_ROOM];
        gather(self, cell(self, r, ROW), kinds, files);
        kr_listing_text(&listing, cell(self, r, ROW));
        kr_listing_text(&listing, cell(self, r, NAME));
        kr_listing_text(&listing, cell(self, r, PROPOSERS));
        kr_listing_text(&listing, cell(self, r, DOCUMENTS));
        kr_listing_text(&listing, kinds);
        if (files[0] == '\0') {
            (void)snprintf(files, sizeof files, "not built: %s", cell(self, r, LACKS));
        }
        kr_listing_text(&listing, files);
    }
    kr_listing_end(&listing);
}

void kr_describe_catalogue(const struct kr_subject *subject)
{
    struct catalogue catalogue;
    if (read_catalogue(&catalogue, subject->setup->scenario.pack) == KR_EXIT_DONE) {
        list_rows(&catalogue, subject->style);
    }
    free_catalogue(&catalogue);
}

// ---------------------------------------------------------------- files

// What a scenario adds: its policies, one after the other. The caller frees.
static char *policies_text(const struct kr_model *model)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    for (int p = 0; stream != NULL && p < model->policy_count; p++) {
        const struct kr_policy *policy = &model->policies[p];
        char whom[TEXT_ROOM];
        char values[TEXT_ROOM];
        char start[KR_NUMBER_SIZE];
        char end[KR_NUMBER_SIZE];
        kr_target_text(&policy->target, model, whom, sizeof whom);
        kr_policy_parameters_text(policy, values, sizeof values);
        kr_quarter_text(policy->start, start, sizeof start);
        kr_quarter_text(policy->end, end, sizeof end);
        fprintf(stream, "%s%s: %s for %s, from %s%s%s%s%s", p > 0 ? " / " : "",
                policy->name, policy->kind->name, whom[0] != '\0' ? whom : "everybody",
                start, end[0] != '\0' ? " to before " : "", end,
                values[0] != '\0' ? ": " : "", values);
    }
    if (stream != NULL) {
        (void)fclose(stream);
    }
    return text != NULL ? text : strdup("");
}

static void list_files(const struct catalogue *self, enum kr_listing_style style)
{
    static const char *const NAMES[] = {"row",    "file",        "title",
                                        "policy", "assumptions", "description"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "llllll", style, stdout);
    for (int f = 0; f < self->file_count; f++) {
        const struct kr_scenario *scenario = &self->setups[f].scenario;
        char *text = policies_text(&self->setups[f].model);
        kr_listing_text(&listing, scenario->row);
        kr_listing_text(&listing, self->files[f]->d_name);
        kr_listing_text(&listing, scenario->title);
        kr_listing_text(&listing, text);
        kr_listing_text(&listing, scenario->assumptions);
        kr_listing_text(&listing, scenario->description);
        free(text);
    }
    kr_listing_end(&listing);
}

// As text to read: a heading and three paragraphs each.
static void write_files(const struct catalogue *self)
{
    for (int f = 0; f < self->file_count; f++) {
        const struct kr_scenario *scenario = &self->setups[f].scenario;
        if (scenario->row == NULL) {
            continue; // it could not be read, and that was said
        }
        char *text = policies_text(&self->setups[f].model);
        printf("### %s%s%s\n\n`%s`: `%s`\n\n%s\n", scenario->row,
               scenario->row[0] != '\0' ? " " : "", scenario->title,
               self->files[f]->d_name, text, scenario->description);
        free(text);
        if (scenario->proposers[0] != '\0') {
            printf("\n*Proposed by* %s, *in* %s.\n", scenario->proposers,
                   scenario->documents);
        }
        if (scenario->assumptions[0] != '\0') {
            printf("\n*Assumptions*: %s\n", scenario->assumptions);
        }
        putchar('\n');
    }
}

void kr_describe_policy_files(const struct kr_subject *subject)
{
    struct catalogue catalogue;
    if (read_catalogue(&catalogue, subject->setup->scenario.pack) != KR_EXIT_DONE) {
        free_catalogue(&catalogue);
        return;
    }
    if (subject->style == KR_LISTING_MARKDOWN) {
        write_files(&catalogue);
    } else {
        list_files(&catalogue, subject->style);
    }
    free_catalogue(&catalogue);
}
