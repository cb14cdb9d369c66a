// The assembler takes the files in as they are; a zero ends each.
#include "cmd/report_assets.h"

// Symbol and end; FILE stands between.
#define BEGIN(name) \
    ".section .rodata\n.global kr_report_asset_" name "\nkr_report_asset_" name ":\n"
#define TAKE(file) ".incbin \"" KR_REPORT_DIR "/" file "\"\n"
#define END        ".byte 0\n.previous\n"

__asm__(BEGIN("page") TAKE("page.html") END);
__asm__(BEGIN("style") TAKE("page.css") END);
__asm__(BEGIN("library") TAKE("vendor/echarts.js") END);
__asm__(BEGIN("licence") TAKE("vendor/LICENCE.txt") END);
// One script after the other, in the order in which they need each other.
__asm__(BEGIN("script") TAKE("words.js") TAKE("figure.js") TAKE("charts.js")
            TAKE("shapes.js") TAKE("run.js") TAKE("places.js") TAKE("flows.js")
                TAKE("effects.js") TAKE("headlines.js") TAKE("ledger.js") TAKE("page.js")
                    END);
