// What is under way: h to the left, the memory to where it is kept from, gates to their quantities.
import { ease, mix } from "../arithmetic.js";
import { two } from "../numerals.js";
import { ABOVE, barOf } from "./panel.js";
import { drawStrip } from "./strips.js";
import { TIMES } from "./view.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../pen.js").Box} Box */

/** @param {View} view */
export function drawFlights(view) {
  const { stage, player, t } = view;
  if (player.phase >= TIMES.done || stage.calm.matches) return;
  const carried = ease(view.part(0, TIMES.carry));
  if (t && carried < 1 && !view.frame.phone) drawOutput(view, carried);
  if (t && player.phase < TIMES.parts) drawMemory(view, carried);
  const gone = ease(view.part(TIMES.fly, TIMES.parts));
  if (gone > 0 && gone < 1) drawGates(view, gone);
}

/** h goes back to the inputs. @param {View} view @param {number} carried */
function drawOutput(view, carried) {
  const { stage, scene, frame, t } = view;
  const { x, y, w, h, gap } = frame.strips;
  const { rows } = frame;
  const from = [x + (scene.lines.length - 1) * (w + gap), y, w, h];
  const top = view.rowY(rows.x + Number(rows.xs));
  const to = [frame.left, top, 13, (rows.named + Number(rows.hs)) * rows.h - 2];
  stage.ctx.globalAlpha = 0.9;
  drawStrip(view, "h", t - 1, /** @type {Box} */ (mix(from, to, carried)));
  stage.ctx.globalAlpha = 1;
}

/** The memory goes up to where it is kept from. @param {View} view @param {number} carried */
function drawMemory(view, carried) {
  const { pen, stage, scene, frame, limit } = view;
  const { x, y, w, part } = frame.panel;
  const total = scene.panel.findIndex(({ parts }) => parts);
  if (total < 1) return;
  const memory = view.at(`${scene.lines[0]}-`);
  const middle = x + w / 2;
  const end = middle + (memory / limit) * (w / 2);
  const wide = Math.max(Math.abs(end - middle), 1);
  const top = y + ABOVE + part * total * (1 - carried);
  const { track, muted } = stage.ink;
  pen.block(Math.min(middle, end), top, wide, barOf(view), track, 1, 2, muted);
  if (carried < 1) return;
  pen.write("mem", x, y + 7, [
    [view.say(scene.panel[0].letter), "b inked"],
    [` = ${two(memory)}`, ""],
  ]);
}

/** The gates' values go to their quantities. @param {View} view @param {number} gone */
function drawGates(view, gone) {
  const { pen, stage, scene, frame } = view;
  const { panel, curve } = frame;
  scene.panel.forEach(({ by, colour }, k) => {
    const gate = by === "keep" ? "z" : by;
    const column = scene.blocks.findIndex(({ name }) => name === gate);
    if (column < 0 || !by) return;
    const from = [frame.columns[column] + frame.column - 16, curve.y + curve.h / 2];
    const to = [panel.x + panel.w - 16, panel.y + k * panel.part + 7];
    const [x, y] = mix(from, to, gone);
    const paint = stage.ink[colour ?? ""];
    pen.block(x - 19, y - 9, 38, 18, stage.ink.carriage, 0.95, 9, paint, 1.5);
    pen.write(`fly${k}`, x, y, two(view.at(by)), `m b ${colour}`);
  });
}
