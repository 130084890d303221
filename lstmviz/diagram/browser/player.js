// What moves and steers every drawing: the mount, the clock, the keys, the bar, and the bus over
// which new numbers come. A mount is built once and updated in place, on the browser's own clock.
import { answerTo, ask } from "./asks.js";
import { bus } from "./bus.js";
import { drawIcons, ICONS } from "./icons.js";
import { makePen } from "./pen.js";
import { element, makeStage } from "./stage.js";

const LONGEST_FRAME = 100; // ms: after a pause, nothing leaps
/** ms within which the page answers to what it is told. */
export const ANSWERED = 3000;
export const PULLED = 12; // notches, up or down, at most
const REPORTED_AFTER = 400; // ms: of many choices the page is told the last

/**
 * What a drawing is made with.
 * @typedef {object} Tools
 * @property {import("./stage.js").Stage} stage
 * @property {import("./pen.js").Pen} pen
 * @property {Player} player
 */

/**
 * What a drawing does; the player does the rest.
 * @typedef {object} Drawing
 * @property {(data: any, numbers: any, first: boolean) => void} receive take what the page sends
 * @property {(numbers: any) => void} feed take new numbers
 * @property {() => void} draw one picture
 * @property {() => { motion: number, end: number }} times of a step, ms: what moves, and all of it
 * @property {() => void} next go on, after a step has been played
 * @property {() => boolean} [moving] whether something moves beside the step
 * @property {(passed: number) => number} [spend] use some of the ms passed, and give what is left
 * @property {() => boolean} [hurried] whether motion is left out
 * @property {() => void} resize fit in anew
 * @property {() => void} recolour take the colours of the visitor's mode
 * @property {() => void} speak say where it stands, in words and on the bar
 * @property {(event: KeyboardEvent) => string | undefined} deedOf what a key does
 * @property {Record<string, () => void>} deeds
 * @property {Record<string, (value: number) => void>} dials what the bar's dials do, by class
 * @property {(event: PointerEvent | null) => void} [point] the hand moved, or left
 * @property {() => void} [press] the hand pressed
 * @property {() => void} [click] the hand clicked
 */

/** @typedef {ReturnType<typeof makePlayer>} Player */
/** @typedef {(name: string, value: unknown) => void} Report */

/** @param {{ of: unknown } | undefined} numbers @param {{ of: unknown }} scene */
export const fits = (numbers, scene) =>
  numbers !== undefined && String(numbers.of) === String(scene.of);

/** @param {import("./stage.js").Stage} stage */
function makePlayer(stage) {
  /** @type {Record<string, ReturnType<typeof setTimeout>>} */
  const timers = {};
  const player = {
    playing: false,
    speed: 1,
    /** ms since the step began, at 1×. */
    phase: 0,
    /** @type {Drawing | null} */
    drawing: null,
    /** @type {Report} */
    report: () => {},
    // The clock.
    frame: 0,
    before: 0,
    dirty: false,
    said: "",

    /** @param {number} time */
    tick(time) {
      const drawing = /** @type {Drawing} */ (player.drawing);
      const { motion, end } = drawing.times();
      const moved = player.phase < motion || Boolean(drawing.moving?.());
      const passed = Math.min(time - player.before, LONGEST_FRAME) * player.speed;
      player.frame = 0;
      player.before = time;
      const left = drawing.spend?.(passed) ?? passed;
      const held = Math.max(player.phase, motion);
      player.phase = Math.min(player.phase + left, player.playing ? end : held);
      if (stage.calm.matches || drawing.hurried?.()) player.phase = Math.max(player.phase, motion);
      // Between the motion and the next step nothing changes: wait without drawing.
      if (moved || drawing.moving?.() || player.dirty) drawing.draw();
      player.dirty = false;
      if (player.playing && player.phase >= end) drawing.next();
      const goesOn = player.playing || player.phase < drawing.times().motion;
      if (goesOn || drawing.moving?.()) player.frame ||= requestAnimationFrame(player.tick);
    },

    /** Draw soon. */
    wake() {
      player.dirty = true;
      if (!player.frame) player.before = performance.now();
      if (stage.fitted) player.frame ||= requestAnimationFrame(player.tick);
    },

    /**
     * Tell the page soon.
     * @param {string} name @param {unknown} value @param {number} after ms
     */
    tell(name, value, after = REPORTED_AFTER) {
      clearTimeout(timers[name]);
      timers[name] = setTimeout(() => player.report(name, value), after);
    },

    // --- the bar ---------------------------------------------------------------------------------

    speak() {
      const { caption, find } = stage;
      player.drawing?.speak();
      caption.setAttribute("aria-live", player.playing && player.speed > 1 ? "off" : "polite");
      const [label, shape] = ICONS[player.playing ? "pause" : "play"];
      const button = find(".play");
      button.ariaLabel = label;
      button.querySelector("path")?.setAttribute("d", shape);
    },

    /**
     * Say in a sentence where the drawing stands.
     * @param {string} start in bold @param {string} text @param {unknown} at what makes it news
     */
    caption(start, text, at = "") {
      const words = start + text + at;
      if (words === player.said) return;
      player.said = words;
      stage.caption.replaceChildren(...(start ? [element("b", start)] : []), text);
    },

    /**
     * Set a dial of the bar.
     * @param {string} name its class @param {string | number} strong @param {number} value
     * @param {number} max @param {string} start
     */
    dial(name, strong, value, max, start = `${name} `) {
      const input = /** @type {HTMLInputElement} */ (stage.find(`.${name} input`));
      stage.find(`.${name} span`).replaceChildren(start, element("b", strong));
      input.max = String(max);
      if (!input.matches(":active")) input.value = String(value);
    },

    /**
     * A deed that stops the film.
     * @param {() => void} deed
     */
    still: (deed) => () => {
      player.playing = false;
      deed();
      player.speak();
    },

    /** Fill the screen, or leave it. */
    present() {
      stage.present();
      player.drawing?.resize();
    },

    /** The hand and the keys are gone. */
    leave() {
      stage.point = null;
      if (stage.root.popover) player.present();
      else player.wake();
    },
  };
  return player;
}

