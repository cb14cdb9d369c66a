"""Result files as h5py reads them: nothing of Krapte is needed to understand one."""

import datetime

import samples

try:
    import h5py
    import numpy
except ImportError as missing:
    samples.skip(missing)


def is_axis_only(dataset):
    name = dataset.attrs.get("NAME", b"")
    return name.startswith(b"This is a netCDF dimension but not a netCDF variable")


def check_words(group):
    """Every variable says what it is."""
    for name, dataset in group.items():
        if is_axis_only(dataset):
            continue
        for attribute in ("units", "long_name", "comment"):
            text = dataset.attrs[attribute]
            assert isinstance(text, str) and text, (dataset.name, attribute)


def check_axes(group):
    """Every axis of every variable has a scale of its own group, as long as the axis."""
    for name, dataset in group.items():
        if "CLASS" in dataset.attrs:
            continue
        for axis, dimension in enumerate(dataset.dims):
            assert len(dimension) == 1, (dataset.name, axis)
            scale = dimension[0]
            assert scale.parent == group, (dataset.name, axis)
            assert scale.shape[0] == dataset.shape[axis], (dataset.name, axis)


def check_types(group):
    """Only types that every reader knows; fill values on floats only."""
    for name, dataset in group.items():
        assert dataset.dtype.kind in "iufO", (dataset.name, dataset.dtype)
        assert dataset.dtype.kind == "f" or "_FillValue" not in dataset.attrs
        if dataset.dtype.kind == "O":
            assert h5py.check_string_dtype(dataset.dtype).length is None, dataset.name


def check_time(group, every=1):
    time = group["time"]
    assert time.attrs["units"] == "days since 2000-01-01"
    assert time.attrs["calendar"] == "proleptic_gregorian"
    first = datetime.date(2000, 1, 1)
    for i, days in enumerate(time[:]):
        date = first + datetime.timedelta(days=int(days))
        quarter = 2024 * 4 + 3 + i * every
        assert (date.year, date.month, date.day) == (quarter // 4, quarter % 4 * 3 + 1, 1)
        assert group["year"][i] == date.year
        assert group["quarter"][i] == (date.month + 2) // 3
    assert group["quarters_complete"][()] == len(time)


def check_values(file):
    """Cells of the small world: 1,000 * table + cell + elapsed quarters."""
    persons = file["quarterly/persons_by_region_status"]
    assert persons.shape == (samples.RECORDS, 2, 11)
    elapsed = numpy.arange(samples.RECORDS)
    cells = numpy.arange(22).reshape(2, 11)
    assert (persons[:] == elapsed[:, None, None] + cells).all()
    assert list(file["quarterly/status"].asstr()[:3]) == ["absent", "employee", "self_employed"]
    assert list(file["quarterly/age"][:2]) == [15, 16]
    assert (file["quarterly/unemployment_rate"][:] == 3.5 + elapsed).all()
    # An agent of the small world stands for two persons: what is stored are agents.
    assert persons.attrs["scale_factor"] == 2 and "scale_factor" not in file["quarterly/unemployment_rate"].attrs
    assert file["quarterly/unemployment_rate"].attrs["target"] == "T01"
    assert "definition" not in persons.attrs and "CBS" in persons.attrs["comment"]
    assert file["labels/sector_name"].asstr()[0].endswith("\u00e9\u00e9n")


def check_root(file, finished_text):
    attributes = file.attrs
    assert attributes["scenario_name"] == "small" and attributes["title"] == "A small run"
    assert attributes["seed"] == 42 and attributes["replicate"] == 3
    assert attributes["scale"] == 0.5 and attributes["schema_version"] == 1
    assert attributes["world_hash"] == b"000000001234abcd"
    assert ("end" in file["provenance"].attrs) == finished_text


def check_tables(file):
    assert file["parameters/unused"].shape == (0,)
    assert list(file["parameters/name"].asstr()[:]) == ["hours.full", "quit.base"]
    assert list(file["parameters/value"][:]) == [36, 0.01]
    targets = file["targets"]
    assert list(targets["target"].asstr()[:]) == ["T01", "T99"]
    assert list(targets["indicator"].asstr()[:]) == ["unemployment_rate", ""]
    assert list(targets["value"][:]) == [3.65, 2] and list(targets["high"][:]) == [3.95, 3]
    assert all(column.attrs["long_name"] and column.attrs["units"] == "1" and column.attrs["comment"] for column in targets.values())
    assert list(file["parameters/mark"].asstr()[:]) == ["sourced", "assumed"]


def check_rows(file):
    persons = file["persons"]
    check_time(persons, 4)
    status = persons["status"]
    assert status.dtype == numpy.uint8 and status.shape[0] == 3
    assert list(status.attrs["flag_values"][:2]) == [0, 1]
    assert status.attrs["flag_meanings"].split()[1] == "employee"
    # Places are for good: 20 came each quarter and 10 left, some of them that had come.
    ids = persons["id"][:]
    assert status.shape == (3, len(ids)) and len(ids) == len(set(ids))
    present = status[:] > 0
    assert list(present.sum(axis=1)) == [63000, 63040, 63080]
    assert (persons["age"][:][~present] == 0).all()
    assert (persons["sector"][:][~present] == 255).all()
    meanings = persons["sector"].attrs["flag_meanings"].split()
    assert list(persons["sector"].attrs["flag_values"]) == [0, 1, 2, 255]
    assert meanings == ["care", "market", "school", "none"]
    work = status[1] == 1
    assert (persons["contract_minutes"][1][work] > 0).all()
    assert "gone" in status.attrs["comment"]
    assert persons.attrs["selection"] == "sample=100%"
    assert file["employers/fte"][3, 0] == 100
    assert list(file["employers/number"][:]) == [0, 1, 2]


def check_panel(file):
    panel = file["panel"]
    ids = panel["id"][:]
    assert len(ids) == len(set(ids)) and 500 < len(ids) < 900
    assert panel["status"].shape == (samples.RECORDS, len(ids))
    assert panel.attrs["selection"] == "sample=1%"
    # The panel and the persons tell the same, in all quarters that both have.
    persons = file["persons"]
    place = {who: i for i, who in enumerate(persons["id"][:])}
    places = [place[who] for who in ids]
    for column in ("status", "age", "contract_minutes", "sector"):
        found = panel[column][::4]
        assert (found == persons[column][:][:, places]).all(), column


def check_file(name):
    with h5py.File(samples.path(name), "r") as file:
        for group in file.values():
            check_words(group)
            check_axes(group)
            check_types(group)
        for group in samples.SERIES:
            check_time(file[group])
            assert len(file[group]["time"]) == samples.RECORDS
        check_root(file, name != "bare.h5")
        check_tables(file)
        check_values(file)
        if name == "bare.h5":
            assert file["ledger/cents_by_policy"].shape == (samples.RECORDS, 0)
        else:
            check_rows(file)
            check_panel(file)


for sample in samples.FILES:
    check_file(sample)
print("ok")
