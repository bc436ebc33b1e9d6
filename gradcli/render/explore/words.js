"use strict";
/* The words beside the picture, and its text alternative. */

const F = letters.f;
const NABLA = `\u2207${F}`;
const LENGTH = `\u2016${NABLA}\u2016`;
const THETA = letters.theta;
const W = letters.w;
const held = names.filter((_, place) => !plane.includes(place));
/** a, b and c, where each may be more than one thing. */
const listed = (items) => items.flatMap((each, k) => [k === 0 ? "" : k === items.length - 1 ? " and " : ", ", each]);
const MANY = 6; // components that are written out; of more only sums are

function pointText(v = state.at) {
  return count === 1 ? `${names[0]} = ${shown(v[0])}` : tuple(v);
}

/** 40.6 degrees; 0, 90 and 180 only where it is that to six digits. */
function angleText(radians) {
  const found = degrees(radians);
  const turning = [0, 90, 180].some((each) => Math.abs(found - each) < 0.1);
  return `${shown(Number(found.toFixed(turning ? 6 : 1)))}\u00b0`;
}

function shareText(cosine) {
  const share = Math.abs(cosine) * 100;
  if (share > 99.5 && share < 100) return "over 99%";
  return `${share < 0.5 && share > 0 ? "under 1" : Math.round(share)}%`;
}

/** What is next to nothing beside numbers of this size is what floats leave of 0. */
const isNoise = (v, size) => v !== 0 && Math.abs(v) < 1e-13 * size;
const quiet = (v, size) => (isNoise(v, size) ? "0" : shown(v));
function result(v, size, ...others) {
  return [isNoise(v, size) ? " \u2248 " : equals(v, ...others), strong(quiet(v, size))];
}

const nearly = (one, other) => Math.abs(one - other) < 1e-7;

function tellPartials(now) {
  document.querySelectorAll("[data-slope]").forEach((place) => {
    const slope = now.gradient === null ? NaN : now.gradient[Number(place.dataset.slope)];
    // Where there is no gradient, some of the partials may exist all the same.
    place.textContent = now.gradient === null ? "" : `${equals(slope).trim()} ${shown(slope)}`;
  });
}

function tellPlane(now) {
  const where = pointText();
  if (now.gradient === null) {
    for (const line of document.querySelectorAll(".in-plane [data-line]")) line.replaceChildren();
    say("gradient", "At ", where, " this page finds no gradient to work with.");
    return;
  }
  const { gradient } = now;
  const few = count <= MANY;
  say("gradient", g(NABLA), where, equals(...state.at, ...gradient), few ? g(vector(gradient)) : "the partials above, in one vector");
  const nudges = listed(gradient.map((slope, k) => `${k ? "one" : "A step of 0.01"} in ${names[k]} alone ${k ? "" : `changes ${F} `}by about ${shown(0.01 * slope)}`));
  say("nudges", few ? [nudges, ". These rates are the partial derivatives; the gradient ", g(NABLA), " is the vector of them."] : `A step of 0.01 in one variable alone changes ${F} by about a hundredth of its partial.`);
  const terms = gradient.map((slope, k) => slope * state.w[k]);
  const product = few
    ? gradient.flatMap((slope, k) => [k ? " + " : "", g(inBrackets(slope)), "\u00b7", w(inBrackets(state.w[k]))])
    : ["the sum of ", String(count), " products"];
  const factors = few ? [...gradient, ...state.w] : [];
  say("dot", g(NABLA), " \u00b7 ", w(W), equals(...factors), product, few ? [equals(...factors, ...terms), summed(terms)] : [], result(now.rate, now.size * now.length, ...terms));
  const steps = listed(state.w.map((each, k) => `${shown(each)} in ${names[k]}`));
  const moved = gradient.flatMap((slope, k) => (state.w[k] === 0 ? [] : [`${names[k]} by ${shown(state.w[k] / 100)}, which changes ${F} by about ${inBrackets(slope)} \u00b7 ${inBrackets(state.w[k] / 100)}`]));
  say("terms", w(W), few ? [equals(...state.w), w(vector(state.w)), " is ", steps] : " has a step in each variable",
    few ? [". A hundredth of it moves ", moved.length > 2 ? moved.map((each, k) => (k ? `, ${k === moved.length - 1 ? "and " : ""}${each}` : each)) : moved.join(", and ")] : `. A small part of it changes ${F} in each variable by the step times the partial`,
    few ? `. ${moved.length > 1 ? "Together, and a" : "A"} hundred times as much${moved.length > 1 ? ", that" : ""} is the dot product` : "; the dot product adds these up", ": the rate along ", w(W), ` as given, at which ${F} begins to change at P.`);
  const length = shown(now.length);
  say("unit", "per unit of distance: ", over(quiet(now.rate, now.size * now.length), `\u2016${W}\u2016`), equals(now.rate, now.length), over(quiet(now.rate, now.size * now.length), length), result(now.unit, now.size));
  say("why-unit", "A longer ", w(W), " has a larger rate without being a steeper direction. Divided by the length \u2016", w(W), "\u2016, the rate is that of one unit of distance, and can be compared with the rate of any other direction.");
  if (now.size === 0) {
    tellNothing(where);
    return;
  }
  tellParts(now);
  tellAngle(now);
  tellLevel(now);
}

