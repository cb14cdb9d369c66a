// Comparing two finished result files.
#include "cmd/compare_arguments.h"
#include "cmd/compare_report.h"
#include "cmd/files.h"
#include "output/reader.h"
#include "output/target.h"
#include "study/result_pair.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT = 4096 };

// A column of texts of a file, with those of an axis as names.
struct column {
    char **text;
    size_t count;
};

static struct column read_texts(struct kr_result *result, const char *path)
{
    struct column column = {NULL, 0};
    const struct kr_result_variable *variable = kr_result_find(result, path);
    if (variable == NULL ||
        kr_result_texts(result, variable, &column.text, &column.count) != KR_OK) {
        return (struct column){NULL, 0};
    }
    return column;
}

// ---------------------------------------------------------------- parameters

struct parameters {
    struct column name, unit;
    double *value;
    size_t count;
};

static struct parameters read_parameters(struct kr_result *result)
{
    struct parameters parameters = {
        .name = read_texts(result, "/parameters/name"),
        .unit = read_texts(result, "/parameters/unit"),
    };
    const struct kr_result_variable *value = kr_result_find(result, "/parameters/value");
    if (value == NULL ||
        kr_result_numbers(result, value, &parameters.value, &parameters.count) != KR_OK) {
        parameters.count = 0;
    }
    return parameters;
}

static void free_parameters(struct parameters *parameters)
{
    kr_result_texts_free(parameters->name.text, parameters->name.count);
    kr_result_texts_free(parameters->unit.text, parameters->unit.count);
    free(parameters->value);
}

// Prints those that differ; returns how many do.
static int print_parameters(struct kr_result *const result[KR_SIDES], FILE *out)
{
    struct parameters of[KR_SIDES] = {read_parameters(result[0]),
                                      read_parameters(result[1])};
    const struct parameters *base = &of[KR_BASE];
    int differences = 0;
    for (size_t i = 0; i < of[KR_VARIANT].count; i++) {
        size_t at = 0;
        while (at < base->count &&
               strcmp(base->name.text[at], of[KR_VARIANT].name.text[i]) != 0) {
            at++;
        }
        const double after = of[KR_VARIANT].value[i];
        if (at == base->count) {
            fprintf(out, "  %s: %.10g, which the base does not know\n",
                    of[KR_VARIANT].name.text[i], after);
            differences++;
        } else if (base->value[at] < after || base->value[at] > after) {
            fprintf(out, "  %s: %.10g instead of %.10g %s\n", base->name.text[at], after,
                    base->value[at], base->unit.count > at ? base->unit.text[at] : "");
            differences++;
        }
    }
    free_parameters(&of[KR_BASE]);
    free_parameters(&of[KR_VARIANT]);
    return differences;
}

// ---------------------------------------------------------------- policies

enum policy_text { KIND, TARGET, ANNOUNCED, START, END, PAYER, VALUES, POLICY_TEXTS };

struct policies {
    struct column name;
    struct column text[POLICY_TEXTS];
    double *strength;
    size_t strengths;
};

static struct policies read_policies(struct kr_result *result)
{
    static const char *const PATHS[POLICY_TEXTS] = {
        "/policies/kind", "/policies/target", "/policies/announced", "/policies/start",
        "/policies/end",  "/policies/payer",  "/policies/parameters"};
    struct policies policies = {.name = read_texts(result, "/policies/policy")};
    for (int t = 0; t < POLICY_TEXTS; t++) {
        policies.text[t] = read_texts(result, PATHS[t]);
    }
    const struct kr_result_variable *strength =
        kr_result_find(result, "/policies/strength");
    if (strength == NULL || kr_result_numbers(result, strength, &policies.strength,
                                              &policies.strengths) != KR_OK) {
        policies.strengths = 0;
    }
    return policies;
}

