"""National constants and net income by household."""
from packio import read, show

HOUSEHOLDS = ["single", "lone_0_3", "lone_4_11", "lone_12_17"] + [
    f"{p}_{k}" for p in ("none", "half", "full") for k in ("no_child", "0_3", "4_11", "12_17")]
# Share of tenants (recalled, lower wages rent more), and the part of tenants whose rent
# allowance is really paid (asset test, rent limits, take-up).
RENT = {"single": .58, "lone": .58, "none": .42, "half": .30, "full": .24}
TAKE_UP = .65


def net_table():
    """household word -> wage -> {tenure: [(hours, net, childcare)]}"""
    out = {}
    for r in read("net_income.csv"):
        if r["household"] == "single":
            word = "single"
        elif r["household"] == "lone_parent":
            word = "lone_" + r["youngest"].replace("-", "_")
        else:
            word = r["partner"] + "_" + ("no_child" if r["youngest"] == "none" else r["youngest"].replace("-", "_"))
        # Assistance is means-tested: with a working partner it is not to be had.
        net = r["net_year_no_assistance"] if word.startswith(("half", "full")) else r["net_year"]
        out.setdefault(word, {}).setdefault(float(r["wage"]), {}).setdefault(r["tenure"], []).append(
            (int(r["hours"]), float(net), float(r["childcare_cost_year"])))
    return out


def at_wage(table, tenure, wage, column):
    """Value at 40 hours for a wage between or above the tabled ones (linear)."""
    wages = sorted(table)
    hi = next((i for i, w in enumerate(wages) if w >= wage), len(wages) - 1)
    lo, hi = max(hi - 1, 0), max(hi, 1)
    a, b = wages[lo], wages[hi]
    va, vb = (next(c for c in table[w][tenure] if c[0] == 40)[column] for w in (a, b))
    return va + (vb - va) * (wage - a) / (b - a)


def make_net_income(pack):
    table, rows = net_table(), []
    for word in HOUSEHOLDS:
        for wage in sorted(table[word]):
            rent = RENT[word.split("_")[0]] * min(1.3, max(.35, 1.55 - wage / 36)) * TAKE_UP
            last = 0.0
            for hours in range(0, 52, 4):
                value = []
                for column in (1, 2):
                    parts = {}
                    for tenure in ("rent", "own"):
                        cells = {c[0]: c[column] for c in table[word][wage][tenure]}
                        if hours <= 40:
                            parts[tenure] = cells[hours]
                        elif wage < 60:        # the same gross wage is earned at 40 hours by a higher wage
                            parts[tenure] = at_wage(table[word], tenure, wage * hours / 40, column)
                        elif column == 1:      # above the table: continue the last step
                            parts[tenure] = cells[40] + (cells[40] - cells[36]) / 4 * (hours - 40)
                        else:
                            parts[tenure] = cells[40]
                    value.append(rent * parts["rent"] + (1 - rent) * parts["own"])
                last = max(last, value[0])
                rows.append([word, show(wage, 0), hours, show(last, 0), show(value[1], 0),
                             "derived" if hours <= 40 else "assumed",
                             "tax and benefit rules of 2025, employee; tenure weighted (assumed)" if hours <= 40 else
                             "as 40 hours at the same gross income"])
    pack.add("net_income.csv", "household,wage,hours,net_year,childcare_year", rows)


