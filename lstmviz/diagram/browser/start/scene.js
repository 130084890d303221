// The way in as it stands on a page: what it shows of its state, and what moves when that changes.
import { bytes, clamp, list } from "../arithmetic.js";
import { showActs } from "./acts.js";
import { COURSE, together } from "./beats.js";
import { BEATS, differences, ticksOf, trace } from "./course.js";
import { listen } from "./hands.js";
import { fillLane, fly } from "./page.js";
import { makeParts } from "./parts.js";
import { change, lastWords, NOTES, tellWords } from "./words.js";

const STAGGER = 40; // ms from one value in flight to the next
const MIDDLE = 128; // of 255: between a dark page and a light one
const LIGHT = 140; // of 255: above it ink is black
const STRONGEST = 0.5; // value of a unit that has the strongest colour

/** @param {number} r @param {number} g @param {number} b how light a colour looks, 0 … 255 */
const lightness = (r, g, b) => r * 0.3 + g * 0.59 + b * 0.11;

/**
 * Build the way in.
 * @param {HTMLElement | ShadowRoot} host @param {StartScene} scene
 * @param {import("./course.js").State} state
 */
export function build(host, scene, state) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const still = scene.rows.flat();
  const ticks = scene.lanes.map(ticksOf);
  const clock = Math.max(...ticks.map((lane) => lane.length));
  const base = scene.lanes.map((lane) => trace(scene, lane, still));
  const parts = makeParts(scene, clock);
  const { root, table, lanes } = parts;
  host.append(root);

  /** @type {(name: string, value: unknown) => void} */
  let report = () => {};
  let scale = new Uint8Array();

  function recolour() {
    const [r, g, b] = (getComputedStyle(root).color.match(/[\d.]+/g) ?? []).map(Number);
    const mode = lightness(r, g, b) > MIDDLE ? "dark" : "light";
    const theme = scene.palette[mode];
    const fills = scene.palette.fills.map((fill, n) => `--fill-${n}:${fill}`);
    const names = theme.names.map((name, n) => `--name-${n}:${name}`);
    root.style.cssText = [theme.css, ...fills, ...names].join(";");
    root.dataset.theme = mode;
    scale = bytes(theme.signed);
  }

  /** @param {number} value of a unit, −1 … 1 */
  function paint(value) {
    const middle = (scale.length / 3 - 1) / 2;
    const at = Math.round(middle + clamp(value / STRONGEST, -1, 1) * middle) * 3;
    const [r, g, b] = scale.slice(at, at + 3);
    const ink = lightness(r, g, b) > LIGHT ? "#000000" : "#ffffff";
    return `background:rgb(${r},${g},${b});color:${ink}`;
  }

  /** What the beats look at, and what was worked out for it. */
  function look() {
    const values = still.map((value, cell) =>
      cell === scene.pulled ? (state.value ?? value) : value,
    );
    const traced = scene.lanes.map((lane) => trace(scene, lane, values));
    const changed = traced.map((each, n) => differences(base[n], each));
    const moved = scene.lanes.flatMap(({ key }, n) => (changed[n].at(-1)?.y ? [key] : []));
    return { scene, state, ticks, values, traced, changed, moved };
  }

  function draw() {
    const view = look();
    const { values, traced, changed } = view;
    const beat = COURSE[state.beat];
    root.dataset.beat = String(state.beat + 1);
    root.toggleAttribute("data-pulled", state.beat === 3 && state.value !== null);
    root.toggleAttribute("data-shown", state.shown);
    say(parts.title, beat.title(view));
    say(parts.more, beat.more(view));
    list(BEATS.length, (n) => drawStep(n));
    parts.rail.numbers.forEach((number, n) => {
      number.classList.toggle("now", state.beat === 2 && n === state.tick - 1);
    });
    lanes.forEach((lane, n) => {
      const visible = n === state.lane || together(view);
      lane.root.hidden = !visible;
      fillLane(lane, state.beat > 2 ? clock : state.tick, values, traced[n], paint);
      drawChange(lane, n, traced[n], changed[n]);
    });
    drawTable(values);
    showActs(parts.acts, beat.acts(view));
  }

  /** @param {HTMLElement} place @param {string} words */
  function say(place, words) {
    if (place.textContent !== words) place.textContent = words;
  }

  /** @param {number} n */
  function drawStep(n) {
    const step = /** @type {HTMLButtonElement} */ (parts.path.children[n].firstChild);
    step.disabled = n > state.beat;
    if (n === state.beat) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }

  /** @param {number[]} values */
  function drawTable(values) {
    const shown = ticks.filter((_, n) => state.beat === 2 && !lanes[n].root.hidden);
    const reading = new Set(shown.flatMap((lane) => lane[state.tick - 1]?.cells ?? []));
    table.cells.forEach((cell, n) => {
      const marked = state.beat === 0 && state.marked.includes(n);
      cell.textContent = String(values[n]);
      cell.classList.toggle("marked", marked);
      cell.classList.toggle("reading", reading.has(n));
      const pull = state.beat === 3 && state.guess >= 0 && n === scene.pulled;
      cell.classList.toggle("pulled", pull);
      if (cell.tagName !== "BUTTON") return;
      cell.toggleAttribute("disabled", !(state.beat === 0 || pull));
      if (state.beat === 0) cell.setAttribute("aria-pressed", String(marked));
      else cell.removeAttribute("aria-pressed");
    });
  }

  /**
   * Light what a pulled number changed; what did not change stays dark.
   * @param {import("./page.js").LaneDrawn} lane @param {number} n
   * @param {import("./course.js").Traced[]} traced
   * @param {ReturnType<typeof differences>} changed
   */
  function drawChange({ slots, ticks: mine, tell, note }, n, traced, changed) {
    const pulled = state.beat === 3 && state.value !== null;
    let t = 0;
    slots.forEach((slot, at) => {
      const { sample, cells, last } = mine[at];
      slot.x.forEach((cell, k) =>
        cell.classList.toggle("lit", pulled && cells[k] === scene.pulled),
      );
      slot.h.forEach((unit, u) => unit.classList.toggle("lit", pulled && changed[sample].h[t][u]));
      slot.y.classList.toggle("lit", pulled && changed[sample].y);
      if (pulled && last) slot.y.textContent = change(changed[sample].y, traced[sample].y);
      t = last ? 0 : t + 1;
    });
    say(tell, pulled ? tellWords(changed, scene.units) : "");
    const ended = mine.length < clock && (state.beat > 2 || state.tick >= mine.length);
    const last = changed.length - 1;
    const outcome = lastWords(base[n][last].y, traced[last].y);
    say(note, ended ? (pulled ? outcome : NOTES[scene.lanes[n].key]) : "");
  }

  /**
   * Take over a change, and let move what comes of it.
   * @param {Partial<import("./course.js").State>} next
   */
  function go(next) {
    const was = { ...state };
    const from = table.root.getBoundingClientRect();
    Object.assign(state, next);
    draw();
    if (calm.matches) return;
    if (state.beat !== was.beat) fly(table.root, from);
    if (state.beat === 2 && state.tick > was.tick) land(was.tick);
  }

  /** Let the values of the new ticks come from the table. @param {number} since */
  function land(since) {
    lanes.forEach(({ slots, ticks: mine, root: { hidden } }) => {
      if (hidden) return;
      slots.slice(since, state.tick).forEach((slot, n) => {
        mine[since + n].cells.forEach((cell, k) => {
          fly(slot.x[k], table.cells[cell].getBoundingClientRect(), (n * 3 + k) * STAGGER);
        });
      });
    });
  }

  function onward() {
    const view = look();
    const beat = COURSE[state.beat];
    if (beat.ready(view)) go(beat.onward(view));
  }

  const end = listen({
    parts,
    pulled: scene.pulled,
    state,
    value: () => state.value ?? still[scene.pulled],
    go,
    onward,
    leave: (to) => report("leave", to),
  });
  root.addEventListener("transitionend", ({ propertyName, target }) => {
    if (target !== root || propertyName !== "color") return;
    recolour();
    draw();
  });
  recolour();
  draw();
  return {
    state,
    /** @param {(name: string, value: unknown) => void} tell */
    reports(tell) {
      report = tell;
    },
    leave() {
      end();
      root.remove();
    },
  };
}
