// What the lanes say: at each tick what each of them reads, and what it says at the end of a
// sample.
import { count, subscript, two } from "../numerals.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").LaneShown} LaneShown */

/** A lane's shape. @param {LaneShown} shown */
export const nameOf = ({ lane: { shape } }) => `(${shape.join(", ")})`;

/** @param {string[]} parts */
const listed = (parts) =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** A cell of the table with its value. @param {View} view @param {number} cell */
function cellWords(view, cell) {
  const { name, unit } = view.scene.columns[view.placeOf(cell)[1]];
  return `${name} ${view.textOf(cell)}${unit && ` ${unit}`}`;
}

/** What is read at a tick. @param {View} view @param {LaneShown} shown @param {number} tick */
function readWords(view, shown, tick) {
  const cells = view.reads(shown, tick);
  const rows = cells.map((cell) => view.scene.rows[view.placeOf(cell)[0]]);
  const [first, last] = [Math.min(...rows), Math.max(...rows)];
  if (first < last) return `rows ${count(first)} to ${count(last)} at once`;
  if (cells.length > 1) return `row ${count(first)}`;
  return `${cellWords(view, cells[0])} of row ${count(first)}`;
}

/** @param {View} view @param {LaneShown} shown */
function laneWords(view, shown) {
  const { sample, step, last } = view.step(shown, view.tick);
  const deeds = [`reads ${readWords(view, shown, view.tick)}`];
  if (!step) deeds.unshift("starts from 0");
  if (last) deeds.push(`says ${shown.numbers.guesses[sample]}`, "is wiped");
  return `${nameOf(shown)} ${listed(deeds)}`;
}

/** What happens at the tick in view. @param {View} view */
export function tickWords(view) {
  const going = view.lanes.filter(({ ticks }) => view.tick < ticks);
  if (view.tick === view.clock - 1) return endWords(view);
  const done = view.lanes.filter(({ ticks }) => ticks && view.tick >= ticks);
  const parts = going.map((shown) => laneWords(view, shown));
  const whole = done.filter(({ lane }) => !lane.cut);
  if (whole.length) {
    const has = whole.length > 1 ? "have" : "has";
    parts.push(`${listed(whole.map(nameOf))} ${has} read the same rows already`);
  }
  parts.push(...cutWords(done));
  return `${parts.join("; ")}.`;
}

/** Of lanes that were not fed all rows, what they have read. @param {LaneShown[]} lanes */
const cutWords = (lanes) =>
  lanes
    .filter(({ lane }) => lane.cut)
    .map((shown) => `${nameOf(shown)} has read only the ${shown.lane.cut}`);

/** What all have come to: the last prediction of each is of the same target. @param {View} view */
function endWords({ lanes }) {
  const said = lanes
    .filter(({ ticks }) => ticks)
    .map((shown) => `${nameOf(shown)} says ${shown.numbers.guesses.at(-1)}`);
  const target = lanes[lanes.length - 1].lane.targets.at(-1);
  const cut = cutWords(lanes);
  const read = cut.length ? "All" : "All have read the same rows and";
  const end = `${read} predict the same target, ${target}: ${listed(said)}`;
  return `${[end, ...cut].join(". ")}.`;
}

/**
 * What a tick of a lane shows, for the note beside it.
 * @param {View} view @param {LaneShown} shown @param {number} tick
 */
export function noteOf(view, shown, tick) {
  const { sample, step, last } = view.step(shown, tick);
  const { lane, numbers } = shown;
  const row = view.scene.rows[view.placeOf(view.reads(shown, tick)[0])[0]];
  const read = view.reads(shown, tick).slice(0, 3);
  const states = view.scene.states.map(
    (name, state) => `${name}${subscript(step + 1)} ${two(view.at(shown, state, tick, view.unit))}`,
  );
  return [
    `Sample ${count(lane.samples[sample])}, step ${step + 1} of ${lane.timesteps}`,
    `Row ${count(row)}: ${read.map((cell) => cellWords(view, cell)).join(", ")}`,
    `Unit ${view.unit}: ${states.join(", ")}`,
    ...(last ? [`ŷ ${numbers.guesses[sample]}, target ${lane.targets[sample]}`] : []),
  ];
}
