// The table in the flow: the rows around a sample, what this step reads, and the target.
import { mix, spread } from "../arithmetic.js";
import { dashed } from "../lines.js";
import { count } from "../numerals.js";
import { nameFor, sizeFor } from "./room.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").Pose} Pose */
/** @typedef {import("./view.js").Cell} Cell */
/** @typedef {import("../pen.js").Box} Box */

/**
 * What of the table is drawn, and how it differs from the other cells.
 * @typedef {object} Shape
 * @property {boolean} single whether a row is a sample
 * @property {number} first place of the sample's first row, among those drawn
 * @property {number} last
 * @property {number} target
 * @property {number} goal place of the target's column
 */

/**
 * @param {View} view @param {number} slide how far rows and columns have moved, 0 … 1
 */
export function drawTable(view, slide) {
  const { scene, pose } = view;
  const shown = scene.shown[view.sample];
  /** @param {number} place */
  const spot = (place) => pose.list.indexOf(shown.rows[place]);
  const [first, last] = shown.inside.map(spot);
  /** @type {Shape} */
  const shape = {
    single: scene.axes.rows[0] === "samples",
    first,
    last,
    target: spot(shown.target),
    goal: scene.columns.findIndex((column) => column.target),
  };
  divide(view, shape, slide);
  pose.list.forEach((_, n) => {
    drawRow(view, shape, n);
  });
  drawTarget(view, shape);
  drawHeads(view);
  drawFrames(view, shape);
}

/** @param {View} view @param {Shape} shape @param {number} slide */
function divide({ scene, frame, pose, from }, { single, first, last, target, goal }, slide) {
  const { y } = frame.table;
  // Rows after the sample keep their height: one of them holds the target.
  const tail = single || frame.phone ? 0 : pose.list.length - last - 1;
  const { length, near } = frame.rows;
  const lens = { ...frame.rows, length: length - tail * near };
  const rows = spread(pose.list.length - tail, pose.row, lens);
  for (let n = 0; n < tail; n++) rows.push(rows[rows.length - 1] + near);
  pose.rows = mix(from?.rows, rows, slide);
  const [, current] = pose.read[pose.read.length - 1];
  const wide = scene.axes.columns[0] === "timesteps" ? current : goal;
  const columns = spread(scene.columns.length, wide, frame.columns);
  pose.columns = mix(from?.columns, columns, slide);
  pose.spots = {
    s: y,
    e: y + pose.rows[pose.rows.length - 1],
    f: y + pose.rows[first],
    l: y + pose.rows[last + 1],
    m: middle(y, pose, pose.row),
    g: middle(y, pose, target),
  };
}

/** @param {number} y @param {Pose} pose @param {number} n */
const middle = (y, { rows }, n) => y + (rows[n] + rows[n + 1]) / 2;

/** @param {View} view @param {Shape} shape @param {number} n */
function drawRow(view, shape, n) {
  const { pen, scene, frame, pose } = view;
  const { x, y, enough } = frame.table;
  if (pose.rows[n + 1] - pose.rows[n] >= enough) {
    const now = `r axis ${shape.single ? "samples" : "timesteps"}`;
    const number = count(scene.table.rows[pose.list[n]]);
    pen.write(`r${n}`, x - 6, middle(y, pose, n), number, n === pose.row ? now : "r muted");
  }
  scene.columns.forEach((_, m) => {
    drawCell(view, shape, n, m);
  });
}

