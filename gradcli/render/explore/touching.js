"use strict";
/*
 * Curves on which f does not cross a level but touches it from one side, as x = 0 is one of x^2 y at
 * the level 0: there no edge of the grid has values on both sides of it. From each node that is
 * nearest to the level along its row or column f is followed to where it reaches it; points of one
 * cell are joined where the middle between them is a point as well. Places are counted in cells.
 */

const REACHED = 1e-11; // as a share of the rise to the nodes beside

/** Nodes of a row or column from which f may come to touch the level, and its rise beside them. */
function nearest(line, level) {
  const found = [];
  for (let k = 1; k < line.length - 1; k += 1) {
    const sense = line[k - 1] > line[k] ? 1 : -1;
    const [before, here, after] = [line[k - 1], line[k], line[k + 1]].map((each) => sense * (each - level));
    const far = Math.max(before, after);
    if (!(before > here && after >= here && here <= 0.6 * far && here >= -REACHED * far)) continue;
    const rise = Math.max(Math.min(before, after), here);
    if (rise > 0) found.push({ k, rise, sense });
  }
  return found;
}

/** Where f reaches its level, so far each way from a place; null where nowhere. */
function lowest(off, at, way, reach, rise, sense) {
  const place = (t) => [at[0] + t * way[0], at[1] + t * way[1]];
  const value = (t) => sense * off(place(t));
  // At a jump a value may be approached from one side, and not be there.
  const whole = (t) => ([-1, 1].every((side) => value(t + side * 1e-3 * reach) <= 0.2 * rise) ? place(t) : null);
  let [low, middle, high] = [-reach, 0, reach];
  let [fl, fm, fh] = [low, middle, high].map(value);
  for (let turn = 0; turn < 90; turn += 1) {
    if (Math.abs(fm) <= REACHED * rise) return whole(middle);
    const share = (high - low) / reach;
    if (!(fm <= fl && fm <= fh) || fm < 0 || fm > 4 * rise * Math.sqrt(share)) return null;
    if (fm <= 1e-6 * rise && share <= 1e-12) return whole(middle);
    // In turn the vertex of a parabola, where a line would meet the level, and the golden section.
    let guess = NaN;
    const [one, other] = [(middle - low) * (fm - fh), (middle - high) * (fm - fl)];
    if (turn < 20 && turn % 4 === 0) guess = middle - ((middle - low) * one - (middle - high) * other) / (2 * (one - other));
    if (turn < 20 && turn % 4 === 1) guess = middle + (fm * (middle - low)) / (fl - fm);
    if (turn < 20 && turn % 4 === 2) guess = middle - (fm * (high - middle)) / (fh - fm);
    if (!(guess > low && guess < high) || guess === middle) {
      guess = middle + 0.381966 * ((high - middle > middle - low ? high : low) - middle);
    }
    const there = value(guess);
    if (there <= fm) {
      if (guess > middle) [low, fl] = [middle, fm];
      else [high, fh] = [middle, fm];
      [middle, fm] = [guess, there];
    } else if (guess > middle) [high, fh] = [guess, there];
    else [low, fl] = [guess, there];
  }
  return null;
}

/** The lines that f touches at a level, each a list of places in cells. */
function touched(grid, f, level) {
  const { xs, ys, values, columns, rows } = grid;
  const across = xs[1] - xs[0];
  const up = ys[1] - ys[0];
  const off = ([u, v]) => f(xs[0] + u * across, ys[0] + v * up) - level;
  const points = new Map();
  const add = (node, way, { rise, sense }) => {
    const spot = lowest(off, node, way, 1, rise, sense);
    if (spot === null || spot[0] < 0 || spot[0] > columns || spot[1] < 0 || spot[1] > rows) return;
    const key = spot.map((each) => each.toFixed(4)).join();
    if (!points.has(key)) points.set(key, { spot, rise });
  };
  const beyond = (u, v) => off([u, v]) + level;
  for (let j = 0; j <= rows; j += 1) {
    const row = values.subarray(j * (columns + 1), (j + 1) * (columns + 1));
    for (const each of nearest([beyond(-1, j), ...row, beyond(columns + 1, j)], level)) add([each.k - 1, j], [1, 0], each);
  }
  for (let i = 0; i <= columns; i += 1) {
    const column = ys.map((_, j) => values[j * (columns + 1) + i]);
    for (const each of nearest([beyond(i, -1), ...column, beyond(i, rows + 1)], level)) add([i, each.k - 1], [0, 1], each);
  }
  return points.size < 2 ? [] : joined([...points.values()], off, columns, rows);
}

