// The lists of what a result file can hold.
#include "cmd/describe.h"
#include "output/event_columns.h"
#include "output/keep.h"
#include "output/variables.h"

#include <stdio.h>
#include <string.h>

// Groups that every file has and nobody chooses.
static const struct {
    const char *name, *meaning;
} ALWAYS[] = {
    {"/", "name and title of the scenario, seed, replicate, scale, hash of the world"},
    {"/provenance", "where the file comes from: program, machine, time, scenario text"},
    {"/parameters", "every value used, with unit, source and mark"},
    {"/targets",
     "published figures with their bands, and the series that answer to them"},
    {"/policies", "the calendar: kind, target, start, end, strength, payer"},
    {"/labels", "sectors, occupations, regions, statuses ... with their names"},
};

static const char *const NAMES[] = {"group", "name",   "axes",      "type",
                                    "unit",  "target", "long_name", "definition"};
static const char ALIGN[] = "llllllll";

// A row about a group or an item of --keep as a whole.
static void list_whole(struct kr_listing *listing, const char *group, const char *name,
                       const char *meaning)
{
    kr_listing_text(listing, group);
    kr_listing_text(listing, name);
    for (int empty = 0; empty < 4; empty++) {
        kr_listing_text(listing, "");
    }
    kr_listing_text(listing, meaning);
    kr_listing_text(listing, "");
}

static void list_groups(struct kr_listing *listing)
{
    kr_listing_section(listing, "groups", "");
    for (size_t g = 0; g < sizeof ALWAYS / sizeof ALWAYS[0]; g++) {
        list_whole(listing, ALWAYS[g].name, "", ALWAYS[g].meaning);
    }
    char name[64];
    for (int s = 0; s < KR_SERIES_COUNT; s++) {
        (void)snprintf(name, sizeof name, "/%s", kr_series_name((enum kr_series)s));
        list_whole(listing, name, "", kr_series_title((enum kr_series)s));
    }
    for (int s = 0; s < KR_KEEP_SECTIONS; s++) {
        const enum kr_keep_section section = (enum kr_keep_section)s;
        (void)snprintf(name, sizeof name, "/%s", kr_keep_section_name(section));
        list_whole(listing, name, "", kr_keep_section_meaning(section));
    }
}

static void list_series(struct kr_listing *listing)
{
    for (size_t v = 0; v < kr_variable_count(); v++) {
        const struct kr_variable variable = kr_variable_at(v);
        if (v == 0 || kr_variable_at(v - 1).series != variable.series) {
            kr_listing_section(listing, kr_series_name(variable.series),
                               kr_series_title(variable.series));
        }
        char axes[128];
        int size = snprintf(axes, sizeof axes, "time");
        for (int i = 0; i < kr_variable_rank(&variable); i++) {
            const enum kr_dimension axis = kr_variable_axis(&variable, i);
            size += snprintf(axes + size, sizeof axes - (size_t)size, ",%s",
                             kr_dimension_name(axis));
        }
        kr_listing_text(listing, kr_series_name(variable.series));
        kr_listing_text(listing, variable.name);
        kr_listing_text(listing, axes);
        kr_listing_text(listing, variable.whole ? "i32" : "f64");
        kr_listing_text(listing, variable.unit);
        kr_listing_text(listing, variable.target);
        kr_listing_text(listing, variable.long_name);
        kr_listing_text(listing, variable.comment);
    }
}

// Type of a column and the bits that its values take, as in "u8, 4 bits".
static const char *type_text(const struct kr_kept_column *column, char *text, size_t size)
{
    (void)snprintf(text, size, "%s, %d bits", kr_type_name(column->type),
                   kr_kept_bits(column, NULL));
    return text;
}

static void list_columns(struct kr_listing *listing, enum kr_kept_table table)
{
    const char *name = kr_kept_table_name(table);
    const bool persons = table == KR_KEPT_PERSONS;
    kr_listing_section(listing, name,
                       persons ? "Columns that --keep can name; /panel has the same."
                               : "Columns that --keep can name.");
    for (size_t c = 0; c < kr_kept_count(table); c++) {
        const struct kr_kept_column column = kr_kept_at(table, c);
        char type[32];
        kr_listing_text(listing, name);
        kr_listing_text(listing, column.name);
        kr_listing_text(listing, persons ? "time,person" : "time,employer");
        kr_listing_text(listing, type_text(&column, type, sizeof type));
        kr_listing_text(listing, column.unit);
        kr_listing_text(listing, "");
        kr_listing_text(listing, column.long_name);
        kr_listing_text(listing, column.comment);
    }
}

static void list_event_columns(struct kr_listing *listing)
{
    kr_listing_section(
        listing, "events",
        "Columns that every event has. Filters of events look at them, but "
        "for the kind and identities.");
    for (size_t c = 0; c < KR_EVENT_COLUMNS; c++) {
        const struct kr_event_column *column = kr_event_column_at(c);
        kr_listing_text(listing, "events");
        kr_listing_text(listing, column->name);
        kr_listing_text(listing, "event");
        kr_listing_text(listing, kr_type_name(column->type));
        kr_listing_text(listing, column->unit);
        kr_listing_text(listing, "");
        kr_listing_text(listing, column->meaning);
        kr_listing_text(listing, "At the moment of the event.");
    }
}

static void list_examples(struct kr_listing *listing)
{
    kr_listing_section(
        listing, "keep",
        "What --keep takes: TABLE[FILTER,FILTER]:COLUMN,COLUMN@QUARTERS, with semicolons "
        "between tables. A filter is COLUMN=WORD|WORD, COLUMN=25-34, COLUMN=25- or "
        "sample=5%. Columns are names, all or none. Whoever passes all filters at a "
        "record is kept from then on; of events, each that passes is.");
    size_t count = 0;
    const struct kr_keep_example *examples = kr_keep_examples(&count);
    for (size_t i = 0; i < count; i++) {
        list_whole(listing, "--keep", examples[i].text, examples[i].meaning);
    }
}

void kr_describe_outputs(const struct kr_subject *subject)
{
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, ALIGN, subject->style, stdout);
    list_groups(&listing);
    list_series(&listing);
    for (int t = 0; t < KR_KEPT_TABLES; t++) {
        list_columns(&listing, (enum kr_kept_table)t);
    }
    list_event_columns(&listing);
    list_examples(&listing);
    kr_listing_end(&listing);
}

void kr_describe_columns(const struct kr_subject *subject)
{
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, ALIGN, subject->style, stdout);
    for (int t = 0; t < KR_KEPT_TABLES; t++) {
        list_columns(&listing, (enum kr_kept_table)t);
    }
    list_event_columns(&listing);
    list_examples(&listing);
    kr_listing_end(&listing);
}
