// One step of one unit, worked out from the weights, x, h and c of a sample: terms run down their
// columns and add up, σ or tanh bends the sum, gates open, quantities combine.
import { clamp } from "./arithmetic.js";
import { answerTo, HINT } from "./asks.js";
import { drawColumn } from "./cell/columns.js";
import { drawFlights } from "./cell/flights.js";
import { drawInputs } from "./cell/inputs.js";
import { drawPanel } from "./cell/panel.js";
import { drawRail, stepAt } from "./cell/rail.js";
import { drawStrips, unitAt } from "./cell/strips.js";
import { TIPS } from "./cell/tips.js";
import { makeView, TIMES } from "./cell/view.js";
import { KEYS } from "./keys.js";
import { count } from "./numerals.js";
import { component, fits, setDials } from "./player.js";
import { layBeside } from "./stage.js";

/** @typedef {import("./stage.js").Point} Point */

const PARTS = /** @type {const} */ (["kernel", "recurrent", "bias", "x", "h"]);
const LETTER = 5.7; // mean width of one in the caption, px

/**
 * @param {import("./player.js").Tools} tools
 * @returns {import("./player.js").Drawing}
 */
function cell(tools) {
  const view = makeView(tools);
  const { stage, pen, player } = tools;
  player.phase = TIMES.done;
  /** What the page was told, and what it gave, by name. */
  const told = /** @type {Record<string, number>} */ ({});
  const given = /** @type {Record<string, number>} */ ({});

  // --- one picture -------------------------------------------------------------------------------

  function draw() {
    pen.clean();
    view.strike();
    drawInputs(view);
    view.scene.blocks.forEach((block, k) => {
      drawColumn(view, block, k);
    });
    drawPanel(view);
    drawStrips(view);
    drawRail(view);
    drawFlights(view);
    drawPoint();
    pen.rest();
  }

  function drawPoint() {
    const region = pen.pointed();
    const slides = region?.kind === "rail" || region?.kind === "unit";
    stage.tip.hidden = !region;
    if (slides) stage.area.style.cursor = "pointer";
    if (!region) return;
    const [x, y, w, h] = region.box;
    if (!slides) pen.frame("m", [x, y, w, h - 1], "mark", 4);
    const lines = TIPS[region.kind](view, region.at);
    stage.note(answerTo(region.kind) ? [...lines, HINT] : lines);
    const { scale } = stage;
    const point = /** @type {Point} */ (stage.point);
    const right = slides ? point.x * scale + 14 : (x + w) * scale + 10;
    layBeside(stage, right, Math.min(x, point.x - 4) * scale - 10, point.y * scale);
  }

  // --- the clock ---------------------------------------------------------------------------------

  /**
   * Go to a timestep: with all its motion in play, else the lengths slide from one to the other.
   * @param {number} step @param {boolean} run
   */
  function go(step, run = false) {
    view.slide();
    view.t = clamp(step, 0, view.scene.T - 1);
    player.phase = run && !stage.calm.matches ? 0 : TIMES.done;
    if (run) view.from = null;
    else tell("timestep", view.t);
    player.speak();
    player.wake();
  }

  /** @param {number} unit */
  function choose(unit) {
    if (unit === view.unit) return;
    view.slide();
    turnTo(clamp(unit, 0, view.scene.U - 1));
    player.phase = TIMES.done;
    tell("unit", view.unit);
    player.speak();
    player.wake();
  }

  /** Study another unit. @param {number} unit */
  function turnTo(unit) {
    Object.assign(view, { unit, xs: [], hs: [] });
    view.study();
  }

  /** @param {string} name @param {number} value */
  function tell(name, value) {
    told[name] = value;
    player.tell(name, value);
  }

  function speak() {
    const { scene, values, t, unit } = view;
    const text = `${scene.steps[t][0]} ${view.say(scene.sentences[t ? 1 : 0])}`;
    const [, sample] = scene.of;
    player.caption(`Step ${t + 1} of ${scene.T}. `, text, t);
    player.dial("step", `${t + 1} of ${scene.T}`, t + 1, scene.T);
    player.dial("unit", unit, unit, scene.U - 1);
    player.dial("sample", count(Number(sample)), Number(sample), scene.total - 1);
    setDials(tools, scene, values);
  }

  // --- data --------------------------------------------------------------------------------------

  /** Whether numbers differ in their label alone. @param {CellValues} values */
  const same = (values) =>
    view.film.length > 0 &&
    PARTS.every((name) => {
      const [a, b] = [values[name], view.values[name]];
      return a.data === b.data && a.scale === b.scale;
    });

  /** @param {CellValues} values */
  function feed(values) {
    if (!fits(values, view.scene)) return;
    if (same(values)) {
      view.values = values;
      player.speak();
      return;
    }
    view.decode(values);
    if (player.phase >= TIMES.done) view.slide();
    view.study();
    player.speak();
    player.wake();
  }

  /** @param {CellScene} scene @param {CellValues} values */
  function adopt(scene, values) {
    view.open(scene);
    fit();
    view.recolour();
    feed(values);
    if (stage.root.clientWidth) resize();
  }

  /**
   * Take a step or unit that the page gives anew, but not one that was reported from here.
   * @param {string} name @param {number | null} value
   */
  function isNews(name, value) {
    if (value === null || value === given[name]) return false;
    given[name] = value;
    if (value === told[name]) return false;
    delete told[name];
    return true;
  }

  /**
   * @param {{ scene: CellScene, timestep: number | null, unit: number | null }} data
   * @param {CellValues} values
   */
  function receive({ scene, timestep, unit }, values) {
    const moved = isNews("timestep", timestep);
    const other = isNews("unit", unit);
    const fresh = view.scene?.id !== scene.id;
    if (!fresh && (moved || other)) view.slide();
    if (moved) player.phase = TIMES.done;
    if (moved) view.t = timestep ?? view.t;
    if (other) view.unit = unit ?? view.unit;
    if (fresh) {
      adopt(scene, values);
      return;
    }
    view.t = clamp(view.t, 0, scene.T - 1);
    if (other) turnTo(clamp(view.unit, 0, scene.U - 1));
    feed(values);
    player.wake();
  }

  function fit() {
    view.frame = stage.fit(view.scene.frames);
    pen.forget();
  }

  function resize() {
    const { scene } = view;
    fit();
    /** @param {string[]} texts */
    const longest = (texts) =>
      Math.max(...texts.map((text) => text.replace(/\{[^}]+\}/g, "0.00").length));
    const letters = longest(scene.steps.map(([text]) => text)) + longest(scene.sentences) + 16;
    const lines = Math.ceil((letters * LETTER) / (stage.root.clientWidth - 24));
    stage.caption.style.minHeight = `${1.4 * lines}em`;
    view.from = null;
    player.wake();
  }

  // --- hands -------------------------------------------------------------------------------------

  /** @param {number} step */
  const scrub = (step) => player.still(() => go(step))();
  function press() {
    const kind = pen.pointed()?.kind;
    if (kind === "rail") {
      player.still(() => {
        if (stepAt(view) !== view.t) go(stepAt(view));
      })();
    }
    if (kind === "unit") choose(unitAt(view));
  }
  function play() {
    player.playing = !player.playing;
    if (!player.playing) tell("timestep", view.t);
    else if (stage.calm.matches || player.phase >= TIMES.done) next();
    player.speak();
    player.wake();
  }
  const next = () => go((view.t + 1) % view.scene.T, true);
  return {
    receive,
    feed,
    draw,
    times: () => ({ motion: TIMES.done, end: TIMES.step }),
    next,
    moving: () => view.from !== null,
    resize,
    recolour: view.recolour,
    speak,
    deedOf: ({ key }) => KEYS[key],
    deeds: {
      first: () => scrub(0),
      last: () => scrub(view.scene.T - 1),
      back: () => scrub(view.t - 1),
      forward: () => scrub(view.t + 1),
      up: () => choose(Math.max(view.unit - 1, 0)),
      down: () => choose(Math.min(view.unit + 1, view.scene.U - 1)),
      play,
      present: player.present,
      leave: player.leave,
    },
    dials: {
      step: (value) => scrub(value - 1),
      unit: choose,
      sample(value) {
        player.tell("sample", value);
        stage.find(".sample b").textContent = count(value);
      },
      moment: (value) => player.tell("moment", value),
      layer: (value) => player.report("layer", value),
    },
    point: (event) => {
      if (event?.buttons) press();
    },
    press,
  };
}

export default component(cell, "setStateValue");
