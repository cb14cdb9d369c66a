#include "cmd/differences.h"

#include "cmd/text.h"
#include "output/target.h"
#include "study/compare.h"

#include <string.h>

static void put_exact(struct kr_text_table *table, double value)
{
    char text[KR_NUMBER_SIZE];
    snprintf(text, sizeof text, "%.10g", value);
    kr_text_cell(table, text);
}

void kr_print_settings(const struct kr_setup *setup, FILE *out)
{
    const struct kr_scenario *scenario = &setup->scenario;
    if (scenario->setting_count == 0) {
        fputs("parameters: all at their defaults\n", out);
        return;
    }
    fprintf(out, "parameters: %zu differ from the defaults\n", scenario->setting_count);
    struct kr_text_table table;
    kr_text_table_init(&table, 5, "lrrll");
    static const char *const HEADER[] = {"path", "value", "default", "unit", "said in"};
    for (int c = 0; c < 5; c++) {
        kr_text_cell(&table, HEADER[c]);
    }
    for (size_t i = 0; i < scenario->setting_count; i++) {
        const struct kr_setting *setting = &scenario->settings[i];
        kr_text_cell(&table, setting->parameter->path);
        put_exact(&table, setting->value);
        put_exact(&table, setting->parameter->initial);
        kr_text_cell(&table, setting->parameter->unit);
        char place[512];
        if (setting->line > 0 && strcmp(setting->file, "--set") != 0) {
            snprintf(place, sizeof place, "%s:%d", setting->file, setting->line);
        } else {
            snprintf(place, sizeof place, "%s", setting->file);
        }
        kr_text_cell(&table, place);
    }
    kr_text_table_print(&table, true, out);
    kr_text_table_free(&table);
}

static const char *payer_word(enum kr_payer payer)
{
#define KR_WORD(name, word, meaning) word,
    static const char *const WORDS[] = {KR_PAYER_LIST(KR_WORD)};
#undef KR_WORD
    return WORDS[payer];
}

static void print_policy(const struct kr_model *model, const struct kr_policy *policy,
                         const char *sign, FILE *out)
{
    char announced[KR_NUMBER_SIZE];
    char start[KR_NUMBER_SIZE];
    char end[KR_NUMBER_SIZE];
    char text[4096];
    kr_quarter_text(policy->announced, announced, sizeof announced);
    kr_quarter_text(policy->start, start, sizeof start);
    kr_quarter_text(policy->end, end, sizeof end);
    fprintf(out, "%s%s: %s, announced %s, from %s", sign, policy->name,
            policy->kind->name, announced, start);
    if (end[0] != '\0') {
        fprintf(out, " until %s", end);
    }
    if (policy->ramp > 1) {
        fprintf(out, ", full strength after %d quarters", policy->ramp);
    }
    fprintf(out, ", strength %g, paid by %s\n", policy->strength,
            payer_word(policy->payer));
    kr_target_text(&policy->target, model, text, sizeof text);
    fprintf(out, "      for %s\n", text[0] != '\0' ? text : "everybody");
    kr_policy_parameters_text(policy, text, sizeof text);
    fprintf(out, "      %s\n", text);
}

void kr_print_policies(const struct kr_model *model, FILE *out)
{
    if (model->policy_count == 0) {
        fputs("policies: none\n", out);
        return;
    }
    fprintf(out, "policies: %d\n", model->policy_count);
    for (int p = 0; p < model->policy_count; p++) {
        print_policy(model, &model->policies[p], "  ", out);
    }
}

static bool has_policy(const struct kr_model *model, const struct kr_policy *policy)
{
    for (int p = 0; p < model->policy_count; p++) {
        if (kr_policies_equal(&model->policies[p], policy)) {
            return true;
        }
    }
    return false;
}

// Policies of `model` that `other` does not have in the same form.
static int print_lacking(const struct kr_model *model, const struct kr_model *other,
                         const char *sign, FILE *out)
{
    int count = 0;
    for (int p = 0; p < model->policy_count; p++) {
        if (!has_policy(other, &model->policies[p])) {
            print_policy(model, &model->policies[p], sign, out);
            count++;
        }
    }
    return count;
}

void kr_print_differences(const struct kr_setup *base, const struct kr_setup *variant,
                          FILE *out)
{
    fprintf(out, "base     %s\nvariant  %s\nThe variant differs in\n",
            base->scenario.file, variant->scenario.file);
    size_t count;
    const struct kr_parameter *list = kr_parameter_list(&count);
    struct kr_parameters of_base = base->model.parameters;
    struct kr_parameters of_variant = variant->model.parameters;
    int differences = 0;
    for (size_t i = 0; i < count; i++) {
        const double before = *kr_parameter_at(&of_base, &list[i]);
        const double after = *kr_parameter_at(&of_variant, &list[i]);
        if (before < after || before > after) {
            fprintf(out, "  %s: %.10g instead of %.10g %s\n", list[i].path, after, before,
                    list[i].unit);
            differences++;
        }
    }
    if (base->model.freeze_drivers != variant->model.freeze_drivers) {
        fprintf(out, "  freeze_drivers: %s\n",
                variant->model.freeze_drivers ? "on" : "off");
        differences++;
    }
    differences += print_lacking(&base->model, &variant->model, "  without ", out);
    differences += print_lacking(&variant->model, &base->model, "  with ", out);
    if (differences == 0) {
        fputs("  nothing\n", out);
    }
}
