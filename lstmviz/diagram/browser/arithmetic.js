// Pure arithmetic of the drawings: what was packed is unpacked, axes are divided, and the sums,
// gates and states of every cell are worked out. Nothing here knows of a page; tests hold it
// against Python.

/** @param {number} z */
export const sigmoid = (z) => 1 / (1 + Math.exp(-z));

/** @param {number} v @param {number} low @param {number} high */
export const clamp = (v, low = 0, high = 1) => Math.max(Math.min(v, high), low);

/**
 * How far a motion has come that begins fast and ends slowly.
 * @param {number} part 0 … 1 of its time
 */
export const ease = (part) => 1 - (1 - part) ** 3;

/**
 * A list of f(0), f(1), …
 * @template V
 * @param {number} count
 * @param {(n: number) => V} f
 * @returns {V[]}
 */
export const list = (count, f) => Array.from({ length: count }, (_, n) => f(n));

/** @param {number} count @param {(n: number) => number} f */
export function sum(count, f) {
  let total = 0;
  for (let n = 0; n < count; n++) total += f(n);
  return total;
}

/**
 * Numbers on their way from a to b; b itself where a has other lengths.
 * @param {number[] | null | undefined} a
 * @param {number[]} b
 * @param {number} part 0 … 1
 */
export function mix(a, b, part) {
  if (a?.length !== b.length) return b;
  return b.map((v, n) => a[n] + (v - a[n]) * part);
}

// --- unpacking -----------------------------------------------------------------------------------

/** @param {string} text in base64 */
export function bytes(text) {
  const raw = atob(text);
  const made = new Uint8Array(raw.length);
  for (let n = 0; n < raw.length; n++) made[n] = raw.charCodeAt(n);
  return made;
}

/** @param {string} text four bytes a number, in base64 */
export const floats = (text) => new Float32Array(bytes(text).buffer);

/** @param {string} text four bytes a number, in base64 */
export const wholes = (text) => new Int32Array(bytes(text).buffer);

/**
 * Numbers packed as integers of one scale.
 * @param {Packed} packed
 */
export function unpack({ data, bits, scale }) {
  const Whole = bits > 8 ? Int16Array : Int8Array;
  return new Float32Array(new Whole(bytes(data).buffer)).map((v) => v * scale);
}

/**
 * A half float as a number.
 * @param {number} n its 16 bits
 */
export function half(n) {
  const exponent = (n >> 10) & 31;
  const fraction = n & 1023;
  if (exponent === 31) return Number.NaN;
  const size = exponent ? (1024 + fraction) * 2 ** (exponent - 25) : fraction * 2 ** -24;
  return n >> 15 ? -size : size;
}

/**
 * Numbers packed as halves of one scale.
 * @param {{ data: string, scale: number }} packed
 */
export function unpackHalves({ data, scale }) {
  return Float64Array.from(new Uint16Array(bytes(data).buffer), (n) => half(n) * scale);
}

// --- axes ----------------------------------------------------------------------------------------

/**
 * Divide a length among `count` things, the chosen one enlarged: the lens of every axis.
 * @param {number} count
 * @param {number} chosen
 * @param {Lens} lens
 * @returns {number[]} count + 1 borders
 */
export function spread(count, chosen, lens) {
  const first = Math.max(chosen - lens.before, 0);
  const last = Math.min(chosen + lens.after, count - 1);
  const beside = last - first;
  const size = Math.min(lens.lens, lens.length);
  const room = lens.length - size;
  const near = Math.min(lens.near, room / Math.max(beside, 1));
  const thin = Math.min(lens.cap, (room - near * beside) / Math.max(count - 1 - beside, 1));
  const borders = [0];
  for (let n = 0; n < count; n++) {
    const neighbour = n >= first && n <= last;
    borders.push(borders[n] + (n === chosen ? size : neighbour ? near : thin));
  }
  return borders;
}

