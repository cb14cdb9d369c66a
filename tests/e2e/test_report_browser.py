"""The page of krapte report in a browser: drawn, silent, usable with keys, on a phone, in the dark and on paper.

Screenshots are kept: in $KRAPTE_SCREENSHOTS, or in report-screenshots/ of the folder the test is started in."""

import os
import subprocess
import unittest

from browser import CHROMIUM, Browser
from support import BONUS, NULL_POLICY, PATIENCE, PROGRAM, SOURCE, VILLAGE, main

try:
    import h5py
except ImportError:
    h5py = None

SHOTS = os.path.abspath(os.environ.get("KRAPTE_SCREENSHOTS", "report-screenshots"))
SMALL = ["--scale", "0.4", "--quarters", "12", "--quiet"]
COUNTRY = os.path.join(SOURCE, "scenarios", "nl", "baseline.yaml")
A4_HEIGHT = 986  # CSS pixels between the margins of a page
# Contrast by WCAG 2, over colours as the style sheet has them: of text (4.5), and of lines and bars (3).
CONTRAST = """(() => {
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    const hex = style.getPropertyValue(name).trim().replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
    const part = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  return Object.fromEntries([['--ink', '--paper'], ['--quiet', '--paper'], ['--quiet', '--panel'], ['--accent', '--paper'], ['--ink', '--mark'], ...['--unsure', '--strong-line', '--mark-line', '--more', '--less', ...[1, 2, 3, 4, 5, 6].map((i) => '--series-' + i)].map((name) => [name, '--paper'])].map((pair) => [pair.join(' on '), ratio(...pair)]));
})()"""
TEXT = {"--ink on --paper", "--quiet on --paper", "--quiet on --panel", "--accent on --paper", "--ink on --mark"}
# Things that screen readers need, as a list of what lacks them.
NAMELESS = """[...document.querySelectorAll('button, select, input, [role=img], [role=region], nav, table')].filter((e) =>
  !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.textContent.trim() || (e.labels && e.labels.length))).map((e) => e.outerHTML.slice(0, 120))"""
HEADINGS = "[...document.querySelectorAll('h1, h2, h3')].map((e) => +e.tagName[1])"


