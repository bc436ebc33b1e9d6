"use strict";
/*
 * Level curves: marching squares over a grid (Lorensen and Cline's cubes, in the plane).
 *
 * Where a curve crosses an edge of the grid is not interpolated but found on the function itself,
 * and a crossing at which the function does not take the level's value is none: so poles and jumps
 * leave gaps, and every point of a curve has its level. Nor is one at which a function with steps
 * keeps the value to one side: there the level set is an area.
 */

/** f at (columns + 1) (rows + 1) points over the window. */
function gridOf(f, window, columns, rows) {
  const [[left, right], [bottom, top]] = window;
  const xs = Array.from({ length: columns + 1 }, (_, i) => left + ((right - left) * i) / columns);
  const ys = Array.from({ length: rows + 1 }, (_, j) => bottom + ((top - bottom) * j) / rows);
  const values = new Float64Array((columns + 1) * (rows + 1));
  ys.forEach((y, j) => xs.forEach((x, i) => (values[j * (columns + 1) + i] = f(x, y))));
  return { xs, ys, values, columns, rows };
}

/** Where f is 0 between two places on which it has different signs (Illinois); null where nowhere. */
function crossing(f, a, b, fa, fb, within = 1e-12 * Math.max(Math.abs(fa), Math.abs(fb))) {
  // The end that stays is given less weight, so that it moves too; its value itself is kept.
  let [wa, wb] = [fa, fb];
  let side = 0;
  for (let turn = 0; turn < 80; turn += 1) {
    if (Math.abs(fa) <= within) return a;
    if (Math.abs(fb) <= within) return b;
    const c = turn % 3 === 2 ? (a + b) / 2 : (a * wb - b * wa) / (wb - wa);
    const fc = f(c);
    if (Number.isNaN(fc) || c === a || c === b) return null;
    if (fc > 0 === fb > 0) {
      [b, fb, wb] = [c, fc, fc];
      if (side === 1) wa /= 2;
      side = 1;
    } else {
      [a, fa, wa] = [c, fc, fc];
      if (side === -1) wb /= 2;
      side = -1;
    }
  }
  return null;
}

/** The last place at which f has a value on the way to one at which it has none. */
function lastInside(f, from, to) {
  for (let turn = 0; turn < 50; turn += 1) {
    const middle = [0, 1].map((k) => (from[k] + to[k]) / 2);
    if (Number.isNaN(f(...middle))) to = middle;
    else from = middle;
  }
  return from;
}

/** The place of the edge of the domain beside one on a straight line `along` it; null where none. */
function besideLine(f, at, along) {
  const inside = !Number.isNaN(f(...at));
  const sense = inside ? 1 : -1;
  for (const by of [0.02, 0.1, 0.4, 1]) {
    const there = [at[0] + sense * by * along[1], at[1] - sense * by * along[0]];
    if (Number.isNaN(f(...there)) !== inside) continue;
    return inside ? lastInside(f, at, there) : lastInside(f, there, at);
  }
  return null;
}

/** Whether f keeps its value beside a place between two others. */
function keeps(f, at, low, high) {
  const [here, aside] = [f(at), 1e-3 * (high - low)];
  return f(at - aside) === here || f(at + aside) === here;
}

