// The page of a report: a template whose places {{name}} are filled in.
#include "cmd/report.h"
#include "cmd/report_assets.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Text between tags and in attributes.
static void put_escaped(FILE *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        switch (*c) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            fputc(*c, out);
        }
    }
}

// JSON inside a script element: "<" stands in texts only, where it can be written as an
// escape, so that no text can end the element.
static void put_numbers(FILE *out, const char *json)
{
    for (const char *c = json; *c != '\0'; c++) {
        if (*c == '<') {
            fputs("\\u003c", out);
        } else {
            fputc(*c, out);
        }
    }
}

static void put_place(FILE *out, const char *name, size_t length, const char *title,
                      const char *numbers)
{
    const struct {
        const char *name;
        const char *text;
    } plain[] = {{"style", kr_report_asset_style},
                 {"library", kr_report_asset_library},
                 {"licence", kr_report_asset_licence},
                 {"script", kr_report_asset_script},
                 {"version", KR_VERSION}};
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        if (strlen(plain[i].name) == length &&
            strncmp(plain[i].name, name, length) == 0) {
            fputs(plain[i].text, out);
            return;
        }
    }
    if (strncmp(name, "title", length) == 0) {
        put_escaped(out, title);
    } else {
        KR_BUG_IF(strncmp(name, "numbers", length) != 0);
        put_numbers(out, numbers);
    }
}

static void put_page(FILE *out, const char *title, const char *numbers)
{
    const char *rest = kr_report_asset_page;
    for (const char *open = strstr(rest, "{{"); open != NULL; open = strstr(rest, "{{")) {
        const char *close = strstr(open, "}}");
        KR_BUG_IF(close == NULL);
        (void)fwrite(rest, 1, (size_t)(open - rest), out);
        put_place(out, open + 2, (size_t)(close - open - 2), title, numbers);
        rest = close + 2;
    }
    fputs(rest, out);
}

static enum kr_exit fail(const char *file, const char *what)
{
    fprintf(stderr, "krapte: %s: %s: %s\n", file, what, strerror(errno));
    return KR_EXIT_FAILED;
}

// Renaming would put a file in the place of a device, a pipe or a folder.
static enum kr_exit check_place(const char *file, bool force)
{
    struct stat found;
    if (stat(file, &found) != 0) {
        return KR_EXIT_DONE;
    }
    if (!S_ISREG(found.st_mode)) {
        fprintf(stderr,
                "krapte: %s is not a file that a page can take the place of; name one "
                "such as report.html\n",
                file);
        return KR_EXIT_USAGE;
    }
    if (!force) {
        fprintf(stderr, "krapte: %s exists already; --force overwrites it\n", file);
        return KR_EXIT_USAGE;
    }
    return KR_EXIT_DONE;
}

enum kr_exit kr_report_page(const char *file, bool force, const char *title,
                            const char *numbers)
{
    if (check_place(file, force) != KR_EXIT_DONE) {
        return KR_EXIT_USAGE;
    }
    char *temporary;
    if (asprintf(&temporary, "%s.tmp", file) < 0) {
        return fail(file, "not enough memory");
    }
    enum kr_exit status = KR_EXIT_DONE;
    FILE *out = fopen(temporary, "w");
    if (out == NULL) {
        status = fail(temporary, "cannot be written");
        free(temporary);
        return status;
    }
    put_page(out, title, numbers);
    const bool written = fflush(out) == 0 && ferror(out) == 0 && fsync(fileno(out)) == 0;
    if (fclose(out) != 0 || !written || rename(temporary, file) != 0) {
        status = fail(file, "cannot be written");
        (void)unlink(temporary);
    }
    free(temporary);
    return status;
}
