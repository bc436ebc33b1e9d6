"use strict";
/*
 * The function as a program, and its gradient by one sweep backward.
 *
 * A program is a list of values, each made of earlier ones by one operation; it comes as places and
 * numbers, no text of the reader's is in it, and nothing is compiled. What an operation means stands
 * in gradcli/calculus/program/program.py, and this is the same in JavaScript. A value that does not
 * exist is NaN; a truth value is 1 or 0; what stands under a guard that does not hold is not worked
 * out, and NaN as well.
 */

/** The error function: a series whose terms are all positive, so that no digit is lost. */
function erf(x) {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  let term = size;
  let sum = size;
  for (let n = 1; term > sum * 1e-17; n += 1) {
    term *= (2 * size * size) / (2 * n + 1);
    sum += term;
  }
  return (Math.sign(x) * 2 * Math.exp(-size * size) * sum) / Math.sqrt(Math.PI);
}

function factorial(n) {
  if (n < 0 || n !== Math.floor(n)) return NaN;
  let product = 1;
  for (let k = 2; k <= n && product < Infinity; k += 1) product *= k;
  return product;
}

const truth = (holds) => (holds ? 1 : 0);

/** The value, from those of its arguments `a` in the list `v`, and its number `n`. */
const FORWARD = {
  number: (v, a, n) => n,
  input: (v, a, n, x) => x[n],
  negative: (v, a) => -v[a[0]],
  sum: (v, a) => {
    let total = v[a[0]];
    for (let k = 1; k < a.length; k += 1) total += v[a[k]];
    return total;
  },
  product: (v, a) => v[a[0]] * v[a[1]],
  quotient: (v, a) => (v[a[1]] === 0 ? NaN : v[a[0]] / v[a[1]]),
  whole_power: (v, a, n) => (n < 0 && v[a[0]] === 0 ? NaN : v[a[0]] ** n),
  exp: (v, a) => Math.exp(v[a[0]]),
  log: (v, a) => (v[a[0]] > 0 ? Math.log(v[a[0]]) : NaN),
  sqrt: (v, a) => Math.sqrt(v[a[0]]),
  sin: (v, a) => Math.sin(v[a[0]]),
  cos: (v, a) => Math.cos(v[a[0]]),
  tanh: (v, a) => Math.tanh(v[a[0]]),
  atan2: (v, a) => (v[a[0]] === 0 && v[a[1]] === 0 ? NaN : Math.atan2(v[a[0]], v[a[1]])),
  erf: (v, a) => erf(v[a[0]]),
  abs: (v, a) => Math.abs(v[a[0]]),
  max: (v, a) => Math.max(...a.map((place) => v[place])),
  zero_power: (v, a) => (v[a[0]] > 0 ? 0 : NaN),
  sign: (v, a) => Math.sign(v[a[0]]),
  step: (v, a) => (Number.isNaN(v[a[0]]) ? NaN : truth(v[a[0]] >= 0)),
  floor: (v, a) => Math.floor(v[a[0]]),
  factorial: (v, a) => factorial(v[a[0]]),
  nothing: () => NaN,
  less: (v, a) => compared(v, a, (one, other) => one < other),
  at_most: (v, a) => compared(v, a, (one, other) => one <= other),
  equal: (v, a) => compared(v, a, (one, other) => one === other),
  different: (v, a) => compared(v, a, (one, other) => one !== other),
  not: (v, a) => 1 - v[a[0]],
  and: (v, a) => (v[a[0]] === 0 ? 0 : v[a[1]]),
  or: (v, a) => (v[a[0]] === 1 ? 1 : v[a[1]]),
  choice: (v, a) => (Number.isNaN(v[a[0]]) ? NaN : v[v[a[0]] ? a[1] : a[2]]),
};

function compared(v, a, relation) {
  const [one, other] = [v[a[0]], v[a[1]]];
  return Number.isNaN(one) || Number.isNaN(other) ? NaN : truth(relation(one, other));
}

/** What the rate `u` of the result by this value `y` is by each argument, for `hand(argument, rate)`. */
const BACKWARD = {
  negative: (v, a, n, y, u, hand) => hand(a[0], -u),
  sum: (v, a, n, y, u, hand) => a.forEach((place) => hand(place, u)),
  product: (v, a, n, y, u, hand) => {
    hand(a[0], u * v[a[1]]);
    hand(a[1], u * v[a[0]]);
  },
  quotient: (v, a, n, y, u, hand) => {
    hand(a[0], u / v[a[1]]);
    hand(a[1], (-u * y) / v[a[1]]);
  },
  whole_power: (v, a, n, y, u, hand) => hand(a[0], u * n * v[a[0]] ** (n - 1)),
  exp: (v, a, n, y, u, hand) => hand(a[0], u * y),
  log: (v, a, n, y, u, hand) => hand(a[0], u / v[a[0]]),
  sqrt: (v, a, n, y, u, hand) => hand(a[0], (0.5 * u) / y),
  sin: (v, a, n, y, u, hand) => hand(a[0], u * Math.cos(v[a[0]])),
  cos: (v, a, n, y, u, hand) => hand(a[0], -u * Math.sin(v[a[0]])),
  tanh: (v, a, n, y, u, hand) => hand(a[0], u * (1 - y * y)),
  atan2: (v, a, n, y, u, hand) => {
    const [above, beside] = [v[a[0]], v[a[1]]];
    const square = above * above + beside * beside;
    hand(a[0], (u * beside) / square);
    hand(a[1], (-u * above) / square);
  },
  erf: (v, a, n, y, u, hand) =>
    hand(a[0], (u * 2 * Math.exp(-v[a[0]] * v[a[0]])) / Math.sqrt(Math.PI)),
  abs: (v, a, n, y, u, hand) => hand(a[0], v[a[0]] > 0 ? u : -u),
  max: (v, a, n, y, u, hand) => a.forEach((place) => v[place] === y && hand(place, u)),
  choice: (v, a, n, y, u, hand) => hand(v[a[0]] ? a[1] : a[2], u),
};

