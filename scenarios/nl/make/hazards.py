"""Quarterly hazards by status, age group and sex, scaled so that the start stocks give the
published gross flows; and retirement by single age."""
from packio import BANDS, EMPLOYED, GROUPS, NONWORK, SEXES, STATUSES, show

# What the scaling takes for granted about the rest of the model.
SAME_QUARTER = .50      # of those who lose or quit a job to search, find one in the same quarter
TEMPORARY_END = .010    # of flexible employees a quarter become unemployed at the end of a contract (net)
MICRO_SHARE = .13       # of employees work for employers of 2-9 (F1848), which close at MICRO_EXIT
MICRO_EXIT = .017
PENSION_STOP = .50      # of those still at work stop in the quarter of the pension age
SHORT_LOSS = .08        # of contract time lost in a quarter with short absence
LONG_LOSS = .85         # the same with long absence
# Targets: share of the stock per quarter. T11 x 1.01 lies between T11 and T03 + T04.
EXIT = {"permanent": .0143 * 1.01, "flexible": .0755 * 1.01, "self_employed": .0221 * 1.01}
TO_UNEMPLOYED = {"permanent": .0070, "flexible": .0250, "self_employed": .0062}   # sums to T03
DISCOURAGE, ACTIVATE = .245, .0558 + .0385
SEARCH, TRAIN, SHORT, ABSENCE, DISABILITY = .22, .005, .22, .050, .0009
# Retirement a year by age, without the jump at the pension age: from participation at 60,
# 64, 66, 67 and 70-74 (P0028-P0032) less 1.5 points of other net exits; 55-59 smooth.
RETIRE = {55: .004, 56: .005, 57: .007, 58: .010, 59: .020, 60: .035, 61: .045, 62: .055, 63: .075, 64: .190, 65: .215,
          66: .220, 67: .130, 68: .125, 69: .125, 70: .125, 71: .125, 72: .125, 73: .125, 74: .125}
PARTICIPATION = {55: .83, 56: .82, 57: .81, 58: .80, 59: .78, 60: .761, 61: .725, 62: .685, 63: .635, 64: .579, 65: .455,
                 66: .332, 67: .208, 68: .175, 69: .150, 70: .125, 71: .110, 72: .099, 73: .087, 74: .075}
CARE = {0: .06, 1: .08, 2: .12, 3: .18, 4: .20, 5: .15}    # share giving informal care, by age group
SEPARATE = [.030, .012, .0065, .0045, .0028, .0042]        # a quarter, of those with a partner
MOVE = [.013, .012, .005, .0028, .0022, .0018]


def by_group(values):
    """Six values by age group, or six pairs (men, women)."""
    return {(g, s): (v[i] if isinstance(v, tuple) else v) for g, v in enumerate(values) for i, s in enumerate(SEXES)}