/**
 * A lens without neighbours.
 * @param {number} length
 * @param {number} size of the chosen one
 * @returns {Lens}
 */
export const plainLens = (length, size) => ({
  length,
  lens: size,
  near: 0,
  before: 0,
  after: 0,
  cap: Number.POSITIVE_INFINITY,
});

// --- cells ---------------------------------------------------------------------------------------
// Values of many samples, timesteps and units lie one after another, as Python sends them.

/** @typedef {Record<string, Float32Array>} Series values by name */

/**
 * A layer's weights as Keras holds them, and one sample's way through it.
 * @typedef {object} Layer
 * @property {CellName} cell
 * @property {boolean} after whether a GRU resets after the product
 * @property {number} timesteps
 * @property {number} inputs values of one x
 * @property {number} units
 * @property {string[]} blocks names of the kernel's blocks
 * @property {Float32Array} kernel inputs × (blocks · units)
 * @property {Float32Array} recurrent units × (blocks · units)
 * @property {Float32Array} bias blocks · units, once or twice
 * @property {Float32Array} x timesteps × inputs
 * @property {Float32Array} h timesteps × units
 * @property {Float32Array | null} c timesteps × units
 */

/**
 * What each cell makes of its sums.
 *
 * `values`: every gate and state, from the sums before σ and tanh, and the state that is sent.
 * `openings`: how far each unit's earlier h is open for the candidate (timesteps × units), or null.
 * `series`: what a unit's drawing shows besides its sums, gates and h.
 *
 * @typedef {object} CellArithmetic
 * @property {(sums: Series, state: Float32Array) => Series} values
 * @property {(layer: Layer) => Float32Array | null} openings
 * @property {(known: Series, c: Float32Array) => Series} series
 */

/** @type {Record<CellName, CellArithmetic>} */
export const CELLS = {
  lstm: {
    values(sums, c) {
      const o = sums.o.map(sigmoid);
      const tanh_c = c.map(Math.tanh);
      return {
        i: sums.i.map(sigmoid),
        f: sums.f.map(sigmoid),
        c_tilde: sums.c_tilde.map(Math.tanh),
        c,
        o,
        tanh_c,
        h: tanh_c.map((v, n) => o[n] * v),
      };
    },
    openings: () => null,
    series: (_, c) => ({ c, "c-": delayed(c), tanh_c: c.map(Math.tanh) }),
  },
  gru: {
    values(sums, h) {
      const z = sums.z.map(sigmoid);
      return {
        z,
        keep: z.map((v) => 1 - v),
        r: sums.r.map(sigmoid),
        h_tilde: sums.h_tilde.map(Math.tanh),
        h,
      };
    },
    openings: resetGates,
    series: ({ z }) => ({ keep: z.map((v) => 1 - v) }),
  },
  simple_rnn: {
    values: ({ a }, h) => ({ a, h }),
    openings: () => null,
    series: (known) => ({ a: known["z.h"] }),
  },
};

const [RESET, CANDIDATE] = [1, 2]; // blocks of a GRU

/**
 * A unit's value one step before; 0 before the first.
 * @param {Float32Array} values by timestep
 */
const delayed = (values) => values.map((_, t) => (t ? values[t - 1] : 0));

/**
 * h of a unit one step before.
 * @param {Layer} layer @param {number} t @param {number} unit
 */
export const earlier = ({ h, units }, t, unit) => (t ? h[(t - 1) * units + unit] : 0);

/**
 * The reset gates of all units at all timesteps.
 * @param {Layer} layer
 */
function resetGates(layer) {
  const { timesteps, units } = layer;
  const gates = new Float32Array(timesteps * units);
  for (let t = 0; t < timesteps; t++) {
    for (let unit = 0; unit < units; unit++) {
      const fromX = sum(layer.inputs, (f) => xTerm(layer, unit, RESET, t, f));
      const fromH = sum(units, (j) => product(layer, unit, RESET, t, j));
      const biases = biasOf(layer, unit, RESET, 1);
      gates[t * units + unit] = sigmoid(fromX + fromH + biases);
    }
  }
  return gates;
}

