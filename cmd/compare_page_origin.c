// The page's parts about the scenarios: what differs, and what the result rests on.
#include "cmd/compare_page_parts.h"
#include "cmd/compare_words.h"
#include "output/target.h"

#include <string.h>

enum { MOST_GROUPS = 64 };

void kr_page_head(const char *title, FILE *out)
{
    fprintf(out, "\n%s\n", title);
}

const char *kr_payer_meaning(enum kr_payer payer)
{
#define KR_MEANING(name, word, meaning) meaning,
    static const char *const MEANINGS[] = {KR_PAYER_LIST(KR_MEANING)};
#undef KR_MEANING
    return MEANINGS[payer];
}

// Whom a policy addresses: sectors by their names, the rest as in scenarios.
static void put_target(const struct kr_model *model, const struct kr_target *target,
                       FILE *out)
{
    int sectors = 0;
    for (int s = 0; s < model->country->sectors; s++) {
        sectors += kr_target_has(target->sectors, s);
    }
    const char *comma = "";
    for (int s = 0; s < model->country->sectors && sectors < model->country->sectors;
         s++) {
        if (kr_target_has(target->sectors, s)) {
            fprintf(out, "%s%s", comma, kr_labels_words(KR_LABELS_SECTOR, model, s).name);
            comma = "; ";
        }
    }
    struct kr_target rest = *target;
    memset(rest.sectors, 0, sizeof rest.sectors);
    char text[4096];
    kr_target_text(&rest, model, text, sizeof text);
    if (text[0] != '\0') {
        fprintf(out, "%s%s", comma[0] == '\0' ? "" : "; with ", text);
    } else if (comma[0] == '\0') {
        fputs("everybody", out);
    }
}

// The values of a policy with their units.
static void put_values(const struct kr_policy *policy, FILE *out)
{
    for (size_t p = 0; p < policy->kind->parameter_count; p++) {
        const struct kr_policy_parameter *parameter = &policy->kind->parameters[p];
        fputs(p == 0 ? "Values: " : ", ", out);
        for (const char *c = parameter->name; *c != '\0'; c++) {
            fputc(*c == '_' ? ' ' : *c, out);
        }
        fprintf(out, " %.6g", policy->parameter[p]);
        if (strcmp(parameter->unit, "1") != 0) {
            fprintf(out, " %s", parameter->unit);
        }
    }
    if (policy->kind->parameter_count > 0) {
        fputc('.', out);
    }
}

static void put_policy(const struct kr_model *model, const struct kr_policy *policy,
                       const char *who, FILE *out)
{
    struct kr_paragraph p;
    if (!kr_paragraph_begin(&p)) {
        return;
    }
    char quarter[KR_NUMBER_SIZE];
    fprintf(p.stream, "%s %s: %s.", who, policy->name, policy->kind->meaning);
    kr_quarter_text(policy->start, quarter, sizeof quarter);
    fprintf(p.stream, " In force from %s", quarter);
    kr_quarter_text(policy->end, quarter, sizeof quarter);
    fprintf(p.stream, "%s%s", quarter[0] != '\0' ? " until " : " on", quarter);
    kr_quarter_text(policy->announced, quarter, sizeof quarter);
    fprintf(p.stream, ", announced in %s, paid by %s.", quarter,
            kr_payer_meaning(policy->payer));
    fputs(" For: ", p.stream);
    put_target(model, &policy->target, p.stream);
    fputs(". ", p.stream);
    put_values(policy, p.stream);
    kr_paragraph_end(&p, "- ", 2, out);
}

static bool has_equal(const struct kr_model *model, const struct kr_policy *policy)
{
    for (int p = 0; p < model->policy_count; p++) {
        if (kr_policies_equal(&model->policies[p], policy)) {
            return true;
        }
    }
    return false;
}

static void put_parameters(const struct kr_compare_report *report, FILE *out)
{
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    struct kr_parameters of[KR_SIDES] = {report->setup[KR_BASE]->model.parameters,
                                         report->setup[KR_VARIANT]->model.parameters};
    for (size_t i = 0; i < count; i++) {
        const double base = *kr_parameter_at(&of[KR_BASE], &list[i]);
        const double variant = *kr_parameter_at(&of[KR_VARIANT], &list[i]);
        struct kr_paragraph p;
        if ((base < variant || base > variant) && kr_paragraph_begin(&p)) {
            fprintf(p.stream, "The variant has %s (%s) at %.6g instead of %.6g %s.",
                    list[i].path, list[i].meaning, variant, base, list[i].unit);
            kr_paragraph_end(&p, "- ", 2, out);
        }
    }
}