@unittest.skipIf(CHROMIUM is None, "no chromium is installed")
class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        os.makedirs(SHOTS, exist_ok=True)
        print(f"screenshots: {SHOTS}")
        if os.environ.get("KRAPTE_REPORT_PAGES"):
            cls.pages = dict(word.split("=", 1) for word in os.environ["KRAPTE_REPORT_PAGES"].split(","))
        else:
            cls.make_pages()
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()

    @classmethod
    def make_pages(cls):
        def krapte(*words):
            subprocess.run([PROGRAM, *words], cwd=SOURCE, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)
        base, variant, effects = (os.path.join(SHOTS, name + ".h5") for name in ("base", "variant", "effects"))
        krapte("run", VILLAGE, "-o", base, "--force", *SMALL)
        krapte("run", BONUS, "-o", variant, "--force", *SMALL)
        krapte("compare", VILLAGE, BONUS, "-o", effects, "--force", *SMALL, "--replicates", "3")
        cls.pages = {name: os.path.join(SHOTS, name + ".html") for name in ("run", "pair", "effects")}
        krapte("report", base, "-o", cls.pages["run"], "--force")
        krapte("report", base, variant, "-o", cls.pages["pair"], "--force")
        krapte("report", effects, "-o", cls.pages["effects"], "--force")

    @staticmethod
    def page(name, *files):
        page = os.path.join(SHOTS, name + ".html")
        subprocess.run([PROGRAM, "report", *files, "-o", page, "--force"], cwd=SOURCE, check=True, stdout=subprocess.DEVNULL, timeout=300)
        return page

    # A page of a case, of a result that is made for it: show(name, command, words...).
    def show(self, name, *words):
        file = os.path.join(SHOTS, name + ".h5")
        subprocess.run([PROGRAM, *words, "-o", file, "--force", "--quiet"], cwd=SOURCE, check=True, stdout=subprocess.DEVNULL, timeout=300)
        self.look(name, file)
        return file

    # Opens the page of some files, which must be silent and whole.
    def look(self, name, *files):
        self.browser.open(self.page(name, *files))
        self.browser.listen(0.3)
        self.assertEqual(self.browser.complaints(), [])
        self.assertIsNone(self.browser.run("(/NaN|undefined|Infinity|\\[object/.exec(document.getElementById('main').innerText) || [null])[0]"))
        self.browser.screenshot(os.path.join(SHOTS, f"{name}-light.png"))

    def text(self, selector):
        return self.browser.run(f"document.querySelector('{selector}').innerText").replace("\u00a0", " ")

    def setUp(self):
        self.browser.call("Emulation.setEmulatedMedia", media="")
        self.browser.prefer(prefers_color_scheme="light")
        self.browser.size(1240)

    def open(self, name):
        self.browser.open(self.pages[name])

    def each(self):
        for name in self.pages:
            self.open(name)
            yield name, self.browser

    def test_draws_every_chart_in_silence(self):
        for name, browser in self.each():
            drawn = browser.run("[...document.querySelectorAll('.chart')].map((e) => [e.id, e.querySelectorAll('svg path, svg rect, svg polygon').length])")
            self.assertGreaterEqual(len(drawn), 3)
            for chart, shapes in drawn:
                self.assertGreater(shapes, 5, chart)
            self.assertEqual(browser.complaints(), [])
            self.assertEqual(browser.run("document.querySelectorAll('canvas').length"), 0)
            browser.screenshot(os.path.join(SHOTS, f"{name}-light.png"))

    def test_every_choice_of_every_picker_can_be_drawn(self):
        for name, browser in self.each():
            tried = browser.run("""(() => { let n = 0;
              for (const select of document.querySelectorAll('.figure select')) for (const option of [...select.options]) {
                select.value = option.value; select.dispatchEvent(new Event('change')); n++;
                const figure = select.closest('.figure');
                const text = figure.textContent;
                if (/NaN|undefined|Infinity|\\[object/.test(text)) throw new Error(`${figure.id} ${option.value}: ${text.match(/.{60}(NaN|undefined|Infinity|\\[object).{20}/s)}`);
                if (figure.querySelectorAll('.chart svg path').length < 1) throw new Error(figure.id + ' is empty: ' + option.value);
              } return n; })()""")
            self.assertGreater(tried, 20)
            self.assertEqual(browser.complaints(), [])
            self.assertIsNone(browser.run("(/NaN|undefined|Infinity|\\[object/.exec(document.getElementById('main').innerText) || [null])[0]"))

    def test_tables_open_and_close_with_keys(self):
        for _, browser in self.each():
            browser.run("document.querySelector('.figure button').focus()")
            state = "(() => { const b = document.querySelector('.figure button'); return [b.getAttribute('aria-expanded'), document.getElementById(b.getAttribute('aria-controls')).hidden]; })()"
            self.assertEqual(browser.run(state), ["false", True])
            browser.key("Enter", "Enter", 13, "\r")
            self.assertEqual(browser.run(state), ["true", False])
            browser.key(" ", "Space", 32, " ")
            self.assertEqual(browser.run(state), ["false", True])
        # The first Tab from the top is the way past the head of the page.
        self.open("run")
        browser.run("document.activeElement.blur()")
        browser.key("Tab", "Tab", 9)
        self.assertEqual(browser.run("document.activeElement.className"), "skip")

    def test_tables_are_tables(self):
        for _, browser in self.each():
            self.assertEqual(browser.run("[...document.querySelectorAll('table')].filter((t) => !t.caption || !t.tHead || [...t.tHead.rows[0].cells].some((c) => c.scope !== 'col')"
                                         " || [...t.tBodies[0].rows].some((r) => r.cells[0].scope !== 'row' || r.cells.length !== t.tHead.rows[0].cells.length)).length"), 0)
            self.assertEqual(browser.run("document.querySelectorAll('.figure').length - document.querySelectorAll('.figure table').length"), 0)

    def test_the_chart_and_its_table_say_the_same(self):
        self.open("run")
        numbers = self.browser.run("""(() => { const r = JSON.parse(document.getElementById('numbers').textContent).runs[0];
          const drawn = echarts.getInstanceByDom(document.getElementById('series-chart')).getOption().series[0].data;
          const rows = [...document.querySelectorAll('#series table tbody tr')].map((row) => row.cells[1].textContent);
          return [r.indicators.unemployment_rate.values, drawn, rows]; })()""")
        self.assertEqual(numbers[0], numbers[1])
        for value, text in zip(numbers[0], numbers[2]):
            self.assertAlmostEqual(value, float(text.replace(",", "")), delta=0.006)

    def test_has_names_and_headings_in_order(self):
        for _, browser in self.each():
            self.assertEqual(browser.run(NAMELESS), [])
            levels = browser.run(HEADINGS)
            self.assertEqual(levels.count(1), 1)
            self.assertTrue(all(b - a <= 1 for a, b in zip(levels, levels[1:])), levels)
            self.assertEqual(browser.run("[...document.querySelectorAll('.chart')].filter((e) => (e.getAttribute('aria-label') || '').length < 60).length"), 0)
            self.assertEqual(browser.run("[...document.querySelectorAll('.contents a')].filter((a) => !document.querySelector(a.getAttribute('href'))).length"), 0)
            self.assertEqual(browser.run("(() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id).filter((id) => !/^zr/.test(id)); return ids.length - new Set(ids).size; })()"), 0)

    def test_is_dark_when_asked_and_by_its_button(self):
        for name, browser in self.each():
            for scheme in ("light", "dark"):
                browser.prefer(prefers_color_scheme=scheme)
                self.assertEqual(browser.run("document.documentElement.dataset.theme"), scheme)
                for pair, ratio in browser.run(CONTRAST).items():
                    self.assertGreaterEqual(ratio, 4.5 if pair in TEXT else 3, f"{scheme}: {pair}")
            browser.screenshot(os.path.join(SHOTS, f"{name}-dark.png"))
            browser.run("document.querySelector('#tools button:last-child').click()")
            self.assertEqual(browser.run("document.documentElement.dataset.theme"), "light")
            self.assertEqual(browser.complaints(), [])

    def test_fits_a_phone(self):
        self.browser.size(360, 780, phone=True)
        for name, browser in self.each():
            self.assertLessEqual(browser.run("document.documentElement.scrollWidth"), 360)
            self.assertLessEqual(browser.run("Math.max(...[...document.querySelectorAll('.chart svg')].map((e) => e.getBoundingClientRect().right))"), 360)
            browser.run("document.querySelectorAll('.figure button').forEach((b) => b.click())")
            self.assertLessEqual(browser.run("document.documentElement.scrollWidth"), 360)
            self.assertEqual(browser.complaints(), [])
            self.open(name)
            browser.screenshot(os.path.join(SHOTS, f"{name}-phone.png"))

    def test_prints_light_without_controls(self):
        for name, browser in self.each():
            browser.prefer(prefers_color_scheme="dark")
            browser.pdf(os.path.join(SHOTS, f"{name}.pdf"))
            with open(os.path.join(SHOTS, f"{name}.pdf"), "rb") as file:
                self.assertGreater(file.read().count(b"/Type /Page"), 3)
            self.assertEqual(browser.run("document.documentElement.dataset.theme"), "dark", "printing is over")
            # What the paper shows, at the width of its text.
            browser.size(672)
            browser.call("Emulation.setEmulatedMedia", media="print")
            browser.run("dispatchEvent(new Event('beforeprint'))")
            self.assertEqual(browser.run("document.documentElement.dataset.theme"), "light")
            self.assertEqual(browser.run("[...document.querySelectorAll('button, select, .figure .table-box')].filter((e) => e.offsetParent).length"), 0)
            browser.screenshot(os.path.join(SHOTS, f"{name}-print.png"))
            browser.run("document.documentElement.toggleAttribute('data-print-tables', true)")
            self.assertEqual(browser.run("[...document.querySelectorAll('.figure .table-box')].filter((e) => !e.offsetParent).length"), 0)
            browser.run("dispatchEvent(new Event('afterprint'))")
            self.setUp()

    def test_never_calls_chance_a_change(self):
        self.open("effects")
        wrong = self.browser.run("""(() => { const wrong = []; const zero = {mean: 5, error: 4, low: -3, high: 13}; const sure = {mean: -5, error: 1, low: -8, high: -2};
          const one = {mean: 5, error: null, low: null, high: null};
          const say = (e) => words.change(e, {unit: 'people'});
          if (!/cannot be told from zero/.test(say(zero)) || / more| fewer/.test(say(zero))) wrong.push(say(zero));
          if (!/^5 people fewer \\(95% interval 2 to 8\\)$/.test(say(sure))) wrong.push(say(sure));
          if (!/one pair/.test(say(one))) wrong.push(say(one));
          if (say({mean: 0, error: 0, low: 0, high: 0}) !== 'the same in both') wrong.push('still');
          const data = JSON.parse(document.getElementById('numbers').textContent).effects;
          document.querySelectorAll('#groups tbody tr').forEach((row) => { const [low, high] = [4, 5].map((i) => parseFloat(row.cells[i].textContent.replace(/,/g, '').replace('−', '-')));
            if ((low > 0 || high < 0) !== (row.cells[6].textContent === 'yes')) wrong.push(row.textContent); });
          return wrong; })()""")
        self.assertEqual(wrong, [])

    # What cannot be shown is said, and what can; hours of whom; whether anybody pays.
    def test_the_first_lines_say_what_is_shown(self):
        self.open("effects")
        told = self.browser.run("""(() => { const all = JSON.parse(document.getElementById('numbers').textContent).effects;
          const say = (change) => { const data = structuredClone(all); change(data, (id) => data.outcomes[id].splits.total[0]); const e = make('div');
            headlines.inShort(e, data); return e.textContent.replace(/\\u00a0/g, ' '); };
          const put = (e, mean, error, low, high) => Object.assign(e, {mean, error, low, high});
          const calm = (data, of) => ['full_time', 'employed', 'unemployed', 'vacancies', 'shortage', 'service_unmet'].forEach((id) => put(of(id), 5, 4, -3, 13));
          return [
            say((data, of) => { calm(data, of); put(of('shortage'), -6590, 860, -10300, -2870); }),
            say((data, of) => { calm(data, of); put(of('full_time'), 4416, 634, 1688, 7143); }),
            say((data) => put(data.ledger.costs.gross, 0, 0, 0, 0)),
            say((data) => Object.assign(data.ledger.recipients.minutes, data.ledger.recipients.gross)),
            say((data) => { put(data.ledger.recipients.share_anyway, 0.762, 0.003, 0.753, 0.77); put(data.ledger.parts.find((p) => p.id === 'substitution'), -4250, 261, -5080, -3420); }),
            say((data) => put(data.ledger.costs.net, -110.6e6, 39.07e6, -278.6e6, 57.5e6)),
          ]; })()""")
        self.assertIn("cannot be told from zero (95% interval −3 to +13 full-time equivalents). "
                      "What can be shown: a smaller shortage of staff (−6,590 full-time equivalents).", told[0])
        self.assertNotIn("What can be shown", told[1])
        self.assertIn("grows by about 4,420 full-time equivalents (95% interval +1,690 to +7,140)", told[1])
        self.assertIn("No payments are booked", told[2])
        self.assertNotIn("0 to 0", told[2])
        self.assertIn("hours worked by those who take part", told[3])
        self.assertIn("76 would have been worked anyway. Colleagues at the same employers work 4,250 full-time equivalents less.", told[4])
        self.assertIn("−€ 111 million", told[5])
        self.assertIn("95% interval −279 to 58 million", told[5])

    def test_numbers_keep_their_sign_unit_and_interval(self):
        self.open("effects")
        told = self.browser.run("""[words.rounded(-3, 584), words.rounded(-14.49, 584), words.rounded(0, 584), words.money(7.728e9, 5.4e6), words.money(-12519, 4821),
          words.moneyInterval({mean: 365000, error: null, low: null, high: null}), words.scaled({mean: 3e6, error: null, low: null, high: null}, 1e6).low,
          words.short(5000), words.short(10000), words.short(1.5e6), words.trim(2.5)].map((text) => text === null ? null : text.replace(/\\u00a0/g, ' '))""")
        self.assertEqual(told, ["−3", "−10", "0", "€ 7.73 billion", "−€ 12,500", "no interval: one pair", None, "5,000", "10,000", "1.5 million", "2.5"])

    def test_of_one_pair_nothing_is_told_from_zero(self):
        self.show("single", "compare", VILLAGE, BONUS, *SMALL[:-1], "--replicates", "1")
        self.assertNotIn("95% interval", self.text("#short"))
        self.assertEqual(self.browser.run("document.querySelectorAll('.card:not(.unsure)').length"), 0)
        self.assertIn("One simulated person stands for 2.5 real ones.", self.text("#facts"))
        self.assertIn("sectors: Care, School", self.text("#calendar"))
        self.assertIn("Central government", self.text("#calendar table"))
        self.assertRegex(self.text("#where"), r"Scale\s+0\.4\s")
        # No bar has a colour of its own, and no whisker is drawn.
        self.assertEqual(self.browser.run("(() => { const p = figures.palette(); return ['places', 'costs'].flatMap((id) =>"
                                          " echarts.getInstanceByDom(document.getElementById(id + '-chart')).getOption().series.flatMap((s) => s.type === 'bar' ?"
                                          " s.data.map((d) => d.value === 0 ? p.unsure : d.itemStyle.color) : [s.name])).filter((c) => c !== p.unsure); })()"), [])

    def test_equal_worlds_are_told_to_be_equal(self):
        self.show("equal", "compare", VILLAGE, NULL_POLICY, *SMALL[:-1], "--replicates", "2")
        self.assertIn("The two worlds are the same", self.text("#short"))
        self.assertIn("Neither: no sector differs.", self.text("#origin-of-hours"))
        self.assertNotIn("0 to 0", self.text("#short"))

    def test_a_run_of_one_quarter(self):
        self.show("one", "run", COUNTRY, "--scale", "0.005", "--quarters", "1")
        for wrong in ("much the same", "Diamonds", "first year", "first four"):
            self.assertNotIn(wrong, self.text("#main"))
        self.assertEqual(self.browser.run("[...document.querySelectorAll('table')].filter((t) => { const head = [...t.tHead.rows[0].cells].map((c) => c.textContent); return new Set(head).size < head.length; }).length"), 0)
        self.assertTrue(self.browser.run("echarts.getInstanceByDom(document.getElementById('series-chart')).getOption().series[0].showSymbol"))
        # A picker of long names leaves room for the button beside it.
        self.assertEqual(self.browser.run("""[...document.querySelectorAll('.figure')].filter((e) => { const box = (x) => x.getBoundingClientRect(); const b = box(e.querySelector('button'));
          return [...e.querySelectorAll('select')].map(box).some((s) => s.right > b.left && s.left < b.right && s.bottom > b.top && s.top < b.bottom); }).map((e) => e.id)"""), [])
        self.assertLessEqual(self.browser.run("Math.max(...[...document.querySelectorAll('select')].map((e) => e.offsetWidth))"), 26 * 16)
        # The scale of colours has round ends that say they are ends, and a middle that is not the colour of what is left blank.
        scale, paper = self.browser.run("[echarts.getInstanceByDom(document.getElementById('heat-chart')).getOption().visualMap[0], figures.palette().paper]")
        self.assertRegex(scale["text"][0], r"^\+[0-9.,]+% or more$")
        self.assertRegex(scale["text"][1], r"^−[0-9.,]+% or less$")
        self.assertEqual(scale["max"], float(f"{scale['max']:.2g}"))
        self.assertNotEqual(scale["inRange"]["color"][1], paper)
        # On every width the table has the rows and columns of the chart.
        axes = """(() => { const o = echarts.getInstanceByDom(document.getElementById('heat-chart')).getOption(); const t = document.querySelector('#heat table');
          return [o.yAxis[0].data, o.xAxis[0].data, [...t.tBodies[0].rows].map((r) => r.cells[0].textContent), [...t.tHead.rows[0].cells].slice(1).map((c) => c.textContent)]; })()"""
        rows, columns, table_rows, table_columns = self.browser.run(axes)
        self.assertEqual((len(rows), rows, columns), (31, table_rows, table_columns))
        self.browser.size(360, 780, phone=True)
        rows, columns, table_rows, table_columns = self.browser.run(axes)
        self.assertEqual((len(rows), rows, columns), (35, table_rows, table_columns))
        # A figure of the whole country fits a page of paper.
        self.browser.size(672)
        self.browser.call("Emulation.setEmulatedMedia", media="print")
        self.browser.run("dispatchEvent(new Event('beforeprint'))")
        self.assertLess(self.browser.run("Math.max(...[...document.querySelectorAll('.figure')].map((e) => e.offsetHeight))"), A4_HEIGHT)
        self.assertEqual(self.browser.run("[...document.querySelectorAll('.figure, .figure p')].filter((e) => getComputedStyle(e).breakInside !== 'avoid').length"), 0)
        # Nor does a table stick out of it.
        self.browser.run("document.documentElement.toggleAttribute('data-print-tables', true)")
        self.assertLessEqual(self.browser.run("Math.max(...[...document.querySelectorAll('.table-box')].map((e) => e.scrollWidth))"), 672)
        self.assertIn("too wide for paper", self.text("#heat"))
        self.browser.run("dispatchEvent(new Event('afterprint'))")

    def test_runs_that_end_in_different_quarters(self):
        short, long = (os.path.join(SHOTS, name + ".h5") for name in ("short", "long"))
        for file, quarters in ((short, "3"), (long, "6")):
            subprocess.run([PROGRAM, "run", VILLAGE, "--scale", "0.4", "--quarters", quarters, "-o", file, "--force", "--quiet"],
                           cwd=SOURCE, check=True, stdout=subprocess.DEVNULL, timeout=300)
        for files in ((short, long), (long, short)):
            self.look("lengths", *files)
            self.assertIn("do not end in the same quarter", self.text("#main"))
            self.assertEqual(self.browser.run("document.querySelectorAll('#series tbody tr').length"), 6)
            # Equal scenarios are equal in every quarter that both have, and the sentence compares the same quarter.
            says = self.text("#series .says")
            self.assertRegex(says, r"and ([0-9.]+)% in 2025Q3; .* In the variant it is \1% in 2025Q3\.")

    @unittest.skipIf(h5py is None, "h5py is not installed")
    def test_a_run_that_finished_no_quarter(self):
        file = self.show("zero", "run", VILLAGE, "--scale", "0.4", "--quarters", "2")
        with h5py.File(file, "a") as open_file:
            for group in open_file.values():
                if "quarters_complete" in group:
                    group["quarters_complete"][...] = 1
            open_file.attrs.modify("world_hash", b"unfinished")
        self.look("zero", file)
        self.assertIn("It had not finished a quarter.", self.text("#main"))
        self.assertEqual(self.browser.run("document.querySelectorAll('.chart').length"), 0)

    def test_pickers_have_names_of_their_own(self):
        for _, browser in self.each():
            names = browser.run("[...document.querySelectorAll('select')].map((e) => e.getAttribute('aria-label'))")
            self.assertEqual(len(set(names)), len(names))
            self.assertNotIn(None, names)
            self.assertEqual(browser.run("document.querySelectorAll('.says:not([aria-live=polite])').length"), 0)


if __name__ == "__main__":
    main()
