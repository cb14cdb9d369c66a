// The list of what can happen to a person, for --keep events:KIND.
#include "cmd/describe.h"
#include "sim/event_log.h"

#include <stdio.h>

void kr_describe_event_kinds(const struct kr_subject *subject)
{
    static const char *const NAMES[] = {"kind", "per 1,000 persons", "meaning"};
    struct kr_listing listing;
    kr_listing_begin(&listing, NAMES, "lrl", subject->style, stdout);
    for (size_t k = 1; k < kr_event_kind_count(); k++) {
        kr_listing_text(&listing, kr_event_kind_name(k));
        kr_listing_number(&listing, kr_event_kind_usual(k));
        kr_listing_text(&listing, kr_event_kind_meaning(k));
    }
    kr_listing_end(&listing);
}
