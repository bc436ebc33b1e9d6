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
  for (const value of multiples(step, low, high)) {
    const place = horizontal ? sx(value) : sy(value);
    const end = horizontal ? view.width : view.height;
    if (place < (horizontal ? 16 : 34) || place > end - 20) continue;
    const at = horizontal ? { x: place, y: view.height - 6, "text-anchor": "middle" } : { x: 6, y: place + 4 };
    layer.append(shape("text", { class: "tick halo", ...at }, shown(value, 5)));
  }
  const end = horizontal
    ? { x: view.width - 8, y: view.height - 22, "text-anchor": "end" }
    : { x: 8, y: 20 };
  layer.append(shape("text", { class: "halo", "font-style": "italic", "font-weight": 700, ...end }, label));
}

function axes(layer) {
  const [left, right] = window_[0];
  const [low, high] = flat ? [view.low, view.high] : window_[1];
  if (left < 0 && right > 0) layer.append(shape("path", { class: "axis", d: `M${sx(0)} 0V${view.height}` }));
  if (low < 0 && high > 0) layer.append(shape("path", { class: "axis", d: `M0 ${sy(0)}H${view.width}` }));
  ticks(layer, left, right, true, names[plane[0]]);
  ticks(layer, low, high, false, flat ? `${letters.f}(${names[0]})` : names[plane[1]]);
}

/** A place on one of the lines that is far from all places to be kept clear; null if there is none. */
function freePlace(lines, taken, apart) {
  let best = null;
  for (const line of lines) {
    for (let k = 4; k < line.length - 4; k += 3) {
      const [x, y] = screen(line[k]);
      if (x < 40 || x > view.width - 44 || y < 34 || y > view.height - 40) continue;
      const clear = Math.min(apart * 4, ...taken.map(([a, b]) => Math.hypot(a - x, b - y)));
      if (clear >= apart && (best === null || clear > best.clear)) best = { at: [x, y], clear };
    }
  }
  return best === null ? null : best.at;
}

function drawStill() {
  layers.still.replaceChildren();
  if (flat) {
    drawCurve();
    return;
  }
  const taken = [];
  scenery.levels.forEach((level, k) => {
    const lines = scenery.lines[k];
    layers.still.append(shape("path", { class: "contour", d: lines.map(path).join("") }));
    const place = freePlace(lines, taken, 46);
    if (place === null) return;
    taken.push(place);
    const at = { x: place[0], y: place[1] + 4, "text-anchor": "middle" };
    layers.still.append(shape("text", { class: "value halo", ...at }, shown(level, 3)));
  });
  for (const border of scenery.borders) {
    layers.still.append(shape("path", { class: `border ${border.kind}`, d: border.lines.map(path).join("") }));
  }
  drawExamined(([x, y]) => screen([x, y]));
  axes(layers.still);
}

