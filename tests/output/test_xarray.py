"""Result files as xarray opens them: labelled axes, dates, no help needed."""

import everything
import samples

try:
    import numpy
    import xarray
except ImportError as missing:
    samples.skip(missing)

ENGINES = [name for name in ("h5netcdf", "netcdf4") if name in xarray.backends.list_engines()]
if not ENGINES:
    samples.skip("no engine for netCDF-4")

everything.remember_lengths()
for engine in ENGINES:
    for name in samples.FILES:
        file = samples.path(name)
        groups = samples.SERIES + ("labels", "parameters", "policies", "targets")
        groups += () if name == "bare.h5" else ("persons", "employers", "panel")
        for group in groups:
            with xarray.open_dataset(file, group=group, engine=engine) as data:
                data.load()
                if group == "quarterly":
                    complete = int(data.quarters_complete)
                    assert complete == samples.RECORDS
                    data = data.isel(time=slice(complete))
                    assert str(data.time.values[0])[:10] == "2024-10-01"
                    care = data.heads_by_sector.sel(sector="care", time="2025-01-01")
                    assert int(care) == int(data.heads_by_sector[1, 0])
                    # Decoded to persons of the country, of whom an agent stands for two.
                    assert (data.persons_by_region_status[:, 0, 1].values == 2 * (1 + numpy.arange(complete))).all()
                if group == "targets":
                    assert float(data.low.sel(target="T99")) == 1 and data.use.sel(target="T99").item() == "check"
                if group == "persons":
                    assert data.status.dtype == "uint8"
print("ok", ENGINES)
