"use strict";
/* The picture: level curves, P, the gradient, w; or of one variable the curve and its lines. */

const frame = byId("frame");
const map = byId("map");
const view = { width: 0, height: 0, low: 0, high: 1 };
const layers = {};
const GRID = 96;

const sx = (x) => ((x - window_[0][0]) / width) * view.width;
const bottom = () => (flat ? view.low : window_[1][0]);
const tall = () => (flat ? view.high - view.low : height);
const sy = (y) => view.height - ((y - bottom()) / tall()) * view.height;
const screen = ([x, y]) => [sx(x), sy(y)];
const path = (points) => points.map((each, k) => `${k ? "L" : "M"}${screen(each).map((v) => v.toFixed(1)).join(" ")}`).join("");

// What stands still while P and w move in the plane: the grid, the levels, the borders. It is
// worked out anew only where a coordinate that the plane holds was changed.

const scenery = { held: null, grid: null, levels: [], even: true, lines: [], touched: [], unclear: false, borders: [] };
const outOfPlane = names.map((_, place) => place).filter((place) => !plane.includes(place));
const heldAt = (at) => outOfPlane.map((place) => at[place]).join();

/** Places along the line of one variable, and what f is there. */
function onLine() {
  const samples = 1441;
  const xs = Array.from({ length: samples + 1 }, (_, k) => window_[0][0] + (width * k) / samples);
  return [xs, xs.map((x) => f(x))];
}

function workOutScenery() {
  scenery.held = heldAt(state.at);
  if (flat) {
    scenery.unclear = !tellsOnLine(...onLine(), f);
    return;
  }
  scenery.grid = gridOf(f, window_, GRID, GRID);
  scenery.unclear = !steps && !tells(scenery.grid, f);
  Object.assign(scenery, scenery.unclear ? { levels: [], even: true } : levelsOf(scenery.grid.values, 10));
  const curves = scenery.levels.map((level) => curvesOf(scenery.grid, f, level, steps));
  scenery.lines = curves.map((each) => each.lines);
  scenery.touched = scenery.levels.filter((_, k) => curves[k].touching > 0);
  scenery.borders = data.borders.map((border) => {
    const side = (x, y) => sideOf(border, valuesAt(program, placed(x, y)));
    return { ...border, lines: contour(gridOf(side, window_, GRID, GRID), side, 0) };
  }).filter((border) => border.lines.length > 0);
}

