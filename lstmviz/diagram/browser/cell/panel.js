// The quantities beside the gates: of each the part that its gate lets through is filled.
import { clamp, ease } from "../arithmetic.js";
import { two } from "../numerals.js";
import { drawEnds } from "./columns.js";
import { TIMES } from "./view.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../pen.js").Words} Words */

const [APART, OPENING, SHOWN] = [210, 240, 150]; // ms: between two, of one, and how long before

/** Height of a quantity's bar. @param {View} view */
export const barOf = ({ frame }) => (frame.phone ? 12 : 15);
export const ABOVE = 17; // room for its words

/** x of a length of the panel. @param {View} view @param {number} v */
function xOf({ frame, pose }, v) {
  const { x, w } = frame.panel;
  return x + w / 2 + (clamp(v / pose.limit, -1, 1) * w) / 2;
}

/** When a quantity begins, ms. @param {number} k */
const begins = (k) => TIMES.parts + APART * k;
/** How far it has come. @param {View} view @param {number} k */
const opened = (view, k) => ease(view.part(begins(k), begins(k) + OPENING));

/** @param {View} view */
export function drawPanel(view) {
  const { pen, stage, scene, frame, pose } = view;
  const { x, y, w, part: step } = frame.panel;
  const high = barOf(view);
  pen.write("ph", x, y - (frame.phone ? 14 : 18), view.say(scene.equation), "muted");
  if (!frame.phone) {
    drawEnds(view, "px", x + w / 2, w, y + step * scene.panel.length + 8, view.limit);
  }
  scene.panel.forEach((part, k) => {
    const top = y + k * step;
    const bar = top + ABOVE;
    pen.block(x, bar - 2, w, high + 4, stage.ink.lane, 1, 3);
    pen.block(x + w / 2 - 0.5, bar - 2, 1, high + 4, stage.ink.hatch);
    if (part.of) drawValve(view, part, k, top);
    else drawTotal(view, part, k, top);
    // What is filled goes on below.
    const next = scene.panel[k + 1];
    if (next && (next.start || next.parts) && opened(view, k) >= 1) {
      const end = xOf(view, (part.start ? pose.v[part.start] : 0) + pose.v[part.name]);
      pen.block(end - 0.5, bar + high, 1, step - high, stage.ink.faint);
    }
    pen.hit([x, top, w, step], "part", { k });
  });
}

/**
 * A quantity that a gate lets through in part.
 * @param {View} view @param {CellPart} part @param {number} k @param {number} top
 */
function drawValve(view, part, k, top) {
  const { pen, stage, pose } = view;
  const { v } = pose;
  const high = barOf(view);
  const start = part.start ? v[part.start] : 0;
  const on = opened(view, k);
  const first = xOf(view, start);
  const whole = xOf(view, start + v[part.of ?? ""]);
  const open = xOf(view, start + v[part.name] * on);
  const shown = view.part(begins(k) - SHOWN, begins(k));
  const bar = top + ABOVE;
  /** @param {number} end */
  const box = (end) => [Math.min(first, end), Math.max(Math.abs(end - first), 1)];
  const [left, wide] = box(whole);
  pen.block(left, bar, wide, high, stage.ink.track, shown, 2, stage.ink.muted);
  const [from, filled] = box(open);
  if (on) pen.block(from, bar, filled, high, stage.ink[part.colour ?? ""], 1, 2);
  sayValve(view, part, k, top, shown, on);
}

/**
 * @param {View} view @param {CellPart} part @param {number} k @param {number} top
 * @param {number} shown @param {number} on
 */
function sayValve(view, part, k, top, shown, on) {
  const { pen, frame } = view;
  const { x, w, line } = frame.panel;
  /** @type {Words} */
  const whole = [
    [view.say(part.letter), "b inked"],
    [` = ${two(view.at(part.of ?? ""))}`, ""],
  ];
  pen.write(`q${k}`, x, top + 7, whole, "halo", `opacity:${shown}`);
  if (view.part(TIMES.fly, TIMES.parts) >= 1) {
    /** @type {Words} */
    const gate = [
      [`× ${part.gate} `, `b ${part.colour}`],
      [two(view.at(part.by ?? "")), `b ${part.colour}`],
    ];
    pen.write(`r${k}`, line ? x + w * 0.56 : x + w, top + 7, gate, "r halo");
  }
  if (on <= 0.6) return;
  /** @type {Words} */
  const through = [
    [`${view.say(part.word ?? "")} `, "muted"],
    [two(view.at(part.name)), "b inked"],
  ];
  const y = line ? top + 7 : top + ABOVE + barOf(view) + 9;
  pen.write(`z${k}`, x + w, y, through, "r halo");
}

/**
 * What its parts add up to.
 * @param {View} view @param {CellPart} part @param {number} k @param {number} top
 */
function drawTotal(view, { name, letter, parts }, k, top) {
  const { pen, stage, frame, pose } = view;
  const middle = frame.panel.x + frame.panel.w / 2;
  const on = opened(view, k);
  const end = xOf(view, pose.v[name] * on);
  if (on) {
    const wide = Math.max(Math.abs(end - middle), 1);
    const paint = view.colour(view.at(name), view.endOf(name));
    const left = Math.min(middle, end);
    pen.block(left, top + ABOVE, wide, barOf(view), paint, 1, 2, stage.ink.ink);
  }
  if (on <= 0.6) return;
  /** @type {Words} */
  const words = [
    [`${view.say(letter)} = `, "b inked"],
    [view.say(parts?.length ? "{kept} + {fresh} = " : "tanh({a}) = "), ""],
    [two(view.at(name)), "b inked"],
  ];
  pen.write(`q${k}`, frame.panel.x, top + 7, words, "halo");
}
