"""Files that somebody damaged or changed: every command says what is wrong, or shows what is there,
and none breaks down. Called with `all` it tries many more, another few with every seed given after it.

A mutation of HDF5's own bytes may also bring down HDF5; changes that leave a sound HDF5 file, which
h5py makes here, may not bring down anything.
"""

import os
import random
import shutil
import subprocess
import sys
import unittest

import support

try:
    import h5py
    import numpy
except ImportError:
    h5py = None

ALL = "all" in sys.argv
SEEDS = [int(word) for word in sys.argv[1:] if word.isdigit()] or [1]
sys.argv = [word for word in sys.argv if word != "all" and not word.isdigit()]

PLACE = os.environ.get("KRAPTE_TEST_DAMAGED")  # a folder that takes the files that did harm
MANY = 240 if ALL else 12
SMALL = ("--scale", "0.2", "--quiet", "--threads", "1")
KEEP = ("--keep", "persons:status,employer,hourly_wage;employers:heads;events:all")
NUMBERS = (0, 1, -1, 3, 255, 2 ** 31 - 1, -2 ** 31, 2 ** 53, 1e300, float("nan"), float("inf"))


# ---------------------------------------------------------------- what is changed

def data_sets(file):
    found = []
    file.visititems(lambda name, item: found.append(name) if isinstance(item, h5py.Dataset) else None)
    return sorted(found)


def owners(file):
    groups = []
    file.visititems(lambda name, item: groups.append(name) if isinstance(item, h5py.Group) else None)
    return ["/"] + sorted(groups) + data_sets(file)


def replace(file, name, values):
    """Another data set of that name, without its axes."""
    attributes = {key: value for key, value in file[name].attrs.items()
                  if key not in ("DIMENSION_LIST", "REFERENCE_LIST", "CLASS", "NAME")}
    del file[name]
    made = file.create_dataset(name, data=values)
    for key, value in attributes.items():
        made.attrs[key] = value


def drop_data_set(draw, file):
    name = draw.choice(data_sets(file))
    del file[name]
    return name


def rename_data_set(draw, file):
    name = draw.choice(data_sets(file))
    file.move(name, name + "x")
    return name


def drop_group(draw, file):
    name = draw.choice(sorted(file))
    del file[name]
    return name


def group_for_data_set(draw, file):
    name = draw.choice(data_sets(file))
    del file[name]
    file.create_group(name)
    return name


def data_set_for_group(draw, file):
    name = draw.choice(sorted(file))
    del file[name]
    file[name] = [1.0, 2.0]
    return name


def more_axes(draw, file):
    name = draw.choice(data_sets(file))
    values = file[name][()]
    rank = draw.choice((1, 2, 3, 6, 9))
    replace(file, name, numpy.broadcast_to(numpy.ravel(values)[:1], (2,) * rank))
    return f"{name} of rank {rank}"


def one_number(draw, file):
    name = draw.choice(data_sets(file))
    replace(file, name, numpy.float64(draw.choice(NUMBERS)))
    return name


