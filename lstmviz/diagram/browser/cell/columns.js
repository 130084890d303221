// The columns of the gates: terms run down and add up, σ or tanh bends the sum.
import { clamp, ease, isHeld, list, sigmoid, sum } from "../arithmetic.js";
import { stroke } from "../lines.js";
import { two } from "../numerals.js";
import { TIMES } from "./view.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("../pen.js").Place} Place */

// ms: all rows, one of them, and until the sum is done.
const [FALLING, FALL, ADDED] = [480, 220, 700];

/**
 * The measures of a column.
 * @typedef {object} Column
 * @property {number} k which one
 * @property {CellBlock} block
 * @property {number} x its left border
 * @property {number} middle x of 0
 * @property {number} bar height of a bar
 * @property {string} tone class of its colour
 * @property {(v: number) => number} at x of a sum
 */

/**
 * What has been added up.
 * @typedef {{ sum: number, end: number, foot: number }} Sum sum, its x, and y of its bar's foot
 */

/** @param {View} view @param {CellBlock} block @param {number} k */
export function drawColumn(view, block, k) {
  const { pen, stage, frame, pose } = view;
  const { h } = frame.rows;
  const x = frame.columns[k];
  const middle = x + frame.bars / 2;
  /** @type {Column} */
  const column = {
    k,
    block,
    x,
    middle,
    bar: frame.phone ? 7 : Math.min(10, h * 0.55),
    tone: block.colour === "ink" ? "inked" : block.colour,
    at: (v) => middle + (clamp(v / pose.range[k], -1, 1) * frame.bars) / 2,
  };
  drawHead(view, column);
  const { y, h: high } = frame.curve;
  pen.block(middle - 0.5, frame.rows.y, 1, y + high - frame.rows.y, stage.ink.line);
  const added = drawTerms(view, column);
  drawSum(view, column, added);
  drawCurve(view, column);
  drawBend(view, column, added);
  pen.hit([x - 3, y, frame.column + 6, high], "curve", { k });
}

/** @param {View} view @param {Column} column */
function drawHead(view, { k, block, x, middle, tone }) {
  const { pen, frame } = view;
  const word = frame.phone || !block.word ? "" : ` ${block.word}`;
  const y = frame.rows.y - (frame.phone ? 12 : 18);
  /** @type {[string, string][]} */
  const words = [
    [view.say(block.letter), `n letter ${tone}`],
    [word, "muted"],
  ];
  pen.write(`g${k}`, frame.phone ? middle : x, y, words, frame.phone ? "m" : "");
  pen.hit([x - 3, y - 10, frame.column + 6, 20], "letter", { k });
}

/** y of the bar in a row. @param {View} view @param {Column} column @param {number} n */
function barY(view, { bar }, n) {
  const { h } = view.frame.rows;
  return view.rowY(n) + (view.frame.phone ? h - 2 - bar - 3 : (h - 2 - bar) / 2);
}

/** How far a row's term has come. @param {View} view @param {number} n */
function fallen(view, n) {
  const start = TIMES.terms + (n * FALLING) / view.rows.length;
  return view.part(start, start + FALL);
}

/**
 * The terms, each beginning where the one above ends.
 * @param {View} view @param {Column} column
 * @returns {Sum}
 */
function drawTerms(view, column) {
  const { pen, stage, frame, pose, rows } = view;
  const { k, at, bar, x } = column;
  let total = 0;
  let foot = 0;
  rows.forEach((row, n) => {
    const v = pose.terms[k * rows.length + n];
    const part = ease(fallen(view, n));
    const y = barY(view, column, n);
    const start = at(total);
    if (n && part) pen.block(start - 0.5, foot, 1, y - foot, stage.ink.faint);
    if (part) drawHeld(view, column, row, total, part, y);
    total += v * part;
    if (part) drawBar(view, column, row, v, start, at(total), y);
    if (part > 0.5) drawTerm(view, column, n);
    foot = y + bar;
    pen.hit([x - 3, view.rowY(n), frame.column + 6, frame.rows.h], "term", { n, k });
  });
  return { sum: total, end: at(total), foot };
}

