// What one run tells of sectors and regions.
'use strict';

const places = (() => {
  const {last} = run;

  // A value of a table by its places.
  function at(table, ...places) {
    return table.values[places.reduce((sum, place, i) => sum * table.sizes[i] + place, 0)];
  }

  const names = (r, axis) => (r.labels[axis] || []).map((label) => words.capital(label.name));

  const KINDS = {
    care: 'Care, welfare',
    childcare: 'Childcare',
    education: 'Education',
    public: 'Public sectors',
    market: 'Market sectors',
  };
  const NARROW = 560;

  // A run of one quarter has nothing to lay beside it.
  const firstAndLast = (r) => (r.time.length > 1 ? [r.time[0], last(r.time), 'Change'] : [last(r.time)]);
  const barsAndMarks = (r) => `Bars: ${last(r.time)}.` + (r.time.length > 1 ? ` Diamonds: ${r.time[0]}.` : '');

  const BY_SECTOR = [
    {value: 'vacancies_open_by_sector', text: 'Open vacancies', unit: 'vacancies'},
    {value: 'shortage_fte_by_sector', text: 'Shortage: hours needed that nobody fills', unit: 'full-time equivalents'},
    {value: 'shortage_share', text: 'Shortage as a share of the hours needed', unit: '%'},
    {value: 'heads_by_sector', text: 'Employees', unit: 'persons'},
    {value: 'absence_by_sector', text: 'Sickness absence', unit: '% of hours'},
  ];

  function sectorValue(r, name, record, s) {
    if (name !== 'shortage_share') return at(r.tables[name], record, s);
    const short = at(r.tables.shortage_fte_by_sector, record, s);
    const all = short + at(r.tables.fte_by_sector, record, s);
    return all > 0 ? (100 * short) / all : 0;
  }

  function sectorRows(r, name) {
    const table = r.tables[name === 'shortage_share' ? 'shortage_fte_by_sector' : name];
    const end = table.sizes[0] - 1;
    const of = names(r, 'sector');
    return of
      .map((sector, s) => ({
        name: sector,
        mark: sectorValue(r, name, Math.min(1, end), s),
        value: sectorValue(r, name, end, s),
      }))
      .sort((a, b) => b.value - a.value);
  }

  function bySector(section, r) {
    const choices = BY_SECTOR.filter(
      (each) =>
        r.tables[each.value] ||
        (each.value === 'shortage_share' && r.tables.shortage_fte_by_sector && r.tables.fte_by_sector),
    );
    if (choices.length === 0 || r.time.length === 0) return;
    const unit = (state) => choices.find((each) => each.value === state.figure).unit;
    const text = (state) => choices.find((each) => each.value === state.figure).text;
    figures.add(section, {
      id: 'sectors',
      title: 'Where staff are short',
      pickers: [{key: 'figure', label: 'Figure', choices}],
      says: (state) => {
        const rows = sectorRows(r, state.figure);
        const risen = rows.filter((row) => row.value > row.mark).length;
        return (
          `${text(state)}: highest in ${words.list(rows.slice(0, 3).map((row) => `${row.name} (${words.rounded(row.value, 0)}${/^%/.test(unit(state)) ? '%' : ''})`))}, in ${last(r.time)}.` +
          (r.time.length > 1 ? ` It is higher than in ${r.time[0]} in ${risen} of ${rows.length} sectors.` : '')
        );
      },
      chart: (state, p, width) =>
        charts.ranked(p, width, {
          unit: unit(state),
          marks: r.time.length > 1 ? 'first quarter' : undefined,
          rows: sectorRows(r, state.figure).map((row) => ({
            ...row,
            tip: [
              row.name,
              `${last(r.time)}: ${words.number(row.value)} ${unit(state)}`,
              ...(r.time.length > 1 ? [`${r.time[0]}: ${words.number(row.mark)}`] : []),
            ],
          })),
        }),
      note: (state) => `${barsAndMarks(r)} Unit: ${unit(state)}.`,
      table: (state) => ({
        caption: `${text(state)} by sector, ${unit(state)}`,
        head: ['Sector', ...firstAndLast(r)],
        rows: sectorRows(r, state.figure).map((row) => [
          row.name,
          ...(r.time.length > 1
            ? [words.number(row.mark), words.number(row.value), words.signed(row.value - row.mark)]
            : [words.number(row.value)]),
        ]),
      }),
    });
  }

  function heat(section, r) {
    const table = r.tables.heads_by_sector_region;
    if (!table || table.sizes[0] < 2 || r.time.length === 0) return;
    const [sectors, regions] = [names(r, 'sector'), names(r, 'region')];
    const MOST = 20; // fewer persons than this in the run say nothing of a change
    const few = MOST / (r.scale || 1);
    const kinds = [...new Set(r.labels.sector.map((sector) => sector.kind).filter(Boolean))];
    const of = (kind) => r.labels.sector.map((sector, s) => (sector.kind === kind ? s : -1)).filter((s) => s >= 0);
    // Of some sectors together in one region.
    const value = (state, some, g) => {
      const [from, to] = [0, 1].map((record) => some.reduce((sum, s) => sum + at(table, record, s, g), 0));
      if (state.figure === 'level') return to;
      if (state.figure === 'heads') return to - from;
      return from >= few ? (100 * (to - from)) / from : NaN;
    };
    // Thirty columns do not fit a phone: sectors are taken together by kind there.
    const field = (state, width) =>
      width < NARROW && kinds.length > 1
        ? {
            corner: 'Region',
            columns: kinds.map((kind) => KINDS[kind] || words.capital(kind)),
            rows: regions,
            cells: regions.map((_, g) => kinds.map((kind) => value(state, of(kind), g))),
            short: true,
          }
        : {
            corner: 'Sector',
            columns: regions,
            rows: sectors,
            cells: sectors.map((_, s) => regions.map((__, g) => value(state, [s], g))),
            short: false,
          };
    const UNITS = {share: '%', heads: 'persons', level: 'persons'};
    const TEXTS = {
      share: 'Change of employees, %',
      heads: 'Change of employees, persons',
      level: 'Employees at the end, persons',
    };
    const show = (state) => (v) =>
      Number.isFinite(v)
        ? state.figure === 'level'
          ? words.number(v)
          : words.signed(v)
        : `too few in this run to say (under ${words.format(few, 0)}),`;
    figures.add(section, {
      id: 'heat',
      title: 'Sector by region: where work grows and shrinks',
      pickers: [
        {key: 'figure', label: 'Figure', choices: Object.entries(TEXTS).map(([v, text]) => ({value: v, text}))},
      ],
      says: (state) => {
        const sums = sectors
          .map((name, s) => ({
            name,
            by: regions.reduce((sum, _, g) => sum + at(table, 1, s, g) - at(table, 0, s, g), 0),
          }))
          .sort((a, b) => b.by - a.by);
        const cells = sectors.flatMap((_, s) => regions.map((__, g) => value(state, [s], g))).filter(Number.isFinite);
        const text =
          state.figure === 'level'
            ? ''
            : ` Work grows in ${cells.filter((v) => v > 0).length} of the ${cells.length} combinations${state.figure === 'share' ? ' that are large enough to say' : ''}.`;
        const ends = [
          sums[0].by > 0 ? `most employees are added in ${sums[0].name} (${words.signed(sums[0].by, 0)})` : '',
          last(sums).by < 0 ? `most are lost in ${last(sums).name} (${words.signed(last(sums).by, 0)})` : '',
        ].filter(Boolean);
        return `From before the first quarter to ${last(r.time)}, ${ends.join(' and ') || 'no sector has more or fewer employees'}.${text}`;
      },
      chart: (state, p, width) => {
        const common = {unit: UNITS[state.figure], diverging: state.figure !== 'level', show: show(state)};
        const {columns, rows: names, cells, short} = field(state, width);
        return shapes.heat(p, width, {
          ...common,
          columns,
          rows: names,
          short,
          cells: cells.flatMap((row, y) => row.map((v, x) => [x, y, v])),
        });
      },
      note: () =>
        `Rows are sectors, columns labour-market regions; on a narrow screen rows are regions and columns kinds of sectors. Shares are left blank where fewer than ${words.format(few, 0)} persons worked, who are ${MOST} in this run. Point at or tap a cell for its figure.`,
      table: (state, width) => {
        const {corner, columns, rows: names, cells} = field(state, width);
        return {
          caption: `${TEXTS[state.figure]}, sector by region`,
          head: [corner, ...columns],
          rows: names.map((name, y) => [name, ...cells[y].map((v) => (Number.isFinite(v) ? words.number(v) : '–'))]),
        };
      },
    });
  }

  const BY_REGION = [
    {value: 'tightness', text: 'Tightness', unit: 'open vacancies per 100 unemployed'},
    {value: 'unemployed', text: 'Unemployment rate', unit: '% of the labour force'},
    {value: 'working', text: 'Share of residents of 15 to 74 with work', unit: '%'},
    {value: 'vacancies', text: 'Open vacancies', unit: 'vacancies'},
  ];

  function regionValue(r, name, record, g) {
    const statuses = r.labels.status.map((label) => label.id);
    const persons = (...of) =>
      of.reduce((sum, word) => sum + at(r.tables.persons_by_region_status, record, g, statuses.indexOf(word)), 0);
    const working = persons('employee', 'self_employed');
    const seeking = persons('unemployed');
    const vacancies = at(r.tables.vacancies_open_by_region, record, g);
    const all = statuses.filter((word) => word !== 'absent').reduce((sum, word) => sum + persons(word), 0);
    switch (name) {
      case 'tightness':
        return seeking > 0 ? (100 * vacancies) / seeking : NaN;
      case 'unemployed':
        return (100 * seeking) / (working + seeking);
      case 'working':
        return (100 * working) / all;
      default:
        return vacancies;
    }
  }

  function byRegion(section, r) {
    const [persons, vacancies] = [r.tables.persons_by_region_status, r.tables.vacancies_open_by_region];
    if (
      r.time.length === 0 ||
      !persons ||
      !vacancies ||
      !(r.labels.status || []).some((label) => label.id === 'unemployed')
    )
      return;
    const end = persons.sizes[0] - 1;
    const start = Math.min(1, end);
    const of = (state) => BY_REGION.find((each) => each.value === state.figure);
    const rows = (state) =>
      names(r, 'region')
        .map((name, g) => ({
          name,
          mark: regionValue(r, state.figure, start, g),
          value: regionValue(r, state.figure, end, g),
        }))
        .sort((a, b) => b.value - a.value);
    figures.add(section, {
      id: 'regions',
      title: 'Regions compared',
      pickers: [{key: 'figure', label: 'Figure', choices: BY_REGION}],
      says: (state) => {
        const list = rows(state);
        return `${of(state).text} in ${last(r.time)} runs from ${words.number(last(list).value)} in ${last(list).name} to ${words.number(list[0].value)} in ${list[0].name} (${of(state).unit}).`;
      },
      chart: (state, p, width) =>
        charts.ranked(p, width, {
          unit: of(state).unit,
          marks: r.time.length > 1 ? 'first quarter' : undefined,
          rows: rows(state).map((row) => ({
            ...row,
            tip: [
              row.name,
              `${last(r.time)}: ${words.number(row.value)} ${of(state).unit}`,
              ...(r.time.length > 1 ? [`${r.time[0]}: ${words.number(row.mark)}`] : []),
            ],
          })),
        }),
      note: (state) =>
        `${barsAndMarks(r)} Unit: ${of(state).unit}. Persons by where they live, vacancies by where the work is.`,
      table: (state) => ({
        caption: `${of(state).text} by region, ${of(state).unit}`,
        head: ['Region', ...firstAndLast(r)],
        rows: rows(state).map((row) => [
          row.name,
          ...(r.time.length > 1
            ? [words.number(row.mark), words.number(row.value), words.signed(row.value - row.mark)]
            : [words.number(row.value)]),
        ]),
      }),
    });
  }

  return {bySector, heat, byRegion, at, names, KINDS};
})();
