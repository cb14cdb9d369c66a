#include "output/policies.h"

#include "output/labels.h"
#include "output/target.h"
#include "output/timeline.h"

#include <stdio.h>
#include <stdlib.h>

static void fail_memory(struct kr_h5 *h5)
{
    kr_h5_fail_code(h5, KR_ERR_NO_MEMORY, "%s: not enough memory", h5->name);
}

// The texts of the policies.
enum policy_text {
    POLICY_KIND,
    POLICY_TARGET,
    POLICY_ANNOUNCED,
    POLICY_START,
    POLICY_END,
    POLICY_PAYER,
    POLICY_DOCUMENT,
    POLICY_MEANING,
    POLICY_PARAMETERS,
    POLICY_TEXTS
};

static const char *const POLICY_NAMES[POLICY_TEXTS] = {
    "kind",  "target",   "announced", "start",     "end",
    "payer", "document", "meaning",   "parameters"};

static const char *const POLICY_LONG_NAMES[POLICY_TEXTS] = {
    "kind of policy",
    "whom it addresses; empty for everybody",
    "quarter from which agents know of it",
    "first quarter in force",
    "first quarter no longer in force; empty for none",
    "who pays",
    "rows of the policy catalogue",
    "what a policy of this kind does",
    "its parameters"};

enum { POLICY_TEXT_SIZE = 1024 };

static void policy_text(const struct kr_model *model, int index, enum policy_text which,
                        char *text)
{
    const struct kr_policy *policy = &model->policies[index];
    const char *plain = "";
    text[0] = '\0';
    switch (which) {
    case POLICY_KIND:
        plain = policy->kind->name;
        break;
    case POLICY_TARGET:
        kr_target_text(&policy->target, model, text, POLICY_TEXT_SIZE);
        return;
    case POLICY_ANNOUNCED:
        kr_quarter_text(policy->announced, text, POLICY_TEXT_SIZE);
        return;
    case POLICY_START:
        kr_quarter_text(policy->start, text, POLICY_TEXT_SIZE);
        return;
    case POLICY_END:
        kr_quarter_text(policy->end, text, POLICY_TEXT_SIZE);
        return;
    case POLICY_PAYER:
        plain = kr_labels_words(KR_LABELS_PAYER, model, (int)policy->payer).word;
        break;
    case POLICY_DOCUMENT:
        plain = policy->kind->documents;
        break;
    case POLICY_MEANING:
        plain = policy->kind->meaning;
        break;
    case POLICY_PARAMETERS:
    case POLICY_TEXTS:
        kr_policy_parameters_text(policy, text, POLICY_TEXT_SIZE);
        return;
    }
    (void)snprintf(text, POLICY_TEXT_SIZE, "%s", plain != NULL ? plain : "");
}

static void policy_texts(struct kr_h5 *h5, hid_t group, hid_t axis,
                         const struct kr_model *model)
{
    const size_t count = (size_t)model->policy_count;
    char(*buffer)[POLICY_TEXT_SIZE] = calloc(count + 1, sizeof *buffer);
    const char **words = calloc(count + 1, sizeof *words);
    for (int t = 0; t < POLICY_TEXTS && buffer != NULL && words != NULL; t++) {
        for (size_t i = 0; i < count; i++) {
            policy_text(model, (int)i, (enum policy_text)t, buffer[i]);
            words[i] = buffer[i];
        }
        const struct kr_h5_texts texts = {POLICY_NAMES[t],      words,        count,
                                          POLICY_LONG_NAMES[t], "By policy.", axis};
        hid_t dataset = kr_h5_texts(h5, group, &texts);
        kr_h5_dataset_close(h5, &dataset);
    }
    if (buffer == NULL || words == NULL) {
        fail_memory(h5);
    }
    free(buffer);
    free(words);
}

static void policy_numbers(struct kr_h5 *h5, hid_t group, hid_t axis,
                           const struct kr_model *model)
{
    const size_t count = (size_t)model->policy_count;
    double *values = calloc(count + 1, sizeof *values);
    if (values == NULL) {
        fail_memory(h5);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        values[i] = model->policies[i].strength;
    }
    const struct kr_h5_numbers strength = {
        "strength",   values, count, false, "1", "1 as written, 0 nothing",
        "By policy.", axis};
    hid_t dataset = kr_h5_numbers(h5, group, &strength);
    kr_h5_dataset_close(h5, &dataset);
    for (size_t i = 0; i < count; i++) {
        values[i] = model->policies[i].ramp;
    }
    const struct kr_h5_numbers ramp = {
        "ramp",       values, count, true, "quarters", "quarters until full strength",
        "By policy.", axis};
    dataset = kr_h5_numbers(h5, group, &ramp);
    kr_h5_dataset_close(h5, &dataset);
    free(values);
}

