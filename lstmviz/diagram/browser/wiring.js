// Who gets what: the wires of one unit, or of one input, and the weights they carry.
import { clamp, ease, list, mix } from "./arithmetic.js";
import { makeMatrices } from "./matrix.js";
import { count } from "./numerals.js";
import { component, fits } from "./player.js";
import { fill } from "./words.js";

/** @typedef {import("./pen.js").Box} Box */
/** @typedef {import("./pen.js").Place} Place */
/** @typedef {import("./matrix.js").Spot} Spot */
/** @typedef {"unit" | "feature" | "previous"} Kind */
/** @typedef {[kind: Kind, n: number]} Aim what is looked at */
/** @typedef {{ aim: Aim, spot?: Spot }} Seen what is pointed at, and in a map its place */
/** @typedef {[input: number, column: number]} Wire */

const MOTION = 500; // ms
const BENT = 0.6; // of its height, how far a wire goes straight
const LEAST_COLOUR = 0.08;

/** @param {Box} box */
const middle = ([x, , w]) => x + w / 2;
/** @param {Aim | null} a @param {Aim} b */
const isSame = (a, b) => a !== null && a[0] === b[0] && a[1] === b[1];

/**
 * @param {import("./player.js").Tools} tools
 * @returns {import("./player.js").Drawing}
 */
