// Where all of the flow stands at a moment of its step, and how long a step takes.
import { clamp, mix, spread } from "../arithmetic.js";
import { rowsShown } from "./table.js";
import { reads } from "./view.js";

/** @typedef {import("./view.js").View} View */

export const [MOTION, STEP] = [500, 1200]; // ms at 1×
const LASTS = 3; // times as long as others the last step stands, and its wipe takes
export const LAST_WIPE = LASTS * 350; // ms

/** @param {View} view */
export const isLast = ({ scene, t }) => t === scene.T - 1;

/**
 * How long a step stands, ms: prediction, target and error take longer to read.
 * @param {View} view
 */
export const rest = (view) => MOTION + (isLast(view) ? LASTS : 1) * (STEP - MOTION);

/**
 * How far a part of the motion has come.
 * @param {View} view @param {number} start @param {number} end
 */
export const part = ({ player }, start, end) => clamp((player.phase - start) / (end - start));

/** @param {View} view @param {number} slide @returns {import("./view.js").Pose} */
export function newPose(view, slide) {
  const { scene, frame, from, t } = view;
  const read = reads(view);
  const [row] = read[read.length - 1];
  const shown = rowsShown(view, row);
  const steps = spread(scene.T, t, frame.steps);
  const left = frame.phone ? frame.carriage.x : frame.film.left + steps[t];
  return {
    read,
    list: shown,
    row: shown.indexOf(row),
    rows: [],
    columns: [],
    steps: mix(from?.steps, steps, slide),
    units: spread(scene.U, view.unit, frame.units),
    carriage: from ? from.carriage + (left - from.carriage) * slide : left,
    when: [
      part(view, 220, 300),
      part(view, 300, 360),
      part(view, 360, 420),
      part(view, 420, MOTION),
    ],
    wipe: isLast(view) ? part(view, rest(view), rest(view) + LAST_WIPE) : 0,
    spots: {},
    frame: undefined,
  };
}