/**
 * What value f of x adds to a block's sum.
 * @param {Layer} layer @param {number} unit @param {number} block @param {number} t
 * @param {number} f
 */
export function xTerm({ x, kernel, inputs, units, blocks }, unit, block, t, f) {
  return x[t * inputs + f] * kernel[(f * blocks.length + block) * units + unit];
}

/**
 * What unit j's earlier h would add to a block's sum if nothing held it back.
 * @param {Layer} layer @param {number} unit @param {number} block @param {number} t
 * @param {number} j
 */
export function product(layer, unit, block, t, j) {
  const { recurrent, units, blocks } = layer;
  return earlier(layer, t, j) * recurrent[(j * blocks.length + block) * units + unit];
}

/**
 * Whether something of the earlier h is held back from a block.
 * @param {Float32Array | null} openings @param {number} block
 * @returns {openings is Float32Array}
 */
export const isHeld = (openings, block) => openings !== null && block === CANDIDATE;

/**
 * How far unit j's earlier h is open for a block: the candidate of a GRU hears what r lets through.
 * @param {Layer} layer @param {Float32Array | null} openings
 * @param {number} unit @param {number} block @param {number} t @param {number} j
 */
export function heard({ after, units }, openings, unit, block, t, j) {
  return isHeld(openings, block) ? openings[t * units + (after ? unit : j)] : 1;
}

/**
 * The bias of a block; a GRU that resets after the product has a second one, which r holds back
 * too.
 * @param {Layer} layer @param {number} unit @param {number} block @param {number} open 0 … 1
 */
function biasOf({ bias, after, units, blocks }, unit, block, open) {
  const first = bias[block * units + unit];
  return after ? first + bias[(blocks.length + block) * units + unit] * open : first;
}

/**
 * The terms of one unit's sums.
 * @typedef {object} Terms
 * @property {(block: number, t: number, f: number) => number} x
 * @property {(block: number, t: number, j: number) => number} h
 * @property {(block: number, t: number, j: number) => number} unheld what h would be without r
 * @property {(block: number, t: number) => number} bias
 * @property {(block: number, t: number, j: number) => number} heard
 */

/**
 * @param {Layer} layer @param {Float32Array | null} openings @param {number} unit
 * @returns {Terms}
 */
export function unitTerms(layer, openings, unit) {
  /** @param {number} block @param {number} t @param {number} j */
  const open = (block, t, j) => heard(layer, openings, unit, block, t, j);
  return {
    x: (block, t, f) => xTerm(layer, unit, block, t, f),
    h: (block, t, j) => open(block, t, j) * product(layer, unit, block, t, j),
    unheld: (block, t, j) => product(layer, unit, block, t, j),
    bias: (block, t) => biasOf(layer, unit, block, open(block, t, unit)),
    heard: open,
  };
}

/**
 * Everything one unit does at every timestep, by name: sums "z.i", gates "i", states "c" and "c-".
 * @param {Layer} layer @param {number} unit
 * @param {Float32Array[]} sums of each block
 * @param {string[]} curves of each block, "σ" or "tanh"
 */
export function unitSeries(layer, unit, sums, curves) {
  const { cell, units, timesteps, blocks } = layer;
  /** @param {Float32Array} all */
  const ofUnit = (all) => Float32Array.from({ length: timesteps }, (_, t) => all[t * units + unit]);
  /** @type {Series} */
  const known = {};
  blocks.forEach((name, k) => {
    known[`z.${name}`] = sums[k];
    known[name] = sums[k].map(curves[k] === "σ" ? sigmoid : Math.tanh);
  });
  known.h = ofUnit(layer.h);
  known["h-"] = delayed(known.h);
  return { ...known, ...CELLS[cell].series(known, ofUnit(layer.c ?? layer.h)) };
}
