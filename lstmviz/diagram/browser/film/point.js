// What is pointed at in the film: a cell of the table, and its places in X.
import { count } from "../numerals.js";
import { PULLED } from "../player.js";
import { boxOf } from "./view.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {{ r: number, m: number, n?: number, t?: number, f?: number }} At */

/**
 * @param {View} view
 * @param {[number, number] | null} pick row and column that the page asks to mark
 */
export function drawPoint(view, pick) {
  const { pen, stage } = view;
  const region = pen.pointed();
  /** @type {At | undefined} */
  const found = region && "r" in region.at ? region.at : undefined;
  const at = found ?? marked(view, pick);
  stage.tip.hidden = !found;
  if (!at || !view.rows.has(at.r)) return;
  frameSame(view, at, found !== undefined);
  if (found) sayCell(view, found);
}

/**
 * The cell that the page asks to mark, if it is shown.
 * @param {View} view @param {[number, number] | null} pick
 * @returns {At | undefined}
 */
function marked({ scene }, pick) {
  if (!pick) return undefined;
  const r = scene.table.rows.indexOf(pick[0]);
  const m = scene.columns.findIndex(({ column }) => column === pick[1]);
  return r < 0 ? undefined : { r, m };
}

/**
 * Frame the cell and its places in X.
 * @param {View} view @param {At} at @param {boolean} all also in samples that are still to come
 */
function frameSame(view, { r, m }, all) {
  const { pen, frame, k } = view;
  const home = view.spot(r, m);
  const same = frame.blocks
    .slice(0, all ? undefined : k + 1)
    .flatMap(({ cells }) => cells.filter((cell) => cell[6] === r && cell[7] === m));
  if (home) pen.frame("home", home, "mark", 4);
  same.forEach((cell, n) => {
    pen.frame(`same${n}`, boxOf(cell), "mark", 4);
  });
  if (!home || !frame.aligned || !same.length) return;
  const y = home[1] + home[3] / 2;
  // As far as the first sample that reads it: further on it would strike out other values.
  const end = frame.blocks.find(({ cells }) => cells.includes(same[0]))?.x;
  pen.line(
    "level",
    /** @type {import("../pen.js").Place[]} */ ([
      [frame.end + 4, y],
      [Number(end) - 4, y],
    ]),
    "level",
  );
}

/** @param {View} view @param {At} at */
function sayCell(view, { r, m, n, t, f }) {
  const { stage, scene, frame } = view;
  const { table, columns } = scene;
  const name = `${table.names[r]}, ${columns[m].name}`;
  const value = `${view.said("text", r, m)} ${table.units[m]}`;
  const inX = n !== undefined;
  const place = inX ? `X[${count(scene.samples[n])}, ${t}, ${f}] = ${value}` : `${name}: ${value}`;
  const lines = [place, inX ? name : "", `the network sees ${view.said("scaled", r, m)}`];
  stage.note([...lines, goesTo(view, r, m, inX)].filter(String));
  // Where few samples reach: below the first ones, or above them if the hand is there.
  const { scale, tip } = stage;
  const point = /** @type {import("../stage.js").Point} */ (stage.point);
  const low = frame.height * scale - tip.offsetHeight - 2;
  const left = frame.blocks[0].x;
  const above = point.y * scale > low - 8 && point.x > left;
  stage.lay(Math.min(left * scale, frame.width * scale - tip.offsetWidth - 4), above ? 0 : low);
}

/** @param {View} view @param {number} r @param {number} m @param {boolean} inX */
function goesTo({ scene }, r, m, inX) {
  const places = scene.goes[r][m];
  if (places) return `${inX ? "this value goes to" : "goes to"} ${places}`;
  return scene.columns[m].feature ? "no sample reads it" : "not read, only predicted";
}

/** What a pulled value is now, and what it changes. @param {View} view */
export function whatIf({ taken, notches }) {
  const { name, text, unit, told } = /** @type {FilmTaken} */ (taken);
  return `${name}: ${text[PULLED]} → ${text[notches + PULLED]}${unit}. ${told}`;
}
