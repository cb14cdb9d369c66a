#include "output/keep.h"

#include "base/diag.h"
#include "output/event_columns.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_EVERY = 400, MOST_ITEM = 4096, MOST_NAMES = 66 };

// A part of a file, and the names that can be chosen from there.
struct section {
    const char *name;
    const char *meaning;
    enum kr_kept_table table;
    bool has_cadence;
    double sample; // unless another is asked for
    size_t (*count)(void);
    const char *(*word)(size_t index);
    const char *what; // a word is called
    // Columns that filters look at.
    size_t (*filters)(void);
    struct kr_kept_column (*filter)(size_t index);
    const char *(*no_filter)(size_t index); // why one cannot, or NULL
};

static const char NUMBERS[] = "numbers of employers are given while the file is written";

static size_t person_count(void)
{
    return kr_kept_count(KR_KEPT_PERSONS);
}

static struct kr_kept_column person_filter(size_t index)
{
    return kr_kept_at(KR_KEPT_PERSONS, index);
}

static const char *person_no_filter(size_t index)
{
    return person_filter(index).by_number ? NUMBERS : NULL;
}

static const char *person_column(size_t index)
{
    return person_filter(index).name;
}

static size_t employer_count(void)
{
    return kr_kept_count(KR_KEPT_EMPLOYERS);
}

static struct kr_kept_column employer_filter(size_t index)
{
    return kr_kept_at(KR_KEPT_EMPLOYERS, index);
}

static const char *employer_no_filter(size_t index)
{
    return employer_filter(index).by_number ? NUMBERS : NULL;
}

static const char *employer_column(size_t index)
{
    return employer_filter(index).name;
}

// The first kind is that of a blank row.
static size_t event_count(void)
{
    return kr_event_kind_count() - 1;
}

static const char *event_kind(size_t index)
{
    return kr_event_kind_name(index + 1);
}

static size_t event_column_count(void)
{
    return KR_EVENT_COLUMNS;
}

static const char *event_no_filter(size_t index)
{
    return kr_event_column_at(index)->no_filter;
}

static const struct section SECTIONS[KR_KEEP_SECTIONS] = {
    [KR_KEEP_PERSONS] = {"persons", "state of persons", KR_KEPT_PERSONS, true, 1.0,
                         person_count, person_column, "column", person_count,
                         person_filter, person_no_filter},
    [KR_KEEP_EMPLOYERS] = {"employers", "state of employers", KR_KEPT_EMPLOYERS, true,
                           1.0, employer_count, employer_column, "column", employer_count,
                           employer_filter, employer_no_filter},
    [KR_KEEP_PANEL] = {"panel", "state of a sample of persons, for life courses",
                       KR_KEPT_PERSONS, true, 0.01, person_count, person_column, "column",
                       person_count, person_filter, person_no_filter},
    [KR_KEEP_EVENTS] = {"events", "what happened to persons, one row an event",
                        KR_KEPT_PERSONS, false, 1.0, event_count, event_kind, "kind",
                        event_column_count, kr_event_kept_column, event_no_filter},
};

static const struct kr_keep_example EXAMPLES[] = {
    {"persons:status,contract_minutes", "two columns of everybody, every quarter"},
    {"persons:all@4;employers:heads,fte,openings",
     "all columns of everybody once a year; three of all employers every quarter"},
    {"persons[sector=hospitals|vvt,age=25-34]:status,sector,contract_hours",
     "those who were 25 to 34 and worked in one of two sectors at one of the records, "
     "from then on"},
    {"persons[sample=5%]:all", "one person in twenty, always the same ones"},
    {"panel[sample=2%]:status,sector", "a larger panel with fewer columns"},
    {"panel:none", "no panel; without this word it is panel[sample=1%]:all"},
    {"events:hire,quit_to_search", "two kinds of events; 'krapte describe event-kinds' "
                                   "lists them all"},
    {"events[sector=hospitals|vvt,sample=5%]:hire,quit",
     "those at employers of two sectors, of the same one person in twenty; filters of "
     "events look at the row itself"},
};

struct reader {
    struct kr_keep *keep;
    const char *item; // being read
    enum kr_keep_section section;
    bool is_sampled; // the item says which sample
    char *error;
    size_t error_size;
};