def make_constants(people, pack):
    use = {(r["kind"], r["what"], r["group"]): float(r["value"]) for r in read("needs.csv")}
    age = lambda a: sum(people.population[i, a, s] for i in range(35) for s in ("m", "f"))
    day = sum(use["childcare_use", "day", str(a)] * age(a) for a in range(4))
    after = sum(use["childcare_use", "after-school", str(a)] * age(a) for a in range(4, 12))
    day_hours = sum(use["childcare_use", "day", str(a)] * age(a) * use["childcare_hours", "day", str(a)] for a in range(4))
    after_hours = sum(use["childcare_use", "after-school", str(a)] * age(a) * use["childcare_hours", "after-school", str(a)]
                      for a in range(4, 12))
    ratio = {0: 3, 1: 5, 2: 8, 3: 8}
    staff = sum(use["childcare_use", "day", str(a)] * age(a) * use["childcare_hours", "day", str(a)] / ratio[a] for a in range(4))
    staff += sum(use["childcare_use", "after-school", str(a)] * age(a) * use["childcare_hours", "after-school", str(a)]
                 / (10 if a < 7 else 12) for a in range(4, 12))
    days = (day_hours / 4.345 / 10.5 + after_hours / 4.345 / 5.2) / (day + after)
    n4 = sum(age(a) for a in range(4, 12))
    rows = [
        ("start_year", 2024, "year", "assumed", "baseline starts in 2024Q4"),
        ("start_quarter", 4, "quarter", "assumed", "baseline starts in 2024Q4"),
        ("legal_hours", 60, "hours/week", "recalled", "working hours act: 60 in a week, 48 on average over 16 weeks"),
        ("pension_age_quarters", 268, "quarters", "sourced", "P0008"),
        ("pension_age_step_year", 2028, "year", "sourced", "P0008"),
        ("pension_age_step", 1, "quarters", "sourced", "P0008"),
        ("minimum_wage", 13.68, "euro/hour", "sourced", "P0007;F1566"),
        ("full_time_hours", 38, "hours/week", "derived", "contract hours per job F0580 x jobs F1051 / labour volume F0579"),
        ("births_boys_share", .512, "share", "recalled", "sex ratio at birth"),
        ("temporary_share", .50, "share", "recalled", "labour force survey 2023: about 1.35 of 2.7 million flexible employees"),
        ("on_call_share", .38, "share", "recalled", "labour force survey 2023: about 1.0 of 2.7 million; the rest is agency work"),
        ("under_employed_share", .112, "share", "derived", "from F0015 / F0012"),
        ("over_employed_share", .06, "share", "assumed", "below the 8% of employed of F1528 (recalled), which counts more than those who would give up pay"),
        ("short_tenure_share", .333, "share", "derived", "solves F0597 = s x F0598 + (1 - s) x F0599"),
        ("long_unemployed_share", .18, "share", "recalled", "F1463"),
        ("permit_holders", 265000, "persons", "derived", "permits 2014-2024 (F1146-F1150, F1967-F1971; 2019 about 16 thousand) x 0.68 aged 15-74 "
         "and not naturalised, plus displaced Ukrainians F1972"),
        ("labour_migrants", 450000, "persons", "assumed", "0.55 of the 800,000 of F1153, which counts people who are not registered as well"),
        ("jobs_agreement_persons", 261301, "persons", "sourced", "F1163"),
        ("childcare_ratio", round((day_hours + after_hours) / staff, 2), "children/staff", "derived",
         "ratios F1947-F1952 weighted by age, use and hours; full groups"),
        ("childcare_use_0_3", round(day / sum(age(a) for a in range(4)), 3), "share", "derived", "from F1123 and childminders spread over ages"),
        ("childcare_use_4_11", round(after / n4, 3), "share", "derived", "from F1124 and childminders spread over ages"),
        ("childcare_days", round(days, 2), "days/week", "derived", "from F1125: hours a month / 4.345 / 10.5 (day care) or 5.2 (after school)"),
        ("unemployment_benefit_rate", .70, "share", "recalled", "75% in the first two months, then 70% of the daily wage"),
        ("unemployment_benefit_quarters", 8, "quarters", "recalled", "24 months at most"),
        ("assistance_euro_per_month", 1308.45, "euro/month", "sourced", "P0009"),
        ("disability_euro_per_month", 1853, "euro/month", "derived", "from P0035 / F1039 / 12"),
        ("pension_euro_per_month", 1531, "euro/month", "recalled", "state pension of a single person, gross, mean of 2024, within 1.5%"),
        ("higher_school_share", .47, "share", "recalled", "havo and vwo diplomas, about 90 of 190 thousand of an age"),
        ("employee_tax_share", .25, "share", "derived", "from P0011 less about 36 billion on pensions and self-employed, over P0010"),
    ]
    pack.add("constants.csv", "name,value,unit", [[n, v if isinstance(v, int) else show(v, 4), u, m, s] for n, v, u, m, s in rows])
