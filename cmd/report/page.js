// Puts the page together from the numbers in it.
'use strict';

(() => {
  const data = JSON.parse(document.getElementById('numbers').textContent);
  const main = document.getElementById('main');
  const contents = document.getElementById('contents');
  const origin = data.origin || data.runs[data.runs.length - 1];
  const ALMOST_ALL = 0.999;

  // ---------------------------------------------------------------- sections

  // A section is left out of the page when it stays empty.
  function section(id, title, fill) {
    const element = make('section', {id, 'aria-labelledby': id + '-title'}, make('h2', {id: id + '-title'}, title));
    main.append(element);
    fill(element);
    if (element.children.length < 2) {
      element.remove();
      return;
    }
    contents.append(make('li', {}, make('a', {href: '#' + id}, title)));
  }

  // How many persons of the country one of the run stands for.
  const persons = () => Number((1 / (origin.scale || 1)).toPrecision(3));

  // What the scenario says of itself: the folded text of its `description:`.
  function description() {
    const from = origin.provenance || {};
    const text = String(from.variant_scenario_text || from.scenario_text || '');
    const found = /^description: *>-? *\n((?:[ \t]+\S.*\n?)+)/m.exec(text);
    return found ? found[1].replace(/\s+/g, ' ').trim() : '';
  }

  function lead() {
    const parts = [];
    const time = data.effects ? data.effects.time : origin.time;
    parts.push(
      [origin.country, [...new Set([time[0], time[time.length - 1]])].filter(Boolean).join(' to ')]
        .filter(Boolean)
        .join(', '),
    );
    if (data.kind === 'run') parts.push('A simulation, person by person');
    if (data.kind === 'pair')
      parts.push('Two simulations that began with the same people, with and without what differs');
    if (data.kind === 'effects')
      parts.push(
        'Two simulated worlds with the same people and the same chance events, with and without what differs, lived ' +
          (data.effects.replicates > 1 ? `${data.effects.replicates} times over` : 'once'),
      );
    parts.push(
      persons() > 1
        ? `One simulated person stands for ${words.trim(persons())} real ones`
        : 'Every person is simulated',
    );
    document.getElementById('lead').textContent = description();
    document.getElementById('facts').textContent = parts.join('. ') + '.';
    document.getElementById('kind').textContent = {
      run: 'report of a simulation',
      pair: 'report of two simulations',
      effects: 'report of a comparison',
    }[data.kind];
  }

  function unfinished() {
    const cut = (data.runs || []).filter((r) => r.unfinished);
    cut.forEach((r) =>
      main.append(
        make(
          'p',
          {class: 'notice', role: 'note'},
          make('strong', {}, 'This run has not ended. '),
          `The simulation behind ${r.file} is still going on, was stopped or was killed. ` +
            (r.quarters === 0
              ? 'It had not finished a quarter.'
              : `What follows covers the ${r.quarters === 1 ? 'one quarter' : `${r.quarters} quarters`} that it had finished, and ${r.quarters === 1 ? 'that is' : 'they are'} complete.`),
        ),
      ),
    );
    if (data.kind === 'pair' && data.runs[0].time.length !== data.runs[1].time.length)
      main.append(
        make(
          'p',
          {class: 'notice', role: 'note'},
          make('strong', {}, 'The two runs do not end in the same quarter. '),
          `The base ends in ${run.last(data.runs[0].time)}, the variant in ${run.last(data.runs[1].time)}. Differences are those of the quarters that both have lived.`,
        ),
      );
  }

  // ---------------------------------------------------------------- trust

  // How many parameters have which mark, in order of how sure they are.
  function marks(parameters) {
    const ORDER = ['sourced', 'derived', 'calibrated', 'recalled', 'assumed'];
    const count = new Map();
    parameters.forEach((each) => {
      const mark = each.mark || 'not marked';
      count.set(mark, (count.get(mark) || 0) + 1);
    });
    return [...count].sort((a, b) => ORDER.indexOf(a[0]) - ORDER.indexOf(b[0]));
  }

  const MARKS = {
    sourced: 'from a publication',
    derived: 'worked out from publications',
    calibrated: 'set so that published figures are met',
    recalled: 'from memory of the literature, not checked',
    assumed: 'assumed',
  };

  function trust(element) {
    const items = [];
    const replicates = data.effects ? data.effects.replicates : 1;
    if (data.kind === 'effects' && replicates > 1) {
      items.push(
        `${replicates} pairs of worlds were lived. Intervals of 95% say how far chance alone could move a figure; one in twenty of them leaves out the true value. ` +
          (replicates < 8 ? 'So few pairs make wide intervals: more pairs narrow them.' : ''),
      );
    } else if (data.effects) {
      items.push('One pair of worlds was lived: there are no intervals, and no figure here is more than an example.');
    } else {
      items.push(
        'One run is one draw of chance. Other seeds give other figures: small differences, and figures of small sectors and regions, may be chance.',
      );
    }
    if (persons() > 1) {
      items.push(
        `One simulated person stands for ${words.trim(persons())} real ones. A group of ${words.format(20 * persons(), 0)} real persons is only 20 simulated ones: read small cells with care.`,
      );
    } else if (origin.scale > ALMOST_ALL) {
      items.push('Every person of the country is simulated.');
    }
    const all = origin.parameters || [];
    const known = marks(all);
    const weak = all.filter((each) => each.mark === 'assumed' || each.mark === 'recalled').length;
    if (all.some((each) => each.mark)) {
      items.push(
        `Of ${all.length} parameters ${weak} are assumed or recalled (${Math.round((100 * weak) / all.length)}%): ` +
          words.list(known.map(([mark, n]) => `${n} ${MARKS[mark] || mark}`)) +
          '. Intervals do not cover that: if such a value is wrong, the figures are.',
      );
    } else {
      items.push('The file does not say how sure its parameters are.');
    }
    items.push('A simulation shows what follows from its rules. It is a reason to look closer, not a forecast.');
    element.classList.add('trust');
    element.append(
      make(
        'ul',
        {},
        items.map((text) => make('li', {}, text)),
      ),
    );
    if (all.length > 0) {
      const value = (each) => words.number(each.value === undefined ? each.variant : each.value);
      element.append(
        make(
          'details',
          {},
          make('summary', {}, `All ${all.length} parameters`),
          figures.tableBox({
            caption: 'Parameters',
            texts: [2, 3, 4],
            head: ['Parameter', 'Value', 'Unit', 'Mark', 'What it does'],
            rows: all.map((each) => [
              each.name || each.parameter,
              value(each),
              each.unit || '',
              each.mark || '',
              each.meaning || '',
            ]),
          }),
        ),
      );
    }
  }

  // ---------------------------------------------------------------- policies, words, origin

  // A comparison has the names of sectors beside its figures.
  function sectorsOfEffects() {
    const split = Object.values(data.effects ? data.effects.outcomes : {}).find((each) => each.splits.sector);
    return split && split.splits.sector;
  }

  // "sectors=hospitals,vvt; hours=0-34" with the names that people know.
  function targetWords(target) {
    const sectors = origin.labels ? origin.labels.sector : sectorsOfEffects();
    const names = new Map((sectors || []).map((each) => [each.id, each.name]));
    return (target || 'everybody')
      .split('; ')
      .map((part) => {
        const [key, values] = part.split('=');
        if (values === undefined) return part;
        return `${key.replace(/_/g, ' ')}: ${values
          .split(',')
          .map((value) => names.get(value) || value)
          .join(', ')}`;
      })
      .join('; ');
  }

  function policies(element) {
    const text = origin.provenance && origin.provenance.differences;
    if (text) element.append(make('p', {}, 'The two worlds differ in what follows, and in nothing else.'));
    const runs = data.runs || [origin];
    runs.forEach((r, i) => {
      const list = r.policies || [];
      const of = runs.length > 1 ? ['In the base: ', 'In the variant: '][i] : '';
      if (list.length === 0) {
        if (!text)
          element.append(
            make(
              'p',
              {},
              of + (of ? 'no policies.' : 'This scenario has no policies beyond what the country pack holds.'),
            ),
          );
        return;
      }
      element.append(
        of ? make('h3', {}, of.replace(': ', '')) : '',
        figures.tableBox({
          caption: 'Calendar of policies',
          texts: [1, 2, 3, 4, 5, 6],
          head: ['Policy', 'What it does', 'Announced', 'From', 'Until', 'Paid by', 'For whom'],
          rows: list.map((each) => [
            each.policy,
            each.meaning || each.kind,
            each.announced || '',
            each.start || '',
            each.end || 'no end',
            ledger.PAYERS[each.payer] || each.payer || '',
            targetWords(each.target),
          ]),
        }),
      );
    });
    if (text)
      element.append(
        make('h3', {}, 'To the letter'),
        make('pre', {tabindex: '0'}, text.trim().replace(/,(?=\S)/g, ', ')),
      );
  }

  const WORDS = {
    'Full-time equivalent':
      'The hours of one full-time job. Two people who work half the week are one full-time equivalent.',
    Tightness: 'Open vacancies per hundred unemployed. The higher, the harder it is to find staff.',
    Unemployed: 'Without work, searched recently, and available to start.',
    'Labour force': 'Everybody with work and everybody unemployed.',
    Shortage: 'Hours that employers need and nobody works, in full-time equivalents.',
    Band: 'The range around a published figure in which a simulated one counts as reproduced.',
    Quarter: '2026Q1 is January to March 2026.',
  };
  const EFFECT_WORDS = {
    'Base and variant':
      'Two simulated worlds with the same people and the same chance events. The variant has the policy, the base has not.',
    '95% interval':
      'Over many repetitions, nineteen in twenty such intervals hold the true value of the model. When it holds zero, no change is shown.',
    Deadweight: 'What people would have done without the policy too, and are paid for.',
    Displacement: 'Work that others lose, or gain, because of those who take part.',
    'Standard error': 'How far the mean of the pairs is likely to be off by chance.',
    'Gross and net': 'Gross: the payments of the policy. Net: with more or fewer benefits, taxes and premiums counted.',
  };

  function glossary(element) {
    const list = {...(data.effects ? EFFECT_WORDS : {}), ...WORDS};
    element.append(
      make(
        'dl',
        {},
        Object.entries(list).flatMap(([word, text]) => [make('dt', {}, word), make('dd', {}, text)]),
      ),
    );
  }

  const ORIGIN_WORDS = {
    version: 'Version of Krapte',
    commit: 'Commit',
    build: 'Built with',
    command: 'Command',
    start: 'Begun',
    end: 'Ended',
    pack: 'Country pack',
    pack_hash: 'Hash of the pack',
    scenario_file: 'Scenario',
    scenario_hash: 'Hash of the scenario',
    seed: 'Seed',
    scale: 'Scale',
    replicate: 'First replicate',
    threads: 'Threads',
    population: 'Starting population',
    drivers: 'Drivers',
    system: 'System',
    wall_seconds: 'Seconds',
    program_hash: 'Hash of the program',
    country: 'Country',
  };

  function originWord(key) {
    const parts = /^(base_|variant_)?(.*)$/.exec(key);
    return (
      (ORIGIN_WORDS[parts[2]] || words.capital(parts[2].replace(/_/g, ' '))) +
      (parts[1] ? ', ' + parts[1].slice(0, -1) : '')
    );
  }

  // Numbers without tails of binary fractions.
  function plain(key, value) {
    if (!['wall_seconds', 'scale'].includes(key)) return String(value);
    return String(key === 'scale' ? Number(Number(value).toPrecision(12)) : Math.round(value));
  }

  function where(element) {
    (data.runs || [origin]).forEach((r) => {
      const from = r.provenance || {};
      const rows = Object.entries(from).filter(
        ([key, value]) =>
          !['known', 'differences'].includes(key) && !/_text$/.test(key) && value !== null && value !== '',
      );
      if (from.known === false || rows.length === 0)
        element.append(make('p', {}, `${r.file} does not say where it comes from.`));
      element.append(
        make(
          'dl',
          {},
          [
            ['File', r.file],
            ...rows.map(([key, value]) => [originWord(key), plain(key, value)]),
            ...(r.world ? [['Hash of the result', r.world]] : []),
          ].flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]),
        ),
      );
      Object.entries(from)
        .filter(([key]) => /_text$/.test(key))
        .forEach(([key, value]) => {
          element.append(
            make(
              'details',
              {},
              make(
                'summary',
                {},
                'Text of the scenario' + (/^(base|variant)_/.test(key) ? ', ' + key.split('_')[0] : ''),
              ),
              make('pre', {tabindex: '0'}, String(value)),
            ),
          );
        });
    });
  }

  // ---------------------------------------------------------------- the page

  function fill() {
    const d = data.effects;
    const r = data.runs && data.runs[0];
    section('short', 'In short', (e) => (d ? headlines.inShort(e, d) : run.inShort(e, r)));
    if (d) {
      section('time', 'Effect over time', (e) => effects.overTime(e, d));
      section('origin-of-hours', 'Where the hours come from', (e) => {
        ledger.hours(e, d);
        ledger.takers(e, d);
        ledger.displacement(e, d);
      });
      section('money', 'Cost', (e) => ledger.costs(e, d));
      section('trust', 'How far to trust this', trust);
      section('where-it-works', 'Sectors, regions and occupations', (e) =>
        effects.split(e, d, {
          id: 'places',
          title: 'Effect by sector, region or occupation',
          splits: ['sector', 'region', 'occupation'],
          first: 'shortage',
        }),
      );
      section('people', 'Who gains, who loses', (e) =>
        effects.split(e, d, {
          id: 'groups',
          title: 'Effect by age, sex and hours',
          splits: ['age', 'sex', 'hours'],
          first: 'employed',
        }),
      );
      section('after', 'Afterwards', (e) => ledger.afterwards(e, d));
    }
    if (!d) section('trust', 'How far to trust this', trust);
    if (r) {
      section('country', data.runs.length > 1 ? 'Both worlds over time' : 'The country over time', (e) => {
        run.overTime(e, data.runs);
        run.published(e, r);
      });
      const shown = data.runs[data.runs.length - 1];
      const of = data.runs.length > 1 ? ', variant' : '';
      section('by-sector', 'Sectors' + of, (e) => places.bySector(e, shown));
      section('by-region', 'Regions' + of, (e) => {
        places.heat(e, shown);
        places.byRegion(e, shown);
      });
      section('by-flow', 'Flows' + of, (e) => moves.flows(e, shown));
      section('by-hours', 'Hours' + of, (e) => moves.hours(e, shown));
    }
    section('calendar', data.effects ? 'What differs' : 'Policies', policies);
    section('words', 'Words', glossary);
    section('where', 'Where this comes from', where);
  }

  // ---------------------------------------------------------------- light, dark, paper

  const dark = matchMedia('(prefers-color-scheme: dark)');

  function theme(name) {
    document.documentElement.dataset.theme = name;
  }

  function tools() {
    const button = make('button', {
      type: 'button',
      onclick: () => {
        const now = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
        theme(now);
        say();
        figures.redraw();
      },
    });
    const say = () => {
      button.textContent = document.documentElement.dataset.theme === 'dark' ? 'Light' : 'Dark';
      button.setAttribute('aria-label', `Switch to ${button.textContent.toLowerCase()} colours`);
    };
    const tables = make('input', {
      type: 'checkbox',
      id: 'with-tables',
      onchange: () => document.documentElement.toggleAttribute('data-print-tables', tables.checked),
    });
    const print = make('button', {type: 'button', onclick: () => window.print()}, 'Print');
    document.getElementById('tools').append(make('label', {for: 'with-tables'}, tables, ' with tables'), print, button);
    say();
    dark.addEventListener('change', (event) => {
      theme(event.matches ? 'dark' : 'light');
      say();
      figures.redraw();
    });
  }

  theme(dark.matches ? 'dark' : 'light');
  lead();
  tools();
  unfinished();
  fill();
  document
    .getElementById('foot')
    .append(
      make(
        'p',
        {},
        `Made by Krapte ${data.version}, a simulator of the labour market. This page needs no network. Charts: Apache ECharts (Apache License 2.0); its licence is inside this file.`,
      ),
    );
})();
