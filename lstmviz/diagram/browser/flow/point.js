// Pointing at the flow: what is said of it, which cells it came from, and which steps read it.
import { clamp } from "../arithmetic.js";
import { answerTo, HINT } from "../asks.js";
import { layBeside } from "../stage.js";
import { slot } from "./steps.js";
import { around } from "./table.js";
import { reads } from "./view.js";
import { say, uses } from "./words.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../pen.js").Box} Box */
/** @typedef {import("../stage.js").Point} Point */

/** @param {View} view */
export function drawPoint(view) {
  const { pen, stage } = view;
  const region = pen.pointed();
  stage.tip.hidden = !region;
  view.pointed = region?.at ?? {};
  if (!region) return;
  const [x, y, w, h] = region.box;
  const { y: at } = /** @type {Point} */ (stage.point);
  const isStrip = /^(lane|strip)/.test(region.kind);
  if (isStrip) view.pointed = { ...view.pointed, unit: unitAt(view, at) };
  pen.frame("m", isStrip ? unitBox(view, x, w, at) : [x - 1, y - 1, w + 2, h + 2], "mark", 3);
  const lines = asIf(view, () => {
    frameSources(view, region.kind);
    return view.scene.tips[region.kind].map((line) => say(view, line));
  });
  if (answerTo(region.kind)) lines.push(HINT);
  if (region.kind === "cell" && !view.frame.phone) frameUses(view);
  stage.note(lines);
  const { scale } = stage;
  layBeside(stage, (x + w) * scale + 12, x * scale - 12, at * scale);
}

/** The top of the lane pointed at. @param {View} view @param {number} y */
const topAt = ({ frame }, y) => Number(frame.lane.tops.findLast((top) => top <= y));
/** @param {View} view @param {number} y */
function unitAt(view, y) {
  const found = view.pose.units.findIndex((edge) => topAt(view, y) + edge > y) - 1;
  return clamp(found, 0, view.scene.U - 1);
}
/** @param {View} view @param {number} x @param {number} w @param {number} y @returns {Box} */
function unitBox(view, x, w, y) {
  const { units } = view.pose;
  const unit = view.pointed.unit ?? view.unit;
  return [x - 1, topAt(view, y) + units[unit] - 1, w + 2, units[unit + 1] - units[unit] + 2];
}

/**
 * Frame the table's cells that what is pointed at came from.
 * @param {View} view @param {string} kind
 */
function frameSources(view, kind) {
  const cells = kind === "x" ? [view.origin(view.pointed.f ?? 0)] : reads(view);
  const box = /^(x|lane|strip)/.test(kind) ? around(view, cells) : undefined;
  if (box) view.pen.frame("c", box, "mark", 3);
}
/** Frame the steps that read the table's cell pointed at. @param {View} view */
function frameUses(view) {
  const [top, high] = view.frame.x.lane;
  for (const [sample, step] of uses(view, view.pointed.cell)) {
    if (sample !== view.sample || step === view.t) continue;
    const [x, w] = slot(view, step);
    view.pen.frame(`g${step}`, [x, top, w, high], "mark");
  }
}

/**
 * What holds at the step and the unit pointed at.
 * @template V
 * @param {View} view @param {() => V} f
 */
function asIf(view, f) {
  const kept = [view.t, view.unit];
  view.t = view.pointed.t ?? view.t;
  view.unit = view.pointed.unit ?? view.unit;
  const found = f();
  [view.t, view.unit] = kept;
  return found;
}
