// Where the flow stands, and every number and colour that it shows.
import { bytes, CELLS, floats, list, sum, unpack, wholes } from "../arithmetic.js";
import { colourScale, picture, pixel, strengthOf } from "../pen.js";
import { hex, inkOn, later } from "../stage.js";

/** @typedef {import("../pen.js").Place} Place */
/** @typedef {import("../pen.js").Box} Box */
/** @typedef {[row: number, column: number]} Cell places among the table's rows and columns shown */

/**
 * What of a picture depends on the moment.
 * @typedef {object} Pose
 * @property {Cell[]} read cells that this step reads
 * @property {number[]} list places of the rows shown
 * @property {number} row place of the current one among them
 * @property {number[]} rows borders
 * @property {number[]} columns borders
 * @property {number[]} steps borders
 * @property {number[]} units borders
 * @property {number} carriage its left border
 * @property {number[]} when how far the gates, c, h and the guess have come, 0 … 1
 * @property {number} wipe how far the state is wiped
 * @property {Record<string, number>} spots y of rows by letter
 * @property {Box | undefined} frame around what is read
 */

/** @typedef {ReturnType<typeof makeView>} View */

const FADED = 0x40000000; // a quarter of the full alpha

/** @param {number} paint a pixel as one number */
const faded = (paint) => ((paint & 0xffffff) | FADED) >>> 0;