class Hazards:
    def __init__(self, people):
        self.people = people
        self.rows, self.notes, self.flow = [], [], {}
        self.n = {(t, g, s): sum(people.status[b, s, t] for b in BANDS if GROUPS[g][0] <= b[0] and b[1] <= GROUPS[g][1])
                  for t in STATUSES for g in range(6) for s in SEXES}

    def stock(self, statuses):
        return sum(n for (t, _, _), n in self.n.items() if t in statuses)

    def scaled(self, pattern, goal, cap=.95):
        """Scales {(status, group, sex): relative hazard} so that the expected number is `goal`."""
        low, high = 0.0, 1e3
        for _ in range(200):
            mid = (low + high) / 2
            got = sum(self.n[k] * min(cap, v * mid) for k, v in pattern.items())
            low, high = (mid, high) if got < goal else (low, mid)
        return {k: min(cap, v * (low + high) / 2) for k, v in pattern.items()}

    def pattern(self, status, values):
        return {(status, g, s): v for (g, s), v in by_group(values).items()}

    def put(self, name, values, mark, source, digits=5):
        """Adds rows; one row for both sexes where they are equal."""
        for t in STATUSES:
            for g in range(6):
                v = [values.get((t, g, s)) for s in SEXES]
                if v[0] is None or v == [0, 0]:
                    continue
                group = f"{GROUPS[g][0]}-{GROUPS[g][1]}"
                if v[0] == v[1]:
                    self.rows.append([name, t, group, "any", show(v[0], digits), mark, source])
                else:
                    self.rows += [[name, t, group, s, show(x, digits), mark, source] for s, x in zip(SEXES, v)]
        self.flow[name] = sum(self.n[k] * v for k, v in values.items())

    def put_any(self, name, values, mark, source, digits=5):
        """The same for hazards that do not depend on status: {(group, sex): value}."""
        for g in range(6):
            group = f"{GROUPS[g][0]}-{GROUPS[g][1]}"
            if values[g, "m"] == values[g, "f"]:
                self.rows.append([name, "any", group, "any", show(values[g, "m"], digits), mark, source])
            else:
                self.rows += [[name, "any", group, s, show(values[g, s], digits), mark, source] for s in SEXES]
        self.flow[name] = sum(n * values[g, s] for (t, g, s), n in self.n.items())

    def retirement(self):
        """Expected retirements per quarter by contract, the pension age included."""
        p, out = self.people, {}
        for t in EMPLOYED:
            total = 0.0
            for b in BANDS:
                if b[0] < 55:
                    continue
                pop = {a: sum(p.population[i, a, s] for i in range(35) for s in SEXES) for a in range(b[0], b[1] + 1)}
                shape = sum(PARTICIPATION[a] * pop[a] for a in pop)
                here = sum(p.status[b, s, t] for s in SEXES)
                for a in pop:
                    work = here * PARTICIPATION[a] * pop[a] / shape
                    total += work * (1 - (1 - RETIRE[a]) ** .25)
                    if a == 66:
                        total += work / 4 * PENSION_STOP * .8
            out[t] = total
        return out


def make_work_exits(h):
    stock = {t: h.stock((t,)) for t in EMPLOYED}
    retire = h.retirement()
    employees = stock["permanent"] + stock["flexible"]
    # E -> U: what this table must add to contract ends and closing firms, gross of quick re-entry.
    layoff, quit_ = {}, {}
    close = MICRO_SHARE * MICRO_EXIT
    age = {"layoff": [1.3, 1.1, .9, .85, .95, .8], "quit": [1.8, 1.3, .9, .75, .5, .3]}
    for t, share in (("permanent", .60), ("flexible", .58)):
        net = TO_UNEMPLOYED[t] - (TEMPORARY_END if t == "flexible" else 0)
        gross = (net / (1 - SAME_QUARTER) - close) * stock[t]
        layoff.update(h.scaled(h.pattern(t, age["layoff"]), gross * share))
        quit_.update(h.scaled(h.pattern(t, age["quit"]), gross * (1 - share)))
    text = ("level: T03 (F0627) and T11 (P0018-P0020), doubled for quick re-entry, less contract ends and closing firms; "
            "split dismissal/quit and age pattern assumed")
    h.put("layoff", layoff, "calibrated", text)
    h.put("quit_to_search", quit_, "calibrated", text)
    own = h.scaled(h.pattern("self_employed", [1.6, 1.2, .9, .9, .9, .9]),
                   TO_UNEMPLOYED["self_employed"] / (1 - SAME_QUARTER) * stock["self_employed"])
    h.put("end_self_employment", own, "calibrated", "half of them unemployed at the end of the quarter: P0020 less quits and retirement")
    # E -> N: exits less retirement, disability and unemployment.
    leave = {}
    pattern = {"permanent": [2.4, (.9, 1.7), (.7, 1.3), .7, .8, 1.0], "flexible": [.72, (.65, .85), (.5, .75), .6, .6, 1.2],
               "self_employed": [2.0, (.7, 1.1), (.6, 1.0), .8, 1.0, 1.6]}
    disabled = {"permanent": DISABILITY * employees * .8, "flexible": DISABILITY * employees * .2, "self_employed": 0.0}
    for t in EMPLOYED:
        goal = EXIT[t] * stock[t] - TO_UNEMPLOYED[t] * stock[t] - retire[t] - disabled[t]
        leave.update(h.scaled(h.pattern(t, pattern[t]), goal))
    h.put("quit_to_nonwork", leave, "calibrated", "level: T04 (F0629) and T11 (P0018-P0020) less retirement and disability; pattern assumed")
    # Self-employment: as many start as stop, retire, die, leave the country or turn 75.
    out = h.flow["end_self_employment"] + retire["self_employed"] + sum(
        h.n[k] * v for k, v in leave.items() if k[0] == "self_employed")
    out += .0032 * stock["self_employed"]      # deaths and emigration
    out += sum(h.people.status[(70, 74), s, "self_employed"] for s in SEXES) * .15 / 4
    start = {**h.pattern("permanent", [.8, (1.3, .8), (1.4, .8), (1.2, .7), (.9, .5), (.8, .5)]),
             **h.pattern("flexible", [.5, (2.0, 1.4), (2.2, 1.5), (2.0, 1.4), (1.8, 1.2), (2.0, 1.2)])}
    h.put("quit_to_self_employment", h.scaled(start, out), "calibrated", "equals the outflow of self-employment, so that the stock of "
          "1.585 million stands; pattern assumed")
    h.expect = {"retire": retire, "self_out": out, "closing": close * employees}