/**
 * Set the dials of the layers and of the moments of training.
 * @param {Tools} tools
 * @param {{ layers: number, layer: number }} scene
 * @param {{ label: string, moment: number, moments: number[] }} values
 */
export function setDials({ stage, player }, scene, values) {
  const last = Math.max(values.moments.length - 1, 0);
  player.dial("moment", values.label, values.moment, last, "");
  stage.find(".layer").hidden = scene.layers < 2;
  /** @type {HTMLSelectElement} */ (stage.find(".layer select")).value = String(scene.layer);
}

/**
 * @param {Tools} tools
 * @param {Drawing} drawing
 */
function listen({ stage, pen, player }, drawing) {
  const { root, area } = stage;
  root.addEventListener("click", ({ target }) => {
    const button = /** @type {Element} */ (target).closest("button");
    drawing.deeds[button?.dataset.do ?? ""]?.();
  });
  root.addEventListener("keydown", (event) => {
    const name = drawing.deedOf(event) ?? "";
    const deed = drawing.deeds[name];
    // A key without one is the browser's, above all Tab.
    const typing = /** @type {Element} */ (event.target).closest("input,select,button");
    if (!deed || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing && name !== "leave") return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  });
  area.addEventListener("pointermove", (event) => {
    stage.locate(event);
    area.style.cursor = answerTo(pen.pointed()?.kind) ? "help" : "";
    drawing.point?.(event);
    player.wake();
  });
  const gone = () => {
    stage.point = null;
    drawing.point?.(null);
    player.wake();
  };
  // A finger that is lifted still means what it has touched, until another place is touched.
  area.addEventListener("pointerleave", ({ pointerType }) => {
    if (pointerType !== "touch") gone();
  });
  /** @param {PointerEvent} event */
  const elsewhere = (event) => {
    if (stage.point && !event.composedPath().includes(area)) gone();
  };
  document.addEventListener("pointerdown", elsewhere);
  area.addEventListener("pointerdown", (event) => {
    stage.locate(event);
    drawing.press?.();
    player.wake();
  });
  area.addEventListener("click", (event) => {
    stage.locate(event);
    const answer = answerTo(pen.pointed()?.kind);
    if (answer) ask(answer);
    else drawing.click?.();
  });
  area.addEventListener("transitionend", () => {
    drawing.recolour();
    player.wake();
  });
  stage.host.querySelector(".bar")?.addEventListener("input", ({ target }) => {
    const dial = /** @type {HTMLInputElement} */ (target);
    const value = Number(dial.value);
    const name = dial.parentElement?.className ?? "";
    if (name === "speed") {
      player.speed = value;
      player.speak();
    } else drawing.dials[name](value);
  });
  return () => document.removeEventListener("pointerdown", elsewhere);
}

/**
 * Build a drawing into its place.
 * @param {ParentNode} host
 * @param {(tools: Tools) => Drawing} create
 * @param {() => void} gone
 */
function build(host, create, gone) {
  drawIcons(host);
  const stage = makeStage(host);
  const player = makePlayer(stage);
  const tools = { stage, pen: makePen(stage), player };
  const drawing = create(tools);
  player.drawing = drawing;
  const deafen = listen(tools, drawing);
  const state = { key: "", first: true, unwatched: true };
  /** @param {Event} event */
  const heard = (event) => drawing.feed(/** @type {CustomEvent} */ (event).detail);
  const watcher = new ResizeObserver(() => {
    const { clientWidth } = stage.root;
    // It tells at once what the drawing has just been fitted into.
    const known = state.unwatched && clientWidth === stage.wide;
    state.unwatched = false;
    if (clientWidth && !known) drawing.resize();
  });
  return {
    /** @param {any} data @param {Report} report */
    receive(data, report) {
      player.report = report;
      const { last } = bus();
      bus().removeEventListener(state.key, heard);
      state.key = data.key;
      bus().addEventListener(state.key, heard);
      // Numbers fed before the first mount are newer than the page's, all others older.
      const late = state.first && fits(last[data.key], data.scene) && last[data.key];
      delete last[data.key];
      drawing.receive(data, late || data.values, state.first);
      if (state.first) watcher.observe(stage.root);
      state.first = false;
    },
    leave() {
      cancelAnimationFrame(player.frame);
      deafen();
      watcher.disconnect();
      bus().removeEventListener(state.key, heard);
      gone();
    },
  };
}

/**
 * What Streamlit calls on every change of data.
 * @param {(tools: Tools) => Drawing} create
 * @param {"setStateValue" | "setTriggerValue"} report how the page is told what a person chose
 */
export function component(create, report) {
  const built = new WeakMap();
  /** @param {Mount} mount */
  return (mount) => {
    const { data, parentElement: place } = mount;
    if (!built.has(place))
      built.set(
        place,
        build(place, create, () => built.delete(place)),
      );
    built.get(place).receive(data, mount[report]);
    return built.get(place).leave;
  };
}