function tellNothing(where) {
  for (const name of ["apart", "level-dot", "part", "descent"]) say(name);
  say("cosine", g(NABLA), where, " = ", vector(state.at.map(() => 0)));
  if (isFlatAround(present())) {
    say("best", "The gradient is zero here, and so is the rate in every direction: none is the steepest.");
    say("level", flatText());
    return;
  }
  say("best", "The gradient is zero here, and so is the rate in every direction: none is the steepest. The point may be the top of a hill, the bottom of a valley or a pass between them.");
  say("level");
}

/** The level set of P is an area. Floats are what tells that it is one. */
function flatText() {
  const where = count === 2 ? "" : " in this plane";
  if (isInArea(present())) return `All around P ${F} is the same number${where}, which was proved when this page was made: its level set there is an area, which is hatched, and no curve.`;
  return `All around P ${F} is the same number in floats${where}: its level set looks like an area, which is hatched, and not like a curve.`;
}

/** w taken apart: along the gradient, and at a right angle to it, where the dot product is 0. */
function tellParts(now) {
  const part = inPlane(now.gradient);
  const two = [w(W), " is made of a part along ", g(NABLA), " and a part at a right angle to it, and its dot product with ", g(NABLA), " is the sum of theirs. "];
  if (norm(part) === 0) {
    say("apart", two, "The second one is 0.");
    say("level-dot");
  } else {
    const t = [-part[1], part[0]];
    const whole = count === 2 ? [] : ["Of ", g(NABLA), ` this plane shows ${vector(part)}. `];
    say("apart", two, whole, "At a right angle to ", g(vector(part)), " lies ", l(vector(t)), ": its numbers in the other order, one with the other sign. Along it the rate is 0, for what ", italic(names[plane[0]]), " brings and what ", italic(names[plane[1]]), " brings cancel:");
    const terms = [part[0] * t[0], part[1] * t[1]];
    say("level-dot", g(NABLA), " \u00b7 ", l(vector(t)), equals(...part), g(inBrackets(part[0])), "\u00b7", l(inBrackets(t[0])), " + ", g(inBrackets(part[1])), "\u00b7", l(inBrackets(t[1])), equals(...part, ...terms), summed(terms), " = ", strong("0"));
  }
  const along = quiet(now.along, now.length);
  say("part", "So only the part along ", g(NABLA), ` counts, which is \u2016${W}\u2016 cos ${THETA}${equals(now.along)}`, w(along), ` long (`, italic(THETA), " is the angle between ", w(W), " and ", g(NABLA), "). Along ", g(NABLA), " itself each unit of distance brings ", ...squaresOver(now), g(LENGTH), equals(now.size), g(shown(now.size)),
    now.along < 0 ? "; against it, minus that" : "", ": together ", g(shown(now.size)), " \u00b7 ", w(isNoise(now.along, now.length) ? "0" : inBrackets(now.along)), result(now.rate, now.size * now.length, now.size, now.along), ", the same dot product.");
}