def make_search(h):
    pattern = {**h.pattern("permanent", [.25, .26, .21, .17, .12, .05]), **h.pattern("flexible", [.30, .38, .35, .32, .25, .08]),
               **h.pattern("self_employed", [.15, .12, .09, .08, .06, .03])}
    h.put("search_on_job", h.scaled(pattern, SEARCH * h.stock(EMPLOYED)), "calibrated",
          "mean 22% of workers (20-24% search actively, R4); young and flexible more, assumed", 4)
    pattern = h.pattern("unemployed", [1.25, (.75, .95), (.75, .95), (.8, .95), (1.0, 1.1), (1.9, 1.9)])
    h.put("discourage", h.scaled(pattern, DISCOURAGE * h.stock(("unemployed",))), "calibrated", "level F0630; pattern assumed", 4)
    pattern = {**h.pattern("student", [.50, .26, .22, .20, .10, .05]),
               **h.pattern("available_not_searching", [.50, .36, .36, .34, .28, .10]),
               **h.pattern("searching_not_available", [.50, .46, .44, .42, .36, .18]),
               **h.pattern("carer", [.10, (.07, .085), .07, .05, .022, .006]),
               **h.pattern("ill_disabled", [.030, .024, .017, .011, .005, .002]),
               **h.pattern("retired", [.0, .0, .02, .018, .012, .005]), **h.pattern("other", [.16, .14, .12, .10, .06, .02])}
    h.put("activate", h.scaled(pattern, ACTIVATE * h.stock(NONWORK), .75), "calibrated",
          "level F0626 + F0628 of non-participants; students first (F0535: 47%), pattern assumed", 5)
    move = {**h.pattern("student", [.02, .08, .10, .10, .10, .10]), **h.pattern("available_not_searching", [.12, .12, .12, .12, .10, .10]),
            **h.pattern("searching_not_available", [.18, .20, .20, .18, .15, .12]), **h.pattern("carer", [.03, .025, .02, .02, .02, .015]),
            **h.pattern("ill_disabled", [.008, .006, .004, .003, .003, .002]), **h.pattern("other", [.15] * 6)}
    h.put("move_within_nonwork", move, "assumed", "no published flow; small for the ill, none for the retired", 4)