/** The curves on which f = level, each a list of points; `steps` says that f may have flat parts. */
function contour(grid, f, level, steps = false) {
  const { xs, ys, values, columns, rows } = grid;
  // What floats alone tell from the level is on it: a curve may run along a line of nodes.
  const at = (i, j) => {
    const off = values[j * (columns + 1) + i] - level;
    return Math.abs(off) <= 1e-12 * Math.abs(level) ? 0 : off;
  };
  const points = new Map();
  const point = (i, j, vertical) => {
    const key = (j * (columns + 1) + i) * 2 + (vertical ? 1 : 0);
    if (!points.has(key)) {
      const [fa, fb] = [at(i, j), vertical ? at(i, j + 1) : at(i + 1, j)];
      const along = vertical ? (y) => f(xs[i], y) - level : (x) => f(x, ys[j]) - level;
      const [low, high] = vertical ? [ys[j], ys[j + 1]] : [xs[i], xs[i + 1]];
      let place = crossing(along, low, high, fa, fb);
      if (steps && place !== null && keeps(along, place, low, high)) place = null;
      points.set(key, place === null ? null : vertical ? [xs[i], place] : [place, ys[j]]);
    }
    return points.get(key) === null ? null : key;
  };
  const beside = new Map();
  const join = (one, other, spread) => {
    if (one === null || other === null || one === other) return;
    const [p, q] = [points.get(one), points.get(other)];
    // Where the edge of the domain runs along a line of nodes what lies beyond it is nothing.
    if (Math.hypot((p[0] - q[0]) / (xs[1] - xs[0]), (p[1] - q[1]) / (ys[1] - ys[0])) < 1e-6) return;
    const middle = f((p[0] + q[0]) / 2, (p[1] + q[1]) / 2) - level;
    if (!(Math.abs(middle) <= 0.2 * spread)) return;
    for (const [from, to] of [[one, other], [other, one]]) {
      if (!beside.has(from)) beside.set(from, []);
      beside.get(from).push(to);
    }
  };
  // Of a cell at the edge of the domain what lies in it: corners, and the last places inside.
  const inDomain = (i, j, corners) => {
    const nodes = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
    const [places, has] = [nodes.map(([u, v]) => [xs[u], ys[v]]), corners.map((each) => !Number.isNaN(each))];
    return nodes.flatMap((node, k) => {
      const next = (k + 1) % 4;
      const found = has[k] ? [{ node, place: places[k], off: corners[k] }] : [];
      if (has[k] === has[next]) return found;
      const [from, to] = has[k] ? [k, next] : [next, k];
      const place = lastInside(f, places[from], places[to]);
      return [...found, { edge: `${nodes[from]}-${nodes[to]}`, place, off: f(...place) - level }];
    });
  };
  const pointBetween = (one, other, rise) => {
    if (one.node && other.node) {
      const [i, j] = [0, 1].map((k) => Math.min(one.node[k], other.node[k]));
      return point(i, j, one.node[0] === other.node[0]);
    }
    const [from, to] = one.edge ? [other, one] : [one, other];
    const key = `${from.edge ?? from.node}|${to.edge}`;
    if (!points.has(key)) {
      const along = [0, 1].map((k) => other.place[k] - one.place[k]);
      const straight = (t) => [0, 1].map((k) => one.place[k] + t * along[k]);
      // Between two places at the edge the straight way may lead out of the domain.
      const way = from.edge ? (t) => besideLine(f, straight(t), along) : straight;
      const off = (t) => (way(t) === null ? NaN : f(...way(t)) - level);
      const ends = [off(0), off(1)];
      const t = ends[0] * ends[1] < 0 ? crossing(off, 0, 1, ...ends, (from.edge ? 1e-7 : 1e-12) * rise) : null;
      points.set(key, t === null ? null : way(t));
    }
    return points.get(key) === null ? null : key;
  };
  for (let j = 0; j < rows; j += 1) {
    for (let i = 0; i < columns; i += 1) {
      const corners = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
      if (corners.some(Number.isNaN)) {
        if (corners.every(Number.isNaN)) continue;
        const around = inDomain(i, j, corners);
        const sides = around.map((each, k) => [each, around[(k + 1) % around.length]]).filter(([a, b]) => a.off >= 0 !== b.off >= 0);
        // At a pole the last places are as far off as floats reach.
        const rise = Math.max(...corners.filter((each) => !Number.isNaN(each)).map(Math.abs));
        if (sides.length === 2) join(...sides.map((side) => pointBetween(...side, rise)), rise);
        continue;
      }
      const above = corners.map((each) => each >= 0);
      if (above.every((each) => each === above[0])) continue;
      const edges = [
        above[0] !== above[1] ? point(i, j, false) : undefined,
        above[1] !== above[2] ? point(i + 1, j, true) : undefined,
        above[3] !== above[2] ? point(i, j + 1, false) : undefined,
        above[0] !== above[3] ? point(i, j, true) : undefined,
      ].filter((each) => each !== undefined);
      const spread = Math.max(...corners) - Math.min(...corners);
      if (edges.length === 2) {
        join(edges[0], edges[1], spread);
        continue;
      }
      // A saddle: what lies in the middle says which corners belong together.
      const middle = f((xs[i] + xs[i + 1]) / 2, (ys[j] + ys[j + 1]) / 2) - level;
      const turned = middle >= 0 === above[0];
      join(edges[0], turned ? edges[1] : edges[3], spread);
      join(edges[2], turned ? edges[3] : edges[1], spread);
    }
  }
  return chained(points, beside);
}

/**
 * Whether the values at the nodes tell what f does between them: a wave as long as a cell looks
 * constant there, and what floats leave of 0 is another number beside every place.
 */
function tells(grid, f) {
  const { xs, ys, values, columns, rows } = grid;
  const known = Array.from(values).filter(Number.isFinite).sort((a, b) => a - b);
  if (known.length === 0) return true;
  const last = known.length - 1;
  const least = 0.01 * (known[Math.round(0.95 * last)] - known[Math.round(0.05 * last)]);
  let [seen, off] = [0, 0];
  for (let k = 0; k < 80; k += 1) {
    const [across, up] = [(0.5 + k * 0.7548776662466927) % 1, (0.5 + k * 0.5698402909980532) % 1];
    const node = Math.floor(up * rows) * (columns + 1) + Math.floor(across * columns);
    const corners = [0, 1, columns + 1, columns + 2].map((each) => values[node + each]);
    const [x, y] = [xs[0] + across * (xs[columns] - xs[0]), ys[0] + up * (ys[rows] - ys[0])];
    const here = f(x, y);
    if (corners.some(Number.isNaN) || Number.isNaN(here)) continue;
    const [low, high] = [Math.min(...corners), Math.max(...corners)];
    const aside = f(x + 1.1e-7 * (xs[columns] - xs[0]), y + 0.7e-7 * (ys[rows] - ys[0]));
    seen += 1;
    if (Math.max(low - here, here - high) > high - low + least || Math.abs(aside - here) > least) off += 1;
  }
  return off < 0.05 * seen || seen === 0;
}

