// What the ledger of a comparison tells: where hours come from, who pays, what happens afterwards.
'use strict';

const ledger = (() => {
  const {total, paired, period, legend, countsAllHours, paysNothing, FTE} = effects;

  const PARTS = {
    gross: 'Participants: hours above their old contract',
    deadweight: 'Less what they would work anyway',
    rest: 'Participants: other changes',
    substitution: 'Colleagues at the same employers',
    same_sectors: 'Other employers of the sectors addressed',
    other_sectors: 'All other sectors',
    own_account: 'Self-employed',
    second_jobs: 'Second jobs',
    total: 'Sum: change of all work',
  };
  // Of policies that count all hours of those who take part.
  const nameOf = (data, id) => (id === 'gross' && countsAllHours(data) ? 'Participants: all their hours' : PARTS[id]);
  const ORDER = [
    'gross',
    'deadweight',
    'rest',
    'substitution',
    'same_sectors',
    'other_sectors',
    'own_account',
    'second_jobs',
    'total',
  ];

  function sayLedger(data) {
    const part = Object.fromEntries(data.ledger.parts.map((each) => [each.id, each]));
    const text = [];
    if (part.gross.mean > 0) {
      const left = part.gross.mean + part.deadweight.mean;
      text.push(
        `Those who take part work ${words.rounded(part.gross.mean, part.gross.error)} full-time equivalents${countsAllHours(data) ? '' : ' above their old contracts'}; ` +
          `${words.rounded(-part.deadweight.mean, part.deadweight.error)} of these they would work anyway, which leaves ${words.rounded(left, part.gross.error)}.`,
      );
    }
    text.push(
      `Colleagues at the same employers: ${words.change(part.substitution, FTE)}.`,
      `All work together: ${words.change(part.total, FTE)}.`,
    );
    return text.join(' ');
  }

  function hours(section, data) {
    if (!data.ledger) return;
    const part = Object.fromEntries(data.ledger.parts.map((each) => [each.id, each]));
    const steps = ORDER.filter((id) => part[id]).map((id) => ({
      ...part[id],
      name: nameOf(data, id),
      total: id === 'total',
    }));
    figures.add(section, {
      id: 'ledger',
      title: 'From hours promised to hours gained',
      says: () => sayLedger(data),
      chart: (state, p, width) => shapes.waterfall(p, width, {unit: 'full-time equivalents', steps}),
      note: () =>
        `Each bar begins where the one above ends; the last is their sum. Full-time equivalents, mean quarter of ${period(data)}. ${legend(data)} ` +
        'Every hour of difference between the two worlds is booked once, so the lines add up exactly.',
      table: () => ({
        caption: `The ledger of hours, full-time equivalents, mean quarter of ${period(data)}`,
        head: ['Line', 'Mean', 'Standard error', 'Low', 'High'],
        rows: steps.map((e) => [
          e.name,
          words.signed(e.mean),
          words.number(e.error),
          words.number(e.low),
          words.number(e.high),
        ]),
      }),
    });
  }

  function displacement(section, data) {
    if (!data.ledger || !paired(data)) return;
    const sum = data.ledger.zero_sum;
    const answer = !words.isDistinct(sum.total)
      ? 'No net gain or loss can be shown'
      : sum.total.mean > 0
        ? 'They grow'
        : 'They shrink';
    const text =
      words.isStill(sum.total) && sum.gained.mean === 0
        ? 'Neither: no sector differs.'
        : `${answer}. Sectors that gain get ${words.rounded(sum.gained.mean, sum.gained.error)} full-time equivalents together, others lose ${words.rounded(Math.abs(sum.lost.mean), sum.lost.error)}; chance alone makes some gain and some lose. On balance: ${words.change(sum.total, FTE)}.`;
    section.append(make('h3', {}, 'Do hours grow, or only move?'), make('p', {}, text));
  }

  // ---------------------------------------------------------------- money

  const PAYERS = {
    state: 'Central government',
    employer: 'Employers',
    fund: 'Sector funds and insurers',
    municipality: 'Municipalities',
  };

  function costs(section, data) {
    if (!data.ledger) return;
    const c = data.ledger.costs;
    const payers = Object.entries(c.payers);
    const paid = payers.filter(([, e]) => e.mean !== 0 || e.error > 0);
    const rows = [
      ...(paid.length > 1 ? paid : []).map(([id, e]) => ({name: 'Policy paid by: ' + (PAYERS[id] || id), e})),
      {
        name:
          paid.length === 1
            ? `Policy, paid by ${(PAYERS[paid[0][0]] || paid[0][0]).toLowerCase()}`
            : 'Policy, all payers',
        e: c.gross,
      },
      {name: 'Wages paid by all employers', e: c.wages},
      {name: 'Benefits', e: c.benefits},
      {name: 'Taxes and premiums received', e: c.withheld},
      {name: 'Net to the state', e: c.net},
    ];
    const million = (e) => words.scaled(e, 1e6);
    const paying = payers.filter(([, e]) => e.mean !== 0).map(([id]) => (PAYERS[id] || id).toLowerCase());
    const price = (e) =>
      words.isDistinct(c.full_time_years) && c.full_time_years.mean > 0
        ? words.money(e.mean, e.error)
        : 'not known: no added work is shown';
    figures.add(section, {
      id: 'costs',
      title: 'Who pays, and what comes back',
      says: () =>
        (paysNothing(data)
          ? 'No payments are booked for what differs.'
          : `${words.capital(words.list(paying))} ${paying.length === 1 && !/s$/.test(paying[0]) ? 'pays' : 'pay'} ${words.money(c.gross.mean, c.gross.error)} over ${data.time.length} quarters. `) +
        ` Taxes and premiums: ${words.change(million(c.withheld), {unit: 'million euro'})}. Benefits: ${words.change(million(c.benefits), {unit: 'million euro'})}.`,
      chart: (state, p, width) =>
        charts.ranked(p, width, {
          unit: 'million euro',
          signed: true,
          rows: rows.map(({name, e}) => ({
            name,
            value: e.mean / 1e6,
            low: million(e).low ?? NaN,
            high: million(e).high ?? NaN,
            unsure: !words.isDistinct(e) && e.mean !== 0,
            tip: [name, `${words.signed(e.mean / 1e6, e.error / 1e6)} million euro`, words.interval(million(e))],
          })),
        }),
      note: () =>
        `Million euro over all ${data.time.length} quarters, variant less base. ${legend(data)} Net to the state: its payments of policies and benefits, less taxes and premiums.`,
      table: () => ({
        caption: `Money, million euro over ${data.time.length} quarters, variant less base`,
        head: ['Item', 'Mean', 'Standard error', 'Low', 'High'],
        rows: rows.map(({name, e}) => [
          name,
          ...['mean', 'error', 'low', 'high'].map((key) => words.rounded(million(e)[key] ?? NaN, million(e).error)),
        ]),
      }),
    });
    section.append(
      make('h3', {}, 'The price of a year of work'),
      figures.tableBox({
        caption: 'Euro per full-time year',
        head: ['What', 'Euro', '95% interval'],
        texts: [1],
        rows: [
          ['Gross, per added year of everybody', price(c.gross_per_year), intervalText(c.gross_per_year, c)],
          ['Net to the state, per added year of everybody', price(c.net_per_year), intervalText(c.net_per_year, c)],
          [
            `Payments per full-time year of those who take part${countsAllHours(data) ? '' : ', above their old contract'}`,
            Number.isFinite(c.per_taker_year.mean) && c.per_taker_year.mean !== null
              ? words.money(c.per_taker_year.mean, c.per_taker_year.error)
              : '–',
            words.hasInterval(c.per_taker_year)
              ? `${words.rounded(c.per_taker_year.low, c.per_taker_year.error)} to ${words.rounded(c.per_taker_year.high, c.per_taker_year.error)}`
              : '–',
          ],
        ],
      }),
      make(
        'p',
        {class: 'note'},
        'The last line is what an evaluation finds that looks only at those who take part; it leaves out who would have done it anyway and who works less in return.',
      ),
    );
  }

  function intervalText(e, c) {
    return words.isDistinct(c.full_time_years) && c.full_time_years.mean > 0 && words.hasInterval(e)
      ? `${words.rounded(e.low, e.error)} to ${words.rounded(e.high, e.error)}`
      : '–';
  }

  // ---------------------------------------------------------------- those who take part

  function takers(section, data) {
    if (!data.ledger) return;
    const r = data.ledger.recipients;
    if (!(r.heads.mean > 0)) {
      section.append(
        make(
          'p',
          {},
          'Nobody receives anything in person: what differs works through employers, rules or the whole economy, so there is no deadweight to count.',
        ),
      );
      return;
    }
    const gaming = ['cut_first', 'put_off'].map((id) => total(data, id));
    const text = [
      `About ${words.rounded(r.heads.mean, r.heads.error)} people take part in a mean quarter of ${period(data)}.`,
      `${words.percent(r.share_unmoved)} of them work at least as many hours in the other world, where the policy does not exist: for them it changes nothing but what they receive.`,
      `Of the hours ${countsAllHours(data) ? 'that they work' : 'by which they exceed their old contract'}, ${words.percent(r.share_anyway)} would have been worked anyway.`,
    ];
    if (gaming[0] && gaming[0].mean > 0)
      text.push(
        `To earn more from it, about ${words.rounded(gaming[0].mean, gaming[0].error)} people cut their hours first and ${words.rounded(gaming[1].mean, gaming[1].error)} put off a request.`,
      );
    section.append(make('p', {}, text.join(' ')));
  }

  function afterwards(section, data) {
    if (!data.ledger) return;
    const seen = data.ledger.afterwards.filter((each) => each.back.mean !== null);
    if (seen.length === 0) {
      section.append(
        make('h3', {}, 'What happens after it ends'),
        make(
          'p',
          {},
          'Not seen here: nothing ended a year or more before the last quarter that was simulated. Let the simulation run on for that.',
        ),
      );
      return;
    }
    const name = (each) => (each.quarters === 4 ? 'a year' : 'two years');
    const rows = seen.flatMap((each) => [
      {name: `Back at their old hours or below, ${name(each)} on`, e: each.back},
      {name: `Without work, ${name(each)} on`, e: each.gone},
    ]);
    const by = (e) => ({mean: 100 * e.mean, error: 100 * e.error, low: 100 * e.low, high: 100 * e.high});
    figures.add(section, {
      id: 'afterwards',
      title: 'What happens after it ends',
      says: () =>
        seen
          .map(
            (each) =>
              `${words.capital(name(each))} after it ended, ${words.percent(each.back)} of those who took part are back at their old hours or below, and ${words.percent(each.gone)} have no work; ` +
              `they work ${words.signed(each.kept.mean, each.kept.error)} hours a week against the same people in the other world.`,
          )
          .join(' '),
      chart: (state, p, width) =>
        charts.ranked(p, width, {
          unit: '%',
          rows: rows.map(({name: n, e}) => ({
            name: n,
            value: by(e).mean,
            low: words.hasInterval(e) ? by(e).low : NaN,
            high: words.hasInterval(e) ? by(e).high : NaN,
            tip: [n, `${words.rounded(by(e).mean, by(e).error)}%`, words.interval(by(e), 1, words.rounded)],
          })),
        }),
      note: () => 'Per cent of those who took part when it ended. Whiskers: 95% intervals.',
      table: () => ({
        caption: 'Those who took part when it ended, %',
        head: ['What', 'Mean', 'Low', 'High'],
        rows: rows.map(({name: n, e}) => [
          n,
          words.number(100 * e.mean),
          words.number(100 * e.low),
          words.number(100 * e.high),
        ]),
      }),
    });
  }

  return {hours, displacement, costs, takers, afterwards, PAYERS};
})();
