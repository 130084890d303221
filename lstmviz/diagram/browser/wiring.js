// Who gets what: the wires of one unit, or of one input, and the weights they carry.
import { clamp, list } from "./arithmetic.js";
import { component, fits } from "./player.js";
import { drawGates, drawGuides, drawInput } from "./wiring/ends.js";
import { drawPoint, look, nameOf } from "./wiring/point.js";
import { aimAt, aimOf, inputOf, isUnit, MOTION, makeView } from "./wiring/view.js";
import { drawWires } from "./wiring/wires.js";

/** @typedef {import("./wiring/view.js").Aim} Aim */

/** @param {Aim | null} a @param {Aim} b */
const isSame = (a, b) => a !== null && a[0] === b[0] && a[1] === b[1];

/**
 * @param {import("./player.js").Tools} tools
 * @returns {import("./player.js").Drawing}
 */
function wiring(tools) {
  const view = makeView(tools);
  const { all, stage, pen, player } = view;
  player.phase = MOTION;

  // --- one picture -------------------------------------------------------------------------------

  function draw() {
    const seen = look(view);
    const unit = isUnit(view.aim);
    pen.clean();
    pen.centred();
    drawWires(view, seen?.spot);
    list(view.features + view.units, (k) =>
      drawInput(view, k, unit || inputOf(view, aimOf(view)) === k),
    );
    drawGates(view);
    all.scene.panels.forEach((_, n) => {
      all.drawMatrix(n, all.whole(n));
      all.drawTitle(n);
    });
    all.drawMarks();
    drawGuides(view);
    drawPoint(view, seen);
    pen.rest();
  }

  // --- what is looked at -------------------------------------------------------------------------

  /** Look at what is pointed at, else at what was chosen. */
  function turn() {
    const next = look(view)?.aim ?? /** @type {Aim} */ (view.rested);
    if (isSame(view.aim, next)) {
      player.wake();
      return;
    }
    view.was = player.phase > MOTION / 2 ? view.aim : null;
    view.aim = next;
    player.phase = stage.calm.matches ? MOTION : 0;
    const { sentences } = /** @type {WiringScene} */ (all.scene);
    const [kind, n] = next;
    const text = sentences[kind]
      .replace("{name}", () => nameOf(view, next))
      .replace("{n}", String(n));
    player.caption("", text);
    player.wake();
  }
  /** @param {Aim} what */
  function choose(what) {
    view.rested = what;
    player.report("pick", what);
    turn();
  }

  // --- data --------------------------------------------------------------------------------------

  /** @param {WiringScene} scene @param {MapsValues} values */
  function adopt(scene, values) {
    all.scene = scene;
    Object.assign(view, {
      keyed: null,
      aim: null,
      was: null,
      features: all.axis(0, "rows").names.length,
      units: all.axis(1, "rows").names.length,
      columns: all.axis(0, "columns").names.length,
    });
    all.decode(values);
    all.recolour();
    if (stage.root.clientWidth) fit();
  }
  /** @param {MapsValues} values */
  function feed(values) {
    if (!fits(values, all.scene)) return;
    all.decode(values);
    player.wake();
  }
  /** @param {{ scene: WiringScene, chosen: Aim }} data @param {MapsValues} values */
  function receive({ scene, chosen }, values) {
    const fresh = String(chosen) !== String(view.asked);
    if (all.scene?.id === scene.id) feed(values);
    else adopt(scene, values);
    if (fresh || !view.rested) {
      view.asked = chosen;
      view.rested = chosen;
    }
    const [kind, n] = /** @type {Aim} */ (view.rested);
    if (n >= (kind === "feature" ? view.features : view.units)) view.rested = ["unit", 0];
    if (stage.fitted) turn();
  }
  function fit() {
    all.fit();
    player.wake();
  }
  function resize() {
    all.fit();
    if (!view.aim) turn();
    player.wake();
  }

  // --- hands -------------------------------------------------------------------------------------

  /** @param {Aim | null} what */
  function key(what) {
    stage.point = null;
    view.keyed = what;
    turn();
  }
  /** @param {number} step */
  function move(step) {
    const [, n] = aimOf(view);
    const inputs = view.features + view.units;
    if (isUnit(view.aim)) key(["unit", clamp(n + step, 0, view.units - 1)]);
    else key(aimAt(view, clamp(inputOf(view, aimOf(view)) + step, 0, inputs - 1)));
  }
  return {
    receive,
    feed,
    draw,
    times: () => ({ motion: MOTION, end: MOTION }),
    next: () => {},
    resize,
    recolour: all.recolour,
    speak: () => {},
    deedOf: (event) => (event.shiftKey ? undefined : event.key),
    deeds: {
      ArrowLeft: () => move(-1),
      ArrowRight: () => move(1),
      ArrowUp: () => key(["feature", 0]),
      ArrowDown: () => key(isUnit(view.rested) ? view.rested : ["unit", 0]),
      Enter: () => choose(aimOf(view)),
      Escape: () => key(null),
    },
    dials: {},
    point: turn,
    click() {
      const seen = look(view);
      if (seen) choose(seen.aim);
    },
  };
}

export default component(wiring, "setTriggerValue");