function wiring(tools) {
  const all = makeMatrices(tools);
  const { stage, pen, player } = tools;
  const { ctx } = stage;
  player.phase = MOTION;
  const state = {
    features: 0,
    units: 0,
    columns: 0,
    /** @type {Aim | null} */
    aim: null,
    /** @type {Aim | null} what was looked at before */
    was: null,
    /** @type {Aim | null} what is looked at while nothing is pointed at */
    rested: null,
    /** @type {Aim | null} what the page asked for */
    asked: null,
    /** @type {Aim | null} what the keys point at */
    keyed: null,
  };
  const wires = () => /** @type {WiringFrame} */ (all.frame).wires;
  const aim = () => /** @type {Aim} */ (state.aim);

  // --- inputs, gates, wires ----------------------------------------------------------------------
  // An input is a feature, or a previous unit after them; a gate is a column of the kernels.

  /** @param {number} k @returns {Box} */
  function inputAt(k) {
    const { feature, unit, inputs } = wires();
    const n = k - state.features;
    if (n < 0) return [feature[0] + k * feature[1], inputs[0], feature[1], inputs[1]];
    return [unit[0] + n * unit[1], inputs[0], unit[1], inputs[1]];
  }
  /** @param {number} c @returns {Box} */
  function gateAt(c) {
    const { xs, cell } = all.boxes[0];
    const [y, high] = wires().gates;
    return [xs[c], y, cell[0], high];
  }
  /** @param {Wire} wire */
  function weightOf([k, c]) {
    const n = k - state.features;
    return n < 0 ? all.grids[0][k * state.columns + c] : all.grids[1][n * state.columns + c];
  }
  /** Columns of a unit, one in each block. @param {number} unit */
  const columnsOf = (unit) => list(state.columns / state.units, (b) => b * state.units + unit);
  /** @param {Aim | null} what */
  const isUnit = (what) => what?.[0] === "unit";
  /** The input that is looked at. @param {Aim} what */
  const inputOf = ([kind, n]) => (kind === "previous" ? state.features + n : n);
  /** @param {number} k @returns {Aim} */
  const aimAt = (k) => (k < state.features ? ["feature", k] : ["previous", k - state.features]);
  /** The block of a column. @param {number} c */
  const groupOf = (c) => all.axis(0, "columns").groups[Math.floor(c / state.units)];
  /** All wires of a unit or an input. @param {Aim} what @returns {Wire[]} */
  function wiresOf(what) {
    const { features, units, columns } = state;
    if (!isUnit(what)) return list(columns, (c) => [inputOf(what), c]);
    return columnsOf(what[1]).flatMap((c) =>
      list(features + units, (k) => /** @type {Wire} */ ([k, c])),
    );
  }
  /** The wire of a weight in a map. @param {Spot | undefined} spot @returns {Wire | null} */
  const wireAt = (spot) => (spot ? [spot[0] ? state.features + spot[1] : spot[1], spot[2]] : null);
  /** Whether the wires glide from what was looked at before. */
  const glides = () => state.was !== null && state.was[0] === aim()[0];

  /**
   * A wire, as far as it has come: a curve from below its input to above its gate.
   * @param {number} from @param {number} to x @param {number} part
   * @param {string} paint @param {number} width @param {number} alpha
   */
  function drawWire(from, to, part, paint, width, alpha) {
    const { inputs, gates } = wires();
    const [top, foot] = [inputs[0] + inputs[1] + 1, gates[0] - 1];
    const bend = (foot - top) * BENT;
    const [a, b, c, d] = cut(part, [
      [from, top],
      [from, top + bend],
      [to, foot - bend],
      [to, foot],
    ]);
    ctx.strokeStyle = paint;
    ctx.lineWidth = width;
    ctx.globalAlpha = alpha;
    ctx.beginPath();
    ctx.moveTo(...a);
    ctx.bezierCurveTo(...b, ...c, ...d);
    ctx.stroke();
    ctx.globalAlpha = 1;
  }

  /**
   * The first part of a Bézier curve, as de Casteljau cut it.
   * @param {number} part @param {Place[]} points
   */
  function cut(part, points) {
    if (part >= 1) return points;
    const kept = [points[0]];
    let rest = points;
    while (rest.length > 1) {
      rest = rest.slice(1).map((p, n) => /** @type {Place} */ (mix(rest[n], p, part)));
      kept.push(rest[0]);
    }
    return kept;
  }

  /** @param {Wire | null} marked the wire of the weight pointed at */
  function drawWires(marked) {
    const part = ease(clamp(player.phase / MOTION));
    const from = glides() ? wiresOf(/** @type {Aim} */ (state.was)) : [];
    const every = wiresOf(aim()).map((wire, n) => ({
      wire,
      weight: weightOf(wire),
      from: from[n] ?? wire,
    }));
    every.sort((a, b) => Math.abs(a.weight) - Math.abs(b.weight));
    for (const each of every) {
      const here = marked?.[0] === each.wire[0] && marked[1] === each.wire[1];
      const [x0, x1] = mix(endsOf(each.from), endsOf(each.wire), glides() ? part : 1);
      const strong = Math.min(Math.abs(all.share(0, each.weight)), 1);
      const colour = all.colour((each.weight < 0 ? -1 : 1) * Math.max(strong, LEAST_COLOUR));
      if (here) drawWire(x0, x1, 1, stage.ink.ink, 7, 1);
      const width = here ? 3.4 + 0.6 * strong : 0.7 + 2.3 * strong;
      drawWire(x0, x1, glides() ? 1 : part, colour, width, here ? 1 : marked ? 0.16 : 0.9);
    }
  }
  /** x of a wire's ends. @param {Wire} wire */
  const endsOf = ([k, c]) => [middle(inputAt(k)), middle(gateAt(c))];

  // --- one picture -------------------------------------------------------------------------------

  function draw() {
    const seen = look();
    const unit = isUnit(state.aim);
    pen.clean();
    pen.centred();
    drawWires(wireAt(seen?.spot));
    list(state.features + state.units, (k) => drawInput(k, unit || inputOf(aim()) === k));
    drawGates();
    all.scene.panels.forEach((_, n) => {
      all.drawMatrix(n, all.whole(n));
      all.drawTitle(n);
    });
    all.drawMarks();
    drawGuides();
    drawPoint(seen);
    pen.rest();
  }

  /**
   * @param {string | number} text @param {number} x @param {number} y @param {string} paint
   * @param {number} size @param {boolean} bold
   */
  function drawWords(text, x, y, paint, size, bold) {
    ctx.fillStyle = paint;
    all.setFont(size, bold);
    ctx.fillText(String(text), x, y + size * 0.05);
  }

  /** What an input is called in its place: all units are, or none. @param {number} k */
  function nameIn(k) {
    const { names, unit } = wires();
    if (k < state.features) return names[k];
    const wide = String(state.units - 1).length * (all.frame.text - 1.5) * 0.55 + 1;
    return wide < unit[1] ? String(k - state.features) : "";
  }

  /** @param {number} k @param {boolean} lit */
  function drawInput(k, lit) {
    const { ink } = stage;
    const [x, y, w, h] = inputAt(k);
    const isFeature = k < state.features;
    const rows = all.axis(0, "rows");
    const colour = isFeature ? rows.colours[k] : undefined;
    const gap = w > 5 ? 1 : 0.25;
    const [left, wide, r] = [x + gap, w - 2 * gap, w > 8 ? 3 : 0];
    pen.block(left, y, wide, h, ink.carriage, 1, r);
    if (colour !== undefined) {
      const fill = all.scene.palette.fills[colour % all.scene.palette.fills.length];
      pen.block(left, y, wide, h, fill, lit ? (stage.dark ? 0.75 : 0.8) : 0.22, r);
    } else {
      const token = isFeature ? rows.kind : "units";
      pen.block(left, y, wide, h, lit ? ink[token] : ink.track, lit ? 0.3 : 1, r);
    }
    const alone = lit && !isUnit(state.aim);
    if (alone) pen.block(left, y, wide, h, "", 1, 3, ink.ink, 2);
    const name = nameIn(k);
    const paint = lit ? ink.cell : ink.muted;
    if (name) drawWords(name, x + w / 2, y + h / 2, paint, all.frame.text - 1.5, lit && isFeature);
  }

  function drawGates() {
    const { ink } = stage;
    const arrived = player.phase >= MOTION * 0.8 || glides();
    /** @param {number} c @param {boolean} lit */
    const paint = (c, lit) => (lit && arrived ? ink[groupOf(c).token] : ink.track);
    const unit = isUnit(state.aim);
    for (const c of list(state.columns, (n) => n)) {
      const [x, y, w, h] = gateAt(c);
      const gap = w > 4 ? 0.5 : 0.1;
      pen.block(x + gap, y, w - 2 * gap, h, paint(c, !unit), 1, w > 6 ? 2 : 0);
    }
    if (!unit) return;
    // The chosen unit's gates, wide enough for its number.
    const [, n] = aim();
    const { text } = all.frame;
    for (const c of columnsOf(n)) {
      const [x, y, w, h] = gateAt(c);
      const wide = Math.max(w, String(n).length * text * 0.6 + 8);
      const left = x + w / 2 - wide / 2;
      pen.block(left, y - 1, wide, h + 2, ink.carriage, 1, 4);
      pen.block(left, y - 1, wide, h + 2, paint(c, true), 1, 4, ink.carriage, 1);
      drawWords(n, x + w / 2, y + h / 2, arrived ? ink.on : ink.muted, text - 1, true);
    }
  }

  /** Lines from the gates to their columns, which are outlined; or the row of the input. */
  function drawGuides() {
    const { xs, y: below } = all.boxes[0];
    const [kind, n] = aim();
    if (kind !== "unit") {
      all.outline("k", kind === "feature" ? 0 : 1, [n, n + 1, 0, xs.length], "chosen");
      return;
    }
    for (const c of columnsOf(n)) {
      const gate = gateAt(c);
      const x = middle(gate);
      /** @type {Place[]} */
      const guide = [
        [x, gate[1] + gate[3]],
        [x, below],
      ];
      pen.line(`guide${c}`, guide, "guide");
      for (const m of [0, 1]) {
        all.outline(`u${m},${c}`, m, [0, all.boxes[m].ys.length, c, c + 1], "chosen");
      }
    }
  }

  // --- pointing ----------------------------------------------------------------------------------

  /** @returns {Seen | null} */
  function look() {
    if (!stage.point) return state.keyed && { aim: state.keyed };
    const spot = all.under(stage.point);
    if (spot) return { aim: ["unit", spot[2] % state.units], spot };
    const { x, y } = stage.point;
    const { inputs, gates } = wires();
    if (y > inputs[0] - 6 && y < inputs[0] + inputs[1] + 8) {
      const places = list(state.features + state.units, inputAt);
      const k = places.findIndex(([left, , w]) => x >= left && x < left + w);
      return k < 0 ? null : { aim: aimAt(k) };
    }
    if (y < gates[0] - 8 || y > gates[0] + gates[1] + 1.6 * all.frame.text) return null;
    const c = all.boxes[0].xs.findLastIndex((left) => left <= x);
    return c < 0 ? null : { aim: ["unit", c % state.units] };
  }

  /** @param {Aim} what */
  function nameOf([kind, n]) {
    if (kind === "unit") return `unit ${n}`;
    return all.axis(kind === "feature" ? 0 : 1, "rows").names[n];
  }

  /** @param {Seen | null} seen */
  function drawPoint(seen) {
    const silent = !seen || (!seen.spot && isNamed(seen.aim));
    stage.tip.hidden = silent;
    if (silent) return;
    if (!seen.spot) {
      stage.note([nameOf(seen.aim)]);
      all.layBeside(inputAt(inputOf(seen.aim)));
      return;
    }
    const { spot } = seen;
    const [n, r, c] = spot;
    all.outline("cell", n, [r, r + 1, c, c + 1], "mark");
    const said = fill(all.scene.panels[n].tip, (what) => {
      if (what === "value") return all.say(all.numberAt(spot), n);
      return what === "row" ? all.axis(n, "rows").names[r] : all.axis(n, "columns").names[c];
    });
    const wiresInAll = state.columns * (state.features + state.units);
    stage.note([said, `one of ${count(wiresInAll)} wires`]);
    all.layBeside(all.cellAt(spot));
  }
  /** Whether it is written there already. @param {Aim} what */
  function isNamed(what) {
    if (isUnit(what)) return true;
    return [nameOf(what), String(what[1])].includes(nameIn(inputOf(what)));
  }

  /** Look at what is pointed at, else at what was chosen. */
  function turn() {
    const next = look()?.aim ?? /** @type {Aim} */ (state.rested);
    if (isSame(state.aim, next)) {
      player.wake();
      return;
    }
    state.was = player.phase > MOTION / 2 ? state.aim : null;
    state.aim = next;
    player.phase = stage.calm.matches ? MOTION : 0;
    const { sentences } = /** @type {WiringScene} */ (all.scene);
    const [kind, n] = next;
    const text = sentences[kind].replace("{name}", () => nameOf(next)).replace("{n}", String(n));
    player.caption("", text);
    player.wake();
  }
  /** @param {Aim} what */
  function choose(what) {
    state.rested = what;
    player.report("pick", what);
    turn();
  }

  // --- data --------------------------------------------------------------------------------------

  /** @param {WiringScene} scene @param {MapsValues} values */
  function adopt(scene, values) {
    all.scene = scene;
    Object.assign(state, {
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
    const fresh = String(chosen) !== String(state.asked);
    if (all.scene?.id === scene.id) feed(values);
    else adopt(scene, values);
    if (fresh || !state.rested) {
      state.asked = chosen;
      state.rested = chosen;
    }
    const [kind, n] = /** @type {Aim} */ (state.rested);
    if (n >= (kind === "feature" ? state.features : state.units)) state.rested = ["unit", 0];
    if (stage.fitted) turn();
  }
  function fit() {
    all.fit();
    player.wake();
  }
  function resize() {
    all.fit();
    if (!state.aim) turn();
    player.wake();
  }

  // --- hands -------------------------------------------------------------------------------------

  /** @param {Aim | null} what */
  function key(what) {
    stage.point = null;
    state.keyed = what;
    turn();
  }
  /** @param {number} step */
  function move(step) {
    const [, n] = aim();
    const inputs = state.features + state.units;
    if (isUnit(state.aim)) key(["unit", clamp(n + step, 0, state.units - 1)]);
    else key(aimAt(clamp(inputOf(aim()) + step, 0, inputs - 1)));
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
      ArrowDown: () => key(isUnit(state.rested) ? state.rested : ["unit", 0]),
      Enter: () => choose(aim()),
      Escape: () => key(null),
    },
    dials: {},
    point: turn,
    click() {
      const seen = look();
      if (seen) choose(seen.aim);
    },
  };
}

export default component(wiring, "setTriggerValue");
