// Where the lanes stand on their clock, and every number and colour that they show.
import { bytes, clamp, mix, spread, unpack, wholes } from "../arithmetic.js";
import { colourScale, picture } from "../pen.js";
import { hex, inkOn, later } from "../stage.js";

export const LETTER = 6.2; // px: the width of one, about
const [WEAKEST, USUAL, BY] = [0.28, 0.6, 0.26]; // strength of a cell's colour

/**
 * A lane, taken apart.
 * @typedef {object} LaneShown
 * @property {SideLane} lane
 * @property {Int32Array} cells
 * @property {number} ticks of all its samples
 * @property {SideNumbers} numbers
 * @property {Float32Array[]} states
 * @property {HTMLCanvasElement[]} films
 */
/** @typedef {ReturnType<typeof makeView>} View */

/** @param {import("../player.js").Tools} tools */
export function makeView({ stage, pen, player }) {
  const view = {
    stage,
    pen,
    player,
    scene: /** @type {SideScene} */ (later()),
    frame: /** @type {SideFrame} */ (later()),
    colours: /** @type {import("../pen.js").ColourScale} */ (later()),
    tint: new Float32Array(),
    lanes: /** @type {LaneShown[]} */ ([]),
    /** Of each state the value with the strongest colour, the same in all lanes. */
    ends: /** @type {number[]} */ ([]),
    /** What one can look back to, and what is shown. @type {Moments} */
    moments: later(),
    /** Ticks of the longest lane, and the one in view. */
    clock: 1,
    tick: 0,
    unit: /** @type {number} */ (later()),
    /** Borders of ticks and units, and how far what enters, the states and ŷ have come. */
    steps: /** @type {number[]} */ ([]),
    units: /** @type {number[]} */ ([]),
    come: [1, 1, 1],

    /** Take a scene apart. @param {SideScene} scene */
    open(scene) {
      view.scene = scene;
      view.tint = unpack(scene.tint);
      view.lanes = scene.lanes.map((lane) => ({
        lane,
        cells: wholes(lane.cells),
        ticks: lane.samples.length * lane.timesteps,
        numbers: later(),
        states: [],
        films: [],
      }));
      view.clock = Math.max(1, ...view.lanes.map(({ ticks }) => ticks));
    },

    /** Take the numbers of some lanes apart. @param {SideValues} values */
    decode(values) {
      const { lanes } = values;
      view.moments = values;
      for (const each of view.lanes) {
        const numbers = lanes[each.lane.key];
        if (!numbers) continue;
        each.numbers = numbers;
        each.states = numbers.states.map(unpack);
      }
      view.ends = view.scene.states.map((_, state) =>
        Math.max(...view.lanes.map(({ numbers }) => numbers.max[state])),
      );
      forget();
    },

    recolour() {
      view.colours = colourScale(bytes(stage.recolour(view.scene.palette).scale));
      forget();
    },

    /** @param {number} state its number @param {number} value as a part of its scale */
    share: (state, value) => value / view.ends[state],

    /**
     * All ticks of a state: ticks across, units down.
     * @param {LaneShown} shown @param {number} state its number
     */
    film(shown, state) {
      const { units } = view.scene;
      shown.films[state] ??= picture(shown.ticks, units, (tick, unit) =>
        view.colours.pixel(view.share(state, shown.states[state][tick * units + unit])),
      );
      return shown.films[state];
    },

    /** @param {LaneShown} shown @param {number} state @param {number} tick @param {number} unit */
    at: ({ states }, state, tick, unit) => states[state][tick * view.scene.units + unit],

    /** The style of a number on its colour. @param {number} state @param {number} value */
    onState: (state, value) => `fill:${inkOn(view.colours.rgb(view.share(state, value)))}`,

    /**
     * The style of a number on a cell of the table.
     * @param {string} fill @param {number} strength
     */
    onPaint(fill, strength) {
      const ground = hex(stage.ink.carriage);
      const mixed = mix(ground, hex(fill), strength);
      return `fill:${inkOn(mixed)}`;
    },

    /** Row and column of a cell of the table. @param {number} cell */
    placeOf: (cell) => [
      Math.floor(cell / view.scene.columns.length),
      cell % view.scene.columns.length,
    ],

    /** The longest name of a column that fits. @param {number} column @param {number} width */
    nameOf(column, width) {
      const { names } = view.scene.columns[column];
      return names.find(({ length }) => length * LETTER <= width) ?? names[names.length - 1];
    },

    /** Its text. @param {number} cell */
    textOf(cell) {
      const [row, column] = view.placeOf(cell);
      return view.scene.text[row][column];
    },

    /** Its colour, and how strong it is. @param {number} cell @returns {[string, number]} */
    paintOf(cell) {
      const [, column] = view.placeOf(cell);
      const fill = view.scene.palette.fills[view.scene.columns[column].colour];
      return [fill, clamp(USUAL + BY * view.tint[cell], WEAKEST)];
    },

    /** What a lane reads at a tick. @param {LaneShown} shown @param {number} tick */
    reads({ cells, lane: { features } }, tick) {
      return [...cells.subarray(tick * features, (tick + 1) * features)];
    },

    /** Where a tick stands in its sample. @param {LaneShown} shown @param {number} tick */
    step({ lane: { timesteps } }, tick) {
      const step = tick % timesteps;
      return { sample: Math.floor(tick / timesteps), step, last: step === timesteps - 1 };
    },

    /** Borders of the ticks where one of them is enlarged. @param {number} tick */
    borders: (tick) => spread(view.clock, tick, view.frame.steps),
  };
  /** The pictures are of other numbers or colours. */
  function forget() {
    for (const each of view.lanes) each.films = [];
  }
  return view;
}
