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
  return points.size < 2 ? [] : joined([...points.values()], off, grid);
}

/** The points joined within the cells, and over what the cells leave open. */
function joined(touches, off, grid) {
  const { columns, rows } = grid;
  const between = (one, other) => {
    const [dx, dy] = [0, 1].map((k) => other.spot[k] - one.spot[k]);
    const middle = [one.spot[0] + dx / 2, one.spot[1] + dy / 2];
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
    const bend = bends.has(`${a},${b}`) ? null : between(touches[a], touches[b]);
    if (bend !== null) join(a, b, bend);
  }
  const lines = [];
  const alone = touches.filter((_, k) => beside[k].length === 0).map(({ spot }) => [spot]);
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
  return bridged([...lines, ...alone], off, grid, false);
}

/**
 * The chains, those as one between which a curve of the same level crosses: near it the nodes
 * beside have values on both sides of the level, and the way is found by short steps. `crossed`
 * says that the chains are curves that f crosses, and else touches.
 */
function bridged(chains, off, { values, columns, rows }, crossed) {
  const noise = 1e-14 * values.reduce((most, each) => (Math.abs(each) > most ? Math.abs(each) : most), 0);
  const same = (one, other) => one[0] === other[0] && one[1] === other[1];
  const beside = (at, way) => {
    if (at[0] < 0 || at[0] > columns || at[1] < 0 || at[1] > rows) return null;
    const across = [-way[1], way[0]];
    const place = (t) => [at[0] + t * across[0], at[1] + t * across[1]];
    const sides = [0.1, -0.1].map((t) => Math.abs(off(place(t))));
    if (!crossed && Math.abs(off(at)) <= noise && Math.min(...sides) > 1e3 * noise) return at;
    for (const reach of [0.1, 0.02, 0.004]) { // so near that no other curve lies between
      const [ahead, back] = [off(place(reach)), off(place(-reach))];
      const rise = Math.min(Math.abs(ahead), Math.abs(back));
      if (!(rise > 0) || (ahead > 0 !== back > 0) !== crossed) continue;
      if (!crossed) {
        const spot = lowest(off, at, across, reach, rise, ahead > 0 ? 1 : -1);
        if (spot !== null) return spot;
        continue;
      }
      const t = crossing((each) => off(place(each)), -reach, reach, back, ahead);
      if (t !== null) return place(t);
    }
    return null;
  };
  /** Whether between two near places f is as near to the level as on a curve. */
  const runs = (one, other) => {
    const [x, y] = [0, 1].map((k) => (one[k] + other[k]) / 2);
    const around = [[0.2, 0], [-0.2, 0], [0, 0.2], [0, -0.2]].map(([dx, dy]) => Math.abs(off([x + dx, y + dy])));
    return Math.abs(off([x, y])) <= 0.05 * Math.max(...around);
  };
  const onward = (chain, others) => {
    let [before, end] = chain.slice(-2);
    const found = [];
    let missed = 0;
    for (let turn = 0; turn < (crossed ? 30 : 150); turn += 1) {
      const long = Math.hypot(end[0] - before[0], end[1] - before[1]) || 1;
      const way = [0, 1].map((k) => (end[k] - before[k]) / long);
      for (const [number, other] of others.entries()) {
        const [dx, dy] = [0, 1].map((k) => other[0][k] - end[k]);
        const apart = Math.hypot(dx, dy);
        const ahead = dx * way[0] + dy * way[1] >= 0 || (number > 0 && apart <= 0.02);
        if (apart > 0.4 || !ahead || (apart > 0.02 && !runs(end, other[0]))) continue;
        // No piece is so short that no direction can be told of it.
        const whole = apart > 0.02 ? [...found, ...other] : [...found.slice(0, -1), ...other.slice(found.length === 0 ? 1 : 0)];
        return [number, whole];
      }
      const by = 0.2 * (1 + 0.9 * missed);
      const spot = beside([end[0] + by * way[0], end[1] + by * way[1]], way);
      if (spot === null && missed === 1) return null; // and not only where the other curve passes
      missed = spot === null ? 1 : 0;
      if (spot === null) continue;
      found.push(spot);
      [before, end] = [end, spot];
    }
    return null;
  };
  let left = chains;
  const lines = [];
  while (left.length > 0) {
    const chain = left[0];
    left = left.slice(1);
    if (chain.length < 2) continue; // a place alone, to which no line led
    for (let turn = 0; turn < 2; turn += 1) {
      chain.reverse();
      while (!same(chain[0], chain[chain.length - 1])) {
        const found = onward(chain, [[chain[0]], ...left, ...left.map((each) => [...each].reverse())]);
        if (found === null) break;
        chain.push(...found[1]);
        if (found[0] === 0) { // the chain itself: it is closed
          if (!same(chain[0], chain[chain.length - 1])) chain.push(chain[0]);
          break;
        }
        left.splice((found[0] - 1) % left.length, 1);
      }
    }
    lines.push(chain);
  }
  return lines;
}

/** All curves of a level: those that f crosses, and the last `touching` that it only touches. */
function curvesOf(grid, f, level, steps) {
  const crossed = contour(grid, f, level, steps);
  const spots = touched(grid, f, level);
  const { xs, ys } = grid;
  const [across, up] = [xs[1] - xs[0], ys[1] - ys[0]];
  const cell = ([x, y]) => [(x - xs[0]) / across, (y - ys[0]) / up];
  const place = ([u, v]) => [xs[0] + u * across, ys[0] + v * up];
  const off = (spot) => f(...place(spot)) - level;
  const key = (spot) => spot.map((each) => each.toFixed(3)).join();
  const known = new Set(spots.flat().map(key));
  const isCrossed = (a, b) => {
    const long = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const side = [a[1] - b[1], b[0] - a[0]].map((each) => (0.02 * each) / long);
    const sides = [1, -1].map((sense) => off([0, 1].map((k) => (a[k] + b[k]) / 2 + sense * side[k])));
    return sides[0] * sides[1] < 0;
  };
  // Where others cross them marching squares may lose the way: what it found of touched curves is left out.
  const own = [];
  for (const line of crossed.map((each) => each.map(cell))) {
    let part = [line[0]];
    for (const [k, at] of line.slice(1).entries()) {
      const touchedHere = (known.has(key(at)) || known.has(key(line[k]))) && !isCrossed(line[k], at);
      if (!touchedHere) part.push(at);
      if (touchedHere && part.length > 1) own.push(part);
      if (touchedHere) part = [at];
    }
    if (part.length > 1) own.push(part);
  }
  const lines = bridged(own, off, grid, true);
  return { lines: [...lines, ...spots].map((line) => line.map(place)), touching: spots.length };
}
