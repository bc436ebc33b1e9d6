"use strict";
/* Where the words in the picture stand: off the arrows, the curves and one another. */

const HIGH = 8; // half the height of a label
const BESIDE = [0, 25, -25, 50, -50, 75, -75, 100, -100, 130, -130, 160, -160]; // degrees off an arrow
const labels = { boxes: [], lines: [], kept: 0, values: [] };

function clearLabels() {
  Object.assign(labels, { boxes: [], lines: [], kept: 0, values: [] });
}
/** What stands still goes on taking its room. */
function keepLabels() {
  labels.kept = labels.boxes.length;
}
function onlyKept() {
  labels.boxes.length = labels.kept;
  labels.lines = [];
}

function occupy([x, y], wide, high) {
  labels.boxes.push({ x, y, wide, high });
}
/** Places along a line, each with what it costs to cover it. */
function inTheWay(line, cost) {
  line.slice(1).forEach(([x1, y1], k) => {
    const [x0, y0] = line[k];
    const parts = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 4));
    for (let j = 0; j <= parts; j += 1) labels.lines.push({ x: x0 + (j / parts) * (x1 - x0), y: y0 + (j / parts) * (y1 - y0), cost });
  });
}

const covers = (box, { x, y, wide = 0, high = 0 }) => Math.abs(box.x - x) < box.wide + wide && Math.abs(box.y - y) < box.high + high;
function costOf(box) {
  const on = labels.lines.reduce((sum, each) => sum + (covers(box, each) ? each.cost : 0), 0);
  const over = labels.boxes.filter((each) => covers(box, each)).length;
  const out = Math.max(0, box.wide - box.x, box.x + box.wide - view.width) + Math.max(0, box.high - box.y, box.y + box.high - view.height);
  return on + 12 * over + 2 * out;
}

/**
 * Text at the first of the places on which least lies; `half` is half of its width. None, and false,
 * where more than `most` would be covered.
 */
function putLabel(layer, name, text, places, half, most = Infinity) {
  let best = null;
  for (const [x, y] of places) {
    const box = { x, y, wide: half + 2, high: HIGH };
    const cost = costOf(box);
    if (best === null || cost < best.cost) best = { box, cost };
    if (cost === 0) break;
  }
  if (best === null || best.cost > most) return false;
  labels.boxes.push(best.box);
  layer.append(shape("text", { class: `${name} halo`, x: best.box.x, y: best.box.y + 5, "text-anchor": "middle" }, text));
  return true;
}

/** The value of a level on its curve: where something that moves covers it, it is hidden. */
function putValue(layer, text, [x, y]) {
  const made = shape("text", { class: "value halo", x, y: y + 4, "text-anchor": "middle" }, text);
  layer.append(made);
  labels.values.push({ made, box: { x, y, wide: 3.4 * text.length + 1, high: 7 } });
}
function hideCovered() {
  for (const { made, box } of labels.values) {
    const free = !labels.boxes.some((each) => covers(box, each)) && !labels.lines.some((each) => covers(box, each));
    made.setAttribute("visibility", free ? "visible" : "hidden");
  }
}

/** Places on the lines at least so far from all those to be kept clear, the farthest first. */
function placesAlong(lines, clear, apart) {
  const found = [];
  for (const line of lines) {
    for (let k = 4; k < line.length - 4; k += 3) {
      const [x, y] = screen(line[k]);
      if (x < 40 || x > view.width - 44 || y < 34 || y > view.height - 40) continue;
      const far = Math.min(apart * 4, ...clear.map(([a, b]) => Math.hypot(a - x, b - y)));
      const [[a, b], [c, d]] = [screen(line[k - 4]), screen(line[k + 4])];
      if (far >= apart) found.push(Object.assign([x, y], { far, along: [c - a, d - b] }));
    }
  }
  return found.sort((one, other) => other.far - one.far);
}
/** Beside a place of a curve, on either side of it. */
function besideCurve(place, half) {
  const [dx, dy] = place.along;
  const long = Math.hypot(dx, dy) || 1;
  const [nx, ny] = [-dy / long, dx / long];
  const by = half * Math.abs(nx) + HIGH * Math.abs(ny) + 6;
  return [1, -1].map((side) => [place[0] + side * by * nx, place[1] + side * by * ny]);
}
/** Around the tip of an arrow: at its side, then straight on, then anywhere near. */
function aroundTip(arrow, text, gap) {
  const [[x, y], [dx, dy]] = [arrow.to, arrow.delta];
  const [angle, half, side] = [Math.atan2(dy, dx), 4.2 * text.length, dx < 0 ? -1 : 1];
  const beside = [0, 14, -14, 24, -24].map((lower) => [x + side * (half + gap), y + lower]);
  const around = [gap, gap + 10, gap + 30].flatMap((apart) => BESIDE.map((turn) => {
    const [u, v] = [Math.cos(angle + (turn * Math.PI) / 180), Math.sin(angle + (turn * Math.PI) / 180)];
    const reach = Math.min(half / (Math.abs(u) || 1e-9), HIGH / (Math.abs(v) || 1e-9)) + apart;
    return [x + reach * u, y + reach * v];
  }));
  return Math.abs(dx) > Math.abs(dy) ? [...beside, ...around] : [...around, ...beside];
}
