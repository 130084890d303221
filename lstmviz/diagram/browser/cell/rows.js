// The rows of terms in the drawing of a cell, and what each of them is called.
import { earlier, list } from "../arithmetic.js";
import { count, subscript } from "../numerals.js";

/** @typedef {import("./view.js").View} View */

/**
 * A row of terms: a value of x, other values of x, an earlier h, other earlier h, or the bias.
 * @typedef {object} Row
 * @property {"x" | "xs" | "h" | "hs" | "b"} kind
 * @property {number} n which of its kind
 * @property {string[]} names from long to short
 * @property {number} [value] of a single one
 */

/**
 * What value f of x is called: by its column, by its row, or by both.
 * @param {View} view @param {number} f
 */
function namesOf(view, f) {
  const { scene } = view;
  if (scene.layer) return [`unit ${f}`];
  const [r, m] = view.spot(f);
  const places = list(scene.F, (g) => view.spot(g));
  const { names } = scene.columns[m];
  const number = count(scene.table.numbers[r]);
  if (places.every((place) => place[0] === r)) return names;
  if (places.every((place) => place[1] === m)) return [`row ${number}`, number];
  const short = names[names.length - 1];
  return [`${names[0]}, row ${number}`, `${short} ${number}`, number];
}

/** Name the rows of the step where it stands. @param {View} view */
export function nameRows(view) {
  const { scene, layer, film, t, xs, hs } = view;
  const { rows } = view.frame;
  /** @param {number} more */
  const others = (more) => [`${more} others`, `+ ${more}`];
  /** @type {Row[]} */
  const found = xs.map((f) => ({
    kind: "x",
    n: f,
    names: namesOf(view, f),
    value: layer.x[t * scene.F + f],
  }));
  if (rows.xs) found.push({ kind: "xs", n: 0, names: others(scene.F - xs.length) });
  for (const j of hs) {
    const name = `h${subscript(t)}[${j}]`;
    found.push({ kind: "h", n: j, names: [name], value: earlier(layer, t, j) });
  }
  if (rows.hs) found.push({ kind: "hs", n: 0, names: others(scene.U - hs.length) });
  found.push({ kind: "b", n: 0, names: ["bias"] });
  view.rows = found;
  view.named = { t, film };
}
