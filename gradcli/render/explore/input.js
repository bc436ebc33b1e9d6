"use strict";
/* Mouse, touch and keyboard: how P and w are moved, and the page that begins with it. */

const heldReach = flat ? 0 : rounded(Math.max(width, height) / 2, pStep[0]); // of a slider, each way
const handles = {};
const controls = [];
const NEAR = 10; // pixels within which P snaps to a point that was examined

function update(at_once = false) {
  if (heldAt(state.at) !== scenery.held) changePlane();
  const now = present();
  drawMoving(now);
  drawDial(now);
  tellPartials(now);
  (flat ? tellLine : tellPlane)(now);
  for (const part of document.querySelectorAll(".story .in-plane, .story .on-line")) {
    const lines = [...part.querySelectorAll("[data-line]")];
    part.hidden = lines.every((line) => line.childNodes.length === 0);
  }
  tellReadout(now);
  tellFull(now);
  tellVerdict(now);
  tellCommand(now);
  announce(now, at_once);
  controls.forEach((refresh) => refresh());
}

/** The picture of another plane, after a coordinate that it holds was changed. */
function changePlane() {
  workOutScenery();
  shade();
  drawStill();
  tellLegend();
}

/** An examined point of this plane near enough to be meant, or null. */
function examinedNear(coordinates, within) {
  let best = null;
  data.examined.forEach((each, place) => {
    if (heldAt(each.floats) !== heldAt(state.at)) return;
    const there = inPlane(each.floats);
    const gaps = there.map((v, k) => (v - coordinates[k]) * ((k === 0 ? view.width / width : view.height / height)));
    const far = Math.hypot(...gaps);
    if (far <= within && (best === null || far < best.far)) best = { place, far };
  });
  return best === null ? null : best.place;
}

function moveP(coordinates, within = NEAR) {
  const inside = coordinates.map((v, k) => clamp(v, window_[k][0], window_[k][1]));
  state.examined = examinedNear(inside, within);
  if (state.examined === null) plane.forEach((place, k) => (state.at[place] = inside[k]));
  else state.at = [...data.examined[state.examined].floats];
  update();
}

function moveW(components) {
  if (components.every((each) => Math.abs(each) < 1e-12)) return; // no direction
  state.w = components;
  update();
}

const wStep = () => (flat ? pStep[0] : stepOf(Math.min(width, height) / scales.way / 30));
const withPlane = (parts) => {
  const moved = [...state.w];
  plane.forEach((place, k) => (moved[place] = parts[k]));
  return moved;
};

function handle(name, label) {
  const made = shape("g", { class: `handle of-${name}`, tabindex: 0, role: "slider", "aria-label": label });
  made.append(shape("circle", { class: "reach", r: 24 }), shape("circle", { class: "ring", r: 13 }), shape("circle", { class: "dot", r: name === "p" ? 8 : 9 }));
  layers.handles.append(made);
  handles[name] = made;
  return made;
}

function moveHandle(name, [x, y]) {
  const made = handles[name];
  made.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
  const tells = name === "p" ? state.at : state.w;
  const k = plane[0];
  const spread = name === "p" ? window_[0] : [-1e6, 1e6];
  made.setAttribute("aria-valuenow", tells[k]);
  made.setAttribute("aria-valuemin", spread[0]);
  made.setAttribute("aria-valuemax", spread[1]);
  made.setAttribute("aria-valuetext", plane.map((place) => `${names[place]} ${name === "p" ? "=" : "by"} ${shown(tells[place])}`).join(", "));
}

function pointer(event) {
  const box = map.getBoundingClientRect();
  const x = window_[0][0] + ((event.clientX - box.left) / box.width) * width;
  if (flat) return [x];
  return [x, window_[1][1] - ((event.clientY - box.top) / box.height) * height];
}

function drag(name, event) {
  const place = pointer(event);
  if (name === "p") {
    moveP(place.map((v, k) => rounded(v, pStep[k])));
    return;
  }
  const scale = flat ? 1 : scales.way;
  const step = wStep();
  const parts = place.map((v, k) => rounded((v - state.at[plane[k]]) / scale, step));
  moveW(withPlane(parts));
}

