// What the drawing of the wires knows: where inputs, gates and wires stand, and what is looked at.
// An input is a feature, or a previous unit after them; a gate is a column of the kernels.
import { list } from "../arithmetic.js";
import { makeMatrices } from "../matrix.js";

/** @typedef {ReturnType<typeof makeView>} View */
/** @typedef {import("../pen.js").Box} Box */
/** @typedef {"unit" | "feature" | "previous"} Kind */
/** @typedef {[kind: Kind, n: number]} Aim what is looked at */

export const MOTION = 500; // ms

/** @param {import("../player.js").Tools} tools */
export const makeView = (tools) => ({
  ...tools,
  all: makeMatrices(tools),
  features: 0,
  units: 0,
  columns: 0,
  /** @type {Aim | null} */
  aim: null,
  /** @type {Aim | null} what was looked at before */
  was: null,
  /** @type {Aim | null} what is looked at while nothing is pointed at */
  rested: null,
  /** @type {Aim | null} what the page asked for */
  asked: null,
  /** @type {Aim | null} what the keys point at */
  keyed: null,
});

/** @param {View} view */
export const wiresIn = ({ all }) => /** @type {WiringFrame} */ (all.frame).wires;
/** @param {View} view */
export const aimOf = ({ aim }) => /** @type {Aim} */ (aim);
/** @param {Box} box */
export const middle = ([x, , w]) => x + w / 2;

/** @param {View} view @param {number} k @returns {Box} */
export function inputAt(view, k) {
  const { feature, unit, inputs } = wiresIn(view);
  const n = k - view.features;
  if (n < 0) return [feature[0] + k * feature[1], inputs[0], feature[1], inputs[1]];
  return [unit[0] + n * unit[1], inputs[0], unit[1], inputs[1]];
}
/** @param {View} view @param {number} c @returns {Box} */
export function gateAt(view, c) {
  const { xs, cell } = view.all.boxes[0];
  const [y, high] = wiresIn(view).gates;
  return [xs[c], y, cell[0], high];
}
/** Columns of a unit, one in each block. @param {View} view @param {number} unit */
export const columnsOf = ({ columns, units }, unit) =>
  list(columns / units, (b) => b * units + unit);

/** @param {Aim | null} what */
export const isUnit = (what) => what?.[0] === "unit";
/** The input that is looked at. @param {View} view @param {Aim} what */
export const inputOf = ({ features }, [kind, n]) => (kind === "previous" ? features + n : n);
/** @param {View} view @param {number} k @returns {Aim} */
export const aimAt = ({ features }, k) =>
  k < features ? ["feature", k] : ["previous", k - features];
