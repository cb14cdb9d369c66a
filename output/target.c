#include "output/target.h"

#include "output/labels.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LAST_YEAR = 2999 };

// A text that is filled up to its size; what does not fit is left out.
struct line {
    char *text;
    size_t size;
    size_t used;
};

static void add(struct line *line, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(struct line *line, const char *format, ...)
{
    if (line->used >= line->size) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    const int length =
        vsnprintf(line->text + line->used, line->size - line->used, format, arguments);
    va_end(arguments);
    line->used += length > 0 ? (size_t)length : 0;
}

static void add_item(struct line *line, const char *name)
{
    add(line, "%s%s=", line->used > 0 ? "; " : "", name);
}

void kr_quarter_text(kr_quarter quarter, char *text, size_t size)
{
    const int year = kr_quarter_year(quarter);
    if (quarter == KR_NEVER || year > LAST_YEAR || year < 1) {
        text[0] = '\0';
    } else {
        (void)snprintf(text, size, "%dQ%d", year, kr_quarter_number(quarter));
    }
}

// The words of the codes whose bits are set; nothing when all are addressed.
static void add_set(struct line *line, const char *name, const uint64_t *bits,
                    enum kr_labels labels, const struct kr_model *model)
{
    const int size = kr_labels_size(labels, model);
    bool any = false;
    for (int code = 0; code < size; code++) {
        if ((bits[code / 64] >> (code % 64) & 1) == 0) {
            continue;
        }
        if (!any) {
            add_item(line, name);
        }
        add(line, "%s%s", any ? "," : "", kr_labels_words(labels, model, code).word);
        any = true;
    }
}

static void add_groups(struct line *line, uint64_t groups)
{
    static const struct {
        enum kr_group group;
        const char *word;
    } words[] = {{KR_GROUP_PERMIT, "permit_holders"},
                 {KR_GROUP_LABOUR_MIGRANT, "labour_migrants"},
                 {KR_GROUP_JOBS_AGREEMENT, "jobs_agreement"},
                 {KR_GROUP_STUDY_MIGRANT, "study_migrants"}};
    bool any = false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if ((groups & (uint64_t)words[i].group) == 0) {
            continue;
        }
        if (!any) {
            add_item(line, "groups");
        }
        add(line, "%s%s", any ? "," : "", words[i].word);
        any = true;
    }
}

static void add_span(struct line *line, const char *name, const struct kr_span *span)
{
    if (span->to > 0) {
        add_item(line, name);
        add(line, "%d-%d", span->from, span->to - 1);
    }
}

void kr_target_text(const struct kr_target *target, const struct kr_model *model,
                    char *text, size_t size)
{
    struct line line = {text, size, 0};
    text[0] = '\0';
    if (target->nobody) {
        add(&line, "nobody");
        return;
    }
    add_set(&line, "sectors", target->sectors, KR_LABELS_SECTOR, model);
    add_set(&line, "occupations", target->occupations, KR_LABELS_OCCUPATION, model);
    add_set(&line, "regions", target->regions, KR_LABELS_REGION, model);
    add_set(&line, "education", &target->education, KR_LABELS_EDUCATION, model);
    add_set(&line, "sexes", &target->sexes, KR_LABELS_SEX, model);
    add_groups(&line, target->groups);
    add_set(&line, "partner", &target->partners, KR_LABELS_PARTNER, model);
    add_set(&line, "status", &target->statuses, KR_LABELS_STATUS, model);
    add_set(&line, "contract", &target->contracts, KR_LABELS_CONTRACT, model);
    add_set(&line, "benefit", &target->benefits, KR_LABELS_BENEFIT, model);
    add_set(&line, "notice", &target->notices, KR_LABELS_NOTICE, model);
    add_span(&line, "ages", &target->age);
    add_span(&line, "hours", &target->hours);
    add_span(&line, "tenure", &target->tenure);
    add_span(&line, "duration", &target->duration);
    add_span(&line, "employer_size", &target->employer_size);
    add_span(&line, "youngest_child", &target->youngest_child);
}

static void add_number(struct line *line, const char *name, double value, double usual)
{
    if (value < usual || value > usual) {
        add_item(line, name);
        add(line, "%.15g", value);
    }
}

void kr_policy_parameters_text(const struct kr_policy *policy, char *text, size_t size)
{
    struct line line = {text, size, 0};
    text[0] = '\0';
    for (size_t i = 0; i < policy->kind->parameter_count; i++) {
        add_item(&line, policy->kind->parameters[i].name);
        add(&line, "%.15g", policy->parameter[i]);
    }
    add_number(&line, "reach", policy->reach, 1.0);
    add_number(&line, "awareness", policy->awareness, 1.0);
    add_number(&line, "capacity", policy->capacity, 0.0);
    add_number(&line, "unit_cost", policy->unit_cost, 0.0);
    for (int i = 0; i < policy->steps; i++) {
        char when[16];
        kr_quarter_text(policy->step[i].from, when, sizeof when);
        add(&line, "%sstrength from %s=%.15g", line.used > 0 ? "; " : "", when,
            policy->step[i].strength);
    }
}
