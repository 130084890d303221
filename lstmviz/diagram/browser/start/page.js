// What the page of the way in is made of: elements, the table, the lanes.
import { list } from "../arithmetic.js";
import { two } from "../numerals.js";
import { ticksOf } from "./course.js";

const FLIGHT = 320; // ms
const EASE = "cubic-bezier(0.2, 0.7, 0.2, 1)";
const AXES = ["samples", "timesteps", "features"];

/** @typedef {Node | string | null} Child */

/**
 * An element; text in it is text.
 * @param {string} tag @param {Record<string, string | number | boolean>} attributes
 * @param {Child[]} children
 */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * A shape whose axes have their colours: (N, 3, 1).
 * @param {string[]} shape
 */
export const shapeOf = (shape) =>
  make(
    "b",
    { class: "shape" },
    "(",
    ...shape.flatMap((size, n) => [
      make("span", { class: AXES[n] }, size),
      n < shape.length - 1 ? ", " : ")",
    ]),
  );

/** @param {number[]} shape of the squares: columns that come one after another @param {number} n */
const dotsOf = (shape, n) => make("i", { style: `--fill:var(--fill-${shape[n]})` });

/**
 * A picture of how a lane is fed: what enters together stands together, and time goes to the right.
 * @param {Lane} lane @param {number} across columns of the table
 */
export function pictureOf({ samples }, across) {
  const steps = samples[0].map((cells) => cells.map((cell) => cell % across));
  const drawn = steps.map((shape) => make("span", {}, ...shape.map((_, n) => dotsOf(shape, n))));
  return make("span", { class: "picture", "aria-hidden": true }, ...drawn);
}

/**
 * The table: a button for each cell, so that it can be marked and pulled.
 * @param {StartScene} scene
 */
export function makeTable({ columns, rows, target }) {
  const across = columns.length;
  const cells = rows.flatMap((row, r) =>
    row.map((value, c) => {
      const goal = r === rows.length - 1;
      return make(
        goal ? "span" : "button",
        {
          class: `cell${goal ? (c === target ? " goal" : " later") : ""}`,
          style: `--fill:var(--fill-${c});grid-area:${r + 2}/${c + 2}`,
          "data-cell": r * across + c,
          ...(goal ? {} : { type: "button", "aria-label": `row ${r}, ${columns[c]}: ${value}` }),
        },
        String(value),
      );
    }),
  );
  const heads = columns.map((name, c) =>
    make("span", { class: "head", style: `--name:var(--name-${c});grid-area:1/${c + 2}` }, name),
  );
  const numbers = rows.map((_, r) =>
    make("span", { class: "row", style: `grid-area:${r + 2}/1` }, String(r)),
  );
  const root = make(
    "div",
    { class: "table", role: "group", "aria-label": "The table" },
    make("span", { class: "row word", style: "grid-area:1/1" }, "row"),
    ...heads,
    ...numbers,
    ...cells,
    make("span", { class: "word aim" }, "to be predicted"),
  );
  return { root, cells };
}

/**
 * A lane: its name, a slot for each tick of the clock, and the box that rides along.
 * @param {StartScene} scene @param {Lane} lane @param {number} clock ticks of the longest lane
 * @param {string} words
 */
