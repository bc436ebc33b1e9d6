"use strict";
/*
 * The page: what is on it at the moment (P and w), and what follows from that.
 *
 * `draw...` put shapes into the picture, `tell...` words beside it, and both begin anew whenever P
 * or w has moved. Texts that came from the reader are only ever set as text.
 */

const data = JSON.parse(document.getElementById("data").textContent);
const program = prepared(data.program);
const steps = hasSteps(program);
const { names, plane, letters } = data;
const count = names.length;
const flat = plane.length === 1; // a function of one variable: a curve, no level curves
const window_ = data.window;
const start = { at: data.at, w: data.w };
const state = { at: [...data.at], w: [...data.w], examined: null };
const byId = (id) => document.getElementById(id);

// Small things.

const norm = (v) => Math.hypot(...v);
const dot = (v, w) => v.reduce((sum, each, k) => sum + each * w[k], 0);
const inPlane = (v) => plane.map((place) => v[place]);
const clamp = (v, low, high) => Math.min(high, Math.max(low, v));
const degrees = (radians) => (radians * 180) / Math.PI;
const RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

/** A number as it is read: six digits, a true minus, powers of ten where it is large or small. */
function shown(v, digits = 6) {
  if (!Number.isFinite(v)) return "?";
  const rounded = Number(v.toPrecision(digits));
  const size = Math.abs(rounded);
  if (rounded === 0) return "0";
  if (size >= 1e-4 && size < 1e7) return String(rounded).replace("-", "\u2212");
  const [head, tail] = rounded.toExponential().split("e");
  const power = String(Math.abs(Number(tail))).replace(/\d/g, (digit) => RAISED[digit]);
  const mark = Number(tail) < 0 ? "\u207b" : "";
  return `${head.replace("-", "\u2212")}\u00b710${mark}${power}`;
}
/** The sign before numbers: of what was rounded to be shown, nearly equal. */
const equals = (...v) => (v.every((each) => Number(each.toPrecision(6)) === each) ? " = " : " \u2248 ");
const inBrackets = (v) => (v < 0 ? `(${shown(v)})` : shown(v));
const tuple = (v) => (v.length === 1 ? shown(v[0]) : `(${v.map((each) => shown(each)).join(", ")})`);
/** A vector as the reader's book writes it; a column as a row that is turned. */
function vector(v) {
  if (data.vectors === "angle") return `\u27e8${v.map((each) => shown(each)).join(", ")}\u27e9`;
  if (data.vectors === "column") return `${tuple(v)}\u1d40`;
  if (data.vectors === "paren") return tuple(v);
  const unit = (k) => (data.vectors === "e" ? `e${[...String(k + 1)].map((each) => String.fromCharCode(0x2080 + Number(each))).join("")}` : "ijk"[k]);
  const size = (each) => (Math.abs(each) === 1 ? "" : shown(Math.abs(each)));
  const terms = v.map((each, k) => [each, `${size(each)}${unit(k)}`]).filter(([each]) => each !== 0);
  if (terms.length === 0) return "0";
  return terms.map(([each, text], k) => `${k ? (each < 0 ? " \u2212 " : " + ") : each < 0 ? "\u2212" : ""}${text}`).join("");
}
const signed = (v) => (v < 0 ? ` \u2212 ${shown(-v)}` : ` + ${shown(v)}`);
const summed = (v) => v.map((each, k) => (k === 0 ? shown(each) : signed(each))).join("");

/** A number as a command line takes it: all its digits, and no power of ten. */
function plain(v) {
  const text = String(v);
  if (!text.includes("e")) return text;
  return Math.abs(v) < 1 ? v.toFixed(100).replace(/0+$/, "") : BigInt(v).toString();
}

