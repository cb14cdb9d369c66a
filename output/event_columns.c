#include "output/event_columns.h"

#define KR_AT(field) offsetof(struct kr_event, field)
#define NONE         KR_EVENT_NO_CODE

static const char NO_KIND[] = "kinds stand after the colon, as in events:hire,quit";
static const char NO_IDENTITY[] =
    "identities cannot be asked for; sample=5% takes one person in twenty";

static const struct kr_event_column COLUMNS[KR_EVENT_COLUMNS] = {
    {"kind", KR_U8, KR_LABELS_EVENT, 0, KR_AT(kind), "1", "what happened", NO_KIND},
    {"person", KR_U64, KR_LABELS_NONE, 0, KR_AT(person), "1",
     "identity of the person, as id in /persons and /panel", NO_IDENTITY},
    {"region", KR_U8, KR_LABELS_REGION, NONE, KR_AT(region), "1",
     "home of the person, 255 for unknown", NULL},
    {"status_from", KR_U8, KR_LABELS_STATUS, 0, KR_AT(status_from), "1",
     "labour status before", NULL},
    {"status_to", KR_U8, KR_LABELS_STATUS, 0, KR_AT(status_to), "1",
     "labour status after", NULL},
    {"occupation", KR_U8, KR_LABELS_OCCUPATION, NONE, KR_AT(occupation), "1",
     "occupation of the person; of the job where one begins, or of the second job", NULL},
    {"sector", KR_U8, KR_LABELS_SECTOR, NONE, KR_AT(sector), "1",
     "sector of the employer, 255 for none", NULL},
    {"employer", KR_U64, KR_LABELS_NONE, 0, KR_AT(employer), "1",
     "identity of the employer that was left, joined or stayed with, as id in "
     "/employers; 0 for none",
     NO_IDENTITY},
    {"minutes_before", KR_U16, KR_LABELS_NONE, 0, KR_AT(minutes_before), "minutes/week",
     "contract minutes of the main job before", NULL},
    {"minutes_after", KR_U16, KR_LABELS_NONE, 0, KR_AT(minutes_after), "minutes/week",
     "contract minutes of the main job after", NULL},
    {"policy", KR_U8, KR_LABELS_POLICY, NONE, KR_AT(policy), "1",
     "policy that paid, 255 for none", NULL},
    {"payer", KR_U8, KR_LABELS_PAYER, NONE, KR_AT(payer), "1",
     "who bears the payment, 255 for none", NULL},
    {"amount_cents", KR_I64, KR_LABELS_NONE, 0, KR_AT(cents), "cents",
     "what the policy paid", NULL},
};

const struct kr_event_column *kr_event_column_at(size_t index)
{
    KR_BUG_IF(index >= KR_EVENT_COLUMNS);
    return &COLUMNS[index];
}

struct kr_kept_column kr_event_kept_column(size_t index)
{
    const struct kr_event_column *column = kr_event_column_at(index);
    return (struct kr_kept_column){
        .name = column->name,
        .unit = column->unit,
        .long_name = column->meaning,
        .comment = "At the moment of the event.",
        .type = column->type,
        .codes = column->labels == KR_LABELS_NONE ? KR_CODES_NONE : KR_CODES_FROM_ZERO,
        .labels = column->labels,
        .blank = column->none,
    };
}
