// The lists that krapte describe prints: one function each.
#ifndef KR_CMD_DESCRIBE_H
#define KR_CMD_DESCRIBE_H

#include "cmd/listing.h"
#include "cmd/setup.h"

#include <stdbool.h>

// What a list needs to know.
struct kr_subject {
    enum kr_listing_style style;
    const struct kr_setup *setup; // NULL when the list needs no pack
    bool has_scenario;            // a scenario was named, not only a pack
};

// Of the program.
void kr_describe_parameters(const struct kr_subject *subject);
void kr_describe_policies(const struct kr_subject *subject);
void kr_describe_levers(const struct kr_subject *subject);
void kr_describe_outputs(const struct kr_subject *subject);
void kr_describe_breakdowns(const struct kr_subject *subject);
void kr_describe_columns(const struct kr_subject *subject);
void kr_describe_tables(const struct kr_subject *subject);
void kr_describe_state(const struct kr_subject *subject);
void kr_describe_phases(const struct kr_subject *subject);
void kr_describe_uses(const struct kr_subject *subject);
void kr_describe_hazards(const struct kr_subject *subject);
void kr_describe_events(const struct kr_subject *subject);
void kr_describe_event_kinds(const struct kr_subject *subject);
void kr_describe_tallies(const struct kr_subject *subject);
void kr_describe_indicators(const struct kr_subject *subject);

// Of a country pack.
void kr_describe_sectors(const struct kr_subject *subject);
void kr_describe_occupations(const struct kr_subject *subject);
void kr_describe_regions(const struct kr_subject *subject);
void kr_describe_constants(const struct kr_subject *subject);
void kr_describe_targets(const struct kr_subject *subject);
void kr_describe_catalogue(const struct kr_subject *subject);
void kr_describe_policy_files(const struct kr_subject *subject);
void kr_describe_pack(const struct kr_subject *subject);

#endif