// `what` was found, and what should have been there instead.
static int mistake(const struct reader *self, const char *what, const char *word,
                   const char *expected)
{
    (void)snprintf(self->error, self->error_size, "%s \"%s\" in \"%s\"; %s", what, word,
                   self->item, expected);
    return KR_ERROR(KR_ERR_INPUT);
}

// The same for a name that is in no list: says the nearest, or where the list is.
static int unknown(const struct reader *self, const char *what, const char *word,
                   const char *nearest)
{
    char text[KR_KEPT_WORD + 32];
    (void)snprintf(text, sizeof text, "did you mean \"%s\"?", nearest);
    return mistake(self, what, word,
                   nearest != NULL ? text : "'krapte describe outputs' lists them all");
}

// The word without the blanks around it.
static char *trim(char *word)
{
    while (isspace((unsigned char)*word)) {
        word++;
    }
    size_t length = strlen(word);
    while (length > 0 && isspace((unsigned char)word[length - 1])) {
        word[--length] = '\0';
    }
    return word;
}

// Cuts off what stands before the first `stop`, trimmed; NULL when nothing is left.
static char *next_word(char **rest, char stop)
{
    if (*rest == NULL) {
        return NULL;
    }
    char *word = *rest;
    char *end = strchr(word, stop);
    *rest = end != NULL ? end + 1 : NULL;
    if (end != NULL) {
        *end = '\0';
    }
    return trim(word);
}

static int choose_section(struct reader *self, const char *word)
{
    const char *names[KR_KEEP_SECTIONS];
    for (int s = 0; s < KR_KEEP_SECTIONS; s++) {
        names[s] = SECTIONS[s].name;
        if (strcmp(word, names[s]) != 0) {
            continue;
        }
        self->section = (enum kr_keep_section)s;
        struct kr_keep_list *list = &self->keep->section[s];
        if (list->is_given) {
            return mistake(self, "a second", word, "name all columns of a table at once");
        }
        *list = (struct kr_keep_list){
            .is_given = true, .every = 1, .sample = SECTIONS[s].sample};
        return KR_OK;
    }
    return unknown(self, "unknown table", word,
                   kr_nearest(word, names, KR_KEEP_SECTIONS));
}

// The cadence, one for all columns of a table since they share a time axis.
static int choose_every(struct reader *self, const char *word)
{
    if (!SECTIONS[self->section].has_cadence) {
        return mistake(self, "found @", word, "events are kept every quarter, without @");
    }
    char *end = NULL;
    const long every = strtol(word, &end, 10);
    if (end == word || *end != '\0' || every < 1 || every > MOST_EVERY) {
        return mistake(self, "found @", word,
                       "after the last column @ and a number of quarters, 1 to 400, can "
                       "follow");
    }
    self->keep->section[self->section].every = (int)every;
    return KR_OK;
}

static int choose_column(struct reader *self, const char *word)
{
    const struct section *section = &SECTIONS[self->section];
    struct kr_keep_list *list = &self->keep->section[self->section];
    const size_t count = section->count();
    const char *names[MOST_NAMES];
    KR_BUG_IF(count > KR_KEEP_COLUMNS);
    bool found = false;
    for (size_t c = 0; c < count; c++) {
        names[c] = section->word(c);
        if (strcmp(word, "all") == 0 || strcmp(word, names[c]) == 0) {
            list->count += list->column[c] ? 0 : 1;
            list->column[c] = true;
            found = true;
        }
    }
    names[count] = "all";
    names[count + 1] = "none";
    if (found) {
        return KR_OK;
    }
    if (strchr(word, ':') != NULL) {
        return mistake(self, "found", word, "tables are separated by semicolons");
    }
    if (strcmp(word, "none") == 0) {
        return mistake(self, "found", word,
                       "it stands alone: nothing else is named then, nor how often");
    }
    char what[64];
    (void)snprintf(what, sizeof what, "unknown %s of %s", section->what, section->name);
    return unknown(self, what, word, kr_nearest(word, names, count + 2));
}

