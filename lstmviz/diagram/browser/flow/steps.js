// The timesteps in the flow: past states in their lanes, x below them, walls and zeros between
// samples.
import { clamp } from "../arithmetic.js";
import { arrow } from "../lines.js";
import { subscript, two } from "../numerals.js";
import { between } from "../pen.js";
import { paste } from "../strip.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../pen.js").Box} Box */
/** @typedef {[x: number, width: number]} Slot */

const WIDE_SLOT = 60; // from here on, a column stands in its middle
const ROOMY = 24; // with room for a number

/**
 * How wide the step beside the carriage is; 0 where all are equally wide.
 * @param {View} view
 */
export function besideCarriage({ frame, pose, t }) {
  if (!frame.steps.cap) return 0;
  return t ? pose.steps[1] - pose.steps[0] : pose.steps[2] - pose.steps[1];
}

/**
 * Left edge and width of a step's column, cut by the carriage; wide slots hold a narrow column.
 * @param {View} view @param {number} step
 * @returns {Slot}
 */
export function slot({ frame, pose, t }, step) {
  let left = frame.film.left + pose.steps[step];
  let right = frame.film.left + pose.steps[step + 1];
  if (!frame.phone && step < t) right = Math.min(right, pose.carriage);
  if (!frame.phone && step > t) {
    left = Math.max(left, pose.carriage + frame.carriage.w);
    right = Math.max(right, left);
  }
  const wide = frame.strips.width;
  return right - left > WIDE_SLOT ? [(left + right - wide) / 2, wide] : [left, right - left];
}

/**
 * Lines between units in a column.
 * @param {View} view @param {number} x @param {number} w @param {number} y @param {string} paint
 */
function gaps({ pen, pose }, x, w, y, paint) {
  between(pose.units, (edge) => pen.block(x, y + edge - 0.3, w, 0.6, paint));
}

/**
 * Step t of a film into a column: in a lane with the chosen unit enlarged.
 * @param {View} view @param {string} name @param {number} sample @param {number} t
 * @param {Slot} slot @param {number} y @param {number} alpha
 */
export function drawColumn(view, name, sample, t, [x, w], y, alpha = 1) {
  if (w <= 0) return;
  const { unit, pose, scene, frame } = view;
  const cuts = [0, unit, unit + 1, scene.U].map((n) => [n, y + pose.units[n]]);
  drawPieces(view, name, sample, t, [x, w], cuts, frame.lane.height, alpha);
  gaps(view, x, w, y, view.stage.ink.lane);
}

/**
 * Step t of a film into a column of a height of its own.
 * @param {View} view @param {string} name @param {number} sample @param {number} t
 * @param {Slot} slot @param {number} y @param {number} high @param {number} alpha
 */
function drawWhole(view, name, sample, t, [x, w], y, high, alpha = 1) {
  if (w <= 0) return;
  const cuts = [
    [0, y],
    [view.film(name, sample).height, y + high],
  ];
  drawPieces(view, name, sample, t, [x, w], cuts, high, alpha);
}

/**
 * @param {View} view @param {string} name @param {number} sample @param {number} t
 * @param {Slot} slot @param {number[][]} cuts where the pieces end: unit and y
 * @param {number} room for all units @param {number} alpha
 */
function drawPieces(view, name, sample, t, [x, w], cuts, room, alpha) {
  paste(view.stage.ctx, view.film(name, sample), t, [x, w], cuts, room, alpha);
}

/**
 * An empty column.
 * @param {View} view @param {Slot} slot @param {number} y @param {number} h @param {boolean} lined
 */
export function drawHollow(view, [x, w], y, h, lined = false) {
  const { pen, stage } = view;
  if (w > 4) pen.block(x + 0.5, y + 0.5, w - 2, h - 1, "", 1, 2, stage.ink.hair);
  else pen.block(x, y, w, h, stage.ink.hair, 0.6);
  if (lined) gaps(view, x, w - 1, y, stage.ink.hair);
}

/** @param {Slot} slot @returns {Slot} */
const thin = ([x, w]) => [x, w > 4 ? w - 1 : w];

/** @param {View} view */
export function drawSteps(view) {
  const { pen, stage, frame } = view;
  const { left, right, tops, height } = frame.lane;
  const wide = right - left;
  if (!frame.phone) pen.block(left, frame.x.lane[0], wide, frame.x.lane[1], stage.ink.lane);
  for (const top of tops) pen.block(left, top - 5, wide, height + 10, stage.ink.lane);
  if (frame.phone) drawOverview(view);
  else drawLanes(view);
}

