// What a comparison tells: effect, cost, uncertainty, and where the hours come from.
'use strict';

const effects = (() => {
  const FTE = {unit: 'full-time equivalents', more: 'more', fewer: 'fewer'};
  // Outcomes whose change people ask for, with words for up and down.
  const MAIN = [
    {id: 'full_time', name: 'All work together', unit: 'full-time equivalents', more: 'more', fewer: 'fewer'},
    {id: 'employed', name: 'People with work', unit: 'people', more: 'more', fewer: 'fewer'},
    {id: 'unemployed', name: 'Unemployed', unit: 'people', more: 'more', fewer: 'fewer'},
    {id: 'vacancies', name: 'Open vacancies', unit: 'vacancies', more: 'more', fewer: 'fewer'},
    {id: 'shortage', name: 'Shortage of staff', unit: 'full-time equivalents', more: 'higher', fewer: 'lower'},
    {
      id: 'service_unmet',
      name: 'Service wanted and not given',
      unit: 'full-time equivalents of staff',
      more: 'higher',
      fewer: 'lower',
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

  // ---------------------------------------------------------------- in short

  function verdict(data) {
    const e = total(data, 'full_time');
    if (!e) return '';
    if (!paired(data)) {
      return `In this one pair of runs, all work together differs by ${words.signed(e.mean, NaN)} full-time equivalents. One pair cannot tell an effect from chance.`;
    }
    if (words.isStill(e)) return 'The two worlds are the same: nothing that differs between them had any effect.';
    const people = total(data, 'employed');
    const parts = [
      words.isDistinct(e)
        ? `All work together ${e.mean > 0 ? 'grows' : 'shrinks'} by about ${words.rounded(Math.abs(e.mean), e.error)} full-time equivalents.`
        : 'No gain or loss of work can be shown: the change of all work together cannot be told from zero.',
    ];
    if (words.isDistinct(people))
      parts.push(
        `About ${words.rounded(Math.abs(people.mean), people.error)} ${people.mean > 0 ? 'more' : 'fewer'} people have work.`,
      );
    return parts.join(' ');
  }

  function costVerdict(data) {
    const costs = data.ledger && data.ledger.costs;
    if (!costs) return '';
    if (costs.gross.mean === 0 && costs.gross.error === 0) return 'No policy pays anything to anybody.';
    const parts = [
      `The payments come to ${words.money(costs.gross.mean, costs.gross.error)} over ${data.time.length} quarters.`,
    ];
    if (words.isDistinct(costs.full_time_years) && costs.full_time_years.mean > 0) {
      parts.push(
        `That is ${words.money(costs.gross_per_year.mean, costs.gross_per_year.error)} for each full-time year of work that is added.`,
      );
    } else if (paired(data)) {
      parts.push('No price of an added year of work can be given, since no added work can be shown.');
    }
    return parts.join(' ');
  }

  function card(name, value, unit, more, unsure) {
    return make(
      'li',
      {class: unsure ? 'card unsure' : 'card'},
      make('h3', {class: 'name'}, name),
      make('p', {class: 'value'}, value, ' ', make('small', {}, unit)),
      more.map((text) => make('p', {class: 'more'}, text)),
    );
  }

  function outcomeCard(data, row) {
    const e = total(data, row.id);
    if (!e) return null;
    const unsure = !words.isDistinct(e);
    const share = e.base ? (100 * e.mean) / e.base : NaN;
    const more = [paired(data) ? words.capital(words.interval(e)) + '.' : 'No interval: one pair of runs.'];
    if (words.isStill(e)) more[0] = 'The same in both.';
    else if (paired(data) && unsure) more.push('Cannot be told from zero.');
    else more.push(`${words.share(share)} of ${words.rounded(e.base, NaN)}.`);
    return card(row.name, words.signed(e.mean, e.error === null ? NaN : e.error), row.unit, more, unsure);
  }

  function costCards(data) {
    if (!data.ledger) return [];
    const {costs, recipients} = data.ledger;
    const inMillions = (e) => ({mean: e.mean / 1e6, error: e.error / 1e6, low: e.low / 1e6, high: e.high / 1e6});
    const gross = inMillions(costs.gross);
    const net = inMillions(costs.net);
    const price = costs.gross_per_year;
    const known = words.isDistinct(costs.full_time_years) && costs.full_time_years.mean > 0;
    const span = `over ${data.time.length} quarters`;
    const cards = [
      card(
        'Cost, gross',
        `€ ${words.rounded(gross.mean, gross.error)}`,
        'million',
        [words.capital(words.interval(gross, 1, words.rounded)) + ', all payers, ' + span + '.'],
        false,
      ),
      card(
        'Cost, net to the state',
        `€ ${words.rounded(net.mean, net.error)}`,
        'million',
        [
          words.capital(words.interval(net, 1, words.rounded)) +
            ': payments and benefits less taxes and premiums, ' +
            span +
            '.',
        ].concat(words.isDistinct(net) ? [] : ['Cannot be told from zero.']),
        !words.isDistinct(net),
      ),
      card(
        'Cost of an added full-time year',
        known ? words.money(price.mean, price.error) : 'not known',
        known ? 'gross' : '',
        [
          known
            ? words.capital(words.interval(price, 1, words.rounded)) + ' euro.'
            : 'There is no gain of work that can be told from zero to divide the cost by.',
        ],
        !known,
      ),
    ];
    if (recipients.heads.mean > 0) {
      cards.push(
        card(
          'Would have done it anyway',
          words.rounded(100 * recipients.share_anyway.mean, 100 * recipients.share_anyway.error) + '%',
          'of the added hours',
          [
            `Deadweight: hours that those who take part work in the other world too. ${words.capital(words.interval(recipients.share_anyway, 100, words.rounded))}%.`,
          ],
          false,
        ),
      );
    }
    return cards;
  }

  // Without a ledger only what policies paid is known.
  function payments(data) {
    const e = total(data, 'policy_cost');
    if (!e || e.mean === 0) return [];
    return [
      card(
        'Payments of policies',
        `€ ${words.rounded(e.mean / 1e6, NaN)}`,
        'million',
        [`More than in the base, ${period(data)}. No interval: one pair of runs.`],
        true,
      ),
    ];
  }

  function inShort(section, data) {
    section.append(
      make('p', {class: 'answer'}, verdict(data)),
      costVerdict(data) ? make('p', {class: 'answer'}, costVerdict(data)) : '',
    );
    if (!paired(data)) {
      section.append(
        make(
          'p',
          {class: 'notice'},
          'There are no intervals here: two runs are one pair, and one pair cannot tell an effect from chance. For intervals, deadweight, ' +
            'the ledger and the costs, compare the scenarios over several pairs: ',
          make('code', {}, 'krapte compare BASE VARIANT --replicates 8 -o effects.h5'),
          ', then ',
          make('code', {}, 'krapte report effects.h5'),
          '.',
        ),
      );
    }
    section.append(
      make(
        'p',
        {},
        `The figures below are for a mean quarter of ${period(data)}, in which what differs is in force` +
          (data.ledger ? `; costs are for all ${data.time.length} quarters.` : '.'),
      ),
      make(
        'ul',
        {class: 'cards', role: 'list'},
        MAIN.map((row) => outcomeCard(data, row)),
        data.ledger ? costCards(data) : payments(data),
      ),
    );
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

  function rowsOf(data, state) {
    const o = data.outcomes[state.figure];
    const rows = (o.splits[state.split] || []).slice();
    return ['age', 'sex', 'hours'].includes(state.split) ? rows : rows.sort((a, b) => b.mean - a.mean);
  }

  function sayWho(data, state) {
    const rows = rowsOf(data, state);
    const name = nameOf(state.figure);
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
            unsure: paired(data) && !words.isDistinct(e),
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
        (paired(data) ? 'Whiskers: 95% intervals. Grey, hatched bars cannot be told from zero.' : ''),
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

  return {inShort, overTime, split, total, paired, period, FTE};
})();
