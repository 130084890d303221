// The table in the film: the window of the sample, what spans it, and the target.
import { clamp } from "../arithmetic.js";
import { arrow, dashed } from "../lines.js";
import { count } from "../numerals.js";
import { MOTION, rowsOf } from "./view.js";

const BRACKET = 32; // px before X: what its timesteps' bracket takes

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../pen.js").Place} Place */
/** @typedef {import("../pen.js").Box} Box */
/** @typedef {{ top: number, foot: number }} Span */

/** @param {View} view @param {Span} span of the window */
export function drawTable(view, span) {
  const { frame, pen } = view;
  const inside = new Set(rowsOf(view, view.k));
  const wide = frame.end - frame.table;
  frame.rows.forEach((row, n) => {
    drawRow(view, row, inside.has(row[0]));
    drawBorder(view, row, frame.rows[n + 1]);
  });
  for (const [y, h, number] of frame.skips) {
    const text = `⋮ ${count(number)} more`;
    pen.write(`k${y}`, frame.table + wide / 2, y + h / 2, text, "m least muted");
  }
  const top = frame.rows[0][1];
  for (const [left, w] of frame.across)
    pen.write(`a${left}`, left + w / 2, top + 8, "…", "m muted");
  drawHeads(view, top);
  drawWindow(view, span);
  drawTarget(view, span.foot);
}

/** @param {View} view @param {FilmRow} row @param {boolean} inside the window */
function drawRow(view, [r, y, h], inside) {
  const { pen, scene, frame } = view;
  const number = count(scene.table.rows[r]);
  pen.write(`r${r}`, frame.table - 6, y + h / 2, number, inside ? "r b" : "r muted");
  for (const [m, left, w] of frame.columns) {
    if (scene.columns[m].feature && scene.goes[r][m]) {
      view.cell(r, m, [left, y, w, h], { alpha: inside ? 1 : 0.5 });
    } else {
      view.empty([left, y, w, h]);
      const text = view.said("text", r, m);
      if (h > 13) pen.write(`o${r},${m}`, left + w / 2, y + h / 2, text, "m least muted");
    }
    pen.hit([left, y, w, h], "table", { r, m });
  }
}

/**
 * The line below which rows are kept for validation.
 * @param {View} view @param {FilmRow} row @param {FilmRow | undefined} next
 */
function drawBorder(view, [r, y, h], next) {
  const { pen, scene, frame } = view;
  if (!next || !scene.table.held[next[0]] || scene.table.held[r]) return;
  const at = (y + h + next[1]) / 2;
  /** @type {Place[]} */
  const line = [
    [frame.table - 44, at],
    [frame.end + 16, at],
  ];
  pen.line("held", line, "dash");
  // Beside the target's name it takes the next line.
  const goal = view.rows.get(scene.targets[view.k]);
  const middle = goal ? goal[1] + goal[2] / 2 : Number.NaN;
  const near = Math.abs(middle - at) < frame.text * 1.6;
  const place = near ? middle + frame.text * 1.3 : at;
  pen.write("heldword", frame.end + 18, place, "validation below", "least muted halo");
}

/** @param {View} view @param {number} top */
function drawHeads(view, top) {
  const { pen, scene, frame } = view;
  for (const [m, left, w] of frame.columns) {
    const { names } = scene.columns[m];
    const name = names.find((words) => words.length * frame.text * 0.6 < w);
    pen.block(left + 1, top - 7, w - 2, 3, view.fillOf(m));
    if (name) pen.write(`h${m}`, left + w / 2, top - 15, name, "m b");
  }
}

/**
 * The window on the table, and what its bracket spans.
 * @param {View} view @param {Span} span
 */
function drawWindow({ pen, scene, frame }, { top, foot }) {
  const [kind, words] = scene.side;
  const side = frame.side + 8;
  const wide = frame.end - frame.table;
  pen.frame("window", [frame.table - 2, top - 1, wide + 4, foot - top + 2], "axis samples", 5);
  /** @type {Place[]} */
  const bracket = [
    [side + 5, top + 1],
    [side, top + 1],
    [side, foot - 1],
    [side + 5, foot - 1],
  ];
  pen.line("span", bracket, `axis ${kind}`);
  // A part of the bracket to be taken by: most of it moves it, its foot stretches it.
  pen.dot("foot", [side, foot - 1], 4, `axis ${kind} head`);
  pen.hit([side - 16, top, 26, foot - top], "bracket");
  pen.hit([side - 20, foot - 12, 38, 34], "foot");
  const half = words.length * frame.text * 0.26;
  const y = clamp((top + foot) / 2, frame.rows[0][1] + half, frame.height - half);
  pen.upright("spanned", side - 9, y, words, `m axis halo ${kind}`);
}

/**
 * The target, and the way to it from the window's last row.
 * @param {View} view @param {number} foot of the window
 */
function drawTarget(view, foot) {
  const { pen, stage, scene, frame, k } = view;
  view.goal = null;
  const row = view.rows.get(scene.targets[k]);
  const goal = scene.columns.findIndex(({ target }) => target);
  const spot = row && view.spot(row[0], goal);
  if (!row || !spot) return;
  const [, y, h] = row;
  const middle = y + h / 2;
  const [left, , wide] = spot;
  const out = frame.end + 12;
  const from = foot - h / 2;
  const bad = scene.leak ? "bad" : "goalline";
  const late = k === 0 ? 1 : clamp((view.player.phase - MOTION + 100) / 200);
  const paint = scene.leak ? stage.ink.bad : stage.names[scene.columns[goal].colour];
  dashed(view, [left + 1, y + 1, wide - 2, h - 2], 3, paint, 2);
  if (Math.abs(middle - from) > 2 && late > 0.5) {
    /** @type {Place[]} */
    const way = [
      [frame.end + 3, from],
      [out, from],
      [out, middle],
      [frame.end + 4, middle],
    ];
    arrow(pen, "way", way, bad);
  }
  const tone = scene.leak ? "bad" : "goal";
  const name = `y[${count(scene.samples[k])}]`;
  const room = frame.blocks[0].x - out - BRACKET;
  const words = name.length * frame.text * 0.42 < room ? name : "y";
  // In its own window it is a leak; the caption says so.
  view.goal = [out + 6, middle, scene.leak ? `⚠ ${words}` : words, `${tone} b halo`];
}
