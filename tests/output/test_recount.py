"""Series say what persons and employers say: every series that can be counted from /persons, /employers, /events and other
series of the same file is counted again, and every other one is named in REST. Usage: test_recount.py FOLDER."""

import os
import sys

import h5py
import numpy

FULL_TIME = 35 * 60
PERMANENT, TEMPORARY, AGENCY, OWN_ACCOUNT = 1, 2, 4, 5
CLOSE = {"wage_gini": 2e-4, "earnings_gini": 5e-4, "wage_log_variance": 1e-3, "hourly_wage_by_percentile": 2e-3}
# What the columns of persons and employers do not hold.
REST = {
    "by post, which no table has": """required_minutes_by_occupation unmet_minutes_by_sector unmet_minutes_by_occupation
        unmet_minutes_by_region unmet_minutes_by_sector_region contract_minutes_by_occupation learning_minutes_by_sector
        learning_minutes_by_occupation learning_minutes_by_region heads_by_kind_load load_by_kind_load separations_by_kind_load
        dismissals_by_kind_load contract_minutes_by_kind_load absent_minutes_by_kind_load absences_by_kind_load
        changed_minutes_by_kind_load load_weighted_by_sector load_heads_by_sector load_quits_by_sector posts_carved
        carvings_ended carved_posts helper_minutes freed_minutes""",
    "of vacancies, which no table has": """vacancies_open_by_occupation vacancies_opened_by_sector vacancies_filled_by_sector
        vacancies_dropped_by_sector standing_vacancies_by_sector openings_new openings_filled openings_dropped applications
        offers seekers seekers_employed second_jobs_filling""",
    "the state of the market, of sectors and of services": """tightness_seen_by_region wage_level_by_wage_group
        budget_ratio_by_sector waiting_by_sector service_minutes_by_sector service_unmet_minutes_by_sector
        childcare_queue commuting_distance_by_region workload_spiral_gain admin_share_care
        children_by_region elderly_by_region births child_deaths child_arrivals child_departures elderly_deaths
        elderly_migration""",
    "of money that is in no column": """payroll_cents_by_sector withheld_cents benefits_cents budget_cents_by_line
        policy_cents""",
    "of the quarter, and no event": """requests_by_sector_answer hours_kept hours_fallen_back overtime_formalised
        conversations wish_persuaded wish_bonus wish_held cut_first bonus_overtime minutes_granted minutes_given_up
        childcare_drawn childcare_formal childcare_wanted childcare_places childcare_used studies_started study_dropouts
        technology_adopted second_job_minutes combination_jobs paid_minutes_by_policy
        short_absences activated""",
}


class Table:
    """Columns of /persons or /employers at one record, of those who are there."""

    def __init__(self, group, record, there):
        self.there = there(group, record)
        self.group, self.record = group, record

    def __getattr__(self, name):
        return self.group[name][self.record][self.there].astype(numpy.int64)

    def everybody(self, name):
        return self.group[name][self.record].astype(numpy.int64)


def count(mask, *axes, weight=None):
    """Those of the mask, or their weight, by codes; an axis is a column and the number of its codes."""
    cell = numpy.zeros(int(mask.sum()), numpy.int64)
    for column, codes in axes:
        cell = cell * codes + column[mask]
    shape = [codes for _, codes in axes]
    weights = None if weight is None else weight[mask].astype(float)
    return numpy.bincount(cell, weights, minlength=int(numpy.prod(shape))).reshape(shape)


def gini(values):
    values = numpy.sort(values.astype(float))
    rank = numpy.arange(1, values.size + 1)
    return 2 * (rank * values).sum() / (values.size * values.sum()) - (values.size + 1) / values.size


def share(some, of):
    return 100 * numpy.float64(some) / of


def ratio(above, below):
    with numpy.errstate(all="ignore"):
        return numpy.where(below > 0, above / below, numpy.nan)