// Columns, `all` or `none`, and after @ the cadence.
static int read_columns(struct reader *self, char *text)
{
    char *every = text;
    text = next_word(&every, '@');
    if (strcmp(text, "none") == 0 && every == NULL) {
        self->keep->section[self->section].every = 0;
        return KR_OK;
    }
    char *rest = text;
    int code = KR_OK;
    for (char *word = next_word(&rest, ','); word != NULL && code == KR_OK;
         word = next_word(&rest, ',')) {
        code = choose_column(self, word);
    }
    return code == KR_OK && every != NULL ? choose_every(self, trim(every)) : code;
}

static int read_sample(struct reader *self, const char *word)
{
    if (self->is_sampled) {
        return mistake(self, "a second sample", word, "a table has one");
    }
    self->is_sampled = true;
    char *end = NULL;
    const double percent = strtod(word, &end);
    if (end == word || strcmp(end, "%") != 0 || !(percent > 0) || percent > 100) {
        return mistake(self, "found sample", word,
                       "expected a share above 0% and up to 100%, as in sample=5%");
    }
    self->keep->section[self->section].sample = percent / 100.0;
    return KR_OK;
}

// One number, or two with a dash between them, or one and a dash: that or more.
static bool read_range(const char *word, double *low, double *high)
{
    char *end = NULL;
    *low = strtod(word, &end);
    *high = *low;
    if (end == word) {
        return false;
    }
    if (*end == '-') {
        const char *second = end + 1;
        *high = *second == '\0' ? (double)INFINITY : strtod(second, &end);
        end = *second == '\0' ? end + 1 : end;
    }
    return *end == '\0' && *low <= *high;
}

static int read_ranges(const struct reader *self, struct kr_keep_filter *filter)
{
    char text[KR_KEEP_TEXT];
    (void)snprintf(text, sizeof text, "%s", filter->text);
    char *rest = text;
    for (char *word = next_word(&rest, '|'); word != NULL; word = next_word(&rest, '|')) {
        const int r = filter->ranges++;
        if (r == KR_KEEP_RANGES) {
            return mistake(self, "too many ranges of", filter->column.name,
                           "16 are the most");
        }
        if (!read_range(word, &filter->low[r], &filter->high[r])) {
            char what[KR_KEPT_WORD + 16];
            (void)snprintf(what, sizeof what, "found %s", filter->column.name);
            return mistake(self, what, word,
                           "expected a number, a range such as 25-34, or 25- for that "
                           "and more");
        }
    }
    return KR_OK;
}

// Position of a column among those that filters of the section look at, or KR_NONE.
static int find_filter(const struct section *section, const char *name)
{
    for (size_t c = 0; c < section->filters(); c++) {
        if (strcmp(section->filter(c).name, name) == 0) {
            return (int)c;
        }
    }
    return KR_NONE;
}

static int unknown_filter(const struct reader *self, const char *word)
{
    const struct section *section = &SECTIONS[self->section];
    const size_t count = section->filters();
    const char *names[MOST_NAMES];
    if (self->section == KR_KEEP_EVENTS &&
        kr_kept_find(section->table, word) != KR_NONE) {
        return mistake(self, "cannot filter by", word,
                       "an event does not tell it: filters look at the columns of "
                       "/events, which 'krapte describe outputs' lists");
    }
    for (size_t c = 0; c < count; c++) {
        names[c] = section->filter(c).name;
    }
    names[count] = "sample";
    char what[64];
    (void)snprintf(what, sizeof what, "unknown filter of %s", section->name);
    return unknown(self, what, word, kr_nearest(word, names, count + 1));
}

static int add_filter(struct reader *self, size_t column, const char *value)
{
    const struct section *section = &SECTIONS[self->section];
    struct kr_keep_list *list = &self->keep->section[self->section];
    const struct kr_kept_column looked_at = section->filter(column);
    const char *no_filter = section->no_filter(column);
    if (no_filter != NULL) {
        return mistake(self, "cannot filter by", looked_at.name, no_filter);
    }
    if (list->filters == KR_KEEP_FILTERS || strlen(value) >= KR_KEEP_TEXT) {
        return mistake(self, "too much at filter", looked_at.name,
                       "8 filters of 511 letters are the most");
    }
    struct kr_keep_filter *filter = &list->filter[list->filters++];
    *filter = (struct kr_keep_filter){.column = looked_at, .at = column};
    (void)snprintf(filter->text, sizeof filter->text, "%s", value);
    return looked_at.codes == KR_CODES_NONE ? read_ranges(self, filter) : KR_OK;
}