static void free_policies(struct policies *policies)
{
    kr_result_texts_free(policies->name.text, policies->name.count);
    for (int t = 0; t < POLICY_TEXTS; t++) {
        kr_result_texts_free(policies->text[t].text, policies->text[t].count);
    }
    free(policies->strength);
}

static const char *text_of(const struct policies *policies, enum policy_text which,
                           size_t policy)
{
    return policy < policies->text[which].count ? policies->text[which].text[policy] : "";
}

static bool same_policy(const struct policies *a, size_t at, const struct policies *b,
                        size_t other)
{
    bool same = strcmp(a->name.text[at], b->name.text[other]) == 0;
    for (int t = 0; t < POLICY_TEXTS && same; t++) {
        same = strcmp(text_of(a, (enum policy_text)t, at),
                      text_of(b, (enum policy_text)t, other)) == 0;
    }
    return same && at < a->strengths && other < b->strengths &&
           !(a->strength[at] < b->strength[other] ||
             a->strength[at] > b->strength[other]);
}

static bool is_among(const struct policies *a, size_t at, const struct policies *others)
{
    for (size_t o = 0; o < others->name.count; o++) {
        if (same_policy(a, at, others, o)) {
            return true;
        }
    }
    return false;
}

// "2026Q1", or KR_NEVER.
static kr_quarter quarter_of(const char *text)
{
    char *rest;
    const long year = strtol(text, &rest, 10);
    if (rest == text || rest[0] != 'Q' || rest[1] < '1' || rest[1] > '4') {
        return KR_NEVER;
    }
    return kr_quarter_of((int)year, rest[1] - '0');
}

// Quarters in which what differs is in force.
struct force {
    int start, end;
};

static void widen(struct force *force, const struct policies *policies, size_t policy)
{
    const kr_quarter start = quarter_of(text_of(policies, START, policy));
    const kr_quarter until = quarter_of(text_of(policies, END, policy));
    const int end = until == KR_NEVER ? INT16_MAX : until;
    force->start = start < force->start ? start : force->start;
    force->end = end > force->end ? end : force->end;
}

static void print_policy(const struct policies *policies, size_t policy, const char *sign,
                         FILE *out)
{
    const char *end = text_of(policies, END, policy);
    const char *target = text_of(policies, TARGET, policy);
    fprintf(out, "%s%s: %s, announced %s, from %s%s%s, strength %g, paid by %s\n", sign,
            policies->name.text[policy], text_of(policies, KIND, policy),
            text_of(policies, ANNOUNCED, policy), text_of(policies, START, policy),
            end[0] != '\0' ? " until " : "", end,
            policy < policies->strengths ? policies->strength[policy] : 1.0,
            text_of(policies, PAYER, policy));
    fprintf(out, "      for %s\n      %s\n", target[0] != '\0' ? target : "everybody",
            text_of(policies, VALUES, policy));
}

// Prints the policies that the other file lacks; returns how many there are.
static int print_lacking(const struct policies *policies, const struct policies *other,
                         const char *sign, struct force *force, FILE *out)
{
    int count = 0;
    for (size_t p = 0; p < policies->name.count; p++) {
        if (!is_among(policies, p, other)) {
            widen(force, policies, p);
            print_policy(policies, p, sign, out);
            count++;
        }
    }
    return count;
}