function draggable() {
  let held = null;
  let waiting = null;
  const begin = (name) => (event) => {
    if (event.button > 0) return;
    held = name;
    map.setPointerCapture(event.pointerId);
    handles[name].focus({ preventScroll: true });
    event.preventDefault();
    event.stopPropagation();
  };
  handles.p.addEventListener("pointerdown", begin("p"));
  handles.w.addEventListener("pointerdown", begin("w"));
  // Beside the handles a press brings P there.
  map.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    begin("p")(event);
    drag("p", event);
  });
  map.addEventListener("pointermove", (event) => {
    if (held === null) return;
    if (waiting === null) {
      requestAnimationFrame(() => {
        const latest = waiting;
        waiting = null;
        if (held !== null) drag(held, latest);
      });
    }
    waiting = event;
  });
  const end = (event) => {
    if (held !== null && event.type === "pointerup" && waiting !== null) drag(held, event);
    held = null;
  };
  map.addEventListener("pointerup", end);
  map.addEventListener("pointercancel", end);
}

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
function keys(name) {
  handles[name].addEventListener("keydown", (event) => {
    if (event.key === "Home") {
      if (name === "p") toStart();
      else moveW([...start.w]);
      event.preventDefault();
      return;
    }
    const step = ARROWS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const turned = flat ? [step[0] || step[1]] : step;
    if (name === "p") {
      const factor = event.shiftKey ? 1 : 5;
      const moved = turned.map((each, k) => rounded(state.at[plane[k]] + each * factor * pStep[k], pStep[k]));
      // Less than half a step away, so that a point that was snapped to can be left.
      const pixels = (factor * pStep[0] * view.width) / width;
      moveP(moved, 0.49 * pixels);
    } else {
      const size = event.shiftKey ? wStep() : 5 * wStep();
      moveW(withPlane(turned.map((each, k) => rounded(state.w[plane[k]] + each * size, wStep()))));
    }
  });
}

function toStart() {
  state.examined = data.startExamined;
  state.at = [...start.at];
  state.w = [...start.w];
  update();
}

/** A slider and a number for one quantity. */
function control(fieldset, label, low, high, step, read, write) {
  const name = element("span", { "aria-hidden": "true" }, label.short);
  const range = element("input", { type: "range", min: low, max: high, step, "aria-label": label.long });
  const number = element("input", { type: "number", step: "any", "aria-label": `${label.long}, as a number` });
  const take = (event) => {
    const given = event.target.valueAsNumber;
    if (Number.isFinite(given)) write(given);
  };
  range.addEventListener("input", take);
  number.addEventListener("change", take);
  fieldset.append(name, range, number);
  controls.push(() => {
    const value = read();
    range.value = value;
    range.setAttribute("aria-valuetext", `${shown(value)}${label.unit ?? ""}`);
    if (document.activeElement !== number) number.value = Number(value.toPrecision(label.digits ?? 12));
  });
}

function setAngle(angle) {
  const size = norm(inPlane(state.w)) || 1;
  const turn = (angle * Math.PI) / 180;
  moveW(withPlane([Math.cos(turn), Math.sin(turn)].map((v) => rounded(size * v, 1e-9))));
}
function setLength(size) {
  const own = norm(state.w);
  if (size > 0) moveW(state.w.map((each) => rounded((each / own) * size, 1e-9 * size)));
}

function addControls() {
  const form = byId("sliders");
  form.addEventListener("submit", (event) => event.preventDefault());
  const ofP = element("fieldset", { class: "of-p" }, element("legend", {}, "P"));
  plane.forEach((place, k) => {
    const label = { short: names[place], long: `${names[place]} of P`, digits: 8 };
    const [low, high] = window_[k];
    const ends = [Math.ceil(low / pStep[k] - 1e-9), Math.floor(high / pStep[k] + 1e-9)];
    control(ofP, label, ...ends.map((end) => rounded(end * pStep[k], pStep[k])), pStep[k], () => state.at[place], (v) => {
      const moved = inPlane(state.at);
      moved[k] = v;
      moveP(moved, 1.5);
    });
  });
  outOfPlane.forEach((place) => {
    const [low, high] = [start.at[place] - heldReach, start.at[place] + heldReach];
    const label = { short: names[place], long: `${names[place]} of P`, digits: 8 };
    control(ofP, label, low, high, pStep[0], () => state.at[place], (v) => {
      state.at[place] = v;
      moveP(inPlane(state.at), 1.5);
    });
  });
  const ofW = element("fieldset", { class: "of-w" }, element("legend", {}, flat ? "the second point" : W));
  if (flat) {
    const half = rounded(width / 2, pStep[0]);
    control(ofW, { short: "h", long: "how far the second point is from P" }, -half, half, pStep[0], () => state.w[0], (v) => moveW([v]));
  } else {
    const most = rounded((0.9 * Math.min(width, height)) / scales.way, wStep());
    const angle = () => degrees(Math.atan2(state.w[plane[1]], state.w[plane[0]]));
    control(ofW, { short: "angle", long: `angle of ${W} from the ${names[plane[0]]} axis, in degrees`, unit: "\u00b0", digits: 6 }, -180, 180, 1, angle, setAngle);
    control(ofW, { short: "length", long: `length of ${W}`, digits: 6 }, wStep(), most, wStep(), () => norm(state.w), setLength);
    names.forEach((name, place) => {
      if (plane.includes(place)) return;
      control(ofW, { short: name, long: `${name} of ${W}` }, -most, most, wStep(), () => state.w[place], (v) => {
        const moved = [...state.w];
        moved[place] = v;
        moveW(moved);
      });
    });
  }
  form.append(ofP, ofW);
}

