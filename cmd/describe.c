// krapte describe: the lists of the program and of a country pack.
#include "cmd/describe.h"

#include "base/diag.h"
#include "cmd/command.h"
#include "cmd/options.h"

#include <stdio.h>
#include <string.h>

static const char DEFAULT_PACK[] = "scenarios/nl";

struct topic {
    const char *name;
    const char *meaning;
    bool needs_pack;
    void (*list)(const struct kr_subject *subject);
};

static const struct topic TOPICS[] = {
    {"parameters", "parameters of the rules; with a scenario its values too", false,
     kr_describe_parameters},
    {"policies", "kinds of policy and their parameters", false, kr_describe_policies},
    {"levers", "places in the rules where policies push", false, kr_describe_levers},
    {"outputs", "everything that a result file can hold, and what --keep takes", false,
     kr_describe_outputs},
    {"breakdowns", "axes and measures for 'breakdowns:' under 'output:'", false,
     kr_describe_breakdowns},
    {"columns", "columns of persons and employers that --keep can name", false,
     kr_describe_columns},
    {"phases", "the order of a quarter", false, kr_describe_phases},
    {"tables", "tables of a world", false, kr_describe_tables},
    {"state", "columns of all tables of a world", false, kr_describe_state},
    {"hazards", "events whose base rates a country pack gives", false,
     kr_describe_hazards},
    {"uses", "uses of random numbers", false, kr_describe_uses},
    {"events", "single counts of a quarter", false, kr_describe_events},
    {"event-kinds", "what can happen to a person, for --keep events:KIND", false,
     kr_describe_event_kinds},
    {"tallies", "tables of counts of a quarter", false, kr_describe_tallies},
    {"indicators", "published figures that a run is laid beside", false,
     kr_describe_indicators},
    {"sectors", "sectors of the country pack", true, kr_describe_sectors},
    {"occupations", "occupations of the country pack", true, kr_describe_occupations},
    {"regions", "regions of the country pack", true, kr_describe_regions},
    {"constants", "national constants of the country pack", true, kr_describe_constants},
    {"targets", "published figures, and what of a run answers to them", true,
     kr_describe_targets},
    {"catalogue", "policies that documents propose, and their scenarios", true,
     kr_describe_catalogue},
    {"policy-files", "the scenarios of the catalogue, with what they assume", true,
     kr_describe_policy_files},
    {"pack", "the country pack as a whole", true, kr_describe_pack},
};

enum { TOPIC_COUNT = sizeof TOPICS / sizeof TOPICS[0] };

struct arguments {
    const struct topic *topic;
    const char *file;
    enum kr_listing_style style;
};

enum { JSON = 0x200, MARKDOWN };

static const struct topic *find_topic(struct argp_state *state, const char *name)
{
    const char *names[TOPIC_COUNT];
    for (int t = 0; t < TOPIC_COUNT; t++) {
        if (strcmp(TOPICS[t].name, name) == 0) {
            return &TOPICS[t];
        }
        names[t] = TOPICS[t].name;
    }
    const char *near = kr_nearest(name, names, TOPIC_COUNT);
    argp_error(state, "there is nothing called '%s' to describe%s%s%s", name,
               near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
               near != NULL ? "'?" : "");
    return NULL;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_ARG:
        if (state->arg_num == 0) {
            arguments->topic = find_topic(state, text);
        } else {
            kr_option_file(state, &arguments->file, text);
        }
        return 0;
    case ARGP_KEY_END:
        if (arguments->topic == NULL) {
            argp_error(state, "say what to describe");
        }
        return 0;
    case JSON:
        arguments->style = KR_LISTING_JSON;
        return 0;
    case MARKDOWN:
        arguments->style = KR_LISTING_MARKDOWN;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

// Puts the list of topics before the text that follows the options.
static char *help_text(int key, const char *text, void *input)
{
    (void)input;
    char *help = NULL;
    size_t size = 0;
    FILE *stream = key == ARGP_KEY_HELP_POST_DOC ? open_memstream(&help, &size) : NULL;
    if (stream == NULL) {
        return text == NULL ? NULL : strdup(text);
    }
    fputs("TOPIC is one of\n", stream);
    for (int t = 0; t < TOPIC_COUNT; t++) {
        fprintf(stream, "  %-13s%s\n", TOPICS[t].name, TOPICS[t].meaning);
    }
    fprintf(stream, "\n%s", text);
    (void)fclose(stream);
    return help;
}

static enum kr_exit describe(const struct arguments *arguments)
{
    struct kr_subject subject = {.style = arguments->style};
    if (!arguments->topic->needs_pack && arguments->file == NULL) {
        arguments->topic->list(&subject);
        return KR_EXIT_DONE;
    }
    struct kr_setup setup;
    const struct kr_options options = {.threads = 1};
    const char *file = arguments->file != NULL ? arguments->file : DEFAULT_PACK;
    const enum kr_exit status = kr_setup_any(&setup, file, &options);
    if (status == KR_EXIT_DONE) {
        subject.setup = &setup;
        subject.has_scenario = setup.scenario.file != NULL;
        arguments->topic->list(&subject);
    }
    kr_setup_free(&setup);
    return status;
}

int kr_describe_main(int argc, char **argv)
{
    static const char DOC[] =
        "Prints one of the program's lists.\v"
        "FILE is a scenario or the folder of a country pack (default: scenarios/nl).\n\n"
        "Example: krapte describe sectors scenarios/village\n"
        "         krapte describe parameters --json";
    static const struct argp_option OPTIONS[] = {
        {"json", JSON, NULL, 0, "Print as JSON instead of a table", 0},
        {"markdown", MARKDOWN, NULL, 0, "Print as tables of Markdown", 0},
        {0}};
    const struct argp argp = {OPTIONS, parse, "TOPIC [FILE]", DOC, NULL, help_text, NULL};
    struct arguments arguments = {.topic = NULL};
    kr_options_parse(&argp, argc, argv, &arguments);
    return (int)describe(&arguments);
}
