// The marks of the flow: what Python lists to be written and drawn.
import { clamp } from "../arithmetic.js";
import { arrow } from "../lines.js";
import { middleOfStep } from "./guess.js";
import { lensAt } from "./steps.js";
import { say } from "./words.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../pen.js").Place} Place */
/** @typedef {import("../pen.js").Words} Words */

/**
 * A coordinate: a number, or the name of what moves.
 * @param {View} view @param {number | string} at
 */
function placeOf(view, at) {
  if (typeof at === "number") return at;
  const [, kind, name, more] = /** @type {string[]} */ (at.match(/(.)(\w+)(.*)/));
  return PLACES[kind](view, name) + Number(more);
}
/** @type {Record<string, (view: View, name: string) => number>} */
const PLACES = {
  L: (view, lane) => lensAt(view, Number(lane)),
  A: (view, lane) => free(view, Number(lane), 8),
  B: (view, lane) => free(view, Number(lane), 28),
  C: ({ frame, pose }, column) => frame.table.x + pose.columns[Number(column)],
  R: ({ pose }, row) => pose.spots[row],
  S: (view, step) => middleOfStep(view, Number(step)),
};
/**
 * Free room in a lane, beside the chosen unit.
 * @param {View} view @param {number} lane @param {number} y
 */
function free({ frame, scene, unit }, lane, y) {
  const { tops, height } = frame.lane;
  return tops[lane] + (unit < scene.U / 2 ? height - 36 + y : y);
}

/** @param {View} view @param {FlowMark} mark @param {number} n */
export function drawMark(view, [kind, moves, places, text, style, start], n) {
  const { pen, player, pose } = view;
  const id = kind + n;
  const points = places.map(
    ([x, y]) => /** @type {Place} */ ([placeOf(view, x) + moves * pose.carriage, placeOf(view, y)]),
  );
  const [[x, y], end] = points;
  const look = player.phase < start ? `${style} pale` : style;
  const words = filled(view, text);
  if (kind === "n") drawNumber(view, id, x, y, words, look);
  if (kind === "t") pen.write(id, x, y, words, look);
  if (kind === "u") pen.upright(id, x, y, words, look);
  if (kind === "l") pen.line(id, points, look);
  if (kind === "r") drawRail(view, id, points, look);
  if (kind === "a") arrow(pen, id, points, look);
  if (kind === "b") pen.frame(id, [x, y, end[0] - x, end[1] - y], look, Number(text ?? 5));
}

/**
 * @param {View} view @param {FlowMark[3]} text
 * @returns {Words | undefined}
 */
function filled(view, text) {
  if (typeof text === "string") return say(view, text);
  if (!Array.isArray(text)) return undefined;
  return text.map(([piece, kind]) => [say(view, piece), kind]);
}

/**
 * The rail, but where the tab and its words stand.
 * @param {View} view @param {string} id @param {Place[]} ends @param {string} style
 */
function drawRail({ frame, pen, pose }, id, [[first, y], [last]], style) {
  const [from, to] = frame.rail.map((x) => clamp(pose.carriage + x, first, last));
  /** @type {(id: string, left: number, right: number) => void} */
  const piece = (id, left, right) =>
    pen.line(
      id,
      [
        [left, y],
        [right, y],
      ],
      style,
    );
  piece(id, first, from);
  piece(`${id}+`, to, last);
}

/**
 * A number on the rail, unless the carriage covers it.
 * @param {View} view @param {string} id @param {number} x @param {number} y
 * @param {Words | undefined} words @param {string} style
 */
function drawNumber({ frame, pen, pose: { carriage } }, id, x, y, words, style) {
  const [left, right] = frame.rail;
  if (x > carriage + left && x < carriage + right) return;
  pen.write(id, x, y, words, style + (x < carriage ? " axis timesteps" : " muted"));
}
