// The carriage of the flow: what enters at this step, on its way through weights and gates.
import { clamp, ease, list } from "../arithmetic.js";
import { stroke } from "../lines.js";
import { two } from "../numerals.js";
import { pixel } from "../pen.js";
import { drawColumn, drawHollow, lensAt } from "./steps.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../pen.js").Place} Place */
/** @typedef {import("../pen.js").Box} Box */

// ms of the motion: the values fly, and the slot of each begins a little later.
const [FLOWN, FLIGHT, APART, ECHO] = [220, 160, 30, 14];
const ECHOES = 3;
const FASTEST = 4; // speed from which nothing is seen to fly
const MOST_WAYS = 4;
const WORD = 20; // letters of a name beside its value
const FEW = 5; // inputs with a number in their place

/** @param {View} view */
export function drawCarriage(view) {
  const { pen, stage, frame, pose } = view;
  const { y, w, h } = frame.carriage;
  pen.block(pose.carriage, y, w, h, stage.ink.carriage, 1, 9, stage.ink.timesteps, 2);
  drawWays(view);
  drawInputs(view);
  drawPlaque(view);
  for (const strip of view.scene.strips) drawStrip(view, strip);
}

// --- the ways of the values ----------------------------------------------------------------------

/**
 * The way of each value: out of the table, over the lanes, to its place in x, and on to the
 * weights.
 * @param {View} view
 */
function drawWays(view) {
  const { stage, scene, frame, pose, player } = view;
  const read = new Set(pose.read.map(([, m]) => m)).size;
  const many = Math.min(read, MOST_WAYS);
  const pale = player.phase < FLOWN;
  const { y, height } = frame.x;
  for (let n = 0; n < many; n++) {
    const f = scene.features - read + Math.floor((n * read) / many);
    const m = pose.read[f][1];
    const down = pose.carriage + frame.x.x + 8 + (n * frame.text) / 2.9;
    const way = frame.phone ? phoneWay(view, n, many, m) : wayOf(view, n, many);
    /** @type {Place[]} */
    const on = [
      [down, y + height + 2],
      [down, frame.plaque.y],
    ];
    stroke(stage.ctx, way, view.fillOf(m), 2, pale ? 0.5 : 1);
    stroke(stage.ctx, on, view.fillOf(m), 2, pale ? 0.3 : 1);
    if (player.speed <= FASTEST) drawFlight(view, way, n, m);
  }
}

/**
 * @param {View} view @param {number} n @param {number} many @param {number} m column of the table
 * @returns {Place[]}
 */
function phoneWay({ frame, pose }, n, many, m) {
  const { table, x: box } = frame;
  const [, top, , high] = /** @type {Box} */ (pose.frame);
  const from = table.x + (pose.columns[m] + pose.columns[m + 1]) / 2;
  const to = pose.carriage + box.x + ((n + 0.5) / many) * box.width;
  return [
    [from, top + high],
    [to, box.y - 1],
  ];
}

/**
 * @param {View} view @param {number} n @param {number} many
 * @returns {Place[]}
 */
function wayOf({ scene, frame, pose }, n, many) {
  const { table, x: box, ribbon } = frame;
  const gap = frame.text / 2.9;
  const [left, top, wide, high] = /** @type {Box} */ (pose.frame);
  const [right, foot] = [left + wide, top + high];
  const columns = scene.columns.filter((column) => column.feature).length;
  // What does not reach the last column leaves below.
  const lone = right < table.x + pose.columns[columns] - 2;
  const back = (many - 1 - n) * gap;
  const leave = lone ? foot + 2 : (top + foot) / 2 + (n - (many - 1) / 2) * gap;
  const over = ribbon.top + n * gap;
  const gutter = ribbon.gutter + back;
  const edge = pose.carriage + 5 + back;
  const into = box.y + ((n + 0.5) / many) * box.height;
  return [
    [lone ? (left + right) / 2 : right + 1, leave],
    [gutter, leave],
    [gutter, over],
    [edge, over],
    [edge, into],
    [pose.carriage + box.x - 2, into],
  ];
}

/**
 * In flight, with echoes: one dash that travels along the way.
 * @param {View} view @param {Place[]} way @param {number} n @param {number} m
 */
function drawFlight(view, way, n, m) {
  const legs = way.slice(1).map(([x, y], k) => Math.abs(x - way[k][0]) + Math.abs(y - way[k][1]));
  const length = legs.reduce((a, b) => a + b);
  for (let echo = ECHOES; echo >= 0; echo--) {
    const begun = view.player.phase - APART * n - ECHO * echo;
    const part = clamp(begun / FLIGHT);
    if (!part || part >= 1) continue;
    const dash = [0, ease(part) * length, 22, 1e4];
    stroke(view.stage.ctx, way, view.fillOf(m), 8, echo ? 0.4 - echo * 0.1 : 1, dash);
  }
}

// --- x -------------------------------------------------------------------------------------------

/**
 * x of this step: cells with numbers if there is room, else thin ones of which the first are named.
 * @param {View} view
 */
function drawInputs(view) {
  const { pen, stage, scene, frame, pose } = view;
  const { ink } = stage;
  const { x, y, width, height } = frame.x;
  const left = pose.carriage + x;
  pen.block(left - 2, y - 2, width + 4, height + 4, ink.carriage, 1, 5, ink.ink, 1.8);
  for (let f = 0; f < scene.F; f++) drawInput(view, f);
}

