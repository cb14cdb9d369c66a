"""What --keep writes: who has which place, filters, samples, and that nothing else changes."""

import unittest

import support

try:
    import h5py
    import numpy
except ImportError:
    h5py = None

QUARTERS = 8
ABSENT, EMPLOYEE = 0, 1


@unittest.skipIf(h5py is None, "no h5py")
class Keep(support.Case):
    def kept(self, name, keep, *words):
        self.ok("run", support.VILLAGE, "-o", name, "--quarters", QUARTERS, "--quiet", "--keep",
                keep, *words)
        file = h5py.File(self.path(name))
        self.addCleanup(file.close)
        return file

    def test_a_place_is_one_person_for_good(self):
        file = self.kept("a.h5", "persons:all;panel[sample=40%]:all;employers:all")
        persons, panel = file["persons"], file["panel"]
        status = persons["status"][:]
        there = status != ABSENT
        # People come and go, and nobody comes back.
        self.assertGreater((~there[0]).sum(), 20)
        self.assertGreater((there[0] & ~there[-1]).sum(), 20)
        changes = (there[1:] != there[:-1]).sum(axis=0)
        self.assertLessEqual(changes[there[0]].max(), 1)
        for column in ("sex", "birth_quarter"):
            values = persons[column][:].astype(int)
            least = numpy.where(there, values, 10 ** 6).min(axis=0)
            most = numpy.where(there, values, -10 ** 6).max(axis=0)
            self.assertTrue((least == most)[there.any(axis=0)].all(), column)
        self.check_blanks(persons, there)
        # The panel says the same of the same persons.
        ids = persons["id"][:]
        self.assertEqual(len(ids), len(set(ids)))
        place = {who: i for i, who in enumerate(ids)}
        places = [place[who] for who in panel["id"][:]]
        self.assertTrue(0.3 < len(places) / len(ids) < 0.5)
        for column in panel:
            if panel[column].ndim == 2:
                same = panel[column][:] == persons[column][:][:, places]
                self.assertTrue(same.all(), column)

    def check_blanks(self, persons, there):
        for column, blank in (("sector", 255), ("work_region", 255), ("employer", -1),
                              ("age", 0), ("birth_quarter", -32768), ("contract_hours", 0),
                              ("hourly_wage", 0), ("job_since", -32768)):
            self.assertTrue((persons[column][:][~there] == blank).all(), column)

    def test_sums_over_persons_are_the_quarterly_figures(self):
        file = self.kept("a.h5", "persons:status,sector,employer,contract_minutes,"
                         "contract_hours,hourly_wage;employers:heads,sector,fte")
        persons, employers, quarterly = file["persons"], file["employers"], file["quarterly"]
        by_status = quarterly["persons_by_region_status"][:].sum(axis=1)
        by_sector = quarterly["heads_by_sector"][:]
        for t in range(QUARTERS + 1):
            status, sector = persons["status"][t], persons["sector"][t]
            counted = numpy.bincount(status, minlength=by_status.shape[1])
            self.assertEqual(list(counted[1:]), list(by_status[t][1:]))
            heads = numpy.bincount(sector[status == EMPLOYEE], minlength=256)
            self.assertEqual(list(heads[:by_sector.shape[1]]), list(by_sector[t]))
            # The employer's number is the place on the axis of /employers.
            employer = persons["employer"][t]
            works = employer >= 0
            self.assertTrue((works == (status == EMPLOYEE)).all())
            self.assertTrue((employers["sector"][t][employer[works]] == sector[works]).all())
            counted = numpy.bincount(employer[works], minlength=employers["heads"].shape[1])
            self.assertEqual(list(counted), list(employers["heads"][t]))
            minutes = persons["contract_minutes"][t].astype(int)
            self.assertTrue((abs(persons["contract_hours"][t] * 60.0 - minutes) <= 30).all())
            wage = persons["hourly_wage"][t]
            self.assertTrue((wage[works] > 1000).all() and (wage[~works] == 0).all())
        self.assertEqual(list(employers["number"][:]), list(range(len(employers["number"]))))
        # The payroll of the ledger is what persons earn, to rounding.
        for t in range(1, QUARTERS + 1):
            hours = persons["contract_minutes"][t] / 60.0 * 13.0
            paid = (hours * persons["hourly_wage"][t]).sum()
            payroll = file["ledger/payroll_cents"][t]
            self.assertAlmostEqual(paid / payroll, 1.0, delta=0.03)

    def test_employers_keep_their_number_when_some_are_chosen(self):
        everybody = self.kept("a.h5", "persons:employer,sector;employers:heads,sector")
        some = self.kept("b.h5", "persons:employer,sector;employers[sector=care]:heads,sector@2")
        self.assertTrue((everybody["persons/employer"][:] == some["persons/employer"][:]).all())
        number = some["employers/number"][:]
        self.assertLess(len(number), len(everybody["employers/number"]))
        for name in ("heads", "sector"):
            self.assertTrue((everybody["employers"][name][:][::2][:, number] ==
                             some["employers"][name][:]).all(), name)
        ids = everybody["employers/id"][:][number]
        self.assertEqual(list(ids), list(some["employers/id"][:]))

    def test_a_sample_is_the_same_persons_for_any_threads(self):
        everybody = self.kept("a.h5", "persons:status,age", "--threads", 1)
        one = self.kept("b.h5", "persons[sample=5%]:status,age", "--threads", 1)
        three = self.kept("c.h5", "persons[sample=5%]:status,age", "--threads", 3)
        ids = one["persons/id"][:]
        self.assertEqual(list(ids), list(three["persons/id"][:]))
        self.assertTrue(0.03 < len(ids) / len(everybody["persons/id"]) < 0.07)
        place = {who: i for i, who in enumerate(everybody["persons/id"][:])}
        places = [place[who] for who in ids]
        self.assertEqual(places, sorted(places))
        for name in ("status", "age"):
            self.assertTrue((one["persons"][name][:] == three["persons"][name][:]).all())
            self.assertTrue((everybody["persons"][name][:][:, places] ==
                             one["persons"][name][:]).all())
        self.assertLessEqual(set(one["panel/id"][:]), set(ids))  # 1% is in 5%

    def test_a_filter_takes_exactly_those(self):
        everybody = self.kept("a.h5", "persons:status,age,sector")["persons"]
        some = self.kept("b.h5", "persons[sector=care|school,age=25-34]:status,age,sector")
        age, sector = everybody["age"][:], everybody["sector"][:]
        passes = (sector <= 1) & (age >= 25) & (age <= 34)
        words = everybody["sector"].attrs["flag_meanings"].split()
        self.assertEqual(words[:2], ["care", "school"])
        places = numpy.flatnonzero(passes.any(axis=0))
        ids = everybody["id"][:][places]
        chosen = some["persons/id"][:]
        self.assertEqual(sorted(ids), sorted(chosen))
        self.assertEqual(some["persons"].attrs["selection"],
                         "sample=100%,sector=care|school,age=25-34")
        # In the order in which they first passed. From there on all is told of them,
        # whether they still pass or not; before that their places are blank.
        place = {who: i for i, who in enumerate(everybody["id"][:])}
        order = [place[who] for who in chosen]
        first = passes[:, order].argmax(axis=0)
        self.assertTrue((first[1:] >= first[:-1]).all())
        for t in range(QUARTERS + 1):
            here = first <= t
            for name in ("status", "age", "sector"):
                self.assertTrue((everybody[name][t][order][here] ==
                                 some["persons"][name][t][here]).all())
            self.assertTrue((some["persons/status"][t][~here] == ABSENT).all())
            self.assertTrue((some["persons/sector"][t][~here] == 255).all())

    def test_nothing_else_in_the_file_depends_on_what_is_kept(self):
        def digest(name):
            lines = self.ok("digest", name).stdout.splitlines()
            return {line for line in lines if not line.startswith(("/persons", "/employers"))}
        self.kept("a.h5", "")
        self.kept("b.h5", "persons[age=30-]:all@3;employers[sector=care]:all@2")
        self.kept("c.h5", "panel:none")
        self.assertEqual(digest("a.h5"), digest("b.h5"))
        self.assertEqual({line for line in digest("a.h5") if not line.startswith("/panel")},
                         digest("c.h5"))
        with h5py.File(self.path("c.h5")) as file:
            self.assertNotIn("panel", file)

    def test_mistakes_are_told_before_anything_is_made(self):
        for keep, text in (("persons[sectr=care]:status", 'did you mean "sector"?'),
                           ("persons[sector=cre]:status", 'did you mean "care"?'),
                           ("panel[sample=0%]:all", "as in sample=5%"),
                           ("persons:statos", 'did you mean "status"?')):
            done = self.refused("run", support.VILLAGE, "-o", "a.h5", "--keep", keep)
            self.assertIn(text, done.stderr)
            self.assertEqual(self.files(), [])

    def test_a_scenario_says_what_is_kept_and_the_option_goes_before_it(self):
        self.write("s.yaml", f"name: s\nextends: {support.VILLAGE}\nquarters: 1\n"
                   "output:\n  keep: persons:age\n")
        self.ok("run", "s.yaml", "-o", "a.h5")
        self.ok("run", "s.yaml", "-o", "b.h5", "--keep", "employers:heads")
        with h5py.File(self.path("a.h5")) as a, h5py.File(self.path("b.h5")) as b:
            self.assertIn("age", a["persons"])
            self.assertNotIn("employers", a)
            self.assertNotIn("persons", b)
            self.assertIn("heads", b["employers"])


if __name__ == "__main__":
    support.main()