function shape(tag, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// Names of variables are set as formulas set them; "a" and "I" are words of the sentences as well.
const isName = [...names, letters.f, letters.w].filter((name) => !["a", "A", "I"].includes(name));
const escaped = isName.map((name) => name.replace(/[^\p{L}\p{N}]/gu, "\\$&"));
const nameIn = new RegExp(`(?<![\\p{L}\\p{N}\\u2016])(${escaped.join("|")})(?![\\p{L}\\p{N}])`, "gu");
/** A text, the names in it in italics. */
function lettered(text) {
  const parts = String(text).split(nameIn);
  return parts.map((part, k) => (k % 2 ? element("i", {}, part) : part));
}
const styled = (name) => (text) => element("span", { class: name }, ...lettered(text));
const [g, w, l] = ["g", "w", "l"].map(styled); // of the gradient, of w, of the level curve
const strong = (text) => element("strong", {}, ...lettered(text));
const italic = (text) => element("i", {}, String(text));
function over(above, below) {
  const parts = [above, below].map((each) => (each instanceof Node ? [each] : lettered(each)));
  return element("span", { class: "frac" }, ...parts.map((each) => element("span", {}, ...each)));
}
function say(name, ...parts) {
  for (const line of document.querySelectorAll(`[data-line="${name}"]`)) {
    line.replaceChildren(...parts.flat(Infinity).flatMap((each) => (each instanceof Node ? [each.cloneNode(true)] : lettered(each))));
  }
}

// The function in the plane that is shown; the other variables stay where P has them.

function placed(...coordinates) {
  const x = [...state.at];
  plane.forEach((place, k) => (x[place] = coordinates[k]));
  return x;
}
const f = (...coordinates) => valueAt(program, placed(...coordinates));

const width = window_[0][1] - window_[0][0];
const height = flat ? 1 : window_[1][1] - window_[1][0];
// One scale for both axes, so that a right angle looks like one, unless all would be a thread.
const aspect = width / height;
const equalAxes = !flat && aspect >= 0.5 && aspect <= 2;
const stepOf = (size) => 10 ** Math.floor(Math.log10(size));
const pStep = window_.map(([low, high]) => stepOf((high - low) / 200));
const rounded = (v, step) => Number((Math.round(v / step) * step).toPrecision(12));

/** All that is told of the present P and w. */
function present() {
  let { value, gradient, why } = rateAt(program, state.at);
  // At a point of which it is proved that the gradient is zero, floats may leave some of it.
  if (gradient !== null && state.examined !== null && data.examined[state.examined].level) gradient = gradient.map(() => 0);
  const found = { value, gradient, why, length: norm(state.w) };
  if (gradient === null) return found;
  const size = norm(gradient);
  const rate = dot(gradient, state.w);
  const unit = rate / found.length;
  const cosine = size === 0 ? NaN : clamp(unit / size, -1, 1);
  const along = found.length * cosine;
  return { ...found, size, rate, unit, cosine, along, angle: angleBetween(gradient, state.w) };
}

/** Whether f is the same number all around P, as far as floats tell. */
function isFlatAround(now) {
  if (!steps || flat || now.gradient === null || now.size !== 0) return false;
  return [0.001, 0.003].every((share) => [...Array(16).keys()].every((k) => {
    const turn = (Math.PI * (k + 0.3)) / 8;
    return f(state.at[plane[0]] + share * width * Math.cos(turn), state.at[plane[1]] + share * height * Math.sin(turn)) === now.value;
  }));
}

/** Whether P lies within an area on which f is proved to be one number. */
function isInArea(now) {
  const [x, y] = inPlane(state.at);
  return provedAreas().some(({ value, boxes }) => value === now.value && boxes.some(([a, b, c, d]) => a < x && x < b && c < y && y < d));
}

/** The angle between two vectors, also where they are nearly parallel (Kahan). */
function angleBetween(one, other) {
  const [a, b] = [norm(one), norm(other)];
  if (a === 0 || b === 0) return NaN;
  const [u, v] = [one.map((each) => each / a), other.map((each) => each / b)];
  return 2 * Math.atan2(norm(u.map((each, k) => each - v[k])), norm(u.map((each, k) => each + v[k])));
}