/** The hill as bands of colour, one between two levels; nothing where f has no value. */
function shade() {
  const canvas = byId("shade");
  if (flat) return;
  canvas.width = 0; // what was painted before is gone
  if (scenery.levels.length === 0) return;
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => {
    const text = style.getPropertyValue(name).trim().slice(1);
    return [0, 2, 4].map((at) => parseInt(text.slice(at, at + 2), 16));
  };
  const [low, high] = [colour("--low"), colour("--high")];
  const side = program.values.length > 300 ? 96 : 240;
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d");
  const image = context.createImageData(side, side);
  for (let row = 0; row < side; row += 1) {
    const y = window_[1][1] - ((row + 0.5) / side) * height;
    for (let column = 0; column < side; column += 1) {
      const value = f(window_[0][0] + ((column + 0.5) / side) * width, y);
      if (Number.isNaN(value)) continue;
      const share = scenery.levels.filter((level) => level <= value).length / scenery.levels.length;
      const at = 4 * (row * side + column);
      low.forEach((each, k) => (image.data[at + k] = each + share * (high[k] - each)));
      image.data[at + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
}

function ticks(layer, low, high, horizontal, label) {
  const step = niceStep(high - low, view.width < 440 ? 5 : 8);
  const end = horizontal ? view.width : view.height;
  let widest = 0;
  for (const value of multiples(step, low, high)) {
    const place = horizontal ? sx(value) : sy(value);
    const text = shown(value, 5);
    // Where the numbers of both axes would meet, in the corner, one stands.
    if (place < 8 || place > end - (horizontal ? 8 : 24)) continue;
    layer.append(shape("path", { class: "axis", d: horizontal ? `M${place} ${view.height}v-5` : `M0 ${place}h5` }));
    const half = 3.6 * text.length;
    widest = Math.max(widest, 2 * half);
    const at = horizontal ? [clamp(place, half + 3, end - half - 3), view.height - 12] : [half + 9, Math.max(place, 9)];
    putLabel(layer, "tick", text, [at], half);
  }
  putLabel(layer, "axis-name", label, [horizontal ? [view.width - 8 - 4 * label.length, view.height - 28] : [widest + 18 + 4 * label.length, 13]], 4 * label.length);
}

function axes(layer) {
  const [left, right] = window_[0];
  const [low, high] = flat ? [view.low, view.high] : window_[1];
  if (left < 0 && right > 0) layer.append(shape("path", { class: "axis", d: `M${sx(0)} 0V${view.height}` }));
  if (low < 0 && high > 0) layer.append(shape("path", { class: "axis", d: `M0 ${sy(0)}H${view.width}` }));
  ticks(layer, left, right, true, names[plane[0]]);
  ticks(layer, low, high, false, flat ? `${letters.f}(${names[0]})` : names[plane[1]]);
}

function drawStill() {
  layers.still.replaceChildren();
  clearLabels();
  if (flat) {
    drawCurve();
    return;
  }
  scenery.lines.forEach((lines) => layers.still.append(shape("path", { class: "contour", d: lines.map(path).join("") })));
  for (const border of scenery.borders) {
    layers.still.append(shape("path", { class: `border ${border.kind}`, d: border.lines.map(path).join("") }));
  }
  drawExamined(([x, y]) => screen([x, y]));
  axes(layers.still);
  const taken = [];
  scenery.levels.forEach((level, k) => {
    const [place] = placesAlong(scenery.lines[k], taken, 46);
    if (place === undefined) return;
    taken.push(place);
    putValue(layers.still, shown(level, 3), place);
  });
  keepLabels();
}

function drawExamined(place) {
  for (const each of data.examined) {
    if (heldAt(each.floats) !== scenery.held) continue; // it lies in another plane
    const [x, y] = place(inPlane(each.floats));
    layers.still.append(shape("circle", { class: each.level ? "level" : "bad", cx: x, cy: y, r: 5 }));
    occupy([x, y], 6, 6);
  }
}

// What moves.

const scales = { grad: 1, way: 1 };

/** A round factor that is at most `size`. */
function roundBelow(size) {
  const power = 10 ** Math.floor(Math.log10(size));
  return [5, 2, 1].find((each) => each * power <= size * 1.000001) * power;
}

/** How much the arrows are drawn longer or shorter than they are, chosen once. */
function chooseScales() {
  if (flat) return;
  const span = Math.min(width, height);
  const sizes = [];
  for (const a of [0.2, 0.5, 0.8]) {
    for (const b of [0.2, 0.5, 0.8]) {
      const at = placed(window_[0][0] + a * width, window_[1][0] + b * height);
      const { gradient } = rateAt(program, at);
      if (gradient !== null) sizes.push(norm(inPlane(gradient)));
    }
  }
  sizes.sort((a, b) => a - b);
  const { gradient } = rateAt(program, start.at);
  const own = gradient === null ? 0 : norm(inPlane(gradient));
  const size = own || sizes[Math.floor(sizes.length / 2)] || 1;
  scales.grad = roundBelow((0.34 * span) / size);
  const length = norm(inPlane(start.w)) || 1;
  const natural = length / span;
  scales.way = natural >= 0.1 && natural <= 0.42 ? 1 : roundBelow((0.34 * span) / length);
}

/** The vector from P as it is drawn: scaled, and where it would leave the picture shortened. */
function drawnVector(v, scale, most) {
  const [px, py] = screen(inPlane(state.at));
  let [dx, dy] = [(v[0] * scale * view.width) / width, (-v[1] * scale * view.height) / height];
  const long = Math.hypot(dx, dy);
  let share = Math.min(1, (most * view.width) / (long || 1));
  const edge = 14;
  const room = (from, step, end) => (step > 0 ? (end - edge - from) / step : step < 0 ? (from - edge) / -step : 1);
  share = Math.min(share, Math.max(room(px, dx, view.width), 0.04), Math.max(room(py, dy, view.height), 0.04));
  [dx, dy] = [dx * share, dy * share];
  return { from: [px, py], to: [px + dx, py + dy], delta: [dx, dy], long: long * share, share };
}

function drawArrow(layer, arrow, name) {
  const { from, to, delta, long } = arrow;
  if (long < 2) return;
  const [ux, uy] = [delta[0] / long, delta[1] / long];
  const head = Math.min(13, long * 0.6);
  const base = [to[0] - ux * head, to[1] - uy * head];
  layer.append(shape("path", { class: `arrow ${name}`, d: `M${from}L${base}` }));
  const side = head * 0.45;
  const points = [to, [base[0] - uy * side, base[1] + ux * side], [base[0] + uy * side, base[1] - ux * side]];
  layer.append(shape("polygon", { class: name, points: points.map(String).join(" ") }));
}

function drawMoving(now) {
  if (flat) {
    drawLines(now);
    return;
  }
  const layer = layers.moving;
  layer.replaceChildren();
  onlyKept();
  const here = screen(inPlane(state.at));
  const arrow = drawnVector(inPlane(state.w), scales.way, 0.46);
  const slopes = now.gradient === null ? [0, 0] : inPlane(now.gradient);
  const gradient = drawnVector(slopes, scales.grad, 0.46);
  const own = drawOwnLevel(layer, now);
  const corner = [arrow.to[0], here[1]];
  layer.append(shape("path", { class: "leg", d: `M${here}L${corner}L${arrow.to}` }));
  inTheWay([here, corner, arrow.to], 0.5);
  inTheWay([here, arrow.to], 1);
  occupy(here, 10, 10);
  occupy(arrow.to, 11, 11);
  let turn = null;
  if (gradient.long > 2) {
    const [ux, uy] = [gradient.delta[0] / gradient.long, gradient.delta[1] / gradient.long];
    inTheWay([here, gradient.to], 1);
    inTheWay([[gradient.to[0] - 9 * ux, gradient.to[1] - 9 * uy], gradient.to], 2);
    if (equalAxes) {
      const reach = 0.2 * view.width;
      layer.append(shape("path", { class: "tangent", d: `M${here[0] - uy * reach} ${here[1] + ux * reach}L${here[0] + uy * reach} ${here[1] - ux * reach}` }));
      // On the side of the gradient on which w is not.
      const side = arrow.delta[0] * uy > arrow.delta[1] * ux ? -1 : 1;
      const s = clamp(0.045 * view.width, 15, 24);
      const square = [[ux, uy], [ux + side * uy, uy - side * ux], [side * uy, -side * ux]].map(([x, y]) => [here[0] + x * s, here[1] + y * s]);
      layer.append(shape("path", { class: "right", d: `M${square.join("L")}` }));
      inTheWay(square, 0.5);
      // Of more variables the arrows are only parts, and the angle between them is another.
      if (count === 2) {
        turn = drawAngle(layer, here, gradient.delta, arrow.delta);
        const along = (arrow.delta[0] * ux + arrow.delta[1] * uy);
        const foot = [here[0] + ux * along, here[1] + uy * along];
        layer.append(shape("path", { class: "part", d: `M${here}L${foot}` }));
        layer.append(shape("path", { class: "drop", d: `M${arrow.to}L${foot}` }));
        inTheWay([arrow.to, foot], 0.3);
      }
    }
    drawArrow(layer, gradient, "grad");
  }
  drawArrow(layer, arrow, "way");
  const called = namesOfGradient(scales.grad * gradient.share);
  if (gradient.long > 2) called.some((text, k) => putLabel(layer, "grad", text, aroundTip(gradient, text, 6), 4.2 * text.length, k < called.length - 1 ? 2 : Infinity));
  // The numbers at its legs are those of w itself: where they are drawn shorter or longer, its
  // name says so.
  const drawn = scales.way * arrow.share;
  const name = Math.abs(drawn - 1) < 0.005 ? letters.w : `${letters.w}, drawn \u00d7 ${shown(drawn, 2)}`;
  putLabel(layer, "way", name, aroundTip(arrow, name, 14), 4.2 * name.length);
  const [a, b] = inPlane(state.w);
  const besideP = [[-20, 0], [-18, 12], [-18, -12], [0, 22], [0, -22], [18, 14], [18, -14]].map(([dx, dy]) => [here[0] + dx, here[1] + dy]);
  putLabel(layer, "p-name", "P", besideP, 5, 3);
  nameLegs(layer, arrow, here, corner, `${shown(a, 4)} in ${names[plane[0]]}`, `${shown(b, 4)} in ${names[plane[1]]}`);
  if (turn !== null) putLabel(layer, "angle-name", letters.theta, turn, 4, 3);
  if (own !== null) {
    const text = `${letters.f}${equals(now.value)}${shown(now.value)}`;
    const half = 4 * text.length;
    putLabel(layer, "own-name", text, placesAlong(own, [here, arrow.to, gradient.to], 50).slice(0, 40).flatMap((each) => besideCurve(each, half)), half);
  }
  hideCovered();
  moveHandle("p", here);
  moveHandle("w", arrow.to);
}

/** What the arrow of the gradient is called, at length where there is room. */
function namesOfGradient(scale) {
  const name = `\u2207${letters.f}`;
  if (count > 2) return [`part of ${name}`]; // in a plane of more variables it is no more
  const drawn = Math.abs(scale - 1) < 0.005 ? "" : `, drawn \u00d7 ${shown(scale, 2)}`;
  return view.width < 520 ? [name] : [`${name}${drawn}: steepest way up`, `${name}: steepest way up`, name];
}

/** The curve through P; its lines, or null where there are none. */
function drawOwnLevel(layer, now) {
  if (!Number.isFinite(now.value) || scenery.unclear) return null;
  const { lines, touching } = curvesOf(scenery.grid, f, now.value, steps);
  now.touching = touching;
  const proved = provedAreas().filter((each) => each.value === now.value).flatMap((each) => each.boxes);
  drawFlat(layer, proved.length || !steps ? proved : flatCells(scenery.grid, f, now.value));
  layer.append(shape("path", { class: "own", d: lines.map(path).join("") }));
  lines.forEach((line) => inTheWay(line.map(screen), 0.7));
  return lines;
}

/** Slanting lines over the area on which f is what it is at P. */
function drawFlat(layer, boxes) {
  const apart = 11;
  let d = "";
  for (const [left, right, low, high] of boxes) {
    const [x0, x1, y0, y1] = [sx(left), sx(right), sy(high), sy(low)];
    for (let k = Math.ceil((x0 + y0) / apart); k * apart <= x1 + y1; k += 1) {
      const [a, b] = [Math.max(x0, k * apart - y1), Math.min(x1, k * apart - y0)];
      if (a < b) d += `M${a.toFixed(1)} ${(k * apart - a).toFixed(1)}L${b.toFixed(1)} ${(k * apart - b).toFixed(1)}`;
    }
  }
  if (d !== "") layer.append(shape("path", { class: "plateau", d }));
}

/** The numbers of the steps that w is, beside its legs. */
function nameLegs(layer, arrow, here, corner, across, up) {
  const above = arrow.delta[1] < 0;
  const along = [0.5, 0.3, 0.7, 0.95];
  if (Math.abs(arrow.delta[0]) > 30) {
    const places = [1, -1, 2].map((side) => (above ? 14 : -14) * side).flatMap((off) => along.map((share) => [here[0] + share * arrow.delta[0], here[1] + off]));
    putLabel(layer, "of-leg", across, places, 3.6 * across.length, 6);
  }
  if (Math.abs(arrow.delta[1]) > 24) {
    const half = 3.6 * up.length;
    const right = arrow.delta[0] >= 0 ? 1 : -1;
    const places = [right, -right].flatMap((side) => along.map((share) => [corner[0] + side * (half + 8), here[1] + share * arrow.delta[1]]));
    putLabel(layer, "of-leg", up, places, half, 3);
  }
}

/** The arc between two arrows; places for its name, or null where there is no room for an arc. */
function drawAngle(layer, here, one, other) {
  const [from, to] = [Math.atan2(one[1], one[0]), Math.atan2(other[1], other[0])];
  let turn = to - from;
  if (turn > Math.PI) turn -= 2 * Math.PI;
  if (turn < -Math.PI) turn += 2 * Math.PI;
  if (Math.abs(turn) < 0.12) return null;
  const r = 38;
  const at = (angle, radius) => [here[0] + radius * Math.cos(angle), here[1] + radius * Math.sin(angle)];
  layer.append(shape("path", { class: "arc", d: `M${at(from, r)}A${r} ${r} 0 0 ${turn > 0 ? 1 : 0} ${at(to, r)}` }));
  return [0.5, 0.35, 0.65].flatMap((share) => [12, 22, -12].map((off) => at(from + share * turn, r + off)));
}

// One variable: the curve, its tangent, and the line through P and a second point.

function drawCurve() {
  const [xs, ys] = onLine();
  const sorted = ys.filter(Number.isFinite).sort((a, b) => a - b);
  const quantile = (share) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const mine = f(state.at[0]);
  let [low, high] = [quantile(0.03), quantile(0.97)];
  if (view.low === 0 && view.high === 1) {
    if (Number.isFinite(mine)) [low, high] = [Math.min(low, mine), Math.max(high, mine)];
    const room = 0.15 * (high - low) || Math.abs(high) * 0.5 || 1;
    [view.low, view.high] = [low - room, high + room];
  }
  let d = "";
  const drawTo = (x, y, joined) => (d += `${joined ? "L" : "M"}${sx(x).toFixed(1)} ${clamp(sy(y), -1e4, 1e4).toFixed(1)}`);
  if (!scenery.unclear) xs.forEach((x, k) => {
    const [before, on] = [k > 0 && Number.isFinite(ys[k - 1]), Number.isFinite(ys[k])];
    // Where the domain ends between two places the curve is drawn up to its edge.
    const edge = k > 0 && before !== on ? lastInside(f, ...(on ? [[x, 0], [xs[k - 1], 0]] : [[xs[k - 1], 0], [x, 0]]))[0] : null;
    if (edge !== null) drawTo(edge, f(edge), before);
    if (on) drawTo(x, ys[k], edge !== null || (before && !torn(xs[k - 1], x, ys[k - 1], ys[k])));
  });
  layers.still.append(shape("path", { class: "curve", d }));
  for (const { floats, level } of data.examined) {
    if (level) continue;
    const gap = sy(f(floats[0]));
    if (gap > 0 && gap < view.height) continue;
    layers.still.append(shape("path", { class: "border division", d: `M${sx(floats[0])} 0V${view.height}` }));
  }
  const shownAt = (x) => (sy(f(x)) > 0 && sy(f(x)) < view.height ? sy(f(x)) : view.height / 2);
  drawExamined(([x]) => [sx(x), shownAt(x)]);
  axes(layers.still);
  keepLabels();
}

/** Whether the curve has a gap between two neighbours: halved again and again, the jump stays. */
function torn(a, b, fa, fb) {
  const jump = Math.abs(fb - fa);
  if (!(jump > 0.02 * (view.high - view.low))) return false;
  for (let turn = 0; turn < 24; turn += 1) {
    const c = (a + b) / 2;
    const fc = f(c);
    if (!Number.isFinite(fc)) return true;
    if (Math.abs(fc - fa) > Math.abs(fb - fc)) [b, fb] = [c, fc];
    else [a, fa] = [c, fc];
  }
  return Math.abs(fb - fa) > 0.1 * jump;
}

function drawLines(now) {
  const layer = layers.moving;
  layer.replaceChildren();
  const [x, h] = [state.at[0], state.w[0]];
  const y = now.value;
  const far = f(x + h);
  const line = (slope, name) => {
    const [left, right] = window_[0];
    const ends = [[left, y + slope * (left - x)], [right, y + slope * (right - x)]];
    layer.append(shape("path", { class: name, d: path(ends) }));
    inTheWay(ends.map(screen), 1);
  };
  const here = Number.isFinite(y) ? screen([x, y]) : [sx(x), view.height / 2];
  const there = Number.isFinite(far) ? screen([x + h, far]) : [sx(x + h), view.height / 2];
  onlyKept();
  occupy(here, 10, 10);
  occupy(there, 11, 11);
  if (now.gradient !== null) line(now.gradient[0], "touching");
  if (Number.isFinite(far) && Number.isFinite(y)) {
    line((far - y) / h, "secant");
    layer.append(shape("path", { class: "leg", d: `M${here}L${there[0]} ${here[1]}L${there}` }));
    nameLegs(layer, { delta: [there[0] - here[0], there[1] - here[1]] }, here, [there[0], here[1]], shown(h, 4), shown(far - y, 4));
  }
  moveHandle("p", here);
  moveHandle("w", [clamp(there[0], 8, view.width - 8), clamp(there[1], 8, view.height - 8)]);
}

// The rate beside the angle.

const dial = byId("dial");
function drawDial(now) {
  if (flat) return;
  const [wide, high] = [dial.clientWidth, clamp(dial.clientWidth * 0.42, 150, 220)];
  const figure = shape("svg", { viewBox: `0 0 ${wide} ${high}`, height: high });
  dial.replaceChildren();
  if (now.gradient === null || now.size === 0) return;
  dial.append(figure);
  const [top, low] = [30, high - 44];
  const x = (angle) => 12 + ((angle + 180) / 360) * (wide - 24);
  const y = (share) => (top + low) / 2 - (share * (low - top)) / 2;
  figure.append(shape("path", { class: "zero", d: `M${x(-180)} ${y(0)}H${x(180)}` }));
  const marks = [[-90, "\u221290\u00b0"], [0, "0\u00b0"], [90, "90\u00b0"]];
  for (const [angle, text] of marks) {
    figure.append(shape("path", { class: "zero", d: `M${x(angle)} ${top}V${low + 6}` }));
    figure.append(shape("text", { class: "tick", x: x(angle), y: low + 20, "text-anchor": "middle" }, text));
  }
  const words = [[-90, "level curve"], [0, `along \u2207${letters.f}`], [90, "level curve"]];
  for (const [angle, text] of words) {
    figure.append(shape("text", { class: "tick", x: x(angle), y: low + 36, "text-anchor": "middle" }, text));
  }
  figure.append(shape("text", { class: "tick", x: x(-180), y: top - 12 }, "rate per unit"));
  figure.append(shape("text", { class: "tick", x: x(180) - 8, y: y(0) - 6 }, letters.theta));
  if (wide > 480) [["\u2212180\u00b0", 20], [`against \u2207${letters.f}`, 36]].forEach(([text, down]) =>
    figure.append(shape("text", { class: "tick", x: x(-180), y: low + down }, text)));
  const points = Array.from({ length: 73 }, (_, k) => [x(5 * k - 180), y(Math.cos(((5 * k - 180) * Math.PI) / 180))]);
  figure.append(shape("path", { class: "arrow grad", "stroke-width": 3, d: `M${points.map((p) => p.map((v) => v.toFixed(1))).join("L")}` }));
  figure.append(shape("text", { class: "grad halo", x: x(0), y: top - 12, "text-anchor": "middle" }, `\u2016\u2207${letters.f}\u2016${equals(now.size)}${shown(now.size)}`));
  const angle = degrees(turnFromGradient(now));
  const at = [x(angle), y(now.cosine)];
  figure.append(shape("path", { class: "leg", d: `M${at}V${y(0)}` }));
  figure.append(shape("circle", { class: "way", cx: at[0], cy: at[1], r: 7 }));
  const after = at[0] < wide - 90;
  figure.append(shape("text", { class: "way halo", x: at[0] + (after ? 12 : -12), y: at[1] + 5, "text-anchor": after ? "start" : "end" }, quiet(now.unit, now.size)));
}

/** The angle from the gradient to w, positive counterclockwise where there are two variables. */
function turnFromGradient(now) {
  if (count !== 2 || now.gradient === null) return now.angle;
  const [a, b] = [now.gradient, state.w];
  return a[0] * b[1] - a[1] * b[0] < 0 ? -now.angle : now.angle;
}
