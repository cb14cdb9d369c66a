// The list of outputs: what the census counts, and what is reckoned from it.
#include "output/variable_list.h"

// Each line: name, group, axes beside time, count or measure with its unit, long name,
// definition, target, source.
static const struct kr_variable LIST[] = {
    // Pay
    {"hourly_wage", KR_QUARTERLY, AXES(NONE, NONE), false, "euro/hour",
     "mean gross hourly wage of employees", PAY_NOTE "Weighted by contract hours.", "",
     RECKONED(kr_reckon_hourly_wage)},
    {"wage_gini", KR_QUARTERLY, AXES(NONE, NONE), false, "1",
     "Gini coefficient of gross hourly pay", PAY_NOTE GINI_NOTE, "",
     RECKONED(kr_reckon_wage_gini)},
    {"earnings_gini", KR_QUARTERLY, AXES(NONE, NONE), false, "1",
     "Gini coefficient of gross weekly pay of employees",
     PAY_NOTE "Times contract hours. " GINI_NOTE
              "Income of households, with benefits and taxes, is not modelled.",
     "", RECKONED(kr_reckon_earnings_gini)},
    {"wage_log_variance", KR_QUARTERLY, AXES(NONE, NONE), false, "1",
     "variance of the logarithm of gross hourly pay",
     PAY_NOTE "Each employee counts once.", "", RECKONED(kr_reckon_wage_variance)},
    {"hourly_wage_by_percentile", KR_QUARTERLY, AXES(PERCENTILE, NONE), false,
     "euro/hour", "gross hourly pay at the percentiles of employees",
     PAY_NOTE "The share of employees given by the axis earns at most this; to a quarter "
              "of a euro, between whose ends it is interpolated.",
     "", RECKONED(kr_reckon_wage_quantile)},
    {"employees_by_wage_class", KR_QUARTERLY, AXES(WAGE_CLASS, NONE), COUNT,
     "employees by class of gross hourly pay", PAY_NOTE, "",
     RECKONED(kr_reckon_wage_classes)},

    // Commuting
    {"employees_by_region_work_region", KR_QUARTERLY, AXES(REGION, WORK_REGION), COUNT,
     "employees by home region and region of work",
     EMPLOYEE_NOTE "CBS: banen naar woon- en werkregio.", "",
     CENSUS(COMMUTING, EMPLOYEES)},
    {"commuter_share_by_region", KR_QUARTERLY, AXES(REGION, NONE), false, "%",
     "employees who work in another region than they live in, by home region",
     EMPLOYEE_NOTE, "", RECKONED(kr_reckon_commuters)},
    {"commuting_distance_by_region", KR_QUARTERLY, AXES(REGION, NONE), false, "km",
     "mean distance from home region to region of work, by home region",
     EMPLOYEE_NOTE "Distances are those between regions that the country pack gives, "
                   "with its own figure for work in the home region: the model has no "
                   "addresses.",
     "", RECKONED(kr_reckon_commuting_distance)},

    // Hours wanted
    {"employees_by_sex_desired_hours", KR_QUARTERLY, AXES(SEX, DESIRED_HOURS), COUNT,
     "employees by sex and hours wanted, in steps of four",
     "Hours a week that employees want at present terms, asked for or not. Stands beside "
     "employed_by_sex_hours.",
     "", CENSUS(DESIRED_HOURS, EMPLOYEES)},
    {"desired_minutes_by_sector_sex", KR_QUARTERLY, AXES(SECTOR, SEX), MINUTES,
     "minutes wanted by employees, by sector and sex",
     "Hours a week that employees want at present terms, asked for or not.", "",
     CENSUS(SECTOR_SEXES, DESIRED_MINUTES)},
    {"employees_by_sector_wish", KR_QUARTERLY, AXES(SECTOR, WISH), COUNT,
     "employees by sector and stage of the wish for other hours",
     "From no wish, by a wish that is kept silent, to a request that waits for an "
     "answer.",
     "", CENSUS(WISHES, EMPLOYEES)},

    // Who works where
    {"employees_by_sector_contract", KR_QUARTERLY, AXES(SECTOR, CONTRACT), COUNT,
     "employees by sector and kind of contract",
     EMPLOYEE_NOTE "Kinds of contract: CBS: positie in de werkkring.", "",
     CENSUS(CONTRACTS, EMPLOYEES)},
    {"employees_by_sector_age_group", KR_QUARTERLY, AXES(SECTOR, AGE_GROUP), COUNT,
     "employees by sector and age group", EMPLOYEE_NOTE, "",
     CENSUS(SECTOR_AGES, EMPLOYEES)},
    {"employees_by_sector_sex", KR_QUARTERLY, AXES(SECTOR, SEX), COUNT,
     "employees by sector and sex", EMPLOYEE_NOTE, "", CENSUS(SECTOR_SEXES, EMPLOYEES)},
    {"persons_by_education_status", KR_QUARTERLY, AXES(EDUCATION, STATUS), COUNT,
     "persons of 15-74 by highest level of education and status", STATUS_NOTE, "",
     CENSUS(EDUCATION, PERSONS)},
    {"unemployed_by_occupation", KR_QUARTERLY, AXES(OCCUPATION, NONE), COUNT,
     "unemployed by occupation of the last job, or learned for", STATUS_NOTE, "",
     CENSUS(OCCUPATIONS, UNEMPLOYED)},
    {"in_training_by_occupation", KR_QUARTERLY, AXES(OCCUPATION, NONE), COUNT,
     "persons on a course by their present occupation",
     "Courses for an occupation, not education at school.", "",
     CENSUS(OCCUPATIONS, IN_TRAINING)},
    {"tightness_by_occupation", KR_QUARTERLY, AXES(OCCUPATION, NONE), false, "per 100",
     "open vacancies per hundred unemployed by occupation, end of quarter",
     "Posted vacancies over unemployed of 15 to 74 by the occupation of their last job, "
     "or learned for, times hundred; both on the last day of the quarter, not a number "
     "where nobody is unemployed. UWV publishes an index of another make "
     "(spanningsindicator).",
     "", RECKONED(kr_reckon_occupation_tightness)},
};

struct kr_variable_part kr_variables_people(void)
{
    return (struct kr_variable_part){LIST, sizeof LIST / sizeof LIST[0]};
}
