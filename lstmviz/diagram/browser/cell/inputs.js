// What enters at the step: values of x and of the earlier h, each with its row.
import { subscript, two } from "../numerals.js";
import { drawStrip } from "./strips.js";
import { TIMES } from "./view.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("../pen.js").Place} Place */

/** How far the earlier h has been carried over. @param {View} view */
const carried = (view) => view.part(TIMES.carry - 80, TIMES.carry);

/** @param {View} view */
export function drawInputs(view) {
  const { pen, scene, frame, t, rows } = view;
  const [x, wide] = frame.chip;
  const right = x + wide - 3;
  const kind = `r b inked${frame.phone ? " least" : ""}`;
  const head = scene.layer ? `h of layer ${scene.layer}` : scene.steps[t][1];
  const first = frame.rows.x + Number(frame.rows.xs);
  drawBand(view, 0, first);
  drawBand(view, first, rows.length - 1);
  pen.write("head", x + wide, frame.rows.y - (frame.phone ? 12 : 18), head, kind);
  rows.forEach((row, n) => {
    drawRow(view, row, n);
  });
  pen.write("sum", right, view.rowY(rows.length) + frame.rows.h / 2, "sum", "r b inked");
  if (frame.phone) return;
  scene.legend.forEach((said, n) => {
    const middle = frame.curve.y + frame.curve.h / 2;
    const y = middle + (n - (scene.legend.length - 1) / 2) * frame.text * 1.35;
    pen.write(`leg${n}`, right, y, said, "r muted least");
  });
  drawEarlier(view, first);
}

/** @param {View} view @param {number} start @param {number} end rows */
function drawBand(view, start, end) {
  const { pen, stage, frame } = view;
  const left = frame.left + (frame.phone ? 2 : 20);
  const right = frame.columns[frame.columns.length - 1] + frame.column + 3;
  const high = (end - start) * frame.rows.h - 2;
  pen.block(left, view.rowY(start), right - left, high, stage.ink.lane, 1, 4);
}

/**
 * The longest name that fits, or as much of the shortest as does.
 * @param {string[]} names @param {number} room @param {number} letter width of one
 */
function fitted(names, room, letter) {
  const shortest = names[names.length - 1];
  return (
    names.find((name) => name.length * letter < room) ??
    shortest.slice(0, Math.floor(room / letter))
  );
}

/** @param {View} view @param {Row} row @param {number} n */
function drawRow(view, row, n) {
  const { pen, frame } = view;
  const { left } = frame;
  const [x, wide] = frame.chip;
  const { h } = frame.rows;
  const single = row.value !== undefined;
  const end = single ? frame.names : x + wide;
  const room = end - left - (frame.phone ? 2 : 18);
  const name = fitted(row.names, room, frame.text * 0.5);
  const y = view.rowY(n) + h / 2 - 1;
  pen.write(`n${n}`, single ? end : end - 3, y, name, single ? "r" : "r muted");
  if (row.value !== undefined) drawChip(view, row, row.value, n);
  pen.hit([left, view.rowY(n), x + wide - left, h], "row", { n });
}

/** @param {View} view @param {Row} row @param {number} v @param {number} n */
function drawChip(view, { kind, n: which }, v, n) {
  const { pen, stage, scene, frame, t } = view;
  const [x, wide] = frame.chip;
  const { h } = frame.rows;
  const high = Math.min(h - 3, 20);
  const top = view.rowY(n) + (h - 2 - high) / 2;
  const cell = kind === "x" && !scene.layer ? view.spot(which) : null;
  const zero = kind === "h" && !t;
  const there = kind === "x" ? view.part(0, 160) : carried(view);
  pen.block(x, top, wide, high, stage.ink.carriage, 1, 3, stage.ink.line);
  if (cell) pen.block(x, top, wide, high, view.fillOf(cell), there * view.strength(cell), 3);
  else if (!zero) pen.block(x, top, wide, high, view.colour(v), there, 3);
  const ink = cell ? stage.inkOver(view.fillOf(cell), view.strength(cell)) : view.inkOn(v);
  const style = zero ? "" : `fill:${ink};opacity:${there}`;
  const y = view.rowY(n) + h / 2 - 1;
  pen.write(`v${n}`, x + wide / 2, y, zero ? "0" : two(v), "m b", style);
}

/**
 * The strip of all earlier h, with lines from those that have a row.
 * @param {View} view @param {number} first row of the earlier h
 */
function drawEarlier(view, first) {
  const { pen, stage, scene, frame, t } = view;
  const { left, names } = frame;
  const { h } = frame.rows;
  const top = view.rowY(first);
  const high = (frame.rows.named + Number(frame.rows.hs)) * h - 2;
  pen.write("hp", left + 6, top - 8, `h${subscript(t)}`, "m b halo");
  if (t) {
    stage.ctx.globalAlpha = carried(view);
    drawStrip(view, "h", t - 1, [left, top, 13, high]);
    stage.ctx.globalAlpha = 1;
  } else pen.block(left + 0.5, top + 0.5, 12, high - 1, stage.ink.track, 1, 2);
  view.hs.forEach((j, n) => {
    const from = top + ((j + 0.5) / scene.U) * high;
    const to = view.rowY(first + n) + h / 2 - 1;
    /** @type {Place[]} */
    const way = [
      [left + 13, from],
      [left + 18, from],
      [left + 30, to],
      [names - 44, to],
    ];
    pen.line(`hl${n}`, way, "pale");
  });
  pen.hit([left - 4, top - 14, 18, high + 14], view.t ? "earlier" : "zero");
}