/**
 * @param {View} view @param {Column} column @param {Row} row @param {number} v
 * @param {number} start @param {number} end x @param {number} y
 */
function drawBar(view, { bar }, row, v, start, end, y) {
  const { pen, stage } = view;
  if (!v) {
    pen.block(start - 0.5, y, 1, bar, stage.ink.faint);
    return;
  }
  const others = row.kind === "xs" || row.kind === "hs";
  const wide = Math.max(Math.abs(end - start), 1);
  pen.block(Math.min(start, end), y, wide, bar, paintOf(view, row), others ? 0.55 : 1, 1.5);
}

/** @param {View} view @param {Row} row */
function paintOf(view, { kind, n }) {
  const { ink } = view.stage;
  if (kind === "b") return ink.hatch;
  if (kind === "h" || kind === "hs") return ink.units;
  return view.scene.layer || kind === "xs" ? ink.features : view.fillOf(view.spot(n));
}

/**
 * What r holds back stays an outline.
 * @param {View} view @param {Column} column @param {Row} row @param {number} total above this row
 * @param {number} part @param {number} y
 */
function drawHeld(view, { k, at, bar }, row, total, part, y) {
  if (!isHeld(view.openings, k) || (row.kind !== "h" && row.kind !== "hs")) return;
  const { ink } = view.stage;
  const start = at(total);
  const end = at(total + unheld(view, k, row) * part);
  const wide = Math.abs(end - start);
  view.pen.block(Math.min(start, end), y, wide, bar, ink.carriage, 1, 1.5, ink.faint, 0.8);
}

/**
 * What a row would add if r held nothing back.
 * @param {View} view @param {number} k @param {Row} row
 */
function unheld({ scene, terms, hs, t }, k, { kind, n }) {
  if (kind === "h") return terms.unheld(k, t, n);
  const all = sum(scene.U, (j) => terms.unheld(k, t, j));
  return all - sum(hs.length, (m) => terms.unheld(k, t, hs[m]));
}

/** The number of a term. @param {View} view @param {Column} column @param {number} n */
function drawTerm(view, { k, x }, n) {
  const { pen, frame, film, t, rows } = view;
  const y = view.rowY(n) + (frame.phone ? 8 : frame.rows.h / 2 - 1);
  const text = two(film[t][k * rows.length + n]);
  pen.write(`t${k},${n}`, x + frame.column, y, text, `r${frame.phone ? " least halo" : ""}`);
}

/** Whether the first term has begun to fall. @param {View} view */
const begun = (view) => fallen(view, 0) > 0;
/** Whether all has been added up. @param {View} view */
const done = (view) => view.player.phase >= TIMES.terms + ADDED;

/** y of the bar of the sum. @param {View} view @param {Column} column */
function sumY(view, { bar }) {
  const { h } = view.frame.rows;
  const y = view.rowY(view.rows.length);
  return y + (view.frame.phone ? h - 2 - bar - 3 : (h - bar) / 2);
}

/**
 * The sum, below a line.
 * @param {View} view @param {Column} column @param {Sum} added
 */
function drawSum(view, column, added) {
  const { pen, stage, frame, rows } = view;
  const { k, block, x, middle, bar } = column;
  const top = view.rowY(rows.length);
  const left = Math.min(middle, added.end);
  const wide = Math.abs(added.end - middle);
  pen.block(x, top - 1, frame.column, 1.2, stage.ink.muted);
  pen.block(left, sumY(view, column), wide, bar, stage.ink[block.colour], 1, 1.5);
  if (begun(view)) {
    const y = top + (frame.phone ? 9 : frame.rows.h / 2);
    const text = two(done(view) ? view.at(`z.${block.name}`) : added.sum);
    pen.write(`s${k}`, x + frame.column, y, text, "r b inked halo");
  }
  pen.hit([x - 3, top, frame.column + 6, frame.rows.h], "sum", { k });
}

/** @param {CellBlock} block */
function curveOf({ curve }) {
  return curve === "σ" ? { f: sigmoid, low: 0 } : { f: Math.tanh, low: -1 };
}

