// The course of the way in, without a page: what the box reads at each tick, what it makes of that,
// and what a pulled number changes. Tests hold the numbers against Python and Keras.
import { list, sigmoid, sum, unitTerms } from "../arithmetic.js";

const BLOCKS = ["i", "f", "c_tilde", "o"];
export const BEATS = ["Look", "Feed", "Watch", "Touch", "Choose", "Check"];

/**
 * One tick of the clock in a lane.
 * @typedef {object} Tick
 * @property {number} sample
 * @property {number[]} cells that are read
 * @property {boolean} last whether its sample ends with it
 */

/** @param {Lane} lane @returns {Tick[]} */
export const ticksOf = ({ samples }) =>
  samples.flatMap((steps, sample) =>
    steps.map((cells, t) => ({ sample, cells, last: t === steps.length - 1 })),
  );

/**
 * The ticks at which the course waits for the person: each one until the first wall falls in the
 * chosen lane, then until the short lanes have ended, then the end of each row in the long one.
 * @param {Tick[][]} lanes ticks of each @param {number} chosen its number
 */
export function stopsOf(lanes, chosen) {
  const wall = lanes[chosen].findIndex(({ last }) => last) + 1;
  const shortest = Math.min(...lanes.map((ticks) => ticks.length));
  const longest = lanes.reduce((a, b) => (b.length > a.length ? b : a));
  const ends = longest.flatMap(({ last }, n) => (last ? [n + 1] : []));
  const single = list(Math.max(wall, shortest), (n) => n + 1);
  return { wall, stops: [...new Set([...single, ...ends])].sort((a, b) => a - b) };
}

/**
 * What the cell makes of one sample.
 * @typedef {{ h: number[][], y: number }} Traced h by timestep and unit; y in the table's unit
 */

/**
 * Feed a lane's samples to the cell: the equations of an LSTM, from h = c = 0 for each sample.
 * @param {StartScene} scene @param {Lane} lane @param {number[]} values of all cells of the table
 * @returns {Traced[]}
 */
export function trace(scene, lane, values) {
  const { units, columns, offset, scale, target } = scene;
  const weights = {
    kernel: Float32Array.from(lane.kernel),
    recurrent: Float32Array.from(lane.recurrent),
    bias: Float32Array.from(lane.bias),
  };
  /** @param {number} cell */
  const scaled = (cell) => {
    const column = cell % columns.length;
    return (values[cell] - offset[column]) / scale[column];
  };
  return lane.samples.map((steps) => {
    const layer = {
      ...weights,
      cell: /** @type {const} */ ("lstm"),
      after: false,
      timesteps: steps.length,
      inputs: steps[0].length,
      units,
      blocks: BLOCKS,
      x: Float32Array.from(steps.flat(), scaled),
      h: new Float32Array(steps.length * units),
      c: null,
    };
    const terms = list(units, (unit) => unitTerms(layer, null, unit));
    let c = list(units, () => 0);
    const h = steps.map((_, t) => {
      /** @param {number} block @param {number} unit */
      const before = (block, unit) =>
        sum(layer.inputs, (f) => terms[unit].x(block, t, f)) +
        sum(units, (j) => terms[unit].h(block, t, j)) +
        terms[unit].bias(block, t);
      const [i, f, candidate, o] = BLOCKS.map((_, block) =>
        list(units, (unit) => before(block, unit)),
      );
      c = c.map((was, n) => sigmoid(f[n]) * was + sigmoid(i[n]) * Math.tanh(candidate[n]));
      const state = c.map((now, n) => sigmoid(o[n]) * Math.tanh(now));
      layer.h.set(state, t * units);
      return state;
    });
    const last = h[h.length - 1];
    const y = sum(units, (n) => last[n] * lane.head[n]) + lane.head_bias;
    return { h, y: y * scale[target] + offset[target] };
  });
}

/**
 * What differs between two traces of a lane: exactly, or not at all.
 * @param {Traced[]} before @param {Traced[]} after
 */
export const differences = (before, after) =>
  after.map(({ h, y }, sample) => ({
    h: h.map((state, t) => state.map((v, n) => v !== before[sample].h[t][n])),
    y: y !== before[sample].y,
  }));

/** The state of a visitor who has just come. */
export const begin = () => ({
  beat: 0,
  /** Cells that the person thinks are seen together. */
  marked: /** @type {number[]} */ ([]),
  /** Number of the chosen lane. */
  lane: -1,
  tick: 0,
  /** Number of the lane that is guessed; as many as lanes: all of them. */
  guess: -1,
  /** What the pulled cell holds; null while nobody has pulled it. */
  value: /** @type {number | null} */ (null),
  columns: "",
  rows: "",
  shown: false,
});
/** @typedef {ReturnType<typeof begin>} State */