/** @param {View} view @param {Shape} shape @param {number} n @param {number} m */
function drawCell(view, shape, n, m) {
  const { pen, stage, scene, frame, pose } = view;
  const { x, y, enough } = frame.table;
  const r = pose.list[n];
  const column = scene.columns[m];
  const top = y + pose.rows[n];
  const high = pose.rows[n + 1] - pose.rows[n];
  const [start, end] = [pose.columns[m], pose.columns[m + 1]];
  const slit = Math.min(0.75, (end - start) / 8);
  const left = x + start + slit;
  const wide = end - start - 2 * slit;
  const gap = high > 3 ? 1.5 : 0;
  const here = n === pose.row;
  const inside = shape.single || frame.phone || (n >= shape.first && n <= shape.last);
  const full = inside && column.feature;
  const aim = n === shape.target && m === shape.goal;
  const pulled = isPulled(view, r, m);
  const text = pulled ? String(view.values.pulled?.text) : scene.table.text[r][m];
  const missing = text === "–" ? 0.1 : 1;
  const strength = view.strength([r, m]) * (shape.single && !here ? 0.6 : 1) * missing;
  if (full) {
    pen.block(left, top, wide, high - gap, view.fillOf(m), strength, high > 6 ? 3 : 0);
  } else if (!aim) {
    pen.block(left, top, wide, high - gap, "", 1, high > 6 ? 3 : 1, stage.ink.hair);
  }
  if (aim) {
    /** @type {Box} */
    const box = [left + 1, top + 0.5, wide - 2, high - gap - 1];
    dashed(view, box, 3, stage.names[column.colour], 1.6);
  }
  const sizes = here ? [frame.number - 0.5, frame.text] : [frame.text];
  const size = sizeFor(sizes, text, wide);
  if ((full || aim) && high >= enough && size) {
    const reads = pose.read.some(([a, b]) => a === r && b === m);
    const kind = `m${full ? "" : " goal"}${reads ? " b" : ""}`;
    const ink = full ? `;fill:${stage.inkOver(view.fillOf(m), strength)}` : "";
    const style = `font-size:${size}px${ink}`;
    pen.write(`t${n},${m}`, left + wide / 2, middle(y, pose, n), text, kind, style);
  }
  if (pulled) pen.frame("pulled", [left - 1, top - 1, wide + 2, high + 1], "axis timesteps");
  const cell = view.places.get(scene.table.rows[r] * scene.table_columns + column.column);
  pen.hit([left, top, wide, high], "cell", { cell: cell ?? [r, m] });
}

/**
 * Whether a cell is the one that is pulled.
 * @param {View} view @param {number} r @param {number} m
 */
function isPulled({ scene, values }, r, m) {
  const [row, column] = values.pulled?.cell ?? [];
  return scene.table.rows[r] === row && scene.columns[m].column === column;
}

/** @param {View} view @param {Shape} shape */
function drawTarget({ pen, frame, pose }, { single, last, target, goal }) {
  if (!(target > last || (single && target >= 0))) return;
  const { x, y } = frame.table;
  const { columns } = pose;
  const after = single || columns[goal] < 45;
  const end = single ? columns[columns.length - 1] : columns[goal + 1];
  const left = x + (after ? end : columns[goal] - 9) + 4;
  pen.write("goal", left, middle(y, pose, target), "target", `${after ? "goal" : "goal r"} b halo`);
}

/** @param {View} view */
function drawHeads(view) {
  const { pen, scene, frame, pose } = view;
  const { x, y } = frame.table;
  scene.columns.forEach((column, m) => {
    const left = x + pose.columns[m];
    const wide = pose.columns[m + 1] - pose.columns[m];
    const name = nameFor(column.names, frame.text, wide);
    pen.block(left + 0.75, y - 7, wide - 1.5, 3, view.fillOf(m));
    if (name) pen.write(`h${m}`, left + wide / 2, y - 15, name, "m b");
  });
}

/**
 * Frame what this step reads, and a sample of one row as well.
 * @param {View} view @param {Shape} shape
 */
function drawFrames(view, { single }) {
  const { pen, scene, frame, pose } = view;
  const box = around(view, pose.read);
  pose.frame = box;
  if (!box) return;
  const [, top, , high] = box;
  const wide = pose.columns[pose.columns.length - 1] + 1;
  if (single && scene.T > 1) {
    pen.frame("one", [frame.table.x - 1, top, wide, high], "axis samples");
  }
  pen.frame("read", box, "axis timesteps");
}

/**
 * The box around cells of the table, as far as they are shown.
 * @param {View} view @param {Cell[]} cells
 * @returns {Box | undefined}
 */
export function around({ frame, pose }, cells) {
  const seen = cells.map(([r, m]) => [pose.list.indexOf(r), m]).filter(([n]) => n >= 0);
  if (!seen.length) return undefined;
  const rows = seen.map(([n]) => n);
  const columns = seen.map(([, m]) => m);
  const left = pose.columns[Math.min(...columns)];
  const top = pose.rows[Math.min(...rows)];
  const wide = pose.columns[Math.max(...columns) + 1] - left + 1.5;
  const high = pose.rows[Math.max(...rows) + 1] - top + 1;
  return [frame.table.x + left - 1, frame.table.y + top - 1, wide, high];
}

/**
 * Places of the rows drawn.
 * @param {View} view @param {number} row place of the current one
 */
export function rowsShown({ scene, frame, sample }, row) {
  const { rows } = scene.shown[sample];
  return frame.phone ? rows.filter((r) => r === row || r === row - 1) : rows;
}
