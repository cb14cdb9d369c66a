#include "cmd/prose.h"

#include "cmd/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

// Bytes of the next line of `text` that is at most `width` characters wide.
static size_t line_of(const char *text, int width)
{
    if (kr_text_width(text) <= width) {
        return strlen(text);
    }
    size_t cut = 0;
    int seen = 0;
    for (size_t i = 0; text[i] != '\0'; i++) {
        seen += ((unsigned char)text[i] & 0xc0) != 0x80;
        if (seen > width + 1) {
            break;
        }
        cut = text[i] == ' ' ? i : cut;
    }
    // A word that is too long stands alone.
    return cut > 0 ? cut : strcspn(text, " ");
}

void kr_prose_put(const struct kr_prose *self, int at, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    char *whole;
    const int length = vasprintf(&whole, format, list);
    va_end(list);
    if (length < 0) {
        fputs("(not enough memory)\n", self->out);
        return;
    }
    const char *text = whole;
    int column = at;
    do {
        if (column < self->left) {
            fprintf(self->out, "%*s", self->left - column, "");
            column = self->left;
        }
        const size_t bytes = line_of(text, self->right - column);
        fprintf(self->out, "%.*s\n", (int)bytes, text);
        text += bytes;
        text += *text == ' ';
        column = 0;
    } while (*text != '\0');
    free(whole);
}
