// Sentences about figures that a comparison found.
#ifndef KR_CMD_COMPARE_WORDS_H
#define KR_CMD_COMPARE_WORDS_H

#include "cmd/compare_report.h"

// A value without more digits than its error allows: "about 12 400". `error` may be
// unknown: then three digits.
void kr_rounded_text(char text[KR_NUMBER_SIZE], double value, double error);

// What a change is called.
struct kr_change_words {
    const char *unit;  // "full-time equivalents"
    const char *more;  // "more", "higher"
    const char *fewer; // "fewer", "lower"
};

// "12 400 full-time equivalents more (95% interval 9 100 to 15 600)", or that it cannot
// be told from zero.
void kr_put_change(FILE *out, const struct kr_estimate *estimate,
                   const struct kr_change_words *words);

// "27% (25 to 29)"
void kr_put_share(FILE *out, const struct kr_estimate *share);

// "910 million euro"
void kr_put_money(FILE *out, const struct kr_estimate *euro);

// A paragraph that is put together bit by bit.
struct kr_paragraph {
    FILE *stream;
    char *text;
    size_t size;
};

// Write to self->stream in between; the end prints it in lines of at most 100 columns,
// from column `left` on, behind `mark`.
bool kr_paragraph_begin(struct kr_paragraph *self);
void kr_paragraph_end(struct kr_paragraph *self, const char *mark, int left, FILE *out);

#endif
