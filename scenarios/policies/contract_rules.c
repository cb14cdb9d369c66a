// Rules for flexible contracts (P47, P48): how long a chain may be, when an agency worker
// is due a contract, who may be hired on call. They hold for everybody; pupils and
// students keep their exception in the rules themselves (docs/model/contracts.md).
#include "scenarios/policies/policies.h"

enum { CHAIN, AGENCY, PERMANENT, ON_CALL, OFFER, TAKEN, PARAMETER_COUNT };

static const struct kr_policy_parameter PARAMETERS[PARAMETER_COUNT] = {
    [CHAIN] = {"shorter_chain", 0, -40, 40, "quarters",
               "by which chains of temporary contracts are shorter"},
    [AGENCY] = {"shorter_agency", 0, -40, 40, "quarters",
                "sooner that a contract is due to agency workers"},
    [PERMANENT] = {"permanent_hires", 0, 0, 1, "share",
                   "of the hires on a flexible contract, made permanent at once"},
    [ON_CALL] =
        {"on_call_hires", 0, 0, 1, "share",
         "of the hires on call, that get fixed hours instead; not beside a study"},
    [OFFER] = {"sooner_offer", 0, 0, 40, "quarters",
               "sooner that those on call are offered fixed hours"},
    [TAKEN] = {"more_taken", 0, 0, 1, "share",
               "of the offers of fixed hours not taken, that then are"},
};

static double at_least_one(double quarters)
{
    return quarters < 1.0 ? 1.0 : quarters;
}

static void apply(const struct kr_policy *policy, int index, double strength,
                  kr_quarter now, struct kr_effective *terms)
{
    (void)index;
    (void)now;
    struct kr_contracts_parameters *rule = &terms->parameters.contracts;
    const double *p = policy->parameter;
    rule->chain_quarters = at_least_one(rule->chain_quarters - p[CHAIN] * strength);
    rule->agency_phase = at_least_one(rule->agency_phase - p[AGENCY] * strength);
    rule->fixed_hours_offer = at_least_one(rule->fixed_hours_offer - p[OFFER] * strength);
    rule->hire_permanent +=
        kr_share_at(p[PERMANENT], strength) * (1.0 - rule->hire_permanent);
    rule->on_call_refused +=
        kr_share_at(p[ON_CALL], strength) * (1.0 - rule->on_call_refused);
    rule->fixed_hours_taken +=
        kr_share_at(p[TAKEN], strength) * (1.0 - rule->fixed_hours_taken);
}

const struct kr_policy_kind kr_contract_rules = {
    .name = "contract_rules",
    .meaning = "rules for temporary, agency and on-call contracts change for everybody",
    .documents = "P47, P48",
    .levers =
        "contracts.chain_quarters, agency_phase, fixed_hours_offer, fixed_hours_taken, "
        "hire_permanent, on_call_refused",
    .cost_rule = "none: a rule",
    .scope = KR_SCOPE_NONE,
    .parameters = PARAMETERS,
    .parameter_count = PARAMETER_COUNT,
    .apply = apply,
};