def other_length(draw, file):
    name = draw.choice(data_sets(file))
    values = numpy.atleast_1d(file[name][()])
    length = draw.choice((0, 1, len(values) // 2, len(values) + 3, 1000))
    part = numpy.resize(values, (length,) + values.shape[1:])
    if part.dtype == object:
        made = [text if isinstance(text, bytes) else b"" for text in part.ravel()]
        part = numpy.array(made, dtype=h5py.string_dtype()).reshape(part.shape)
    replace(file, name, part)
    return f"{name} of length {length}"


def other_type(draw, file):
    name = draw.choice(data_sets(file))
    shape = file[name].shape
    kind = draw.choice(("text", "unset text", "fixed", "f8", "u1", "i8", "pair"))
    if kind in ("text", "unset text"):
        del file[name]
        made = file.create_dataset(name, shape, h5py.string_dtype())
        if kind == "text" and made.size > 0:
            made[...] = "x" * 300
    else:
        pair = numpy.dtype([("a", "f4"), ("b", "u1")])
        replace(file, name, numpy.zeros(shape, {"fixed": "S3", "pair": pair}.get(kind, kind)))
    return f"{name} as {kind}"


def other_values(draw, file):
    name = draw.choice([name for name in data_sets(file) if file[name].size > 0
                        and file[name].dtype.kind in "fiu"])
    data = file[name]
    values = data[()]
    limits = numpy.iinfo(data.dtype) if data.dtype.kind in "iu" else None
    extreme = draw.choice((0, -1, 254) if limits is None or draw.random() < 0.3 else
                          (limits.min, limits.max))
    if limits is None:
        extreme = draw.choice((numpy.nan, numpy.inf, -1e300, 0.0))
    else:
        extreme = min(max(extreme, limits.min), limits.max)
    if values.ndim == 0:
        data[()] = extreme
    else:
        flat = values.ravel()
        for _ in range(draw.choice((1, 3, flat.size))):
            flat[draw.randrange(flat.size)] = extreme
        data[...] = flat.reshape(values.shape)
    return f"{name} with {extreme}"


def drop_attribute(draw, file):
    owner = file[draw.choice(["/"] * 20 + owners(file))]
    names = sorted(owner.attrs)
    name = draw.choice(names) if names else ""
    if name:
        del owner.attrs[name]
    return f"{owner.name}@{name}"


def other_attribute(draw, file):
    owner = file[draw.choice(["/"] * 20 + owners(file))]
    names = sorted(set(owner.attrs) - {"DIMENSION_LIST", "REFERENCE_LIST"})
    if not names:
        return "nothing"
    name = draw.choice(names)
    value = draw.choice(("", "y" * 5000, "\u00e9\u00df\u20ac", "no\nnewline", "999", 0, 2 ** 62, 1e300, -1.0,
                         float("nan"), numpy.arange(500), numpy.arange(500) * 1e300,
                         [b"a"] * 90, ["texts"] * 40, numpy.zeros((0,)), h5py.Empty("f8")))
    del owner.attrs[name]
    owner.attrs[name] = value
    return f"{owner.name}@{name} = {str(value)[:30]!r}"


def strange_link(draw, file):
    name = draw.choice(data_sets(file))
    del file[name]
    file[name] = draw.choice((h5py.SoftLink("/nowhere"), h5py.SoftLink("/" + name),
                              h5py.ExternalLink("none.h5", "/x"), h5py.SoftLink("/")))
    return name


def more_things(draw, file):
    group = file[draw.choice(sorted(name for name in file if isinstance(file[name], h5py.Group)))]
    group.create_dataset("e" * draw.choice((1, 95, 96, 300)), data=numpy.arange(7))
    file.create_group("g" * draw.choice((1, 95, 96, 300)))["x"] = 1
    return group.name


CHANGES = (drop_data_set, rename_data_set, drop_group, group_for_data_set, data_set_for_group,
           more_axes, one_number, other_length, other_type, other_values, drop_attribute,
           other_attribute, strange_link, more_things)


def cut_off(draw, path):
    size = os.path.getsize(path)
    with open(path, "r+b") as file:
        file.truncate(draw.choice((0, 8, 96, 512, 2048, size // 2, size - 1, draw.randrange(size))))
    return "cut off"


def flip_bytes(draw, path):
    size = os.path.getsize(path)
    with open(path, "r+b") as file:
        for _ in range(draw.choice((1, 10, 100))):
            file.seek(draw.randrange(size))
            file.write(bytes([draw.randrange(256)]))
    return "bytes changed"


# ---------------------------------------------------------------- the test

@unittest.skipIf(h5py is None, "no h5py")
class Damaged(support.Case):
    def make_files(self):
        run = ("run", support.VILLAGE, *SMALL, "--quarters", 3, *KEEP)
        self.ok(*run, "-o", "good.h5", "--checkpoint-every", 2)
        os.rename(self.path("good.checkpoint.h5"), self.path("world.h5"))
        self.ok("run", support.BONUS, *SMALL, "--quarters", 3, "-o", "variant.h5")
        self.ok("population", support.VILLAGE, *SMALL, "-o", "population.h5")
        self.ok("compare", support.VILLAGE, support.BONUS, *SMALL, "--quarters", 3, "--replicates",
                2, "-o", "effects.h5")

    def commands(self, draw, kind, variable):
        show = [("show", "bad.h5", *more) for more in
                ((), ("--json",), ("--csv",), ("--all",), ("--variable", variable))]
        to = ("-o", "out.h5", "--force", *SMALL, "--quarters", 3)
        own = {
            "good": [("digest", "bad.h5"), ("report", "bad.h5", "-o", "r.html", "--force"),
                     ("report", "bad.h5", "variant.h5", "-o", "r.html", "--force"),
                     ("compare", "bad.h5", "variant.h5"), ("compare", "variant.h5", "bad.h5"),
                     ("show", "bad.h5", "--loops"),
                     ("run", support.VILLAGE, "--resume", "world.h5", "-o", "bad.h5", *SMALL,
                      "--quarters", 3, *KEEP)],
            "effects": [("digest", "bad.h5"), ("report", "bad.h5", "-o", "r.html", "--force")],
            "world": [("digest", "bad.h5"), ("fork", "bad.h5", support.VILLAGE, *to),
                      ("run", support.VILLAGE, "--resume", "bad.h5", "-o", "copy.h5", *SMALL,
                       "--quarters", 3, *KEEP)],
            "population": [("digest", "bad.h5"),
                           ("run", support.VILLAGE, "--population", "bad.h5", *to)],
        }[kind]
        return show + own if ALL else [draw.choice(show)] + draw.sample(own, min(3, len(own)))

    def try_one(self, draw, kind, change):
        shutil.copy(self.path(kind + ".h5"), self.path("bad.h5"))
        variable = "heads_by_sector"
        if change in (cut_off, flip_bytes):
            what = change(draw, self.path("bad.h5"))
        else:
            with h5py.File(self.path("bad.h5"), "r+") as file:
                try:
                    what = change(draw, file)
                except (KeyError, ValueError, TypeError, OSError, RuntimeError) as error:
                    what = f"half done, since {error}"
                names = data_sets(file)
                variable = draw.choice(names) if names else variable
        told = f"{kind}: {change.__name__}: {what}"
        for command in self.commands(draw, kind, variable):
            if kind == "world" and "copy.h5" in command:
                shutil.copy(self.path("good.h5"), self.path("copy.h5"))
            if kind == "good" and "--resume" in command:
                shutil.copy(self.path("world.h5"), self.path("good.checkpoint.h5"))
            self.look(command, told)

    def look(self, command, told):
        try:
            done = self.krapte(*command)
        except subprocess.TimeoutExpired:
            self.blame(f"{told}: {' '.join(map(str, command))} does not end")
            return
        words = f"{told}\n  {' '.join(map(str, command))}\n  status {done.returncode}: "
        text = done.stderr.strip()
        if flip_bytes.__name__ in told and (done.returncode < 0 or "libhdf5" in text):
            return  # the library's own
        if done.returncode not in (support.DONE, support.FAILED, support.USAGE):
            self.blame(words + (text or "without a word")[-3000:])
        elif done.returncode != support.DONE and text == "":
            self.blame(words + "without a word")
        elif done.returncode != support.DONE and "no error" in text:
            self.blame(words + text)
        if "Sanitizer" in text or "runtime error" in text:
            self.blame(words + text)

    def blame(self, words):
        self.found.append(words)
        if ALL:
            print(words, file=sys.stderr, flush=True)
        if PLACE and os.path.exists(self.path("bad.h5")):
            shutil.copy(self.path("bad.h5"), os.path.join(PLACE, f"bad{len(self.found)}.h5"))

    def test_more_than_one_value_where_one_is_read(self):
        self.ok("run", support.VILLAGE, *SMALL, "--quarters", 2, *KEEP, "-o", "good.h5")
        many = numpy.arange(5000)

        def attribute(owner, name, value):
            def change(file):
                file[owner].attrs[name] = value
            return change
        changes = {
            "promises": lambda file: replace(file, "quarterly/quarters_complete", many),
            "starts": lambda file: replace(file, "events/row_start", numpy.ones((3, 4, 5), "i8")),
            "axes": lambda file: replace(file, "quarterly/unemployed_persons", numpy.ones((3,) * 9)),
            "factors": attribute("quarterly/heads_by_sector", "scale_factor", many * 1.0),
            "scales": attribute("/", "scale", many * 1.0),
            "titles": attribute("/", "title", ["text"] * 500),
            "kinds": attribute("/", "krapte_file", numpy.array([b"result"] * 500)),
            "years": lambda file: replace(file, "quarterly/year", numpy.full(3, numpy.nan))}
        self.found = []
        for name, change in changes.items():
            shutil.copy(self.path("good.h5"), self.path("bad.h5"))
            with h5py.File(self.path("bad.h5"), "r+") as file:
                change(file)
            for command in (("show", "bad.h5"), ("digest", "bad.h5"),
                            ("show", "bad.h5", "--variable", "unemployed_persons")):
                self.look(command, name)
        self.assertEqual(self.found, [])

    def test_every_command_says_what_is_wrong(self):
        self.found = []
        self.make_files()
        kinds = ("good", "effects", "world", "population")
        for seed in SEEDS:
            draw = random.Random(seed)
            for turn in range(MANY):
                kind = kinds[turn % len(kinds)]
                rest = (turn // len(kinds)) % 8
                change = cut_off if rest == 0 else flip_bytes if rest == 4 and ALL else \
                    draw.choice(CHANGES)
                self.try_one(draw, kind, change)
        self.assertEqual(self.found, [])


if __name__ == "__main__":
    support.main()
