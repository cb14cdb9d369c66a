"""Random choices of what a file holds: whatever is chosen, the world is the same, and the file says of
the chosen what a file with everything says of them, also when the run was broken off and gone on with.

python3 test_random.py PROGRAM SOURCE [all] [seed ...] [unittest options]
"""

import os
import random
import re
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

TURNS = 40 if ALL else 4
MOST_QUARTERS = 9
SCALE = ("--scale", "0.3")
TABLES = ("persons", "employers", "panel")
BREAKDOWNS = ("sex age_group education", "region age_group", "status_flow region age_group",
              "work_region sector occupation")
# Where a number of the whole file is asked for.
EXTREMES = ("0", "0-1000000", "999999-", "-5--3", "-32768", "0-0", "1e300-", "-inf-inf", "-1-1|3-")


# ---------------------------------------------------------------- drawing

class Choice:
    """What a run is asked to keep of a table."""

    def __init__(self, name, columns, filters, sample, every):
        self.name, self.columns, self.filters = name, columns, filters
        self.sample, self.every = sample, every

    def text(self):
        inside = [f"{column}={value}" for column, value in self.filters]
        if self.sample is not None:
            inside.append(f"sample={self.sample}%")
        return (self.name + (f"[{','.join(inside)}]" if inside else "") + ":" +
                ",".join(self.columns) + (f"@{self.every}" if self.every > 1 else ""))


def draw_filter(draw, table):
    """A column of the file with everything, and values of it as --keep takes them."""
    names = [name for name in sorted(table) if table[name].ndim == 2 and
             name not in ("employer", "group")]
    name = draw.choice(names)
    words = table[name].attrs.get("flag_meanings")
    if words is not None:
        words = words.split()
        return name, "|".join(draw.sample(words, min(len(words), draw.choice((1, 1, 2, 3)))))
    if draw.random() < 0.3:
        return name, draw.choice(EXTREMES)
    values = sorted(float(value) for value in
                    numpy.random.default_rng(draw.randrange(99)).choice(table[name][()].ravel(), 4))
    low, high = values[0], values[2]
    return name, draw.choice((f"{low:.9g}-{high:.9g}", f"{low:.9g}-", f"{high:.9g}",
                              f"{low:.9g}|{high:.9g}-"))


def draw_choice(draw, name, table):
    columns = [column for column in sorted(table) if table[column].ndim == 2]
    kept = ["all"] if draw.random() < 0.2 else draw.sample(columns, draw.choice((1, 2, 5)))
    kept += draw.sample(kept, 1) if draw.random() < 0.2 else []
    filters = [draw_filter(draw, table) for _ in range(draw.choice((0, 0, 1, 1, 2)))]
    sample = draw.choice((None, None, "30", "5", "0.001", "100", "66.6"))
    return Choice(name, kept, filters, sample, draw.choice((1, 1, 2, 3, 4, 20)))


def draw_kinds(draw, kinds):
    return draw.choice((None, ["all"], draw.sample(kinds, 1), draw.sample(kinds, 4)))


# ---------------------------------------------------------------- the oracle

def mixed(ids):
    with numpy.errstate(over="ignore"):
        word = ids.astype(numpy.uint64)
        word ^= word >> numpy.uint64(30)
        word *= numpy.uint64(0xbf58476d1ce4e5b9)
        word ^= word >> numpy.uint64(27)
        word *= numpy.uint64(0x94d049bb133111eb)
        return word ^ (word >> numpy.uint64(31))


def is_sampled(ids, percent):
    share = float(percent) / 100.0
    return numpy.ones(len(ids), bool) if share >= 1.0 else mixed(ids) < int(share * 2.0 ** 64)


def passes(table, column, text):
    """Whether the values of a column pass a filter, at every record and place."""
    values, attributes = table[column][()], table[column].attrs
    passed = numpy.zeros(values.shape, bool)
    if "flag_meanings" in attributes:
        words = attributes["flag_meanings"].split()
        for word in text.split("|"):
            if "flag_masks" in attributes:
                passed |= (values & attributes["flag_masks"][words.index(word)]) != 0
            else:
                passed |= values == attributes["flag_values"][words.index(word)]
        return passed
    number = r"-?(?:inf|[0-9.]+(?:e[+-]?[0-9]+)?)"
    for part in text.split("|"):
        low, dash, high = re.fullmatch(f"({number})(-?)({number})?", part).groups()
        high = (high or "inf") if dash else low
        passed |= (values.astype(float) >= float(low)) & (values.astype(float) <= float(high))
    return passed


def is_there(table):
    """Who is there, at every record and place of a file with everything."""
    return table["status"][()] != 0 if "status" in table else \
        table["since"][()] != table["since"].fillvalue