/** Whether an operation has no slope here: a corner, a step, the end of a piece. */
const ROUGH = {
  sqrt: (v, a, n, y) => y === 0,
  atan2: (v, a) => v[a[0]] === 0 && v[a[1]] <= 0,
  abs: (v, a) => v[a[0]] === 0,
  max: (v, a, n, y) => a.filter((place) => v[place] === y).length > 1,
};
/** The same of operations that hand no rate on, and so are asked wherever they are worked out. */
const BREAKS = {
  sign: (v, a) => v[a[0]] === 0,
  step: (v, a) => v[a[0]] === 0,
  floor: (v, a) => v[a[0]] === Math.floor(v[a[0]]),
  less: (v, a, n) => n !== 0 && v[a[0]] === v[a[1]],
  at_most: (v, a, n) => n !== 0 && v[a[0]] === v[a[1]],
  equal: (v, a, n) => n !== 0 && v[a[0]] === v[a[1]],
  different: (v, a, n) => n !== 0 && v[a[0]] === v[a[1]],
};
const STEPS = new Set(["number", "zero_power", "sign", "step", "floor", "nothing"]);

/** Whether the function may be one number on a part of its domain, and not on all of it. */
const LEVELLING = new Set(["abs", "max", "sign", "step", "floor", "choice"]);
const hasSteps = (program) => program.values.some(([operation]) => LEVELLING.has(operation));

/** A program as it came, made ready: which values stand still around every point. */
function prepared(program) {
  const still = [];
  program.values.forEach(([operation, a], place) => {
    still[place] = STEPS.has(operation) || (a.length > 0 && a.every((each) => still[each]));
  });
  return { ...program, still };
}

/** Every value at the point x. */
function valuesAt(program, x) {
  const v = new Array(program.values.length);
  for (let place = 0; place < v.length; place += 1) {
    const [operation, a, n, guard] = program.values[place];
    const counts = guard === undefined || v[guard] === 1;
    v[place] = counts ? FORWARD[operation](v, a, n, x) : NaN;
  }
  return v;
}

/** f(x), or NaN. */
function valueAt(program, x) {
  const found = valuesAt(program, x)[program.result];
  return Number.isFinite(found) ? found : NaN;
}

/**
 * f(x) and its gradient by the backward sweep; `gradient` is null where there is none, and then
 * `why` is "no value", "no slope" or "too large".
 */
function rateAt(program, x) {
  const v = valuesAt(program, x);
  const value = v[program.result];
  if (Number.isNaN(value)) return { value: NaN, gradient: null, why: "no value" };
  if (!Number.isFinite(value)) return { value: NaN, gradient: null, why: "too large" };
  const adjoint = new Float64Array(v.length);
  const gradient = x.map(() => 0);
  let rough = false;
  adjoint[program.result] = 1;
  for (let place = v.length - 1; place >= 0; place -= 1) {
    const [operation, a, n] = program.values[place];
    const y = v[place];
    if (!Number.isNaN(y) && !a.every((each) => program.still[each])) {
      rough ||= BREAKS[operation]?.(v, a, n) ?? false;
    }
    const u = adjoint[place];
    if (u === 0 || program.still[place]) continue;
    if (operation === "input") gradient[n] = u;
    rough ||= ROUGH[operation]?.(v, a, n, y) ?? false;
    BACKWARD[operation]?.(v, a, n, y, u, (argument, rate) => {
      if (!program.still[argument]) adjoint[argument] += rate;
    });
  }
  if (rough) return { value, gradient: null, why: "no slope" };
  if (!gradient.every(Number.isFinite)) return { value, gradient: null, why: "too large" };
  return { value, gradient, why: null };
}

/** A number that changes its sign where a border is crossed; NaN where there is none. */
function sideOf(border, v) {
  const value = v[border.place];
  if (border.whole) return Math.sin(Math.PI * value);
  if (border.behind !== undefined && !(v[border.behind] <= 0)) return NaN;
  return border.other === undefined ? value : value - v[border.other];
}
