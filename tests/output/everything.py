"""Every variable of every group of every file of some folders, whatever there is, and what h5py says of it."""

import glob
import os
import sys

import h5py
import numpy


def remember_lengths():
    """h5netcdf looks at every variable of a growing axis whenever it is asked how long the axis is, which is often. A file
    that is only read does not change: the first answer does, ten times faster."""
    try:
        from h5netcdf.dimensions import Dimension
    except ImportError:
        return
    look = Dimension.size.fget

    def size(self):
        if not hasattr(self, "_length"):
            self._length = look(self)
        return self._length

    Dimension.size = property(size)


def files():
    """Those of the folders that the test was given."""
    found = {folder: sorted(glob.glob(os.path.join(folder, "*.h5"))) for folder in sys.argv[2:]}
    if not found or not all(found.values()):
        sys.exit(f"no result files: {found}")
    return [path for paths in found.values() for path in paths]


def is_axis_only(dataset):
    """An axis without values of its own."""
    return dataset.attrs.get("NAME", b"").startswith(b"This is a netCDF dimension but not a netCDF variable")


def is_scale(dataset):
    return dataset.attrs.get("CLASS") == b"DIMENSION_SCALE"


def variables(file):
    """Path and data set of all variables, axes without values apart."""
    found = {}

    def visit(path, thing):
        if isinstance(thing, h5py.Dataset) and not is_axis_only(thing):
            found[path] = thing

    file.visititems(visit)
    return found


def groups(file):
    """Groups that hold variables."""
    return sorted({path.rpartition("/")[0] for path in variables(file)})


def sum_of(values):
    """One number that tells whether two readers read the same: letters of texts, finite numbers of numbers."""
    values = numpy.asarray(values)
    if values.dtype.kind in "OSU":
        return float(sum(len(text if isinstance(text, bytes) else str(text).encode()) for text in values.ravel()))
    values = values.astype(float)
    return float(values[numpy.isfinite(values)].sum())


def same(first, second):
    return abs(first - second) <= 1e-9 * max(1.0, abs(first), abs(second))


def summary(path, decoded):
    """Path of each variable -> (number of values, their sum), by h5py; decoded: times the scale factor, as some readers do."""
    with h5py.File(path, "r") as file:
        return {name: (dataset.size, sum_of(dataset[()]) * (dataset.attrs.get("scale_factor", 1.0) if decoded else 1.0))
                for name, dataset in variables(file).items()}