// Differences of the scenarios as the files hold them, and when policies act.
static void print_differences(const struct kr_compare_arguments *arguments,
                              struct kr_result *const result[KR_SIDES],
                              struct force *force, FILE *out)
{
    fprintf(out, "base     %s\nvariant  %s\nThe variant differs in\n", arguments->file[0],
            arguments->file[1]);
    int differences = print_parameters(result, out);
    if (differences > 0) {
        *force = (struct force){INT16_MIN, INT16_MAX};
    }
    struct policies of[KR_SIDES] = {read_policies(result[0]), read_policies(result[1])};
    differences += print_lacking(&of[0], &of[1], "  without ", force, out);
    differences += print_lacking(&of[1], &of[0], "  with ", force, out);
    free_policies(&of[0]);
    free_policies(&of[1]);
    char text[KR_SIDES][TEXT];
    for (int side = 0; side < KR_SIDES; side++) {
        if (kr_result_attribute_text(result[side], "/provenance", "drivers", text[side],
                                     sizeof text[side]) != KR_OK) {
            text[side][0] = '\0';
        }
    }
    if (strcmp(text[0], text[1]) != 0) {
        fprintf(out, "  drivers: %s instead of %s\n", text[1], text[0]);
        *force = (struct force){INT16_MIN, INT16_MAX};
        differences++;
    }
    if (differences == 0) {
        fputs("  nothing\n", out);
    }
}

// ---------------------------------------------------------------- the report

static void warn_of_versions(const struct kr_compare_arguments *arguments,
                             struct kr_result *const result[KR_SIDES])
{
    static const char *const NAMES[] = {"version", "commit"};
    for (int i = 0; i < 2; i++) {
        char text[KR_SIDES][TEXT];
        bool both = true;
        for (int side = 0; side < KR_SIDES; side++) {
            both = both && kr_result_attribute_text(result[side], "/provenance", NAMES[i],
                                                    text[side], TEXT) == KR_OK;
        }
        if (both && strcmp(text[0], text[1]) != 0) {
            fprintf(stderr,
                    "krapte: warning: %s and %s were made by different programs (%s %s "
                    "and %s): part of the difference may come from that\n",
                    arguments->file[0], arguments->file[1], NAMES[i], text[0], text[1]);
            return;
        }
    }
}

// What to type to learn what files cannot tell.
static void print_advice(struct kr_result *const result[KR_SIDES],
                         const struct kr_result_pair *pair, FILE *out)
{
    char scenario[KR_SIDES][TEXT];
    for (int side = 0; side < KR_SIDES; side++) {
        if (kr_result_attribute_text(result[side], "/provenance", "scenario_file",
                                     scenario[side], TEXT) != KR_OK) {
            snprintf(scenario[side], TEXT, "%s", side == 0 ? "BASE" : "VARIANT");
        }
    }
    double seed = 1.0;
    if (kr_result_attribute_number(result[KR_BASE], "/", "seed", &seed) != KR_OK) {
        seed = 1.0;
    }
    fprintf(out,
            "\nNot told here: errors, deadweight, displacement, relapse and the cost of "
            "an additional year. They need\nthe same persons in both worlds and several "
            "pairs, which files do not hold. Compare the scenarios:\n  krapte compare %s "
            "%s --scale %g --quarters %d --seed %.0f --replicates 4\n",
            scenario[0], scenario[1], pair->scale, pair->effects.quarters, seed);
}

static void print_pairing(const struct kr_compare_report *report,
                          const struct kr_result_pair *pair, FILE *out)
{
    char quarter[KR_NUMBER_SIZE];
    if (pair->differ == KR_NONE) {
        fputs("\npairing: every figure is equal in every quarter\n", out);
    } else if (pair->differ == 0) {
        fputs("\npairing: the figures differ from the first quarter on\n", out);
    } else {
        kr_quarter_text((kr_quarter)(report->first + pair->differ - 1), quarter,
                        sizeof quarter);
        fprintf(out, "\npairing: every figure is equal until %s\n", quarter);
    }
}

static void print_report(const struct kr_compare_report *report,
                         struct kr_result *const result[KR_SIDES],
                         const struct kr_result_pair *pair, FILE *out)
{
    char force[64];
    kr_period_text(report, &report->force, force, sizeof force);
    fprintf(out,
            "\nTwo result files at scale %g. Below: %s; stocks are means over its "
            "quarters, flows are sums.\nOne pair: a difference may be chance.\n",
            pair->scale, force);
    if (pair->lived[0] != pair->lived[1]) {
        fprintf(out, "The files have %d and %d quarters; the first %d are compared.\n",
                pair->lived[0], pair->lived[1], pair->effects.quarters);
    }
    fputc('\n', out);
    kr_compare_print_effects(report, out);
    print_pairing(report, pair, out);
    print_advice(result, pair, out);
}

