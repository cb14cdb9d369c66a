// The first lines of a comparison: effect, cost and uncertainty, in words and in cards.
'use strict';

const headlines = (() => {
  const {total, paired, period, countsAllHours, paysNothing, areEqual, MAIN} = effects;

  // What else is shown, so that a policy is not judged by one figure.
  function alsoShown(data, isFirst) {
    const shown = MAIN.filter((row) => row.up && words.isDistinct(total(data, row.id))).map((row) => {
      const e = total(data, row.id);
      return `${e.mean > 0 ? row.up : row.down} (${words.signed(e.mean, e.error)}${row.counted || ''})`;
    });
    if (shown.length === 0) return '';
    return `${isFirst ? 'What can be shown' : 'Shown as well'}: ${words.list(shown)}.`;
  }

  function verdict(data) {
    const e = total(data, 'full_time');
    if (areEqual(data)) return 'The two worlds are the same: nothing that differs between them had any effect.';
    if (!e) return '';
    if (!paired(data)) {
      return `In this one pair of runs, all work together differs by ${words.signed(e.mean, NaN)} full-time equivalents. One pair cannot tell an effect from chance.`;
    }
    const work = words.isStill(e)
      ? 'The amount of work is the same in both worlds.'
      : words.isDistinct(e)
        ? `All work together ${e.mean > 0 ? 'grows' : 'shrinks'} by about ${words.rounded(Math.abs(e.mean), e.error)} full-time equivalents (${words.interval(e)}).`
        : `No gain or loss of work can be shown: the change of all work together cannot be told from zero (${words.interval(e)} full-time equivalents).`;
    return [work, alsoShown(data, !words.isDistinct(e))].join(' ').trim();
  }

  // Deadweight and displacement, where somebody takes part.
  function takersVerdict(data) {
    if (!data.ledger || !(data.ledger.recipients.heads.mean > 0) || !paired(data)) return '';
    const anyway = data.ledger.recipients.share_anyway;
    const others = data.ledger.parts.find((part) => part.id === 'substitution');
    const parts = [];
    if (Number.isFinite(anyway.mean))
      parts.push(
        `Of every 100 hours ${countsAllHours(data) ? 'worked by those who take part' : 'that those who take part add to their old contracts'}, ${Math.round(100 * anyway.mean)} would have been worked anyway.`,
      );
    if (others && words.isDistinct(others))
      parts.push(
        `Colleagues at the same employers work ${words.rounded(Math.abs(others.mean), others.error)} full-time equivalents ${others.mean < 0 ? 'less' : 'more'}.`,
      );
    return parts.join(' ');
  }

  function costVerdict(data) {
    const costs = data.ledger && data.ledger.costs;
    if (!costs) return '';
    if (paysNothing(data))
      return 'No payments are booked for what differs; what it takes to bring it about is not counted here.';
    const parts = [
      `The payments come to ${words.money(costs.gross.mean, costs.gross.error)} over ${data.time.length} quarters.`,
    ];
    if (words.isDistinct(costs.full_time_years) && costs.full_time_years.mean > 0) {
      parts.push(
        `That is ${words.money(costs.gross_per_year.mean, costs.gross_per_year.error)} for each full-time year of work that is added (${words.moneyInterval(costs.gross_per_year)}).`,
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
      more.filter(Boolean).map((text) => make('p', {class: 'more'}, text)),
    );
  }

  function outcomeCard(data, row) {
    const e = total(data, row.id);
    if (!e) return null;
    const unsure = !words.isDistinct(e);
    const share = e.base ? (100 * e.mean) / e.base : NaN;
    const more = [paired(data) ? words.capital(words.interval(e)) + '.' : 'No interval: one pair of runs.'];
    if (e.mean === 0 && !(e.error > 0)) more.splice(0, 1, 'The same in both.');
    else if (paired(data) && unsure) more.push('Cannot be told from zero.');
    else more.push(`${words.share(share)} of ${words.rounded(e.base, NaN)}.`);
    return card(row.name, words.signed(e.mean, e.error === null ? NaN : e.error), row.unit, more, unsure);
  }

  function costCards(data) {
    if (!data.ledger) return [];
    const {costs, recipients} = data.ledger;
    const {gross, net} = costs;
    const price = costs.gross_per_year;
    const chance = (e) => words.capital(words.moneyInterval(e));
    const known = words.isDistinct(costs.full_time_years) && costs.full_time_years.mean > 0;
    const span = `over ${data.time.length} quarters`;
    const cards = [
      card(
        'Cost, gross',
        words.money(gross.mean, gross.error),
        '',
        [
          paysNothing(data)
            ? 'No payments are booked; what it takes to bring it about is not counted.'
            : `${chance(gross)}; all payers, ${span}.`,
        ],
        !paired(data),
      ),
      card(
        'Cost, net to the state',
        words.money(net.mean, net.error),
        '',
        [
          words.isStill(net) ? 'The same in both.' : `${chance(net)}.`,
          `Payments and benefits less taxes and premiums, ${span}; below zero the state gains.`,
          paired(data) && !words.isStill(net) && !words.isDistinct(net) ? 'Cannot be told from zero.' : undefined,
        ],
        !words.isDistinct(net),
      ),
      card(
        'Cost of an added full-time year',
        known ? words.money(price.mean, price.error) : 'not known',
        known ? 'gross' : '',
        [known ? `${chance(price)}.` : 'There is no gain of work that can be told from zero to divide the cost by.'],
        !known,
      ),
    ];
    return recipients.heads.mean > 0 ? [...cards, ...takersCards(data)] : cards;
  }

  function takersCards(data) {
    const anyway = words.scaled(data.ledger.recipients.share_anyway, 0.01);
    const others = data.ledger.parts.find((part) => part.id === 'substitution');
    const chance = (e, show, unit) =>
      words.capital(words.interval(e, 1, show)) + (words.hasInterval(e) ? unit : '') + '.';
    return [
      card(
        'Would have been worked anyway',
        words.rounded(anyway.mean, anyway.error) + '%',
        countsAllHours(data) ? 'of their hours' : 'of the added hours',
        [
          `${chance(anyway, words.rounded, '%')} Deadweight: hours that those who take part work in the other world too.`,
        ],
        !paired(data),
      ),
      card(
        'Colleagues at the same employers',
        words.signed(others.mean, others.error),
        'full-time equivalents',
        [
          chance(others, words.signed, ''),
          paired(data) && !words.isDistinct(others) ? 'Cannot be told from zero.' : undefined,
          'Displacement: others who work more or less than in the other world.',
        ],
        !words.isDistinct(others),
      ),
    ];
  }

  // Without a ledger only what policies paid is known.
  function payments(data) {
    const e = total(data, 'policy_cost');
    if (!e || e.mean === 0) return [];
    return [
      card(
        'Payments of policies',
        words.money(e.mean, NaN),
        '',
        [`More than in the base, ${period(data)}. No interval: one pair of runs.`],
        true,
      ),
    ];
  }

  function inShort(section, data) {
    section.append(
      make('p', {class: 'answer'}, verdict(data)),
      ...[takersVerdict(data), costVerdict(data)].filter(Boolean).map((text) => make('p', {class: 'answer'}, text)),
    );
    if (!paired(data) && !areEqual(data)) {
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

  return {inShort};
})();
