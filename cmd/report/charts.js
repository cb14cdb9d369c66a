// Options of the charts that several figures use. All drawing is the library's.
'use strict';

const charts = (() => {
  const DASHES = ['solid', 'dashed', 'dotted', [10, 4, 2, 4]];
  const SYMBOLS = ['circle', 'diamond', 'triangle', 'rect'];

  const cut = (text, most) => (text.length > most ? text.slice(0, most - 1) + '…' : text);

  const isFlat = (values) => values.every((value) => value === 0);

  // "2026Q1" as a tick: the year at its first quarter.
  const tick = (text) => text.replace(/Q1$/, '');

  function timeAxis(p, time) {
    return figures.axis(p, {
      type: 'category',
      data: time,
      boundaryGap: false,
      axisTick: {lineStyle: {color: p.strong}, interval: (i, text) => /Q1$/.test(text)},
      axisLabel: {interval: (i, text) => /Q1$/.test(text), formatter: tick, hideOverlap: true, margin: 14},
    });
  }

  function valueAxis(p, unit, more = {}) {
    return figures.axis(p, {
      type: 'value',
      name: unit,
      nameLocation: 'end',
      nameGap: 14,
      nameTextStyle: {color: p.quiet, fontSize: 12, align: 'left', padding: [0, 0, 0, -4]},
      axisLabel: {formatter: words.short},
      ...more,
    });
  }

  // Above bars that lie, with the unit in the middle.
  function topAxis(p, width, unit, values) {
    const known = values.filter(Number.isFinite);
    return valueAxis(p, unit, {
      position: 'top',
      nameLocation: 'middle',
      nameGap: 26,
      ...(isFlat(known) ? FLAT : scale(Math.min(0, ...known), Math.max(0, ...known), width < 480 ? 4 : 6)),
      nameTextStyle: {color: p.quiet, fontSize: 12},
      axisLabel: {formatter: words.short, hideOverlap: true},
    });
  }

  // A tooltip of texts only: whatever a file says cannot become HTML.
  function tip(lines) {
    const box = document.createElement('div');
    lines.forEach((line, i) => {
      const row = document.createElement(i === 0 ? 'strong' : 'div');
      row.textContent = line;
      if (i === 0) row.style.display = 'block';
      box.append(row);
    });
    return box;
  }

  // The area between two lines, segment by segment.
  function band(p, name, low, high, color) {
    const data = [];
    for (let i = 0; i + 1 < low.length; i++) {
      if ([low[i], high[i], low[i + 1], high[i + 1]].every(Number.isFinite))
        data.push([i, low[i], high[i], low[i + 1], high[i + 1]]);
    }
    return {
      type: 'custom',
      name,
      data,
      silent: true,
      z: 1,
      encode: {x: 0, y: [1, 2, 3, 4]},
      renderItem: (params, api) => {
        const at = (i, value) => api.coord([i, value]);
        const i = api.value(0);
        return {
          type: 'polygon',
          shape: {points: [at(i, api.value(1)), at(i + 1, api.value(3)), at(i + 1, api.value(4)), at(i, api.value(2))]},
          style: {fill: color, opacity: 0.2},
        };
      },
    };
  }

  // The corner of a band that its lines come least near, for the name of the band.
  function clearCorner({low, high}, of) {
    const third = Math.ceil(of[0].values.length / 3);
    const distance = ({edge, from}) =>
      Math.min(
        ...of.flatMap(({values}) => values.slice(from, from ? undefined : third)).map((v) => Math.abs(v - edge)),
      );
    const corners = [
      {position: 'insideTopLeft', edge: high, from: 0},
      {position: 'insideTopRight', edge: high, from: -third},
      {position: 'insideBottomLeft', edge: low, from: 0},
      {position: 'insideBottomRight', edge: low, from: -third},
    ];
    return corners.sort((a, b) => distance(b) - distance(a))[0].position;
  }

  // Lines over time. lines: [{name, values}]; bands: [{name, low, high}]; published: {low, high, value, text};
  // period: {from, to, text} is shaded.
  function lines(p, width, {time, unit, lines: of, bands = [], published, period, zero, format}) {
    const series = of.map((line, i) => ({
      type: 'line',
      name: line.name,
      data: line.values,
      // A line of one point is a point.
      showSymbol: line.values.filter(Number.isFinite).length === 1,
      symbol: SYMBOLS[i % 4],
      symbolSize: 7,
      lineStyle: {width: 2.5, type: DASHES[i % 4], color: p.series[i % 4]},
      itemStyle: {color: p.series[i % 4]},
      z: 3,
      emphasis: {disabled: true},
    }));
    if (published && series.length) {
      series[0].markArea = {
        silent: true,
        itemStyle: {color: p.mark, opacity: 0.16},
        label: {color: p.quiet, position: clearCorner(published, of), fontSize: 12},
        data: [[{name: published.text, yAxis: published.low}, {yAxis: published.high}]],
      };
      series[0].markLine = {
        silent: true,
        symbol: 'none',
        label: {show: false},
        lineStyle: {color: p.mark, type: [2, 3], width: 1.5},
        data: [{yAxis: published.value}],
      };
    }
    if (zero && series.length) {
      series[0].markLine = {
        silent: true,
        symbol: 'none',
        label: {show: false},
        lineStyle: {color: p.ink, type: 'solid', width: 1},
        data: [{yAxis: 0}],
      };
    }
    if (period && series.length) {
      series[0].markArea = {
        silent: true,
        itemStyle: {color: p.quiet, opacity: 0.09},
        label: {color: p.quiet, position: 'insideTop', fontSize: 12},
        data: [[{name: period.text, xAxis: period.from}, {xAxis: period.to}]],
      };
    }
    // The ends of a band are lines too: its colour alone is too faint.
    const edge = (each, values, i) => ({
      type: 'line',
      name: each.name,
      data: values,
      symbol: 'none',
      silent: true,
      lineStyle: {width: 1, color: p.series[i % 4]},
      emphasis: {disabled: true},
    });
    bands.forEach((each, i) =>
      series.push(
        band(p, each.name, each.low, each.high, p.series[i % 4]),
        edge(each, each.low, i),
        edge(each, each.high, i),
      ),
    );
    const values = of
      .flatMap((l) => l.values)
      .concat(
        bands.flatMap((b) => [...b.low, ...b.high]),
        published ? [published.low, published.high] : [],
      )
      .filter(Number.isFinite);
    const low = Math.min(...values, ...(zero ? [0] : []));
    const high = Math.max(...values, ...(zero ? [0] : []));
    const ticks = isFlat(values) ? FLAT : scale(low, high);
    const show = format || words.number;
    return {
      height: width < 480 ? 290 : 370,
      option: {
        legend:
          of.length > 1
            ? {
                top: 0,
                right: 0,
                data: of.map((l) => l.name),
                textStyle: {color: p.ink},
                itemWidth: 34,
                selectedMode: false,
              }
            : undefined,
        grid: {
          left: 8,
          right: width < 480 ? 14 : 24,
          top: of.length > 1 && width < 480 ? 58 : 40,
          bottom: 8,
          containLabel: true,
        },
        xAxis: timeAxis(p, time),
        yAxis: valueAxis(p, unit, ticks),
        tooltip: {
          ...tooltip(p),
          trigger: 'axis',
          axisPointer: {lineStyle: {color: p.strong}},
          formatter: (items) => {
            const i = items[0].dataIndex;
            return tip([
              time[i],
              ...of.map((line) => `${of.length > 1 ? line.name + ': ' : ''}${show(line.values[i])} ${unit}`),
              ...bands
                .filter((b) => Number.isFinite(b.low[i]))
                .map((b) => `${b.name}: ${show(b.low[i])} to ${show(b.high[i])}`),
            ]);
          },
        },
        series,
      },
    };
  }

  // The axis of values that are all zero.
  const FLAT = {min: -1, max: 1, interval: 1};

  // Ends of an axis on round steps of which there are few.
  function scale(low, high, steps = 6) {
    const span = high - low || Math.abs(high) || 1;
    const power = 10 ** Math.floor(Math.log10(span / steps));
    const interval = power * [1, 2, 5, 10].find((by) => span / (by * power) <= steps);
    const round = (value) => Number(value.toPrecision(12));
    const [min, max] = [round(Math.floor(low / interval) * interval), round(Math.ceil(high / interval) * interval)];
    return {min, max: max > min ? max : round(min + interval), interval};
  }

  function tooltip(p) {
    return {
      confine: true,
      backgroundColor: p.paper,
      borderColor: p.strong,
      textStyle: {color: p.ink, fontSize: 13},
      extraCssText: 'max-width:20rem;white-space:normal;',
    };
  }

  // The whiskers of intervals, across bars that lie (x) or stand (y).
  function whiskers(p, data, lying) {
    return {
      type: 'custom',
      name: '95% interval',
      data,
      silent: true,
      z: 5,
      encode: lying ? {y: 0, x: [1, 2]} : {x: 0, y: [1, 2]},
      renderItem: (params, api) => {
        const at = (value) => api.coord(lying ? [value, api.value(0)] : [api.value(0), value]);
        const [a, b] = [at(api.value(1)), at(api.value(2))];
        if (![...a, ...b].every(Number.isFinite)) return undefined;
        const half = 4;
        // Edged with paper, so that it is seen on bars too.
        const strokes = [
          {stroke: p.paper, lineWidth: 3.5},
          {stroke: p.ink, lineWidth: 1.5},
        ];
        const line = (style, x1, y1, x2, y2) => ({type: 'line', shape: {x1, y1, x2, y2}, style});
        const cap = (style, [x, y]) =>
          lying ? line(style, x, y - half, x, y + half) : line(style, x - half, y, x + half, y);
        return {
          type: 'group',
          children: strokes.flatMap((style) => [line(style, a[0], a[1], b[0], b[1]), cap(style, a), cap(style, b)]),
        };
      },
    };
  }

  // Bars that cannot be told from zero are hatched: not by colour alone.
  function hatch(p) {
    return {symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: p.paper};
  }

  // Bars that lie, longest names cut. rows: [{name, value, low, high, mark, unsure, tip}]
  function ranked(p, width, {rows, unit, marks, signed}) {
    const names = rows.map((row) => row.name);
    const paint = (row) => (!signed ? p.series[0] : row.unsure ? p.unsure : row.value < 0 ? p.less : p.more);
    const series = [
      {
        type: 'bar',
        barMaxWidth: 16,
        barCategoryGap: '32%',
        emphasis: {disabled: true},
        data: rows.map((row) => ({
          value: row.value,
          itemStyle: {color: paint(row), decal: row.unsure ? hatch(p) : {symbol: 'none'}},
        })),
      },
    ];
    if (rows.some((row) => Number.isFinite(row.low)))
      series.push(
        whiskers(
          p,
          rows.map((row, i) => [i, row.low, row.high]),
          true,
        ),
      );
    if (marks) {
      series.push({
        type: 'line',
        name: marks,
        data: rows.map((row, i) => [row.mark, i]),
        symbol: 'diamond',
        symbolSize: 10,
        lineStyle: {opacity: 0},
        itemStyle: {color: p.paper, borderColor: p.series[1], borderWidth: 2},
        z: 6,
        emphasis: {disabled: true},
      });
      series[0].name = 'last quarter';
    }
    return {
      height: (marks ? 90 : 64) + rows.length * (width < 480 ? 31 : 24),
      option: {
        legend: marks
          ? {
              top: 0,
              left: 0,
              textStyle: {color: p.ink},
              itemWidth: 12,
              itemHeight: 12,
              selectedMode: false,
              data: [
                {name: 'last quarter', icon: 'rect'},
                {name: marks, icon: 'diamond'},
              ],
            }
          : undefined,
        grid: {left: 0, right: 22, top: marks ? 78 : 52, bottom: 4, containLabel: true},
        yAxis: figures.axis(p, {
          type: 'category',
          data: names,
          inverse: true,
          axisTick: {show: false},
          axisLine: {show: !signed, lineStyle: {color: p.strong}},
          axisLabel:
            width < 480
              ? {
                  formatter: (text) => cut(text, 27),
                  width: 128,
                  overflow: 'break',
                  fontSize: 11,
                  lineHeight: 13,
                  interval: 0,
                }
              : {formatter: (text) => cut(text, 44), fontSize: 12, interval: 0},
        }),
        xAxis: topAxis(
          p,
          width,
          unit,
          rows.flatMap((row) => [row.value, row.low, row.high, row.mark]),
        ),
        tooltip: {
          ...tooltip(p),
          trigger: 'axis',
          axisPointer: {type: 'shadow', shadowStyle: {color: p.quiet, opacity: 0.1}},
          formatter: (items) => tip(rows[items[0].dataIndex].tip),
        },
        series,
      },
    };
  }

  return {lines, ranked, cut, hatch, valueAxis, topAxis, tooltip, tip, whiskers};
})();
