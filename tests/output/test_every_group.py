"""Every group of every file opens with every reader, and all read the same. Usage: test_every_group.py READER FOLDER...;
readers are h5py, xarray, ncdump, ncdf4, rhdf5, and append for writing into a file with netCDF4."""

import os
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77


def skip(why):
    print("skipped:", why)
    sys.exit(SKIPPED)


try:
    import everything
    import numpy
except ImportError as missing:
    skip(missing)


def text_of(dataset, attribute):
    """An attribute; netCDF4 writes an array of one text."""
    text = dataset.attrs.get(attribute, "")
    text = text.item() if isinstance(text, numpy.ndarray) and text.size == 1 else text
    assert isinstance(text, str), (dataset.name, attribute, text)
    return text


def check_words(path, dataset):
    for attribute in ("units", "long_name", "comment"):
        assert text_of(dataset, attribute).strip(), (path, "has no", attribute)


def check_axes(path, dataset):
    """A scale of its own group on every axis, as long as the axis."""
    for axis, dimension in enumerate(dataset.dims):
        if everything.is_scale(dataset):
            continue
        assert len(dimension) == 1, (path, "axis", axis, "has no scale")
        assert dimension[0].parent == dataset.parent, (path, "has a scale of another group")
        assert dimension[0].shape[0] == dataset.shape[axis], (path, "axis", axis, "is not as long as its scale")


def check_codes(path, dataset):
    """As many words as values, each once; all that is found is one of them, or a blank that the definition names."""
    kinds = [name for name in ("flag_values", "flag_masks") if name in dataset.attrs]
    assert bool(kinds) == ("flag_meanings" in dataset.attrs), (path, "has one of flag_values and flag_meanings")
    if not kinds:
        return
    values = numpy.atleast_1d(dataset.attrs[kinds[0]])
    words = dataset.attrs["flag_meanings"].split()
    assert len(values) == len(words) == len(set(words)) == len(set(values.tolist())), (path, values, words)
    assert values.dtype == dataset.dtype, (path, "has flags of another type")
    if kinds == ["flag_masks"]:
        assert not (dataset[()] & ~numpy.bitwise_or.reduce(values)).any(), (path, "holds flags without a name")
        return
    told = dataset.attrs["long_name"] + dataset.attrs["comment"]
    for code in set(numpy.unique(dataset[()]).tolist()) - set(values.tolist()):
        assert str(code) in told, (path, "holds", code, "which no flag and no definition names")


def check_types(path, dataset):
    """Only types that every reader knows; fill values on floats only."""
    assert dataset.dtype.kind in "iufO", (path, dataset.dtype)
    assert dataset.dtype.kind == "f" or "_FillValue" not in dataset.attrs, path
    if dataset.dtype.kind == "O":
        assert everything.h5py.check_string_dtype(dataset.dtype).length is None, path
    # Units that xarray makes dates or durations of, or stumbles over.
    units = text_of(dataset, "units")
    assert not re.match(r"(quarters|months|years) since", units), (path, units)
    assert units not in ("days", "hours", "minutes", "seconds"), (path, units, "would be made a duration of")


def check_factor(path, dataset):
    """Tables of what is counted have a factor when an agent is not one person; nothing else has one."""
    scale = dataset.file.attrs.get("scale", 1.0)
    counted = text_of(dataset, "units") in ("persons", "vacancies", "minutes/week", "fte", "events", "requests")
    table = re.match(r"(quarterly|flows)/", path) and (len(dataset.shape) > 1 or path.startswith("flows/"))
    if "scale_factor" in dataset.attrs:
        assert scale != 1 and dataset.attrs["scale_factor"] == 1 / scale, (path, dataset.attrs["scale_factor"])
    else:
        assert not (counted and table and scale != 1), (path, "has no scale factor")


def read_h5py(path):
    with everything.h5py.File(path, "r") as file:
        for name, dataset in everything.variables(file).items():
            for check in (check_words, check_axes, check_codes, check_types, check_factor):
                check(name, dataset)
        for group in everything.groups(file):
            if "time" in file[group] and "quarters_complete" in file[group]:
                assert int(file[group]["quarters_complete"][()]) == file[group]["time"].shape[0], group


def engines():
    try:
        import xarray
    except ImportError as missing:
        skip(missing)
    found = [name for name in ("h5netcdf", "netcdf4") if name in xarray.backends.list_engines()]
    return found or skip("xarray has no engine for netCDF-4")


