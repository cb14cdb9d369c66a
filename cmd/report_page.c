// The page of a report: a template whose places {{name}} are filled in.
#include "cmd/files.h"
#include "cmd/folder.h"
#include "cmd/report.h"
#include "cmd/report_assets.h"

#include <stdio.h>
#include <string.h>

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

enum kr_exit kr_report_page(const char *file, bool force, const char *title,
                            const char *numbers)
{
    const enum kr_exit refused = kr_check_new_file(file, KR_NEW_PAGE, force);
    if (refused != KR_EXIT_DONE || kr_make_folder(file) != KR_OK) {
        return refused != KR_EXIT_DONE ? refused : KR_EXIT_FAILED;
    }
    struct kr_text_file page;
    kr_text_file_open(&page, file);
    if (page.out != NULL) {
        put_page(page.out, title, numbers);
    }
    return kr_text_file_close(&page);
}
