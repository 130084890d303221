// The prediction under each step of the flow, and the target across.
import { list } from "../arithmetic.js";
import { arrow } from "../lines.js";
import { beside } from "./room.js";
import { besideCarriage, slot } from "./steps.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../pen.js").Place} Place */

/** @param {View} view @returns {FlowStrip} */
const output = ({ scene }) => /** @type {FlowStrip} */ (scene.strips.find((s) => s.name === "h"));

/** x below the strip of h. @param {View} view */
function belowOutput(view) {
  const { frame, pose } = view;
  return pose.carriage + frame.strips.x[output(view).column] + frame.strips.width / 2 + 6;
}

/** The middle of a step's column. @param {View} view @param {number} step */
export function middleOfStep(view, step) {
  const [x, w] = slot(view, step);
  return x + w / 2;
}

/** @param {View} view */
export function drawGuess(view) {
  const { pen, scene, values, frame, pose, sample, t } = view;
  const { y: top, height, left, right } = frame.guess;
  /** @param {number} v 0 … 1 */
  const yOf = (v) => top + height * (1 - v);
  const x = belowOutput(view);
  const goal = yOf(values.guess.goal[sample]);
  const guessed = pose.when[3] > 0;
  const done = guessed ? t + 1 : t;
  const points = list(done, (step) => {
    const at = step === t ? x : middleOfStep(view, step);
    return /** @type {Place} */ ([at, yOf(values.guess.at[sample][step])]);
  });
  /** @type {Place[]} */
  const across = [
    [left, goal],
    [right, goal],
  ];
  pen.line("goalline", across, "dash");
  if (t < scene.T - 1 && !frame.phone) {
    pen.dot("aim", [middleOfStep(view, scene.T - 1), goal], 5, "ring");
  }
  if (done > 1 && !frame.phone) pen.line("guesses", points, "", `opacity:${1 - pose.wipe}`);
  points.forEach((point, step) => {
    const seen = step === t || (!frame.phone && besideCarriage(view) > 6);
    if (seen) pen.dot(`d${step}`, point, step === t ? 4 : 2.5, "inked fill");
  });
  drawFall(view, x, guessed ? yOf(values.guess.at[sample][t]) : null, goal);
}

/**
 * The arrow from h to the guess, and what the guess is.
 * @param {View} view @param {number} x @param {number | null} y of the guess, once there is one
 * @param {number} goal y of the target's line
 */
function drawFall(view, x, y, goal) {
  const { pen, frame } = view;
  const { y: top, height } = frame.guess;
  const from = frame.lane.tops[output(view).lane] + frame.lane.height + 3;
  /** @type {Place[]} */
  const fall = [
    [x, from],
    [x, y === null ? top - 3 : y - 5],
  ];
  arrow(pen, "fall", fall, y === null ? "arrow pale" : "arrow");
  if (y === null) return;
  sayGuess(view, x, y, goal);
  pen.hit([x - 30, top - 4, 200, height + 8], "guess", { t: view.t });
}

/** @param {View} view @param {number} x @param {number} y @param {number} goal y of its line */
function sayGuess(view, x, y, goal) {
  const { pen, scene, values, frame, sample, t } = view;
  const { y: top, height } = frame.guess;
  const flip = x + frame.text * 19 > frame.width;
  const { text, error } = values.guess;
  const last = `prediction, error ${error[sample]}`;
  const said = t === scene.T - 1 ? last : "if the rows ended here";
  /** @type {[string, string][]} */
  const parts = [
    [text[sample][t], "number"],
    [flip ? `${said}  ` : `  ${said}`, "muted"],
  ];
  if (flip) parts.reverse();
  // On the left they would cover the line of the guesses.
  const free = beside(y, goal, top + height / 2, flip && !frame.phone && t > 0);
  pen.write("guess", x + (flip ? -10 : 10), free, parts, flip ? "r halo" : "halo");
}