export function makeLane(scene, lane, clock, words) {
  const across = scene.columns.length;
  const ticks = ticksOf(lane);
  const slots = ticks.map(({ cells, last }, n) => {
    const first = !n || ticks[n - 1].last;
    const x = cells.map((cell) =>
      make("span", { class: "cell", style: `--fill:var(--fill-${cell % across})` }),
    );
    const h = list(scene.units, () => make("span", { class: "unit" }));
    const y = make("span", { class: "y" });
    const gap = make("span", { class: `gap${first ? " begins" : ""}` });
    const tick = make(
      "span",
      { class: "tick" },
      make("span", { class: "x" }, ...x),
      make("span", { class: "h" }, ...h),
      last ? y : null,
    );
    return { root: make("span", { class: "slot" }, gap, tick), x, h, y, gap, last };
  });
  const box = make("span", { class: "box" });
  const end = make("span", { class: "gap end" });
  const note = make("p", { class: "note" });
  const tell = make("span", { class: "tell" });
  const root = make(
    "div",
    { class: "lane", "data-key": lane.key, "data-short": ticks.length < clock },
    make("div", { class: "name" }, shapeOf(lane.shape), make("span", {}, words), tell),
    make(
      "div",
      { class: "ticks", style: `--clock:${clock};--mine:${ticks.length}`, "aria-hidden": true },
      ...slots.map((slot) => slot.root),
      end,
      note,
      box,
    ),
  );
  return { root, ticks, slots, box, end, note, tell };
}
/** @typedef {ReturnType<typeof makeLane>} LaneDrawn */

/**
 * Fill a lane up to a tick.
 * @param {LaneDrawn} drawn @param {number} tick @param {number[]} values of the table's cells
 * @param {import("./course.js").Traced[]} traced
 * @param {(value: number) => string} paint the colours of a unit's value
 */
export function fillLane({ ticks, slots, box, end }, tick, values, traced, paint) {
  let t = 0;
  slots.forEach((slot, n) => {
    const { sample, cells, last } = ticks[n];
    const done = n < tick;
    slot.root.classList.toggle("done", done);
    slot.root.classList.toggle("now", n === Math.min(tick, ticks.length) - 1);
    const wall = n + 1 < slots.length ? slots[n + 1].gap : end;
    if (last) wall.classList.toggle("fallen", done);
    cells.forEach((cell, k) => {
      slot.x[k].textContent = done ? String(values[cell]) : "";
    });
    traced[sample].h[t].forEach((value, unit) => {
      slot.h[unit].replaceChildren(...(done ? digits(two(value)) : []));
      slot.h[unit].style.cssText = done ? paint(value) : "";
    });
    slot.y.textContent = done ? `ŷ ${two(traced[sample].y)}` : "";
    t = last ? 0 : t + 1;
  });
  const at = Math.min(tick, ticks.length) - 1;
  box.style.setProperty("--n", String(Math.max(at, 0)));
  box.hidden = at < 0;
}

/**
 * A number whose leading zero can be left out where it is narrow: −0.11 or −.11.
 * @param {string} text
 */
function digits(text) {
  const [, sign, rest] = text.match(/^(−?)0(\..*)$/) ?? [];
  return rest ? [sign, make("i", {}, "0"), rest] : [text];
}

/**
 * The clock over the lanes.
 * @param {number} clock ticks
 */
export function makeRail(clock) {
  const numbers = list(clock, (n) => make("span", { class: "tick" }, String(n + 1)));
  const slots = numbers.map((number) =>
    make("span", { class: "slot" }, make("span", { class: "gap" }), number),
  );
  const ticks = make("div", { class: "ticks", style: `--clock:${clock}` }, ...slots);
  const root = make("div", { class: "rail", "aria-hidden": true }, make("span", {}, "tick"), ticks);
  return { root, numbers };
}

/**
 * Let an element come from where another one stands.
 * @param {HTMLElement} element @param {DOMRect} from @param {number} delay ms
 */
export function fly(element, from, delay = 0) {
  const to = element.getBoundingClientRect();
  if (!to.width || !from.width) return;
  const zoom = element.currentCSSZoom ?? 1;
  const [x, y] = [(from.x - to.x) / zoom, (from.y - to.y) / zoom];
  const start = `translate(${x}px, ${y}px) scale(${from.width / to.width})`;
  element.animate([{ transform: start, transformOrigin: "0 0" }, { transformOrigin: "0 0" }], {
    duration: FLIGHT,
    delay,
    easing: EASE,
    fill: "backwards",
  });
}
