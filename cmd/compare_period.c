// Periods of a comparison.
#include "cmd/compare_report.h"
#include "output/target.h"

struct kr_period kr_period_all(const struct kr_compare_report *report)
{
    return (struct kr_period){"all", 0, report->effects->quarters};
}

struct kr_period kr_period_year(const struct kr_compare_report *report, int from)
{
    const int year = kr_quarter_year((kr_quarter)(report->first + from));
    struct kr_period period = {.from = from, .to = from};
    while (period.to < report->effects->quarters &&
           kr_quarter_year((kr_quarter)(report->first + period.to)) == year) {
        period.to++;
    }
    snprintf(period.name, sizeof period.name, "%d", year);
    return period;
}

struct kr_period kr_period_between(const struct kr_compare_report *report,
                                   kr_quarter start, kr_quarter end)
{
    const int quarters = report->effects->quarters;
    const int from = start - report->first;
    const int to = end == KR_NEVER ? quarters : end - report->first;
    struct kr_period period = {"in_force", from > 0 ? from : 0,
                               to < quarters ? to : quarters};
    if (period.from >= period.to) {
        period.from = 0;
        period.to = quarters;
    }
    return period;
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

// Widens `from` .. `to` by the policies of `model` that `other` lacks.
static void widen(const struct kr_model *model, const struct kr_model *other, int *from,
                  int *to)
{
    for (int p = 0; p < model->policy_count; p++) {
        const struct kr_policy *policy = &model->policies[p];
        if (!has_equal(other, policy)) {
            const int until = policy->end == KR_NEVER ? INT16_MAX : policy->end;
            *from = policy->start < *from ? policy->start : *from;
            *to = until > *to ? until : *to;
        }
    }
}

struct kr_period kr_period_in_force(const struct kr_compare_report *report)
{
    const struct kr_model *base = &report->setup[KR_BASE]->model;
    const struct kr_model *variant = &report->setup[KR_VARIANT]->model;
    int start = INT16_MAX;
    int end = INT16_MIN;
    widen(base, variant, &start, &end);
    widen(variant, base, &start, &end);
    // Where no policy differs something else does, from the first quarter on.
    const bool always = report->comparison->differ <= report->first || start > end;
    if (always) {
        start = report->first;
        end = INT16_MAX;
    }
    return kr_period_between(report, (kr_quarter)start, (kr_quarter)end);
}

void kr_period_text(const struct kr_compare_report *report,
                    const struct kr_period *period, char *text, size_t size)
{
    char from[KR_NUMBER_SIZE];
    char to[KR_NUMBER_SIZE];
    kr_quarter_text((kr_quarter)(report->first + period->from), from, sizeof from);
    kr_quarter_text((kr_quarter)(report->first + period->to - 1), to, sizeof to);
    snprintf(text, size, "%s to %s", from, to);
}