/** (12 · 12 + 4 · 4)/12.6491 = , where that is short. */
function squaresOver({ gradient, size }) {
  if (count > MANY) return [];
  const squares = gradient.flatMap((slope, k) => [k ? " + " : "", g(inBrackets(slope)), "\u00b7", g(inBrackets(slope))]);
  return [over(element("span", {}, ...squares), shown(size)), " = "];
}

function tellAngle(now) {
  const angle = angleText(now.angle);
  say("cosine", "per unit of distance = ", g(LENGTH), ` cos ${THETA}${nearly(degrees(now.angle) % 90, 0) ? equals(now.size) : equals(NaN)}`, g(shown(now.size)), ` \u00b7 cos ${angle}${equals(now.size, now.cosine)}`, g(shown(now.size)), " \u00b7 ", isNoise(now.cosine, 1) ? "0" : inBrackets(now.cosine), result(now.unit, now.size));
  const rule = ["At P ", g(LENGTH), " is the same for every direction, so the angle ", italic(THETA), " alone decides, and no cosine is above 1. It is 1 at ", italic(THETA), " = 0: ",
    strong(["straight along ", NABLA, " is the steepest way up"].join("")), ", at the rate ", g(LENGTH), equals(now.size), g(shown(now.size)), ". "];
  let mine = ["Along ", w(W), ` the rate is ${shareText(now.cosine)} of that.`];
  if (now.cosine < 0) mine = ["Along ", w(W), ` ${F} falls, at ${shareText(now.cosine)} of that.`];
  if (nearly(now.cosine, 0)) mine = ["Along ", w(W), " the rate is 0."];
  if (nearly(now.cosine, 1)) mine = [strong(`${W} points that way now.`)];
  if (nearly(now.cosine, -1)) mine = [strong(`${W} points straight against it now: the steepest way down.`)];
  say("best", rule, mine);
}

function tellLevel(now) {
  const part = inPlane(now.gradient);
  const others = held.length > MANY ? ["the other variables"] : listed(held);
  const curve = ["the thick curve", count === 2 ? "" : [", on which ", others, held.length > 1 ? " are" : " is", " held"]].flat(2).join("");
  const value = [F, equals(now.value), shown(now.value)];
  if (norm(part) === 0) {
    say("level", "In this plane the gradient has no part: it points straight out of it.");
  } else {
    const t = [-part[1], part[0]];
    const outside = count === 2 ? "" : " (of which only the part in this plane counts here)";
    say("level", "On all of ", l(curve), ", ", value, `. So along it ${F} does not change: the rate is 0. In any direction at an angle ${THETA} to `, g(NABLA), ` the rate is `, g(LENGTH), ` cos ${THETA}, and `, g(LENGTH), outside, ` is not 0; so along the curve cos ${THETA} = 0, and that is `, italic(THETA), " = 90\u00b0, on either side. ", strong(`The curve passes through P at a right angle to ${NABLA}`), ", along ", l(vector(t)), ". Seen from close by it is as straight as the dotted line.");
  }
  say("descent", "And straight against ", g(NABLA), ", at ", italic(THETA), ` = 180\u00b0, the rate is the lowest, ${shown(-now.size)}. The method called gradient descent steps that way, to make ${F} smaller.`);
}

