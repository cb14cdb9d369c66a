// krapte show of the result of a run.
#include "cmd/headline.h"
#include "cmd/setup.h"
#include "cmd/show.h"
#include "output/target.h"
#include "study/path.h"
#include "study/targets.h"

#include <stdio.h>
#include <string.h>

// What is shown of a result.
struct shown {
    char scenario[256];
    char title[512];
    char country[256];
    char world[64];
    char version[64];
    double scale;
    double seed;
    double replicate;
    int planned; // quarters, or -1 when the file does not tell
    struct kr_path path;
    struct kr_targets targets;
};

static int read_result(const struct kr_show *show, struct shown *shown)
{
    kr_show_attribute(show, "/", "scenario_name", shown->scenario,
                      sizeof shown->scenario);
    kr_show_attribute(show, "/", "title", shown->title, sizeof shown->title);
    kr_show_attribute(show, "/", "country", shown->country, sizeof shown->country);
    kr_show_attribute(show, "/", "world_hash", shown->world, sizeof shown->world);
    kr_show_attribute(show, "/", "krapte_version", shown->version, sizeof shown->version);
    if (strcmp(shown->world, "unfinished") == 0) {
        shown->world[0] = '\0';
    }
    shown->scale = kr_show_number(show, "scale", 0.0);
    shown->seed = kr_show_number(show, "seed", 0.0);
    shown->replicate = kr_show_number(show, "replicate", 0.0);
    shown->planned = (int)kr_show_number(show, "quarters", -1.0);
    const int code = kr_targets_of_result(&shown->targets, show->result);
    return code == KR_OK ? kr_path_read(&shown->path, show->result) : code;
}

// How much of the run is there.
static void print_extent(const struct shown *shown)
{
    const struct kr_path *path = &shown->path;
    char from[KR_NUMBER_SIZE];
    char to[KR_NUMBER_SIZE];
    if (path->quarters == 0) {
        puts("No quarter was finished yet: only the starting world is in the file.");
        return;
    }
    kr_quarter_text(path->quarter[0], from, sizeof from);
    kr_quarter_text(path->quarter[path->quarters - 1], to, sizeof to);
    if (shown->world[0] != '\0' && path->quarters >= shown->planned) {
        printf("%s to %s, %d quarters\n", from, to, path->quarters);
        return;
    }
    char planned[KR_NUMBER_SIZE] = "";
    if (shown->planned >= 0) {
        snprintf(planned, sizeof planned, " of %d", shown->planned);
    }
    printf("%s to %s: %d%s quarters. %s\n", from, to, path->quarters, planned,
           shown->world[0] != '\0'
               ? "The run was stopped then."
               : "The run was cut short;\nwhat is shown is complete.");
}

// The texts that tell of a policy.
enum { NAME, KIND, START, END, PAYER, TARGET, POLICY_TEXTS };
static const char *const POLICY_TEXT[POLICY_TEXTS] = {"policy", "kind",  "start",
                                                      "end",    "payer", "target"};

struct policies {
    char **text[POLICY_TEXTS];
    size_t count[POLICY_TEXTS];
    size_t all;
};

static void read_policies(const struct kr_show *show, struct policies *policies)
{
    for (int i = 0; i < POLICY_TEXTS; i++) {
        char path[KR_RESULT_PATH];
        snprintf(path, sizeof path, "/policies/%s", POLICY_TEXT[i]);
        policies->text[i] = kr_show_texts(show, path, &policies->count[i]);
        if (i == 0 || policies->count[i] < policies->all) {
            policies->all = policies->count[i];
        }
    }
}

static void free_policies(struct policies *policies)
{
    for (int i = 0; i < POLICY_TEXTS; i++) {
        kr_result_texts_free(policies->text[i], policies->count[i]);
    }
}

static void print_policies(const struct kr_show *show)
{
    struct policies policies;
    read_policies(show, &policies);
    puts(policies.all > 0 ? "Policies" : "No policies");
    for (size_t p = 0; p < policies.all; p++) {
        const char *target = policies.text[TARGET][p];
        kr_show_line(show, "  %s: %s, %s to %s, paid by %s", policies.text[NAME][p],
                     policies.text[KIND][p], policies.text[START][p],
                     policies.text[END][p], policies.text[PAYER][p]);
        if (target[0] != '\0') {
            kr_show_line(show, "      for %s", target);
        }
    }
    free_policies(&policies);
}

static void policies_json(const struct kr_show *show, struct kr_json *json)
{
    struct policies policies;
    read_policies(show, &policies);
    kr_json_list(json, "policies");
    for (size_t p = 0; p < policies.all; p++) {
        kr_json_object(json, NULL);
        for (int i = 0; i < POLICY_TEXTS; i++) {
            kr_json_text(json, POLICY_TEXT[i], policies.text[i][p]);
        }
        kr_json_close(json);
    }
    kr_json_close(json);
    free_policies(&policies);
}

static void print_json(const struct kr_show *show, const struct shown *shown)
{
    struct kr_json json;
    kr_json_init(&json, stdout);
    kr_json_object(&json, NULL);
    kr_json_text(&json, "file", show->file);
    kr_json_text(&json, "kind", kr_file_kind_name(KR_FILE_RESULT));
    kr_json_text(&json, "scenario", shown->scenario);
    kr_json_text(&json, "title", shown->title);
    kr_json_text(&json, "country", shown->country);
    kr_json_number(&json, "scale", shown->scale);
    kr_json_number(&json, "seed", shown->seed);
    kr_json_number(&json, "replicate", shown->replicate);
    kr_json_boolean(&json, "complete",
                    shown->world[0] != '\0' && shown->path.quarters >= shown->planned);
    kr_json_integer(&json, "quarters", shown->path.quarters);
    kr_json_integer(&json, "quarters_planned",
                    shown->planned >= 0 ? shown->planned : shown->path.quarters);
    kr_path_json(&shown->path, &shown->targets, &json);
    policies_json(show, &json);
    kr_show_groups_json(show, &json);
    kr_json_text(&json, "world", shown->world);
    kr_json_close(&json);
}

static void print_text(const struct kr_show *show, const struct shown *shown)
{
    kr_show_line(show, "%s: %s", shown->scenario, shown->title);
    kr_show_line(show, "%s, scale %g, seed %.0f, replicate %.0f, Krapte %s",
                 shown->country, shown->scale, shown->seed, shown->replicate,
                 shown->version);
    print_extent(shown);
    print_policies(show);
    putchar('\n');
    kr_headline_print(&shown->path, &shown->targets, show->all, stdout);
    kr_shortage_print(&shown->path, stdout);
    putchar('\n');
    kr_show_groups(show);
    if (shown->world[0] != '\0') {
        printf("\nworld %s\n", shown->world);
    }
}

int kr_show_result(const struct kr_show *show)
{
    struct shown shown = {.scale = 0.0};
    const int code = read_result(show, &shown);
    if (code == KR_OK && show->style == KR_SHOW_JSON) {
        print_json(show, &shown);
    } else if (code == KR_OK && show->style == KR_SHOW_CSV) {
        kr_path_csv(&shown.path, stdout);
    } else if (code == KR_OK) {
        print_text(show, &shown);
    }
    kr_path_free(&shown.path);
    kr_targets_free(&shown.targets);
    return code;
}
