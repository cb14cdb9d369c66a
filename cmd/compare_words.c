#include "cmd/compare_words.h"

#include "cmd/prose.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 100 };

// The largest power of ten that is not above `value`.
static double power_below(double value)
{
    double power = 1.0;
    while (power * 10.0 <= value) {
        power *= 10.0;
    }
    while (power > value && power > 1e-9) {
        power /= 10.0;
    }
    return power;
}

void kr_rounded_text(char text[KR_NUMBER_SIZE], double value, double error)
{
    const double size = fabs(value);
    if (!isfinite(value) || !(size > 0.0)) {
        kr_number_text(text, value);
        return;
    }
    // Digits beyond a tenth of the error, or beyond the third, tell nothing.
    const bool known = isfinite(error) && error > 0.0;
    double unit = power_below(size) / 100.0;
    unit = known ? fmax(unit, power_below(error) / 10.0) : unit;
    kr_number_text(text, floor(value / unit + 0.5) * unit);
    // "17.00" says no more than "17".
    if (strchr(text, '.') != NULL) {
        size_t end = strlen(text);
        while (text[end - 1] == '0') {
            text[--end] = '\0';
        }
        if (text[end - 1] == '.') {
            text[end - 1] = '\0';
        }
    }
    // In a sentence a number must not be broken over two lines.
    for (char *c = strchr(text, ' '); c != NULL; c = strchr(c, ' ')) {
        *c = ',';
    }
}

void kr_put_change(FILE *out, const struct kr_estimate *estimate,
                   const struct kr_change_words *words)
{
    char mean[KR_NUMBER_SIZE];
    char low[KR_NUMBER_SIZE];
    char high[KR_NUMBER_SIZE];
    kr_rounded_text(mean, fabs(estimate->mean), estimate->error);
    if (!isfinite(estimate->low)) {
        fprintf(out, "%s %s %s in this one pair of worlds", mean, words->unit,
                estimate->mean < 0.0 ? words->fewer : words->more);
    } else if (kr_is_distinct(estimate)) {
        const bool more = estimate->mean > 0.0;
        kr_rounded_text(low, fabs(more ? estimate->low : estimate->high),
                        estimate->error);
        kr_rounded_text(high, fabs(more ? estimate->high : estimate->low),
                        estimate->error);
        fprintf(out, "%s %s %s (95%% interval %s to %s)", mean, words->unit,
                more ? words->more : words->fewer, low, high);
    } else if (kr_is_still(estimate)) {
        fputs("the same in both", out);
    } else {
        kr_rounded_text(low, estimate->low, estimate->error);
        kr_rounded_text(high, estimate->high, estimate->error);
        fprintf(out, "not distinguishable from zero (95%% interval %s to +%s %s)", low,
                high, words->unit);
    }
}

void kr_put_share(FILE *out, const struct kr_estimate *share)
{
    fprintf(out, "%.0f%%", 100.0 * share->mean);
    if (isfinite(share->low) && share->high > share->low) {
        fprintf(out, " (95%% interval %.0f to %.0f)", fmax(100.0 * share->low, 0.0),
                fmin(100.0 * share->high, 100.0));
    }
}

void kr_put_money(FILE *out, const struct kr_estimate *euro)
{
    char text[KR_NUMBER_SIZE];
    const bool large = fabs(euro->mean) >= 1e6;
    const double unit = large ? 1e-6 : 1.0;
    kr_rounded_text(text, unit * euro->mean, unit * euro->error);
    fprintf(out, "%s %s", text, large ? "million euro" : "euro");
}

bool kr_paragraph_begin(struct kr_paragraph *self)
{
    *self = (struct kr_paragraph){.text = NULL};
    self->stream = open_memstream(&self->text, &self->size);
    return self->stream != NULL;
}

void kr_paragraph_end(struct kr_paragraph *self, const char *mark, int left, FILE *out)
{
    if (fclose(self->stream) == 0 && self->text[0] != '\0') {
        for (size_t end = strlen(self->text); end > 0 && self->text[end - 1] == ' ';) {
            self->text[--end] = '\0';
        }
        const struct kr_prose prose = {out, left, WIDTH};
        fputs(mark, out);
        kr_prose_put(&prose, (int)strlen(mark), "%s", self->text);
    }
    free(self->text);
}