function tellLine(now) {
  const [x, h] = [state.at[0], state.w[0]];
  const far = f(x + h);
  const name = names[0];
  if (Number.isFinite(far) && Number.isFinite(now.value)) {
    const rise = far - now.value;
    say("secant", over(`${F}(${shown(x + h)}) \u2212 ${F}(${shown(x)})`, `${shown(x + h)} \u2212 ${shown(x)}`), equals(x, h, rise), over(w(shown(rise)), w(shown(h))), equals(rise / h), strong(shown(rise / h)));
    say("secant-words", `From P ${F} changes by ${shown(rise)} while ${name} changes by ${shown(h)}. The first number divided by the second is the slope of the `, w("line through both points"), ". Drag the second point closer to P.");
  } else {
    say("secant");
    say("secant-words", `At one of the two points this page finds no value of ${F}.`);
  }
  if (now.gradient === null) {
    say("slope-words", "This page finds no slope here to work with.");
    say("up");
    return;
  }
  const slope = now.gradient[0];
  say("slope-words", "This is the slope of the ", g("line that touches the curve"), " at P. The closer the second point comes, the less the two lines differ.");
  if (slope === 0) {
    say("up", `The slope is 0: to first order ${F} changes neither way. P may be the top of a hill or the bottom of a valley.`);
    return;
  }
  const way = slope > 0 ? "right" : "left";
  say("up", `On a line there are two directions. ${F} rises to the `, strong(way), `, at the rate ${shown(Math.abs(slope))}, and falls to the other side. A step of gradient descent goes to the ${slope > 0 ? "left" : "right"}.`);
}

function tellReadout(now) {
  const none = "\u2013";
  const has = now.gradient !== null;
  const pairs = flat
    ? [[`${F}(P)`, shown(now.value)], ["slope at P", has ? shown(now.gradient[0]) : none],
      ["slope of the line", Number.isFinite(f(state.at[0] + state.w[0])) ? shown((f(state.at[0] + state.w[0]) - now.value) / state.w[0]) : none]]
    : [[`${F}(P)`, Number.isFinite(now.value) ? shown(now.value) : none],
      [`along ${W}, per unit`, has ? quiet(now.unit, now.size) : none],
      ["highest rate", has ? shown(now.size) : none],
      [`angle ${THETA} to ${NABLA}`, has && now.size > 0 ? angleText(now.angle) : none]];
  byId("readout").replaceChildren(...pairs.map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value))));
}

function tellFull(now) {
  const rows = [];
  names.forEach((name, k) => rows.push([`at_${k}`, name, state.at[k]]));
  rows.push(["f", `${F}(P)`, now.value]);
  if (now.gradient !== null) {
    names.forEach((name, k) => rows.push([`gradient_${k}`, data.slopes[k], now.gradient[k]]));
    rows.push(["norm", LENGTH, now.size]);
  }
  state.w.forEach((each, k) => rows.push([`w_${k}`, `${W}, in ${names[k]}`, each]));
  rows.push(["norm_w", `\u2016${W}\u2016`, now.length]);
  if (now.gradient !== null) {
    rows.push(["rate", `${NABLA} \u00b7 ${W}`, now.rate], ["unit", `${NABLA} \u00b7 ${W} / \u2016${W}\u2016`, now.unit]);
    if (now.size > 0) rows.push(["cosine", `cos ${THETA}`, now.cosine], ["along", `the part of ${W} along ${NABLA}`, now.along], ["angle", `${THETA} in degrees`, degrees(now.angle)]);
  }
  byId("full").replaceChildren(...rows.map(([key, name, value]) =>
    element("tr", {}, element("th", { scope: "row" }, name), element("td", { "data-full": key }, String(value)))));
}

const WAYS = ["to the right", "up and to the right", "straight up", "up and to the left", "to the left", "down and to the left", "straight down", "down and to the right"];
function way(v) {
  const [a, b] = inPlane(v);
  if (Math.hypot(a, b) === 0) return "nowhere in this plane";
  const eighth = Math.round(degrees(Math.atan2(b, a)) / 45);
  return WAYS[(eighth + 8) % 8];
}

/** Where f comes to values and does not cross them. */
function touchedText(values) {
  return `Beside some curves of the value${values.length > 1 ? "s" : ""} ${values.map((each) => shown(each)).join(", ")}, ${F} is larger on both sides, or smaller on both, in floats.`;
}

