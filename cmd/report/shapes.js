// Options of the charts that are not lines or lying bars: waterfall, field, streams, standing bars.
'use strict';

const shapes = (() => {
  const {cut, hatch, valueAxis, topAxis, tooltip, tip, whiskers} = charts;

  // Steps of a sum, the last of which is the sum itself. steps: [{name, mean, low, high, total}]
  function waterfall(p, width, {steps, unit}) {
    let at = 0;
    const bars = steps.map((step) => {
      const from = step.total ? 0 : at;
      const to = step.total ? step.mean : at + step.mean;
      at = to;
      return {step, from, to};
    });
    // Where the whiskers of a bar end; nowhere without an interval.
    const reach = ({step, to}) =>
      words.hasInterval(step) ? [to - step.mean + step.low, to - step.mean + step.high] : [NaN, NaN];
    const names = steps.map((step) => step.name);
    const data = bars.map((bar, i) => [i, bar.from, bar.to]);
    const isUnsure = (bar) => bar.step.mean !== 0 && !words.isDistinct(bar.step);
    const paint = (bar) => {
      if (bar.step.total) return {fill: p.ink};
      return isUnsure(bar) ? {fill: p.unsure, decal: hatch(p)} : {fill: bar.step.mean < 0 ? p.less : p.more};
    };
    const series = [
      {
        type: 'custom',
        data,
        encode: {y: 0, x: [1, 2]},
        z: 3,
        renderItem: (params, api) => {
          const i = api.value(0);
          const [x1, y] = api.coord([api.value(1), i]);
          const [x2] = api.coord([api.value(2), i]);
          const half = api.size([0, 1])[1] * 0.3;
          const children = [
            {
              type: 'rect',
              shape: {x: Math.min(x1, x2), y: y - half, width: Math.max(1.5, Math.abs(x2 - x1)), height: 2 * half},
              style: paint(bars[i]),
            },
          ];
          if (i + 1 < bars.length) {
            const below = api.coord([api.value(2), i + 1])[1];
            children.push({
              type: 'line',
              shape: {x1: x2, y1: y + half, x2, y2: below - half},
              style: {stroke: p.strong, lineWidth: 1, lineDash: [2, 2]},
            });
          }
          const end = Math.max(x1, x2, api.coord([reach(bars[i])[1], i])[0] || 0);
          children.push({
            type: 'text',
            style: {
              text: words.signed(bars[i].step.mean, bars[i].step.error),
              x: end + 7,
              y,
              verticalAlign: 'middle',
              fill: p.ink,
              font: `${bars[i].step.total ? 'bold ' : ''}${width < 480 ? 11 : 13}px ${p.font}`,
            },
          });
          return {type: 'group', children};
        },
      },
      whiskers(
        p,
        bars.map((bar, i) => [i, ...reach(bar)]),
        true,
      ),
    ];
    return {
      height: 76 + steps.length * (width < 480 ? 46 : 40),
      option: {
        grid: {left: 0, right: width < 480 ? 44 : 64, top: 50, bottom: 4, containLabel: true},
        yAxis: figures.axis(p, {
          type: 'category',
          data: names,
          inverse: true,
          axisTick: {show: false},
          axisLabel: {
            interval: 0,
            width: width < 480 ? 128 : 290,
            overflow: 'break',
            fontSize: width < 480 ? 12 : 13,
            lineHeight: 15,
          },
        }),
        xAxis: topAxis(
          p,
          width,
          unit,
          bars.flatMap((bar) => [bar.from, bar.to, ...reach(bar)]),
        ),
        tooltip: {
          ...tooltip(p),
          trigger: 'axis',
          axisPointer: {type: 'shadow', shadowStyle: {color: p.quiet, opacity: 0.1}},
          formatter: (items) => {
            const step = steps[items[0].dataIndex];
            return tip([step.name, `${words.signed(step.mean, step.error)} ${unit}`, words.interval(step)]);
          },
        },
        series,
      },
    };
  }

  // The end of a scale of colours: not beyond two digits.
  function roundUp(value) {
    if (!(value > 0)) return 1;
    const step = 10 ** Math.floor(Math.log10(value)) / 2;
    return Number((Math.ceil(value / step) * step).toPrecision(2));
  }

  // A field of coloured cells. cells: [[column, row, value]]
  function heat(p, width, {columns, rows, cells, unit, diverging, show, short}) {
    const values = cells
      .map((cell) => cell[2])
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    const at = (share) => values[Math.min(values.length - 1, Math.floor(share * values.length))] || 0;
    const most = roundUp(diverging ? Math.max(Math.abs(at(0.03)), Math.abs(at(0.97))) : at(0.98));
    // Few names stand upright.
    const tilt = columns.length > 8 ? 60 : 0;
    const end = (sign) => words.amount(sign + words.short(most), unit);
    const narrow = width < 620;
    return {
      height: short ? 140 + rows.length * 20 : 200 + rows.length * 20,
      option: {
        grid: {left: 0, right: 4, top: short ? 52 : 62, bottom: 0, containLabel: true},
        xAxis: figures.axis(p, {
          type: 'category',
          data: columns,
          axisTick: {show: false},
          axisLine: {show: false},
          splitLine: {show: false},
          position: short ? 'top' : 'bottom',
          axisLabel: short
            ? {interval: 0, fontSize: 11, rotate: 40}
            : {rotate: tilt, interval: 0, fontSize: 11, formatter: (text) => cut(text, 20)},
        }),
        yAxis: figures.axis(p, {
          type: 'category',
          data: rows,
          inverse: true,
          axisTick: {show: false},
          axisLine: {show: false},
          splitLine: {show: false},
          axisLabel: {interval: 0, fontSize: narrow ? 10.5 : 12, formatter: (text) => cut(text, narrow ? 20 : 36)},
        }),
        visualMap: {
          type: 'continuous',
          min: diverging ? -most : 0,
          max: most,
          orient: 'horizontal',
          left: 0,
          top: 0,
          itemWidth: 12,
          itemHeight: narrow ? 90 : 180,
          text: diverging ? [`${end('+')} or more`, `${end('−')} or less`] : [`${end('')} or more`, '0'],
          textStyle: {color: p.ink, fontSize: 12},
          calculable: false,
          hoverLink: false,
          inRange: {color: diverging ? [p.less, p.middle, p.more] : [p.middle, p.more]},
        },
        tooltip: {
          ...tooltip(p),
          formatter: (item) => tip([rows[item.data[1]], columns[item.data[0]], `${show(item.data[2])} ${unit}`]),
        },
        series: [
          {
            type: 'heatmap',
            data: cells.map((cell) => (Number.isFinite(cell[2]) ? cell : [cell[0], cell[1], '-'])),
            itemStyle: {borderColor: p.paper, borderWidth: 1},
            emphasis: {itemStyle: {borderColor: p.ink, borderWidth: 2}},
          },
        ],
      },
    };
  }

  // Streams from the left to the right. links: [{source, target, value}], nodes by name.
  function streams(p, width, {nodes, links, unit}) {
    const narrow = width < 480;
    // The same group has the same colour on both sides.
    const sides = [...new Set(nodes.map((node) => label(node.name)))];
    const paint = [...p.series, p.unsure];
    return {
      height: narrow ? 480 : 460,
      option: {
        tooltip: {
          ...tooltip(p),
          trigger: 'item',
          formatter: (item) =>
            item.dataType === 'edge'
              ? tip([
                  `${label(item.data.source)} to ${label(item.data.target)}`,
                  `${words.number(item.data.value)} ${unit}`,
                ])
              : tip([label(item.name), `${words.number(item.value)} ${unit}`]),
        },
        series: [
          {
            type: 'sankey',
            left: 4,
            right: 4,
            top: 8,
            bottom: 8,
            nodeWidth: 12,
            nodeGap: narrow ? 12 : 14,
            draggable: false,
            layoutIterations: 48,
            emphasis: {focus: 'adjacency'},
            nodeAlign: 'justify',
            lineStyle: {color: 'source', opacity: 0.32, curveness: 0.5},
            label: {
              color: p.ink,
              fontSize: narrow ? 11 : 13,
              textBorderColor: p.paper,
              textBorderWidth: 3,
              formatter: (item) => cut(label(item.name), narrow ? 27 : 44),
            },
            data: nodes.map((node) => ({
              name: node.name,
              depth: node.depth,
              itemStyle: {color: paint[sides.indexOf(label(node.name)) % paint.length], borderWidth: 0},
              label: {position: node.depth === 0 ? 'right' : 'left'},
            })),
            links,
          },
        ],
      },
    };
  }

  // Names of nodes begin with their side, so that a state can stand on both.
  const label = (name) => name.replace(/^[<>]/, '');

  // Bars that stand, in groups. groups: [{name, values}]
  function columns(p, width, {labels, groups, unit, xName, format}) {
    const decals = [{symbol: 'none'}, hatch(p)];
    const show = format || words.number;
    return {
      height: width < 480 ? 310 : 370,
      option: {
        legend: {top: 0, left: 0, textStyle: {color: p.ink}, selectedMode: false, icon: 'rect'},
        grid: {left: 8, right: 8, top: width < 480 ? 92 : 64, bottom: 24, containLabel: true},
        xAxis: figures.axis(p, {
          type: 'category',
          data: labels,
          name: xName,
          nameLocation: 'middle',
          nameGap: 28,
          axisTick: {show: false},
          axisLabel: {hideOverlap: true, fontSize: 12},
        }),
        yAxis: valueAxis(p, unit),
        tooltip: {
          ...tooltip(p),
          trigger: 'axis',
          axisPointer: {type: 'shadow', shadowStyle: {color: p.quiet, opacity: 0.1}},
          formatter: (items) =>
            tip([
              labels[items[0].dataIndex] + (xName ? ' ' + xName : ''),
              ...groups.map((group) => `${group.name}: ${show(group.values[items[0].dataIndex])}`),
            ]),
        },
        series: groups.flatMap((group, i) => [
          {
            type: 'bar',
            name: group.name,
            data: group.values,
            emphasis: {disabled: true},
            itemStyle: {
              color: p.series[group.color === undefined ? i : group.color],
              decal: decals[group.hatched ? 1 : 0],
            },
          },
        ]),
      },
    };
  }

  return {waterfall, heat, streams, columns};
})();