function button(text, act) {
  const made = element("button", { type: "button" }, text);
  made.addEventListener("click", act);
  byId("buttons").append(made);
}

/** Turn w, keeping its length, to what the gradient says. */
function turnTo(choose) {
  const { gradient } = present();
  if (gradient === null || norm(gradient) === 0) return;
  const to = choose(gradient);
  const size = norm(to);
  if (size > 0) moveW(to.map((each) => (each / size) * norm(state.w)));
}

function addButtons() {
  if (flat) {
    button("Halve the distance", () => moveW([state.w[0] / 2]));
  } else {
    button(`Turn ${W} to the steepest way up`, () => turnTo((v) => v));
    button(`Turn ${W} along the level curve`, () => turnTo((v) => {
      const level = v.map(() => 0);
      [level[plane[0]], level[plane[1]]] = [-v[plane[1]], v[plane[0]]];
      return level;
    }));
    button(`Turn ${W} to the steepest way down`, () => turnTo((v) => v.map((each) => -each)));
  }
  button("Back to the start", toStart);
}

function addExamined() {
  if (data.examined.length === 0) return;
  const list = element("ul", { class: "examined" });
  const groups = new Map();
  data.examined.forEach((each, place) => {
    if (!groups.has(each.message)) groups.set(each.message, []);
    groups.get(each.message).push(place);
  });
  for (const [message, places] of groups) {
    const buttons = places.map((place) => {
      const { text, floats } = data.examined[place];
      const go = element("button", { type: "button", "aria-label": `Bring P to ${text}` }, text);
      go.addEventListener("click", () => {
        state.examined = place;
        state.at = [...floats];
        update();
      });
      return go;
    });
    list.append(element("li", {}, element("p", {}, message), element("div", { class: "buttons" }, ...buttons)));
  }
  byId("examined").append(element("p", { class: "words" }, "Points in the picture that were examined exactly when this page was made:"), list);
  const some = data.more === 1 ? "1 more place" : `${data.more} more places`;
  const others = data.more > 0 ? `At ${some} in it the gradient seems to be zero, in floats; not examined. ` : "";
  if (data.examined.some((each) => each.level)) byId("examined").append(element("p", { class: "words" }, `${others}These need not be all critical points; this looks for all: `, element("code", {}, data.critical)));
}

/** What the plane holds, and where. */
function tellHeld() {
  const place = document.querySelector(".held");
  if (place === null) return;
  const values = listed(outOfPlane.map((each) => element("span", {}, italic(names[each]), ` = ${shown(state.at[each])}`)));
  place.replaceChildren("The picture is the plane of ", italic(names[plane[0]]), " and ", italic(names[plane[1]]), ", in which ", ...values, outOfPlane.length > 1 ? " are held." : " is held.", " A slider of P brings it to another plane.");
}

/** The areas of this plane on which f is proved to be one number. */
const provedAreas = () => (scenery.held === heldAt(start.at) ? data.areas : []);