// The numbers of all policies as rows: what differs from policy to policy fits no table
// by policy. X(name, meaning, unit, member): what every kind takes beside its own.
#define COMMON_LIST(X)                                                                 \
    X("reach", "share of the persons in the target who are reached", "1", reach)       \
    X("awareness", "share of the employers in the target who know and take part", "1", \
      awareness)                                                                       \
    X("capacity", "persons who can be served at a time, 0 for no limit", "persons",    \
      capacity)                                                                        \
    X("unit_cost", "per event of the cost rule of the kind", "euro", unit_cost)

// Columns of the rows, texts first.
enum row_text { ROW_POLICY, ROW_NAME, ROW_UNIT, ROW_MEANING, ROW_TEXTS };

struct rows {
    const char **text[ROW_TEXTS];
    double *value;
    size_t count;
};

static void add_row(struct rows *rows, const char *policy,
                    const struct kr_policy_parameter *about, double value)
{
    rows->text[ROW_POLICY][rows->count] = policy;
    rows->text[ROW_NAME][rows->count] = about->name;
    rows->text[ROW_UNIT][rows->count] = about->unit;
    rows->text[ROW_MEANING][rows->count] = about->meaning;
    rows->value[rows->count++] = value;
}

static void add_rows(struct rows *rows, const struct kr_policy *policy)
{
    for (size_t p = 0; p < policy->kind->parameter_count; p++) {
        add_row(rows, policy->name, &policy->kind->parameters[p], policy->parameter[p]);
    }
#define ADD_COMMON(word, about, units, member)                        \
    add_row(rows, policy->name,                                       \
            &(struct kr_policy_parameter){                            \
                .name = (word), .unit = (units), .meaning = (about)}, \
            policy->member);
    COMMON_LIST(ADD_COMMON)
#undef ADD_COMMON
}

static void write_rows(struct kr_h5 *h5, hid_t group, const struct rows *rows)
{
    static const char *const NAMES[ROW_TEXTS] = {"setting_policy", "setting_name",
                                                 "setting_unit", "setting_meaning"};
    static const char *const LONG_NAMES[ROW_TEXTS] = {
        "policy that the number belongs to", "name of the number, as in a scenario",
        "unit of the number", "what the number says"};
    hid_t axis = kr_h5_axis(h5, group, "setting", rows->count,
                            rows->count > 0 ? rows->count : H5S_UNLIMITED);
    for (int t = 0; t < ROW_TEXTS; t++) {
        const struct kr_h5_texts texts = {NAMES[t],      rows->text[t], rows->count,
                                          LONG_NAMES[t], "By setting.", axis};
        hid_t dataset = kr_h5_texts(h5, group, &texts);
        kr_h5_dataset_close(h5, &dataset);
    }
    const struct kr_h5_numbers values = {
        "setting_value",
        rows->value,
        rows->count,
        false,
        "1",
        "numbers of policies: amounts, shares, hours",
        "In the unit that setting_unit says, by setting.",
        axis};
    hid_t dataset = kr_h5_numbers(h5, group, &values);
    kr_h5_dataset_close(h5, &dataset);
    kr_h5_dataset_close(h5, &axis);
}

static void policy_settings(struct kr_h5 *h5, hid_t group, const struct kr_model *model)
{
    enum { COMMON = 4 };
    const size_t most = (size_t)model->policy_count * (KR_POLICY_PARAMETERS + COMMON) + 1;
    struct rows rows = {.value = calloc(most, sizeof *rows.value)};
    bool enough = rows.value != NULL;
    for (int t = 0; t < ROW_TEXTS; t++) {
        rows.text[t] = calloc(most, sizeof *rows.text[t]);
        enough = enough && rows.text[t] != NULL;
    }
    for (int p = 0; enough && p < model->policy_count; p++) {
        add_rows(&rows, &model->policies[p]);
    }
    if (enough) {
        write_rows(h5, group, &rows);
    } else {
        fail_memory(h5);
    }
    for (int t = 0; t < ROW_TEXTS; t++) {
        free(rows.text[t]);
    }
    free(rows.value);
}

void kr_policies_write(struct kr_h5 *h5, const char *name, const char *title,
                       const struct kr_model *model)
{
    const hid_t group = kr_h5_group(h5, name);
    kr_h5_text(h5, group, "title", title);
    hid_t axis = kr_dimension_scale(h5, group, KR_DIM_POLICY, model);
    policy_texts(h5, group, axis, model);
    policy_numbers(h5, group, axis, model);
    policy_settings(h5, group, model);
    kr_h5_dataset_close(h5, &axis);
    kr_h5_group_close(h5, group);
}
