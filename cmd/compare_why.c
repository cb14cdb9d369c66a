#include "cmd/compare_why.h"

#include "cmd/prose.h"
#include "cmd/text.h"
#include "output/labels.h"
#include "output/target.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 100, MARGIN = 18, MINUTES_PER_HOUR = 60 };

static const char *word(const struct kr_model *model, enum kr_labels labels, int code)
{
    return kr_labels_words(labels, model, code).name;
}

static double hours(int minutes)
{
    return (double)minutes / MINUTES_PER_HOUR;
}

// "Nurse at employer 28823037615 (Hospitals, Utrecht)"
static void put_place(FILE *out, const struct kr_model *model,
                      const struct kr_workplace *place)
{
    fprintf(out, "%s at employer %" PRIu64 " (%s, %s)",
            word(model, KR_LABELS_OCCUPATION, place->occupation), place->employer,
            word(model, KR_LABELS_SECTOR, place->sector),
            word(model, KR_LABELS_REGION, place->region));
}

// What somebody does, in a few words.
static void put_state(FILE *out, const struct kr_model *model, const struct kr_life *life)
{
    if (!life->present) {
        fputs("not in the country, or not of 15 to 74 years", out);
    } else if (life->place.employer != 0) {
        fprintf(out, "%.4g hours a week as ", hours(life->minutes));
        put_place(out, model, &life->place);
        fprintf(out, ", %s", word(model, KR_LABELS_CONTRACT, life->contract));
    } else if (life->status == KR_SELF_EMPLOYED) {
        fprintf(out, "works %.4g hours a week on own account", hours(life->minutes));
    } else {
        fputs(word(model, KR_LABELS_STATUS, life->status), out);
    }
}

// The policies among `bits`, by name.
static void put_policies(FILE *out, const struct kr_model *model, uint64_t bits)
{
    const char *comma = "";
    for (int p = 0; p < model->policy_count && p < 64; p++) {
        if ((bits >> p & 1) != 0) {
            fprintf(out, "%s%s", comma, model->policies[p].name);
            comma = ", ";
        }
    }
}

struct life_pair {
    const struct kr_life *before;
    const struct kr_life *after;
};

static void put_course(FILE *out, const struct kr_model *model,
                       const struct life_pair *pair)
{
    if (pair->after->course > 0) {
        fprintf(out, "begins a course for %s",
                word(model, KR_LABELS_OCCUPATION, pair->after->course - 1));
    } else {
        fputs("the course ends", out);
    }
}

// Events of the job; false when `event` is another.
static bool put_job_event(FILE *out, const struct kr_model *model,
                          enum kr_life_event event, const struct life_pair *pair)
{
    const struct kr_life *before = pair->before;
    const struct kr_life *after = pair->after;
    if (event == KR_LIFE_JOB_BEGAN || event == KR_LIFE_JOB_CHANGED ||
        event == KR_LIFE_POST_CHANGED) {
        fputs(event == KR_LIFE_JOB_BEGAN     ? "begins a job: "
              : event == KR_LIFE_JOB_CHANGED ? "changes employer: "
                                             : "changes post: ",
              out);
        put_state(out, model, after);
    } else if (event == KR_LIFE_JOB_ENDED) {
        fputs("the job as ", out);
        put_place(out, model, &before->place);
        fputs(" ends", out);
    } else if (event == KR_LIFE_HOURS) {
        fprintf(out, "%.4g hours a week instead of %.4g", hours(after->minutes),
                hours(before->minutes));
    } else if (event == KR_LIFE_CONTRACT) {
        fprintf(out, "the contract is now: %s",
                word(model, KR_LABELS_CONTRACT, after->contract));
    } else if (event == KR_LIFE_PAY) {
        fprintf(out, "pay %.1f%% above the scale instead of %.1f%%",
                after->wage_premium / 100.0, before->wage_premium / 100.0);
    } else if (event == KR_LIFE_SECOND_JOB) {
        fprintf(out, "second job of %.4g hours a week instead of %.4g",
                hours(after->second_minutes), hours(before->second_minutes));
    } else {
        return false;
    }
    return true;
}

