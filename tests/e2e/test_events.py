"""krapte run --keep events: what happened to persons, laid beside counts, ledger and panel."""

import unittest

from durable import paused
from support import BONUS, VILLAGE, Case, main, world_of

try:
    import h5py
    import numpy
except ImportError:
    h5py = None

QUARTERS = 5
EMPLOYEE, SELF_EMPLOYED, UNEMPLOYED, ABSENT = "employee", "self_employed", "unemployed", "absent"


def words(dataset):
    return dataset.attrs["flag_meanings"].split()


def quarter(file, t):
    """The events of a quarter: a dictionary of columns, codes as words where they have any."""
    events = file["events"]
    first = int(events["row_start"][t])
    rows = slice(first, first + int(events["row_count"][t]))
    columns = {}
    for name, dataset in events.items():
        if dataset.shape == events["kind"].shape and name != "event":
            columns[name] = dataset[rows]
            if "flag_meanings" in dataset.attrs:
                meanings = words(dataset)
                columns[name] = numpy.array(
                    [meanings[code] if code < len(meanings) else "" for code in columns[name]],
                    dtype=object)
    return columns


def lives(columns):
    """(status before, status after) of each person by her events in the quarter."""
    found = {}
    last = None
    for person, kind, before, after in zip(columns["person"], columns["kind"],
                                           columns["status_from"], columns["status_to"]):
        twice = kind == "own_account_ended" and last == (person, "retirement")
        if kind != "second_job_ended" and not twice:
            first = found[person][0] if person in found else before
            found[person] = (first, after)
        last = (person, kind)
    return found


def side(status):
    """The kinds of non-work are one: people pass between them without an event."""
    return status if status in (EMPLOYEE, SELF_EMPLOYED, UNEMPLOYED, ABSENT) else "no work"


class Words(Case):
    def test_without_events_there_is_no_group_and_the_world_is_the_same(self):
        plain = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 3)
        kept = self.ok("run", VILLAGE, "-o", "b.h5", "--quarters", 3, "--keep", "events:all")
        self.assertEqual(world_of(plain), world_of(kept))
        self.assertNotIn("\n/events ", self.ok("digest", "a.h5").stdout)
        self.assertIn("\n/events ", self.ok("digest", "b.h5").stdout)

    def test_threads_and_runs_write_the_same_bytes(self):
        for name, threads in (("a.h5", 1), ("b.h5", 2)):
            self.ok("run", VILLAGE, "-o", name, "--quarters", 3, "--keep", "events:all",
                    "--provenance", "none", "--threads", threads)
        with open(self.path("a.h5"), "rb") as a, open(self.path("b.h5"), "rb") as b:
            self.assertTrue(a.read() == b.read())

    def test_an_unknown_kind_is_a_mistake_with_the_nearest(self):
        done = self.refused("run", VILLAGE, "-o", "a.h5", "--keep", "events:hired")
        self.assertIn('did you mean "hire"', done.stderr)
        self.assertEqual(self.files(), [])

    def test_none_keeps_no_events(self):
        self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", 1, "--keep", "events:none")
        with h5py.File(self.path("a.h5")) as file:
            self.assertNotIn("events", file)

    def test_events_have_no_cadence(self):
        done = self.refused("run", VILLAGE, "-o", "a.h5", "--keep", "events:hire@4")
        self.assertIn("every quarter", done.stderr)

    def test_filters_that_an_event_cannot_answer_are_refused(self):
        for keep, words in (("events[sectr=care]:hire", 'did you mean "sector"'),
                            ("events[age=20-30]:hire", "an event does not tell it"),
                            ("events[sector=scool]:hire", 'did you mean "'),
                            ("events[person=12]:hire", "sample=5%")):
            self.assertIn(words, self.refused("run", VILLAGE, "-o", "a.h5", "--keep", keep).stderr)
        self.assertEqual(self.files(), [])

    def test_describe_lists_the_kinds(self):
        listing = self.ok("describe", "event-kinds").stdout
        for kind in ("hire", "quit", "payment"):
            self.assertIn(kind, listing)