/** What the picture shows, in words. */
function alternative(now) {
  const where = count === 1 ? `P is at ${pointText()}` : `P is at ${names.map((name, k) => `${name} = ${shown(state.at[k])}`).join(", ")}`;
  // What floats do not find may be there; of an examined point the tool's verdict is told.
  if (Number.isNaN(now.value)) return `${where}. ${verdictText() || `This page finds no value of ${F} there.`}`;
  const value = `${where}, where ${F}${equals(now.value)}${shown(now.value)}.`;
  if (now.gradient === null) return `${value} ${verdictText() || "This page finds no gradient there."}`;
  if (flat) {
    const far = f(state.at[0] + state.w[0]);
    const line = Number.isFinite(far) ? ` The line through P and the point at ${names[0]} = ${shown(state.at[0] + state.w[0])} has the slope ${shown((far - now.value) / state.w[0])}.` : "";
    return `${value} The line that touches the curve there has the slope ${shown(now.gradient[0])}.${line}`;
  }
  if (isFlatAround(now)) return `${value} The gradient is zero there: no direction is the steepest. ${flatText()}`;
  if (now.size === 0) {
    const ridge = now.touching > 0 ? ` Beside a curve of this value ${F} is larger on both sides, or smaller on both, in floats.` : "";
    return `${value} The gradient is zero there: no direction is the steepest.${ridge}`;
  }
  const points = count > 2 ? `is ${vector(now.gradient)}; its part in this plane points` : `${vector(now.gradient)} points`;
  const turn = count === 2 ? `, at ${angleText(Math.atan2(now.gradient[1], now.gradient[0]))} from the ${names[0]} axis` : "";
  const grad = `The gradient ${points} ${way(now.gradient)}${turn}${count > 2 ? ". The length of the gradient" : "; its length"}, ${shown(now.size)}, is the highest rate.`;
  const along = `${W} = ${vector(state.w)} is ${angleText(now.angle)} away from it: along ${W}, ${F} changes at ${quiet(now.unit, now.size)} per unit of distance.`;
  const curve = norm(inPlane(now.gradient)) > 0 ? `The level curve ${F}${equals(now.value)}${shown(now.value)} runs through P at a right angle to the gradient${count > 2 ? "'s part in this plane" : ""}.` : "";
  return `${value} ${grad} ${along} ${curve}`;
}

let announcing = null;
/** The text alternative follows when P and w have come to rest, so that it can be listened to. */
function announce(now, at_once) {
  clearTimeout(announcing);
  const tell = () => {
    const text = alternative(now);
    if (byId("alt").textContent !== text) byId("alt").textContent = text;
  };
  if (at_once) tell();
  else announcing = setTimeout(tell, 450);
}

// Where there is no gradient; and the command that examines the point.

function verdictText() {
  return state.examined === null ? "" : data.examined[state.examined].message;
}

function tellVerdict(now) {
  const box = byId("verdict");
  const exact = state.examined === null ? null : data.examined[state.examined];
  box.hidden = exact === null && now.gradient !== null;
  box.classList.toggle("of-level", exact !== null && exact.level);
  if (exact !== null) {
    box.replaceChildren(element("p", {}, strong(`At ${exact.text}: `), exact.message),
      element("p", { class: "who" }, "gradcli examined this point exactly when it made the page."));
  } else if (now.gradient === null) {
    const why = { "no value": `${F} has no value`, "no slope": `${F} has a corner, a step, or the end of a piece`, "too large": "a number is too large for a float" };
    box.replaceChildren(element("p", {}, `In floats it looks as if ${why[now.why]} here.`),
      element("p", { class: "who" }, "Floats prove nothing: what is true here the command at the end of the page says exactly."));
  }
}

function same(one, other) {
  return one.every((each, k) => each === other[k]);
}

function tellCommand(now) {
  const { words } = data;
  let at = state.at.map(plain).join(",");
  if (same(state.at, start.at)) at = words.at;
  else if (state.examined !== null) at = data.examined[state.examined].word;
  const along = same(state.w, start.w) ? words.w : state.w.map(plain).join(",");
  const name = now.gradient !== null && now.size > 0 ? "steepest" : "grad";
  const end = name === "steepest" ? ` --w ${along}` : "";
  byId("command").textContent = `gradcli ${name} ${words.function} --at ${at}${end}`;
}