function drawExamined(place) {
  for (const each of data.examined) {
    if (heldAt(each.floats) !== scenery.held) continue; // it lies in another plane
    const [x, y] = place(inPlane(each.floats));
    layers.still.append(shape("circle", { class: each.level ? "level" : "bad", cx: x, cy: y, r: 5 }));
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

/** A label beyond the tip of an arrow, inside the picture. */
function drawLabel(layer, arrow, name, text, lower = 0, gap = 12) {
  const long = arrow.long || 1;
  const half = 4 * text.length;
  const beside = gap + (half * Math.abs(arrow.delta[0])) / long;
  const x = clamp(arrow.to[0] + (arrow.delta[0] / long) * beside, half + 6, view.width - half - 6);
  const y = clamp(arrow.to[1] + (arrow.delta[1] / long) * 18 + 5 + lower, 18, view.height - 26);
  layer.append(shape("text", { class: `${name} halo`, x, y, "text-anchor": "middle" }, text));
}

function drawMoving(now) {
  if (flat) {
    drawLines(now);
    return;
  }
  const layer = layers.moving;
  layer.replaceChildren();
  const here = screen(inPlane(state.at));
  const arrow = drawnVector(inPlane(state.w), scales.way, 0.46);
  const slopes = now.gradient === null ? [0, 0] : inPlane(now.gradient);
  const gradient = drawnVector(slopes, scales.grad, 0.46);
  // Where both arrows point the same way, the name of w stands below its tip.
  const close = Math.hypot(arrow.to[0] - gradient.to[0], arrow.to[1] - gradient.to[1]) < 40;
  drawOwnLevel(layer, now, [here, arrow.to, gradient.to, arrow.from]);
  drawLegs(layer, arrow, here);
  if (gradient.long > 2) {
    const [ux, uy] = [gradient.delta[0] / gradient.long, gradient.delta[1] / gradient.long];
    if (equalAxes) {
      const reach = 0.2 * view.width;
      layer.append(shape("path", { class: "tangent", d: `M${here[0] - uy * reach} ${here[1] + ux * reach}L${here[0] + uy * reach} ${here[1] - ux * reach}` }));
      const s = 15;
      const corner = [[ux, uy], [ux + uy, uy - ux], [uy, -ux]].map(([x, y]) => [here[0] + x * s, here[1] + y * s]);
      layer.append(shape("path", { class: "right", d: `M${corner.join("L")}` }));
      // Of more variables the arrows are only parts, and the angle between them is another.
      if (count === 2) {
        drawAngle(layer, here, gradient.delta, arrow.delta);
        const along = (arrow.delta[0] * ux + arrow.delta[1] * uy);
        layer.append(shape("path", { class: "drop", d: `M${arrow.to}L${here[0] + ux * along} ${here[1] + uy * along}` }));
      }
    }
    drawArrow(layer, gradient, "grad");
    drawLabel(layer, gradient, "grad", nameOfGradient(), 0, close ? 24 : 12);
  }
  drawArrow(layer, arrow, "way");
  // The numbers at its legs are those of w itself: where they are drawn shorter or longer, its
  // name says so.
  const drawn = scales.way * arrow.share;
  const exactly = Math.abs(drawn - 1) < 0.005;
  drawLabel(layer, arrow, "way", exactly ? letters.w : `${letters.w}, drawn \u00d7 ${shown(drawn, 2)}`, close ? 26 : 0);
  moveHandle("p", here);
  moveHandle("w", arrow.to);
}

/** What the arrow of the gradient is called: in a plane of more variables it is only a part. */
function nameOfGradient() {
  const name = `\u2207${letters.f}`;
  if (count > 2) return `part of ${name}`;
  return view.width < 520 ? name : `${name}: steepest way up`;
}

function drawOwnLevel(layer, now, taken) {
  if (!Number.isFinite(now.value)) return;
  if (scenery.unclear) return;
  const { lines, touching } = curvesOf(scenery.grid, f, now.value, steps);
  now.touching = touching;
  const proved = provedAreas().filter((each) => each.value === now.value).flatMap((each) => each.boxes);
  drawFlat(layer, proved.length || !steps ? proved : flatCells(scenery.grid, f, now.value));
  layer.append(shape("path", { class: "own", d: lines.map(path).join("") }));
  const place = freePlace(lines, taken, 60);
  if (place === null) return;
  const at = { x: place[0], y: place[1] - 8, "text-anchor": "middle" };
  layer.append(shape("text", { class: "own-name halo", ...at }, `${letters.f}${equals(now.value)}${shown(now.value)}`));
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

/** w as so many steps along each axis. */
function drawLegs(layer, arrow, here) {
  const corner = [arrow.to[0], here[1]];
  layer.append(shape("path", { class: "leg", d: `M${here}L${corner}L${arrow.to}` }));
  const [a, b] = inPlane(state.w);
  const above = arrow.delta[1] < 0;
  if (Math.abs(arrow.delta[0]) > 30) {
    const at = { x: (here[0] + corner[0]) / 2, y: here[1] + (above ? 17 : -8), "text-anchor": "middle" };
    layer.append(shape("text", { class: "halo", ...at }, `${shown(a, 4)} in ${names[plane[0]]}`));
  }
  if (Math.abs(arrow.delta[1]) > 24) {
    const right = arrow.delta[0] >= 0 ? arrow.to[0] < view.width - 80 : arrow.to[0] < 70;
    const at = { x: corner[0] + (right ? 8 : -8), y: (here[1] + arrow.to[1]) / 2 + 5, "text-anchor": right ? "start" : "end" };
    layer.append(shape("text", { class: "halo", ...at }, `${shown(b, 4)} in ${names[plane[1]]}`));
  }
}

function drawAngle(layer, here, one, other) {
  const [from, to] = [Math.atan2(one[1], one[0]), Math.atan2(other[1], other[0])];
  let turn = to - from;
  if (turn > Math.PI) turn -= 2 * Math.PI;
  if (turn < -Math.PI) turn += 2 * Math.PI;
  if (Math.abs(turn) < 0.12) return;
  const r = 34;
  const at = (angle, radius) => [here[0] + radius * Math.cos(angle), here[1] + radius * Math.sin(angle)];
  const d = `M${at(from, r)}A${r} ${r} 0 0 ${turn > 0 ? 1 : 0} ${at(to, r)}`;
  layer.append(shape("path", { class: "arc", d }));
  const [x, y] = at(from + turn / 2, r + 13);
  layer.append(shape("text", { class: "halo", x, y: y + 4, "text-anchor": "middle", "font-style": "italic" }, letters.theta));
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
  let on = false;
  if (!scenery.unclear) xs.forEach((x, k) => {
    const joined = on && !torn(xs[k - 1], x, ys[k - 1], ys[k]);
    on = Number.isFinite(ys[k]);
    if (on) d += `${joined ? "L" : "M"}${sx(x).toFixed(1)} ${clamp(sy(ys[k]), -1e4, 1e4).toFixed(1)}`;
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
    layer.append(shape("path", { class: name, d: path([[left, y + slope * (left - x)], [right, y + slope * (right - x)]]) }));
  };
  const here = Number.isFinite(y) ? screen([x, y]) : [sx(x), view.height / 2];
  const there = Number.isFinite(far) ? screen([x + h, far]) : [sx(x + h), view.height / 2];
  if (now.gradient !== null) line(now.gradient[0], "touching");
  if (Number.isFinite(far) && Number.isFinite(y)) {
    line((far - y) / h, "secant");
    layer.append(shape("path", { class: "leg", d: `M${here}L${there[0]} ${here[1]}L${there}` }));
    const under = there[1] < here[1] ? 18 : -8;
    if (Math.abs(there[0] - here[0]) > 26) {
      layer.append(shape("text", { class: "halo", x: (here[0] + there[0]) / 2, y: here[1] + under, "text-anchor": "middle" }, shown(h, 4)));
    }
    if (Math.abs(there[1] - here[1]) > 22) {
      layer.append(shape("text", { class: "halo", x: there[0] + 8, y: (here[1] + there[1]) / 2 + 5 }, shown(far - y, 4)));
    }
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