/** @param {View} view @param {number} f @returns {Box} */
function inputBox({ scene, frame, pose }, f) {
  const { x, y, width, height, row } = frame.x;
  const left = pose.carriage + x;
  if (!frame.phone) return [left, y + f * row, width, row];
  const wide = width / scene.F;
  return [left + f * wide, y, wide, height];
}

/** @param {View} view @param {number} f */
function drawInput(view, f) {
  const { pen, stage, scene, frame, t } = view;
  const box = inputBox(view, f);
  const [x, y, w, h] = box;
  const landed = clamp((view.player.phase - FLIGHT - (f % 4) * 20) / 40);
  const cell = scene.layer ? undefined : view.origin(f);
  const v = view.xAt(f);
  const gap = Math.min(h, w) > 4 ? 1 : 0;
  const paint = cell ? view.fillOf(cell[1]) : `rgb(${view.colours.rgb(view.share("h", v))})`;
  const alpha = landed * (cell ? view.strength(cell) : 1);
  pen.block(x + gap / 2, y + gap / 2, w - gap, h - gap, paint, alpha, gap && 3);
  const few = scene.F < FEW && !scene.layer;
  if (few) {
    const size = Math.min(h - 0.5, frame.text + 2);
    const ink = cell ? stage.inkOver(paint, view.strength(cell)) : view.inkOn("h", v);
    const style = `opacity:${landed};fill:${ink};font-size:${size}px`;
    pen.write(`q${f}`, x + w / 2, y + h / 2, two(v), "m b", style);
  }
  pen.hit(box, "x", { t, f });
  if (frame.phone || !cell || f > (few ? 3 : 2)) return;
  const column = scene.columns[cell[1]];
  const value = `${scene.table.text[cell[0]][cell[1]]} ${column.unit}`;
  const at = few ? y + h / 2 : frame.x.y - 3 + (f + 0.5) * frame.text;
  pen.write(`w${f}`, x + frame.x.width + 7, at, [
    [`${column.names.find((name) => name.length <= WORD) ?? ""} `],
    [value, "b inked"],
  ]);
}

// --- weights and strips --------------------------------------------------------------------------

/** The picture of the weights, a block for each gate. @param {View} view */
function drawPlaque(view) {
  const { pen, stage, values, frame, pose } = view;
  const { x, y, w, h } = frame.plaque;
  const left = pose.carriage + x;
  const [blocks, high, wide] = values.weights.shape;
  const across = blocks > 1 ? 2 : 1;
  const blockWide = (w - 8) / across;
  const blockHigh = (h - 8) / Math.ceil(blocks / across);
  pen.block(left, y, w, h, stage.ink.carriage, 1, 5, stage.ink.ink, 1.8);
  stage.ctx.imageSmoothingEnabled = true;
  for (const b of list(blocks, (n) => n)) {
    const image = view.picture(`w${b}`, wide, high, (column, unit) => {
      const n = (b * high + unit) * wide + column;
      const rgb = view.colours.rgb(view.share("w", view.weights[n]));
      return pixel(rgb, view.alive?.[n] === 0 ? 40 : 255);
    });
    const at = left + 4 + (b % across) * blockWide;
    const top = y + 4 + Math.floor(b / across) * blockHigh;
    stage.ctx.drawImage(image, at, top, blockWide - 1.5, blockHigh - 1.5);
  }
  pen.hit([left, y, w, h], "weights");
}

/**
 * A strip of all units: gauges for a gate, colours for values.
 * @param {View} view @param {FlowStrip} strip
 */
function drawStrip(view, { name, lane, column, kind, colour, when }) {
  const { pen, stage, frame, pose, t } = view;
  const x = pose.carriage + frame.strips.x[column];
  const y = frame.lane.tops[lane];
  const { height } = frame.lane;
  const w = frame.strips.width;
  const on = pose.when[when];
  const v = view.at(name);
  if (kind === "gate") {
    pen.block(x, y, w, height, stage.ink.track);
    drawGauges(view, name, colour, x, y, on);
    pen.hit([x, y - frame.text * 1.7, w, frame.text * 1.7], "letter");
  } else {
    if (on < 1) drawHollow(view, [x, w + 1], y, height);
    const alpha = when ? on * (1 - pose.wipe) : on;
    if (on) drawColumn(view, name, view.sample, t, [x, w], y, alpha);
  }
  if (on > 0.5) {
    const style = `fill:${view.inkOn(name, v)};font-size:${w / 2.5}px`;
    pen.write(`s${name}`, x + w / 2, lensAt(view, lane), two(v), "m b", style);
  }
  pen.hit([x, y, w, height], `strip ${name}`, { t });
}

/**
 * @param {View} view @param {string} name @param {string} colour @param {number} x
 * @param {number} y
 * @param {number} on
 */
function drawGauges(view, name, colour, x, y, on) {
  const { pen, stage, scene, frame, pose, t } = view;
  const w = frame.strips.width;
  const gap = pose.units[1] > 1.6 ? 0.7 : 0;
  // With c₀ = 0 the forget gate has nothing to forget: it is dimmed.
  const dim = name === "f" && !t ? 0.35 : 1;
  for (let unit = 0; unit < scene.U; unit++) {
    const high = pose.units[unit + 1] - pose.units[unit] - gap;
    const alpha = (unit === view.unit ? 0.45 : 1) * dim;
    const wide = w * view.at(name, t, unit) * on;
    pen.block(x, y + pose.units[unit], wide, high, stage.ink[colour], alpha);
  }
}