@unittest.skipIf(h5py is None, "h5py is not installed")
class Facts(Case):
    def run_all(self, scenario, *options):
        self.ok("run", scenario, "-o", "a.h5", "--quarters", QUARTERS, "--keep", "events:all",
                *options)
        return h5py.File(self.path("a.h5"))

    def test_rows_are_where_the_quarters_say(self):
        with self.run_all(VILLAGE) as file:
            events = file["events"]
            chunk = events["kind"].chunks[0]
            starts, counts = events["row_start"][:], events["row_count"][:]
            self.assertEqual(int(events["quarters_complete"][()]), QUARTERS + 1)
            self.assertEqual((starts[0], counts[0]), (0, 0))
            self.assertTrue((counts[1:] > 0).all())
            self.assertTrue((starts % chunk == 0).all())
            self.assertTrue((starts[:-1] + counts[:-1] <= starts[1:]).all())
            used = numpy.zeros(events["kind"].shape, dtype=bool)
            for start, count in zip(starts, counts):
                used[start:start + count] = True
                order = list(zip(events["person"][start:start + count],
                                 events["kind"][start:start + count]))
                self.assertEqual(order, sorted(order))
            self.assertTrue((events["kind"][:][used] > 0).all())
            for name in ("kind", "person", "amount_cents", "minutes_after", "sector"):
                self.assertFalse(events[name][:][~used].any(), name)

    def test_counts_are_those_of_the_flows(self):
        same = {"hire": "hires", "job_left": "separations_to_employer", "quit": None,
                "contract_end": "contract_ends", "contract_converted": "conversions",
                "hours_more_granted": "wish_granted", "hours_more_refused": "wish_refused",
                "hours_fewer_granted": "fewer_granted", "absence_begun": "long_absences_begun",
                "course_started": "trainings_started", "died": "died", "arrived": "arrived",
                "retirement": "retirements", "second_job_begun": "second_jobs_begun"}
        with self.run_all(VILLAGE) as file:
            for t in range(1, QUARTERS + 1):
                columns = quarter(file, t)
                for kind, flow in same.items():
                    if flow is not None:
                        self.assertEqual((columns["kind"] == kind).sum(), file["flows"][flow][t],
                                         f"{kind} in quarter {t}")
                layoffs = numpy.isin(columns["kind"], ["layoff", "employer_closed"])
                self.assertEqual(layoffs.sum(), file["flows"]["layoffs"][t])
                quits = (columns["kind"] == "quit") & (columns["status_to"] == UNEMPLOYED)
                self.assertEqual(quits.sum(), file["flows"]["quits_to_search"][t])

    def test_filters_leave_exactly_the_rows_that_pass(self):
        whole = self.ok("run", VILLAGE, "-o", "a.h5", "--quarters", QUARTERS, "--keep", "panel[sample=25%]:status;events:all")
        part = self.ok("run", VILLAGE, "-o", "b.h5", "--quarters", QUARTERS, "--keep",
                       "panel[sample=25%]:status;events[sample=25%,status_from=employee,minutes_before=300-1500|2000-]:all")
        self.assertEqual(world_of(whole), world_of(part))
        with h5py.File(self.path("a.h5")) as a, h5py.File(self.path("b.h5")) as b:
            panel = set(a["panel/id"][:])
            self.assertEqual(b["events"].attrs["selection"],
                             "sample=25%,status_from=employee,minutes_before=300-1500|2000-")
            seen = 0
            for t in range(1, QUARTERS + 1):
                rows, kept = quarter(a, t), quarter(b, t)
                minutes = rows["minutes_before"]
                passes = (rows["status_from"] == EMPLOYEE) & ((minutes >= 300) & (minutes <= 1500) | (minutes >= 2000))
                # nobody comes, finds work and goes within a quarter: all of the sample are in the panel
                self.assertTrue(set(kept["person"]) <= panel)
                passes &= numpy.isin(rows["person"], list(panel))
                for name, values in rows.items():
                    self.assertTrue((values[passes] == kept[name]).all(), name)
                seen += passes.sum()
                self.assertLess(passes.sum(), len(minutes))
            self.assertGreater(seen, 20)

    def test_payments_add_up_to_the_ledger(self):
        with self.run_all(BONUS) as file:
            policies = [word for word in words(file["events/policy"]) if word != "none"]
            paid = 0
            for t in range(1, QUARTERS + 1):
                columns = quarter(file, t)
                for p, policy in enumerate(policies):
                    of_it = columns["policy"] == policy
                    cents = columns["amount_cents"][of_it].sum()
                    self.assertEqual(cents, file["ledger/cents_by_policy"][t, p])
                    self.assertTrue((columns["kind"][of_it] == "payment").all())
                    self.assertTrue((columns["payer"][of_it] != "").all())
                    paid += cents
            self.assertGreater(paid, 0)

    def test_hires_find_people_where_the_panel_has_them(self):
        with self.run_all(VILLAGE) as file:
            ids = file["panel/id"][:]
            status = file["panel/status"][:]
            meanings = words(file["panel/status"])
            moved = 0
            for t in range(1, QUARTERS + 1):
                found = lives(quarter(file, t))
                for place, person in enumerate(ids):
                    before = side(meanings[status[t - 1, place]])
                    after = side(meanings[status[t, place]])
                    if person in found:
                        first, last = map(side, found[person])
                        self.assertEqual((first, last), (before, after), f"person {person}")
                    else:
                        self.assertEqual(before, after, f"person {person} without an event")
                    moved += before != after
            self.assertGreater(moved, 0)

    def test_what_a_killed_run_promised_is_what_a_whole_run_has(self):
        # As many quarters as the other has are in the file: all but the last one lived.
        run = paused(self, QUARTERS + 3, "run", VILLAGE, "-o", "b.h5", "--quarters", 40, "--scale",
                     10, "--keep", "events:all")
        run.kill()
        run.wait()
        with self.run_all(VILLAGE, "--scale", 10) as whole, \
                h5py.File(self.path("b.h5")) as cut:
            self.assertGreaterEqual(int(cut["events/quarters_complete"][()]), QUARTERS + 1)
            self.assertLess(int(cut["events/quarters_complete"][()]), 41)
            for name, dataset in whole["events"].items():
                if name not in ("quarters_complete", "event"):
                    count = dataset.shape[0]
                    self.assertTrue((dataset[:] == cut["events"][name][:count]).all(), name)

    def test_chosen_kinds_are_kept_and_no_others(self):
        with self.run_all(VILLAGE) as file:
            every = [quarter(file, t) for t in range(1, QUARTERS + 1)]
        self.ok("run", VILLAGE, "-o", "b.h5", "--quarters", QUARTERS, "--keep",
                "events:hire,quit")
        with h5py.File(self.path("b.h5")) as file:
            for t, columns in enumerate(every, 1):
                chosen = quarter(file, t)
                wanted = numpy.isin(columns["kind"], ["hire", "quit"])
                for name in columns:
                    self.assertEqual(list(columns[name][wanted]), list(chosen[name]), name)


if __name__ == "__main__":
    main()
