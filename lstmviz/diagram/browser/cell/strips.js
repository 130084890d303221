// The strips of all units, with a lens on the one looked at.
import { clamp, plainLens, spread } from "../arithmetic.js";
import { subscript } from "../numerals.js";
import { TIMES } from "./view.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../pen.js").Box} Box */

const [LENS, PHONE_LENS] = [17, 20];
const THICK = 3; // px from which neighbours stand apart

/**
 * Units from … to … of a state at a step, across on a phone, else down.
 * @param {View} view @param {string} name @param {number} t @param {Box} box
 * @param {[number, number]} units first, and end
 */
export function drawStrip(view, name, t, [x, y, w, h], [first, end] = [0, view.scene.U]) {
  const { ctx } = view.stage;
  const { phone } = view.frame;
  const many = end - first;
  ctx.imageSmoothingEnabled = many > 1 && (phone ? w : h) < many;
  if (!phone) {
    ctx.drawImage(view.picture(name), t, first, 1, many, x, y, w, h);
    return;
  }
  ctx.save();
  ctx.transform(0, 1, 1, 0, x, y);
  ctx.drawImage(view.picture(name), t, first, 1, many, 0, 0, h, w);
  ctx.restore();
}

/** @param {View} view */
export function drawStrips(view) {
  const { pen, scene, frame, pose, unit } = view;
  const { x, y, w, h } = frame.strips;
  const { phone } = frame;
  const long = phone ? w : h;
  const size = Math.max(Math.min(long, phone ? PHONE_LENS : LENS), long / scene.U);
  pose.edges = spread(scene.U, unit, plainLens(long, size));
  scene.lines.forEach((name, k) => {
    drawState(view, name, k, (long - size) / scene.U > THICK);
  });
  const units = phone ? ` (0–${scene.U - 1})` : "";
  const kind = `axis units${phone ? "" : " r"}`;
  const below = phone ? y - 12 : y + h + 11;
  pen.write("uname", phone ? x : frame.width - 6, below, `unit ${unit}${units}`, kind);
}

/** @param {View} view @param {string} name @param {number} k @param {boolean} apart */
function drawState(view, name, k, apart) {
  const { pen, stage, frame, pose, t, unit } = view;
  const { x, y, w, h, gap } = frame.strips;
  const { phone } = frame;
  const left = phone ? x : x + k * (w + gap);
  const top = phone ? y + k * (h + gap) : y;
  /** A piece of the strip. @param {number} start @param {number} end @returns {Box} */
  const piece = (start, end) =>
    phone ? [left + start, top, end - start, h] : [left, top + start, w, end - start];
  const { edges } = pose;
  const [from, to, last] = [edges[unit], edges[unit + 1], edges[edges.length - 1]];
  pen.block(...piece(0, phone ? w : h), stage.ink.track, 1, 2);
  stage.ctx.globalAlpha = view.part(TIMES.done - 120, TIMES.done);
  if (unit) drawStrip(view, name, t, piece(0, from), [0, unit]);
  drawStrip(view, name, t, piece(from, to), [unit, unit + 1]);
  if (unit + 1 < view.scene.U) drawStrip(view, name, t, piece(to, last), [unit + 1, view.scene.U]);
  stage.ctx.globalAlpha = 1;
  for (const edge of apart ? edges.slice(1, -1) : []) {
    pen.block(...piece(edge - 0.4, edge + 0.4), stage.ink.carriage);
  }
  const [lx, ly, lw, lh] = piece(from, to);
  /** @type {Box} */
  const lens = phone ? [lx, ly - 1, lw, lh + 2] : [lx - 1, ly, lw + 2, lh];
  pen.frame(`lens${k}`, lens, "axis units", 2);
  const text = name + subscript(t + 1);
  if (phone) pen.write(`u${k}`, left, top + h / 2, text, "least b halo");
  else pen.write(`u${k}`, left + w / 2, top - 18, text, "m b inked");
  pen.hit([left - 2, top - 2, phone ? w : w + 4, phone ? h + 4 : h], "unit");
}

/** The unit pointed at. @param {View} view */
export function unitAt({ stage, scene, frame, pose }) {
  const { x, y } = /** @type {import("../stage.js").Point} */ (stage.point);
  const along = frame.phone ? x - frame.strips.x : y - frame.strips.y;
  return clamp(pose.edges.findIndex((edge) => edge > along) - 1, 0, scene.U - 1);
}