/**
 * What is drawn of each lane.
 * @param {View} view @param {(name: string, lane: number, state: boolean) => void} draw
 */
const eachLane = ({ scene }, draw) =>
  scene.lanes.forEach(([name, , state], lane) => {
    draw(name, lane, state);
  });

// --- the phone's ---------------------------------------------------------------------------------

/** @param {View} view */
function drawOverview(view) {
  const { pen, scene, frame, t } = view;
  const { film } = frame;
  const half = film.height / 2;
  const fade = 1 - view.pose.wipe;
  for (let step = 0; step < scene.T; step++) {
    const where = slot(view, step);
    eachLane(view, (name, lane, state) => {
      const y = film.y + lane * half;
      if (step > t) drawHollow(view, where, y, half - 1);
      else {
        const alpha = state ? fade : 0.8 * fade;
        drawWhole(view, name, view.sample, step, thin(where), y, half - 1, alpha);
      }
    });
  }
  const [x, w] = slot(view, t);
  /** @type {Box} */
  const now = [x - 1, film.y - 2, Math.max(w, 4) + 2, film.height + 2];
  pen.frame("now", now, "axis timesteps");
  eachLane(view, (name, lane, state) => {
    if (state) drawBefore(view, name, lane);
  });
}

/**
 * The state that the step before left.
 * @param {View} view @param {string} name @param {number} lane
 */
function drawBefore(view, name, lane) {
  const { pen, frame, t } = view;
  const { left, tops, height } = frame.lane;
  const room = frame.carriage.x - left;
  const v = view.at(name, t - 1);
  if (t) drawColumn(view, name, view.sample, t - 1, [left, room - 1], tops[lane]);
  else drawHollow(view, [left, room], tops[lane], height, true);
  const style = t ? `fill:${view.inkOn(name, v)}` : "";
  pen.write(`v${lane}`, left + room / 2, lensAt(view, lane), two(v), "m b least", style);
  pen.hit([left, tops[lane], room, height], t ? `lane${lane}` : "zero", { t: t - 1 });
}

/** The middle of the chosen unit's row. @param {View} view @param {number} lane */
export const lensAt = ({ frame, pose, unit }, lane) =>
  frame.lane.tops[lane] + (pose.units[unit] + pose.units[unit + 1]) / 2;

// --- the lanes -----------------------------------------------------------------------------------

/** @param {View} view */
function drawLanes(view) {
  const { pen, stage, scene, frame, t } = view;
  const { left, right } = frame.lane;
  const { y, row } = frame.x;
  for (let step = 0; step < scene.T; step++) {
    if (step === t) continue;
    drawStep(view, step);
    drawInput(view, step);
  }
  for (let f = 1; f < scene.F && row > 4; f++) {
    pen.block(left, y + f * row - 0.5, right - left, 1, stage.ink.lane);
  }
  for (const x of frame.film.walls) drawWall(view, x);
  drawNeighbours(view);
}

/** @param {View} view @param {number} step */
function drawStep(view, step) {
  const { pen, frame, t } = view;
  const { tops, height } = frame.lane;
  const fade = 1 - view.pose.wipe;
  const where = slot(view, step);
  const [x, w] = where;
  const past = step <= t;
  const roomy = besideCarriage(view) > WIDE_SLOT;
  const named = past && (step === t - 1 || roomy) && w > ROOMY;
  eachLane(view, (name, lane, state) => {
    const y = tops[lane];
    if (past) {
      drawColumn(view, name, view.sample, step, thin(where), y, state ? fade : 0.8 * fade);
      pen.hit([x, y, w, height], `lane${lane}`, { t: step });
    } else drawHollow(view, where, y, height);
    if (named) nameStep(view, name, lane, step, fade);
    if (named && state && roomy) drawWay(view, lane, step);
  });
}

/**
 * @param {View} view @param {string} name @param {number} lane @param {number} step
 * @param {number} fade
 */
function nameStep(view, name, lane, step, fade) {
  const { pen, frame, t } = view;
  const [x, w] = slot(view, step);
  const v = view.at(name, step);
  const style = `fill:${view.inkOn(name, v)};opacity:${fade}`;
  const above = frame.lane.tops[lane] - frame.text;
  const kind = step === t - 1 ? "m b" : "m muted";
  pen.write(`v${lane},${step}`, x + w / 2, lensAt(view, lane), two(v), "m b", style);
  pen.write(`p${lane},${step}`, x + w / 2, above, name + subscript(step + 1), kind);
}