/** The same of a function of one variable between places in even distances. */
function tellsOnLine(xs, ys, f) {
  const known = ys.filter(Number.isFinite).sort((a, b) => a - b);
  const last = known.length - 1;
  if (last < 0) return true;
  const least = 0.01 * (known[Math.round(0.95 * last)] - known[Math.round(0.05 * last)]);
  let [seen, off] = [0, 0];
  for (let k = 0; k < 80; k += 1) {
    const share = ((0.5 + k * 0.7548776662466927) % 1) * (xs.length - 1);
    const place = Math.floor(share);
    const x = xs[place] + (share - place) * (xs[place + 1] - xs[place]);
    const [here, aside] = [f(x), f(x + 1.1e-7 * (xs[xs.length - 1] - xs[0]))];
    const [low, high] = [Math.min(ys[place], ys[place + 1]), Math.max(ys[place], ys[place + 1])];
    if (!Number.isFinite(low + high) || Number.isNaN(here)) continue;
    seen += 1;
    if (Math.max(low - here, here - high) > high - low + least || Math.abs(aside - here) > least) off += 1;
  }
  return off < 0.05 * seen || seen === 0;
}

/** Cells on which f is one number, as far as floats tell: boxes as [left, right, bottom, top]. */
function flatCells(grid, f, value) {
  const { xs, ys, values, columns, rows } = grid;
  const is = (i, j) => values[j * (columns + 1) + i] === value;
  const middle = (low, high) => low + 0.382 * (high - low);
  const boxes = [];
  for (let j = 0; j < rows; j += 1) {
    let begin = null;
    for (let i = 0; i <= columns; i += 1) {
      const flat = i < columns && is(i, j) && is(i + 1, j) && is(i, j + 1) && is(i + 1, j + 1)
        && f(middle(xs[i], xs[i + 1]), middle(ys[j], ys[j + 1])) === value;
      if (flat && begin === null) begin = i;
      if (!flat && begin !== null) {
        boxes.push([xs[begin], xs[i], ys[j], ys[j + 1]]);
        begin = null;
      }
    }
  }
  return boxes;
}

/** Pieces that touch, put together: first those with ends, then the closed ones. */
function chained(points, beside) {
  const lines = [];
  const take = (from, to) => {
    beside.set(from, beside.get(from).filter((each) => each !== to));
    beside.set(to, beside.get(to).filter((each) => each !== from));
  };
  const follow = (start) => {
    const line = [points.get(start)];
    let here = start;
    while (beside.get(here).length > 0) {
      const next = beside.get(here)[0];
      take(here, next);
      line.push(points.get(next));
      here = next;
    }
    if (line.length > 1) lines.push(line);
  };
  for (const key of beside.keys()) if (beside.get(key).length === 1) follow(key);
  for (const key of beside.keys()) while (beside.get(key).length > 0) follow(key);
  return lines;
}

/** A step that is 1, 2 or 5 times a power of ten, so that about `count` of them make `width`. */
function niceStep(width, count) {
  const rough = width / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough * 0.999999);
}

/** The multiples of a step from low to high. */
function multiples(step, low, high) {
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k += 1) {
    found.push(Number((k * step).toPrecision(12)));
  }
  return found;
}

/**
 * Values for level curves: evenly spaced, or where most of the picture would lie between two of
 * them, so that each band is about as large (`even` is false, and the page says so).
 */
function levelsOf(values, count) {
  const sorted = Array.from(values).filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return { levels: [], even: true };
  const quantile = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const [low, high] = [quantile(0.02), quantile(0.98)];
  if (!(high > low)) return { levels: [], even: true };
  const even = multiples(niceStep(high - low, count), low, high);
  const bands = even.map((each, k) => sorted.filter((v) => v >= (even[k - 1] ?? -Infinity) && v < each).length);
  if (Math.max(...bands, 0) <= 0.65 * sorted.length) return { levels: even, even: true };
  const digits = (v) => Number(v.toPrecision(2));
  const shares = Array.from({ length: count }, (_, k) => digits(quantile((k + 1) / (count + 1))));
  return { levels: [...new Set(shares)], even: false };
}