/** The points joined within the cells, and over the little that cells leave open. */
function joined(touches, off, columns, rows) {
  const between = (one, other, share) => {
    const [dx, dy] = [0, 1].map((k) => other.spot[k] - one.spot[k]);
    const middle = [one.spot[0] + share * dx, one.spot[1] + share * dy];
    const rise = Math.min(one.rise, other.rise);
    const here = off(middle);
    if (Math.abs(here) <= REACHED * rise) return middle;
    const long = Math.hypot(dx, dy);
    return lowest(off, middle, [-dy / long, dx / long], 0.3 * long, rise, here > 0 ? 1 : -1);
  };
  const cellsAt = (at, end) => [...new Set([Math.floor(at - 1e-4), Math.floor(at + 1e-4)])].filter((i) => i >= 0 && i < end);
  const cells = new Map();
  touches.forEach(({ spot }, number) => {
    for (const i of cellsAt(spot[0], columns)) {
      for (const j of cellsAt(spot[1], rows)) {
        const key = j * columns + i;
        cells.set(key, [...(cells.get(key) ?? []), number]);
      }
    }
  });
  const bends = new Map();
  const beside = touches.map(() => []);
  const join = (a, b, bend) => {
    bends.set(`${a},${b}`, bend);
    beside[a].push(b);
    beside[b].push(a);
  };
  const pairs = (numbers) => numbers.flatMap((a, k) => numbers.slice(k + 1).map((b) => [a, b]));
  for (const [a, b] of [...cells.values()].flatMap(pairs)) {
    const bend = bends.has(`${a},${b}`) ? null : between(touches[a], touches[b], 0.5);
    if (bend !== null) join(a, b, bend);
  }
  const ends = touches.map((_, k) => k).filter((k) => beside[k].length < 2);
  for (const [a, b] of pairs(ends)) {
    const [one, other] = [touches[a], touches[b]];
    if (beside[a].includes(b) || Math.hypot(one.spot[0] - other.spot[0], one.spot[1] - other.spot[1]) > 2.5) continue;
    const met = [0.25, 0.75, 0.5].map((share) => between(one, other, share));
    if (!met.includes(null)) join(a, b, met[2]);
  }
  const lines = [];
  const follow = (start) => {
    const line = [touches[start].spot];
    let here = start;
    while (beside[here].length > 0) {
      const next = beside[here].shift();
      beside[next] = beside[next].filter((each) => each !== here);
      line.push(bends.get(here < next ? `${here},${next}` : `${next},${here}`), touches[next].spot);
      here = next;
    }
    if (line.length > 1) lines.push(line);
  };
  touches.forEach((_, k) => beside[k].length === 1 && follow(k));
  touches.forEach((_, k) => {
    while (beside[k].length > 0) follow(k);
  });
  return lines;
}

/** All curves of a level: those that f crosses, and the last `touching` that it only touches. */
function curvesOf(grid, f, level, steps) {
  const crossed = contour(grid, f, level, steps);
  const spots = touched(grid, f, level);
  if (spots.length === 0) return { lines: crossed, touching: 0 };
  const { xs, ys } = grid;
  const cell = ([x, y]) => [(x - xs[0]) / (xs[1] - xs[0]), (y - ys[0]) / (ys[1] - ys[0])];
  const key = (spot) => spot.map((each) => each.toFixed(3)).join();
  const known = new Set(spots.flat().map(key));
  const own = [];
  for (const line of crossed) {
    let part = [];
    line.forEach((at, k) => {
      if (k > 0 && known.has(key(cell(at))) && known.has(key(cell(line[k - 1])))) {
        if (part.length > 1) own.push(part);
        part = [];
      }
      part.push(at);
    });
    if (part.length > 1) own.push(part);
  }
  const place = ([u, v]) => [xs[0] + u * (xs[1] - xs[0]), ys[0] + v * (ys[1] - ys[0])];
  return { lines: [...own, ...spots.map((line) => line.map(place))], touching: spots.length };
}
