// What one run tells of flows and hours.
'use strict';

const moves = (() => {
  const {last, QUARTERS_OF_A_YEAR} = run;
  const {at, names, KINDS} = places;

  // Mean quarter of the last year, from and to; small groups together.
  function statusLinks(r) {
    const table = r.tables.status_flow;
    const records = table.sizes[0];
    const from = Math.max(0, records - QUARTERS_OF_A_YEAR);
    const group = {};
    const GROUPS = {
      absent: 'Not in the country, under 15 or over 74',
      employee: 'Employees',
      self_employed: 'Self-employed',
      unemployed: 'Unemployed',
    };
    const of = r.labels.status.map((label) => GROUPS[label.id] || 'Not working, not seeking');
    for (let q = from; q < records; q++) {
      for (let a = 0; a < of.length; a++) {
        for (let b = 0; b < of.length; b++) {
          // Who stays in a group is no flow.
          if (of[a] !== of[b]) {
            const key = of[a] + '\n' + of[b];
            group[key] = (group[key] || 0) + at(table, q, a, b) / (records - from);
          }
        }
      }
    }
    return Object.entries(group).map(([key, value]) => {
      const [source, target] = key.split('\n');
      return {source, target, value};
    });
  }

  const ORIGINS = {
    employer_same_sector: 'Another employer of the sector',
    employer_other_sector: 'An employer of another sector',
    self_employment: 'Self-employment',
    unemployment: 'Unemployment',
    non_participation: 'Outside the labour force',
    school: 'School',
    abroad: 'Abroad',
  };

  function hireLinks(r, kinds) {
    const table = r.tables.hires_by_sector_origin;
    const records = table.sizes[0];
    const from = Math.max(0, records - QUARTERS_OF_A_YEAR);
    const sum = {};
    r.labels.sector.forEach((sector, s) =>
      r.labels.origin.forEach((origin, o) => {
        const key =
          (ORIGINS[origin.id] || words.capital(origin.name)) +
          '\n' +
          (kinds ? KINDS[sector.kind] || words.capital(sector.kind || '') : sector.name);
        for (let q = from; q < records; q++) sum[key] = (sum[key] || 0) + at(table, q, s, o) / (records - from);
      }),
    );
    return Object.entries(sum).map(([key, value]) => {
      const [source, target] = key.split('\n');
      return {source, target, value};
    });
  }

  function flows(section, r) {
    const choices = [];
    if (r.tables.status_flow && r.tables.status_flow.sizes[0] > 0 && r.labels.status)
      choices.push({value: 'status', text: 'Between work, unemployment and neither'});
    if (r.tables.hires_by_sector_origin && r.tables.hires_by_sector_origin.sizes[0] > 0 && r.labels.origin)
      choices.push({value: 'hires', text: 'Hires: where new employees come from'});
    if (choices.length === 0) return;
    const links = (state) =>
      (state.figure === 'status'
        ? statusLinks(r)
        : hireLinks(
            r,
            r.labels.sector.some((s) => s.kind),
          )
      )
        .filter((link) => link.value > 0)
        .sort((a, b) => b.value - a.value);
    const quarters = Math.min(QUARTERS_OF_A_YEAR, r.time.length);
    figures.add(section, {
      id: 'flows',
      title: 'Who moves where in a quarter',
      pickers: [{key: 'figure', label: 'Flows', choices}],
      says: (state) => {
        const list = links(state);
        const sum = list.reduce((total, link) => total + link.value, 0);
        if (list.length === 0) return 'Nobody moves.';
        const what = state.figure === 'status' ? 'persons move between these groups' : 'persons are hired';
        return (
          `In a mean quarter of the last ${quarters === 4 ? 'four' : quarters} quarters, ${words.rounded(sum, sum / 100)} ${what}. ` +
          `The largest stream goes from ${list[0].source} to ${list[0].target}: ${words.rounded(list[0].value, list[0].value / 100)}.`
        );
      },
      chart: (state, p, width) => {
        const list = links(state).map((link) => ({
          source: '<' + link.source,
          target: '>' + link.target,
          value: link.value,
        }));
        const nodes = [...new Set(list.flatMap((link) => [link.source, link.target]))]
          .sort()
          .map((name) => ({name, depth: name[0] === '<' ? 0 : 1}));
        return shapes.streams(p, width, {nodes, links: list, unit: 'persons a quarter'});
      },
      note: (state) =>
        'Left: where they were. Right: where they are a quarter later. The wider, the more persons.' +
        (state.figure === 'status'
          ? ' Who stays in the same group is left out; moves from employer to employer are among the hires.'
          : ''),
      table: (state) => ({
        caption: `Persons a quarter, mean of the last ${quarters} quarters`,
        head: ['From', 'To', 'Persons'],
        texts: [1],
        rows: links(state).map((link) => [link.source, link.target, words.number(link.value)]),
      }),
    });
  }

  // ---------------------------------------------------------------- hours

  const HOUR_STEP = 4;

  function hours(section, r) {
    const table = r.tables.employed_by_sex_hours;
    if (!table || table.sizes[0] < 1 || r.time.length === 0) return;
    const [, sexes, steps] = table.sizes;
    const end = table.sizes[0] - 1;
    const labels = Array.from({length: steps}, (_, i) =>
      i + 1 < steps ? `${i * HOUR_STEP}–${(i + 1) * HOUR_STEP - 1}` : `${i * HOUR_STEP}+`,
    );
    const of = names(r, 'sex');
    const share = (record, sex) => {
      const values = labels.map((_, i) => at(table, record, sex, i));
      const sum = values.reduce((a, b) => a + b, 0);
      return values.map((value) => (sum > 0 ? (100 * value) / sum : 0));
    };
    // Steps that nobody works are left off at both ends.
    const nobody = (i) =>
      Array.from({length: sexes}, (_, x) => at(table, end, x, i) + at(table, 0, x, i)).every((v) => v === 0);
    let used = steps;
    while (used > 1 && nobody(used - 1)) used--;
    let begin = 0;
    while (begin + 1 < used && nobody(begin)) begin++;
    const groups = Array.from({length: sexes}, (_, x) => [
      {name: `${of[x]}, at the start`, values: share(0, x).slice(begin, used), color: x, hatched: true},
      {name: `${of[x]}, ${last(r.time)}`, values: share(end, x).slice(begin, used), color: x},
    ]).flat();
    const full = (record, x) =>
      share(record, x)
        .slice(9)
        .reduce((a, b) => a + b, 0);
    figures.add(section, {
      id: 'hours',
      title: 'How long men and women work',
      says: () =>
        of
          .map(
            (name, x) =>
              `Of ${name.toLowerCase()} with work, ${words.format(full(end, x), 1)}% have agreed on 36 hours a week or more in ${last(r.time)}, against ${words.format(full(0, x), 1)}% at the start.`,
          )
          .join(' '),
      chart: (state, p, width) =>
        shapes.columns(p, width, {
          labels: labels.slice(begin, used),
          groups,
          unit: '% of those with work',
          xName: 'contract hours a week',
          format: (v) => words.format(v, 1) + '%',
        }),
      table: () => ({
        caption: 'Contract hours a week of men and women with work, % of each',
        head: ['Hours a week', ...groups.map((group) => group.name)],
        rows: labels
          .slice(begin, used)
          .map((name, i) => [name, ...groups.map((group) => words.format(group.values[i], 1))]),
      }),
    });
  }

  return {flows, hours};
})();