def make_absence(h):
    short = {**h.pattern("permanent", [(1.0, 1.2), (1.0, 1.25), (.95, 1.15), (.9, 1.1), (.9, 1.05), (.7, .8)]),
             **h.pattern("flexible", [(.9, 1.1), (1.0, 1.2), (.95, 1.15), (.9, 1.1), (.9, 1.05), (.7, .8)])}
    employees = h.stock(("permanent", "flexible"))
    text = f"stock of absence {ABSENCE:.1%} of contract time (T49a): "
    h.put("short_absence", h.scaled(short, SHORT * employees), "calibrated",
          text + f"22% of employees a quarter, {SHORT_LOSS:.0%} of the quarter lost; frequency recalled, pattern assumed", 4)
    recover = [.42, .40, .38, .36, .31, .30]
    stock_goal = (ABSENCE - SHORT * SHORT_LOSS) / LONG_LOSS * employees
    begin = {**h.pattern("permanent", [(.5, .8), (.7, 1.25), (.75, 1.25), (.85, 1.2), (1.15, 1.45), (.8, .8)]),
             **h.pattern("flexible", [(.35, .55), (.6, 1.0), (.7, 1.1), (.8, 1.1), (1.0, 1.25), (.6, .6)])}
    worse = [.3, .5, .8, 1.1, 1.5, .3]
    low, high = 0.0, 1.0                     # scale of the start hazard: stock = n a / (a + r)
    for _ in range(100):
        mid = (low + high) / 2
        got = sum(h.n[k] * v * mid / (v * mid + recover[k[1]]) for k, v in begin.items())
        low, high = (mid, high) if got < stock_goal else (low, mid)
    start = {k: v * low for k, v in begin.items()}
    ill = {k: h.n[k] * a / (a + recover[k[1]]) for k, a in start.items()}
    scale = DISABILITY * employees / sum(n * worse[k[1]] for k, n in ill.items())
    h.put("long_absence", start, "calibrated", text + f"long spells, {LONG_LOSS:.0%} of the quarter lost; pattern assumed")
    h.put("recovery", {k: recover[k[1]] for k in start}, "assumed", "of those in long absence; mean spell 2-4 quarters (R9)", 4)
    h.put("disability", {k: worse[k[1]] * scale for k in start}, "calibrated",
          "of those in long absence; inflow 0.09% of employees a quarter, about half of F1046", 5)
    own = {**h.pattern("self_employed", [.004, .005, .006, .007, .010, .008])}
    h.rows += [["long_absence", "self_employed", f"{GROUPS[g][0]}-{GROUPS[g][1]}", "any", show(own["self_employed", g, "m"], 4), "assumed",
                "about two thirds of employees"] for g in range(6)]
    h.rows += [["recovery", "self_employed", f"{GROUPS[g][0]}-{GROUPS[g][1]}", "any", show(recover[g], 4), "assumed", "as employees"] for g in range(6)]
    h.flow["recovery"] = sum(n * recover[k[1]] for k, n in ill.items())
    h.flow["disability"] = sum(n * worse[k[1]] * scale for k, n in ill.items())
    h.long_stock = sum(ill.values()) / employees


def make_life(h):
    end = .09
    start = {(g, s): CARE[g] * f * end / (1 - CARE[g] * f) for g in range(6) for s, f in (("m", .84), ("f", 1.16))}
    h.put_any("informal_care_start", start, "calibrated", "gives the shares F1131-F1134 with the end hazard; by age recalled")
    h.put_any("informal_care_end", by_group([.12, .11, .10, end, .085, .085]), "assumed", "mean spell of care about three years")
    partner = {(r[0], r[2]): float(r[3]) for r in h.people.households}
    begin = {}
    for g in range(6):
        for s in SEXES:
            lo, hi = partner[GROUPS[g][0], s], partner[GROUPS[g][0] + 5, s]
            mid = (lo + hi) / 2
            begin[g, s] = max(.0005, ((hi - lo) / 20 + SEPARATE[g] * mid) / (1 - mid))
    h.put_any("partner_start", begin, "derived", "keeps the share with a partner by age of households.csv, given partner_end")
    h.put_any("partner_end", by_group(SEPARATE), "assumed", "about 2% of couples a year; 65-74 mostly widowed; level recalled")
    train = {}
    for t, f in (("permanent", 1.0), ("flexible", 1.3), ("self_employed", .5)):
        train.update(h.pattern(t, [1.2 * f, 1.6 * f, 1.2 * f, .8 * f, .35 * f, .05 * f]))
    train = h.scaled(train, TRAIN * h.stock(EMPLOYED))
    train.update(h.pattern("unemployed", [.010, .016, .014, .012, .006, 0]))
    train.update(h.pattern("available_not_searching", [.004, .005, .004, .003, .001, 0]))
    h.put("training", train, "assumed", "courses for another occupation or rung: 0.5% of workers a quarter; R13 counts all formal courses")
    h.put_any("move_region", by_group(MOVE), "assumed", "about 2.5% a year between regions, mostly aged 18-34; recalled")