static enum kr_exit report_pair(const struct kr_compare_arguments *arguments,
                                struct kr_result *const result[KR_SIDES],
                                const struct kr_result_pair *pair)
{
    const struct kr_model model = {.country = &pair->country, .scale = pair->scale};
    struct kr_compare_report report = {.file = {arguments->file[0], arguments->file[1]},
                                       .model = &model,
                                       .effects = &pair->effects,
                                       .first = pair->first,
                                       .splits = arguments->splits};
    struct force force = {INT16_MAX, INT16_MIN};
    char *differences = NULL;
    size_t size;
    FILE *stream = open_memstream(&differences, &size);
    if (stream == NULL) {
        return kr_fail(KR_ERR_NO_MEMORY, "%s", arguments->file[0]);
    }
    print_differences(arguments, result, &force, stream);
    if (fclose(stream) != 0) {
        free(differences);
        return kr_fail(KR_ERR_NO_MEMORY, "%s", arguments->file[0]);
    }
    report.differences = differences;
    report.force =
        force.start > force.end
            ? kr_period_all(&report)
            : kr_period_between(&report, (kr_quarter)force.start, (kr_quarter)force.end);
    if (arguments->json) {
        kr_compare_json(&report, stdout);
    } else {
        fputs(differences, stdout);
        print_report(&report, result, pair, stdout);
    }
    free(differences);
    return KR_EXIT_DONE;
}

// What only pairs of living worlds can give.
static enum kr_exit check_asked(const struct kr_compare_arguments *arguments)
{
    const struct {
        bool asked;
        const char *name;
    } rows[] = {
        {arguments->why != NULL, "--why"},
        {arguments->output != NULL, "--output"},
        {arguments->page != NULL, "--page"},
        {arguments->until_error > 0.0, "--until-se"},
        {arguments->options.set_count > 0, "--scale, --quarters, --seed or --set"},
    };
    const char *what = NULL;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && what == NULL; i++) {
        what = rows[i].asked ? rows[i].name : NULL;
    }
    if (what == NULL) {
        return KR_EXIT_DONE;
    }
    fprintf(stderr,
            "krapte: %s needs scenarios: finished files do not hold all persons, and "
            "cannot be lived again\n",
            what);
    return KR_EXIT_USAGE;
}

enum kr_exit kr_compare_files(const struct kr_compare_arguments *arguments)
{
    enum kr_exit status = check_asked(arguments);
    struct kr_result *result[KR_SIDES] = {NULL, NULL};
    int code = KR_OK;
    for (int side = 0; side < KR_SIDES && status == KR_EXIT_DONE && code == KR_OK;
         side++) {
        code = kr_result_open(&result[side], arguments->file[side]);
        if (code != KR_OK) {
            status =
                kr_tell_unopened(arguments->file[side], kr_result_error(result[side]));
        }
    }
    if (status == KR_EXIT_DONE) {
        struct kr_result_pair pair;
        code = kr_result_pair_read(&pair, result);
        if (code == KR_ERR_UNPAIRED) {
            fprintf(stderr, "krapte: %s and %s do not pair: %s\n", arguments->file[0],
                    arguments->file[1], pair.why);
            status = KR_EXIT_USAGE;
        } else if (code != KR_OK) {
            status = kr_fail(code, "%s and %s", arguments->file[0], arguments->file[1]);
        } else {
            warn_of_versions(arguments, result);
            status = report_pair(arguments, result, &pair);
        }
        kr_result_pair_free(&pair);
    }
    kr_result_close(result[0]);
    kr_result_close(result[1]);
    return status;
}
