// What the flow says: numbers for its templates, and where a cell of the table goes.
import { bracketed, count, subscript, two } from "../numerals.js";
import { fill } from "../words.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").Cell} Cell */

/**
 * What is pointed at.
 * @typedef {{ t?: number, f?: number, cell?: Cell, unit?: number }} Pointed
 */

const LISTED = 4; // places in X

/** @type {Record<string, (view: View) => string | number>} */
const TERMS = {
  t: ({ t }) => subscript(t + 1),
  p: ({ t }) => subscript(t),
  step: ({ t }) => t + 1,
  left: ({ t }) => t,
  next: ({ t }) => t + 2,
  unit: ({ unit }) => unit,
  sample: (view) => sampleName(view, 0),
  before: (view) => sampleName(view, -1),
  after: (view) => sampleName(view, 1),
  label: ({ values }) => values.label,
  ends: ({ scene, ends }) =>
    scene.lanes
      .filter(([, , state]) => state)
      .map(([name]) => `${name} ±${ends?.[name]}`)
      .join(", "),
  y: ({ values, sample, t }) => values.guess.text[sample][t],
  target: ({ scene, sample }) => scene.targets[sample].text,
  row: ({ scene, sample }) => count(scene.targets[sample].row),
  error: ({ values, sample }) => values.guess.error[sample],
  feature: ({ pointed }) => String(pointed.f),
  value: (view) => two(view.xAt(view.pointed.f ?? 0)),
  cell: (view) => cellWords(view, view.pointed.cell ?? view.origin(view.pointed.f ?? 0)),
  goes: (view) => goes(view, view.pointed.cell),
};

/** @param {View} view @param {number} beside */
function sampleName({ scene, sample }, beside) {
  const number = scene.samples[sample] + beside;
  return number < 0 || number >= scene.total ? "none" : count(number);
}

/** @param {View} view @param {Cell} cell */
function cellWords({ scene: { table, columns } }, [r, m]) {
  return `${table.names[r]}, ${columns[m].name}: ${table.text[r][m]} ${columns[m].unit}`;
}

/**
 * Places in X, [sample of the chunk, step, feature], that read a cell.
 * @param {View} view @param {Cell | undefined} cell
 */
export function uses({ scene: { T, features }, source, places }, cell) {
  /** @type {[number, number, number][]} */
  const found = [];
  source.forEach((number, k) => {
    const step = Math.floor(k / features);
    if (places.get(number) === cell) found.push([Math.floor(step / T), step % T, k % features]);
  });
  return found;
}

/** @param {View} view @param {Cell | undefined} cell */
function goes(view, cell) {
  const all = uses(view, cell).map(([n, t, f]) => `X[${view.scene.samples[n]}, ${t}, ${f}]`);
  if (!all.length) return "not read here";
  const more = all.length > LISTED ? ` + ${all.length - LISTED} more` : "";
  return `goes to ${all.slice(0, LISTED).join(", ")}${more}`;
}

/**
 * Fill a template.
 * @param {View} view @param {string} text
 */
export const say = (view, text) =>
  fill(text, (key, sign) => {
    if (TERMS[key]) return TERMS[key](view);
    if (key.startsWith("m.")) return `${Math.round(100 * view.mean(key.slice(2)))} %`;
    const v = key.endsWith("-") ? view.at(key.slice(0, -1), view.t - 1) : view.at(key);
    return sign === "×" ? bracketed(v) : two(v);
  });
