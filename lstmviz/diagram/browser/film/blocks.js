// The samples in X, and the values on their way to them.
import { clamp, mix } from "../arithmetic.js";
import { count } from "../numerals.js";
import { boxOf, ease, MORPH, MOTION, rowsOf } from "./view.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../pen.js").Box} Box */

const [LONGEST, ALL, FLIGHT] = [30, 220, 250]; // ms: between two rows, between all, and of one
const BETWEEN = 50; // ms between two samples of a morph

/** @param {View} view @param {number} n place of a sample: whether its values are there already */
function isThere({ k, morph, player, stage }, n) {
  if (morph < 1 || n > k) return false;
  return n < k || player.phase >= MOTION || stage.calm.matches;
}

/** @param {View} view @param {FilmBlock} block @param {number} n */
export function drawBlock(view, block, n) {
  const { pen, scene, frame, k } = view;
  const { x, y, w, h } = block;
  const [at, above] = block.label;
  const kind = `${frame.stacked ? "r" : "m"} b halo axis samples`;
  pen.write(`X${n}`, at, above, `X[${count(scene.samples[n])}]`, kind);
  const look = n > k ? "hollow" : n === k ? "axis samples" : "pale";
  pen.frame(`f${n}`, [x - 3, y - 3, w + 6, h + 6], look, 6);
  const there = isThere(view, n);
  for (const cell of block.cells) {
    const [t, f, , , , , r, m] = cell;
    if (there) view.cell(r, m, boxOf(cell));
    else view.empty(boxOf(cell));
    pen.hit(boxOf(cell), "x", { r, m, n, t, f });
  }
  block.skips.forEach(([left, top, wide, high], i) => {
    const text = wide > high ? "⋮" : "…";
    pen.write(`e${n},${i}`, left + wide / 2, top + high / 2, text, "m muted");
  });
}

/** @param {Box} from @param {Box} to @param {number} part */
const between = (from, to, part) => /** @type {Box} */ (mix(from, to, part));

/** The copies on their way: row after row leaves the table. @param {View} view */
export function drawFlight(view) {
  const { player, stage, frame, k } = view;
  if (player.phase >= MOTION || stage.calm.matches) return;
  const order = rowsOf(view, k);
  const apart = Math.min(LONGEST, ALL / order.length);
  for (const cell of frame.blocks[k].cells) {
    const [r, m] = [cell[6], cell[7]];
    const begun = player.phase - apart * order.indexOf(r) - 20;
    const part = ease(clamp(begun / FLIGHT));
    const from = view.spot(r, m);
    if (part && from) view.cell(r, m, between(from, boxOf(cell), part), { lifted: part < 1 });
  }
}

/**
 * From the layout before to this one: each value goes from its old place to its new one.
 * @param {View} view
 */
export function drawMorph(view) {
  const { blocks } = view.frame;
  blocks.forEach((block, n) => {
    const begun = view.morph * MORPH - BETWEEN * n;
    const part = ease(clamp(begun / (MORPH - BETWEEN * blocks.length)));
    for (const cell of block.cells) {
      const [r, m] = [cell[6], cell[7]];
      const to = boxOf(cell);
      const from = view.old.get(view.keyOf(n, cell)) ?? view.spot(r, m) ?? to;
      view.cell(r, m, between(from, to, part), { lifted: part > 0 && part < 1 });
    }
  });
}
