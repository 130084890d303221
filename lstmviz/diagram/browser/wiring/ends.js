// The ends of the wires: inputs above, and gates below, which lead to their columns.
import { list } from "../arithmetic.js";
import { aimOf, columnsOf, gateAt, inputAt, isUnit, MOTION, middle, wiresIn } from "./view.js";
import { glides } from "./wires.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../pen.js").Place} Place */

/**
 * @param {View} view @param {string | number} text @param {number} x @param {number} y
 * @param {string} paint @param {number} size @param {boolean} bold
 */
function drawWords({ all, stage: { ctx } }, text, x, y, paint, size, bold) {
  ctx.fillStyle = paint;
  all.setFont(size, bold);
  ctx.fillText(String(text), x, y + size * 0.05);
}

/**
 * What an input is called in its place: all units are, or none.
 * @param {View} view @param {number} k
 */
export function nameIn(view, k) {
  const { all, features, units } = view;
  const { names, unit } = wiresIn(view);
  if (k < features) return names[k];
  const wide = String(units - 1).length * (all.frame.text - 1.5) * 0.55 + 1;
  return wide < unit[1] ? String(k - features) : "";
}

/** @param {View} view @param {number} k @param {boolean} lit */
export function drawInput(view, k, lit) {
  const { all, pen, stage } = view;
  const { ink } = stage;
  const [x, y, w, h] = inputAt(view, k);
  const isFeature = k < view.features;
  const rows = all.axis(0, "rows");
  const colour = isFeature ? rows.colours[k] : undefined;
  const gap = w > 5 ? 1 : 0.25;
  const [left, wide, r] = [x + gap, w - 2 * gap, w > 8 ? 3 : 0];
  pen.block(left, y, wide, h, ink.carriage, 1, r);
  const { fills } = all.scene.palette;
  const named = colour !== undefined;
  const fill = named ? fills[colour % fills.length] : ink[isFeature ? rows.kind : "units"];
  const bright = named ? 0.8 : 0.3;
  if (lit) pen.block(left, y, wide, h, fill, bright, r);
  else pen.block(left, y, wide, h, named ? fill : ink.track, named ? 0.22 : 1, r);
  const alone = lit && !isUnit(view.aim);
  if (alone) pen.block(left, y, wide, h, "", 1, 3, ink.ink, 2);
  const name = nameIn(view, k);
  const paint = !lit ? ink.muted : named ? stage.inkOver(fill, bright) : ink.ink;
  const size = all.frame.text - 1.5;
  if (name) drawWords(view, name, x + w / 2, y + h / 2, paint, size, lit && isFeature);
}

/** The block of a column. @param {View} view @param {number} c */
const groupOf = ({ all, units }, c) => all.axis(0, "columns").groups[Math.floor(c / units)];

/** @param {View} view */
export function drawGates(view) {
  const { all, pen, stage } = view;
  const { ink } = stage;
  const arrived = view.player.phase >= MOTION * 0.8 || glides(view);
  /** @param {number} c @param {boolean} lit */
  const paint = (c, lit) => (lit && arrived ? ink[groupOf(view, c).token] : ink.track);
  const unit = isUnit(view.aim);
  for (const c of list(view.columns, (n) => n)) {
    const [x, y, w, h] = gateAt(view, c);
    const gap = w > 4 ? 0.5 : 0.1;
    pen.block(x + gap, y, w - 2 * gap, h, paint(c, !unit), 1, w > 6 ? 2 : 0);
  }
  if (!unit) return;
  // The chosen unit's gates, wide enough for its number.
  const [, n] = aimOf(view);
  const { text } = all.frame;
  for (const c of columnsOf(view, n)) {
    const [x, y, w, h] = gateAt(view, c);
    const wide = Math.max(w, String(n).length * text * 0.6 + 8);
    const left = x + w / 2 - wide / 2;
    pen.block(left, y - 1, wide, h + 2, ink.carriage, 1, 4);
    pen.block(left, y - 1, wide, h + 2, paint(c, true), 1, 4, ink.carriage, 1);
    drawWords(view, n, x + w / 2, y + h / 2, arrived ? ink.on : ink.muted, text - 1, true);
  }
}

/**
 * Lines from the gates to their columns, which are outlined; or the row of the input.
 * @param {View} view
 */
export function drawGuides(view) {
  const { all } = view;
  const { xs, y: below } = all.boxes[0];
  const [kind, n] = aimOf(view);
  if (kind !== "unit") {
    all.outline("k", kind === "feature" ? 0 : 1, [n, n + 1, 0, xs.length], "chosen");
    return;
  }
  for (const c of columnsOf(view, n)) {
    const gate = gateAt(view, c);
    const x = middle(gate);
    /** @type {Place[]} */
    const guide = [
      [x, gate[1] + gate[3]],
      [x, below],
    ];
    view.pen.line(`guide${c}`, guide, "guide");
    for (const m of [0, 1]) {
      all.outline(`u${m},${c}`, m, [0, all.boxes[m].ys.length, c, c + 1], "chosen");
    }
  }
}
