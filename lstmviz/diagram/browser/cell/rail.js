// The rail: the unit's states over all timesteps.
import { clamp, list } from "../arithmetic.js";
import { stroke } from "../lines.js";
import { TIMES } from "./view.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../pen.js").Place} Place */

const HEIGHT = 16; // of the tab

/** x of a step. @param {View} view @param {number} step */
const xOf = ({ scene, frame }, step) => frame.rail.x + ((step + 0.5) / scene.T) * frame.rail.w;

/** @param {View} view */
export function drawRail(view) {
  const { pen, stage, scene, frame, t } = view;
  const { x, y, w, h } = frame.rail;
  const now = xOf(view, t);
  const wide = clamp(w / scene.T, 3, 46);
  pen.block(x, y, w, h, stage.ink.lane, 1, 4);
  pen.block(x - 8, y + h / 2 - 0.5, w + 8, 1, stage.ink.line);
  pen.block(now - wide / 2, y, wide, h, stage.ink.timesteps, 0.14);
  scene.lines.forEach((name, k) => {
    drawLine(view, name, k);
  });
  drawNumbers(view, now);
  pen.hit([x, y, w, h + 18], "rail");
}

/** @param {View} view @param {string} name @param {number} k */
function drawLine(view, name, k) {
  const { pen, stage, scene, frame, pose, series, t } = view;
  const { x, y, h } = frame.rail;
  const main = k === 0;
  /** @param {number} v */
  const yOf = (v) => y + h / 2 - (v / pose.height) * (h / 2 - 4);
  /** @type {Place[]} */
  const points = [
    [x - 6, yOf(0)],
    ...list(scene.T, (step) => /** @type {Place} */ ([xOf(view, step), yOf(series[name][step])])),
  ];
  const reached = view.player.phase >= TIMES.done - 120 ? t + 1 : t;
  const paint = main ? stage.ink.ink : stage.ink.o;
  const dash = main ? [] : [4, 2];
  stroke(stage.ctx, points.slice(0, reached + 1), paint, main ? 2 : 1.6, 1, dash);
  stroke(stage.ctx, points.slice(reached), paint, main ? 2 : 1.6, 0.3, dash);
  const tone = main ? "inked" : "o";
  const aside = scene.lines.length > 1 ? (main ? -9 : 9) : 0;
  pen.dot(`o${k}`, points[reached], 3.5, `fill ${tone}`);
  pen.write(`l${k}`, x - 14, y + h / 2 + aside, name, `r b ${tone}`);
}

/** @param {View} view @param {number} now x of this step */
function drawNumbers(view, now) {
  const { pen, scene, frame, t } = view;
  const { x, y, w, h, every } = frame.rail;
  const tab = frame.number * 3.6;
  for (let step = every - 1; step < scene.T; step += every) {
    const at = xOf(view, step);
    if (Math.abs(at - now) <= tab / 2 + 10) continue;
    const kind = `m least ${step < t ? "axis timesteps" : "muted"}`;
    pen.write(`i${step}`, at, y + h + 9, String(step + 1), kind);
  }
  const left = clamp(now - tab / 2, x - 8, x + w - tab + 8);
  pen.frame("tab", [left, y + h + 1, tab, HEIGHT], "fill tab", 8);
  pen.write("tabt", left + tab / 2, y + h + 9, `t = ${t + 1}`, "m b on");
}

/** The step pointed at. @param {View} view */
export function stepAt({ stage, scene, frame }) {
  const { x } = /** @type {import("../stage.js").Point} */ (stage.point);
  const part = (x - frame.rail.x) / frame.rail.w;
  return clamp(Math.floor(part * scene.T), 0, scene.T - 1);
}
