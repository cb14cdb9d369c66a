#include "scenarios/values.h"

#include "base/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

static const char *skip_digits(const char *text)
{
    while (is_digit(*text)) {
        text++;
    }
    return text;
}

// The end of an exponent such as e-3; `text` itself when there is none.
static const char *skip_exponent(const char *text)
{
    if (*text != 'e' && *text != 'E') {
        return text;
    }
    const char *digits = text + 1;
    digits += *digits == '+' || *digits == '-';
    return is_digit(*digits) ? skip_digits(digits) : text;
}

bool kr_parse_number(const char *text, double *value, const char **rest)
{
    const char *first = text + (*text == '-' || *text == '+');
    const char *whole_end = skip_digits(first);
    const char *end = whole_end;
    if (*end == '.') {
        end = skip_digits(end + 1);
        if (end - first < 2) {
            return false; // a point alone
        }
    } else if (whole_end == first) {
        return false;
    }
    end = skip_exponent(end);

    // strtod would read hexadecimal, inf and nan too, so it sees only what was checked.
    char copy[64];
    const size_t length = (size_t)(end - text);
    if (length >= sizeof copy) {
        return false;
    }
    memcpy(copy, text, length);
    copy[length] = '\0';
    *value = strtod(copy, NULL);
    *rest = end;
    return *value >= -1e300 && *value <= 1e300;
}

bool kr_parse_u64(const char *text, uint64_t *value)
{
    if (*text == '\0') {
        return false;
    }
    uint64_t sum = 0;
    for (; is_digit(*text); text++) {
        const uint64_t digit = (uint64_t)(*text - '0');
        if (sum > (UINT64_MAX - digit) / 10) {
            return false;
        }
        sum = sum * 10 + digit;
    }
    *value = sum;
    return *text == '\0';
}

bool kr_parse_quarter(const char *text, kr_quarter *value)
{
    if (strlen(text) != 6 || skip_digits(text) != text + 4 || text[4] != 'Q' ||
        text[5] < '1' || text[5] > '4') {
        return false;
    }
    const int year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 +
                     (text[2] - '0') * 10 + (text[3] - '0');
    *value = kr_quarter_of(year, text[5] - '0');
    return year >= 1900 && year <= 2999;
}

bool kr_is_name(const char *text, size_t most)
{
    const size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    return length >= 1 && length <= most && text[length] == '\0';
}

int kr_find_word(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            return (int)i;
        }
    }
    return KR_NONE;
}

// ": a, b or c"
static void list_words(const char *const *words, size_t count, char text[KR_HINT_TEXT])
{
    size_t used = 0;
    for (size_t i = 0; i < count && used < KR_HINT_TEXT - 1; i++) {
        const char *before = i == 0 ? ": " : i + 1 < count ? ", " : " or ";
        const int more =
            snprintf(text + used, KR_HINT_TEXT - used, "%s%s", before, words[i]);
        used += more > 0 ? (size_t)more : 0;
    }
}

const char *kr_hint(const char *word, const char *const *words, size_t count,
                    char text[KR_HINT_TEXT])
{
    enum { SHORT_LIST = 12 };
    const char *nearest = kr_nearest(word, words, count);
    text[0] = '\0';
    if (nearest != NULL) {
        (void)snprintf(text, KR_HINT_TEXT, "; did you mean \"%s\"?", nearest);
    } else if (count <= SHORT_LIST) {
        list_words(words, count, text);
    }
    return text;
}
