"""Persons are persons in every variable: tables add up to the indicators as xarray reads them, with both engines, in a run
of one person in a hundred. Usage: test_counts.py FOLDER."""

import os
import sys

SKIPPED = 77
# Table -> indicator that it adds up to; `status` says of whom.
EMPLOYED = ["employee", "self_employed"]
ADD_UP = (("persons_by_region_status", None, "persons"), ("persons_by_sex_status", EMPLOYED, "employed_persons"),
          ("persons_by_education_status", ["unemployed"], "unemployed_persons"), ("under_employed_by_sex", None, "under_employed"),
          ("vacancies_open_by_sector", None, "open_vacancies"), ("persons_by_age_group_status", None, "persons"),
          ("persons_by_region_sex", None, "persons"))

try:
    import xarray
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(SKIPPED)


def total(table, statuses):
    table = table if statuses is None else table.sel(status=statuses)
    return table.sum([axis for axis in table.dims if axis != "time"])


def same(first, second):
    return bool((abs(first - second) <= 1e-9 * abs(second)).all()) and float(second.min()) > 0


def check(file, engine):
    scale = xarray.open_dataset(file, engine=engine).attrs["scale"]
    assert scale == 0.01, scale
    groups = [xarray.open_dataset(file, group=name, engine=engine).isel(time=slice(1, None)) for name in ("quarterly", "flows", "ledger")]
    quarterly, flows, ledger = groups
    for table, statuses, indicator in ADD_UP:
        assert same(total(quarterly[table], statuses), quarterly[indicator]), (engine, table, indicator)
    assert same(flows.hires, quarterly.hires), engine
    assert same(ledger.payroll_cents / 1e11, quarterly.payroll_billion), engine
    assert same(ledger.payroll_cents_by_sector.sum("sector"), ledger.payroll_cents), engine
    # Who was there at both ends, and who left: all of the quarter before.
    left = (flows.died + flows.departed + flows.turned_75)[1:]
    before = quarterly.persons[:-1].values
    assert same(total(flows.status_flow, None)[1:] + left, left * 0 + before[:left.size]), engine
    assert float(abs(flows.status_flow.sel(status_from="absent")).max()) == 0, engine
    # What is no count is left alone.
    for name in ("tightness_by_region", "hourly_wage_by_sector", "wage_gini", "persons"):
        assert "scale_factor" not in quarterly[name].encoding, (engine, name)
    assert "scale_factor" in quarterly.persons_by_region_status.encoding


ENGINES = [name for name in ("h5netcdf", "netcdf4") if name in xarray.backends.list_engines()]
if not ENGINES:
    print("skipped: xarray has no engine for netCDF-4")
    sys.exit(SKIPPED)
for one in ENGINES:
    check(os.path.join(sys.argv[1], "sample.h5"), one)
print("ok", ENGINES)