// Another code of one of the lists of words; false when `event` is not of this kind.
static bool put_state_event(FILE *out, const struct kr_model *model,
                            enum kr_life_event event, const struct kr_life *after)
{
    const struct {
        enum kr_life_event event;
        const char *name;
        enum kr_labels labels;
        int code;
    } rows[] = {
        {KR_LIFE_STATUS, "status", KR_LABELS_STATUS, after->status},
        {KR_LIFE_WISH, "wish", KR_LABELS_WISH, after->wish},
        {KR_LIFE_NOTICE, "notice", KR_LABELS_NOTICE, after->notice},
        {KR_LIFE_HEALTH, "health", KR_LABELS_HEALTH, after->health},
        {KR_LIFE_LEAVE, "leave", KR_LABELS_LEAVE, after->leave},
        {KR_LIFE_RUNG, "qualification", KR_LABELS_RUNG, after->rung},
        {KR_LIFE_BENEFIT, "benefit", KR_LABELS_BENEFIT, after->benefit},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].event == event) {
            fprintf(out, "%s: %s", rows[i].name,
                    word(model, rows[i].labels, rows[i].code));
            return true;
        }
    }
    return false;
}

static void put_event(FILE *out, const struct kr_model *model, enum kr_life_event event,
                      const struct life_pair *pair)
{
    const struct kr_life *before = pair->before;
    const struct kr_life *after = pair->after;
    if (put_job_event(out, model, event, pair) ||
        put_state_event(out, model, event, after)) {
        return;
    }
    if (event == KR_LIFE_CAME) {
        fputs("turns 15 or arrives", out);
    } else if (event == KR_LIFE_WENT) {
        fputs("turns 75, departs or dies", out);
    } else if (event == KR_LIFE_JOINED) {
        fputs("becomes a recipient of ", out);
        put_policies(out, model, after->programmes & ~before->programmes);
    } else if (event == KR_LIFE_LEFT) {
        fputs("is no longer a recipient of ", out);
        put_policies(out, model, before->programmes & ~after->programmes);
    } else if (event == KR_LIFE_STUDY) {
        fputs(after->study > 0 ? "begins a study" : "the study ends", out);
    } else if (event == KR_LIFE_COURSE) {
        put_course(out, model, pair);
    } else {
        fprintf(out, "moves to %s", word(model, KR_LABELS_REGION, after->region));
    }
}

// The events of one life in one quarter, in new memory; NULL when there are none.
static char *events_text(const struct kr_model *model, const struct life_pair *pair)
{
    const uint32_t events = kr_life_events(pair->before, pair->after);
    char *text = NULL;
    size_t size;
    FILE *out = events == 0 ? NULL : open_memstream(&text, &size);
    const char *comma = "";
    for (int e = 0; e < KR_LIFE_EVENTS && out != NULL; e++) {
        // A job that begins or ends says the status too.
        const bool said = e == KR_LIFE_STATUS && pair->after->place.employer != 0;
        if ((events >> e & 1U) != 0 && !said) {
            fputs(comma, out);
            put_event(out, model, (enum kr_life_event)e, pair);
            comma = "; ";
        }
    }
    if (out != NULL && fclose(out) != 0) {
        free(text);
        text = NULL;
    }
    return text;
}

static void print_line(const char *quarter, const char *who, const char *text, FILE *out)
{
    const struct kr_prose prose = {out, MARGIN, WIDTH};
    char head[64];
    snprintf(head, sizeof head, "%-6s  %-8s", quarter, who);
    fputs(head, out);
    kr_prose_put(&prose, (int)strlen(head), "%s", text);
}

static void put_other(FILE *out, const struct kr_setup setups[2],
                      const struct kr_life_cause *cause)
{
    const struct kr_life *elsewhere =
        cause->variant_has ? &cause->other_variant : &cause->other_base;
    const struct kr_setup *setup = &setups[cause->variant_has ? 1 : 0];
    fprintf(out,
            "person %" PRIu64 ", who in the %s world has this instead: ", cause->other,
            cause->variant_has ? "variant" : "base");
    put_state(out, &setup->model, elsewhere);
    if (cause->other_is_recipient) {
        fputs(" (a recipient of the policy)", out);
    }
}

