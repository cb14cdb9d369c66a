// Output, unmet need and childcare.
#ifndef KR_AGENTS_RULES_SERVICES_H
#define KR_AGENTS_RULES_SERVICES_H

// X(name, default, low, high, unit, meaning, source, mark)
#define KR_SERVICES_PARAMETERS(X)                                                        \
    X(waiting_persistence, 0.8, 0, 1, "share",                                           \
      "unmet need that waits into the next quarter", "health care queues", KR_ASSUMED)   \
    X(backlog_pressure, 0.15, 0, 2, "log per quarter",                                   \
      "rise of the need for staff with service that waits beyond the start, public and " \
      "care sectors",                                                                    \
      "waiting lists press on staff; size assumed", KR_ASSUMED)                          \
    X(informal_response, 1.0, 0, 5, "log per quarter",                                   \
      "more informal care begins when care waits beyond the start",                      \
      "L3; sign SCP, size assumed", KR_ASSUMED)                                          \
    X(informal_scale, 1, 0, 5, "ratio",                                                  \
      "multiplies the rate at which informal care begins", "neutral", KR_ASSUMED)        \
    X(use_price_response, 0.4, 0, 1.5, "log/log",                                        \
      "rise of the use of formal childcare as its price to parents falls",               \
      "P07: 2005-09 the price halved and use by the youngest about doubled, part of it " \
      "for other reasons; most came from informal care",                                 \
      KR_ASSUMED)                                                                        \
    X(queue_care_share, 0.7, 0, 1, "share",                                              \
      "parents in the queue who find informal care", "R19", KR_ASSUMED)                  \
    X(queue_hours_cut, 4, 0, 16, "hours", "hours wanted given up by the others", "R19",  \
      KR_ASSUMED)

struct kr_services_parameters {
#define KR_FIELD(name, ...) double name;
    KR_SERVICES_PARAMETERS(KR_FIELD)
#undef KR_FIELD
};

#endif
