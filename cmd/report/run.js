// What one run tells, or two beside each other.
'use strict';

const run = (() => {
  const HEADLINE = [
    'unemployment_rate',
    'tightness',
    'open_vacancies',
    'net_participation',
    'mean_hours_employed',
    'sickness_absence',
    'part_time_share',
    'under_employed',
    'job_to_job',
    'employed_to_unemployed',
    'unemployed_to_employed',
    'employed_persons',
    'persons',
  ];
  const CARDS = [
    'unemployment_rate',
    'tightness',
    'open_vacancies',
    'net_participation',
    'mean_hours_employed',
    'sickness_absence',
  ];
  const NAMES = {
    public_shortage: 'Shortage in all public and care sectors',
    net_participation: 'Residents of 15 to 74 with work',
    mean_hours_employed: 'Hours per person with work',
    part_time_share: 'People who work part-time',
    under_employed: 'Part-timers who want more hours',
    job_to_job: 'Changed employer in the quarter',
    open_vacancies: 'Open vacancies',
    employed_to_unemployed: 'From work to unemployment',
    unemployed_to_employed: 'From unemployment to work',
    employed_persons: 'People with work',
    persons: 'Residents of 15 to 74',
  };
  const QUARTERS_OF_A_YEAR = 4;

  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const last = (values) => values[values.length - 1];

  // The shortage of all public sectors together, as one more figure.
  function publicShortage(r) {
    const each = Object.values(r.shortage);
    return {
      unit: 'full-time equivalents',
      values: r.time.map((_, q) => each.reduce((sum, figure) => sum + figure.values[q], 0)),
    };
  }

  function figureOf(r, name) {
    return name === 'public_shortage' ? publicShortage(r) : r.indicators[name] || r.shortage[name];
  }

  function nameOf(r, name) {
    return NAMES[name] || words.capital(r.words[name] || name);
  }

  function firstYear(figure) {
    return mean(figure.values.slice(0, QUARTERS_OF_A_YEAR));
  }
  const firstYearText = (r) =>
    r.time.length >= QUARTERS_OF_A_YEAR
      ? 'the first year simulated is'
      : r.time.length === 1
        ? 'the one quarter simulated is'
        : `the mean of the ${r.time.length} quarters simulated is`;
  function inBand(figure) {
    const at = firstYear(figure);
    return at >= figure.published.low && at <= figure.published.high;
  }

  function moved(values) {
    const [from, to] = [values[0], last(values)];
    const change = to - from;
    // Less than a hundredth of the level is called the same: one run cannot tell more.
    if (Math.abs(change) < 0.01 * Math.abs(from)) return 'much the same as';
    return change > 0 ? 'up from' : 'down from';
  }

  function card(r, name) {
    const figure = figureOf(r, name);
    if (!figure || figure.values.length === 0) return null;
    const published = figure.published
      ? make(
          'p',
          {class: 'more'},
          `Published: ${words.number(figure.published.value)} in ${figure.published.period}; ` +
            `${firstYearText(r)} ${inBand(figure) ? 'inside' : 'outside'} the band ${words.number(figure.published.low)} to ${words.number(figure.published.high)}.`,
        )
      : null;
    return make(
      'li',
      {class: 'card'},
      make('h3', {class: 'name'}, nameOf(r, name)),
      make(
        'p',
        {class: 'value'},
        figure.unit === '%'
          ? words.rounded(last(figure.values), 0) + '%'
          : [words.rounded(last(figure.values), 0), ' ', make('small', {}, words.unit(figure.unit))],
      ),
      make(
        'p',
        {class: 'more'},
        `In the ${words.quarter(last(r.time))}` +
          (r.time.length > 1
            ? `; ${moved(figure.values)} ${words.rounded(figure.values[0], 0)} in ${r.time[0]}.`
            : '.'),
      ),
      published,
    );
  }

  function inShort(section, r) {
    const rate = r.indicators.unemployment_rate;
    const tight = r.indicators.tightness;
    if (r.time.length === 0) {
      section.append(make('p', {class: 'answer'}, 'No quarter was finished, so there is nothing to show yet.'));
      return;
    }
    const sentence = [];
    if (rate && tight) {
      sentence.push(
        `In the ${words.quarter(last(r.time))} the simulated labour market has ${words.number(last(tight.values))} open vacancies per hundred unemployed` +
          (r.time.length > 1
            ? `, ${moved(tight.values)} ${words.number(tight.values[0])} in the ${words.quarter(r.time[0])}. `
            : '. ') +
          `Unemployment is ${words.number(last(rate.values))}%` +
          (r.time.length > 1 ? `, ${moved(rate.values)} ${words.number(rate.values[0])}%.` : '.'),
      );
    }
    section.append(
      make('p', {class: 'answer'}, sentence.join(' ')),
      make(
        'ul',
        {class: 'cards', role: 'list'},
        [...CARDS, 'public_shortage'].map((name) => card(r, name)),
      ),
    );
  }

  function published(section, r) {
    if (r.time.length === 0) return;
    const names = Object.keys(r.indicators).filter((name) => r.indicators[name].published);
    const begin = r.time.length > 1 ? [r.time[0]] : [];
    const mean = `Mean of ${Math.min(QUARTERS_OF_A_YEAR, r.time.length)} quarters`;
    const first = r.time.length === 1 ? [] : [r.time.length < QUARTERS_OF_A_YEAR ? mean : 'First year'];
    if (names.length === 0) {
      section.append(
        make(
          'p',
          {class: 'note'},
          'No published figures are shown beside these: the country pack is not where the run found it, or has none. Make the report in the folder in which the run was started.',
        ),
      );
      return;
    }
    const inside = names.filter((name) => inBand(r.indicators[name])).length;
    const rows = (of) =>
      of.map((name) => {
        const f = r.indicators[name];
        return [
          nameOf(r, name) + (words.unit(f.unit) ? `, ${words.unit(f.unit)}` : ''),
          ...begin.map(() => words.number(f.values[0])),
          words.number(last(f.values)),
          ...first.map(() => words.number(firstYear(f))),
          words.number(f.published.value),
          `${words.number(f.published.low)} to ${words.number(f.published.high)}`,
          inBand(f) ? 'yes' : 'no',
          f.published.period,
        ];
      });
    const head = ['Figure', ...begin, last(r.time), ...first, 'Published', 'Band', 'Inside', 'Period'];
    const texts = [head.length - 2, head.length - 1];
    section.append(
      make('h3', {}, 'Simulated beside published'),
      make(
        'p',
        {},
        `Of the ${names.length} figures that statistics publish too, ${inside} are inside the band that counts as reproduced, ` +
          (r.time.length === 1
            ? 'in the one quarter simulated; '
            : `in the mean of the first ${['two', 'three', 'four'][Math.min(QUARTERS_OF_A_YEAR, r.time.length) - 2]} quarters simulated; `) +
          `${names.length - inside} ${names.length - inside === 1 ? 'is' : 'are'} not.`,
      ),
      figures.tableBox({
        caption: 'Main figures beside the published ones',
        head,
        rows: rows(HEADLINE.filter((name) => names.includes(name))),
        texts,
      }),
      make(
        'details',
        {},
        make('summary', {}, `All ${names.length} figures`),
        figures.tableBox({caption: 'All figures that are published too', head, rows: rows(names), texts}),
      ),
    );
  }

  function overTime(section, runs) {
    const r = runs[0];
    const names = Object.keys(r.indicators);
    const main = [
      'unemployment_rate',
      'tightness',
      'open_vacancies',
      'mean_hours_employed',
      'sickness_absence',
      'net_participation',
    ].filter((name) => names.includes(name));
    const choices = [
      ...main.map((value) => ({value, group: 'Main figures'})),
      {value: 'public_shortage', group: 'Main figures'},
      ...Object.keys(r.shortage).map((value) => ({value, group: 'Shortage by public or care sector'})),
      ...names.filter((name) => !main.includes(name)).map((value) => ({value, group: 'All other figures'})),
    ].map((choice) => ({
      ...choice,
      text:
        nameOf(r, choice.value) +
        (choice.group === 'All other figures' && r.meanings[choice.value] ? ': ' + r.meanings[choice.value] : ''),
    }));
    if (r.time.length === 0 || names.length === 0) return;
    const title = (state) => nameOf(r, state.figure) + (r.shortage[state.figure] ? ', shortage' : '');
    const titles = ['base', 'variant'];
    // Two runs begin together, and need not end together.
    const time = runs.map((each) => each.time).sort((a, b) => b.length - a.length)[0];
    const common = Math.min(...runs.map((each) => each.time.length)) - 1;
    figures.add(section, {
      id: 'series',
      title: 'Quarter by quarter',
      pickers: [{key: 'figure', label: 'Figure', choices}],
      says: (state) => {
        const f = figureOf(r, state.figure);
        const say = (q) => words.amount(words.rounded(f.values[q], 0), words.unit(f.unit));
        const most = f.values.indexOf(Math.max(...f.values));
        const text =
          r.time.length === 1
            ? `${title(state)}: ${say(0)} in ${r.time[0]}.`
            : `${title(state)}${runs.length > 1 ? ', base' : ''}: ${say(0)} in ${r.time[0]} and ${say(common)} in ${r.time[common]}; highest in ${r.time[most]} with ${say(most)}.`;
        const other = runs[1] && figureOf(runs[1], state.figure);
        if (other)
          return (
            text +
            ` In the variant it is ${words.amount(words.rounded(other.values[common], 0), words.unit(f.unit))} in ${r.time[common]}. One pair of runs: the difference may be chance.`
          );
        return f.published
          ? text +
              ` The shaded band is what counts as reproduced of the published ${words.number(f.published.value)} (${f.published.period}).`
          : text;
      },
      chart: (state, p, width) => {
        const f = figureOf(r, state.figure);
        const of = runs.map((each, i) => ({
          name: runs.length > 1 ? titles[i] : title(state),
          values: time.map((_, q) => (figureOf(each, state.figure) || {values: []}).values[q] ?? NaN),
        }));
        return charts.lines(p, width, {
          time,
          unit: words.unit(f.unit),
          lines: of,
          published: f.published && {
            ...f.published,
            text: width < 480 ? 'published band' : `published band, ${f.published.period}`,
          },
        });
      },
      note: (state) =>
        (r.meanings[state.figure] ? words.capital(r.meanings[state.figure]) + '. ' : '') +
        'The vertical axis need not begin at zero.',
      table: (state) => ({
        caption: `${title(state)}, ${words.unit(figureOf(r, state.figure).unit)}`,
        head: ['Quarter', ...(runs.length > 1 ? titles : ['Value'])],
        rows: time.map((quarter, q) => [
          quarter,
          ...runs.map((each) => words.number((figureOf(each, state.figure) || {values: []}).values[q])),
        ]),
      }),
    });
  }

  return {inShort, published, overTime, last, QUARTERS_OF_A_YEAR};
})();