// What a post has and needs at the end of the quarter.
static void put_post(FILE *out, const char *world, const struct kr_post_state *post)
{
    fprintf(out, "%s %d persons", world, post->heads);
    if (post->recipients > 0) {
        fprintf(out, " (%d of them recipients)", post->recipients);
    }
    fprintf(out, " with %.4g of %.4g hours required, %d open", hours(post->minutes),
            hours(post->required), post->openings);
}

static void put_place_cause(FILE *out, const struct kr_setup setups[2],
                            const struct kr_life_cause *cause)
{
    const char *has = cause->variant_has ? "variant" : "base";
    const char *lacks = cause->variant_has ? "base" : "variant";
    fprintf(out, "in the %s world a job began as ", has);
    put_place(out, &setups[0].model, &cause->place);
    if (cause->kind == KR_CAUSE_PLACE_TAKEN) {
        fprintf(out, "; in the %s world the job there went to ", lacks);
        put_other(out, setups, cause);
        if (cause->others > 1) {
            fprintf(out, "; %d more %s hired there too", cause->others - 1,
                    cause->others == 2 ? "was" : "were");
        }
    } else {
        fprintf(out, "; in the %s world nobody else was hired there", lacks);
    }
    fputs(". That post: ", out);
    put_post(out, "base", &cause->in_base);
    fputs("; ", out);
    put_post(out, "variant", &cause->in_variant);
}

static void put_load(FILE *out, const struct kr_life_quarter *before)
{
    fprintf(
        out,
        "the same job at the same employer, whose workload at the end of the quarter "
        "before was %.3f in the base world and %.3f in the variant: hours required "
        "over hours present, which moves quits, absence, openings and what is granted",
        before->base.load, before->variant.load);
}

