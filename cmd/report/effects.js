// What a comparison tells of effects: quarter by quarter, and for whom.
'use strict';

const effects = (() => {
  const FTE = {unit: 'full-time equivalents', more: 'more', fewer: 'fewer'};
  // Outcomes whose change people ask for; up and down as a sentence says them, with the unit where it is not said.
  const MAIN = [
    {id: 'full_time', name: 'All work together', unit: 'full-time equivalents'},
    {
      id: 'employed',
      name: 'People with work',
      unit: 'people',
      up: 'more people with work',
      down: 'fewer people with work',
    },
    {id: 'unemployed', name: 'Unemployed', unit: 'people', up: 'more unemployed', down: 'fewer unemployed'},
    {
      id: 'vacancies',
      name: 'Open vacancies',
      unit: 'vacancies',
      up: 'more open vacancies',
      down: 'fewer open vacancies',
    },
    {
      id: 'shortage',
      name: 'Shortage of staff',
      unit: 'full-time equivalents',
      up: 'a larger shortage of staff',
      down: 'a smaller shortage of staff',
      counted: ' full-time equivalents',
    },
    {
      id: 'service_unmet',
      name: 'Service wanted and not given',
      unit: 'full-time equivalents',
      up: 'more service wanted and not given',
      down: 'less service wanted and not given',
      counted: ' full-time equivalents of staff',
    },
  ];
  const NAMES = {
    full_time: 'All work, full-time equivalents',
    employed: 'People with work',
    employees: 'Employees',
    hours: 'Contract hours',
    full_time_years: 'Full-time years worked',
    unemployed: 'Unemployed',
    outside: 'Not in the labour force',
    vacancies: 'Open vacancies',
    shortage: 'Shortage of staff',
    service_unmet: 'Service wanted and not given',
    mean_wage: 'Mean hourly wage',
    wage_hours: 'Hours paid',
    absence: 'Sickness absence',
    staff_hours: 'Contract hours of employees',
    mean_hours: 'Hours per person with work',
    hires: 'Jobs that began',
    hires_moved: 'Hires from another employer',
    hires_other_sector: 'Hires from another sector',
    hires_unemployed: 'Hires of unemployed',
    hires_outside: 'Hires from outside the labour force',
    separations: 'Jobs that ended',
    moves: 'Jobs left for another employer',
    quits: 'Jobs given up',
    dismissals: 'Dismissals, contracts not renewed',
    retired: 'Retirements',
    entries: 'Began to search',
    courses: 'Courses begun',
    cut_first: 'Cut hours first to earn more later',
    put_off: 'Put off asking for more hours',
    policy_cost: 'Payments of policies',
    wage_bill: 'Wages',
    withheld: 'Taxes and premiums',
    benefits: 'Benefits',
  };
  const SPLITS = {
    sector: 'Sector',
    region: 'Region',
    age: 'Age',
    sex: 'Men and women',
    hours: 'Usual hours',
    occupation: 'Occupation',
  };
  const ALMOST_ALL = 0.999; // leaves room for rounding
  const CHANCE = 20; // one interval of 95% in so many leaves out zero by chance

  const total = (data, id) => data.outcomes[id] && data.outcomes[id].splits.total[0];
  const nameOf = (id) => NAMES[id] || words.capital(id.replace(/_/g, ' '));
  const unitOf = (data, id) =>
    data.outcomes[id].unit === 'share' ? 'share of hours' : words.unit(data.outcomes[id].unit);
  const paired = (data) => data.replicates > 1;

  // Meanings that lean on the line before them in their list say nothing here.
  function meaning(data, id) {
    const text = data.outcomes[id].meaning;
    if (id === 'full_time') return ' Contract hours of everybody, in full-time equivalents.';
    return /^(the same|of these)/.test(text) ? '' : ` ${words.capital(text)}.`;
  }

  function period(data) {
    return `${data.time[data.period.from]} to ${data.time[data.period.to - 1]}`;
  }

  const firstDifference = (series) => series.findIndex((value, q) => value !== 0);

  // Nothing differs in any figure of any quarter.
  const areEqual = (data) => Object.values(data.outcomes).every((o) => firstDifference(o.over_time.mean) < 0);
  const paysNothing = (data) => data.ledger.costs.gross.mean === 0 && !(data.ledger.costs.gross.error > 0);

  // A policy that pays everybody in its target counts all their hours, another those above what they worked before.
  function countsAllHours(data) {
    const {gross, minutes} = data.ledger.recipients;
    return gross.mean > 0 && gross.mean > ALMOST_ALL * minutes.mean;
  }

  // ---------------------------------------------------------------- over time

  function choices(data, wanted) {
    const main = MAIN.map((row) => row.id).filter((id) => data.outcomes[id] && wanted(data.outcomes[id]));
    const rest = Object.keys(data.outcomes).filter((id) => !main.includes(id) && wanted(data.outcomes[id]));
    return [
      ...main.map((value) => ({value, text: nameOf(value), group: 'Main figures'})),
      ...rest.map((value) => ({value, text: nameOf(value), group: 'Other figures'})),
    ];
  }

  function overTime(section, data) {
    const of = (state) => data.outcomes[state.figure];
    figures.add(section, {
      id: 'effect',
      title: 'The effect, quarter by quarter',
      pickers: [{key: 'figure', label: 'Figure', choices: choices(data, () => true)}],
      says: (state) => {
        const {mean, low, high} = of(state).over_time;
        const first = firstDifference(mean);
        if (first < 0) return `${nameOf(state.figure)}: the same in both worlds in every quarter.`;
        const start = first > 0 ? ` The two worlds are the same until ${data.time[first - 1]}.` : '';
        if (!paired(data))
          return `${nameOf(state.figure)}, variant less base, in one pair of runs: ups and downs may be chance.${start}`;
        const sure = mean.filter((_, q) => q >= first && (low[q] > 0 || high[q] < 0)).length;
        const seen = mean.length - first;
        const text =
          sure === 0
            ? 'In no quarter can the change be told from zero'
            : sure === seen
              ? 'In every quarter the change can be told from zero'
              : `In ${sure} of ${seen} quarters the change can be told from zero`;
        const chance =
          seen >= CHANCE && sure > 0 && sure < seen
            ? `; by chance alone it would be in about ${Math.round(seen / CHANCE)}`
            : '';
        return `${nameOf(state.figure)}, variant less base. ${text}${chance}.${start}`;
      },
      chart: (state, p, width) => {
        const o = of(state);
        return charts.lines(p, width, {
          time: data.time,
          unit: unitOf(data, state.figure),
          zero: true,
          format: words.signed,
          lines: [{name: 'difference', values: o.over_time.mean}],
          bands: paired(data) ? [{name: '95% interval', low: o.over_time.low, high: o.over_time.high}] : [],
          period: {
            from: data.time[data.period.from],
            to: data.time[data.period.to - 1],
            text: width < 480 ? 'in force' : 'what differs is in force',
          },
        });
      },
      note: (state) =>
        (paired(data)
          ? 'Line: mean difference over the pairs. Blue area: 95% interval. '
          : 'Line: difference of the two runs. ') + `Grey area: ${period(data)}.${meaning(data, state.figure)}`,
      table: (state) => {
        const o = of(state).over_time;
        return {
          caption: `${nameOf(state.figure)}, ${unitOf(data, state.figure)}: both worlds and their difference`,
          head: ['Quarter', 'Base', 'Variant', 'Difference', 'Standard error', 'Low', 'High'],
          rows: data.time.map((quarter, q) => [
            quarter,
            words.number(o.base[q]),
            words.number(o.variant[q]),
            words.signed(o.mean[q]),
            words.number(o.error[q]),
            words.number(o.low[q]),
            words.number(o.high[q]),
          ]),
        };
      },
    });
  }

  // ---------------------------------------------------------------- for whom

  const legend = (data) =>
    paired(data)
      ? 'Whiskers: 95% intervals. Grey, hatched bars cannot be told from zero.'
      : 'Grey, hatched bars: one pair of runs, so none can be told from zero.';

  function rowsOf(data, state) {
    const o = data.outcomes[state.figure];
    const rows = (o.splits[state.split] || []).slice();
    return ['age', 'sex', 'hours'].includes(state.split) ? rows : rows.sort((a, b) => b.mean - a.mean);
  }

  function sayWho(data, state) {
    const rows = rowsOf(data, state);
    const name = nameOf(state.figure);
    if (rows.every((e) => e.mean === 0 && !(e.error > 0)))
      return `${name}: the same in both worlds in all ${rows.length} groups.`;
    if (!paired(data)) {
      const most = rows.slice().sort((a, b) => Math.abs(b.mean) - Math.abs(a.mean))[0];
      return `${name}: the largest difference is in ${most.name} (${words.signed(most.mean, NaN)}). One pair of runs: it may be chance.`;
    }
    const sure = rows.filter(words.isDistinct);
    const say = (list, word) =>
      list.length === 0
        ? ''
        : ` ${word} in ${words.list(list.slice(0, 3).map((e) => `${e.name} (${words.signed(e.mean, e.error)})`))}` +
          `${list.length > 3 ? ` and ${list.length - 3} more` : ''}.`;
    const bySize = (a, b) => Math.abs(b.mean) - Math.abs(a.mean);
    const expected = Math.round(rows.length / CHANCE);
    const chance =
      expected < 1
        ? ''
        : ` By chance alone about ${expected} of ${rows.length} would stand out${sure.length <= expected ? ', so this may be chance' : ''}.`;
    if (sure.length === 0) return `${name}: in none of the ${rows.length} groups can a change be told from zero.`;
    return (
      `${name}: in ${sure.length} of ${rows.length} groups the change can be told from zero.` +
      say(sure.filter((e) => e.mean > 0).sort(bySize), 'More') +
      say(sure.filter((e) => e.mean < 0).sort(bySize), 'Less') +
      chance
    );
  }

  function split(section, data, {id, title, splits, first}) {
    const has = (o) => splits.some((each) => o.splits[each]);
    const able = choices(data, has);
    if (able.length === 0) return;
    figures.add(section, {
      id,
      title,
      pickers: [
        {
          key: 'figure',
          label: 'Figure',
          choices: able,
          value: able.some((c) => c.value === first) ? first : able[0].value,
        },
        {
          key: 'split',
          label: 'By',
          choices: splits.map((value) => ({value, text: SPLITS[value]})),
          allowed: (state, value) => Boolean(data.outcomes[state.figure].splits[value]),
        },
      ],
      says: (state) => sayWho(data, state),
      chart: (state, p, width) =>
        charts.ranked(p, width, {
          unit: unitOf(data, state.figure),
          signed: true,
          rows: rowsOf(data, state).map((e) => ({
            name: words.capital(e.name),
            value: e.mean,
            low: e.low === null ? NaN : e.low,
            high: e.high === null ? NaN : e.high,
            unsure: e.mean !== 0 && !words.isDistinct(e),
            tip: [
              words.capital(e.name),
              `${words.signed(e.mean, e.error === null ? NaN : e.error)} ${unitOf(data, state.figure)}`,
              words.interval(e),
              `base ${words.rounded(e.base, NaN)}`,
            ],
          })),
        }),
      note: (state) =>
        `Variant less base, ${unitOf(data, state.figure)}, mean quarter of ${period(data)}` +
        (data.outcomes[state.figure].kind === 'flow' ? ' (sum over its quarters)' : '') +
        '. ' +
        legend(data),
      table: (state) => ({
        caption: `${nameOf(state.figure)} by ${SPLITS[state.split].toLowerCase()}, ${unitOf(data, state.figure)}, ${period(data)}`,
        head: [SPLITS[state.split], 'Base', 'Variant', 'Difference', 'Low', 'High', 'Told from zero'],
        texts: [6],
        rows: rowsOf(data, state).map((e) => [
          words.capital(e.name),
          words.number(e.base),
          words.number(e.variant),
          words.signed(e.mean),
          words.number(e.low),
          words.number(e.high),
          !paired(data) ? 'not known' : words.isDistinct(e) ? 'yes' : 'no',
        ]),
      }),
    });
  }

  return {overTime, split, total, paired, period, legend, countsAllHours, paysNothing, areEqual, MAIN, FTE};
})();
