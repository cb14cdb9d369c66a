// What the user asked to keep of persons, employers and the panel, and of what happened
// to persons.
//
//   persons[sector=hospitals|vvt,age=25-34,sample=5%]:status,contract_minutes@4;panel:none
//
// Items are separated by semicolons. An item names a table; in brackets filters, all of
// which must hold (words of a code or ranges of numbers with | between them, and sample=
// for a share of all ids); after the colon columns, `all` or `none`; after @ the number
// of quarters from one record to the next. After `events:` come kinds of events, and
// their filters look at the columns of /events: each row is judged by what stands in it.
#ifndef KR_OUTPUT_KEEP_H
#define KR_OUTPUT_KEEP_H

#include "base/error.h"
#include "output/columns.h"
#include "sim/event_log.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    KR_KEEP_COLUMNS = 64,
    KR_KEEP_FILTERS = 8,
    KR_KEEP_RANGES = 16,
    KR_KEEP_TEXT = 512,
    KR_KEEP_SELECTION = KR_KEEP_FILTERS * (KR_KEEP_TEXT + KR_KEPT_WORD),
};

// The parts of a file that can be chosen from: their rows are in keep.c.
enum kr_keep_section {
    KR_KEEP_PERSONS,
    KR_KEEP_EMPLOYERS,
    KR_KEEP_PANEL,
    KR_KEEP_TABLES, // of rows; the others follow
    KR_KEEP_EVENTS = KR_KEEP_TABLES,
    KR_KEEP_SECTIONS
};

// What a column must hold for a row to be taken up, or an event to be kept.
struct kr_keep_filter {
    struct kr_kept_column column;
    size_t at;               // of the columns of the section
    char text[KR_KEEP_TEXT]; // as written
    int ranges;              // of numbers; 0 for codes
    double low[KR_KEEP_RANGES];
    double high[KR_KEEP_RANGES];
    uint64_t codes[4]; // a bit per code, after kr_keep_check
};

struct kr_keep_list {
    bool is_given; // named by the user
    int every;     // quarters between records; 0 when nothing is kept
    double sample; // share of all ids
    struct kr_keep_filter filter[KR_KEEP_FILTERS];
    int filters;
    bool column[KR_KEEP_COLUMNS]; // in the order of kr_kept_at, or of the section's words
    int count;
};

struct kr_keep {
    struct kr_keep_list section[KR_KEEP_SECTIONS];
};

const char *kr_keep_section_name(enum kr_keep_section section);
const char *kr_keep_section_meaning(enum kr_keep_section section);
// The table whose rows a section keeps; not for events.
enum kr_kept_table kr_keep_section_table(enum kr_keep_section section);
// The kinds of events that are kept; 0 for none.
kr_event_kinds kr_keep_events(const struct kr_keep *keep);

// Reads what is to be kept; the panel is a 1% sample with all columns unless it is named.
// Returns 0 or KR_ERR_INPUT with the mistake in `error`.
KR_MUST_CHECK int kr_keep_parse(const char *text, struct kr_keep *keep, char *error,
                                size_t error_size);

// Finds the words of the filters among the codes of a model; the same errors.
KR_MUST_CHECK int kr_keep_check(struct kr_keep *keep, const struct kr_model *model,
                                char *error, size_t error_size);

// Both, one after the other.
KR_MUST_CHECK int kr_keep_read(const char *text, const struct kr_model *model,
                               struct kr_keep *keep, char *error, size_t error_size);

// Puts 0 in wanted[row - first] for rows that do not pass the filters of a list.
void kr_keep_pass(const struct kr_keep_list *list, const struct kr_kept_choice *world,
                  kr_row first, kr_row last, uint8_t *wanted);

// The same for one event: its person's place in the sample, and its own columns.
bool kr_keep_event_passes(const struct kr_keep_list *list, const struct kr_event *event);

// The sample and the filters of a list as text, for the attribute `selection`.
void kr_keep_selection(const struct kr_keep_list *list, char text[KR_KEEP_SELECTION]);

// The grammar with examples, for help: lines of an item and what it keeps.
struct kr_keep_example {
    const char *text;
    const char *meaning;
};
const struct kr_keep_example *kr_keep_examples(size_t *count);

#endif