def check_same(path, reader, found, expected):
    """found: path -> (number, sum); all of expected must be there but for axes, which some readers keep apart."""
    assert found, (path, reader, "found nothing")
    for name, (size, total) in found.items():
        assert name in expected, (path, reader, name)
        assert size == expected[name][0] and everything.same(total, expected[name][1]), \
            (path, reader, name, (size, total), expected[name])


def read_xarray(path):
    readers = engines()  # skips where there is none
    import xarray
    everything.remember_lengths()
    expected = everything.summary(path, decoded=True)
    with everything.h5py.File(path, "r") as file:
        groups = everything.groups(file)
    for engine in readers:
        found = {}
        for group in groups:
            with xarray.open_dataset(path, group=group or None, engine=engine) as data:
                for name, variable in data.variables.items():
                    values = variable.values
                    if name == "time":
                        assert values.dtype.kind == "M", (path, group, "dates are not read")
                        values = (values - numpy.datetime64("2000-01-01")) / numpy.timedelta64(1, "D")
                    assert values.dtype.kind != "m", (path, group, name, variable.encoding.get("units"), "made a duration of")
                    found[f"{group}/{name}".lstrip("/")] = (variable.size, everything.sum_of(values))
        assert set(found) == set(expected), (path, engine, set(found) ^ set(expected))
        check_same(path, engine, found, expected)


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stderr == "", (command, done.returncode, done.stderr)
    return done.stdout


def read_ncdump(path):
    if shutil.which("ncdump") is None:
        skip("ncdump is not installed")
    header = run("ncdump", "-h", path)
    assert "phony_dim" not in header and "DIMENSION_LIST" not in header, path
    with everything.h5py.File(path, "r") as file:
        assert header.count("\ngroup: ") == sum(isinstance(thing, everything.h5py.Group) for thing in file.values())
        for name in everything.variables(file):
            assert f"{name.rpartition('/')[2]}" in header, name
    run("ncdump", path)


def read_with_r(path, library):
    if shutil.which("Rscript") is None:
        skip("Rscript is not installed")
    if subprocess.run(["Rscript", "-e", f"library({library})"], capture_output=True, check=False).returncode != 0:
        skip(f"R's {library} is not installed")
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "every_group.R")
    lines = run("Rscript", script, library, path).splitlines()
    found = {name: (int(size), float(total)) for name, size, total in (line.split("\t") for line in lines)}
    expected = everything.summary(path, decoded=library == "ncdf4")
    with everything.h5py.File(path, "r") as file:
        axes = {name for name, dataset in everything.variables(file).items() if everything.is_scale(dataset)}
    empty = {name for name, (size, _) in expected.items() if size == 0}
    assert set(expected) - axes - empty <= set(found), (path, library, set(expected) - axes - empty - set(found))
    check_same(path, library, found, expected)


def append(path):
    """Another program adds a variable: all readers still read, and nothing else has changed."""
    try:
        import netCDF4
    except ImportError as missing:
        skip(missing)
    before = everything.summary(path, decoded=False)
    group = "quarterly"
    if group + "/time" not in before:
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(path, os.path.join(folder, "appended.h5"))
        with netCDF4.Dataset(copy, "a") as file:
            added = file[group].createVariable("added_by_another", "f8", ("time",))
            for name, text in (("units", "1"), ("long_name", "made by a test"), ("comment", "Counts up.")):
                added.setncattr_string(name, text)
            added[:] = numpy.arange(file[group].dimensions["time"].size)
        after = everything.summary(copy, decoded=False)
        size = before[group + "/time"][0]
        assert after.pop(group + "/added_by_another") == (size, size * (size - 1) / 2)
        assert after == before, path
        for reader in (read_h5py, read_xarray, read_ncdump):
            reader(copy)


def read_ncdf4(path):
    read_with_r(path, "ncdf4")


def read_rhdf5(path):
    read_with_r(path, "rhdf5")


READERS = {"h5py": read_h5py, "xarray": read_xarray, "ncdump": read_ncdump, "ncdf4": read_ncdf4, "rhdf5": read_rhdf5,
           "append": append}


if __name__ == "__main__":
    for one in everything.files():
        READERS[sys.argv[1]](one)
        print("ok", sys.argv[1], os.path.basename(one))
