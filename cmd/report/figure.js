// A figure of the page: heading, sentence, controls, chart, and the same numbers as a table.
'use strict';

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  // Children are texts or elements: text of a file is never read as HTML.
  element.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return element;
};

const figures = (() => {
  const all = [];
  const PRINT_WIDTH = 672; // of the text on A4 paper, in CSS pixels
  const PRINT_HEIGHT = 660; // leaves room on A4 for what stands around a chart
  const PAPER_COLUMNS = 12; // the most that a page of paper is wide enough for
  let printing = false;

  // Colours as the style sheet has them now.
  function palette() {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue('--' + name).trim();
    return {
      paper: of('paper'),
      ink: of('ink'),
      quiet: of('quiet'),
      line: of('line'),
      strong: of('strong-line'),
      series: [1, 2, 3, 4, 5, 6].map((i) => of('series-' + i)),
      band: of('band'),
      more: of('more'),
      less: of('less'),
      unsure: of('unsure'),
      mark: of('mark-line'),
      font: of('sans'),
      middle: of('middle'),
    };
  }

  function table({caption, head, rows, texts = []}) {
    const isText = (column) => texts.includes(column);
    const cell = (name, column, text, attributes = {}) =>
      make(name, {...attributes, class: isText(column) ? 'text' : undefined}, String(text));
    return make(
      'table',
      {},
      // Stays in sight when a wide table is moved sideways.
      make('caption', {}, make('span', {}, caption)),
      make(
        'thead',
        {},
        make(
          'tr',
          {},
          head.map((text, i) => cell('th', i, text, {scope: 'col'})),
        ),
      ),
      make(
        'tbody',
        {},
        rows.map((row) =>
          make(
            'tr',
            {},
            row.map((text, i) => (i === 0 ? cell('th', i, text, {scope: 'row'}) : cell('td', i, text))),
          ),
        ),
      ),
    );
  }

  function tableBox(content) {
    const tall = content.rows.length > 16 ? ' tall' : '';
    const wide = content.head.length > PAPER_COLUMNS;
    const note = make(
      'p',
      {class: 'note on-paper'},
      `${content.caption}: this table is too wide for paper; the page has it.`,
    );
    return make(
      'div',
      {class: 'table-box' + tall + (wide ? ' wide' : ''), tabindex: '0', role: 'region', 'aria-label': content.caption},
      table(content),
      wide ? note : '',
    );
  }

  // What all charts share.
  function base(p, width) {
    return {
      animation: false,
      textStyle: {fontFamily: p.font, color: p.ink, fontSize: width < 480 ? 12 : 13},
      color: p.series,
      tooltip: {
        confine: true,
        backgroundColor: p.paper,
        borderColor: p.strong,
        textStyle: {color: p.ink, fontSize: 13},
        extraCssText: 'max-width:20rem;white-space:normal;',
      },
      grid: {left: 8, right: 16, top: 40, bottom: 8, containLabel: true},
    };
  }

  function axis(p, more = {}) {
    const {axisLabel = {}, ...rest} = more;
    return {
      axisLine: {lineStyle: {color: p.strong}},
      axisTick: {lineStyle: {color: p.strong}},
      splitLine: {lineStyle: {color: p.line}},
      nameTextStyle: {color: p.quiet, fontSize: 12},
      axisLabel: {color: p.ink, ...axisLabel},
      ...rest,
    };
  }

  function picker(spec, state, title, changed) {
    const select = make('select', {
      'aria-label': `${spec.label}: ${title}`,
      onchange: (event) => {
        state[spec.key] = event.target.value;
        changed();
      },
    });
    const option = (choice) =>
      make('option', {value: choice.value, selected: choice.value === state[spec.key]}, choice.text);
    const groups = new Map();
    for (const choice of spec.choices) {
      if (!groups.has(choice.group)) groups.set(choice.group, []);
      groups.get(choice.group).push(option(choice));
    }
    for (const [name, options] of groups) {
      select.append(...(name === undefined ? options : [make('optgroup', {label: name}, options)]));
    }
    // Choices that another picker rules out are greyed; what was chosen moves to the first that is left.
    spec.refresh = () => {
      if (!spec.allowed) return;
      for (const each of select.options) each.disabled = !spec.allowed(state, each.value);
      if (select.selectedOptions[0].disabled) select.value = [...select.options].find((each) => !each.disabled).value;
      state[spec.key] = select.value;
    };
    return make('label', {}, spec.label, select);
  }

  function draw(figure) {
    const width = printing ? PRINT_WIDTH : figure.holder.clientWidth;
    figure.box.replaceChildren(tableBox(figure.spec.table(figure.state, width)));
    if (figure.holder.hidden || width < 50) return;
    const p = palette();
    const built = figure.spec.chart(figure.state, p, width);
    const full = built.height || (width < 480 ? 280 : 360);
    const height = printing ? Math.min(full, PRINT_HEIGHT) : full;
    figure.holder.style.height = height + 'px';
    if (!figure.chart) {
      figure.chart = echarts.init(figure.holder, null, {renderer: 'svg', width, height});
    } else {
      figure.chart.resize({width, height});
    }
    figure.chart.clear();
    figure.chart.setOption({
      ...base(p, width),
      ...built.option,
      aria: {enabled: true, label: {enabled: true, description: figure.describe()}},
    });
  }

  function refresh(figure) {
    (figure.spec.pickers || []).forEach((each) => each.refresh());
    const says = figure.spec.says(figure.state);
    figure.says.replaceChildren(says);
    figure.holder.setAttribute('role', 'img');
    if (figure.note) figure.note.textContent = figure.spec.note(figure.state);
    draw(figure);
  }

  // Adds a figure: {id, title, pickers, says(state), chart(state, palette, width) -> {option, height},
  // table(state, width), note(state)}. The level of its heading is 3.
  function add(parent, spec) {
    const state = {};
    for (const each of spec.pickers || []) state[each.key] = each.value || each.choices[0].value;
    const figure = {
      spec,
      state,
      // Says what a picker changed, to those who do not see the chart.
      says: make('p', {class: 'says', 'aria-live': 'polite'}),
      box: make('div', {id: spec.id + '-table', hidden: true}),
      holder: make('div', {class: 'chart', id: spec.id + '-chart', role: 'img'}),
      note: spec.note ? make('p', {class: 'note'}) : null,
    };
    figure.describe = () => `${spec.title}. ${spec.says(state)} The same numbers are in the table of this figure.`;
    const changed = () => refresh(figure);
    const button = make(
      'button',
      {
        type: 'button',
        'aria-expanded': 'false',
        'aria-controls': figure.box.id,
        'aria-label': 'Show the table: ' + spec.title,
        onclick: () => {
          const open = figure.box.hidden;
          figure.box.hidden = !open;
          button.setAttribute('aria-expanded', String(open));
          button.textContent = open ? 'Hide the table' : 'Show the table';
          button.setAttribute('aria-label', `${button.textContent}: ${spec.title}`);
        },
      },
      'Show the table',
    );
    parent.append(
      make(
        'section',
        {class: 'figure', id: spec.id, 'aria-labelledby': spec.id + '-title'},
        make('h3', {id: spec.id + '-title'}, spec.title),
        figure.says,
        make(
          'div',
          {class: 'tools'},
          (spec.pickers || []).map((each) => picker(each, state, spec.title, changed)),
          button,
        ),
        figure.holder,
        figure.note,
        figure.box,
      ),
    );
    all.push(figure);
    refresh(figure);
  }

  function redraw() {
    all.forEach(draw);
  }

  // Paper is white: charts are drawn again for it, and again when it is done.
  function print(on) {
    const root = document.documentElement;
    if (on && !printing) root.dataset.before = root.dataset.theme;
    printing = on;
    root.dataset.theme = on ? 'light' : root.dataset.before;
    all.forEach((figure) => {
      figure.box.hidden = on ? false : figure.spec.wasHidden !== false;
    });
    redraw();
  }

  addEventListener('beforeprint', () => {
    all.forEach((figure) => {
      figure.spec.wasHidden = figure.box.hidden;
    });
    print(true);
  });
  addEventListener('afterprint', () => print(false));
  let timer;
  let lastWidth = innerWidth;
  addEventListener('resize', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (innerWidth !== lastWidth && !printing) {
        lastWidth = innerWidth;
        redraw();
      }
    }, 120);
  });

  return {add, redraw, tableBox, axis, palette};
})();
