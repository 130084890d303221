// The way in as it stands on a page: its parts, what a hand or a key does, and what moves.
import { bytes, clamp, list } from "../arithmetic.js";
import { COURSE, together } from "./beats.js";
import { BEATS, begin, differences, ticksOf, trace } from "./course.js";
import { fillLane, fly, make, makeLane, makeRail, makeTable } from "./page.js";
import { drawProof } from "./proof.js";
import { change, FEEDS, lastWords, tellWords } from "./words.js";

const [LOWEST, HIGHEST] = [0, 20];
const PULL = 14; // px for a step of 1
const STAGGER = 40; // ms from one value in flight to the next
const LIGHT = 140; // of 255

/** @param {string} colour as rgb(…) */
const isDark = (colour) => {
  const [r, g, b] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return r * 0.3 + g * 0.59 + b * 0.11 > 128;
};

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
  const table = makeTable(scene);
  const lanes = scene.lanes.map((lane) => makeLane(scene, lane, clock, FEEDS[lane.key]));
  const rail = makeRail(clock);
  const title = make("h2", {});
  const more = make("p", {});
  const acts = make("div", { class: "acts" });
  const path = make(
    "ol",
    { class: "path", "aria-label": "Six steps" },
    ...BEATS.map((name, n) =>
      make("li", {}, make("button", { type: "button", "data-do": "beat", value: n }, name)),
    ),
  );
  const proof = make(
    "figure",
    { class: "proof" },
    drawProof(scene.proof, "wide", 760, 300),
    drawProof(scene.proof, "narrow", 366, 280),
  );
  const root = make(
    "section",
    { class: "start", "aria-label": "How a table gets into an LSTM" },
    make(
      "header",
      {},
      make("h1", {}, "How does my table get into an LSTM?"),
      path,
      make("button", { type: "button", class: "skip", "data-do": "leave", value: "playground" },
        "Skip", make("span", {}, " to the Playground")),
    ),
    make(
      "div",
      { class: "frame" },
      make("div", { class: "words", "aria-live": "polite" }, title, more),
      table.root,
      make("div", { class: "lanes" }, rail.root, ...lanes.map((lane) => lane.root)),
      proof,
      acts,
    ),
  );
  host.append(root);

  /** @type {(name: string, value: unknown) => void} */
  let report = () => {};
  /** @type {Uint8Array} */
  let scale = new Uint8Array();

  function recolour() {
    const dark = isDark(getComputedStyle(root).color);
    const theme = scene.palette[dark ? "dark" : "light"];
    const fills = scene.palette.fills.map((fill, n) => `--fill-${n}:${fill}`);
    const names = theme.names.map((name, n) => `--name-${n}:${name}`);
    root.style.cssText = [theme.css, ...fills, ...names].join(";");
    root.dataset.theme = dark ? "dark" : "light";
    scale = bytes(theme.scale);
  }

  /** @param {number} value of a unit, −1 … 1 */
  function paint(value) {
    const middle = (scale.length / 3 - 1) / 2;
    const at = Math.round(middle + clamp(value * 2, -1, 1) * middle) * 3;
    const [r, g, b] = scale.slice(at, at + 3);
    const ink = r * 0.3 + g * 0.59 + b * 0.11 > LIGHT ? "#14161c" : "#ffffff";
    return `background:rgb(${r},${g},${b});color:${ink}`;
  }

  /** Values of all cells as they are now. */
  const valuesNow = () =>
    still.map((value, cell) => (cell === scene.pulled && state.value !== null ? state.value : value));

  function draw() {
    const values = valuesNow();
    const traced = scene.lanes.map((lane) => trace(scene, lane, values));
    const changed = scene.lanes.map((_, n) => differences(base[n], traced[n]));
    const moved = scene.lanes.flatMap(({ key }, n) => (changed[n].at(-1)?.y ? [key] : []));
    const view = { scene, state, ticks, values, moved };
    const beat = COURSE[state.beat];
    root.dataset.beat = String(state.beat + 1);
    root.toggleAttribute("data-pulled", state.beat === 3 && state.value !== null);
    root.toggleAttribute("data-shown", state.shown);
    say(title, beat.title(view));
    say(more, beat.more(view));
    list(BEATS.length, (n) => drawStep(n));
    rail.numbers.forEach((number, n) => {
      number.classList.toggle("now", state.beat === 2 && n === state.tick - 1);
    });
    drawTable(values);
    lanes.forEach((lane, n) => {
      const visible = n === state.lane || together(view);
      lane.root.hidden = !visible;
      fillLane(lane, state.beat > 2 ? clock : state.tick, values, traced[n], paint);
      drawChange(lane, n, traced[n], changed[n]);
    });
    drawActs(beat.acts(view));
  }

  /** @param {HTMLElement} place @param {string} words */
  function say(place, words) {
    if (place.textContent !== words) place.textContent = words;
  }

  /** @param {number} n */
  function drawStep(n) {
    const step = /** @type {HTMLButtonElement} */ (path.children[n].firstChild);
    step.disabled = n > state.beat;
    if (n === state.beat) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }

  /** @param {number[]} values */
  function drawTable(values) {
    const reading = new Set();
    if (state.beat === 2 && state.tick) {
      ticks.forEach((lane, n) => {
        if (!lanes[n].root.hidden) for (const cell of lane[state.tick - 1]?.cells ?? []) reading.add(cell);
      });
    }
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
      slot.x.forEach((cell, k) => cell.classList.toggle("lit", pulled && cells[k] === scene.pulled));
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

  let acting = "";
  /** @param {HTMLElement[]} made */
  function drawActs(made) {
    // While a slider is held it must stay the same element.
    const words = made.map((each) => each.outerHTML.replace(/ value="\d+"(?= data-dial)/, "")).join();
    if (words === acting) {
      const dial = acts.querySelector("input");
      if (dial && state.value === null) dial.value = String(still[scene.pulled]);
      else if (dial && state.value !== null) dial.value = String(state.value);
      return;
    }
    acting = words;
    const kept = acts.querySelector("input");
    const focused = /** @type {HTMLElement | null} */ (
      /** @type {Document | ShadowRoot} */ (root.getRootNode()).activeElement
    );
    const inside = focused && acts.contains(focused);
    const again = inside ? `[data-do="${focused.dataset.do}"][value="${focused.getAttribute("value")}"]` : "";
    const dial = made.map((each) => each.querySelector("input")).find(Boolean);
    if (kept && dial) {
      kept.value = dial.value;
      dial.replaceWith(kept);
    }
    acts.replaceChildren(...made);
    if (!inside) return;
    if (focused === kept) kept?.focus({ preventScroll: true });
    else (acts.querySelector(again) ?? acts.querySelector(".primary, button, input"))?.focus({ preventScroll: true });
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

  const viewNow = () => {
    const values = valuesNow();
    const moved = scene.lanes.flatMap((lane, n) => {
      const last = differences(base[n], trace(scene, lane, values)).at(-1);
      return last?.y ? [lane.key] : [];
    });
    return { scene, state, ticks, values, moved };
  };

  /** @param {number} value */
  const pull = (value) => go({ value: clamp(Math.round(value), LOWEST, HIGHEST) });

  /** @type {Record<string, (value: string) => void>} */
  const deeds = {
    onward() {
      const beat = COURSE[state.beat];
      if (beat.ready(viewNow())) go(beat.onward(viewNow()));
    },
    beat: (value) => go({ beat: Number(value), value: null }),
    feed: (value) => go({ lane: Number(value), tick: 0, beat: 2 }),
    guess: (value) => go({ guess: Number(value) }),
    back: () => go({ value: null }),
    columns: (value) => go({ columns: value }),
    rows: (value) => go({ rows: value }),
    leave: (value) => report("leave", value),
  };

  root.addEventListener("click", ({ target }) => {
    const hit = /** @type {Element} */ (target).closest("button");
    if (!hit) return;
    const cell = hit.dataset.cell;
    if (cell !== undefined && state.beat === 0) {
      const n = Number(cell);
      const marked = state.marked.includes(n)
        ? state.marked.filter((each) => each !== n)
        : [...state.marked, n];
      go({ marked });
    }
    deeds[hit.dataset.do ?? ""]?.(hit.value);
  });
  root.addEventListener("input", ({ target }) => pull(Number(/** @type {HTMLInputElement} */ (target).value)));

  // The number is pulled by the hand in the table itself too.
  /** @type {{ y: number, value: number } | null} */
  let held = null;
  table.cells[scene.pulled].addEventListener("pointerdown", (event) => {
    if (state.beat !== 3 || state.guess < 0) return;
    held = { y: event.clientY, value: valuesNow()[scene.pulled] };
    table.cells[scene.pulled].setPointerCapture(event.pointerId);
  });
  table.cells[scene.pulled].addEventListener("pointermove", (event) => {
    if (!held) return;
    const value = held.value + (held.y - event.clientY) / PULL;
    if (Math.round(value) !== valuesNow()[scene.pulled]) pull(value);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    table.cells[scene.pulled].addEventListener(end, () => {
      held = null;
    });
  }

  const CLICKER = { ArrowRight: "onward", PageDown: "onward" };
  /** @param {KeyboardEvent} event */
  function key(event) {
    const at = /** @type {HTMLElement} */ (event.composedPath()[0]);
    const ours = at === document.body || root.contains(at);
    if (!ours || event.ctrlKey || event.metaKey || event.altKey) return;
    if (at.tagName === "INPUT" && event.key !== "PageDown" && event.key !== "PageUp") return;
    const up = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (up && state.beat === 3 && state.guess >= 0) pull(valuesNow()[scene.pulled] + up);
    else if (CLICKER[event.key]) deeds.onward("");
    else if (event.key === "PageUp" && state.beat) go({ beat: state.beat - 1, value: null });
    else if (/^[1-4]$/.test(event.key)) {
      /** @type {NodeListOf<HTMLButtonElement>} */ (acts.querySelectorAll("[data-do=feed], [data-do=guess]"))
        [Number(event.key) - 1]?.click();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
  document.addEventListener("keydown", key);
  root.addEventListener("transitionend", ({ propertyName, target }) => {
    if (target === root && propertyName === "color") {
      recolour();
      draw();
    }
  });
  recolour();
  draw();
  return {
    id: scene.id,
    state,
    /** @param {typeof report} tell */
    reports(tell) {
      report = tell;
    },
    leave() {
      document.removeEventListener("keydown", key);
      root.remove();
    },
  };
}

const NOTES = {
  columns: "",
  row: "One tick a row, and a wall after each: no row meets another.",
  window: "Three rows, one after another, and no wall between them: they meet.",
};