/** @param {import("../player.js").Tools} tools */
export function makeView({ stage, pen, player }) {
  /** @type {Map<string, HTMLCanvasElement>} */
  const pictures = new Map();
  const view = {
    stage,
    pen,
    player,
    // What is shown.
    scene: /** @type {FlowScene} */ (later()),
    values: /** @type {FlowValues} */ (later()),
    frame: /** @type {FlowFrame} */ (later()),
    series: /** @type {import("../arithmetic.js").Series} */ ({}),
    x: new Float32Array(),
    weights: new Float32Array(),
    source: new Int32Array(),
    tint: new Float32Array(),
    /** @type {Uint8Array | null} */
    alive: null,
    /** Of a pulled value: 1 where a unit changed. @type {Float32Array | null} */
    changed: null,
    /** Of each cell of the table that is read: its place among what is shown. */
    places: /** @type {Map<number, Cell>} */ (new Map()),
    /** @type {Record<string, number> | null} */
    ends: null,
    colours: /** @type {import("../pen.js").ColourScale} */ (later()),
    // Where it stands.
    sample: 0,
    t: 0,
    unit: /** @type {number} */ (later()),
    pose: /** @type {Pose} */ (later()),
    /** @type {import("./words.js").Pointed} */
    pointed: {},
    /** @type {Pose | null} the pose that this one comes from */
    from: null,

    // --- numbers ---------------------------------------------------------------------------------

    // Where no step, unit or sample is given, it is the one looked at.

    /**
     * A value of a series.
     * @param {string} name @param {number} [t] @param {number} [unit]
     * @returns {number}
     */
    at(name, t, unit) {
      const step = t ?? view.t;
      const { T, U } = view.scene;
      if (step < 0) return 0;
      return view.series[name][(view.sample * T + step) * U + (unit ?? view.unit)];
    },
    /** A value of x. @param {number} f @param {number} [t] @returns {number} */
    xAt: (f, t) => view.x[(view.sample * view.scene.T + (t ?? view.t)) * view.scene.F + f],
    /** @param {string} name @returns {number} */
    mean: (name) => sum(view.scene.U, (unit) => view.at(name, view.t, unit)) / view.scene.U,
    /**
     * The table's cell that a value of x came from.
     * @param {number} f @param {number} [t] @param {number} [sample]
     * @returns {Cell}
     */
    origin(f, t, sample) {
      const { T, features } = view.scene;
      const step = (sample ?? view.sample) * T + (t ?? view.t);
      const cell = view.source[step * features + f];
      return /** @type {Cell} */ (view.places.get(cell));
    },

    /** Take a scene apart. @param {FlowScene} scene */
    open(scene) {
      view.scene = scene;
      view.source = wholes(scene.cells);
      view.tint = unpack(scene.table.tint);
      view.alive = scene.weights.alive ? bytes(scene.weights.alive) : null;
      const rows = new Map(scene.table.rows.map((row, n) => [row, n]));
      const columns = new Map(scene.columns.map(({ column }, n) => [column, n]));
      const across = scene.table_columns;
      view.places = new Map(
        Array.from(view.source, (cell) => [
          cell,
          /** @type {Cell} */ ([rows.get(Math.floor(cell / across)), columns.get(cell % across)]),
        ]),
      );
    },
    /** Take numbers apart. @param {FlowValues} values */
    decode(values) {
      view.values = values;
      const sums = Object.fromEntries(
        Object.entries(values.sums).map(([name, packed]) => [name, unpack(packed)]),
      );
      view.series = CELLS[view.scene.cell].values(sums, unpack(values.state));
      for (const name of Object.keys(sums)) view.series[`z.${name}`] = sums[name];
      view.x = values.x ? unpack(values.x) : floats(view.scene.x);
      view.weights = unpack(values.weights);
      view.changed = values.pulled && unpack(values.pulled.changed);
      view.ends = (view.t && view.ends) || values.max;
      pictures.clear();
    },

    // --- colours ---------------------------------------------------------------------------------

    recolour() {
      view.colours = colourScale(bytes(stage.recolour(view.scene.palette).signed));
      pictures.clear();
    },
    /** A value as a part of its scale. @param {string} name @param {number} v @returns {number} */
    share: (name, v) => v / (view.ends?.[name] ?? 1),
    /** @param {string} name @returns {boolean} */
    isGate: (name) => view.scene.strips.some((s) => s.name === name && s.kind === "gate"),
    /**
     * The ink of a number on its colour.
     * @param {string} name @param {number} v
     * @returns {string}
     */
    inkOn: (name, v) =>
      view.isGate(name) ? stage.ink.ink : inkOn(view.colours.rgb(view.share(name, v))),
    /** The colour of a column. @param {number} m @returns {string} */
    fillOf: (m) => view.scene.palette.fills[view.scene.columns[m].colour],
    /** The strength of a cell's colour. @param {Cell} cell @returns {number} */
    strength: ([r, m]) => strengthOf(view.tint[r * view.scene.columns.length + m], stage.dark),
    /**
     * A picture, remembered until weights or colours change.
     * @param {string} id @param {number} wide @param {number} high
     * @param {(x: number, y: number) => number} paint
     * @returns {HTMLCanvasElement}
     */
    picture(id, wide, high, paint) {
      const known = pictures.get(id);
      if (known) return known;
      const made = picture(wide, high, paint);
      pictures.set(id, made);
      return made;
    },
    /**
     * All steps of a sample: steps across, units or features down.
     * @param {string} name @param {number} n
     * @returns {HTMLCanvasElement}
     */
    film: (name, n) => (name === "x" ? inputs(n) : states(name, n)),
  };

  /** @param {string} name @param {number} n */
  function states(name, n) {
    const { T, U } = view.scene;
    const series = view.series[name];
    const gate = view.isGate(name) ? hex(stage.ink.o) : null;
    return view.picture(name + n, T, U, (t, u) => {
      const place = (n * T + t) * U + u;
      const v = series[place];
      if (gate) return pixel(gate, 255 * v);
      const paint = view.colours.pixel(view.share(name, v));
      // What a pulled value leaves exactly as it was stays dark.
      return view.changed?.[place] === 0 ? faded(paint) : paint;
    });
  }

  /** @param {number} n */
  function inputs(n) {
    const { T, F, layer } = view.scene;
    return view.picture(`x${n}`, T, F, (t, f) => {
      const cell = layer ? undefined : view.origin(f, t, n);
      if (cell) return pixel(hex(view.fillOf(cell[1])), 255 * view.strength(cell));
      return view.colours.pixel(view.share("x", view.x[(n * T + t) * F + f]));
    });
  }
  return view;
}

/** Cells of the table that this step reads. @param {View} view */
export const reads = (view) => list(view.scene.features, (f) => view.origin(f));