static int read_filter(struct reader *self, char *text)
{
    char *value = text;
    const char *name = next_word(&value, '=');
    if (value == NULL) {
        return mistake(self, "found", name,
                       "a filter is COLUMN=VALUE, COLUMN=VALUE|VALUE or sample=5%");
    }
    value = trim(value);
    if (strcmp(name, "sample") == 0) {
        return read_sample(self, value);
    }
    const int column = find_filter(&SECTIONS[self->section], name);
    return column == KR_NONE ? unknown_filter(self, name)
                             : add_filter(self, (size_t)column, value);
}

static int read_filters(struct reader *self, char *text)
{
    int code = KR_OK;
    char *rest = text;
    for (char *word = next_word(&rest, ','); word != NULL && code == KR_OK;
         word = next_word(&rest, ',')) {
        code = read_filter(self, word);
    }
    return code;
}

// One item: TABLE[FILTER,FILTER]:COLUMN,COLUMN@EVERY.
static int read_item(struct reader *self, char *item)
{
    char *columns = item;
    char *table = next_word(&columns, ':');
    if (columns == NULL) {
        return mistake(self, "found", table,
                       "expected a table, a colon and its columns, as in "
                       "persons:status,age");
    }
    char *filters = table;
    table = next_word(&filters, '[');
    char *end = filters != NULL ? strchr(filters, ']') : NULL;
    if (filters != NULL && (end == NULL || end[1] != '\0')) {
        return mistake(self, "found [", filters,
                       "filters end with ], and then the colon follows");
    }
    int code = choose_section(self, table);
    if (code == KR_OK && filters != NULL) {
        *end = '\0';
        code = read_filters(self, filters);
    }
    return code == KR_OK ? read_columns(self, columns) : code;
}

static void begin(struct kr_keep *keep)
{
    *keep = (struct kr_keep){0};
    struct kr_keep_list *panel = &keep->section[KR_KEEP_PANEL];
    *panel = (struct kr_keep_list){.every = 1, .sample = SECTIONS[KR_KEEP_PANEL].sample};
    for (size_t c = 0; c < kr_kept_count(KR_KEPT_PERSONS); c++) {
        panel->column[c] = true;
        panel->count++;
    }
}

int kr_keep_parse(const char *text, struct kr_keep *keep, char *error, size_t error_size)
{
    begin(keep);
    error[0] = '\0';
    int code = KR_OK;
    for (const char *rest = text; *rest != '\0' && code == KR_OK;) {
        const size_t length = strcspn(rest, ";");
        char item[MOST_ITEM];
        char copy[MOST_ITEM];
        struct reader reader = {keep, copy, KR_KEEP_PERSONS, false, error, error_size};
        (void)snprintf(item, sizeof item, "%.*s", (int)length, rest);
        (void)snprintf(copy, sizeof copy, "%s", trim(item));
        if (length >= sizeof item) {
            return mistake(&reader, "too long:", "item", "4095 letters are the most");
        }
        code = copy[0] != '\0' ? read_item(&reader, item) : KR_OK;
        rest += length;
        rest += *rest != '\0' ? 1 : 0;
    }
    return code;
}

const char *kr_keep_section_name(enum kr_keep_section section)
{
    return SECTIONS[section].name;
}

const char *kr_keep_section_meaning(enum kr_keep_section section)
{
    return SECTIONS[section].meaning;
}

enum kr_kept_table kr_keep_section_table(enum kr_keep_section section)
{
    return SECTIONS[section].table;
}

kr_event_kinds kr_keep_events(const struct kr_keep *keep)
{
    const struct kr_keep_list *list = &keep->section[KR_KEEP_EVENTS];
    kr_event_kinds kinds = 0;
    for (size_t k = 0; list->every > 0 && k < event_count(); k++) {
        kinds |= (kr_event_kinds)list->column[k] << (k + 1);
    }
    return kinds;
}

const struct kr_keep_example *kr_keep_examples(size_t *count)
{
    *count = sizeof EXAMPLES / sizeof EXAMPLES[0];
    return EXAMPLES;
}