/** An arrow from the step before. @param {View} view @param {number} lane @param {number} step */
function drawWay(view, lane, step) {
  const { pen, frame } = view;
  const [x] = slot(view, step);
  const [a, b] = step ? slot(view, step - 1) : [frame.film.zero, frame.zero];
  const y = lensAt(view, lane);
  /** @type {import("../pen.js").Place[]} */
  const points = [
    [a + b + 2, y],
    [x - 3, y],
  ];
  arrow(pen, `g${lane},${step}`, points, "arrow bold");
}

/** @param {View} view @param {number} step */
function drawInput(view, step) {
  const { pen, scene, frame, t } = view;
  const box = frame.x;
  const where = slot(view, step);
  const [x, w] = where;
  const past = step <= t;
  const clear = past || w < 5 || box.row < 6 || scene.layer > 0;
  if (clear) {
    drawWhole(view, "x", view.sample, step, thin(where), box.y, box.height, past ? 1 : 0.4);
  }
  for (let f = 0; f < scene.F; f++) {
    const y = box.y + f * box.row;
    if (!clear) {
      const fill = view.fillOf(view.origin(f, step)[1]);
      pen.block(x + 1, y + 1.5, w - 3, box.row - 3, "", 0.7, 2, fill, 1.2);
    }
    if (w > 26 && box.row > 9) {
      const id = `x${step},${f}`;
      pen.write(id, x + w / 2, y + box.row / 2, two(view.xAt(f, step)), "m least");
    }
    pen.hit([x, y, w, box.row], "x", { t: step, f });
  }
}

/** @param {View} view @param {number} x */
function drawWall({ pen, stage, frame }, x) {
  const { ctx, ink } = stage;
  const { tops, height } = frame.lane;
  const top = tops[0] - 5;
  const high = tops[1] + height + 5 - top;
  const room = frame.text * 6.6; // for what is written on it
  ctx.save();
  pen.block(x, top, frame.wall, high, "", 1, 3, ink.hatch);
  ctx.clip();
  for (let y = top; y < top + high + frame.wall; y += 6) {
    ctx.moveTo(x, y);
    ctx.lineTo(x + frame.wall, y - frame.wall);
  }
  ctx.stroke();
  pen.block(x, top + (high - room) / 2, frame.wall, room, ink.carriage);
  ctx.restore();
  pen.hit([x, top, frame.wall, high], "wall");
}

/** Zeros, and what is seen of the samples before and after. @param {View} view */
function drawNeighbours(view) {
  const { film } = view.frame;
  drawNeighbour(view, { t: 0, x: film.zero }, view.sample);
  for (const place of film.before) drawNeighbour(view, place, view.sample - 1);
  for (const place of film.after) drawNeighbour(view, place, view.sample + 1);
}

/** @param {View} view @param {{ t: number, x: number }} place @param {number} sample */
function drawNeighbour(view, { t, x }, sample) {
  const { pen, scene, frame } = view;
  const { tops, height } = frame.lane;
  /** @type {Slot} */
  const where = [x, t ? frame.film.narrow : frame.zero];
  eachLane(view, (name, lane, state) => {
    if (t && sample < view.sample && sample >= 0) {
      drawColumn(view, name, sample, t - 1, where, tops[lane], 0.45);
      if (scene.T < 2) {
        drawWhole(view, "x", sample, t - 1, where, frame.x.y, frame.x.height, 0.3);
      }
    } else if (t || state) drawHollow(view, where, tops[lane], height, !t);
    if (!t) pen.hit([x, tops[lane], where[1], height], "zero");
    if (!t && state && sample === view.sample && view.pose.wipe) drawWipe(view, name, lane);
  });
}

/**
 * The end of a sample: the squares fall apart on their way to the wall.
 * @param {View} view @param {string} name @param {number} lane
 */
function drawWipe(view, name, lane) {
  const { frame, pose, t } = view;
  const { walls } = frame.film;
  const end = walls[walls.length - 1];
  const start = pose.carriage + frame.carriage.w + 3;
  const fade = Math.min(1, (1 - pose.wipe) * 2);
  for (let n = 0; n < 9; n++) {
    const x = start + (end - start) * clamp(pose.wipe * (0.2 + n * 0.14));
    const y = frame.lane.tops[lane] + n * n * pose.wipe * 0.3;
    drawColumn(view, name, view.sample, t, [x, 11 - n], y, fade * (1 - n / 12));
  }
}
