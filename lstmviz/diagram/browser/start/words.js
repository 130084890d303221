// What the way in says: one idea a beat, in short sentences, with the numbers of the table.
import { count, fixed, two } from "../numerals.js";

export const FEEDS = {
  columns: "one value at a time",
  row: "one row at a time",
  window: "a window of rows",
};

/** Said of a lane that has ended before the longest. */
export const NOTES = {
  columns: "",
  row: "One tick a row, and a wall after each: no row meets another.",
  window: "Three rows, one after another, and no wall between them: they meet.",
};

const NAMED = { columns: "(N, 3, 1)", row: "(N, 1, 3)", window: "the window" };
export const ANSWERS = {
  columns: "Then feed the columns one after another: (N, columns, 1).",
  row: "Then feed one row, one step: (N, 1, columns).",
  window: "Then feed a window of W rows: (N, W, columns).",
};

/** @param {string[]} names */
const listed = (names) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** @param {number} number @param {string} word */
export const many = (number, word) => `${count(number)} ${word}${number === 1 ? "" : "s"}`;

/**
 * What one tick reads, and what happens to the state.
 * @param {StartScene} scene @param {import("./course.js").Tick[]} ticks @param {number} tick from 1
 * @param {number[]} values
 */
export function tickWords({ columns }, ticks, tick, values) {
  const { cells, last } = ticks[tick - 1];
  const row = Math.floor(cells[0] / columns.length);
  const read = cells.map((cell) => `${columns[cell % columns.length]} = ${values[cell]}`);
  const began = tick === 1 || ticks[tick - 2].last;
  const memory = began
    ? "The box knows nothing yet: its state is 0."
    : "It still holds what came before.";
  const end = last
    ? "Then the wall falls: the sample is over, and the state is wiped."
    : "What it makes of this goes on to the next tick.";
  const gets =
    cells.length > 1 ? `enter: each unit gets all ${cells.length}` : "enters: each unit gets it";
  return `Row ${row}: ${listed(read)} ${gets}. ${memory} ${end}`;
}

/**
 * What the first wall means.
 * @param {import("./course.js").Tick[]} ticks @param {number} tick from 1 @param {StartScene} scene
 */
export function wallWords(ticks, tick, { columns }) {
  const rows = new Set(
    ticks
      .slice(0, tick)
      .flatMap(({ cells }) => cells)
      .map((cell) => Math.floor(cell / columns.length)),
  );
  const done = rows.size > 1 ? `${rows.size} rows were one sample` : "One row was one sample";
  return `${done}: it is over, and what the box knew of it is wiped. Go on, with all three.`;
}

/** @param {StartScene} scene */
export const pulledName = ({ columns, pulled }) =>
  `${columns[pulled % columns.length]} in row ${Math.floor(pulled / columns.length)}`;

/**
 * Of a lane whose value was pulled: how many units changed, sample by sample.
 * @param {{ h: boolean[][], y: boolean }[]} changed by sample @param {number} units
 */
export function tellWords(changed, units) {
  const lit = changed.map(({ h }) => Math.max(...h.map((state) => state.filter(Boolean).length)));
  if (lit.length === 1) return lit[0] ? `${lit[0]} of ${units} units changed` : "unchanged";
  return lit.map((n, row) => `row ${row}: ${n} of ${units} changed`).join(",\n");
}

/**
 * What pulling has shown.
 * @param {Lane["key"][]} moved keys of the lanes whose last prediction changed
 */
export const movedWords = (moved) =>
  moved.length
    ? `The last prediction changes in ${listed(moved.map((key) => NAMED[key]))} only.`
    : "Now the number is what it was: nothing differs.";

/** @param {number} error @param {string} unit */
const inUnit = (error, unit) => `${fixed(error, 1)}${unit && ` ${unit}`}`;

/**
 * What the trained networks came to.
 * @param {Proof} proof
 */
export function proofWords({ curves, unit, last_value, lowest }) {
  const [columns, row, window] = curves.map(({ errors }) =>
    inUnit(errors[errors.length - 1], unit),
  );
  return (
    `Repeating the last value errs by ${inUnit(last_value, unit)}. (N, 3, 1) reaches ${columns}, ` +
    `(N, 1, 3) ${row}: one row knows no more than that, in whatever order it is read. The window ` +
    `reaches ${window}; nothing can get below ${inUnit(lowest, unit)}.`
  );
}

/**
 * A prediction after a number was pulled.
 * @param {boolean} changed @param {number} after
 */
export const change = (changed, after) => (changed ? `→ ${two(after)}` : "=");

/**
 * What became of a lane's last prediction.
 * @param {number} before @param {number} after
 */
export const lastWords = (before, after) =>
  before === after
    ? `Its last prediction stays ${two(before)}, to the last digit.`
    : `Its last prediction goes from ${two(before)} to ${two(after)}.`;