def expected_order(table, choice, times, start=0):
    """Places in a file with everything of those who are taken up, in order, each with the quarter."""
    sample = choice.sample or (1 if choice.name == "panel" else 100)
    taken = is_there(table) & is_sampled(table["id"][()], sample)
    for column, text in choice.filters:
        taken &= passes(table, column, text)
    # All employers are counted every quarter, since their places are their numbers.
    if choice.name == "employers" and not choice.filters and float(sample) == 100 and len(times) > 0:
        times = range(start, times[-1] + 1)
    ids = table["id"][()]
    order = {}
    for number, t in enumerate(times):
        fresh = [place for place in numpy.flatnonzero(taken[t]) if place not in order]
        # The first record in order of row, later ones in order of id.
        fresh = fresh if number == 0 else sorted(fresh, key=lambda place: ids[place])
        order.update((place, t) for place in fresh)
    return order


def is_before(times, first):
    """Whether a record, by row, comes before the quarters in which somebody, by column, is taken up."""
    return numpy.array(times, int)[:, None] < numpy.array(list(first), int)[None, :]


# ---------------------------------------------------------------- the test

@unittest.skipIf(h5py is None, "no h5py")
class Random(support.Case):
    def setUp(self):
        super().setUp()
        self.worlds = {}
        self.ok("run", support.VILLAGE, *SCALE, "--quiet", "--quarters", MOST_QUARTERS, "-o",
                "everything.h5", "--keep", "persons:all;employers:all;events:all;panel:none")
        self.everything = h5py.File(self.path("everything.h5"))
        self.addCleanup(self.everything.close)
        self.columns = {"persons": self.everything["persons"], "panel": self.everything["persons"],
                        "employers": self.everything["employers"]}

    def world(self, quarters):
        """The world of a run that keeps nothing of persons."""
        if quarters not in self.worlds:
            self.worlds[quarters] = support.world_of(self.ok(
                "run", support.VILLAGE, *SCALE, "--quiet", "--quarters", quarters, "-o", "plain.h5",
                "--force", "--keep", "panel:none"))
        return self.worlds[quarters]

    def draw(self, draw):
        choices = [draw_choice(draw, name, self.columns[name]) for name in TABLES
                   if draw.random() < 0.6]
        kinds = self.everything["events/kind"].attrs["flag_meanings"].split()
        kinds = draw_kinds(draw, [kind for kind in kinds if kind != "none"])
        keep = [choice.text() for choice in choices]
        keep += ["events:" + ",".join(kinds)] if kinds else []
        keep += ["panel:none"] if not any(c.name == "panel" for c in choices) else []
        draw.shuffle(keep)
        return choices, kinds, draw.choice((";", " ; ")).join(keep)

    def write_scenario(self, draw, keep):
        """A scenario with breakdowns, and the words that make a run of it keep what is wanted."""
        said = draw.choice((None, keep, "persons:age;panel:none"))
        breakdowns = ", ".join(draw.sample(BREAKDOWNS, draw.choice((0, 1, 2))))
        output = (f"  breakdowns: [{breakdowns}]\n" if breakdowns else "") + \
            (f"  keep: \"{said}\"\n" if said else "")
        self.write("chosen.yaml", f"extends: {os.path.join(support.SOURCE, support.VILLAGE)}\n"
                   "name: chosen\n" + (f"output:\n{output}" if output else ""))
        return [] if said == keep else ["--keep", keep]

    def run_broken(self, draw, words, quarters):
        """Lives it in parts, each with threads and compression of its own."""
        every = draw.choice((1, 2, 3))
        last = draw.randrange(every, quarters) if quarters > every else 0
        done = self.ok(*words, "-o", "broken.h5", "--quarters", last or quarters, "--threads",
                       draw.choice((1, 3)), "--compress", draw.choice(("deflate", "none")),
                       "--checkpoint-every", every)
        while last > 0:
            names = ["broken.checkpoint.h5", "broken.checkpoint.previous.h5"]
            name = draw.choice([name for name in names if os.path.exists(self.path(name))])
            last = draw.choice((0, 0, min(last + 2, quarters)))
            done = self.ok(*words, "-o", "broken.h5", "--quarters", last or quarters, "--resume", name,
                           "--threads", draw.choice((1, 3)), "--checkpoint-every", every,
                           "--compress", draw.choice(("deflate", "none")))
        return done

    def try_one(self, draw):
        quarters = draw.randrange(1, MOST_QUARTERS + 1)
        choices, kinds, keep = self.draw(draw)
        words = ["run", "chosen.yaml", *SCALE, "--quiet", *self.write_scenario(draw, keep)]
        told = f"{quarters} quarters, {keep}"
        self.clear()
        with self.subTest(told):
            whole = self.ok(*words, "-o", "whole.h5", "--quarters", quarters, "--threads",
                            draw.choice((1, 3)), "--compress", draw.choice(("deflate", "none")))
            self.assertEqual(support.world_of(whole), self.world(quarters))
            broken = self.run_broken(draw, words, quarters)
            self.assertEqual(broken.stdout, whole.stdout)
            self.assertEqual(self.ok("digest", "broken.h5").stdout,
                             self.ok("digest", "whole.h5").stdout)
            for name in ("whole.h5", "broken.h5"):
                with h5py.File(self.path(name)) as file:
                    self.check_file(file, choices, kinds, quarters)
            self.check_fork(draw, choices, keep, quarters)
            self.check_left_behind()

    def check_left_behind(self):
        known = re.compile(r"(everything|plain|whole|broken|fork)(\.checkpoint(\.previous)?)?\.h5"
                           r"(\.status\.json)?|chosen\.yaml")
        for name in self.files():
            self.assertTrue(known.fullmatch(name), name)

    def clear(self):
        for name in self.files():
            if re.match("whole|broken|fork", name):
                os.remove(self.path(name))

    def check_file(self, file, choices, kinds, quarters):
        groups = {choice.name for choice in choices} | ({"events"} if kinds else set())
        self.assertEqual(groups, set(file) & {*TABLES, "events"})
        file.visititems(lambda name, item: item[()] if isinstance(item, h5py.Dataset) else None)
        for name in ("quarterly", "flows", "ledger"):
            self.assertEqual(file[name]["quarters_complete"][()], quarters + 1)
        for choice in choices:
            times = range(0, quarters + 1, choice.every)
            self.check_table(file[choice.name], choice, times)
        if kinds:
            self.check_events(file["events"], kinds, quarters)

    def check_table(self, table, choice, times):
        all_of = self.columns[choice.name]
        order = expected_order(all_of, choice, times)
        places = list(order)
        self.assertEqual(table["quarters_complete"][()], len(times))
        self.assertEqual(list(table["id"]), list(all_of["id"][()][places]))
        if choice.name == "employers":
            self.assertEqual(list(table["number"]), places)
        kept = sorted(name for name in table if table[name].ndim == 2)
        columns = set(choice.columns)
        self.assertEqual(kept, sorted(name for name in all_of if all_of[name].ndim == 2 and
                                      columns & {name, "all"}))
        before = is_before(times, order.values())
        for name in kept:
            values = all_of[name][()][list(times)][:, places]
            values = numpy.where(before, all_of[name].fillvalue, values).astype(values.dtype)
            self.assertEqual(values.tobytes(), table[name][()].tobytes(), f"{choice.name}/{name}")

    def check_events(self, table, kinds, quarters):
        all_of = self.everything["events"]
        attributes = all_of["kind"].attrs
        codes = [code for word, code in zip(attributes["flag_meanings"].split(),
                                            attributes["flag_values"])
                 if word in kinds or ("all" in kinds and code != 0)]
        for t in range(quarters + 1):
            start, count = int(all_of["row_start"][t]), int(all_of["row_count"][t])
            chosen = numpy.isin(all_of["kind"][start:start + count], codes)
            mine, size = int(table["row_start"][t]), int(table["row_count"][t])
            self.assertEqual(size, chosen.sum())
            for name in ("kind", "person", "employer", "status_from", "amount_cents", "minutes_after"):
                self.assertEqual(table[name][mine:mine + size].tobytes(),
                                 all_of[name][start:start + count][chosen].tobytes(), name)

    def check_fork(self, draw, choices, keep, quarters):
        """A fork begins a file of its own at a later quarter; whoever is there has the same values."""
        if not os.path.exists(self.path("broken.checkpoint.h5")):
            return
        other = [draw_choice(draw, choice.name, self.columns[choice.name]) for choice in choices]
        words = ";".join(choice.text() for choice in other) + ";panel:none" * ("panel:" not in keep)
        if any(choice.name == "panel" for choice in other):
            words = words.replace(";panel:none", "")
        self.ok("fork", "broken.checkpoint.h5", "chosen.yaml", *SCALE, "--quiet", "-o", "fork.h5",
                "--quarters", quarters, "--keep", words)
        with h5py.File(self.path("fork.h5")) as file:
            start = quarters + 1 - int(file["quarterly/quarters_complete"][()])
            for choice in other:
                told = f"fork at {start}, {words}"
                times = [t for t in range(start, quarters + 1) if t % choice.every == 0]
                self.check_fork_table(file[choice.name], choice, start, times, told)
        done = self.ok("show", "fork.h5", "--json")
        self.assertEqual(support.load(done.stdout)["world"], self.world(quarters))

    def check_fork_table(self, table, choice, start, times, told):
        all_of = self.columns[choice.name]
        order = expected_order(all_of, choice, times, start)
        self.assertEqual(table["quarters_complete"][()], len(times))
        place = {who: i for i, who in enumerate(all_of["id"][()])}
        self.assertEqual(sorted(table["id"]), sorted(all_of["id"][()][list(order)]), told)
        places = [place[who] for who in table["id"]]
        there = ~is_before(times, [order[place] for place in places])
        for name in table:
            # Numbers of employers are given anew. Pay is that of the quarter to come in the
            # first record.
            if table[name].ndim == 2 and name not in ("employer", "group", "hourly_wage"):
                mine, theirs = table[name][()], all_of[name][()][times][:, places]
                self.assertEqual(mine[there].tobytes(), theirs[there].tobytes(),
                                 f"{choice.name}/{name}")

    def test_whatever_is_kept(self):
        for seed in SEEDS:
            draw = random.Random(seed)
            for _ in range(TURNS):
                self.try_one(draw)


if __name__ == "__main__":
    support.main()