/** The reader's scale of what is drawn. */
function tellLegend() {
  tellHeld();
  if (flat) {
    byId("legend").replaceChildren("The ", w("line through P and the second point"), ", and the ", g("line that touches the curve at P"), ".",
      scenery.unclear ? ` ${F} changes faster here than this page can follow, or floats do not tell its values: its curve is not drawn.` : "");
    return;
  }
  const scaled = (scale) => (scale === 1 ? "at its length" : scale < 1 ? `at 1/${shown(1 / scale)} of its length` : `at ${shown(scale)} times its length`);
  const kinds = { division: "dashed: a denominator is 0", edge: "red: the edge of a piece of the formula", corner: "dotted: a corner", step: "dashed: a step", piece: "dotted: pieces meet" };
  const found = [...new Set(scenery.borders.map((border) => kinds[border.kind]))];
  const whole = count === 2 && equalAxes;
  byId("legend").replaceChildren(
    ...(scenery.unclear ? [] : [key("own", l(`the curve on which ${F} has the same value as at P`)),
      key("contour", `other level curves${scenery.even ? "" : ", not evenly spaced"}: the warmer the colour beside them, the larger ${F}`)]),
    key("leg", "the steps in ", italic(names[plane[0]]), " and in ", italic(names[plane[1]]), " that make ", ...inThisPlane(w(W))),
    ...(equalAxes ? [key("tangent", "along the level curve at P: the rate that way is 0"), key("right", "a right angle")] : []),
    ...(count === 2 && equalAxes ? [key("part", "the part of ", w(W), " along ", g(NABLA)), key("drop", "from the tip of ", w(W), " to its end, at a right angle to ", g(NABLA))] : []),
    ...inThisPlane(g(NABLA), true), ` is drawn ${scaled(scales.grad)}, `, ...inThisPlane(w(W)), ` ${scaled(scales.way)}, both shorter where they would leave the picture.`,
    ...(equalAxes ? [" Both axes have the same scale."] : [" The axes have different scales, so right angles do not look right here."]),
    ...(found.length ? [` Red, ${found.join("; ").replace(/^red: /, "")}.`] : []),
    ...(scenery.unclear ? [` ${F} changes faster here than this page can follow, or floats do not tell its values: no level curve is drawn.`] : []),
    ...(scenery.touched.length ? [` ${touchedText(scenery.touched)}`] : []),
    ...(steps ? [` Hatched: an area on which ${F} has the same value as at P${provedAreas().length ? ", proved when this page was made" : ", in floats"}.`] : []),
    ...(data.examined.some((each) => heldAt(each.floats) === scenery.held) ? [" Circles: examined points."] : []),
    ...(scenery.held === heldAt(start.at) ? [] : [` ${otherPlane()}`]));
}

/** A sample of a line of the picture, and what it is. */
function key(name, ...text) {
  const sample = shape("svg", { viewBox: "0 0 26 10", "aria-hidden": "true" });
  sample.append(shape("path", { class: name, d: name === "right" ? "M8 0H20V10" : "M0 5H26" }));
  return element("span", { class: "key" }, sample, ...text);
}

/** Of more than two variables a vector has only a part in the plane. */
const inThisPlane = (name, begins = false) => (count > 2 ? [`${begins ? "The" : "the"} part of `, name, " in this plane"] : [name]);

/** What is not known of a plane that is not the one that the page begins with. */
function otherPlane() {
  return scenery.borders.length
    ? `What is red was worked out in floats for this plane, of which no point was examined: ${F} may be smooth on a red line, and may break elsewhere.`
    : `No point of this plane was examined: ${F} may break or bend in it.`;
}

function resize() {
  const [wide, high] = [frame.clientWidth, frame.clientHeight];
  if (wide === view.width && high === view.height) return;
  [view.width, view.height] = [wide, high];
  map.setAttribute("viewBox", `0 0 ${wide} ${high}`);
  drawStill();
  update(true);
}

function begin() {
  const still = shape("g", { "aria-hidden": "true" });
  const moving = shape("g", { "aria-hidden": "true" });
  const ends = shape("g", {});
  map.append(still, moving, ends);
  if (!flat) frame.style.aspectRatio = String(equalAxes ? aspect : 1.3);
  Object.assign(layers, { still, moving, handles: ends });
  state.examined = data.startExamined;
  chooseScales();
  workOutScenery();
  handle("w", flat ? "the second point" : `the tip of the arrow ${W}`);
  handle("p", "the point P");
  keys("p");
  keys("w");
  draggable();
  addButtons();
  addControls();
  addExamined();
  tellLegend();
  shade();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", shade);
  byId("copy").addEventListener("click", async () => {
    await navigator.clipboard?.writeText(byId("command").textContent);
    byId("copy").textContent = "Copied";
    setTimeout(() => (byId("copy").textContent = "Copy"), 1500);
  });
  new ResizeObserver(resize).observe(frame);
  resize();
}
begin();