class File:
    def __init__(self, path):
        self.file = h5py.File(path, "r")
        self.scale = self.file.attrs["scale"]
        self.words = {name: [word.decode() for word in labels[()]] for name, labels in self.file["labels"].items()
                      if h5py.check_string_dtype(labels.dtype)}
        self.records = int(self.file["quarterly/quarters_complete"][()])

    def size(self, name):
        return len(self.words[name])

    def persons(self, record):
        return Table(self.file["persons"], record, lambda group, t: group["status"][t] > 0)

    def employers(self, record):
        return Table(self.file["employers"], record, lambda group, t: group["since"][t] != -32768)

    def series(self, group, name, record):
        """Of the country."""
        data = self.file[group][name]
        return data[record] * data.attrs.get("scale_factor", 1.0)

    def now(self, record):
        return int(self.file["persons/year"][record]) * 4 + int(self.file["persons/quarter"][record]) - 1


class View:
    """Persons and employers of one record, and the axes by which they are counted."""

    def __init__(self, file, t):
        p = file.persons(t)
        self.p, self.e = p, file.employers(t)
        self.staff, self.own, self.unemployed = (p.status == file.words["status"].index(word)
                                                 for word in ("employee", "self_employed", "unemployed"))
        self.works = self.staff | self.own
        self.part_time = p.usual_minutes < FULL_TIME
        more = [file.words["wish"].index(word) for word in ("latent_more", "voiced_more", "held_more")]
        self.under_employed = self.staff & self.part_time & numpy.isin(p.wish, more)
        self.hours_class = sum((p.usual_minutes >= hours * 60).astype(int) for hours in (12, 20, 28, 35))
        wage_class = numpy.where(p.hourly_wage < 1500, 0, numpy.minimum((p.hourly_wage - 1500) // 500 + 1, 9))
        self.axis = {name: (getattr(p, name), file.size(name)) for name in
                     ("region", "sex", "status", "education", "occupation", "sector", "contract", "wish")}
        self.axis.update({
            "work_region": (p.work_region, file.size("region")), "age": (p.age - 15, 60),
            "age_group": (numpy.minimum((p.age - 15) // 10, 5), 6), "hours_class": (self.hours_class, 5),
            "hours": (numpy.minimum(p.contract_minutes // 240, 12), 13),
            "desired_hours": (numpy.minimum(p.desired_hours // 4, 12), 13), "wage_class": (wage_class, 10)})

    def by(self, mask, *names, weight=None):
        return count(mask, *(self.axis[name] for name in names), weight=weight)


def of_persons(file, t, v):
    """Series that persons are counted for, by name, in agents."""
    p, by, works, staff, unemployed = v.p, v.by, v.works, v.staff, v.unemployed
    found = {}
    for name in ("region", "sex", "age_group", "age", "education"):
        found[f"persons_by_{name}_status"] = by(p.status > 0, name, "status")
    for name in ("contract", "age_group", "sex"):
        found[f"employed_by_{name}"] = by(works, name)
        found[f"contract_minutes_by_{name}"] = by(works, name, weight=p.contract_minutes)
        found[f"usual_minutes_by_{name}"] = by(works, name, weight=p.usual_minutes)
    found["employed_by_sex_hours_class"] = by(works, "sex", "hours_class")
    found["employed_by_sex_hours"] = by(works, "sex", "hours")
    found["part_timers_by_sex"] = by(works & v.part_time, "sex")
    found["under_employed_by_sex"] = by(v.under_employed, "sex")
    found["heads_by_sector"] = by(staff, "sector")
    found["heads_by_occupation"] = by(staff, "occupation")
    found["heads_by_region"] = by(staff, "work_region")
    found["heads_by_sector_region"] = by(staff, "sector", "work_region")
    found["employees_by_region_work_region"] = commuting = by(staff, "region", "work_region")
    found["commuter_share_by_region"] = share(commuting.sum(1) - commuting.diagonal(), commuting.sum(1))
    found["employees_by_sex_desired_hours"] = by(staff, "sex", "desired_hours")
    found["desired_minutes_by_sector_sex"] = by(staff, "sector", "sex", weight=p.desired_hours * 60)
    for name in ("wish", "contract", "age_group", "sex"):
        found[f"employees_by_sector_{name}"] = by(staff, "sector", name)
    found["unemployed_by_occupation"] = seeking = by(unemployed, "occupation")
    found["in_training_by_occupation"] = by(p.course > 0, "occupation")
    found["tightness_by_occupation"] = 100 * ratio(file.file["quarterly/vacancies_open_by_occupation"][t], seeking)
    return found


def of_pay(v):
    """Pay of employees in their main job."""
    found = {"employees_by_wage_class": v.by(v.staff, "wage_class")}
    cents, minutes = v.p.hourly_wage[v.staff], v.p.contract_minutes[v.staff]
    found["hourly_wage"] = (cents * minutes // 60).sum() / minutes.sum() * 0.6
    found["wage_gini"] = gini(cents)
    found["earnings_gini"] = gini(cents * minutes)
    found["wage_log_variance"] = numpy.log(cents).var()
    found["hourly_wage_by_percentile"] = numpy.percentile(cents, range(10, 100, 10)) / 100
    return found


def of_employers(file, v):
    """What employers say, second jobs included."""
    e, found = v.e, {}
    of = {name: (getattr(e, name), file.size(name)) for name in ("sector", "region")}
    there = e.heads >= 0
    found["employers_by_sector"] = count(there, of["sector"])
    for name in ("sector", "region"):
        found[f"contract_minutes_by_{name}"] = count(there, of[name], weight=e.contract_minutes)
        found[f"required_minutes_by_{name}"] = count(there, of[name], weight=e.required_minutes)
        found[f"vacancies_open_by_{name}"] = count(there, of[name], weight=e.openings)
    found["vacancies_open_by_sector_region"] = count(there, of["sector"], of["region"], weight=e.openings)
    found["absent_minutes_by_sector"] = absent = count(there, of["sector"], weight=e.absent_minutes)
    found["absence_base_minutes_by_sector"] = base = found["contract_minutes_by_sector"]
    found["absence_by_sector"] = share(absent, base)
    found["workload_by_sector"] = found["required_minutes_by_sector"] / (base - absent)
    found["tightness_by_region"] = 100 * ratio(found["vacancies_open_by_region"], v.by(v.unemployed, "region"))
    return found


def indicators(file, v, tables):
    """Indicators are of the country: what is counted is divided by the scale here."""
    p, works, staff, unemployed, found = v.p, v.works, v.staff, v.unemployed, {}
    absent, base = tables["absent_minutes_by_sector"], tables["absence_base_minutes_by_sector"]
    care = numpy.isin(file.words["sector_kind"], ["care", "childcare"])
    public = numpy.array(file.words["sector_kind"]) != "market"

    openings = v.e.openings.sum()
    persons = {"persons": p.status > 0, "employed_persons": works, "unemployed_persons": unemployed,
               "self_employed_persons": v.own,
               "under_employed": v.under_employed}
    found.update({name: mask.sum() / file.scale for name, mask in persons.items()})
    found["open_vacancies"] = openings / file.scale
    found["unemployment_rate"] = share(unemployed.sum(), (works | unemployed).sum())
    found["net_participation"] = share(works.sum(), works.size)
    found["flexible_share"] = share((staff & (p.contract != PERMANENT)).sum(), staff.sum())
    found["vacancies_per_1000_jobs"] = 10 * share(openings, openings + staff.sum())
    found["tightness"] = share(openings, unemployed.sum())
    for i, name in enumerate(("under_12", "12_19", "20_27", "28_34", "35_more")):
        found[f"hours_{name}"] = share((works & (v.hours_class == i)).sum(), works.sum())
    flexible = (p.contract >= TEMPORARY) & (p.contract <= AGENCY)
    for name, mask in (("employed", works), ("men", works & (p.sex == 0)), ("permanent", p.contract == PERMANENT),
                       ("flexible", flexible), ("self_employed", p.contract == OWN_ACCOUNT), ("15_24", works & (p.age < 25)),
                       ("55_64", works & (p.age >= 55) & (p.age < 65))):
        found[f"mean_hours_{name}"] = p.usual_minutes[mask].mean() / 60
    for name, first, last in (("60", 60, 60), ("64", 64, 64), ("66", 66, 66), ("67", 67, 67), ("70_74", 70, 74)):
        of_age = (p.age >= first) & (p.age <= last)
        found[f"participation_{name}"] = share((works & of_age).sum(), of_age.sum())
    found["part_time_share"] = share((works & v.part_time).sum(), works.sum())
    found["public_share"] = share(tables["heads_by_sector"][public].sum(), works.sum())
    found["sickness_absence"] = share(absent.sum(), base.sum())
    found["sickness_absence_care"] = share(absent[care].sum(), base[care].sum())
    return found


def stocks(file, t):
    """Name of each series of /quarterly that is counted -> its values."""
    view = View(file, t)
    tables = {**of_persons(file, t, view), **of_pay(view), **of_employers(file, view)}
    return {**tables, **indicators(file, view, tables)}


def from_series(file, t):
    """What is reckoned from other series, of the country."""

    def q(name):
        return file.series("quarterly", name, t)

    def f(name):
        return file.series("flows", name, t)

    def money(name):
        return file.series("ledger", name, t)

    found = {}
    full_time = round(q("contract_minutes_by_sector").sum() / q("fte_by_sector").sum(), 6)
    assert full_time % 60 == 0, full_time
    for name in ("sector", "occupation"):
        heads, minutes = q(f"heads_by_{name}"), q(f"contract_minutes_by_{name}")
        mean = numpy.where(minutes > 0, minutes / numpy.maximum(heads, 1e-300), full_time)
        found[f"fte_by_{name}"] = minutes / full_time
        found[f"shortage_heads_by_{name}"] = q(f"unmet_minutes_by_{name}") / mean
    for name in ("sector", "occupation", "region"):
        found[f"shortage_fte_by_{name}"] = q(f"unmet_minutes_by_{name}") / full_time
    found["staffing_quality_by_sector"] = numpy.minimum(1, ratio(
        q("contract_minutes_by_sector") - q("learning_minutes_by_sector") - q("absent_minutes_by_sector"),
        q("required_minutes_by_sector")))
    found["hourly_wage_by_sector"] = money("payroll_cents_by_sector") / q("contract_minutes_by_sector") * 60 / 13 / 100
    kind = numpy.array(file.words["sector_kind"])
    care, childcare = numpy.isin(kind, ["care", "childcare"]), kind == "childcare"
    found["standing_care"] = q("standing_vacancies_by_sector")[kind == "care"].sum()
    found["standing_childcare"] = q("standing_vacancies_by_sector")[childcare].sum()
    moves = f("moves_by_sector_from_to")
    for name, start, end in (("care_to_public", care, kind == "public"), ("public_to_care", kind == "public", care),
                             ("care_to_education", care, kind == "education"),
                             ("education_to_care", kind == "education", care)):
        found[name] = 4 * moves[start][:, end].sum()
    left = f("separations_by_sector_destination")[care].sum() - moves[care][:, care].sum()
    found["care_leavers"] = share(4 * left, q("heads_by_sector")[care].sum())
    for days in ("wanted", "places", "used"):
        found[f"childcare_{days}_days"] = f(f"childcare_{days}") / 1000
    found["payroll_billion"] = money("payroll_cents_by_sector").sum() / 1e11
    found["benefits_billion"] = money("benefits_cents") / 1e11
    found["policy_cost_million"] = money("policy_cents") / 1e8
    found["hires"], found["training_starts"] = f("hires"), f("trainings_started")
    found["vacancies_opened"] = f("vacancies_opened")
    found["vacancies_filled_or_withdrawn"] = f("vacancies_filled") + f("vacancies_withdrawn") + f("vacancies_closed")
    for name in ("opened", "filled", "dropped"):
        total = q(f"vacancies_{name}_by_sector").sum()
        assert total == q(f"vacancies_{name}_by_region").sum() == q(f"vacancies_{name}_by_occupation").sum(), name
    if t > 0:  # open now are those of the last quarter, and what opened, less what was filled or dropped
        for name in ("sector", "region", "occupation"):
            last = file.series("quarterly", f"vacancies_open_by_{name}", t - 1)
            change = sum(sign * q(f"vacancies_{word}_by_{name}")
                         for word, sign in (("opened", 1), ("filled", -1), ("dropped", -1)))
            assert (q(f"vacancies_open_by_{name}") == last + change).all(), (name, t)
    return found


def rates(file, t):
    """Rates of flows, from persons."""
    flow = file.file["flows/status_flow"][t].astype(float)
    place = {"employed": slice(1, 3), "unemployed": slice(3, 4), "nonparticipation": slice(4, None)}
    found = {}
    for start, rows in place.items():
        for end, columns in place.items():
            if start != end and t > 0:
                found[f"{start}_to_{end}"] = share(flow[rows, columns].sum(), flow[rows].sum())
    exits = file.file["flows/contract_to_status"][t].astype(float)
    for name, rows in (("permanent", slice(1, 2)), ("flexible", slice(2, 5)), ("self_employed", slice(5, 6))):
        if t > 0:
            found[f"exit_{name}"] = share(exits[rows, 3:].sum(), exits[rows].sum())
    if t > 0:
        staff, moved = (file.file[f"flows/{name}_by_tenure"][t].astype(float) for name in ("employees", "movers"))
        found["job_to_job"] = share(moved.sum(), staff.sum())
        found["job_to_job_tenure_ratio"] = (moved[0] / staff[0]) / (moved[1] / staff[1])
    return found


def flows(file, t):
    """Series of /flows from two records of persons and from the events between them, in agents."""
    before, after = file.file["persons"], file.file["persons"]

    def was(name):
        return before[name][t - 1].astype(numpy.int64)

    def now(name):
        return after[name][t].astype(numpy.int64)

    statuses, contracts, occupations = (file.size(name) for name in ("status", "contract", "occupation"))
    first, last = was("status"), now("status")
    both = (first > 0) & (last > 0)
    worked = both & ((first == 1) | (first == 2))
    found = {"status_flow": count(both, (first, statuses), (last, statuses)),
             "contract_to_status": count(worked, (was("contract"), contracts), (last, statuses)),
             "contract_to_contract": count(worked, (was("contract"), contracts), (now("contract"), contracts))}
    staff = both & (first == 1)
    stays = staff & (last == 1)
    found["occupation_flow"] = count(stays, (was("occupation"), occupations), (now("occupation"), occupations))
    short = was("job_since") >= file.now(t) - 8
    moved = stays & (now("job_since") == file.now(t))
    found["employees_by_tenure"] = [(staff & short).sum(), (staff & ~short).sum()]
    found["movers_by_tenure"] = [(moved & short).sum(), (moved & ~short).sum()]
    assert not (stays & (was("employer") != now("employer")) & ~moved).any(), "another employer is another job"

    # Stocks in /flows.
    groups = now("groups")
    words = file.file["persons/groups"].attrs["flag_meanings"].split()
    for name, word in (("labour_migrants", "labour_migrant"), ("study_migrants", "study_migrant"), ("permit_holders", "permit"),
                       ("second_jobs", "second_job")):
        found[name] = (groups >> words.index(word) & 1).sum()
    found["in_training"] = (now("course") > 0).sum()
    silent = numpy.isin(now("wish"), [file.words["wish"].index(word) for word in ("latent_more", "held_more")])
    found["wish_latent"] = ((last == 1) & (now("usual_minutes") < FULL_TIME) & silent).sum()
    there = [file.file["employers/since"][t - 1] != -32768, file.file["employers/since"][t] != -32768]
    found["employers_born"] = (there[1] & ~there[0]).sum()
    found["employers_died"] = (there[0] & ~there[1]).sum()
    return found


def happened(file, t):
    """Series of /flows and /ledger from the events of a quarter, in agents."""
    events = file.file["events"]
    rows = slice(int(events["row_start"][t]), int(events["row_start"][t] + events["row_count"][t]))
    words = events["kind"].attrs["flag_meanings"].split()
    column = {name: events[name][rows].astype(numpy.int64) for name in ("kind", "sector", "status_from", "status_to", "policy",
                                                                        "payer", "amount_cents")}

    def of(word):
        return column["kind"] == words.index(word)

    def number(*kinds):
        return sum(int(of(word).sum()) for word in kinds)

    found = {name: number(name) for name in ("turned_15", "arrived", "died", "departed", "turned_75", "graduated",
                                             "second_jobs_begun", "second_jobs_ended", "second_jobs_promoted")
             if name in words}
    same = {"hires": "hire", "separations_to_employer": "job_left", "hires_from_employer": "job_left",
            "contract_ends": "contract_end", "conversions": "contract_converted", "wish_voiced": "hours_more_asked",
            "fewer_voiced": "hours_fewer_asked", "wish_granted": "hours_more_granted", "wish_refused": "hours_more_refused",
            "fewer_granted": "hours_fewer_granted", "long_absences_begun": "absence_begun",
            "trainings_started": "course_started", "trainings_finished": "course_finished",
            "trainings_dropped": "course_dropped", "retirements": "retirement", "self_employment_ends": "own_account_ended",
            "second_jobs_begun": "second_job_begun", "second_jobs_ended": "second_job_ended",
            "second_jobs_promoted": "second_job_promoted", "disability_inflow": "disability", "discouraged": "search_ended"}
    found.update({name: number(word) for name, word in same.items()})
    found["layoffs"] = number("layoff", "employer_closed")
    quits = sum(int(file.file[f"flows/{name}"][t]) for name in ("quits_to_search", "quits_to_nonwork"))
    assert quits == number("quit", "disability"), "quits"
    sectors = file.size("sector")
    hired = file.file["flows/hires_by_sector_origin"][t]
    assert (count(of("hire"), (column["sector"], sectors)) == hired.sum(1)).all(), "hires by sector"
    moves = file.file["flows/moves_by_sector_from_to"][t]
    left = count(of("job_left"), (column["sector"], sectors))
    assert (left == moves.sum(1)).all() and (moves.sum(0) == hired[:, :2].sum(1)).all(), "moves by sector"

    paid = of("payment")
    policies = file.size("policy")
    policy, cents = (column["policy"], policies), column["amount_cents"]
    found["recipients_by_policy"] = count(paid, policy)
    found["payments_by_policy"] = count(paid & (cents > 0), policy)
    found["cents_by_policy"] = count(paid, policy, weight=cents)
    found["euro_by_policy_payer"] = count(paid, policy, (column["payer"], file.size("payer")), weight=cents) / 100
    found["policy_received_cents"] = cents[paid].sum()
    return found


def balances(file, t):
    """Stocks and what came and went; numbers that say the same twice."""
    flow = {name: data[t] for name, data in file.file["flows"].items() if data.ndim > 0 and data.shape[0] == file.records}
    status = [file.file["persons/status"][record] for record in (t - 1, t)]
    came, went = flow["turned_15"] + flow["arrived"], flow["died"] + flow["departed"] + flow["turned_75"]
    change = int((status[1] > 0).sum()) - int((status[0] > 0).sum())
    assert change == came - went, "persons"
    staff = int((status[1] == 1).sum()) - int((status[0] == 1).sum())
    assert staff == flow["hires"] - flow["separations"] + flow["second_jobs_promoted"], "employees"
    assert flow["separations"] == flow["separations_by_sector_destination"].sum(), "separations"
    ends = flow["separations_to_employer"] + flow["layoffs"] + flow["contract_ends"] + flow["quits_to_search"] \
        + flow["quits_to_nonwork"] + flow["employee_retirements"] + flow["self_employment_starts"] + flow["left_with_life"]
    assert ends == flow["separations"], ("separations by reason", ends, flow["separations"])
    q = {name: file.file[f"quarterly/{name}"][t] for name in ("contract_minutes_by_sector", "contract_minutes_by_occupation",
                                                              "contract_minutes_by_region", "requests_by_sector_answer")}
    totals = {q[name].sum() for name in q if name.startswith("contract")}
    persons = file.persons(t)
    main = persons.contract_minutes[persons.status == 1].sum()
    assert totals == {main + flow["second_job_minutes"]}, (totals, main, flow["second_job_minutes"])
    answers = dict(zip(file.words["answer"], q["requests_by_sector_answer"].sum(0)))
    assert answers["more_granted"] == flow["wish_granted"] and answers["fewer_granted"] == flow["fewer_granted"]
    assert sum(number for word, number in answers.items() if word.startswith("more_") and word != "more_granted") \
        == flow["wish_refused"], answers
    money = {name: float(file.file[f"ledger/{name}"][t]) for name in ("payroll_cents", "withheld_cents", "net_pay_cents",
                                                                      "policy_cents", "policy_received_cents")}
    assert money["payroll_cents"] == money["withheld_cents"] + money["net_pay_cents"]
    assert money["policy_cents"] == money["policy_received_cents"]
    assert money["payroll_cents"] == file.file["ledger/payroll_cents_by_sector"][t].sum()
    # Of each employer, heads and minutes of its staff; the employer's number is its place.
    e = file.employers(t)
    works = persons.status == 1
    places = file.file["employers/heads"].shape[1]
    assert (count(works, (persons.employer, places))[e.there] == e.heads).all(), "heads of employers"
    second = e.contract_minutes - count(works, (persons.employer, places), weight=persons.contract_minutes)[e.there]
    assert second.min() >= 0 and second.sum() == flow["second_job_minutes"], "minutes of employers"
    assert (e.everybody("sector")[persons.employer[works]] == persons.sector[works]).all()
    assert (e.everybody("region")[persons.employer[works]] == persons.work_region[works]).all()


def panel_is_persons(file):
    """The panel is a sample of the persons, with the same columns."""
    panel, persons = file.file["panel"], file.file["persons"]
    place = {identity: i for i, identity in enumerate(persons["id"][()].tolist())}
    at = numpy.array([place[identity] for identity in panel["id"][()].tolist()])
    for name, data in panel.items():
        if data.ndim == 2:
            assert (data[()] == persons[name][()][:, at]).all(), name


def compare(file, group, t, found, agents):
    """Checks what was counted; agents: it is not of the country yet."""
    wrong = []
    for name, values in found.items():
        data = file.file[group][name]
        factor = data.attrs.get("scale_factor", 1.0)
        expected = numpy.asarray(values, float) * (factor if agents else 1.0)
        actual = data[t] * factor
        near = expected.shape == actual.shape and (
            (abs(actual - expected) <= CLOSE.get(name, 1e-9) * abs(expected)) | (actual == expected)
            | numpy.isnan(actual) & numpy.isnan(expected)).all()
        if not near:
            wrong.append(f"/{group}/{name} at record {t}: {actual.ravel()[:4]}, counted {expected.ravel()[:4]}")
    return wrong


def main():
    file = File(os.path.join(sys.argv[1], "recount", "recount.h5"))
    wrong, counted = [], {"quarterly": set(), "flows": set(), "ledger": set()}
    for t in range(file.records):
        parts = [("quarterly", stocks(file, t), True), ("quarterly", from_series(file, t), False),
                 ("quarterly", rates(file, t), False)]
        if t > 0:
            parts += [("flows", flows(file, t), True)]
            of_events = happened(file, t)
            parts += [(group, {name: value for name, value in of_events.items() if name in file.file[group]}, True)
                      for group in ("flows", "ledger")]
            balances(file, t)
        for group, found, agents in parts:
            wrong += compare(file, group, t, found, agents)
            counted[group].update(found)
    panel_is_persons(file)
    assert not wrong, "\n".join(wrong)

    # Nothing is forgotten, and nothing that is left out is counted.
    rest = set(" ".join(REST.values()).split())
    balanced = set("""vacancies_opened_by_region vacancies_filled_by_region vacancies_dropped_by_region
        vacancies_opened_by_occupation vacancies_filled_by_occupation vacancies_dropped_by_occupation
        separations employee_retirements quits_to_search quits_to_nonwork self_employment_starts left_with_life
        hires_by_sector_origin separations_by_sector_destination moves_by_sector_from_to payroll_cents net_pay_cents
        vacancies_opened vacancies_filled vacancies_withdrawn vacancies_closed""".split())
    names = {group: {name for name, data in file.file[group].items() if "CLASS" not in data.attrs
                     and name not in ("year", "quarter", "quarters_complete")} for group in counted}
    forgotten = {group: sorted(names[group] - counted[group] - rest - balanced) for group in names}
    assert not any(forgotten.values()), f"counted nowhere: {forgotten}"
    idle = (rest | balanced) - set.union(*(names[group] - counted[group] for group in names))
    assert not idle, f"not there, or counted after all: {sorted(idle)}"
    print("ok", {group: f"{len(counted[group])} of {len(names[group])}" for group in names})


main()
