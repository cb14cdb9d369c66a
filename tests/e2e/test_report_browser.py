"""The page of krapte report in a browser: drawn, silent, usable with keys, on a phone, in the dark and on paper.

Screenshots are kept: in $KRAPTE_SCREENSHOTS, or in report-screenshots/ of the folder the test is started in."""

import os
import subprocess
import unittest

from browser import CHROMIUM, Browser
from support import BONUS, PATIENCE, PROGRAM, SOURCE, VILLAGE, main

SHOTS = os.path.abspath(os.environ.get("KRAPTE_SCREENSHOTS", "report-screenshots"))
SMALL = ["--scale", "0.4", "--quarters", "12", "--quiet"]
# Contrast of text by WCAG 2, over colours as the style sheet has them.
CONTRAST = """(() => {
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    const hex = style.getPropertyValue(name).trim().replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
    const part = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  return Object.fromEntries([['--ink', '--paper'], ['--quiet', '--paper'], ['--quiet', '--panel'], ['--accent', '--paper'], ['--ink', '--mark']].map((pair) => [pair.join(' on '), ratio(...pair)]));
})()"""
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
                    self.assertGreaterEqual(ratio, 4.5, f"{scheme}: {pair}")
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


if __name__ == "__main__":
    main()
