// Published figures that a run is laid beside, as a file keeps them: /targets.
#ifndef KR_OUTPUT_PUBLISHED_H
#define KR_OUTPUT_PUBLISHED_H

#include <stdbool.h>
#include <stddef.h>

// X(member, size, word, column, needed, meaning): the texts of a figure. `word` is the
// name in a result, `column` that in the targets.csv of a country pack, which must have
// the needed ones.
#define KR_PUBLISHED_TEXT_LIST(X)                                              \
    X(id, 16, "target", "id", true, "row of the published figures")            \
    X(statistic, 160, "statistic", "statistic", true, "what was published")    \
    X(unit, 48, "unit", "unit", true, "unit of value, low and high")           \
    X(period, 32, "period", "period", true, "period that was published about") \
    X(use, 32, "use", "use", false,                                            \
      "calibrate: parameters were fitted to it; check: they were not")         \
    X(severity, 32, "severity", "severity", false,                             \
      "primary or secondary: how much it matters to reproduce it")             \
    X(held_against, 192, "held_against", "from", false,                        \
      "which run, and which part of it, it is held against")                   \
    X(source, 192, "source", "source", false, "where it was published")

// X(member, meaning): the numbers of a figure, named alike everywhere.
#define KR_PUBLISHED_NUMBER_LIST(X)                                            \
    X(value, "published value")                                                \
    X(low, "lower edge of the band within which a run counts as in agreement") \
    X(high, "upper edge of the band within which a run counts as in agreement")

struct kr_published {
#define KR_PUBLISHED_MEMBER(member, size, word, column, needed, meaning) \
    char member[size];
    KR_PUBLISHED_TEXT_LIST(KR_PUBLISHED_MEMBER)
#undef KR_PUBLISHED_MEMBER
#define KR_PUBLISHED_MEMBER(member, meaning) double member;
    KR_PUBLISHED_NUMBER_LIST(KR_PUBLISHED_MEMBER)
#undef KR_PUBLISHED_MEMBER
};

// Where a text or a number of a figure is, in the order of the lists; for those who read.
struct kr_published_column {
    const char *word;   // in a result
    const char *column; // in a pack
    const char *meaning;
    size_t offset;
    size_t size;
    bool needed;
};
extern const struct kr_published_column KR_PUBLISHED_TEXTS[];
extern const struct kr_published_column KR_PUBLISHED_NUMBERS[];

#define KR_PUBLISHED_ENUM(member, ...) KR_PUBLISHED_TEXT_##member,
enum { KR_PUBLISHED_TEXT_LIST(KR_PUBLISHED_ENUM) KR_PUBLISHED_TEXT_COUNT };
#undef KR_PUBLISHED_ENUM
#define KR_PUBLISHED_ENUM(member, meaning) KR_PUBLISHED_NUMBER_##member,
enum { KR_PUBLISHED_NUMBER_LIST(KR_PUBLISHED_ENUM) KR_PUBLISHED_NUMBER_COUNT };
#undef KR_PUBLISHED_ENUM

// The indicator of a run that answers to a figure, or "".
const char *kr_published_indicator(const char *id);

// Writes the group /targets.
struct kr_h5;
void kr_published_write(struct kr_h5 *h5, const struct kr_published *figures,
                        size_t count);

#endif