def make_hazards(people, pack):
    h = Hazards(people)
    make_work_exits(h)
    make_search(h)
    make_absence(h)
    make_life(h)
    order = ("layoff", "quit_to_search", "quit_to_nonwork", "quit_to_self_employment", "end_self_employment", "search_on_job",
             "activate", "discourage", "move_within_nonwork", "short_absence", "long_absence", "recovery", "disability",
             "informal_care_start", "informal_care_end", "partner_start", "partner_end", "training", "move_region")
    h.rows.sort(key=lambda r: order.index(r[0]))
    assert {r[0] for r in h.rows} == set(order)
    pack.add("hazards.csv", "hazard,status,age_group,sex,value", h.rows)
    pack.add("retirement.csv", "age,hazard", [
        [a, show(1 - (1 - y) ** .25, 5), "derived" if a >= 60 else "assumed",
         "participation by age P0028-P0032 less other net exits; yearly rate to quarters; jump at the pension age excluded"]
        for a, y in sorted(RETIRE.items())])
    people.hazards = h
    summary(h)
    return h


def summary(h):
    n = {t: h.stock((t,)) for t in STATUSES}
    employed, idle = h.stock(EMPLOYED), h.stock(NONWORK)
    net = sum(TO_UNEMPLOYED[t] * n[t] for t in EMPLOYED)
    leave = sum(EXIT[t] * n[t] for t in EMPLOYED) - net
    f = h.flow
    retire = sum(h.expect["retire"].values())
    k = lambda x: f"{x / 1000:,.1f}"
    h.table = [
        ("employed to unemployed, net of re-entry in the quarter", net / employed, "T03 1.18"),
        ("employed to non-participation", leave / employed, "T04 2.13"),
        ("exit to non-employment, permanent", EXIT["permanent"], "T11a 1.43"),
        ("exit to non-employment, flexible", EXIT["flexible"], "T11b 7.55"),
        ("exit to non-employment, self-employed", EXIT["self_employed"], "T11c 2.21"),
        ("unemployed who stop searching", f["discourage"] / n["unemployed"], "T06 24.5"),
        ("non-participants who start to search", f["activate"] / idle, "T07 + T08 9.4"),
        ("workers who search", f["search_on_job"] / employed, "R4 20-24"),
        ("course begun, workers and others, of employed", f["training"] / employed, "0.5"),
        ("disability inflow, of employees", f["disability"] / (n["permanent"] + n["flexible"]), "0.09"),
        ("in long absence, of employees", h.long_stock, "3.8")]
    h.notes.append(
        f"hazards.csv, thousand persons a quarter at the start: layoff {k(f['layoff'])}, quit_to_search {k(f['quit_to_search'])}, "
        f"end_self_employment {k(f['end_self_employment'])} (gross); with closing firms {k(h.expect['closing'])} (gross) and contract ends "
        f"{k(TEMPORARY_END * n['flexible'])} (net) they give {k(net)} net to unemployment. quit_to_nonwork {k(f['quit_to_nonwork'])}, "
        f"retirement {k(retire)} (pension age included), disability {k(f['disability'])}: {k(leave)} to non-participation. "
        f"quit_to_self_employment {k(f['quit_to_self_employment'])} = outflow of self-employment. discourage {k(f['discourage'])}, "
        f"activate {k(f['activate'])}, move_within_nonwork {k(f['move_within_nonwork'])}, long_absence {k(f['long_absence'])}, "
        f"training {k(f['training'])}, move_region {k(f['move_region'])}.")
