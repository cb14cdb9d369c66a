// Numbers and sentences. What cannot be told from zero is never called a change.
'use strict';

const words = (() => {
  const UNITS = {
    fte: 'full-time equivalents',
    'fte years': 'full-time years',
    euro: 'euro',
    share: '%',
    'euro/hour': 'euro an hour',
    'hours/week': 'hours a week',
    'per 100': 'per 100 unemployed',
    'per 1000': 'per 1,000 jobs',
    1: '',
    '%': '%',
  };

  function unit(text) {
    return text in UNITS ? UNITS[text] : text;
  }

  function format(value, decimals) {
    if (value === null || value === undefined || !Number.isFinite(value)) return '–';
    // A minus sign, and no "-0".
    const text = Math.abs(value).toLocaleString('en-GB', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    return (value < 0 && /[1-9]/.test(text) ? '−' : '') + text;
  }

  // As many decimals as tell something: about three digits, none above a thousand.
  function number(value) {
    const size = Math.abs(value);
    return format(
      value,
      !(size > 0) || size >= 1000 ? 0 : size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4,
    );
  }

  function powerBelow(value) {
    return 10 ** Math.floor(Math.log10(value) + 1e-12);
  }

  // Digits beyond a tenth of the error, or beyond the third, tell nothing.
  function rounded(value, error) {
    const size = Math.abs(value);
    if (!Number.isFinite(value) || !(size > 0)) return number(value);
    let step = powerBelow(size) / 100;
    if (error > 0) step = Math.max(step, powerBelow(error) / 10);
    const kept = Math.floor(value / step + 0.5) * step;
    const decimals = Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
    // Never nought for what is not: an interval beside zero must not seem to hold it.
    if (kept === 0) return trim(Number(value.toPrecision(1)));
    const text = format(kept, decimals);
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  }

  function signed(value, error) {
    const text = error === undefined ? number(value) : rounded(value, error);
    return value > 0 && /[1-9]/.test(text) ? '+' + text : text;
  }

  // "4.93%", "638,000 vacancies".
  function amount(text, what) {
    return what === '%' ? text + '%' : what ? `${text} ${what}` : text;
  }

  function share(value) {
    if (!Number.isFinite(value)) return '–';
    const text = Math.abs(value).toLocaleString('en-GB', {maximumSignificantDigits: 2}) + '%';
    return (value < 0 ? '−' : '+') + text;
  }

  // Of an axis.
  function short(value) {
    const size = Math.abs(value);
    if (size >= 1e9) return trim(value / 1e9) + ' billion';
    if (size >= 1e6) return trim(value / 1e6) + ' million';
    return trim(value);
  }

  // Without noughts that end it, and without tails of binary fractions.
  function trim(value) {
    const text = value.toLocaleString('en-GB', {maximumSignificantDigits: 6});
    return text.replace(/^-/, '−');
  }

  function powerOfMoney(value) {
    const size = Math.abs(value);
    if (size >= 1e9) return {by: 1e9, name: 'billion'};
    return size >= 1e6 ? {by: 1e6, name: 'million'} : {by: 1, name: ''};
  }

  // An amount of euro: with the sign in front, never cut over two lines.
  function money(value, error) {
    const {by, name} = powerOfMoney(value);
    const text = rounded(value / by, error / by);
    return (/^−/.test(text) ? '−' : '') + '€\u00a0' + text.replace(/^−/, '') + (name && '\u00a0' + name);
  }

  // The interval of an amount of euro, both ends in the unit of the mean.
  function moneyInterval(e) {
    const {by, name} = powerOfMoney(e.mean);
    return hasInterval(e) ? `${interval(scaled(e, by), 1, rounded)} ${name || 'euro'}` : interval(e);
  }

  // An estimate in another unit; what is not known stays so.
  function scaled(e, by) {
    const of = (value) => (Number.isFinite(value) ? value / by : null);
    return {mean: of(e.mean), error: of(e.error), low: of(e.low), high: of(e.high)};
  }

  function hasInterval(e) {
    return e && Number.isFinite(e.low) && Number.isFinite(e.high);
  }
  function isStill(e) {
    return hasInterval(e) && e.mean === 0 && e.error === 0;
  }
  function isDistinct(e) {
    return hasInterval(e) && !isStill(e) && (e.low > 0 || e.high < 0);
  }

  // A change in words: {unit, more, fewer}; never more than the interval allows.
  function change(e, {unit: what, more = 'more', fewer = 'fewer'}) {
    const size = rounded(Math.abs(e.mean), e.error);
    const direction = e.mean < 0 ? fewer : more;
    if (e.mean === null) return 'not known';
    if (!hasInterval(e)) return `${size} ${what} ${direction} in this one pair of worlds`;
    if (isStill(e)) return 'the same in both';
    if (!isDistinct(e)) return `cannot be told from zero (${interval(e)} ${what})`;
    const ends = [Math.abs(e.low), Math.abs(e.high)].sort((a, b) => a - b);
    return `${size} ${what} ${direction} (95% interval ${rounded(ends[0], e.error)} to ${rounded(ends[1], e.error)})`;
  }

  function interval(e, by = 1, show = signed) {
    if (!hasInterval(e)) return 'no interval: one pair';
    return `95% interval ${show(e.low * by, e.error * by)} to ${show(e.high * by, e.error * by)}`;
  }

  function percent(e) {
    if (!e || e.mean === null) return 'an unknown share';
    const show = (value) => rounded(100 * Math.min(1, Math.max(0, value)), 100 * e.error);
    return hasInterval(e) && e.high > e.low
      ? `${show(e.mean)}% (95% interval ${show(e.low)} to ${show(e.high)})`
      : `${show(e.mean)}%`;
  }

  function quarter(text) {
    const parts = /^(-?\d+)Q([1-4])$/.exec(text || '');
    return parts ? `${['first', 'second', 'third', 'fourth'][parts[2] - 1]} quarter of ${parts[1]}` : text;
  }

  function list(items) {
    if (items.length < 2) return items.join('');
    return items.slice(0, -1).join(', ') + ' and ' + items[items.length - 1];
  }

  function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  return {
    unit,
    amount,
    share,
    format,
    number,
    rounded,
    signed,
    short,
    trim,
    money,
    moneyInterval,
    scaled,
    change,
    interval,
    percent,
    quarter,
    list,
    capital,
    hasInterval,
    isStill,
    isDistinct,
  };
})();