static char *cause_text(const struct kr_setup setups[2],
                        const struct kr_life_quarter *before,
                        const struct kr_life_quarter *now)
{
    const struct kr_life_cause *cause = &now->cause;
    char *text = NULL;
    size_t size;
    // That a life goes on differently once it has parted need not be said each time.
    const bool silent = cause->kind == KR_CAUSE_NONE || cause->kind == KR_CAUSE_EARLIER;
    FILE *out = silent ? NULL : open_memstream(&text, &size);
    if (out == NULL) {
        return NULL;
    }
    if (cause->kind == KR_CAUSE_PROGRAMME) {
        fputs("the person's own doing: became a recipient of ", out);
        put_policies(out, &setups[1].model, UINT64_C(1) << cause->policy);
    } else if (cause->kind == KR_CAUSE_OFFER) {
        fputs("the offer: with the bonus more hours are worth it, without it they are "
              "not",
              out);
    } else if (cause->kind == KR_CAUSE_PLACE_TAKEN ||
               cause->kind == KR_CAUSE_PLACE_MISSING) {
        put_place_cause(out, setups, cause);
    } else if (cause->kind == KR_CAUSE_EMPLOYER_GONE) {
        fprintf(out, "the employer closed in the %s world only",
                cause->variant_has ? "base" : "variant");
    } else if (cause->kind == KR_CAUSE_LOAD) {
        put_load(out, before);
    } else {
        fprintf(out,
                "nothing at the person's own employer: the market differs (vacancies per "
                "unemployed in the region: base %.4f, variant %.4f)",
                before->base.tightness, before->variant.tightness);
    }
    if (fclose(out) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

// One quarter: both lives in one line where they are the same, else a line each, and why.
static void print_quarter(const struct kr_setup setups[2],
                          const struct kr_life_quarter *before,
                          const struct kr_life_quarter *now, FILE *out)
{
    const struct life_pair pairs[2] = {{&before->base, &now->base},
                                       {&before->variant, &now->variant}};
    char *base = events_text(&setups[0].model, &pairs[0]);
    char *variant = events_text(&setups[1].model, &pairs[1]);
    char quarter[KR_NUMBER_SIZE];
    kr_quarter_text(now->now, quarter, sizeof quarter);
    if (base != NULL && variant != NULL && strcmp(base, variant) == 0) {
        print_line(quarter, "both", base, out);
    } else if (base != NULL || variant != NULL) {
        print_line(quarter, "base", base != NULL ? base : "nothing happens", out);
        print_line("", "variant", variant != NULL ? variant : "nothing happens", out);
        char *why = cause_text(setups, before, now);
        if (why != NULL) {
            print_line("", "why", why, out);
        }
        free(why);
    }
    free(base);
    free(variant);
}

static void print_state(const struct kr_model *model, const char *quarter,
                        const char *who, const struct kr_life *life, FILE *out)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    if (stream != NULL) {
        put_state(stream, model, life);
        if (fclose(stream) == 0) {
            print_line(quarter, who, text, out);
        }
    }
    free(text);
}

static void print_person(const struct kr_setup setups[2], const struct kr_lives *lives,
                         FILE *out)
{
    // The first state in which the person is there.
    const struct kr_model *model = &setups[0].model;
    for (int q = 0; q < lives->count; q++) {
        const struct kr_life *life = lives->quarter[q].base.present
                                         ? &lives->quarter[q].base
                                         : &lives->quarter[q].variant;
        if (life->present) {
            char quarter[KR_NUMBER_SIZE];
            kr_quarter_text(lives->quarter[q].now, quarter, sizeof quarter);
            fprintf(out, "Person %" PRIu64 ": %s, %d years in %s, education %s, %s\n\n",
                    lives->person, life->sex == KR_WOMAN ? "woman" : "man", life->age,
                    quarter,
                    kr_labels_words(KR_LABELS_EDUCATION, model, life->education).word,
                    word(model, KR_LABELS_REGION, life->region));
            return;
        }
    }
}

static void print_nobody(const char *words, FILE *out)
{
    if (strcmp(words, "any") == 0) {
        fputs("There is no recipient whose job or hours differ between the worlds.\n",
              out);
    } else if (strcmp(words, "displaced") == 0) {
        fputs("Everybody who works in the base world and is not a recipient works in the "
              "variant too, at the end of every quarter.\n",
              out);
    } else {
        fprintf(out, "Nobody with id %s lives in either world.\n", words);
    }
}

void kr_why_print(const struct kr_setup setups[2], const struct kr_lives *lives,
                  const char *words, FILE *out)
{
    fputc('\n', out);
    if (!lives->found) {
        print_nobody(words, out);
        return;
    }
    print_person(setups, lives, out);
    const int last = lives->count - 1;
    char quarter[KR_NUMBER_SIZE];
    if (lives->parted == KR_NONE) {
        kr_quarter_text(lives->quarter[last].now, quarter, sizeof quarter);
        fprintf(out, "The two lives are the same until %s, the last quarter lived.\n",
                quarter);
        return;
    }
    const int from = lives->parted > 0 ? lives->parted - 1 : 0;
    kr_quarter_text(lives->quarter[from].now, quarter, sizeof quarter);
    print_state(&setups[0].model, quarter, "both", &lives->quarter[from].base, out);
    for (int q = from + 1; q < lives->count; q++) {
        print_quarter(setups, &lives->quarter[q - 1], &lives->quarter[q], out);
    }
    fputs("\nAt the end\n", out);
    kr_quarter_text(lives->quarter[last].now, quarter, sizeof quarter);
    print_state(&setups[0].model, quarter, "base", &lives->quarter[last].base, out);
    print_state(&setups[1].model, "", "variant", &lives->quarter[last].variant, out);
    fputs(
        "\nQuarters in which nothing happens in either life are left out. A cause is the "
        "nearest one that can\nbe seen at the ends of quarters; behind it stand others. "
        "Where none is given, what happens follows\nfrom what was different in this "
        "life already.\n",
        out);
}