static void put_differences(const struct kr_compare_report *report, FILE *out)
{
    static const char *const WHO[KR_SIDES] = {"The base has, and the variant lacks,",
                                              "The variant adds"};
    for (int side = 0; side < KR_SIDES; side++) {
        const struct kr_model *model = &report->setup[side]->model;
        for (int i = 0; i < model->policy_count; i++) {
            if (!has_equal(&report->setup[KR_SIDES - 1 - side]->model,
                           &model->policies[i])) {
                put_policy(model, &model->policies[i], WHO[side], out);
            }
        }
    }
    put_parameters(report, out);
}

void kr_page_compared(const struct kr_compare_report *report, FILE *out)
{
    const struct kr_period all = kr_period_all(report);
    char lived[64];
    kr_period_text(report, &all, lived, sizeof lived);
    const int pairs = report->effects->replicates;
    kr_page_head("What was compared", out);
    struct kr_paragraph p;
    if (kr_paragraph_begin(&p)) {
        fprintf(p.stream,
                "Two futures of one country (%s), %s, simulated person by person and "
                "employer by "
                "employer. Both have all chance events in common and differ only in "
                "this:",
                report->model->country->name, lived);
        kr_paragraph_end(&p, "", 0, out);
    }
    put_differences(report, out);
    if (kr_paragraph_begin(&p)) {
        char each[64] = "every person simulated";
        if (report->model->scale < 1.0) {
            snprintf(each, sizeof each, "one simulated person for %.4g real ones",
                     1.0 / report->model->scale);
        }
        fprintf(p.stream,
                "This was done %d time%s with other chance events, with %s. The same "
                "people are looked up in both worlds every quarter; figures are for the "
                "whole country.",
                pairs, pairs == 1 ? "" : "s", each);
        kr_paragraph_end(&p, "", 0, out);
    }
}

// How many parameters of each rule are assumed.
struct group {
    char name[64];
    int count;
};

static int count_groups(struct group *groups, int marks[KR_MARK_COUNT])
{
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    int found = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t length = strcspn(list[i].path, ".");
        if (strncmp(list[i].path, "phases.", strlen("phases.")) == 0) {
            continue;
        }
        marks[list[i].mark]++;
        if (list[i].mark != KR_ASSUMED) {
            continue;
        }
        const bool same = found > 0 && strlen(groups[found - 1].name) == length &&
                          strncmp(groups[found - 1].name, list[i].path, length) == 0;
        if (!same && found < MOST_GROUPS) {
            snprintf(groups[found].name, sizeof groups[found].name, "%.*s", (int)length,
                     list[i].path);
            groups[found++].count = 0;
        }
        groups[found - 1].count++;
    }
    return found;
}

void kr_page_rests(const struct kr_compare_report *report, FILE *out)
{
    struct group groups[MOST_GROUPS];
    int marks[KR_MARK_COUNT] = {0};
    const int found = count_groups(groups, marks);
    int all = 0;
    for (int m = 0; m < KR_MARK_COUNT; m++) {
        all += marks[m];
    }
    kr_page_head("What this rests on", out);
    struct kr_paragraph p;
    const char *assumptions = report->setup[KR_VARIANT]->scenario.assumptions;
    if (assumptions[0] != '\0' && kr_paragraph_begin(&p)) {
        fprintf(p.stream, "Of the policy: %s", assumptions);
        kr_paragraph_end(&p, "- ", 2, out);
    } else if (kr_paragraph_begin(&p)) {
        fputs(
            "Of the policy: the values above are those of the scenario, which states no "
            "source for them.",
            p.stream);
        kr_paragraph_end(&p, "- ", 2, out);
    }
    if (kr_paragraph_begin(&p)) {
        fprintf(p.stream,
                "Of behaviour: %d of %d parameters of the rules are assumed, not "
                "measured. By rule: ",
                marks[KR_ASSUMED], all);
        for (int g = 0; g < found; g++) {
            fprintf(p.stream, "%s%s %d", g > 0 ? ", " : "", groups[g].name,
                    groups[g].count);
        }
        fputs(". `krapte describe parameters` names each with its source and mark; a "
              "conclusion should hold when they are moved within their ranges (--set).",
              p.stream);
        kr_paragraph_end(&p, "- ", 2, out);
    }
    if (kr_paragraph_begin(&p)) {
        fprintf(p.stream, "Scenarios: %s against %s, seed %llu, Krapte %s.",
                report->file[KR_VARIANT], report->file[KR_BASE],
                (unsigned long long)report->model->seed, KR_VERSION);
        kr_paragraph_end(&p, "- ", 2, out);
    }
}
