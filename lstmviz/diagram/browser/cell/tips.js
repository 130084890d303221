// What is said at a point of the drawing of one step.
import { bracketed, subscript, two } from "../numerals.js";
import { stepAt } from "./rail.js";
import { unitAt } from "./strips.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {{ n: number, k: number }} At row and column */

/** @type {Record<string, (view: View, at: At) => string[]>} */
export const TIPS = {
  row: sayRow,
  term: sayTerm,
  sum(view, { k }) {
    const { name, letter, sum } = view.scene.blocks[k];
    const all = `All terms of ${view.say(letter)} added up: ${two(view.at(`z.${name}`))}`;
    return [all, view.say(view.scene.tips[sum][1])];
  },
  curve: sayBlock,
  letter: sayBlock,
  part(view, { k }) {
    const { name, of, by } = view.scene.panel[k];
    const tip = of && name !== "h" ? by : name;
    return (view.scene.tips[tip ?? ""] ?? []).map(view.say);
  },
  earlier: ({ scene, t }) => [
    `h${subscript(t)}: all ${scene.U} units`,
    `as step ${t} left them; each goes into every gate`,
  ],
  zero: ({ scene }) => [`h₀: all ${scene.U} units`, "every sample starts from zero"],
  rail(view) {
    const step = stepAt(view);
    const { lines } = view.scene;
    const values = lines.map(
      (name) => `${name}${subscript(step + 1)} = ${two(view.at(name, step))}`,
    );
    return [`Step ${step + 1}`, ...values];
  },
  unit(view) {
    const { scene, t, unit } = view;
    const at = unitAt(view);
    const values = scene.lines.map((name) => {
      const v = view.state(name)[t * scene.U + at];
      return `${name}${subscript(t + 1)} = ${two(v)}`;
    });
    return [`Unit ${at}`, ...values, at === unit ? "this one" : "click to look at it"];
  },
};

/** @param {View} view @param {At} at */
function sayBlock(view, { k }) {
  return view.scene.tips[view.scene.blocks[k].name].map(view.say);
}

/** @param {View} view @param {number} f */
function sourceOf(view, f) {
  const { table, columns } = view.scene;
  const [r, m] = view.spot(f);
  return `${table.names[r]}, ${columns[m].names[0]}: ${table.text[r][m]} ${table.units[m]}`;
}

/** @param {View} view @param {At} at */
function sayRow(view, { n: place }) {
  const { scene, t } = view;
  const { kind, n, names, value } = view.rows[place];
  const said = two(value ?? 0);
  if (kind === "x" && scene.layer) {
    return [`h${subscript(t + 1)} of unit ${n} in layer ${scene.layer} = ${said}`];
  }
  if (kind === "x") {
    return [sourceOf(view, n), `scaled: ${said}`, "goes into every gate of every unit"];
  }
  if (kind === "h") {
    const left = `as step ${t} left it; goes into every gate of every unit`;
    return [`h${subscript(t)} of unit ${n} = ${said}`, t ? left : "every sample starts from zero"];
  }
  if (kind === "b") return ["The bias: it is added at every step, whatever enters."];
  return [`${names[0]}: each has its own weight; here they are added up.`];
}

/** @param {View} view @param {At} at */
function sayTerm(view, { n: place, k }) {
  const { scene, layer, film, t, unit } = view;
  const { kind, n, names, value } = view.rows[place];
  const term = two(film[t][k * view.rows.length + place]);
  const column = k * scene.U + unit;
  const gate = `${view.say(scene.blocks[k].letter)} of unit ${unit}`;
  const from = `${names[0]} → ${gate}`;
  if (value === undefined) {
    return [`${from}: ${term}`, kind === "b" ? `bias[${column}]` : "the sum of their terms"];
  }
  const isX = kind === "x";
  const kernel = isX ? layer.kernel : layer.recurrent;
  const weight = two(kernel[n * scene.blocks.length * scene.U + column]);
  const open = isX ? 1 : view.terms.heard(k, t, n);
  const held = open < 1 ? `r ${two(open)} × ` : "";
  return [
    from,
    `${held}weight ${weight} × ${bracketed(value)} = ${term}`,
    `${isX ? "kernel" : "recurrent_kernel"}[${n}, ${column}]`,
  ];
}
