"""Staff hours needed by path and quarter, index 1 at the start."""
from packio import read, show
from work import SECTOR

PARENT = {"care_": "care", "education_": "education"}
PUBLIC = ("central_government", "municipalities_local", "police", "defence", "prisons", "judiciary_prosecution")
NAMES = {
    "care_hospital": "Hospital care", "care_nursing_home_care": "Nursing, residential and home care",
    "care_disability_care": "Disability care", "care_mental_health": "Mental health care", "care_youth_care": "Youth care",
    "care_social_work": "Social work", "care_primary_other_care": "Primary and other care", "childcare": "Childcare, no reform",
    "childcare_with_reform": "Childcare with the financing reform (for scenarios)",
    "education_primary": "Primary education", "education_secondary": "Secondary education",
    "education_vocational_higher": "Vocational and higher education", "central_government": "Central government",
    "municipalities_local": "Municipalities and other local government", "police": "Police", "defence": "Defence",
    "prisons": "Prisons", "judiciary_prosecution": "Judiciary and prosecution",
    "agriculture_industry": "Agriculture and industry", "construction": "Construction and installation",
    "trade_transport": "Trade and transport", "hospitality": "Hospitality", "ict": "Information and communication",
    "finance_realestate_business": "Finance, real estate and business services", "agency_work": "Agency work",
    "culture_other": "Culture and other services"}
# Staff paths (heads or posts): the drafted growth is of staff already. The others are volumes
# of output or need, less productivity growth.
STAFF = PUBLIC + ("childcare", "childcare_with_reform", "education_primary", "education_secondary",
                  "education_vocational_higher")
SOURCE = {
    "care": "demography x care use by age (recalled) + other need growth 0.3-0.9% a year (assumed), less productivity 0.2%",
    "childcare": "children 0-3 and 4-11 of the projection + 1.2% a year more use (assumed)",
    "childcare_with_reform": "as childcare x ramp to +25% (F1954) between 2027 and 2033 (assumed)",
    "education": "pupils and students by age of the projection",
    "public": "announced strengths and cuts where known (defence: 100 thousand in 2030, F1182), else an assumed trend",
    "market": "assumed trend of output less assumed productivity growth"}


def kind(path):
    if path in PUBLIC:
        return "public"
    if path.startswith("childcare"):
        return path
    for p in ("care", "education"):
        if path.startswith(p):
            return p
    return "market"


def make_demand(pack):
    table, growth, mark = {}, {}, {}
    for r in read("demand_path.csv"):
        table[r["group"], r["quarter"]] = float(r["staffing_need_index"])
        if r["quarter"] != "2024Q4":
            growth[r["group"]] = float(r["productivity_growth_pct_year"]) / 100
            mark[r["group"]] = r["mark"]
    quarters = [f"{y}Q{q}" for y in range(2024, 2036) for q in (1, 2, 3, 4)][3:]
    paths = list(NAMES)
    assert {s[2] for s in SECTOR.values()} <= set(paths)
    rows = []
    for path in paths:
        parent = path if (path, "2024Q4") in table else (
            "public_administration" if path in PUBLIC else "childcare" if path.startswith("childcare") else path.split("_")[0])
        base = table[parent, "2024Q4"]
        g = 0.0 if path in STAFF else growth[path]
        for k, quarter in enumerate(quarters):
            index = 1.0 if k == 0 else table[path, quarter] / base * (1 + g) ** (-k / 4)
            rows.append([path, quarter, show(index, 5), "derived" if k == 0 else mark[path],
                         "start of the index" if k == 0 else SOURCE[kind(path)]])
    pack.add("demand_paths.csv", "id,name,productivity_growth", [
        [p, NAMES[p], show(growth[p], 4), "assumed",
         "already taken off the index" if p not in STAFF else "the index counts staff; output per hour grows beside it"]
        for p in paths])
    pack.add("demand.csv", "path,quarter,index", rows)
