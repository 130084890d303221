// Where the film of the layouts stands: its scene, and where each cell is drawn.
import { unpack } from "../arithmetic.js";
import { strengthOf, tenth } from "../pen.js";
import { PULLED } from "../player.js";
import { later } from "../stage.js";

/** @typedef {ReturnType<typeof makeView>} View */
/** @typedef {import("../pen.js").Box} Box */
/** @typedef {{ alpha?: number, lifted?: boolean }} Look */

export const [MOTION, MORPH] = [500, 900]; // ms at 1×

/** @param {number} p 0 … 1 */
export const ease = (p) => (p < 0.5 ? 4 * p ** 3 : 1 - (2 - 2 * p) ** 3 / 2);

/**
 * The rows of the table that a sample reads.
 * @param {View} view @param {number} n place of the sample
 */
export function rowsOf({ frame }, n) {
  const rows = frame.blocks[n].cells.map((cell) => cell[6]);
  return [...new Set(rows)].sort((a, b) => a - b);
}

/** Where a cell of a block stands. @param {FilmCell} cell @returns {Box} */
export const boxOf = ([, , x, y, w, h]) => [x, y, w, h];

/** @param {import("../player.js").Tools} tools */
export function makeView({ stage, pen, player }) {
  const view = {
    stage,
    pen,
    player,
    scene: /** @type {FilmScene} */ (later()),
    frame: /** @type {FilmFrame} */ (later()),
    tint: new Float32Array(),
    longest: 1,
    font: "",
    /** @type {Map<number, FilmRow>} */
    rows: new Map(),
    /** Which sample, and how far the layout before has become this one. */
    k: 0,
    morph: 1,
    /** The value that is taken, and by how many notches it is pulled. */
    taken: /** @type {FilmTaken | null} */ (null),
    notches: 0,
    /** The target's name: place, words, classes. */
    goal: /** @type {[number, number, string, string] | null} */ (null),
    /** Where each value stood in the layout before. @type {Map<string, Box>} */
    old: new Map(),

    /** @param {FilmScene} scene */
    open(scene) {
      view.old = new Map();
      view.frame?.blocks.forEach((block, n) => {
        for (const cell of block.cells) view.old.set(view.keyOf(n, cell), boxOf(cell));
      });
      view.scene = scene;
      view.tint = unpack(scene.table.tint);
      view.longest = Math.max(...scene.table.text.flat().map((text) => text.length));
      view.k = Math.max(scene.samples.indexOf(scene.first), 0);
    },
    /** Whether a cell is the one that is taken. @param {number} r @param {number} m */
    isTaken: (r, m) =>
      String(view.taken?.cell) === `${view.scene.table.rows[r]},${view.scene.columns[m].column}`,
    /**
     * What a cell holds, in the table's unit or as the network sees it.
     * @param {"text" | "scaled"} what @param {number} r @param {number} m
     * @returns {string}
     */
    said: (what, r, m) =>
      view.taken && view.isTaken(r, m)
        ? view.taken[what][view.notches + PULLED]
        : view.scene.table[what][r][m],
    fit() {
      view.frame = stage.fit(view.scene.frames, stage.find(".cards").offsetHeight);
      pen.forget();
      view.rows = new Map(view.frame.rows.map((row) => [row[0], row]));
      view.k = Math.min(view.k, view.frame.blocks.length - 1);
    },
    recolour() {
      stage.recolour(view.scene.palette);
      view.font = getComputedStyle(stage.root).fontFamily;
    },
    /**
     * Which sample, row and column a place of X shows: what stays the same from layout to layout.
     * @param {number} n @param {FilmCell} cell
     * @returns {string}
     */
    keyOf(n, cell) {
      const { samples, table, columns } = view.scene;
      return `${samples[n]},${table.rows[cell[6]]},${columns[cell[7]].column}`;
    },
    /** @param {number} r @returns {FilmRow} */
    rowAt: (r) => /** @type {FilmRow} */ (view.rows.get(r)),
    /** The colour of a column. @param {number} m @returns {string} */
    fillOf: (m) => view.scene.palette.fills[view.scene.columns[m].colour],
    /** The strength of a cell's colour. @param {number} r @param {number} m @returns {number} */
    strength: (r, m) => strengthOf(view.tint[r * view.scene.columns.length + m], stage.dark),
    /**
     * Where a cell of the table stands in this drawing.
     * @param {number} r @param {number} m
     * @returns {Box | undefined}
     */
    spot(r, m) {
      const row = view.rows.get(r);
      const column = view.frame.columns.find(([place]) => place === m);
      return row && column && [column[1], row[1], column[2], row[2]];
    },
    /**
     * Draw a cell with its number, as large as there is room for.
     * @param {number} r @param {number} m @param {Box} box @param {Look} look
     */
    cell(r, m, [x, y, w, h], { alpha = 1, lifted = false } = {}) {
      const text = view.said("text", r, m);
      const size = Math.min(view.frame.text, h * 0.62, (w - 4) / (view.longest * 0.5));
      /** @type {Box} */
      const box = [x + 0.75, y + 0.75, w - 1.5, h - 1.5];
      const strength = view.strength(r, m) * alpha * (text === "–" ? 0.2 : 1);
      pen.block(...box, stage.ink.carriage, 1, 3);
      pen.block(...box, view.fillOf(m), strength, 3, lifted ? stage.ink.ink : "");
      if (size < 7) return;
      const { ctx } = stage;
      ctx.fillStyle = stage.inkOver(view.fillOf(m), strength);
      ctx.font = `${lifted ? "600 " : ""}${tenth(size)}px ${view.font}`;
      ctx.fillText(text, x + w / 2, y + h / 2 + size * 0.06);
    },
    /** Draw the place of a cell that is not there. @param {Box} box */
    empty([x, y, w, h]) {
      pen.block(x + 1.5, y + 1.5, w - 3, h - 3, stage.ink.lane, 1, 3, stage.ink.hair);
    },
  };
  return view;
}
