// The list of mistakes that people can make in scenario files and country packs. Every
// code has at least one bad input in tests/bad/, and a test fails when one is missing.
// Rules between parameters (agents/parameters.c) bring codes of their own.
#ifndef KR_SCENARIOS_DIAGNOSTICS_H
#define KR_SCENARIOS_DIAGNOSTICS_H

#include <stddef.h>

// X(name, code, meaning)
#define KR_DIAGNOSTIC_LIST(X)                                                            \
    X(KR_D_NO_FILE, "no-file", "a file does not exist or cannot be read")                \
    X(KR_D_BAD_TEXT, "bad-text", "a file is not plain UTF-8 text")                       \
    X(KR_D_YAML_SYNTAX, "yaml-syntax", "the file is not valid YAML")                     \
    X(KR_D_UNKNOWN_KEY, "unknown-key", "a key or parameter that does not exist")         \
    X(KR_D_DUPLICATE_KEY, "duplicate-key", "a key is given twice")                       \
    X(KR_D_MISSING_KEY, "missing-key", "a key that is needed is not given")              \
    X(KR_D_WRONG_TYPE, "wrong-type", "a list where one value is expected, or the like")  \
    X(KR_D_BAD_NUMBER, "bad-number",                                                     \
      "not a number, or not a whole one where that is due")                              \
    X(KR_D_BAD_UNIT, "bad-unit", "a unit that is not that of the value")                 \
    X(KR_D_OUT_OF_RANGE, "out-of-range", "a value outside its range")                    \
    X(KR_D_BAD_QUARTER, "bad-quarter", "not a quarter such as 2026Q1")                   \
    X(KR_D_BAD_NAME, "bad-name", "a name with letters that names cannot have")           \
    X(KR_D_UNKNOWN_NAME, "unknown-name", "a name that is not in the list it refers to")  \
    X(KR_D_DUPLICATE_NAME, "duplicate-name", "two policies of one file share a name")    \
    X(KR_D_EXTENDS_CYCLE, "extends-cycle", "a scenario extends itself")                  \
    X(KR_D_NO_PACK, "no-pack", "the folder of the country pack is not found")            \
    X(KR_D_BAD_SET, "bad-set", "--set without PATH=VALUE")                               \
    X(KR_D_QUARTER_ORDER, "quarter-order", "announced, start and end are out of order")  \
    X(KR_D_BAD_TARGET, "bad-target", "a target that the kind of policy cannot have")     \
    X(KR_D_BAD_BREAKDOWN, "bad-breakdown",                                               \
      "an axis, measure or breakdown twice, none, too many, or one that does not fit")   \
    X(KR_D_BEYOND_DRIVERS, "beyond-drivers",                                             \
      "more quarters than the pack has demand for")                                      \
    X(KR_D_CSV_SYNTAX, "csv-syntax", "quotes, line ends or header are wrong")            \
    X(KR_D_CELL_COUNT, "cell-count", "a row with more or fewer cells than the header")   \
    X(KR_D_UNKNOWN_COLUMN, "unknown-column", "a column that the file does not have")     \
    X(KR_D_DUPLICATE_COLUMN, "duplicate-column", "a column is there twice")              \
    X(KR_D_MISSING_COLUMN, "missing-column", "a column is not there")                    \
    X(KR_D_EMPTY_CELL, "empty-cell", "a cell that must not be empty")                    \
    X(KR_D_TOO_LONG, "too-long", "a text longer than there is room for")                 \
    X(KR_D_TOO_MANY, "too-many", "more rows than codes, or than years are kept")         \
    X(KR_D_DUPLICATE_ROW, "duplicate-row", "two rows have the same key")                 \
    X(KR_D_MISSING_ROW, "missing-row", "a row that the model needs is not there")        \
    X(KR_D_SHARES_SUM, "shares-sum", "shares that must sum to 1 do not")                 \
    X(KR_D_BAD_BANDS, "bad-bands", "age bands overlap, leave gaps or have wrong limits") \
    X(KR_D_BAD_START, "bad-start", "an index that is not 1 at the start")                \
    X(KR_D_BAD_MARK, "bad-mark", "a mark that does not exist")                           \
    X(KR_D_EMPTY_SOURCE, "empty-source", "a figure without a source")                    \
    X(KR_D_UNKNOWN_FACT, "unknown-fact", "a source names a row that facts.csv lacks")

#define KR_CODE_ENUM(name, code, meaning) name,
enum kr_diagnostic { KR_DIAGNOSTIC_LIST(KR_CODE_ENUM) KR_DIAGNOSTIC_COUNT };
#undef KR_CODE_ENUM

// The stable word of a diagnostic, for kr_diag_add.
const char *kr_diagnostic_code(enum kr_diagnostic diagnostic);

// One sentence about it.
const char *kr_diagnostic_meaning(enum kr_diagnostic diagnostic);

#endif