/**
 * y of a value of the curve.
 * @param {View} view @param {number} low @returns {(v: number) => number}
 */
function heightOf({ frame }, low) {
  const { y, h } = frame.curve;
  return (v) => y + h - 4 - ((v - low) / (1 - low)) * (h - 8);
}

/** σ or tanh, on the axis of the sums. @param {View} view @param {Column} column */
function drawCurve(view, { k, block, x, middle }) {
  const { pen, stage, frame, pose, ranges } = view;
  const { y, h } = frame.curve;
  const wide = frame.bars;
  const { f, low } = curveOf(block);
  const yOf = heightOf(view, low);
  pen.block(x, y, wide, h, stage.ink.lane, 1, 4);
  pen.block(middle - 0.5, y, 1, h, stage.ink.line);
  pen.block(x, yOf(0) - 0.5, wide, 1, stage.ink.line);
  if (low) pen.block(x, yOf(-1) - 0.5, wide, 0.6, stage.ink.line);
  pen.block(x, yOf(1) - 0.5, wide, 0.6, stage.ink.line);
  const points = list(49, (n) => {
    const v = f((n / 24 - 1) * pose.range[k]);
    return /** @type {Place} */ ([x + (n / 48) * wide, yOf(v)]);
  });
  stroke(stage.ctx, points, stage.ink[block.colour], 1.8);
  if (frame.phone) {
    pen.write(`c${k}`, x + 3, y + 8, block.curve, "least muted");
    return;
  }
  const below = y + h + 8;
  pen.write(`c${k}`, x + frame.column, below, `${block.curve}(sum)`, "r least muted");
  drawEnds(view, `x${k},`, middle, wide, below, ranges[k]);
}

/**
 * Numbers below an axis: at both ends and in its middle.
 * @param {View} view @param {string} id @param {number} middle @param {number} wide
 * @param {number} y @param {number} end
 */
export function drawEnds({ pen }, id, middle, wide, y, end) {
  for (const side of [-1, 0, 1]) {
    const kind = side ? (side < 0 ? "" : "r") : "m";
    const text = String(side * end).replace("-", "−");
    pen.write(id + side, middle + (side * wide) / 2, y, text, `least muted ${kind}`);
  }
}

/**
 * The point on the curve, straight below the sum, and the gauge of its value.
 * @param {View} view @param {Column} column @param {Sum} added
 */
function drawBend(view, column, { sum: total, end }) {
  const { pen, stage, frame } = view;
  const { k, block, x, middle, bar, tone } = column;
  const { f, low } = curveOf(block);
  const yOf = heightOf(view, low);
  const { y, h } = frame.curve;
  const v = f(total);
  const at = yOf(v);
  const left = x + frame.bars + (frame.phone ? 1.5 : 4);
  const wide = frame.phone ? 5 : 9;
  if (begun(view)) {
    const from = sumY(view, column) + bar;
    pen.line(
      `d${k}`,
      /** @type {Place[]} */ ([
        [end, from],
        [end, at],
      ]),
      "drop",
    );
    pen.line(
      `e${k}`,
      /** @type {Place[]} */ ([
        [end, at],
        [left, at],
      ]),
      "drop",
    );
    pen.dot(`p${k}`, [end, at], 4, tone);
  }
  pen.block(left, yOf(1), wide, yOf(low) - yOf(1), stage.ink.track, 1, 2);
  if (!begun(view)) return;
  const paint = block.curve === "σ" ? stage.ink[block.colour] : view.colour(v);
  const high = Math.max(Math.abs(yOf(0) - at), 1);
  pen.block(left, Math.min(at, yOf(0)), wide, high, paint, 1, 2);
  const text = two(done(view) ? view.at(block.name) : v);
  const place = frame.phone ? y + h + 12 : clamp(at, y + 8, y + h - 8);
  const kind = `${frame.phone ? "m" : "r"} n ${tone}`;
  pen.write(`a${k}`, frame.phone ? middle : x + frame.column, place, text, kind);
}
